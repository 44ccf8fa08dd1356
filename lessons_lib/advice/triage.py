"""Warning signs come first: the most urgent one decides, all are told, and only what is left open gets a gate."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lessons_lib.advice.emergency import Emergency, emergency
from lessons_lib.advice.gate import _KEY, ACTIVITIES, Gate
from lessons_lib.advice.signs import Condition, Facts, Sign, facts, rarity

__all__ = ["AGES", "Answers", "Ticked", "Triage", "triage"]

AGES = ("under-16", "16-or-over")
UNDER_16 = AGES[0]
Ticks = Mapping[str, object]


@dataclass(frozen=True)
class Answers:
    """What a person answers before anything else: age, whether the feeling in the feet was tested, what is ticked."""

    age: str = ""
    feeling: str = ""
    signs: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ticked:
    """One warning sign that was ticked, with what it may mean, how soon (0 to 4, and in words) and where to go."""

    id: str
    text: str
    means: str
    urgency: int
    how_soon: str
    where: str


@dataclass(frozen=True)
class Closed:
    """Something else that was ticked and closes a door: why, and whom to ask."""

    id: str
    because: str
    where: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Triage:
    """The answer of one day: all ticked signs, most urgent first, what is closed and why, and the gate that is left.

    `urgency` is that of the most urgent sign (None where none was ticked); `gate` is None where nothing is left open.
    `safety_net` is shown always, `rare` beside the list of signs.
    """

    day: date
    urgency: int | None
    headline: str
    signs: tuple[Ticked, ...]
    closed: tuple[Closed, ...]
    safety_net: tuple[str, ...]
    rare: tuple[str, ...]
    notes: tuple[str, ...]
    gate: Gate | None

    @property
    def first(self) -> tuple[str, ...]:
        """What stands before everything else: where to go, most urgent first, each place once."""
        return _places(self.signs, self.closed)


def triage(answers: Answers, today: date, help_at: Emergency | None = None) -> Triage:
    """Weigh the answers of `today`: the most urgent sign decides, and nothing that is ticked goes unsaid.

    Raises ValueError with a sentence for each question without an answer and each name that is not known.
    """
    known, at = facts(), help_at or emergency()
    _check(answers, known)
    signs = _tell(answers.signs, known, at)
    reasons = tuple(_reasons(answers, known))
    closed = tuple(Closed(one.id, one.because, at.places.get(one.place, ""), one.claims) for one in reasons)
    return Triage(
        day=today,
        urgency=min((sign.urgency for sign in signs), default=None),
        headline=_headline(signs, known),
        signs=signs,
        closed=closed,
        safety_net=tuple(text for text, _ in known.safety_net.values()),
        rare=(known.about["rare"], *rarity(), known.about["rare_after"]),
        notes=_notes(known, at),
        gate=_open_gate(today, _allowed(answers, reasons, known), _places(signs, closed)),
    )


def _check(answers: Answers, known: Facts) -> None:
    faults = [
        *_unknown((answers.age,), dict.fromkeys(AGES), "age"),
        *_unknown((answers.feeling,), known.feeling, "feeling in the feet"),
        *_unknown(answers.signs, known.signs, "warning sign"),
        *_unknown(answers.conditions, known.conditions, "condition"),
    ]
    if faults:
        raise ValueError("\n".join(faults))


def _unknown(used: Collection[str], known: Ticks, what: str) -> Iterable[str]:
    for one in sorted(set(used) - set(known)):
        near = difflib.get_close_matches(one, known, 1) or list(known)[:4]
        yield f"There is no {what} {one!r}; {what} can be {' or '.join(near)}." if one else f"Please answer: {what}."


def _tell(ids: frozenset[str], known: Facts, at: Emergency) -> tuple[Ticked, ...]:
    ticked = [sign for sign in known.signs.values() if sign.id in ids]
    return tuple(_ticked(sign, known, at) for sign in sorted(ticked, key=lambda sign: sign.urgency))


def _ticked(sign: Sign, known: Facts, at: Emergency) -> Ticked:
    soon = sign.how_soon or next(level.text for level in known.levels if level.urgency == sign.urgency)
    return Ticked(sign.id, sign.text, sign.means, sign.urgency, soon, at.places[sign.place])


def _reasons(answers: Answers, known: Facts) -> Iterable[Condition]:
    """Everything but the signs that closes a door: a child, what was ticked, and feet that were found to feel less."""
    if answers.age == UNDER_16:
        place = known.about["child_place"]
        yield Condition(UNDER_16, "", known.about["child"], frozenset(ACTIVITIES), place, "R3", ("C178",))
    yield from (one for one in known.conditions.values() if one.id in answers.conditions)
    if known.feeling[answers.feeling].closes:
        yield known.feeling[answers.feeling]


def _allowed(answers: Answers, reasons: tuple[Condition, ...], known: Facts) -> frozenset[str]:
    """What is left: each tick can only take away, so one more tick never opens a door."""
    taken = (known.signs[name].closes for name in answers.signs)
    return frozenset(ACTIVITIES).difference(*taken, *(one.closes for one in reasons))


def _open_gate(today: date, allowed: frozenset[str], first: tuple[str, ...]) -> Gate | None:
    return Gate(today, allowed, first, _KEY) if allowed else None


def _headline(signs: tuple[Ticked, ...], known: Facts) -> str:
    if not signs:
        return known.about["none_ticked"]
    return next(level.text for level in known.levels if level.urgency == signs[0].urgency)


def _places(signs: tuple[Ticked, ...], closed: tuple[Closed, ...]) -> tuple[str, ...]:
    said = [sign.where for sign in signs] + [one.where for one in closed]
    return tuple(dict.fromkeys(text for text in said if text))


def _notes(known: Facts, at: Emergency) -> tuple[str, ...]:
    about = known.about
    reviewed = f"Reviewed by {at.words['reviewed_by']}." if at.reviewed else about["reviewed"]
    dates = f"Written {about['written']}, to be reviewed by {about['review_by']}."
    return (about["purpose"], reviewed, dates, f"Guidelines: {at.words['guideline_country']}.", about["care"])
