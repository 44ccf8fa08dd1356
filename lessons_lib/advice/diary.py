"""Your own trial: weeks with and without an insert in random order, pain from 0 to 10 each day, behind the gate.

`diary_reading.preview` comes first: how long a diary must be to see anything. Then `schedule`, `blank`, `fill`, with
`diary_csv` out and in, and at the end `diary_reading.read`. `fake_diary` makes one with a known truth, for the game.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from lessons_lib.advice.diary_facts import ANSWERS, diary_facts
from lessons_lib.advice.gate import Gate, require
from lessons_lib.advice.planner import Stop, stop_lines

__all__ = [
    "WITH", "WITHOUT", "Diary", "Entry", "Trial", "Week", "blank", "draw_order", "fake_diary", "fill", "schedule",
]  # fmt: skip

WITH, WITHOUT = "with", "without"
DAYS_A_WEEK = 7
MOST_PAIN = 10
GAME_START = date(2026, 1, 5)  # a Monday; a made-up diary needs some first day


@dataclass(frozen=True)
class Week:
    """One week of a trial: its number and its pair (both from 1), the first day, and "with" or "without" the insert."""

    number: int
    pair: int
    start: date
    insert: str


@dataclass(frozen=True)
class Trial:
    """What was drawn: the weeks, what has to be said beside them, and when to stop."""

    day: date
    start: date
    seed: int
    weeks: tuple[Week, ...]
    first: tuple[str, ...]
    says: tuple[str, ...]
    stop: tuple[Stop, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One day of a diary: `pain` from 0 to 10, None where nothing was written down."""

    day: date
    week: int
    pair: int
    insert: str
    pain: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Diary:
    """The days of one trial in order; `invented` marks a made-up one, which anybody may read."""

    entries: tuple[Entry, ...]
    invented: bool = False


def schedule(
    gate: Gate | None, start: date, pairs: int, seed: int, answers: Mapping[str, str], *, today: date
) -> Trial:
    """Weeks with and without the insert, in random order within each pair, behind a gate that allows "diary".

    `answers` holds "yes" or "no" for each question of diary.yaml. The same seed draws the same order on every machine.
    Raises ValueError with a sentence for each reason not to begin.
    """
    opened = require(gate, "diary", today)
    if faults := [*_reasons_against(answers), *_wrong(start, pairs, today)]:
        raise ValueError("\n".join(faults))
    known = diary_facts()
    claims = dict.fromkeys(claim for one in known.questions.values() for claim in one.claims)
    says, weeks = tuple(known.says.values()), tuple(_draw(start, pairs, seed))
    return Trial(today, start, seed, weeks, opened.first, says, stop_lines(), tuple(claims))


def _reasons_against(answers: Mapping[str, str]) -> Iterator[str]:
    known = diary_facts().questions
    for name, question in known.items():
        if answers.get(name) not in ANSWERS:
            yield f"Please answer with yes or no: {question.text}"
        elif answers[name] != question.good:
            yield question.because
    for name in sorted(set(answers) - set(known)):
        yield f"There is no question {name!r}; there are {', '.join(known)}."


def _wrong(start: date, pairs: object, today: date) -> Iterator[str]:
    limits = diary_facts().limits
    least, most = limits.least_pairs, limits.most_pairs
    if isinstance(pairs, bool) or not isinstance(pairs, int) or not least <= pairs <= most:
        yield f"A diary has {least} to {most} pairs of weeks, not {pairs!r}."
    if not 0 <= (start - today).days <= limits.days_ahead:
        yield f"The diary begins today or at most {limits.days_ahead} days from now, not on {start.isoformat()}."


def draw_order(pairs: int, seed: int) -> tuple[bool, ...]:
    """For each pair whether the week with the insert comes first, by a throw of the coin; the seed decides."""
    coin = Random(seed)  # its random() gives the same numbers on every version of Python
    return tuple(coin.random() < 0.5 for _ in range(pairs))


def _draw(start: date, pairs: int, seed: int) -> Iterator[Week]:
    """Two weeks a pair, in the order that was drawn."""
    for pair, with_first in enumerate(draw_order(pairs, seed)):
        order = (WITH, WITHOUT) if with_first else (WITHOUT, WITH)
        for number, insert in enumerate(order, 2 * pair):
            yield Week(number + 1, pair + 1, start + timedelta(weeks=number), insert)


def blank(trial: Trial) -> Diary:
    """The diary of a trial before anything is written down."""
    return Diary(tuple(_days(trial.weeks)))


def _days(weeks: tuple[Week, ...]) -> Iterator[Entry]:
    for week in weeks:
        for day in range(DAYS_A_WEEK):
            yield Entry(week.start + timedelta(days=day), week.number, week.pair, week.insert)


def fill(diary: Diary, day: date, pain: float | None, note: str = "") -> Diary:
    """The diary with one day written down; ValueError where there is no such day, or no such pain."""
    if day not in {one.day for one in diary.entries}:
        raise ValueError(f"{day.isoformat()} is no day of this diary.")
    if pain is not None and not (math.isfinite(pain) and 0 <= pain <= MOST_PAIN):
        raise ValueError(f"Pain is a number from 0 to {MOST_PAIN}, not {pain:g}.")
    entries = (replace(one, pain=pain, note=note) if one.day == day else one for one in diary.entries)
    return replace(diary, entries=tuple(entries))


def fake_diary(
    effect: float, pairs: int, seed: int, week_to_week: float | None = None, day_to_day: float | None = None
) -> Diary:
    """A made-up diary in which the insert takes `effect` points off the pain, whole numbers from 0 to 10.

    `week_to_week` and `day_to_day` are standard deviations in points; left out, they are those of diary.yaml (assumed).
    """
    game, chance = diary_facts().game, Random(f"{seed} pain")  # apart from the seed that draws the weeks
    weekly = game.week_to_week if week_to_week is None else week_to_week
    daily = game.day_to_day if day_to_day is None else day_to_day
    weeks = tuple(_draw(GAME_START, pairs, seed))
    levels = {one.number: game.pain - effect * (one.insert == WITH) + chance.gauss(0, weekly) for one in weeks}
    entries = (replace(one, pain=_felt(levels[one.week] + chance.gauss(0, daily))) for one in _days(weeks))
    return Diary(tuple(entries), invented=True)


def _felt(pain: float) -> float:
    return float(min(MOST_PAIN, max(0, round(pain))))
