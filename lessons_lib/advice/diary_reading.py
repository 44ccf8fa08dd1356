"""What a diary can tell: how many pairs of weeks it needs, and an honest reading whose first answer is "cannot tell".

The difference is that of pairs of weeks (without minus with, so more than 0 is less pain with the insert). Its interval
is Student's, with as many degrees of freedom as there are pairs less one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count

import numpy as np
from scipy.special import chdtri, ndtr, stdtrit  # type: ignore[import-untyped]

from lessons_lib.advice.diary import WITH, WITHOUT, Diary, Entry
from lessons_lib.advice.diary_facts import DiaryFacts, Verdict, diary_facts, important_change
from lessons_lib.advice.gate import Gate, require

__all__ = [
    "PairOfWeeks",
    "Preview",
    "Reading",
    "find_power",
    "interval",
    "pairs_needed",
    "pairs_of",
    "preview",
    "quantile",
    "read",
    "spread_of",
]  # fmt: skip

POINTS = 400  # where the spread of a sample is looked at, evenly by probability
SAME = 1e-9  # points; differences closer than this are equal
PLACES = 9  # points are kept to so many decimals: the order in which a machine adds up changes no word of a reading
LAST = 1_000_000  # pairs; beyond this there is nothing to work out


@dataclass(frozen=True)
class Preview:
    """How long a diary has to be: pairs, weeks, whether that is within a year, and the sentence for it."""

    pairs: int
    weeks: int
    feasible: bool
    words: str


@dataclass(frozen=True)
class PairOfWeeks:
    """Mean pain of the two weeks of a pair; `relief` is without minus with."""

    pair: int
    without: float
    with_insert: float

    @property
    def relief(self) -> float:
        """Points less with the insert."""
        return self.without - self.with_insert


@dataclass(frozen=True)
class Reading:
    """What a diary says: points less with the insert with their interval, and the change that matters.

    `difference`, `low` and `high` are NaN below two pairs. `points` matter by the first rule, `share` (30 % of
    the mean without) by the second, in points. `verdict` is a word of VERDICTS; `words` are to be shown as they are.
    """

    pairs: tuple[PairOfWeeks, ...]
    left_out: tuple[int, ...]
    difference: float
    low: float
    high: float
    points: float
    share: float
    verdict: str
    words: tuple[str, ...]


# --- before -----------------------------------------------------------------------------------------------------------


def preview(ups_and_downs: float, difference: float) -> Preview:
    """How many pairs of weeks a diary needs, and whether that fits into a year.

    `ups_and_downs`: standard deviation of your weeks' means, in points. `difference`: what you want to see, in points.
    """
    pairs, limits = pairs_needed(ups_and_downs, difference), diary_facts().limits
    pairs = max(pairs, limits.least_pairs)
    feasible = pairs <= limits.most_pairs
    words = f"With your ups and downs you need about {pairs} pairs of weeks, that is {2 * pairs} weeks."
    if not feasible:
        words += " That is more than a year. A diary cannot tell you this."
    return Preview(pairs, 2 * pairs, feasible, words)


def pairs_needed(ups_and_downs: float, difference: float) -> int:
    """The fewest pairs of weeks with which 80 of 100 diaries would see the difference (two-sided paired t, 95 of 100).

    Both in points; `ups_and_downs` is the standard deviation of the mean of a week, from week to week, with nothing
    changed. Raises ValueError where one is not above 0, or where more than a million pairs would be needed.
    """
    if not (math.isfinite(ups_and_downs) and math.isfinite(difference) and min(ups_and_downs, difference) > 0):
        raise ValueError("Ups and downs and the difference are numbers of points above 0.")
    wanted = diary_facts().limits.power / 100
    start = max(2, math.floor(_large_sample(difference / ups_and_downs)))
    if start > LAST:
        raise ValueError("The difference is too small beside such ups and downs: no diary is long enough.")
    first = next(n for n in count(start) if find_power(n, ups_and_downs, difference) >= wanted)
    return first


def _large_sample(ratio: float) -> float:
    """Pairs needed if the spread were known: always fewer than with a spread that has to be estimated."""
    limits = diary_facts().limits
    level, power = limits.level / 100, limits.power / 100
    return 2 * ((_normal(0.5 + level / 2) + _normal(power)) / ratio) ** 2


def _normal(probability: float) -> float:
    return float(stdtrit(1e9, probability))


def find_power(pairs: int, ups_and_downs: float, difference: float) -> float:
    """The share of diaries of that many pairs whose interval lies wholly above 0, if the difference is real.

    The noncentral t, as the mean over the spread a sample may show: P(z > t·s − shift) with s² = chi²/df.
    """
    shift = difference / (ups_and_downs * math.sqrt(2)) * math.sqrt(pairs)
    return float(np.mean(ndtr(shift - quantile(pairs) * _sample_spreads(pairs))))


@lru_cache(maxsize=4096)
def quantile(pairs: int) -> float:
    """Student's t for the interval of that many pairs, two at least: half its width in standard errors."""
    return float(stdtrit(pairs - 1, 0.5 + diary_facts().limits.level / 200))


@lru_cache(maxsize=64)
def _sample_spreads(pairs: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    upper = (np.arange(POINTS) + 0.5) / POINTS
    spreads: np.ndarray[tuple[int], np.dtype[np.float64]] = np.sqrt(chdtri(pairs - 1, upper) / (pairs - 1))
    return spreads


def spread_of(averages: Sequence[float]) -> float:
    """The ups and downs of some weeks with nothing changed: standard deviation of their means; ValueError below 3."""
    if len(averages) < 3:
        raise ValueError("Ups and downs show in three weeks at least.")
    return float(np.std(averages, ddof=1))


# --- after ------------------------------------------------------------------------------------------------------------


def read(diary: Diary, gate: Gate | None = None, *, today: date | None = None) -> Reading:
    """What the diary says. An own one stands behind a gate of `today` that allows "diary"; a made-up one needs none.

    Raises ValueError with a sentence where the gate is missing or closed. A diary that is saved as CSV stays readable
    for its owner in any case.
    """
    if not diary.invented:
        require(gate, "diary", today or date.min)
    known = diary_facts()
    pairs = pairs_of(diary)
    difference, low, high = (round(end, PLACES) for end in interval([one.relief for one in pairs]))
    points, percent = important_change()
    share = round(percent / 100 * float(np.mean([one.without for one in pairs])), PLACES) if pairs else math.nan
    why = _too_soon(diary, pairs, known)
    verdict = "cannot-tell" if why else _judge(low, high, points, share)
    left_out = tuple(sorted({one.pair for one in diary.entries} - {one.pair for one in pairs}))
    shown = _numbers(difference, low, high, (points, percent, share))
    words = (*_count(pairs, left_out), *([] if why else shown), *_say(why, verdict, known))
    return Reading(pairs, left_out, difference, low, high, points, share, verdict, words)


def pairs_of(diary: Diary) -> tuple[PairOfWeeks, ...]:
    """Every pair whose two weeks, one with and one without, have enough counted days; the first days do not count."""
    means: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for days in _weeks(diary):
        kinds = {(one.pair, one.insert) for one in days}
        mean = _mean(days)
        if len(kinds) == 1 and mean is not None:
            means[days[0].pair].append((days[0].insert, mean))
    whole = ((pair, sorted(weeks)) for pair, weeks in sorted(means.items()))
    return tuple(PairOfWeeks(pair, *_values(weeks)) for pair, weeks in whole if _names(weeks) == [WITH, WITHOUT])


def _names(weeks: list[tuple[str, float]]) -> list[str]:
    return [name for name, _ in weeks]


def _values(weeks: list[tuple[str, float]]) -> tuple[float, float]:
    with_insert, without = (mean for _, mean in weeks)
    return without, with_insert


def _weeks(diary: Diary) -> Iterator[list[Entry]]:
    weeks: dict[int, list[Entry]] = defaultdict(list)
    for one in diary.entries:
        weeks[one.week].append(one)
    return (sorted(days, key=lambda one: one.day) for _, days in sorted(weeks.items()))


def _mean(days: list[Entry]) -> float | None:
    """The mean pain of a week from its first counted day on, None with too few numbers."""
    limits, first = diary_facts().limits, days[0].day
    counted = [one.pain for one in days if (one.day - first).days >= limits.skip_days and one.pain is not None]
    return float(np.mean(counted)) if len(counted) >= limits.days_needed else None


def interval(reliefs: Sequence[float]) -> tuple[float, float, float]:
    """Mean, low and high end of Student's interval of paired differences; NaN with fewer than two."""
    if len(reliefs) < 2:
        return math.nan, math.nan, math.nan
    middle = float(np.mean(reliefs))
    half = quantile(len(reliefs)) * float(np.std(reliefs, ddof=1)) / math.sqrt(len(reliefs))
    return middle, middle - half, middle + half


def _too_soon(diary: Diary, pairs: tuple[PairOfWeeks, ...], known: DiaryFacts) -> str:
    """Why nothing can be said yet: the key of a sentence, "" where there is no such reason."""
    weeks = list(_weeks(diary))
    if weeks and _mean(weeks[-1]) is None:
        return "unfinished"
    if len(pairs) < known.limits.least_pairs:
        return "few"
    return "no-spread" if np.ptp([one.relief for one in pairs]) < SAME else ""


def _judge(low: float, high: float, points: float, share: float) -> str:
    """The verdict that the whole interval supports; "cannot-tell" where it supports none.

    Enough to matter is what both rules call so, too little what neither does.
    """
    if high < 0:
        return "more"
    if low >= max(points, share):
        return "helps"
    if -min(points, share) < low and high < min(points, share):
        return "little"
    return "some" if low > 0 else "cannot-tell"


def _count(pairs: tuple[PairOfWeeks, ...], left_out: tuple[int, ...]) -> Iterator[str]:
    yield f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of weeks could be compared."
    if left_out:
        yield f"Left out, as a week has too few numbers: pair {', '.join(map(str, left_out))}."


def _numbers(difference: float, low: float, high: float, matter: tuple[float, float, float]) -> Iterator[str]:
    points, percent, share = matter
    side = "less" if difference >= 0 else "more"
    yield f"Pain was {abs(difference):.1f} points {side} in the weeks with the insert."
    yield f"The true difference may well lie anywhere from {_side(low)} to {_side(high)}."
    yield f"A change begins to matter at about {points:g} points, or at {percent:g} %, here {share:.1f} points."


def _side(points: float) -> str:
    shown = f"{abs(points):.1f} points"
    return "0.0 points" if shown.startswith("0.0 ") else f"{shown} {'less' if points > 0 else 'more'}"


def _say(why: str, verdict: str, known: DiaryFacts) -> Iterator[str]:
    found: Verdict = known.readings[verdict]
    yield f"{found.name}."
    yield known.why[why] if why else found.text
    yield from (known.says[name] for name in ("unblinded", "carry-over", "one-person"))
