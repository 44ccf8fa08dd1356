"""A question as the page needs it: texts as safe HTML, the answer worked out, what is shuffled shuffled."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from lessons_lib.markup import to_html, to_inline, to_words
from lessons_lib.quiz.answer import compute
from lessons_lib.quiz.arranging import GAP, Fill, Match, Order
from lessons_lib.quiz.choices import Choice, Multiple
from lessons_lib.quiz.forms import Form
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.model import Predict, Question
from lessons_lib.quiz.numbers import Numeric, NumericPredict, Trap
from lessons_lib.quiz.parts import Option
from lessons_lib.quiz.pointing import Hotspot, Picture
from lessons_lib.quiz.readable import SURENESS, Asking, eyebrow, in_words, still
from lessons_lib.quiz.trust import Trust
from lessons_lib.quiz.units import answer_in_words, label_number, spell_unit, suffix_of
from lessons_lib.seeds.verdicts import explain_verdict, say_verdict

__all__ = ["Asking", "answer_in_words", "eyebrow", "for_page", "in_words", "split_at_gaps", "still"]


def for_page(asking: Asking, picture: Picture | None = None) -> dict[str, Any]:
    """Return everything the widget needs; every text in it is sanitised HTML or plain words of our own.

    A hotspot needs its picture (its SVG travels beside this); raises ValueError when that is missing or lacks a place.
    """
    if isinstance(asking, Form):
        return _heading(asking) | {"questions": [for_page(question) for question in asking.questions]}
    if isinstance(asking, Trust):
        return _heading(asking) | _trust(asking)
    spots = {"spots": asking.find_spots(picture)} if isinstance(asking, Hotspot) else {}
    return _common(asking) | _kind(asking) | _prediction(asking) | spots


def _heading(asking: Form | Trust) -> dict[str, Any]:
    return {"id": asking.id, "type": asking.type, "title": asking.title, "stem": to_inline(asking.stem)}


def _trust(asking: Trust) -> dict[str, Any]:
    claims = [{"id": claim.id, "text": to_inline(claim.text)} for claim in asking.claims]
    return {"scale": asking.scale, "claims": claims, "kept": asking.kept}


def _common(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "type": question.type,
        "stem": to_inline(question.stem),
        "hints": [to_inline(hint) for hint in question.hints],
        "explanation": to_html(question.explanation),
    }


def _prediction(question: Question) -> dict[str, Any]:
    if not isinstance(question, Predict):
        return {}
    return {"then": to_inline(question.then), "against": question.against}


def _option(option: Option) -> dict[str, Any]:
    shown = {"text": to_inline(option.text), "feedback": to_inline(option.feedback)}
    return shown | {"right": option.right, "words": to_words(option.text)}


@singledispatch
def _kind(question: object) -> dict[str, Any]:
    raise TypeError(f"The page cannot ask a {type(question).__name__}.")


@_kind.register
def _(question: Choice) -> dict[str, Any]:
    return {"many": isinstance(question, Multiple), "options": [_option(option) for option in question.options]}


@_kind.register
def _(question: Numeric) -> dict[str, Any]:
    traps = [_trap(trap) for trap in question.traps]
    return _number(question) | {"tolerance": question.tolerance, "traps": traps, "units": spell_unit(question.unit)}


@_kind.register
def _(question: NumericPredict) -> dict[str, Any]:
    ends = question.model_dump(include={"low", "high", "step", "close_within"})
    return _number(question) | ends | {"start": question.middle}


@_kind.register
def _(question: Order) -> dict[str, Any]:
    items = [{"text": to_inline(item.text), "words": to_words(item.text)} for item in question.items]
    for shown, item in zip(items, question.items, strict=True):
        shown["feedback"] = to_inline(item.feedback)
    return {"items": items, "start": question.start, "ends": [to_inline(end) for end in question.ends]}


@_kind.register
def _(question: Match) -> dict[str, Any]:
    options = [{"words": to_words(question.rights[place])} for place in question.start]
    parts = [_pair(question, place, options) for place in range(len(question.pairs))]
    return {"parts": parts}


def _pair(question: Match, place: int, options: list[dict[str, Any]]) -> dict[str, Any]:
    """One left side with its own copy of the list: what is right for one is wrong for the next."""
    pair = question.pairs[place]
    said = [_said_to(question, place, side) for side in question.start]
    own = [option | said for option, said in zip(options, said, strict=True)]
    return {"label": to_inline(pair.left), "options": own}


def _said_to(question: Match, place: int, side: int) -> dict[str, Any]:
    others = [to_inline(other.feedback) for other in question.others]
    taken = ["That one goes with something else here."] * len(question.pairs)
    feedback = to_inline(question.pairs[place].feedback) if side == place else (taken + others)[side]
    return {"right": side == place, "feedback": feedback}


@_kind.register
def _(question: Fill) -> dict[str, Any]:
    names = GAP.findall(question.text)
    parts = [_gap(question, name, place) for place, name in enumerate(names, 1)]
    return {"parts": parts, "sentence": split_at_gaps(question.text)}


def _gap(question: Fill, name: str, place: int) -> dict[str, Any]:
    return {"label": f"Gap {place}", "options": [_option(option) for option in question.shuffled(name)]}


def split_at_gaps(text: str) -> list[str]:
    """The HTML between the gaps, one piece more than there are gaps."""
    # Set as one line, so that marks which reach over a gap are not taken for stars.
    made = to_inline(GAP.sub("\ue000", text))
    return made.replace("\ue000", "</bdi>\ue000<bdi>" if made.startswith("<bdi>") else "\ue000").split("\ue000")


@_kind.register
def _(question: Hotspot) -> dict[str, Any]:
    return {"many": False, "options": [_option(place) for place in question.places]}


@_kind.register
def _(question: Judge) -> dict[str, Any]:
    options = [_verdict(question, word) for word in question.verdicts]
    return {"many": False, "options": options, "sureness": list(SURENESS)}


def _verdict(question: Judge, word: str) -> dict[str, Any]:
    shown = {"text": explain_verdict(word), "feedback": to_inline(question.feedback[word])}
    return shown | {"right": word == question.verdict, "words": say_verdict(word)}


def _number(question: Numeric | NumericPredict) -> dict[str, Any]:
    spoken = {name: to_inline(text) for name, text in question.feedback.model_dump().items()}
    answer = {"answer": compute(question.answer), "shown": answer_in_words(question), "feedback": spoken}
    return answer | {"unit": question.unit, "suffix": suffix_of(question.unit), "label": label_number(question)}


def _trap(trap: Trap) -> dict[str, Any]:
    return trap.model_dump(include={"value", "tolerance"}) | {"feedback": to_inline(trap.feedback)}
