"""A case as the page needs it: every text as safe HTML, every number worked out, what triage says of it beside it."""

from __future__ import annotations

from typing import Any

from lessons_lib.cases.case import CREDITS, Case, Choice, End, Note, People, Step
from lessons_lib.markup import to_html, to_inline, to_words
from lessons_lib.quiz.answer import compute
from lessons_lib.quiz.parts import Option
from lessons_lib.quiz.readable import SURENESS

__all__ = ["for_page"]


def for_page(case: Case) -> dict[str, Any]:
    """Return everything the widget needs; texts are sanitised HTML, `words` are plain.

    Shapes: `steps` and `ends` by name; credits 0 to 2; `urgency` 0 (now) to 4 or None; `where` the places to go to,
    most urgent first; `sureness` what a learner can say about a choice.
    """
    return {
        "id": case.id,
        "type": case.type,
        "title": to_words(case.title),
        "stem": to_html(case.person),
        "start": case.start,
        "steps": {name: _step(step) for name, step in case.steps.items()},
        "ends": {name: _end(end) for name, end in case.ends.items()},
        "note": _note(case.note),
        "lesson": to_html(case.lesson),
        "clock": {"began": case.clock.began, "since": to_words(case.clock.since)} if case.clock else None,
        "urgency": case.urgency,
        "where": [to_inline(place) for place in case.where],
        "stops": case.stops,
        "sureness": list(SURENESS),
    }


def _step(step: Step) -> dict[str, Any]:
    shown = {"told": to_html(step.told), "ask": to_inline(step.ask)}
    return shown | {
        "choices": [_choice(choice) for choice in step.choices],
        "reasons": [_option(reason) for reason in step.reasons],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    shown = {"text": to_inline(choice.text), "words": to_words(choice.text), "feedback": to_inline(choice.feedback)}
    return shown | {"credit": CREDITS[choice.credit], "then": choice.then, "hours": choice.hours, "does": choice.does}


def _option(option: Option) -> dict[str, Any]:
    shown = {"text": to_inline(option.text), "words": to_words(option.text), "feedback": to_inline(option.feedback)}
    return shown | {"right": option.right}


def _end(end: End) -> dict[str, Any]:
    return {"happened": to_html(end.happened), "good": end.good, "people": _people(end.people)}


def _people(people: People | None) -> dict[str, Any] | None:
    return {"number": compute(people.number), "words": to_words(people.words)} if people else None


def _note(note: Note) -> dict[str, Any]:
    lines = [{"label": to_inline(line.label), "chips": [_option(chip) for chip in line.chips]} for line in note.lines]
    return {"to": to_inline(note.to), "lines": lines}
