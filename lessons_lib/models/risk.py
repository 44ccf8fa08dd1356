"""Chance and time: odds and people out of 100, how pain goes on by itself, and trials that can be invented.

Risks and shares run from 0 to 1, pain from 0 to 10 points unless a docstring says otherwise. Functions take
numbers or arrays of one shape and answer in kind. Nothing here says what will become of one person.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, one_of, within
from lessons_lib.models.trials import LEVEL, like, t_quantile

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
N = TypeVar("N", float, Floats)

MOST_PEOPLE = 10_000_000
SMALLEST, LARGEST = 1e-3, 1e3  # odds ratios beyond these are slips of the hand
ROUNDING = 1e-9  # 0.3 x 5 is a hair above 1.5 in binary; a change of exactly that size still counts
RULES = ("points", "percent", "either")
TRIAL_PARAMETERS = ("trial_natural_fall", "trial_change_sd", "trial_sham_effect")


@dataclass(frozen=True)
class Split(Generic[N]):
    """The risk (0 to 1) of people without an exposure and of people with it."""

    unexposed: N
    exposed: N


@dataclass(frozen=True)
class Icons:
    """People to be drawn, whole numbers that add up to `people`.

    `anyway` are hit with or without the exposure, `extra` only with it, `spared` only without it, `free` never.
    """

    people: int
    anyway: int
    extra: int
    spared: int
    free: int


@dataclass(frozen=True)
class Regression:
    """People picked because of a bad day: share picked, mean pain that day, mean pain on another, and the fall."""

    share: float
    first: float
    second: float

    @property
    def fall(self) -> float:
        """Points that the mean falls though nobody did anything."""
        return self.first - self.second


@dataclass(frozen=True)
class TrialRuns:
    """Invented trials, arrays of one length: insert minus comparator, points of 10, below zero favours the insert.

    `difference`, `low` and `high` (95 %, t) are of those who stayed, `everybody` is the difference had nobody
    left. `improved` and `improved_control` are shares of those who stayed with a fall of 2 points or more.
    """

    difference: Floats
    low: Floats
    high: Floats
    everybody: Floats
    improved: Floats
    improved_control: Floats

    @property
    def favours_insert(self) -> Flags:
        """Where the interval lies below zero, so that a paper would say that inserts work."""
        return self.high < 0

    @property
    def favours_comparator(self) -> Flags:
        """Where the interval lies above zero."""
        return self.low > 0


# Odds and people


def risk_from_odds_ratio(odds_ratio: N, baseline: N) -> N:
    """The risk of the exposed, OR p / (1 - p + OR p), from an odds ratio (0.001 to 1000) and the baseline p.

    It is arithmetic, not a cause: who has the exposure may differ in much else.
    """
    ratio, p = _odds_ratio(odds_ratio), within("baseline", baseline, 0, 1, "(a share)")
    return like(baseline, ratio * p / (1 - p + ratio * p))


def odds_ratio_from_risks(risk: N, baseline: N) -> N:
    """The odds ratio of two risks, each from 0.000001 to 0.999999."""
    p, r = (
        within(name, value, 1e-6, 1 - 1e-6, "(a share)") for name, value in (("risk", risk), ("baseline", baseline))
    )
    return like(baseline, p / (1 - p) / (r / (1 - r)))


def split_risk(overall: N, odds_ratio: N, exposed_share: N) -> Split[N]:
    """The risks without and with an exposure that give this overall risk when `exposed_share` have it."""
    p, ratio = within("overall", overall, 0, 1, "(a share)"), _odds_ratio(odds_ratio)
    share = within("exposed_share", exposed_share, 0, 1, "(a share)")
    # The root of a quadratic, written so that it also holds for an odds ratio of 1.
    a, b = (1 - share) * (ratio - 1), 1 + (share - p) * (ratio - 1)
    unexposed = _quadratic_root(a, b, p)
    return Split(like(overall, unexposed), like(overall, ratio * unexposed / (1 - unexposed + ratio * unexposed)))


def back_pain_in_women(exposed_share: float | None = None) -> Split[float]:
    """Back pain of women whose feet work as usual, and of those whose feet roll in: 35 and 45 of 100.

    From 404 of 1,067 women and an odds ratio of 1.51 (Menz 2013). The share whose feet roll in was not seen; the
    default is assumed, and 0.2 to 0.4 moves both numbers by one person of 100.
    """
    women = seeds.evidence("back_pain_counts").row("menz2013-women")
    share = seeds.constant("women_pronated_share").value if exposed_share is None else exposed_share
    ratio = seeds.evidence("associations").row("menz2013-women").number("estimate")
    return split_risk(women.number("cases") / women.number("people"), ratio, share)


def icon_counts(shares: Sequence[float], people: int = 100) -> tuple[int, ...]:
    """Whole people for shares that sum to 1, so that they add up to `people` (largest remainders, first wins)."""
    parts = within("shares", shares, 0, 1, "(a share)")
    if parts.ndim != 1 or not math.isclose(parts.sum(), 1, abs_tol=1e-6):
        raise ValueError(f"shares sums to {parts.sum():.9g}; it must be a list of shares that sum to 1.")
    exact = parts / parts.sum() * count("people", people, MOST_PEOPLE)
    whole = np.floor(exact).astype(int)
    order = np.argsort(np.round(whole - exact, 9), kind="stable")  # equal remainders may differ by a hair in binary
    whole[order[: people - whole.sum()]] += 1
    return tuple(int(one) for one in whole)


def natural_frequency(baseline: float, risk: float, people: int = 100) -> Icons:
    """Two risks as people who can be counted: the extra ones are a difference of whole people, so all adds up."""
    total = count("people", people, MOST_PEOPLE)
    without, with_it = (
        math.floor(float(within(name, value, 0, 1, "(a share)")) * total + 0.5 + ROUNDING)
        for name, value in (("baseline", baseline), ("risk", risk))
    )
    both = min(without, with_it)
    return Icons(total, both, with_it - both, without - both, total - max(without, with_it))


def relative_change(before: N, after: N) -> N:
    """By how many percent a number above 0 (to 1,000,000) changed; below zero where it fell."""
    start = within("before", before, 1e-6, 1e6, "units")
    return like(before, 100 * (within("after", after, 0, 1e6, "units") - start) / start)


# Time


def natural_course(week: N, group: str = "persistent") -> N:
    """Mean pain, 0 to 100, in cohorts of "acute" or "persistent" pain, week 0 to 52 (Menezes Costa 2012).

    Measured at weeks 0, 6, 26 and 52; straight lines between them are assumed. The people were treated somehow, so
    it is not what happens without any care.
    """
    at = within("week", week, 0, 52, "weeks")
    points = seeds.evidence("natural_course").where(group=one_of("group", group, "persistent", "acute"))
    return like(week, np.interp(at, points.numbers("week"), points.numbers("pain")))


def regression_to_the_mean(
    cutoff: float | None = None,
    mean: float | None = None,
    between: float | None = None,
    within_person: float | None = None,
) -> Regression:
    """What becomes, without any treatment, of people picked because pain was at or above a cut-off.

    Usual pain is normal around `mean` with SD `between` (0.01 to 10), days scatter around it with SD
    `within_person` (0 to 10); all of them are assumed, and the scale has no ends here. Cut-off and mean: 0 to 10.
    """
    cut, centre, usual, days = _pain_curve(cutoff, mean, between, within_person)
    spread = math.hypot(usual, days)
    z = (cut - centre) / spread
    excess = spread * _beyond(z)
    return Regression(NormalDist().cdf(-z), centre + excess, centre + (usual / spread) ** 2 * excess)


def simulate_regression(
    n: int, cutoff: float | None = None, seed: int = 0, *, mean: float | None = None, between: float | None = None,
    within_person: float | None = None,
) -> Regression:  # fmt: skip
    """The same with n drawn people (1 to 10,000,000); ValueError where none of them reaches the cut-off."""
    cut, centre, usual, days = _pain_curve(cutoff, mean, between, within_person)
    rng, people = np.random.default_rng(seed), count("n", n, MOST_PEOPLE)
    own = rng.normal(centre, usual, people)
    first, second = (own + rng.normal(0, days, people) for _ in range(2))
    picked = first >= cut
    if not picked.any():
        raise ValueError(f"cutoff is {cut:g}; it must be one that somebody of {people:,} reaches.")
    return Regression(float(picked.mean()), float(first[picked].mean()), float(second[picked].mean()))


# Changes that count


def important_fall(before: N, rule: str = "points") -> N:
    """The smallest fall from `before` (0 to 10) that counts as important (Ostelo 2008).

    By "points" it is 2, by "percent" 30 % of the start, by "either" the smaller of the two.
    """
    start, table = within("before", before, 0, 10, "points"), seeds.evidence("important_change")
    points = np.full(start.shape, table.row("nrs").number("change"))
    percent = start * table.row("percent").number("change") / 100
    chosen = (points, percent, np.minimum(points, percent))[RULES.index(one_of("rule", rule, *RULES))]
    return like(before, chosen)


def improved_share(before: ArrayLike, after: ArrayLike, rule: str = "points") -> Floats:
    """Share of people, along the last axis, whose pain fell by an important amount; pain 0 to 10.

    A count of responders is not an effect: it needs the same count in a comparison group.
    """
    start = np.asarray(before, dtype=float)
    needed, end = np.asarray(important_fall(start, rule)), within("after", after, 0, 10, "points")
    improved = start - end >= needed - ROUNDING
    return np.asarray(np.mean(improved & (start > end), axis=-1))


def responder_share(mean_fall: N, sd: N) -> N:
    """Share of people whose fall reaches 2 points, where falls are normal; mean -10 to 10, SD 0.01 to 10 points."""
    fall, spread = within("mean_fall", mean_fall, -10, 10, "points"), within("sd", sd, 0.01, 10, "points")
    return like(mean_fall, _normal_cdf((fall - _two_points()) / spread))


def better_share(extra: N, came: str = "bad") -> N:
    """Share of people who feel better at all after six weeks when something takes away `extra` points (-5 to 5).

    Who "came" on "bad" days would be better by 1.8 points anyway (cohorts, Menezes Costa 2012), who came on "any" day
    not at all (assumed). Falls are normal with the SD of `trial_parameters`.
    """
    given = within("extra", extra, -5, 5, "points")
    time, sd = (seeds.constant(name).value for name in ("trial_natural_fall", "trial_change_sd"))
    natural = time if one_of("came", came, "bad", "any") == "bad" else 0.0
    return like(extra, _normal_cdf((given + natural) / sd))


# Invented trials


def trial_parameters() -> tuple[seeds.Constant, ...]:
    """The numbers behind `simulate_trials`, to be printed beside it; some of them are assumed and say so."""
    return tuple(seeds.constant(name) for name in TRIAL_PARAMETERS)


def simulate_trials(
    n: int, people: int = 30, true_effect: float = 0.0, comparator: str = "sham", leaving: float = 0.0,
    leavers: str = "anyone", seed: int = 0,
) -> TrialRuns:  # fmt: skip
    """Invent n trials of an insert whose shape eases pain by `true_effect` points (-5 to 5), `people` in each arm.

    Against a "sham" both arms get what time and being given something do; against a "waiting list" only the insert
    arm gets the latter. A share `leaving` (0 to 0.9) of each arm is lost: "anyone", or in the insert arm the "least
    helped". At least 2 people of an arm stay, and n x people is at most 10,000,000. Falls are normal, with the
    numbers of `trial_parameters`, and are not held inside the scale. Same seed, same trials.
    """
    stay = _check_trials(n, people, leaving)
    rng, sd = np.random.default_rng(seed), seeds.constant("trial_change_sd").value
    insert, control = (rng.normal(fall, sd, (n, people)) for fall in _mean_falls(true_effect, comparator))
    everybody = control.mean(axis=1) - insert.mean(axis=1)
    if one_of("leavers", leavers, "anyone", "least helped") == "least helped":
        insert = np.partition(insert, people - stay, axis=1)[:, people - stay :]
    return _analyse(insert[:, :stay], control[:, :stay], everybody)


def expected_difference(
    true_effect: float = 0.0, comparator: str = "sham", leaving: float = 0.0, leavers: str = "anyone"
) -> float:
    """The difference that such trials show on average if they are large: insert minus comparator, points of 10."""
    insert, control = _mean_falls(true_effect, comparator)
    lost = float(within("leaving", leaving, 0, 0.9, "(a share)"))
    if one_of("leavers", leavers, "anyone", "least helped") == "anyone" or not lost:
        return control - insert
    return control - insert - seeds.constant("trial_change_sd").value * _beyond(NormalDist().inv_cdf(lost))


def _analyse(insert: Floats, control: Floats, everybody: Floats) -> TrialRuns:
    stayed = insert.shape[1]
    difference = control.mean(axis=1) - insert.mean(axis=1)
    error = np.sqrt((insert.var(axis=1, ddof=1) + control.var(axis=1, ddof=1)) / stayed)
    reach = t_quantile((1 + LEVEL) / 2, 2 * stayed - 2) * error
    improved, improved_control = ((arm >= _two_points()).mean(axis=1) for arm in (insert, control))
    return TrialRuns(difference, difference - reach, difference + reach, everybody, improved, improved_control)


def _mean_falls(true_effect: float, comparator: str) -> tuple[float, float]:
    """Mean falls of the insert arm and of the control arm, in points."""
    effect = float(within("true_effect", true_effect, -5, 5, "points"))
    time, sham = (seeds.constant(name).value for name in ("trial_natural_fall", "trial_sham_effect"))
    given = one_of("comparator", comparator, "sham", "waiting list") == "sham"
    return time + sham + effect, time + (sham if given else 0.0)


def _check_trials(n: int, people: int, leaving: float) -> int:
    """How many of an arm stay."""
    count("people", people, MOST_PEOPLE)
    count("n", n, MOST_PEOPLE // people)
    lost = round(people * float(within("leaving", leaving, 0, 0.9, "(a share)")))
    if people - lost < 2:
        raise ValueError(f"people is {people}; it must be so many that 2 of an arm stay.")
    return people - lost


def _pain_curve(
    cutoff: float | None, mean: float | None, between: float | None, within_person: float | None
) -> tuple[float, ...]:
    def number(name: str, given: float | None, constant: str, low: float) -> float:
        value = seeds.constant(constant).value if given is None else given
        return float(within(name, value, low, 10, "points"))

    return (
        number("cutoff", cutoff, "pain_seeking_cutoff", 0),
        number("mean", mean, "pain_mean", 0),
        number("between", between, "pain_sd_between", 0.01),
        number("within_person", within_person, "pain_sd_within", 0),
    )


def _beyond(z: float) -> float:
    """Mean of a standard normal above z; erfcx keeps it right where hardly anybody is left."""
    from scipy.special import erfcx  # type: ignore[import-untyped]

    return float(math.sqrt(2 / math.pi) / erfcx(z / math.sqrt(2)))


def _normal_cdf(z: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(z))


def _two_points() -> float:
    return seeds.evidence("important_change").row("nrs").number("change")


def _quadratic_root(a: Floats, b: Floats, p: Floats) -> Floats:
    """The root of a x² + b x = p that is a share."""
    return np.asarray(2 * p / (b + np.sqrt(b**2 + 4 * a * p)))


def _odds_ratio(value: ArrayLike) -> Floats:
    return within("odds_ratio", value, SMALLEST, LARGEST, "(a ratio)")
