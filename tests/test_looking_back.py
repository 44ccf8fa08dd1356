"""Looking back tells what was kept: how sure and how right, the test before and after, the trust before and after."""

import pytest

from lessons_lib import asking, seeds
from lessons_lib.looking_back import LookingBack, calibration, what_you_learned
from lessons_lib.markup import to_words
from lessons_lib.quiz.core_ten import core_ten
from lessons_lib.quiz.forms import find_form, load_pairs

JUDGE = "start-check-7"  # judges C010
RIGHT_SURE = {"answer": {"chosen": 0, "sure": 2}, "right": True, "hints": 0, "shown": False}
WRONG_SURE = {"answer": {"chosen": 4, "sure": 2}, "right": False, "hints": 0, "shown": False}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Answers are kept, in a folder of this test."""
    monkeypatch.setenv("LESSONS_RECORDS", "on")
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    yield tmp_path / "records"
    if (tmp_path / "records").exists():
        asking._open(tmp_path / "records").close()


def act(shown, response, *attempts):
    with shown.hold_trait_notifications():
        shown.response = {**shown.response, **response}
        shown.checked = True
        shown.attempts = [*shown.attempts, *attempts]


def finish(name, right):
    """Finish a form with these marks, question by question."""
    marks = zip(find_form(name).questions, right)
    attempts = [{"question": one.id, "answer": [0], "right": mark, "hints": 0, "shown": False} for one, mark in marks]
    act(asking.form(name), {"finished": True}, *attempts)


def judged():
    return calibration().kept["judged"]


# --- how sure, and how right ------------------------------------------------------------------------------------------


def test_where_nothing_is_kept_there_is_nothing_to_tell():
    assert judged() == []
    assert what_you_learned().kept["forms"] == {"a": {}, "b": {}}
    assert what_you_learned().kept["trust"] == {}


def test_a_judged_claim_counts_with_how_sure_one_was(kept):
    act(asking.quiz(JUDGE), {"answer": RIGHT_SURE["answer"]}, RIGHT_SURE)
    claim = to_words(seeds.claims()["C010"].text)
    assert [(one["sure"], one["right"]) for one in judged()] == [(2, True)]
    assert claim in judged()[0]["words"]


def test_the_first_verdict_counts_and_no_later_one(kept):
    act(asking.quiz(JUDGE), {"answer": RIGHT_SURE["answer"]}, WRONG_SURE, RIGHT_SURE)
    assert [one["right"] for one in judged()] == [False]


def test_a_verdict_without_how_sure_is_left_out(kept):
    act(asking.quiz(JUDGE), {"answer": {"chosen": 0}}, RIGHT_SURE | {"answer": {"chosen": 0}})
    assert judged() == []


def test_a_question_that_is_no_claim_is_left_out(kept):
    act(asking.quiz("chain-check-1"), {"answer": [1]}, {"answer": [1], "right": True, "hints": 0, "shown": False})
    assert judged() == []


# --- before and after -------------------------------------------------------------------------------------------------


def test_both_forms_stand_side_by_side(kept):
    finish("A", [False] * 15)
    finish("B", [True] * 15)
    forms = what_you_learned().kept["forms"]
    assert (len(forms["a"]), len(forms["b"])) == (15, 15)
    assert (set(forms["a"].values()), set(forms["b"].values())) == ({False}, {True})


def test_each_idea_finds_its_own_questions_in_both_forms():
    ideas = what_you_learned().kept["ideas"]
    assert len(ideas) == 10
    assert all(one["a"] and len(one["a"]) == len(one["b"]) for one in ideas)
    assert {id for one in ideas for id in one["b"]} == {question.id for question in find_form("B").questions}


def test_trust_stands_beside_what_studies_say(kept):
    claims = [one["id"] for one in what_you_learned().kept["claims"]]
    act(asking.trust("start"), {"values": dict.fromkeys(claims, 80)})
    act(asking.trust("end"), {"values": dict.fromkeys(claims, 30)})
    trust = what_you_learned().kept["trust"]
    assert (trust["start"]["C083"], trust["end"]["C083"]) == (80, 30)
    assert {one["id"]: one["verdict"] for one in what_you_learned().kept["claims"]}["C083"].startswith("Partly")


def test_a_page_without_widgets_says_what_would_stand_there():
    for shown in (calibration(), what_you_learned()):
        assert isinstance(shown, LookingBack)
        assert shown._repr_mimebundle_()[0]["text/plain"].startswith("Here stand")


# --- the ten ideas ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("idea", core_ten(), ids=lambda idea: idea.number)
def test_each_of_the_ten_ideas_is_asked_for_in_both_forms(idea):
    before, after = ({question.id for question in find_form(name).questions} for name in "AB")
    assert before & set(idea.asked)
    assert after & set(idea.asked)


def test_each_pair_of_the_forms_asks_for_one_of_the_ten():
    assert {pair.core for pair in load_pairs()} == {idea.number for idea in core_ten()}
    assert len(find_form("A").questions) == len(find_form("B").questions) == len(load_pairs())
