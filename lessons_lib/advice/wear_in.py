"""What the planner knows: seeds/wear_in.yaml as typed values, each plan with its hours day by day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.advice.reading import book
from lessons_lib.advice.sections import entries, finish, open_sections, whole
from lessons_lib.seeds import Problem, UnknownEvidenceError
from lessons_lib.seeds.entries import Entry

__all__ = ["MORNINGS", "Limits", "Morning", "Phase", "Review", "Saying", "Schedule", "WearIn", "hours_on", "wear_in"]

FILE = "wear_in.yaml"
SECTIONS = ("about", "limits", "schedules", "phases", "reviews", "mornings", "jobs", "inserts", "care")
ABOUT = ("untested", "half_hours", "more", "too_sore", "always_ends", "again", "custom_wins", "calendar")
LIMITS = ("weeks", "least_hours", "most_hours", "days_ahead", "sore_in_a_row")
KINDS = ("phases", "steps")
BASES = ("assumed", "commercial pages")
MORNINGS = ("fine", "sore", "stop")
TABLE = "wear_in_schedules"
NAMED_DAYS = (1, 2, 3, 5, 7)  # the days for which the table of clinics' pages has a column
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Limits:
    """How long a plan is (weeks), the hours a day it may reach, and when it may begin (days after today)."""

    weeks: int
    least_hours: int
    most_hours: int
    days_ahead: int
    sore_in_a_row: int


@dataclass(frozen=True)
class Schedule:
    """One way of wearing in: hours on the days that are named (day, hours), and whether that is assumed.

    `rest_every` is every so many-th day without the insert, up to and with day `rest_until` (0 for none).
    """

    id: str
    name: str
    kind: str
    named: tuple[tuple[int, float], ...]
    days_to_full: int
    rest_every: int
    rest_until: int
    source: str
    basis: str
    clinic_says: str
    claims: tuple[str, ...]

    def rests(self, day: int) -> bool:
        """Whether day `day` (from 1) is one without the insert."""
        return bool(self.rest_every) and day <= self.rest_until and day % self.rest_every == 0


@dataclass(frozen=True)
class Phase:
    """Some weeks of a plan, the first and the last one, and what to make of them."""

    id: str
    weeks: tuple[int, int]
    name: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """A check-up on a day of the plan (from 1)."""

    id: str
    day: int
    name: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Morning:
    """What a morning may be like, and what follows."""

    id: str
    text: str
    then: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """What belongs to a job, an insert or its care: `first` before everything, `say` and `replace` beside the plan."""

    id: str
    first: str
    say: str
    replace: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class WearIn:
    """All of wear_in.yaml."""

    about: Mapping[str, str]
    claims: tuple[str, ...]
    limits: Limits
    schedules: Mapping[str, Schedule]
    phases: tuple[Phase, ...]
    reviews: tuple[Review, ...]
    mornings: Mapping[str, Morning]
    jobs: Mapping[str, Saying]
    inserts: Mapping[str, Saying]
    care: tuple[Saying, ...]


# --- hours ------------------------------------------------------------------------------------------------------------


def hours_on(schedule: Schedule, day: int, hours_a_day: int) -> float:
    """Hours with the insert on day `day` (from 1) if all goes well, at most `hours_a_day`."""
    if schedule.kind == "phases":
        first = schedule.named[0][1]
        rise = (hours_a_day - first) * (day - 1) / (schedule.days_to_full - 1)
        return min(float(hours_a_day), _half(first + rise))
    return min(float(hours_a_day), _half(_between(schedule.named, day)))


def _between(named: tuple[tuple[int, float], ...], day: int) -> float:
    """The hours of a day between the two days that are named; one hour more for each day after the last."""
    for (before, low), (after, high) in pairwise(named):
        if before <= day <= after:
            return low + (high - low) * (day - before) / (after - before)
    last, hours = named[-1]
    return hours + day - last


def _half(hours: float) -> float:
    return math.floor(hours * 2 + 1e-9) / 2


# --- reading ----------------------------------------------------------------------------------------------------------


def wear_in(root: Path | None = None) -> WearIn:
    """Everything the planner knows; `SeedProblems` lists all that is wrong in wear_in.yaml."""
    return _read(root or seeds.folder())


@cache
def _read(root: Path) -> WearIn:
    wrong: list[Problem] = []
    part = _open(root, wrong)
    rules, limits = book(root), part["limits"]
    limits.only(*LIMITS)
    found = WearIn(
        about=MappingProxyType({name: part["about"].word(name) for name in ABOUT}),
        claims=_claims(part["about"], root),
        limits=Limits(*(whole(limits, name, 1, 100) for name in LIMITS)),
        schedules=MappingProxyType({name: _schedule(name, one, root) for name, one in entries(part["schedules"])}),
        phases=tuple(_phase(name, one, root) for name, one in entries(part["phases"])),
        reviews=tuple(_review(name, one, root) for name, one in entries(part["reviews"])),
        mornings=MappingProxyType({name: _morning(name, one, root) for name, one in entries(part["mornings"])}),
        jobs=_sayings(part["jobs"], rules.inputs["work"].answers, root),
        inserts=_sayings(part["inserts"], [one.id for one in rules.options.values() if one.insert], root),
        care=tuple(_care(name, one, root) for name, one in entries(part["care"])),
    )
    _check_whole(found, part)
    return finish(found, wrong)


def _open(root: Path, wrong: list[Problem]) -> Mapping[str, Entry]:
    part = open_sections(root, FILE, SECTIONS, wrong)
    part["about"].only(*ABOUT, "claims")
    return part


def _check_whole(found: WearIn, part: Mapping[str, Entry]) -> None:
    if tuple(found.mornings) != MORNINGS:
        part["mornings"].report("", f"{', '.join(MORNINGS)} in this order, found {', '.join(found.mornings)}")
    last = found.limits.weeks * DAYS_A_WEEK + 1
    if not found.reviews or [one.day for one in found.reviews][-1:] != [last]:
        part["reviews"].report("day", f"a last check on day {last}, the day after the last week")
    weeks = [week for phase in found.phases for week in range(phase.weeks[0], phase.weeks[1] + 1)]
    if weeks != list(range(1, found.limits.weeks + 2)):
        part["phases"].report("weeks", f"each week from 1 to {found.limits.weeks + 1} once and in order, found {weeks}")
    if (least := found.limits.least_hours) > (most := found.limits.most_hours) or most > 24:
        part["limits"].report("most_hours", f"from {least} to 24, found {most}")


def _schedule(name: str, entry: Entry, root: Path) -> Schedule:
    entry.only(
        "name", "kind", "row", "first_hours", "days_to_full", "rest_every", "rest_until", "source", "basis", "claims"
    )
    kind = entry.choice("kind", KINDS)
    named, says = _named_hours(entry, root) if kind == "steps" else (((1, entry.number("first_hours", 0.5)),), "")
    found = Schedule(
        id=name,
        name=entry.word("name"),
        kind=kind,
        named=named,
        days_to_full=whole(entry, "days_to_full", 2, 42) if kind == "phases" else 0,
        rest_every=whole(entry, "rest_every", 2, 7) if "rest_every" in entry.fields else 0,
        rest_until=whole(entry, "rest_until", 2, 42) if "rest_every" in entry.fields else 0,
        source=entry.word("source"),
        basis=entry.choice("basis", BASES),
        clinic_says=says,
        claims=_claims(entry, root),
    )
    _check_basis(found, entry)
    return found


def _check_basis(found: Schedule, entry: Entry) -> None:
    if (found.basis == "assumed") != (found.kind == "phases"):
        entry.report("basis", "assumed for phases, commercial pages for the steps of a row")


def _named_hours(entry: Entry, root: Path) -> tuple[tuple[tuple[int, float], ...], str]:
    """The days of a row with their hours, days of rest left out, and the row's own stop rule."""
    try:
        row = seeds.evidence(TABLE, root).row(entry.word("row"))
    except UnknownEvidenceError as unknown:
        entry.report("row", f"a row of {TABLE} ({unknown})")
        return ((1, 1.0),), ""
    hours = {day: row.number(f"day_{day}") for day in NAMED_DAYS}
    _check_rest(entry, [day for day in NAMED_DAYS if hours[day] == 0])
    return tuple((day, number) for day, number in hours.items() if number > 0), str(row["stop_rule"])


def _check_rest(entry: Entry, rests: list[int]) -> None:
    every, until = entry.fields.get("rest_every", 0), entry.fields.get("rest_until", 0)
    if isinstance(every, int) and isinstance(until, int):
        planned = [day for day in NAMED_DAYS if every and day <= until and day % every == 0]
        if planned != rests:
            entry.report("rest_every", f"rest on the days with 0 hours in the table {rests}, found {planned}")


def _phase(name: str, entry: Entry, root: Path) -> Phase:
    entry.only("weeks", "name", "text", "claims")
    weeks = entry.fields.get("weeks")
    if not (isinstance(weeks, list) and len(weeks) == 2 and all(isinstance(one, int) for one in weeks)):
        entry.report("weeks", f"the first and the last week, found {weeks!r}")
        weeks = [1, 1]
    return Phase(name, (weeks[0], weeks[1]), entry.word("name"), entry.word("text"), _claims(entry, root))


def _review(name: str, entry: Entry, root: Path) -> Review:
    entry.only("day", "name", "text", "claims")
    return Review(name, whole(entry, "day", 1, 365), entry.word("name"), entry.word("text"), _claims(entry, root))


def _morning(name: str, entry: Entry, root: Path) -> Morning:
    entry.only("text", "then", "claims")
    return Morning(name, entry.word("text"), entry.word("then"), _claims(entry, root))


def _sayings(section: Entry, names: Iterable[str], root: Path) -> Mapping[str, Saying]:
    found = dict(_each_saying(section, root))
    known = list(names)
    if sorted(found) != sorted(known):
        section.report("", f"an entry for each of {', '.join(known)}, found {', '.join(found)}")
    return MappingProxyType(found)


def _each_saying(section: Entry, root: Path) -> Iterator[tuple[str, Saying]]:
    for name, entry in entries(section):
        entry.only("first", "say", "replace", "claims")
        given = {field: entry.word(field) if field in entry.fields else "" for field in ("first", "say", "replace")}
        if not any(given.values()):
            entry.report("say", "something to say, found nothing")
        yield name, Saying(name, **given, claims=_claims(entry, root))


def _care(name: str, entry: Entry, root: Path) -> Saying:
    entry.only("text", "claims")
    return Saying(name, "", entry.word("text"), "", _claims(entry, root))


def _claims(entry: Entry, root: Path) -> tuple[str, ...]:
    cited = entry.words("claims")
    if not cited:
        entry.report("claims", "at least one claim, found none")
    entry.known("claims", cited, seeds.claims(root), "a claim of the ledger")
    return cited
