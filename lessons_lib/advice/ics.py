"""A wear-in plan as a calendar file (RFC 5545): all-day events, no alarms, the same bytes for the same plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from lessons_lib.advice.gate import Gate, require
from lessons_lib.advice.planner import Check, Day, Plan, Wish
from lessons_lib.advice.wear_in import wear_in

__all__ = ["to_ics"]

LINE = 75  # octets a line may have, its end not counted
DAY = timedelta(days=1)
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//From the Ground Up//Wear-in plan//EN", "CALSCALE:GREGORIAN")


@dataclass(frozen=True)
class _Event:
    """What lies on the days from `first` up to, not with, `end`."""

    id: str
    first: date
    end: date
    title: str
    text: str


def to_ics(plan: Plan, gate: Gate | None, *, today: date) -> bytes:
    """The plan as an .ics file in UTF-8: an event for each run of days with equal hours, and one for each check.

    Raises ValueError with a sentence for the reader where the gate is not of `today` or does not allow "plan".
    """
    require(gate, "plan", today)
    lines = [*HEAD, f"X-WR-CALNAME:{_escape('Wearing in an insert')}"]
    for event in (*_runs(plan), *(_check(one, plan) for one in plan.checks)):
        lines.extend(_lines(event, plan))
    return b"".join(_fold(line) for line in (*lines, "END:VCALENDAR"))


def _runs(plan: Plan) -> Iterator[_Event]:
    """One event for each run of days with the same hours in the same phase."""
    for (kind, hours, phase), group in groupby(plan.days, lambda one: (one.kind, one.hours, one.phase)):
        days = list(group)
        about = next(one.text for one in plan.phases if one.id == phase)
        text = _text((_title(kind, hours), about if kind != "out" else "", *plan.first, plan.soreness), plan)
        yield _Event(f"day-{days[0].number}", days[0].date, _after(days), _title(kind, hours), text)


def _after(days: list[Day]) -> date:
    return days[-1].date + DAY


def _title(kind: str, hours: float) -> str:
    if kind == "wear":
        return f"Insert: up to {hours:g} {'hour' if hours == 1 else 'hours'}"
    return "Insert: day of rest" if kind == "rest" else "Insert: stopped, leave it out"


def _check(one: Check, plan: Plan) -> _Event:
    return _Event(f"check-{one.id}", one.date, one.date + DAY, one.name, _text((one.text, *plan.first), plan))


def _text(own: tuple[str, ...], plan: Plan) -> str:
    """What an event says: its own lines, then when to stop and where to go, then what nobody knows."""
    stop = ("Stop at once if:", *(f"- {one.text} {one.where}" for one in plan.stop))
    after = (wear_in().about["calendar"], "", plan.untested, *plan.notes)
    return "\n".join((*(line for line in own if line), "", *stop, *after))


def _lines(event: _Event, plan: Plan) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(event, plan.wish)}"
    yield f"DTSTAMP:{plan.day:%Y%m%d}T000000Z"
    # Dates without a time float: no change of the clock can move them to another day.
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.end:%Y%m%d}"
    yield f"SUMMARY:{_escape(event.title)}"
    yield f"DESCRIPTION:{_escape(event.text)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(event: _Event, wish: Wish) -> str:
    """A name that only this event of this plan has: plain words, so that a page without Python makes the same."""
    chosen = (f"{wish.start:%Y%m%d}", str(wish.hours_a_day), wish.job, wish.insert, wish.schedule, event.id)
    return f"wear-in-{'-'.join(chosen)}@from-the-ground-up"


def _escape(text: str) -> str:
    """Text as a value: line ends, backslashes, semicolons and commas escaped, other control characters left out."""
    plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def _fold(line: str) -> bytes:
    """A line cut into pieces of at most 75 octets, never inside a character; each further piece begins with a space."""
    pieces, piece = [], b""
    for octets in (letter.encode() for letter in line):
        if len(piece) + len(octets) > LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
