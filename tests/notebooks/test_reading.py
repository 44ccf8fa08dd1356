"""What learners read is written for grade 8 or below (Flesch and Kincaid's formula, syllables by hyphenation).

Words of the glossary, in the forms it lists, count as one short word: a tip explains each of them.
"""

import re

import pytest
import yaml
from pyphen import Pyphen

from lessons_lib.glossary import terms

from .prose import (
    LESSONS,
    captions_of,
    for_grading,
    labs_of,
    load,
    paragraphs,
    question_files,
    question_texts,
    texts_of,
    without_terms,
)

HYPHENS = Pyphen(lang="en_US")
MOST = 8.0


def syllables(word):
    return len(HYPHENS.positions(word)) + 1


def grade(text):
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in re.split(r"[.?!]+(?=\s|$)", text) if re.search(r"\w", part)]
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def prose_of(name):
    cells = [text for _, text in texts_of(load(LESSONS[name]))]
    return [without_terms(for_grading(paragraph)) for text in cells for paragraph in paragraphs(text)]


def questions_of(name):
    asked = [question for path in question_files(name) for question in yaml.safe_load(path.read_text("utf-8"))]
    return [without_terms(for_grading(part)) for question in asked for part in question_texts(question)]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_reads_at_grade_eight_or_below(name):
    assert grade(" ".join(prose_of(name))) <= MOST


@pytest.mark.parametrize("name", LESSONS)
def test_no_longer_paragraph_of_a_lesson_is_far_above_it(name):
    long = [paragraph for paragraph in prose_of(name) if len(paragraph.split()) >= 40]
    assert {paragraph[:60]: round(grade(paragraph), 1) for paragraph in long if grade(paragraph) > MOST + 3} == {}


@pytest.mark.parametrize("name", [name for name in LESSONS if question_files(name)])
def test_the_questions_of_a_lesson_read_at_grade_eight_or_below(name):
    assert grade(" ".join(questions_of(name))) <= MOST


@pytest.mark.parametrize("name", LESSONS)
def test_the_captions_of_a_lesson_s_figures_read_at_grade_eight_or_below(name):
    grades = {lab: grade(without_terms(" ".join(captions_of(lab)))) for lab in labs_of(load(LESSONS[name]))}
    assert {lab: round(found, 1) for lab, found in grades.items() if found > MOST} == {}


# --- the glossary -----------------------------------------------------------------------------------------------------

MOST_OF_A_TERM = 6.0


@pytest.mark.parametrize("id", terms.load())
def test_each_meaning_reads_at_grade_six_or_below_in_one_or_two_sentences(id):
    plain = terms.load()[id].plain
    assert grade(without_terms(plain)) <= MOST_OF_A_TERM
    assert len(re.findall(r"[.!?](?=\s|$)", plain)) <= 2


def test_a_word_of_the_glossary_counts_as_one_short_word():
    assert without_terms("Overpronation and PRONATION; the navicular drop.") == "term and term; the term."


def test_a_word_that_only_begins_like_one_counts_as_it_is():
    assert without_terms("An archer supports arches.") == "An archer supports term."


# --- the measure itself -----------------------------------------------------------------------------------------------


def test_all_that_a_learner_reads_of_a_question_is_graded():
    option = {"text": "Far", "feedback": "No.", "misconception": "one-way", "right": False}
    question = {"id": "x-1", "stem": "How far?", "hints": ["Look."], "options": [option], "explanation": "So *far*."}
    pair = {"pairs": [{"left": "heel", "right": "back"}], "feedback": {"low": "More."}, "unit": "degrees"}
    assert question_texts(question | pair) == ["How far?", "Look.", "Far.", "No.", "So far.", "heel.", "back.", "More."]


def test_a_hard_sentence_is_above_grade_eight():
    assert grade("Biomechanical realignment interventions necessitate multidisciplinary evaluation procedures.") > 15


def test_an_easy_sentence_is_far_below():
    assert grade("The foot rolls in. The shin turns. Then the hip moves too.") < 3


def test_formulas_citations_and_list_marks_do_not_count():
    text = "So $r = 0.30$ holds (Pinto and others, 2008).\n\n- one item\n- two items\n"
    assert [for_grading(part) for part in paragraphs(text)] == ["So  holds.", "one item.", "two items."]


def test_code_does_not_count():
    assert paragraphs("Read.\n\n```\nbiomechanics = realignment\n```\n\nThen go.") == ["Read.", "Then go."]
