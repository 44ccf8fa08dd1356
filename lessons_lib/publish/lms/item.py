"""A question as any platform can take it: choices, a number, pairs or gaps; or the reason why it is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from html import escape

from lessons_lib.labs.pictures import draw_picture
from lessons_lib.markup import to_html, to_inline, to_words
from lessons_lib.quiz.answer import compute
from lessons_lib.quiz.arranging import GAP, Fill, Match, Order
from lessons_lib.quiz.choices import Choice, Multiple
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.model import Question
from lessons_lib.quiz.numbers import Numeric, Predict
from lessons_lib.quiz.page import split_at_gaps
from lessons_lib.quiz.parts import Option
from lessons_lib.quiz.pointing import Hotspot
from lessons_lib.quiz.units import spell_unit
from lessons_lib.seeds.verdicts import GLOSSES, say_verdict

__all__ = ["Answer", "Gap", "Item", "LeftOut", "Pair", "to_item", "to_items"]

FULL = 100.0
GUESS = "a prediction is a guess before the figure moves; nobody is graded for it"


@dataclass(frozen=True)
class Answer:
    """One answer: safe HTML and plain words, its share of the points (-100 to 100), what to say to it.

    `value` and `within` belong to a number; an answer without a value stands for every other number.
    """

    html: str
    words: str
    fraction: float
    feedback: str
    value: float | None = None
    within: float = 0.0


@dataclass(frozen=True)
class Pair:
    """What goes together; a left side that is empty makes a right side that goes with nothing."""

    left: str
    right: str


@dataclass(frozen=True)
class Gap:
    """The words to choose from for one gap."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Item:
    """A question in one of five kinds: choice, choices, number, pairs, gaps (`text` between them, one piece more)."""

    id: str
    kind: str
    stem: str
    words: str
    explanation: str
    hints: tuple[str, ...]
    tags: tuple[str, ...]
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    text: tuple[str, ...] = ()
    unit: str = ""
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A question that a format cannot take, and why."""

    id: str
    type: str
    reason: str

    def __str__(self) -> str:
        return f"{self.id} ({self.type}): {self.reason}"


def to_items(questions: Iterable[Question]) -> tuple[tuple[Item, ...], tuple[LeftOut, ...]]:
    """Return the questions that can be taken, in their order, and those that no platform can take."""
    found = [to_item(question) for question in questions]
    items = tuple(one for one in found if isinstance(one, Item))
    return items, tuple(one for one in found if isinstance(one, LeftOut))


def to_item(question: Question) -> Item | LeftOut:
    """Return the question as an item, or why it is left out."""
    if isinstance(question, Predict):
        return LeftOut(question.id, question.type, GUESS)
    return _item(question)


def _common(question: Question, stem: str = "") -> dict[str, object]:
    return {
        "id": question.id,
        "stem": to_html(stem or question.stem),
        "words": to_words(stem or question.stem),
        "explanation": to_html(question.explanation),
        "hints": tuple(to_inline(hint) for hint in question.hints),
        "tags": _tags(question),
    }


def _tags(question: Question) -> tuple[str, ...]:
    named = [option.misconception for option in getattr(question, "options", ())]
    tagged = getattr(question, "misconceptions", ())
    beliefs = tagged.values() if isinstance(tagged, dict) else tagged
    return tuple(dict.fromkeys([*question.claims, *(one for one in [*named, *beliefs] if one)]))


@singledispatch
def _item(question: object) -> Item:
    raise TypeError(f"No platform can take a {type(question).__name__}.")


@_item.register
def _(question: Choice) -> Item:
    many = isinstance(question, Multiple)
    right = sum(option.right for option in question.options)
    wrong = len(question.options) - right
    minus = -FULL / wrong if many and wrong else 0.0
    answers = tuple(_answer(option, FULL / right, minus) for option in question.options)
    return Item(kind="choices" if many else "choice", answers=answers, **_common(question))  # type: ignore[arg-type]


def _answer(option: Option, right: float = FULL, wrong: float = 0.0) -> Answer:
    worth = right if option.right else wrong
    return Answer(to_inline(option.text), to_words(option.text), worth, to_inline(option.feedback))


@_item.register
def _(question: Judge) -> Item:
    answers = tuple(_verdict(question, word) for word in question.verdicts)
    stem = f"What do studies say of this claim?\n\n> {question.stem}"
    return Item(kind="choice", answers=answers, **_common(question, stem))  # type: ignore[arg-type]


def _verdict(question: Judge, word: str) -> Answer:
    said = f"{say_verdict(word)}: {GLOSSES[word]}"
    return Answer(said, said, FULL * (word == question.verdict), to_inline(question.feedback[word]))


@_item.register
def _(question: Hotspot) -> Item:
    svg, _places, alt = draw_picture(question.picture, question.id)
    answers = tuple(_answer(place) for place in question.places)
    return Item(kind="choice", answers=answers, picture=svg, alt=alt, **_common(question))  # type: ignore[arg-type]


@_item.register
def _(question: Numeric) -> Item:
    right = Answer("", "", FULL, to_inline(question.feedback.right), compute(question.answer), question.tolerance)
    traps = [Answer("", "", 0.0, to_inline(trap.feedback), trap.value, trap.tolerance) for trap in question.traps]
    other = Answer("", "", 0.0, f"{to_inline(question.feedback.low)} {to_inline(question.feedback.high)}")
    unit = escape(" ".join((spell_unit(question.unit) or [""])[0].split()))
    return Item(kind="number", answers=(right, *traps, other), unit=unit, **_common(question))  # type: ignore[arg-type]


@_item.register
def _(question: Order) -> Item:
    # A platform may not know how to put things into order; giving each thing its place asks for the same.
    pairs = [Pair(to_inline(item.text), str(place)) for place, item in enumerate(question.items, 1)]
    first, last = question.ends
    stem = f"{question.stem}\n\n1 is: {first}. {len(pairs)} is: {last}."
    shown = tuple(pairs[place] for place in question.start)
    return Item(kind="pairs", pairs=shown, **_common(question, stem))  # type: ignore[arg-type]


@_item.register
def _(question: Match) -> Item:
    # Right sides are shown in lists, without marks; platforms read them as HTML all the same.
    pairs = [Pair(to_inline(pair.left), _plain(pair.right)) for pair in question.pairs]
    alone = [Pair("", _plain(other.right)) for other in question.others]
    return Item(kind="pairs", pairs=(*pairs, *alone), **_common(question))  # type: ignore[arg-type]


def _plain(text: str) -> str:
    return escape(to_words(text), quote=False)


@_item.register
def _(question: Fill) -> Item:
    names = GAP.findall(question.text)
    gaps = tuple(Gap(tuple(_answer(option) for option in question.shuffled(name))) for name in names)
    text = tuple(split_at_gaps(question.text))
    return Item(kind="gaps", gaps=gaps, text=text, **_common(question))  # type: ignore[arg-type]
