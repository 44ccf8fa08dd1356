"""What is asked as plain words and as still HTML: it reads without any script and gives no answer away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import singledispatch

from lessons_lib.markup import to_inline, to_words
from lessons_lib.quiz.arranging import GAP, Fill, Match, Order
from lessons_lib.quiz.choices import Choice
from lessons_lib.quiz.forms import Form
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.model import Predict, Question
from lessons_lib.quiz.numbers import Numeric, NumericPredict
from lessons_lib.quiz.pointing import Hotspot, Picture
from lessons_lib.quiz.trust import Trust
from lessons_lib.quiz.units import label_number
from lessons_lib.seeds.verdicts import GLOSSES, say_verdict

__all__ = ["SURENESS", "Asking", "eyebrow", "in_words", "still"]

#: Everything that a card can ask.
Asking = Question | Form | Trust

#: What a learner can say about a verdict of their own.
SURENESS = ("a guess", "fairly sure", "certain")


@dataclass(frozen=True)
class _Group:
    """Some words and what there is to choose from below them, both Markdown."""

    words: str
    choices: tuple[str, ...] = ()


def eyebrow(asking: Asking) -> str:
    """Return the few words above the stem that say what kind of task this is."""
    if isinstance(asking, Predict):
        return "Predict first"
    if isinstance(asking, (Form, Trust)):
        return asking.title
    return "Judge the claim" if isinstance(asking, Judge) else "Check yourself"


def in_words(asking: Asking, picture: Picture | None = None) -> str:
    """Return the question and its options as one plain line, without the answer."""
    shown = [f"Picture: {picture.alt}"] if picture else []
    told = [f"{eyebrow(asking)}: {to_words(asking.stem)}", *shown]
    return " ".join([*told, *(_line(group) for group in _groups(asking))])


def still(asking: Asking, picture: Picture | None = None) -> str:
    """Return the question as HTML that reads without any script: stem, picture and options, no answer."""
    stem = f"<p><strong>{eyebrow(asking)}.</strong> {to_inline(asking.stem)}</p>"
    shown = f'<div class="picture">{picture.svg}</div>' if picture else ""
    inside = stem + shown + "".join(_block(group) for group in _groups(asking))
    return f'<div class="lesson-quiz-still" data-question="{asking.id}">{inside}</div>'


def _line(group: _Group) -> str:
    choices = [f"({letter}) {to_words(choice)}" for letter, choice in zip("ABCDEFGHIJ", group.choices, strict=False)]
    return " ".join([to_words(group.words), *choices] if group.words else choices)


def _block(group: _Group) -> str:
    words = f"<p>{to_inline(group.words)}</p>" if group.words else ""
    lines = "".join(f"<li>{to_inline(choice)}</li>" for choice in group.choices)
    return words + (f"<ul>{lines}</ul>" if lines else "")


def _as_words(plain: str) -> str:
    """Plain words as Markdown that shows them as they are: a unit is never a formula or a link."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(plain.split()))


@singledispatch
def _groups(asking: object) -> list[_Group]:
    raise TypeError(f"There is no readable form of {type(asking).__name__}.")


@_groups.register
def _(asking: Choice) -> list[_Group]:
    return [_Group("", tuple(option.text for option in asking.options))]


@_groups.register(Numeric)
@_groups.register(NumericPredict)
def _(asking: Numeric | NumericPredict) -> list[_Group]:
    return [_Group(f"{_as_words(label_number(asking))}: \\_\\_\\_\\_")]


@_groups.register
def _(asking: Order) -> list[_Group]:
    first, last = asking.ends
    return [
        _Group(f"First place: {first}. Last place: {last}.", tuple(asking.items[place].text for place in asking.start))
    ]


@_groups.register
def _(asking: Match) -> list[_Group]:
    rights = asking.rights
    lefts = tuple(pair.left for pair in asking.pairs)
    return [_Group("", lefts), _Group("Each goes with one of these:", tuple(rights[place] for place in asking.start))]


@_groups.register
def _(asking: Fill) -> list[_Group]:
    names = GAP.findall(asking.text)
    sentence = GAP.sub(lambda gap: f"\\_\\_\\_ ({names.index(gap[1]) + 1})", asking.text)
    words = [tuple(option.text for option in asking.shuffled(name)) for name in names]
    return [_Group(sentence), *(_Group(f"Gap {place}:", each) for place, each in enumerate(words, 1))]


@_groups.register
def _(asking: Hotspot) -> list[_Group]:
    return [_Group("Point at one of these:", tuple(place.text for place in asking.places))]


@_groups.register
def _(asking: Judge) -> list[_Group]:
    verdicts = tuple(f"{say_verdict(word)}: {GLOSSES[word]}" for word in asking.verdicts)
    return [_Group("What is the verdict?", verdicts), _Group("How sure are you?", SURENESS)]


@_groups.register
def _(asking: Form) -> list[_Group]:
    return [
        _Group(f"({place}) {question.stem} {group.words}".strip(), group.choices)
        for place, question in enumerate(asking.questions, 1)
        for group in _groups(question)[:1]
    ]


@_groups.register
def _(asking: Trust) -> list[_Group]:
    return [_Group(asking.scale, tuple(f"{claim.text} \\_\\_\\_\\_" for claim in asking.claims))]
