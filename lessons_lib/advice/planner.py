"""A plan for wearing in an insert, day by day, behind the gate; sore mornings put it back, a stop rule ends it.

No trial has compared such schedules; that sentence is a part of every plan (`Plan.untested`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lessons_lib.advice.emergency import emergency
from lessons_lib.advice.gate import Gate, require
from lessons_lib.advice.page import to_plain
from lessons_lib.advice.signs import facts
from lessons_lib.advice.wear_in import DAYS_A_WEEK, MORNINGS, Schedule, WearIn, hours_on, wear_in

__all__ = [
    "MORNINGS",
    "Check",
    "Day",
    "Plan",
    "Stop",
    "Wish",
    "ladder",
    "page_data",
    "plan",
    "replan",
    "stop_lines",
    "table",
]

WEAR, REST, OUT = "wear", "rest", "out"


@dataclass(frozen=True)
class Wish:
    """What a person enters: the first day, hours in shoes on a usual day, the job, the kind of insert, the schedule."""

    start: date
    hours_a_day: int
    job: str
    insert: str
    schedule: str


@dataclass(frozen=True)
class Day:
    """One day of a plan: its number (from 1), the hours, the phase's id, and "wear", "rest" or "out" (stopped)."""

    number: int
    date: date
    hours: float
    phase: str
    kind: str


@dataclass(frozen=True)
class Check:
    """A check-up, or a phase that begins: when, its name, what to do or know, and the claims behind it."""

    id: str
    date: date
    name: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Stop:
    """A reason to take the insert out at once, and where to go with it."""

    id: str
    text: str
    where: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A wear-in plan of `day`: what comes first, the sentence that nobody tested it, days, checks, rules, care.

    `first` stands before everything (where triage sends this person, safety shoes, lifts). `mornings` pairs what a
    morning is like with what follows. `notes` has to be shown with it (not reviewed, education, dates).
    """

    day: date
    wish: Wish
    first: tuple[str, ...]
    untested: str
    schedule: str
    source: str
    basis: str
    says: tuple[str, ...]
    days: tuple[Day, ...]
    phases: tuple[Check, ...]
    checks: tuple[Check, ...]
    soreness: str
    mornings: tuple[tuple[str, str], ...]
    stop: tuple[Stop, ...]
    care: tuple[str, ...]
    replace: str
    notes: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def stopped(self) -> bool:
        """Whether the plan has ended early."""
        return any(one.kind == OUT for one in self.days)


def plan(
    gate: Gate | None, start: date, hours_a_day: int, job: str, insert: str, schedule: str = "articles", *, today: date
) -> Plan:
    """A day-by-day plan behind a gate of `today` that allows "plan".

    `hours_a_day`: whole hours in shoes on a usual day. `job` and `insert` are names of advice.yaml, `schedule` one of
    wear_in.yaml. Raises ValueError with sentences where the gate is closed, and for all that cannot be used.
    """
    opened, wish = require(gate, "plan", today), Wish(start, hours_a_day, job, insert, schedule)
    _check(wish, wear_in(), today)
    return _build(opened, wish, (), today)


def replan(gate: Gate | None, old: Plan, mornings: Sequence[str], *, today: date) -> Plan:
    """The same plan after some mornings, behind a new gate of `today`, up to the day of its last check.

    `mornings` says, from the morning after day 1 on, one of MORNINGS for each day. "fine" goes on, "sore" goes a step
    back (and out after too many in a row), "stop" ends the plan. Raises ValueError as `plan` does.
    """
    opened = require(gate, "plan", today)
    _check_running(old.wish.start, len(old.days), today)
    if unknown := sorted(set(mornings) - set(MORNINGS)):
        raise ValueError(f"A morning is {', '.join(MORNINGS)}, not {', '.join(map(repr, unknown))}.")
    if len(mornings) > len(old.days):
        raise ValueError(f"The plan has {len(old.days)} days, and there are {len(mornings)} mornings.")
    return _build(opened, old.wish, tuple(mornings), today)


def ladder(schedule: str, hours_a_day: int) -> tuple[float, ...]:
    """Hours on each day with the insert if all goes well, days of rest left out; one entry a step (for a page)."""
    known = wear_in()
    chosen = known.schedules[schedule]
    days = range(1, known.limits.weeks * DAYS_A_WEEK + 1)
    return tuple(hours_on(chosen, day, hours_a_day) for day in days if not chosen.rests(day))


def table(made: Plan) -> list[dict[str, str]]:
    """The days as rows of words for a table or CSV: day, date, hours, phase, check."""
    checks = {one.date: one.name for one in made.checks}
    phases = {one.id: one.name for one in made.phases}
    return [
        {
            "day": str(one.number),
            "date": one.date.isoformat(),
            "hours": f"{one.hours:g}" if one.kind == WEAR else one.kind,
            "phase": phases[one.phase],
            "check": checks.get(one.date, ""),
        }
        for one in made.days
    ]


def stop_lines() -> tuple[Stop, ...]:
    """Every reason to stop, with where to go; the same for plan, calendar and diary."""
    places = emergency().places
    return tuple(Stop(one.id, one.text, places[one.place], one.claims) for one in facts().stop_rules.values())


def page_data() -> dict[str, object]:
    """What a page needs to plan without Python, as plain data for JSON; the gate is the page's own triage.

    `ladders[schedule][hours]` are the hours of each step up to the first that is full; that one is the last. Each day
    that is no rest wears the step it stands on: a fine morning goes one on (not after a day of rest that the schedule
    names), a sore one goes back to the last step with fewer hours (without one: a day out), `limits.sore_in_a_row` of
    them or a stop end it.
    """
    known = wear_in()
    wanted = range(known.limits.least_hours, known.limits.most_hours + 1)
    return {
        "wear_in": to_plain(known),
        "ladders": {name: {str(hours): list(_rise(name, hours)) for hours in wanted} for name in known.schedules},
        "soreness": facts().about["soreness"],
        "stop": to_plain(stop_lines()),
        "notes": list(_notes()),
    }


def _rise(schedule: str, hours_a_day: int) -> tuple[float, ...]:
    steps = ladder(schedule, hours_a_day)
    return steps[: steps.index(hours_a_day) + 1]


# --- building ---------------------------------------------------------------------------------------------------------


def _build(gate: Gate, wish: Wish, mornings: tuple[str, ...], today: date) -> Plan:
    known = wear_in()
    chosen, job, insert = known.schedules[wish.schedule], known.jobs[wish.job], known.inserts[wish.insert]
    found = Plan(
        day=today,
        wish=wish,
        first=(*gate.first, *(text for text in (job.first, insert.first) if text)),
        untested=known.about["untested"],
        schedule=chosen.name,
        source=chosen.source,
        basis=chosen.basis,
        says=_says(chosen, known, (job.say, insert.say)),
        days=tuple(_days(wish, known, mornings)),
        phases=tuple(_phases(wish, known)),
        checks=_checks(wish, known, mornings),
        soreness=facts().about["soreness"],
        mornings=tuple((one.text, one.then) for one in known.mornings.values()),
        stop=stop_lines(),
        care=tuple(one.say for one in known.care),
        replace=insert.replace,
        notes=_notes(),
        claims=(),
    )
    return _cite(found, (known.claims, chosen.claims, job.claims, insert.claims), known)


def _cite(found: Plan, own: tuple[tuple[str, ...], ...], known: WearIn) -> Plan:
    """The plan with every claim behind one of its sentences, each once."""
    checks = (one.claims for one in (*found.phases, *found.checks))
    sayings = (*(one.claims for one in known.mornings.values()), *(one.claims for one in known.care))
    groups = (*own, *checks, *(one.claims for one in found.stop), *sayings)
    cited = dict.fromkeys(claim for group in groups for claim in group)
    return replace(found, claims=tuple(cited))


def _says(chosen: Schedule, known: WearIn, own: tuple[str, ...]) -> tuple[str, ...]:
    about = known.about
    added = (about["half_hours"], about["more"]) if chosen.kind == "steps" else (about["half_hours"],)
    ends = (about["too_sore"], about["again"], about["always_ends"])
    return (about["custom_wins"], *(text for text in own if text), *added, *ends)


def _notes() -> tuple[str, ...]:
    about, at = facts().about, emergency()
    reviewed = f"Reviewed by {at.words['reviewed_by']}." if at.reviewed else about["reviewed"]
    return (about["purpose"], reviewed, f"Written {about['written']}, to be reviewed by {about['review_by']}.")


def _date_of(wish: Wish, number: int) -> date:
    return wish.start + timedelta(days=number - 1)


def _phases(wish: Wish, known: WearIn) -> Iterator[Check]:
    for one in known.phases:
        first = _date_of(wish, (one.weeks[0] - 1) * DAYS_A_WEEK + 1)
        yield Check(one.id, first, one.name, one.text, one.claims)


def _checks(wish: Wish, known: WearIn, mornings: tuple[str, ...]) -> tuple[Check, ...]:
    """The check-ups; none lies ahead in a plan that has ended, as its way leads to a clinician now."""
    ended = _ended(mornings, known.limits.sore_in_a_row)
    found = (Check(one.id, _date_of(wish, one.day), one.name, one.text, one.claims) for one in known.reviews)
    return tuple(one for one in found if ended is None or one.date < _date_of(wish, ended))


def _ended(mornings: Sequence[str], patience: int) -> int | None:
    """The number of the first day after a stop, or after too many sore mornings in a row."""
    for number in range(1, len(mornings) + 1):
        latest = mornings[max(0, number - patience) : number]
        if mornings[number - 1] == "stop" or (len(latest) == patience and set(latest) == {"sore"}):
            return number + 1
    return None


def _days(wish: Wish, known: WearIn, mornings: tuple[str, ...]) -> Iterator[Day]:
    """Every day of the plan; each morning that is not told yet is taken as fine."""
    chosen, steps = known.schedules[wish.schedule], _rise(wish.schedule, wish.hours_a_day)
    ended, step = _ended(mornings, known.limits.sore_in_a_row), 0
    for number in range(1, known.limits.weeks * DAYS_A_WEEK + 1):
        rests = step < 0 or chosen.rests(number)
        kind = OUT if ended is not None and number >= ended else REST if rests else WEAR
        hours = steps[step] if kind == WEAR else 0.0
        yield Day(number, _date_of(wish, number), hours, _phase(known, number), kind)
        step = _next(steps, step, mornings[number - 1 : number], chosen.rests(number))


def _next(steps: tuple[float, ...], step: int, morning: tuple[str, ...], rested: bool) -> int:
    """The step of the next day: back after a sore morning, the same after a day of rest, else one on up to the last.

    Back is the last step with fewer hours: the step before may have as many, which would be no relief. -1 is a day out.
    """
    if morning and morning[0] != "fine":
        return max((one for one in range(step) if steps[one] < steps[step]), default=-1)
    return step if rested and step >= 0 else min(step + 1, len(steps) - 1)


def _phase(known: WearIn, number: int) -> str:
    week = (number - 1) // DAYS_A_WEEK + 1
    return next(one.id for one in known.phases if one.weeks[0] <= week <= one.weeks[1])


# --- what cannot be used ----------------------------------------------------------------------------------------------


def _check(wish: Wish, known: WearIn, today: date) -> None:
    faults = [
        *_unknown("schedule", wish.schedule, known.schedules),
        *_unknown("job", wish.job, known.jobs),
        *_unknown("insert", wish.insert, known.inserts),
        *_wrong_hours(wish.hours_a_day, known.limits.least_hours, known.limits.most_hours),
        *_wrong_start(wish.start, today, known.limits.days_ahead),
    ]
    if faults:
        raise ValueError("\n".join(faults))


def _check_running(start: date, days: int, today: date) -> None:
    if today > (last := start + timedelta(days=days)):
        raise ValueError(f"This plan was over on {last.isoformat()}, its last check. You can begin a new one.")


def _unknown(what: str, used: str, known: Mapping[str, object]) -> Iterator[str]:
    if used not in known:
        yield f"There is no {what} {used!r}; it can be {', '.join(known)}."


def _wrong_hours(hours: object, least: int, most: int) -> Iterator[str]:
    if isinstance(hours, bool) or not isinstance(hours, int) or not least <= hours <= most:
        yield f"Hours a day are a whole number from {least} to {most}, not {hours!r}."


def _wrong_start(start: date, today: date, ahead: int) -> Iterator[str]:
    if not 0 <= (start - today).days <= ahead:
        yield (
            f"The plan begins today or at most {ahead} days from now, not on {start.isoformat()}. "
            "For a later start, answer the questions about warning signs again then."
        )
