"""What trials found and how they are put together: effects with intervals, pooling, and what pooling hides.

Differences are insert minus comparator, so for pain below zero favours the insert. Ratios are insert over
comparator. Intervals are 95 %. Functions of counts and means take numbers or arrays of one shape and answer in
kind; the pooling functions take one value for each trial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any, Generic, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, one_of, within

Floats: TypeAlias = NDArray[np.float64]
Many: TypeAlias = Floats | Sequence[float]
N = TypeVar("N", float, Floats)

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
MOST_PEOPLE = 10_000_000
GOLDEN = (5**0.5 - 1) / 2  # its multiples fill a line evenly, and never in step with the people
WIDEST = 1e6  # no mean, SD or effect of this field comes near it; what passes it is a slip of the hand


@dataclass(frozen=True)
class Effect(Generic[N]):
    """An effect with its 95 % interval; `se` is its standard error, of the logarithm where it is a ratio."""

    estimate: N
    low: N
    high: N
    se: N


@dataclass(frozen=True)
class Needed:
    """How many people until one is harmed (or helped), and why that number can mislead.

    `number` belongs to the estimate and is infinite where that is zero. `harm_limit` and `help_limit` are the
    ends of the interval that mean harm and help; None where the interval does not reach that side. Where
    `crosses` is true the interval passes through nobody at all, and the number should not be shown.
    """

    number: float
    kind: str
    harm_limit: float | None
    help_limit: float | None
    crosses: bool
    percent: float
    percent_control: float

    @property
    def in_words(self) -> str:
        """The two shares of 100, and the number only where the interval leaves out no difference."""
        shares = f"{self.percent:.0f} against {self.percent_control:.0f} of 100"
        if self.crosses:
            return f"{shares}; it could be no difference"
        return f"{shares}; one more is {self.kind} for every {self.number:.0f}"


@dataclass(frozen=True)
class Pool:
    """Trials put together.

    `weights` are shares of 1, in the order of the trials. `q` is Cochran's Q on `df` degrees of freedom with its
    `p`, `i2` is in percent, `tau2` is the variance between trials (on the log scale for ratios). `prediction` is
    the 95 % interval in which a further trial's true effect would lie; None below three trials or with fixed
    effects. `se` is of the logarithm where the pool was made a ratio.
    """

    estimate: float
    low: float
    high: float
    se: float
    weights: tuple[float, ...]
    tau2: float
    q: float
    df: int
    p: float
    i2: float
    prediction: tuple[float, float] | None

    def as_ratio(self) -> Pool:
        """The same pool turned back from logarithms into ratios."""
        ends = self.prediction and (float(np.exp(self.prediction[0])), float(np.exp(self.prediction[1])))
        centre, low, high = (float(np.exp(value)) for value in (self.estimate, self.low, self.high))
        return replace(self, estimate=centre, low=low, high=high, prediction=ends)


@dataclass(frozen=True)
class Clinic:
    """Invented people of a clinic: pain when they came and later (0 to 10), largest fall first; nobody to compare."""

    before: Floats
    after: Floats

    @property
    def change(self) -> Floats:
        """After minus before, the largest fall first."""
        return self.after - self.before

    def improved(self, least: float = 0.0) -> int:
        """How many have a fall above zero that is at least so many points."""
        return int(np.sum((self.change < 0) & (self.change <= -least)))


# One trial


def risk_ratio(events: N, people: N, events_control: N, people_control: N) -> Effect[N]:
    """Share with the event over the share in the control group, with the interval of its logarithm.

    Where nobody or everybody of a group has the event, half a person is added to each cell (Haldane). Counts up
    to 10,000,000, events not above people.
    """
    a, n, c, m = _table(events, people, events_control, people_control, mend=True)
    return _ratio(np.log(a / n) - np.log(c / m), np.sqrt(1 / a - 1 / n + 1 / c - 1 / m))


def odds_ratio(events: N, people: N, events_control: N, people_control: N) -> Effect[N]:
    """Odds of the event over the odds in the control group; counts and empty cells as in `risk_ratio`."""
    a, n, c, m = _table(events, people, events_control, people_control, mend=True)
    log = np.log(a / (n - a)) - np.log(c / (m - c))
    return _ratio(log, np.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c)))


def risk_difference(events: N, people: N, events_control: N, people_control: N) -> Effect[N]:
    """Events of 100 people less those of 100 in the control group (Wald interval), in points of 100."""
    a, n, c, m = _table(events, people, events_control, people_control)
    p, r = a / n, c / m
    return _plain(100 * (p - r), 100 * np.sqrt(p * (1 - p) / n + r * (1 - r) / m))


def number_needed(events: float, people: float, events_control: float, people_control: float) -> Needed:
    """Number needed to harm or help, with the truth about its interval (see `Needed`); an event counts as bad."""
    difference = risk_difference(events, people, events_control, people_control)
    return Needed(
        number=float(100 / abs(difference.estimate)) if difference.estimate else float("inf"),
        kind="harmed" if difference.estimate > 0 else "helped",
        harm_limit=float(100 / difference.high) if difference.high > 0 else None,
        help_limit=float(-100 / difference.low) if difference.low < 0 else None,
        crosses=bool(difference.low <= 0 <= difference.high),
        percent=100 * events / people,
        percent_control=100 * events_control / people_control,
    )


def mean_difference(mean: N, sd: N, people: N, mean_control: N, sd_control: N, people_control: N) -> Effect[N]:
    """Difference of two means, in their unit; each group brings its own variance. SDs above 0, 2 people or more."""
    x, s, n = _group("", mean, sd, people)
    y, t, m = _group("_control", mean_control, sd_control, people_control)
    return _plain(x - y, np.sqrt(s**2 / n + t**2 / m))


def standardised_difference(mean: N, sd: N, people: N, mean_control: N, sd_control: N, people_control: N) -> Effect[N]:
    """Hedges' g: the difference of two means in pooled standard deviations, shrunk for small groups."""
    x, s, n = _group("", mean, sd, people)
    y, t, m = _group("_control", mean_control, sd_control, people_control)
    pooled = np.sqrt(((n - 1) * s**2 + (m - 1) * t**2) / (n + m - 2))
    return _hedges((x - y) / pooled, n, m)


def standardised_from_t(t: N, people: N, people_control: N) -> Effect[N]:
    """Hedges' g out of a t value (-100 to 100) and the sizes of two groups of 2 people or more."""
    value = within("t", t, -100, 100, "(a t value)")
    n, m = (_size(name, size) for name, size in (("people", people), ("people_control", people_control)))
    return _hedges(value * np.sqrt(1 / n + 1 / m), n, m)


def t_from_p(p: N, df: N) -> N:
    """The t value above zero that has this two-sided P (above 0, at most 1) on df degrees of freedom, 1 or more."""
    half = within("p", p, 1e-300, 1, "(a probability)") / 2
    return like(p, np.abs(t_quantile(half, within("df", df, 1, MOST_PEOPLE, "degrees of freedom"))))


def error_from_p(difference: N, p: N, df: N) -> N:
    """The standard error behind a difference (not 0) of which only the two-sided P (below 1) was told."""
    t, size = np.asarray(t_from_p(p, df)), np.abs(within("difference", difference, -WIDEST, WIDEST, "units"))
    if not np.all(t > 0):
        raise ValueError("p is 1; it must lie below 1, or no standard error follows from it.")
    if not np.all(size > 0):
        raise ValueError("difference is 0; it must be another number, or no standard error follows from it.")
    return like(p, size / t)


def error_from_interval(low: N, high: N) -> N:
    """The standard error behind a 95 % interval of a difference: its width over 2 x 1.96."""
    bottom, top = _ends(low, high, -WIDEST)
    return like(low, (top - bottom) / (2 * Z))


def log_error_from_interval(low: N, high: N) -> N:
    """The standard error of the logarithm behind a 95 % interval of a ratio; both ends above 0."""
    bottom, top = _ends(low, high, 1 / WIDEST)
    return like(low, np.log(top / bottom) / (2 * Z))


def middle(low: N, high: N, scale: str = "difference") -> N:
    """Where the estimate of an interval must lie: halfway for a "difference", halfway in logarithms for a "ratio"."""
    if one_of("scale", scale, "difference", "ratio") == "difference":
        bottom, top = _ends(low, high, -WIDEST)
        return like(low, (bottom + top) / 2)
    bottom, top = _ends(low, high, 1 / WIDEST)
    return like(low, np.sqrt(bottom * top))


# Several trials


def pool(estimates: Many, errors: Many, method: str = "random", interval: str = "normal") -> Pool:
    """Put trials together, each weighted by one over its variance.

    `estimates` and their standard `errors` (above 0) are of one length: differences, or logarithms of ratios.
    `method` is "fixed" (one true effect) or "random" (trials differ; DerSimonian and Laird 1986). `interval` is
    "normal" or "hartung-knapp" (t on k - 1 degrees of freedom, the spread of the trials themselves; two trials or
    more, random only). The prediction interval uses t on k - 2 (Higgins 2009).
    """
    y, se = _trials(estimates, errors)
    fixed = one_of("method", method, "random", "fixed") == "fixed"
    q, tau2 = _between(y, se)
    weights = 1 / (se**2 + (0 if fixed else tau2))
    centre = float(weights @ y / weights.sum())
    error, reach = _error(y - centre, weights, interval, fixed)
    return Pool(
        estimate=centre,
        low=centre - reach * error,
        high=centre + reach * error,
        se=error,
        weights=tuple(float(weight) for weight in weights / weights.sum()),
        tau2=0.0 if fixed else tau2,
        q=q,
        df=y.size - 1,
        p=_chi2_tail(q, y.size - 1),
        i2=100 * max(0.0, (q - (y.size - 1)) / q) if q > 0 else 0.0,
        prediction=None if fixed or y.size < 3 else _prediction(centre, error, tau2, y.size),
    )


def leave_one_out(estimates: Many, errors: Many, method: str = "random", interval: str = "normal") -> tuple[Pool, ...]:
    """The pool again without each trial in turn, in their order; two trials or more (three with "hartung-knapp")."""
    y, se = _trials(estimates, errors)
    if y.size < 2:
        raise ValueError("estimates has 1 trial; it must have 2 or more, or nothing is left.")
    kept = [np.arange(y.size) != left_out for left_out in range(y.size)]
    return tuple(pool(y[rest], se[rest], method, interval) for rest in kept)


def pool_treatment(reconstructed: str = "yes", method: str = "random", interval: str = "normal") -> Pool:
    """The pool of the treatment trials in the seeds: pain, points of 10; not a result of any author.

    `reconstructed` "no" leaves out the rows that the course worked back from other numbers. Three populations and
    three kinds of comparison stand in it, so its I² is the lesson and not its estimate.
    """
    rows = seeds.evidence("treatment_effects")
    if one_of("reconstructed", reconstructed, "yes", "no") == "no":
        rows = rows.where(reconstructed=False)
    return pool(rows.numbers("estimate"), rows.numbers("se"), method, interval)


def invent_clinic(cutoff: float | None = None, eased: float = 0.0, people: int = 100) -> Clinic:
    """People (2 to 10,000) who came on a day when pain reached a cut-off (0 to 9), and the same people later.

    Usual pain is normal, days scatter around it, and usual pain has fallen by `eased` points (0 to 5) meanwhile,
    whatever did it. All of it is assumed (`pain_mean`, `pain_sd_between`, `pain_sd_within`, `pain_seeking_cutoff`).
    The people stand for even shares of the two normal curves instead of being drawn by lot; pain is held in 0 to 10.
    """
    number = (seeds.constant(name).value for name in ("pain_mean", "pain_sd_between", "pain_sd_within"))
    mean, between, days = number
    cut = seeds.constant("pain_seeking_cutoff").value if cutoff is None else cutoff
    fell = float(within("eased", eased, 0, 5, "points"))
    first, other = _even_shares((float(within("cutoff", cut, 0, 9, "points")) - mean) / np.hypot(between, days), people)
    steady = between**2 / (between**2 + days**2)  # how much of a first day comes back on another day
    later = mean - fell + np.hypot(between, days) * (steady * first + np.sqrt(1 - steady**2) * other)
    before, after = (np.clip(pain, 0, 10) for pain in (mean + np.hypot(between, days) * first, later))
    order = np.argsort(after - before, kind="stable")
    return Clinic(before[order], after[order])


def _even_shares(above: float, people: int) -> tuple[Floats, Floats]:
    """Standard normals: one of each even share of the curve `above` a value, and one from the whole curve."""
    from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]

    spots = np.arange(count("people", people, 10_000)) + 0.5
    picked = ndtri(ndtr(above) + (1 - ndtr(above)) * spots / people)
    return picked, ndtri((spots * GOLDEN) % 1)


def _table(*counts: ArrayLike, mend: bool = False) -> tuple[Floats, ...]:
    names = ("events", "people", "events_control", "people_control")
    lows = (0, 1, 0, 1)
    a, n, c, m = np.broadcast_arrays(
        *(within(name, count, low, MOST_PEOPLE, "people") for name, count, low in zip(names, counts, lows))
    )
    for name, some, all_of_them in (("events", a, n), ("events_control", c, m)):
        if np.any(some > all_of_them):
            worst = np.argmax(some - all_of_them)
            raise ValueError(f"{name} is {some.flat[worst]:g}; it must lie between 0 and {all_of_them.flat[worst]:g}.")
    half = 0.5 * ((a == 0) | (c == 0) | (a == n) | (c == m)) if mend else 0.0
    return a + half, n + 2 * half, c + half, m + 2 * half


def _group(which: str, mean: ArrayLike, sd: ArrayLike, people: ArrayLike) -> tuple[Floats, Floats, Floats]:
    return (
        within(f"mean{which}", mean, -WIDEST, WIDEST, "units"),
        within(f"sd{which}", sd, 1 / WIDEST, WIDEST, "units"),
        _size(f"people{which}", people),
    )


def _size(name: str, people: ArrayLike) -> Floats:
    return within(name, people, 2, MOST_PEOPLE, "people")


def _ends(low: ArrayLike, high: ArrayLike, lowest: float) -> tuple[Floats, Floats]:
    bottom, top = (within(name, end, lowest, WIDEST, "units") for name, end in (("low", low), ("high", high)))
    lows, highs = np.broadcast_arrays(bottom, top)
    for low_end, high_end in zip(lows[lows > highs], highs[lows > highs]):
        raise ValueError(f"low is {low_end:g}; it must not lie above high, which is {high_end:g}.")
    return bottom, top


def _trials(estimates: Many, errors: Many) -> tuple[Floats, Floats]:
    y = np.atleast_1d(within("estimates", estimates, -WIDEST, WIDEST, "units"))
    se = np.atleast_1d(within("errors", errors, 1 / WIDEST, WIDEST, "units"))
    if y.ndim > 1 or y.shape != se.shape or not y.size:
        raise ValueError(f"errors has shape {se.shape}; it must be one list as long as estimates, {y.shape}.")
    return y, se


def _between(y: Floats, se: Floats) -> tuple[float, float]:
    """Cochran's Q, and the variance between trials after DerSimonian and Laird; one trial has neither."""
    if y.size == 1:
        return 0.0, 0.0
    weights = 1 / se**2
    q = float(weights @ (y - weights @ y / weights.sum()) ** 2)
    scale = float(weights.sum() - weights @ weights / weights.sum())
    return q, max(0.0, (q - (y.size - 1)) / scale)


def _error(residuals: Floats, weights: Floats, interval: str, fixed: bool) -> tuple[float, float]:
    if one_of("interval", interval, "normal", "hartung-knapp") == "normal":
        return float(weights.sum() ** -0.5), Z
    df = residuals.size - 1
    if fixed or not df:
        raise ValueError('interval is "hartung-knapp"; it needs method "random" and two trials or more.')
    error = float(np.sqrt(weights @ residuals**2 / (df * weights.sum())))
    return error, float(t_quantile((1 + LEVEL) / 2, df))


def _prediction(centre: float, error: float, tau2: float, trials: int) -> tuple[float, float]:
    reach = float(t_quantile((1 + LEVEL) / 2, trials - 2) * np.hypot(error, np.sqrt(tau2)))
    return centre - reach, centre + reach


def _hedges(d: Floats, n: Floats, m: Floats) -> Effect[Any]:
    shrink = 1 - 3 / (4 * (n + m - 2) - 1)
    return _plain(shrink * d, shrink * np.sqrt(1 / n + 1 / m + d**2 / (2 * (n + m))))


def _plain(estimate: Floats, se: Floats) -> Effect[Any]:
    return Effect(_bare(estimate), _bare(estimate - Z * se), _bare(estimate + Z * se), _bare(se))


def _ratio(log: Floats, se: Floats) -> Effect[Any]:
    plain = _plain(log, se)
    return replace(plain, estimate=np.exp(plain.estimate), low=np.exp(plain.low), high=np.exp(plain.high))


def like(given: N, value: Floats) -> N:
    """The value, a number where `given` is one and an array where it is an array."""
    return cast(N, _bare(value))


def _bare(value: Floats) -> Any:
    return np.asarray(value)[()]


def t_quantile(share: ArrayLike, df: ArrayLike) -> Floats:
    """The value below which that share (above 0, below 1) of Student's t lies, on df degrees of freedom."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(df, share))


def _chi2_tail(q: float, df: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(df, q)) if df else 1.0
