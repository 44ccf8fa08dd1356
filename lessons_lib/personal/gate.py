"""The warning-sign form that stands before every tool for one's own case, as data and as script.

A tool's widget is put together of the form's files and its own: `_esm, _css = join("gate", "planner")`, and carries the
trait `gate = gate_data()`. The page closes and tells what `lessons_lib.advice.triage` closes and tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lessons_lib.advice import Answers, emergency, triage
from lessons_lib.advice.gate import ACTIVITIES
from lessons_lib.advice.signs import Condition, Facts, Sign, facts
from lessons_lib.advice.triage import AGES
from lessons_lib.style import dress

__all__ = ["AGE_WORDS", "WORDS", "gate_data", "join"]

HERE = Path(__file__).parent
CALM = Answers(AGES[1], "tested-normal")  # nothing ticked: what triage says to everybody

AGE_WORDS = dict(zip(AGES, ("Under 16", "16 or over")))
#: What the form itself says; everything about signs stands in seeds/triage.yaml.
WORDS = {
    "intro": "Four short questions come first. Your answers stay on this page. Nothing is stored or sent.",
    "notice": "Education, not a treatment choice. Not reviewed by a clinician.",
    "age": "How old are you?",
    "feeling": "Has anyone tested the feeling in your feet?",
    "signs": "Is any of these true for you now?",
    "conditions": "And is any of these true?",
    "none": "None of these",
    "rare": "How rare are serious causes?",
    "missing": "Still to answer:",
    "done": "Done",
    "again": "Start again",
    "means": "What it may mean:",
    "source": "Source:",
    "told": "What your ticks mean",
    "closed": "Not open for you on this page, and why",
    "sooner": "Seek care, too, if one of these begins:",
    "against": "Your answers speak against",
    "first": "First answer the questions about warning signs. Without them this page suggests nothing.",
    "stale": "Your answers about warning signs are not from today. Please answer them again.",
    "fold_open": "Warning signs: please answer these first",
    "fold_shared": "Warning signs: asked further up. Answer them there, or open them here.",
    "fold_calm": "Warning signs: answered, no sign ticked. Open to change.",
    "fold_ticked": "Warning signs: answered. What you ticked is told below. Open to change.",
    "about": "About this form",
}


def gate_data() -> dict[str, object]:
    """What the form asks, closes and tells, ready for JSON; about 20 kB."""
    known, calm = facts(), triage(CALM, date.min)
    closings = _closings(known)
    return {
        "words": {**WORDS, "none_ticked": known.about["none_ticked"]},
        "activities": _pairs(ACTIVITIES),
        "ages": _pairs(AGE_WORDS),
        "places": dict(emergency().places),
        "levels": {str(level.urgency): [level.name, level.text] for level in known.levels},
        "groups": _pairs(known.groups),
        "signs": [_sign(sign, closings) for sign in known.signs.values()],
        "conditions": [_reason(one, closings) for one in known.conditions.values()],
        "feeling": [_reason(one, closings) for one in known.feeling.values()],
        "child": _child(known),
        "closings": closings,
        "rare": list(calm.rare),
        "net": list(calm.safety_net),
        "notes": list(calm.notes),
    }


def join(*names: str) -> tuple[str, str]:
    """The scripts and the style sheets of these names ("gate", "planner") as one of each, in this order."""
    script = "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return script, dress(*(HERE / f"{name}.css" for name in names))


def _pairs(words: Mapping[str, str]) -> list[list[str]]:
    """Where the order counts: a page's JSON sorts the keys of every object."""
    return [[name, text] for name, text in words.items()]


def _closings(known: Facts) -> list[list[str]]:
    """Each set of activities that something closes, once; the whole set first."""
    sets = [frozenset(ACTIVITIES), *(one.closes for one in _all(known))]
    return [sorted(one) for one in dict.fromkeys(sets)]


def _all(known: Facts) -> list[Sign | Condition]:
    return [*known.signs.values(), *known.conditions.values(), *known.feeling.values()]


def _sign(sign: Sign, closings: list[list[str]]) -> Mapping[str, object]:
    told = {"id": sign.id, "group": sign.group, "text": sign.text, "means": sign.means, "urgency": sign.urgency}
    more = {"place": sign.place, "closes": closings.index(sorted(sign.closes)), "source": sign.source}
    extra = {"parts": list(sign.parts), "soon": sign.how_soon}
    return {**told, **more, **{name: value for name, value in extra.items() if value}}


def _reason(one: Condition, closings: list[list[str]]) -> Mapping[str, object]:
    told = {"id": one.id, "text": one.text, "closes": closings.index(sorted(one.closes))}
    return {**told, "because": one.because, "place": one.place}


def _child(known: Facts) -> Mapping[str, object]:
    place = known.about["child_place"]
    return {"id": AGES[0], "text": "", "closes": 0, "because": known.about["child"], "place": place}
