"""R1: nothing personal without a gate that triage made today and that allows it."""

import copy
import pickle
from dataclasses import replace
from datetime import timedelta

import pytest

from lessons_lib.advice import Gate, require, suggest
from lessons_lib.advice.gate import ACTIVITIES

from .conftest import TODAY, ask
from .test_triage import START


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_r1_an_open_gate_of_today_lets_through(activity, open_gate):
    assert require(open_gate, activity, TODAY) is open_gate


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize("gate", [None, "open", True])
def test_r1_without_a_gate_nothing_opens(gate, activity):
    with pytest.raises(ValueError, match="First answer the questions about warning signs"):
        require(gate, activity, TODAY)


@pytest.mark.parametrize("days", [-1, 1, 365])
def test_r1_a_gate_of_another_day_opens_nothing(days, open_gate):
    with pytest.raises(ValueError, match="not from today"):
        require(open_gate, "plan", TODAY + timedelta(days=days))


def test_r1_a_gate_refuses_what_the_answers_speak_against_and_says_where_to_go():
    gate = ask(["surgery"]).gate
    with pytest.raises(ValueError, match=r"speak against a diary of your own trial\. Ask the team that operated"):
        require(gate, "diary", TODAY)


def test_r1_the_options_ask_for_the_gate(open_gate):
    assert suggest(open_gate, START, today=TODAY).places
    for gate, day in ((None, TODAY), (open_gate, TODAY + timedelta(days=1))):
        with pytest.raises(ValueError, match="warning signs"):
            suggest(gate, START, today=day)


def test_a_gate_cannot_be_made_copied_stored_or_changed_by_hand(open_gate):
    with pytest.raises(TypeError, match="cannot be made by hand"):
        Gate(TODAY, frozenset(ACTIVITIES), (), object())
    with pytest.raises((TypeError, ValueError)):
        replace(open_gate, day=TODAY + timedelta(days=1))
    for copier in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="cannot be stored or copied"):
            copier(open_gate)
    with pytest.raises(AttributeError):
        open_gate.day = TODAY + timedelta(days=1)


def test_an_activity_nobody_knows_is_refused_by_name(open_gate):
    with pytest.raises(ValueError, match="knows nothing called 'dairy', only options"):
        open_gate.allows("dairy")
