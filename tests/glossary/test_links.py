"""Each link to a word leads to a word, and the list at the end of a lesson holds exactly the words it links."""

import re

import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lessons_lib import seeds
from lessons_lib.glossary.terms import load as load_terms
from tests.notebooks.prose import LESSONS, load, question_files, texts_of

LINK = re.compile(r"\]\(#term-([^)\s]*)\)")


def questions_of(name):
    return [question for path in question_files(name) for question in yaml.safe_load(path.read_text("utf-8"))]


def linked(notebook, questions=()):
    """Ids of the words that a lesson's cells, the questions it asks and the claim cards it shows link."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    asked = [str(question) for question in questions if f'"{question["id"]}"' in code]
    cards = [str(claim) for id, claim in seeds.claims().items() if f'claim("{id}")' in code]
    return set(LINK.findall("\n".join([*(text for _, text in texts_of(notebook)), *asked, *cards])))


def faults(notebook, number, questions=()):
    """A line for each entry of seeds/glossary.yaml or cell of the notebook that must change."""
    words, found = load_terms(), linked(notebook, questions)
    listed = {id for id, term in words.items() if number in term.lessons}
    yield from (f"{id}: no such word in the glossary" for id in sorted(found - set(words)))
    yield from (f'{id}: add "{number}" to its lessons' for id in sorted(found & set(words) - listed))
    yield from (f'{id}: take "{number}" from its lessons, nothing links it' for id in sorted(listed - found))
    if found and not any(cell.source.strip() == f'words("{number}")' for cell in notebook.cells):
        yield f'the cell words("{number}") is missing'


@pytest.mark.parametrize("name", LESSONS)
def test_the_words_of_a_lesson_are_those_it_links(name):
    assert list(faults(load(LESSONS[name]), name[:2], questions_of(name))) == []


@pytest.mark.parametrize("name", LESSONS)
def test_each_word_is_linked_once_in_the_prose(name):
    ids = [id for _, text in texts_of(load(LESSONS[name])) for id in LINK.findall(text)]
    assert sorted(id for id in set(ids) if ids.count(id) > 1) == []


def lesson(*texts, words=True):
    cells = [new_markdown_cell(text) for text in texts] + [new_code_cell('words("77")')] * words
    return new_notebook(cells=cells)


def test_a_word_that_does_not_exist_and_one_that_is_not_listed_are_caught():
    made = lesson("The [x](#term-no-such) and the [arch](#term-arch).")
    assert list(faults(made, "77")) == [
        "no-such: no such word in the glossary", 'arch: add "77" to its lessons',
    ]  # fmt: skip


def test_a_word_that_nothing_links_and_a_missing_list_are_caught():
    told = list(faults(lesson("The [pelvis](#term-pelvis).", words=False), "01"))
    assert 'lordosis: take "01" from its lessons, nothing links it' in told
    assert told[-1] == 'the cell words("01") is missing'


def test_a_link_in_a_question_counts_where_the_question_is_asked():
    question = {"id": "x-1", "stem": "What is [a sham](#term-sham)?"}
    assert linked(new_notebook(cells=[new_code_cell('quiz("x-1")')]), [question]) == {"sham"}
    assert linked(new_notebook(), [question]) == set()
