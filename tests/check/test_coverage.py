"""Which lesson teaches a claim and which question tests it: read from notebooks and bank, counted from the data."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from lessons_lib import seeds
from lessons_lib.check import coverage, tables
from lessons_lib.check.coverage import Covered, Lesson, Notebook
from lessons_lib.quiz import bank


def write_notebook(folder, name, *sources, kind="code"):
    cells = [{"cell_type": kind, "source": source.splitlines(keepends=True)} for source in sources]
    (folder / f"{name}.ipynb").write_text(json.dumps({"cells": cells}))


def read_one(folder):
    (notebook,) = coverage.read_notebooks(folder)
    return notebook


# What a notebook calls on


def test_cards_and_questions_are_found_wherever_they_are_called(tmp_path):
    write_notebook(tmp_path, "01-a", 'claim("C020")', 'lab = quiz("one")\nprint(predict("two"))', "%time claim('C021')")
    write_notebook(tmp_path, "02-b", "for _ in range(2):\n    %time x\n    claim('C022')")
    first, second = coverage.read_notebooks(tmp_path)
    assert (first.name, first.lesson, first.claims) == ("01-a", "01", {"C020"})
    assert first.questions == {"one", "two"}
    assert second.claims == {"C022"}


def test_words_about_a_claim_teach_nothing(tmp_path):
    write_notebook(tmp_path, "01-a", '# claim("C020")', "text = 'claim(\"C021\")'", "claim(name)", "claim.C022")
    assert read_one(tmp_path).claims == frozenset()


def test_text_cells_and_cells_that_are_no_python_teach_nothing(tmp_path):
    write_notebook(tmp_path, "01-a", 'claim("C020")', kind="markdown")
    write_notebook(tmp_path, "02-b", 'claim("C020"')
    assert [one.claims for one in coverage.read_notebooks(tmp_path)] == [frozenset(), frozenset()]


def test_a_notebook_without_a_number_is_no_lesson(tmp_path):
    write_notebook(tmp_path, "teaching-guide", 'claim("C020")')
    assert read_one(tmp_path).lesson == ""


# Claims, lessons


@pytest.fixture
def small(monkeypatch):
    """Three claims of two lessons, two questions, one notebook."""
    claims = {name: SimpleNamespace(id=name, lesson=lesson) for name, lesson in
              (("C003", "02"), ("C001", "01"), ("C002", "01"))}  # fmt: skip
    questions = {"q1": SimpleNamespace(claims=("C001",)), "q2": SimpleNamespace(claims=("C001", "C003"))}
    monkeypatch.setattr(seeds, "claims", lambda: claims)
    monkeypatch.setattr(bank, "load", lambda: questions)
    return (Notebook("01-a", frozenset({"C002"}), frozenset({"q1"})),)


def test_a_claim_is_taught_by_its_card_or_by_a_question_about_it(small):
    first, second, third = coverage.cover_claims(small)
    assert (first.shown_in, first.asked_in, first.questions) == ((), ("01-a",), ("q1", "q2"))
    assert (second.shown_in, second.asked_in, second.questions) == (("01-a",), (), ())
    assert [(one.taught, one.tested) for one in (first, second, third)] == [(True, True), (True, False), (False, True)]


def test_claims_are_gathered_by_lesson_with_what_is_missing(small):
    first, second = coverage.cover_lessons(coverage.cover_claims(small), small)
    assert (first.number, first.notebook, first.untaught, first.untested) == ("01", "01-a", (), ("C002",))
    assert (second.number, second.notebook, second.untaught, second.untested) == ("02", "", ("C003",), ())


def test_a_lesson_that_plans_no_claim_is_there_as_well():
    (lesson,) = coverage.cover_lessons([], [Notebook("00-start", frozenset(), frozenset())])
    assert lesson == Lesson("00", "00-start", ())


def test_verdicts_are_counted_by_topic_and_topics_without_claims_are_left_out():
    pairs = [("myth", "partly"), ("myth", "partly"), ("evidence", "contested")]
    counts = coverage.count_verdicts([SimpleNamespace(topic=topic, verdict=verdict) for topic, verdict in pairs])
    assert list(counts) == ["evidence", "myth"]  # the order of the course
    assert (counts["myth"]["partly"], counts["evidence"]["contested"], counts["evidence"]["partly"]) == (2, 1, 0)


# The real course


def test_every_claim_and_every_number_of_the_course_is_counted():
    verdicts = coverage.count_verdicts()
    assert sum(sum(found.values()) for found in verdicts.values()) == len(seeds.claims())
    numbers = coverage.count_provenances()
    assert sum(numbers["constants"].values()) == len(seeds.constants())
    assert sum(numbers["published values"].values()) == len(seeds.published())
    assert numbers["rows of evidence"]["assumed"] == 0


def test_every_card_and_question_of_every_notebook_exists():
    for notebook in coverage.read_notebooks():
        assert notebook.claims <= set(seeds.claims()), notebook.name
        assert notebook.questions <= set(bank.load()), notebook.name


def test_the_first_lesson_shows_the_chain():
    covered = {one.claim.id: one for one in coverage.cover_claims()}
    assert covered["C020"].shown_in == ("01-kinetic-chain",)
    assert "chain-check-1" in covered["C020"].questions


# As text


def test_columns_stand_side_by_side_and_numbers_to_the_right():
    assert tables.lay_out(("topic", "all"), [["myth", 3], ["evidence", 12]]).splitlines() == [
        "topic     all",
        "myth        3",
        "evidence   12",
    ]


def test_counts_get_the_sums_of_rows_and_columns():
    counts = {"myth": {"partly": 1, "contested": 2}, "care": {"partly": 3, "contested": 0}}
    assert [line.split() for line in tables.lay_out_counts("claims", counts).splitlines()] == [
        ["claims", "partly", "contested", "all"],
        ["myth", "1", "2", "3"],
        ["care", "3", "0", "3"],
        ["all", "4", "2", "6"],
    ]


def test_an_empty_table_is_its_head():
    assert tables.lay_out(("a", "b"), []) == "a  b"


def test_lessons_tell_what_is_taught_tested_and_missing(small):
    lessons = coverage.cover_lessons(coverage.cover_claims(small), small)
    told = [line.split() for line in tables.lay_out_lessons(lessons).splitlines()]
    assert told[1:] == [["01", "01-a", "2", "2", "1", "0", "1"], ["02", "none", "yet", "1", "0", "1", "1", "0"]]
    assert list(tables.list_missing(lessons)) == ["Lesson 01, untested: C002."]


def test_each_claim_is_one_line():
    claim = SimpleNamespace(id="C001", lesson="01", verdict="partly")
    one = Covered(claim, ("01-a",), ("01-a", "02-b"), ("q1", "q2"))
    none = Covered(claim, (), (), ())
    lines = [line.split() for line in tables.lay_out_claims([one, none]).splitlines()]
    assert lines[1:] == [["C001", "01", "partly", "01-a,", "02-b", "q1,", "q2"], ["C001", "01", "partly", "–", "–"]]
