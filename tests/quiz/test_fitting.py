"""An answer fits when a card can show it; samples of every type, those that fit and those that do not."""

import pytest

from lessons_lib.importing import find_asked
from lessons_lib.quiz.fitting import fits

#: By question: answers that fit, and answers that do not.
ANSWERS = {
    "chain-check-1": ([[0], [3]], [[9], [-1], [True], ["0"], "0", {}, [0, 1, 2, 3, 0]]),
    "chain-check-3": ([[0, 2], [1]], [[0, 9]]),
    "chain-check-5": (["5", "3,4 mm", ""], [5, ["5"]]),
    "start-check-2": ([[3, 2, 1, 0]], [[0, 0, 1, 2], [0], "0123", [0, 1, 2, 3, 4]]),
    "start-check-7": ([{"chosen": 0, "sure": 2}, {"chosen": None, "sure": None}], [{"chosen": 9, "sure": 0}, [0], 1]),
    "pelvis-at-10": ([5, 0.5], ["5", 1e9, [5], True]),
    "ft-point-1": ([[0]], [[26]]),
}
DECISION = {"chosen": 3, "reason": 0, "sure": 2}
WAY = [DECISION, {"chosen": 1, "reason": 1, "sure": 2}]
#: Responses that fit, and responses that do not.
GOOD_WAYS = (
    {},
    {"path": []},
    {"path": [DECISION], "answer": {"chosen": 0}},
    {"path": WAY, "note": [0, 2, 1]},
    {"path": WAY, "answer": {"note": {"0": 1}}},
)
BAD_WAYS = (
    {"path": "x"},
    {"path": [7]},
    {"path": [{**DECISION, "chosen": 99}]},
    {"path": [{"chosen": 3}]},
    {"path": [*WAY, DECISION]},
    {"path": WAY, "note": [0, 2]},
    {"path": WAY, "note": [0, 2, None]},
    {"path": WAY, "answer": {"note": {"9": 0}}},
    {"note": [0, 0, 0]},
    {"answer": {"chosen": 99}},
    {"answer": 3},
)
CASES = (GOOD_WAYS, BAD_WAYS)
FORMS = (
    [{}, {"answers": {}, "at": 3}, {"answers": {"core-1-a": None}}],
    [{"at": 99}, {"at": "0"}, {"answers": [1]}],
)


@pytest.mark.parametrize("id", ANSWERS)
def test_an_answer_fits_or_does_not(id):
    question, (good, bad) = find_asked(id), ANSWERS[id]
    assert [answer for answer in good if not fits(question, {"answer": answer}, True)] == []
    assert [answer for answer in bad if fits(question, {"answer": answer}, True)] == []


@pytest.mark.parametrize(("id", "samples"), [("case-numb-seat", CASES), ("form-a", FORMS)])
def test_a_case_and_a_form_fit_on_their_way(id, samples):
    good, bad = samples
    assert [response for response in good if not fits(find_asked(id), response, False)] == []
    assert [response for response in bad if fits(find_asked(id), response, False)] == []


def test_a_form_takes_answers_to_its_own_questions_only():
    form = find_asked("form-a")
    first = form["questions"][0]["id"]
    assert fits(form, {"answers": {first: [0]}}, False)
    assert not fits(form, {"answers": {first: [99]}}, False)


def test_trust_is_a_number_for_each_claim():
    trust = find_asked("trust-start")
    values = {claim["id"]: 50 for claim in trust["claims"]}
    first = next(iter(values))
    assert fits(trust, {"values": values}, True)
    assert fits(trust, {"values": {first: 0}}, False)
    assert not fits(trust, {"values": {first: 0}}, True)
    assert not any(fits(trust, {"values": {**values, first: bad}}, True) for bad in (101, -1, 5.5, "5", True))
    assert not fits(trust, {"values": [50]}, False)


@pytest.mark.parametrize("id", [*ANSWERS, "trust-start"])
def test_nothing_answered_yet_fits_only_while_nothing_is_checked(id):
    assert fits(find_asked(id), {}, False)
    assert not fits(find_asked(id), {}, True)
    assert not fits(find_asked(id), {"answer": []}, True)


def test_hints_are_counted():
    question = find_asked("chain-check-5")
    assert fits(question, {"hints": 2}, False)
    assert not any(fits(question, {"hints": bad}, False) for bad in (-1, "2", 1e300, None))
