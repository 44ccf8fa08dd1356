"""Two traps: what the labs of lesson 00 tell is what the model counts, and the question before them says the same."""

import pytest

from lessons_lib import seeds
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs.compared_with import compared_with
from lessons_lib.labs.two_clinics import better, two_clinics
from lessons_lib.quiz import bank
from lessons_lib.quiz.answer import compute


def caption(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name).caption.write()


def test_the_guess_its_stem_and_the_lab_count_the_same_people():
    asked = bank.find("clinic-that-gave-nothing")
    people = better("none", "bad")
    assert compute(asked.answer) == people
    assert f"{people} feel better" in asked.stem
    assert f"about {people} of 100" in asked.explanation


def test_clinic_b_is_told_only_when_its_cover_is_lifted():
    people = better("none", "bad")
    assert f"Clinic B gave nothing: {people} of 100" in caption(two_clinics, lifted=True)
    assert "Clinic B gave nothing:" not in caption(two_clinics)


@pytest.mark.parametrize("came", ["bad", "any"])
def test_inserts_that_do_something_show_in_the_gap_alone(came):
    counts = [better(truth, came) for truth in ("none", "one", "two")]
    assert counts == sorted(set(counts))
    assert f"Between them lie {counts[2] - counts[0]}" in caption(two_clinics, lifted=True, truth="two", came=came)


@pytest.mark.parametrize("truth", [0.0, 0.5, 2.0])
def test_a_look_alike_leaves_the_insert_alone_and_waiting_adds_being_given_something(truth):
    given = seeds.constant("trial_sham_effect").value
    assert f"take away {truth:.2f} points" in caption(compared_with, truth=truth, others="sham")
    assert f"take away {truth + given:.2f} points" in caption(compared_with, truth=truth, others="waiting")
