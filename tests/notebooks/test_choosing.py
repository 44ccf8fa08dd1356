"""What lesson 07 says of Sam, of the answers that flip the aid and of where to go is what the advice itself says."""

import re
from datetime import date

import pytest

from lessons_lib.advice import Answers, facts, suggest, triage
from lessons_lib.quiz import bank

from .prose import LESSONS, load, paragraphs, texts_of

TODAY = date(2026, 11, 21)
#: The friend of the lesson, as its list describes her or him; whoever changes one side must change the other.
SAM = {
    "hurts": "back",
    "foot": "other",
    "since": "long",
    "legs": "self",
    "posture": "not-told",
    "work": "stands",
    "tried": "nothing",
    "pregnant": "not-pregnant",
    "arthritis": "no-arthritis",
}
CALM = Answers("16-or-over", "tested-normal")
#: "Where to go": for each line of the lesson, signs that it speaks of. All of them must be due at that level.
WHERE = {
    "Now, emergency number or department": ("saddle-numb", "bladder-bowel", "both-legs", "leg-weaker", "cold-leg"),
    "Now, maternity unit": ("pregnant-danger",),
    "Today, or now if very ill": ("cancer-pain",),
    "Within one working day": ("hot-foot", "diabetic-wound"),
    "Within two weeks": ("arch-sinks", "not-better"),
}
LEVEL = {"Now": 0, "Today": 1, "Within one": 2, "Within two": 3}
#: Cases in which a warning sign stops the path.
RED = [f"choose-check-{number}" for number in (1, 10, 11, 13, 14, 15)]


def prose():
    return " ".join(part for _, text in texts_of(load(LESSONS["07-choosing"])) for part in paragraphs(text))


def places(**changes):
    return suggest(triage(CALM, TODAY).gate, {**SAM, **changes}, today=TODAY).places


def top(**changes):
    return places(**changes)[0].option.id


def tier(option, **changes):
    return next(place.tier for place in places(**changes) if place.option.id == option)


# --- Sam --------------------------------------------------------------------------------------------------------------


def test_for_sam_staying_active_stands_first_and_exercise_next():
    assert [place.option.id for place in places()][:2] == ["active", "exercise"]
    assert [o.text for o in bank.find("choose-sam-first").options if o.right] == ["Staying active in daily life"]


def test_for_sam_no_insert_stands_in_the_first_group_and_a_cushioned_insole_could_be_tried():
    assert (tier("none"), tier("cushioned"), tier("custom")) == (0, 1, 3)


def test_of_the_four_changes_only_a_sore_foot_puts_something_else_first():
    assert top(hurts="foot") != "active"
    assert top(legs="clinician-5-20") == top(posture="rolls-in") == top(tried="failed") == "active"


def test_no_other_single_answer_flips_the_first_place():
    change = suggest(triage(CALM, TODAY).gate, SAM, today=TODAY).change
    assert (change.input, change.answer) == ("hurts", "foot")


def test_a_measured_leg_and_rolling_feet_move_what_the_lesson_says():
    assert tier("lift", legs="clinician-5-20") == 2
    assert (tier("arch", posture="rolls-in"), tier("custom", posture="rolls-in")) == (1, 2)


def test_with_a_worn_big_toe_joint_a_plate_stands_first():
    assert top(hurts="foot", foot="big-toe") == "plate"


def test_a_wish_for_little_work_lifts_no_insert_to_the_top():
    order = suggest(triage(CALM, TODAY).gate, SAM, {"effort": 2}, today=TODAY).places
    assert order[0].option.id == "none"


# --- what closes it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers", [Answers("16-or-over", "tested-normal", frozenset({"both-legs"})),
                Answers("16-or-over", "tested-normal", frozenset(), frozenset({"diabetes"}))],
    ids=["both legs", "diabetes"],
)  # fmt: skip
def test_a_sign_or_diabetes_closes_the_list(answers):
    with pytest.raises(ValueError, match=r"warning signs|speak against"):
        suggest(triage(answers, TODAY).gate, SAM, today=TODAY)


@pytest.mark.parametrize(("words", "signs"), WHERE.items())
def test_each_line_of_where_to_go_says_how_soon_its_signs_are_due(words, signs):
    level = next(urgency for start, urgency in LEVEL.items() if words.startswith(start))
    assert f"{words}:" in prose()
    assert {facts().signs[sign].urgency for sign in signs} == {level}


# --- a red flag stops the path ----------------------------------------------------------------------------------------

INSERT = re.compile(r"\b(insert|insole|pair|arch support|softer|custom)", re.IGNORECASE)


@pytest.mark.parametrize("name", RED)
def test_where_a_sign_stops_the_path_no_right_answer_holds_a_product(name):
    right, wrong = ([o.text for o in bank.find(name).options if o.right is said] for said in (True, False))
    assert not INSERT.search(" ".join(right))
    assert INSERT.search(" ".join(wrong))
