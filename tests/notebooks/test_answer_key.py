"""The answer key of the whole bank: no habit of picking wins, and each rule is tried on a bank that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from lessons_lib.quiz import bank
from lessons_lib.quiz.choices import Choice, Multiple, OneRight, Single
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.model import QUESTION, Predict, Question

#: Shares of the items, all of them from the course's audit of fairness.
LONGEST_RIGHT_AT_MOST = Fraction(40, 100)
SCEPTIC_SCORES_AT_MOST = Fraction(45, 100)
AFFIRMS_AT_LEAST = Fraction(20, 100)

Bank = Mapping[str, Question]
Rule = Callable[[Bank], Iterable[str]]


# --- the rules --------------------------------------------------------------------------------------------------------


def check_one_best_answer(items: Bank) -> Iterable[str]:
    for item in items.values():
        if isinstance(item, OneRight) and sum(option.right for option in item.options) != 1:
            yield f"{item.id} has not exactly one right option"


def check_feedback_everywhere(items: Bank) -> Iterable[str]:
    for item in items.values():
        lines = [option.feedback for option in item.options] if isinstance(item, Choice) else []
        lines += list(item.feedback.values()) if isinstance(item, Judge) else []
        if not all(line.strip() for line in lines):
            yield f"{item.id} has an option without feedback"


def check_options_differ(items: Bank) -> Iterable[str]:
    for item in items.values():
        texts = (
            [" ".join(option.text.casefold().split()) for option in item.options] if isinstance(item, Choice) else []
        )
        if len(set(texts)) != len(texts):
            yield f"{item.id} has two options alike"


def check_length_tells_nothing(items: Bank) -> Iterable[str]:
    single = {name: item for name, item in items.items() if isinstance(item, Single)}
    told = [name for name, item in single.items() if max(item.options, key=lambda option: len(option.text)).right]
    if len(told) > LONGEST_RIGHT_AT_MOST * len(single):
        yield f"the longest option is right in {len(told)} of {len(single)} items: {', '.join(told)}"


def check_doubt_is_no_key(items: Bank) -> Iterable[str]:
    asked = {name: item for name, item in items.items() if isinstance(item, (OneRight, Judge))}
    scores = {name: score_of_a_sceptic(item) for name, item in asked.items()}
    if sum(scores.values()) > SCEPTIC_SCORES_AT_MOST * len(scores):
        won = ", ".join(name for name, score in scores.items() if score == 1)
        yield f"always doubting scores {float(sum(scores.values())):.1f} of {len(scores)}; it is right in {won}"


def check_some_answers_are_yes(items: Bank) -> Iterable[str]:
    affirming = sum(item.affirms for item in items.values())
    if affirming < AFFIRMS_AT_LEAST * len(items):
        yield f"{affirming} of {len(items)} items say yes, this is so"


def score_of_a_sceptic(item: OneRight | Judge) -> Fraction:
    """What a robot gets that always picks the most sceptical option: 1, 0, or the chance of a guess without one."""
    if isinstance(item, Judge):
        return Fraction(item.sceptical == item.verdict)
    marked = [option.right for option in item.options if option.sceptical]
    return Fraction(marked[0]) if marked else Fraction(1, len(item.options))


RULES: dict[str, Rule] = {name: rule for name, rule in globals().items() if name.startswith("check_")}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_bank_keeps_the_rule(rule):
    assert list(rule(bank.load())) == []


# --- banks that break them --------------------------------------------------------------------------------------------

COMMON = {"stem": "Why?", "explanation": "So.", "objective": "Know why."}
OPTIONS = [
    {"text": "Alpha", "right": True, "feedback": "Yes."},
    {"text": "Bravo", "feedback": "No.", "misconception": "one-way-chain", "sceptical": True},
    {"text": "Charlie", "feedback": "No.", "misconception": "one-way-chain"},
]


def single(name: str = "a", **changes: Any) -> Single:
    question = QUESTION.validate_python(COMMON | {"id": name, "type": "single", "options": OPTIONS, "affirms": True})
    assert isinstance(question, Single)
    return question.model_copy(update=changes)


def judge(claim: str, name: str = "j") -> Judge:
    words = ("supported", "partly", "contested", "unsupported", "contradicted")
    raw = {"id": name, "type": "judge", "claim": claim, "objective": "Judge.", "feedback": dict.fromkeys(words, "So.")}
    question = QUESTION.validate_python(raw)
    assert isinstance(question, Judge)
    return question


def altered(place: int, **changes: Any) -> tuple[Any, ...]:
    """The sample's options with one of them changed; not checked, as a model would refuse some of it."""
    options = list(single().options)
    options[place] = options[place].model_copy(update=changes)
    return tuple(options)


def many(question: Question, count: int, rest: Question, others: int) -> Bank:
    mixed = [question] * count + [rest] * others
    return {f"q{place}": item for place, item in enumerate(mixed)}


SOUND = many(single(), 10, judge("C053"), 2)
LONG = single(options=altered(0, text="Alpha, and a good deal more than that"))
DOUBT = single(options=(altered(0, sceptical=True)[0], *altered(1, sceptical=False)[1:]))
BROKEN: dict[str, tuple[str, Bank]] = {
    "no right option": ("check_one_best_answer", {"a": single(options=altered(0, right=False))}),
    "two right options": ("check_one_best_answer", {"a": single(options=altered(1, right=True, sceptical=False))}),
    "an empty feedback": ("check_feedback_everywhere", {"a": single(options=altered(2, feedback=" "))}),
    "a judge without a line": (
        "check_feedback_everywhere",
        {"j": judge("C053").model_copy(update={"feedback": {"supported": ""}})},
    ),
    "options that differ in case only": ("check_options_differ", {"a": single(options=altered(1, text="CHARLIE"))}),
    "five of ten right ones are the longest": ("check_length_tells_nothing", many(LONG, 5, single(), 5)),
    "doubt is right in half": ("check_doubt_is_no_key", many(DOUBT, 5, single(), 5)),
    "few say yes": ("check_some_answers_are_yes", many(single(), 1, single(affirms=False), 9)),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_sound_bank_passes(rule):
    assert list(rule(SOUND)) == []


@pytest.mark.parametrize(("rule", "items"), BROKEN.values(), ids=BROKEN.keys())
def test_a_bank_that_breaks_the_rule_is_told(rule, items):
    assert list(RULES[rule](items)) != []


@pytest.mark.parametrize(("rule", "items"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_bank_breaks_that_rule_alone(rule, items):
    assert [name for name in RULES if name != rule and list(RULES[name](items))] == []


def test_four_of_ten_longest_are_still_allowed():
    assert list(check_length_tells_nothing(many(LONG, 4, single(), 6))) == []


def test_an_item_without_a_sceptical_option_counts_as_chance():
    assert score_of_a_sceptic(single(options=altered(1, sceptical=False))) == Fraction(1, 3)


@pytest.mark.parametrize(("claim", "score"), [("C024", 0), ("C053", 0), ("C041", 0)])
def test_the_sceptic_takes_contradicted_where_it_can(claim, score):
    assert judge(claim).sceptical == "contradicted"
    assert score_of_a_sceptic(judge(claim)) == score


def test_a_judged_claim_says_yes_when_it_holds_in_part():
    assert (judge("C053").affirms, judge("C024").affirms) == (True, False)


def test_the_rules_see_predictions_and_the_whole_bank():
    kinds = {type(item) for item in bank.load().values()}
    assert {Single, Multiple, Judge} <= kinds
    assert any(isinstance(item, Predict) and isinstance(item, OneRight) for item in bank.load().values())
