"""What a foot looks like from outside: a score of its posture, and the drop of its arch.

The two do not measure the same thing, nor what a print measures (see `footprint`), and their borders are
conventions. A label is the sum of a score on one day; it is not a finding about the person. Scores count rolling
in as positive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, known_sd, one_of, within

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

MOST_FEET = 5_000_000
ITEMS = (
    "head of the ankle bone",
    "curves at the outer ankle",
    "tilt of the heel",
    "bulge at the inner midfoot",
    "height of the inner arch",
    "turn of the forefoot",
)
BANDS = ("highly supinated", "supinated", "neutral", "pronated", "highly pronated")
SCORES = np.arange(-12, 13)


@dataclass(frozen=True)
class Feet:
    """Scores of both feet of many people, whole numbers from -12 to 12, arrays of one length."""

    right: Ints
    left: Ints


@dataclass(frozen=True)
class Agreement:
    """How well two ratings of the same feet agree: weighted kappa, and the share with the same label."""

    kappa: float
    same_label: float


@dataclass(frozen=True)
class DropNorm:
    """Navicular drop in walking to be expected, in mm: the mean, and the middle 95 % of healthy feet."""

    mean: Floats
    low: Floats
    high: Floats


# The Foot Posture Index


def posture_index(items: ArrayLike) -> Ints:
    """Sum of the six items of the FPI-6 (each -2 to 2, last axis of six): -12 to 12, plus is rolled in.

    Items and range: Redmond 2006.
    """
    scores = within("items", items, -2, 2, "points")
    if scores.shape[-1:] != (len(ITEMS),):
        raise ValueError(f"items has the shape {scores.shape}; its last axis must hold the six items.")
    return np.asarray(_whole("items", scores).sum(axis=-1))


@overload
def band(score: int, scheme: str = "manual") -> str: ...
@overload
def band(score: Sequence[int] | Ints, scheme: str = "manual") -> NDArray[np.str_]: ...
def band(score: int | Sequence[int] | Ints, scheme: str = "manual") -> str | NDArray[np.str_]:
    """The label of a score of -12 to 12; an array of scores gives an array of labels.

    "manual" is the user guide of 2005 (neutral 0 to 5); "norms" are the bands around the mean of healthy adults
    that go with Redmond 2008 (neutral 1 to 7; their edges are from memory, so assumed).
    """
    scores = _whole("score", within("score", score, -12, 12, "points"))
    names = np.array(BANDS)[_band_place(scores, scheme)]
    return names if scores.ndim else str(names)


def score_shares(mean: float | None = None, sd: float | None = None) -> Floats:
    """Share of feet at each score of -12 to 12 in round(N(mean, sd)), 25 numbers that add up to 1.

    Mean -6 to 6 and SD 0.5 to 6 points; without them 3.1 and 3.4, fitted to the 1,854 feet of Nielsen 2014.
    What lies beyond a score of 12 counts as 12.
    """
    middle, spread = _score_curve(mean, sd)
    curve = NormalDist(middle, spread)
    borders = [curve.cdf(score + 0.5) for score in SCORES[:-1]]
    return np.diff(np.array([0.0, *borders, 1.0]))


def population_shares(scheme: str = "norms", mean: float | None = None, sd: float | None = None) -> Mapping[str, float]:
    """Feet with each label out of 100, for the curve of `score_shares`.

    With the bands "norms" it stays within 2 of 100 of Nielsen 2014 (2.9, 19.9, 69.7, 6.6, 1.0 of 100).
    """
    shares = np.bincount(_band_place(SCORES, scheme), score_shares(mean, sd), len(BANDS))
    return dict(zip(BANDS, (100 * shares).tolist()))


def share_relabelled(mean: float | None = None, sd: float | None = None) -> float:
    """Feet out of 100 that get another label when the other bands are used."""
    other = _band_place(SCORES, "manual") != _band_place(SCORES, "norms")
    return float(100 * score_shares(mean, sd)[other].sum())


def draw_feet(n: int, seed: int = 0, *, mean: float | None = None, sd: float | None = None) -> Feet:
    """Scores of the right and left feet of n imagined people; same seed, same people.

    Both sides follow round(N(3.1, 3.4)); their correlation of 0.83 is derived, so that they differ by an SD of
    about 2 points (Rokkedal-Lausch 2013, 930 adults). What is drawn beyond 12 counts as 12.
    """
    middle, spread = _score_curve(mean, sd)
    people, rng = count("n", n, MOST_FEET), np.random.default_rng(seed)
    likeness = seeds.constant("fpi_side_correlation").value
    right = rng.standard_normal(people)
    left = likeness * right + np.sqrt(1 - likeness**2) * rng.standard_normal(people)
    return Feet(*(_score(middle + spread * side) for side in (right, left)))


def side_difference_sd(correlation: float | None = None, sd: float | None = None) -> float:
    """SD of right minus left foot, in points: sd * sqrt(2 (1 - correlation)); correlation 0 to 1."""
    given = seeds.constant("fpi_side_correlation").value if correlation is None else correlation
    likeness = float(within("correlation", given, 0, 1, "(no unit)"))
    return _score_curve(None, sd)[1] * float(np.sqrt(2 * (1 - likeness)))


def split_into_items(scores: ArrayLike, seed: int = 0) -> Ints:
    """Six items per score (shape + 6) that add up to it; no item stands out by more than a point (assumed)."""
    wanted = _whole("scores", within("scores", scores, -12, 12, "points"))[..., None]
    order = np.random.default_rng(seed).random((*wanted.shape[:-1], len(ITEMS))).argsort(axis=-1)
    base = wanted // len(ITEMS)
    return np.asarray(base + (order < wanted - base * len(ITEMS)))


def rate(items: ArrayLike, noise: float | None = None, seed: int = 0) -> Ints:
    """The items (-2 to 2) as one rater scores them: normal noise, rounded, back into the range.

    `noise` is the SD on one item, 0 to 2 points; without it the SD that is set to return the agreement of one
    rater on two days in Langley 2016. Two raters are two seeds.
    """
    true = within("items", items, -2, 2, "points")
    given = seeds.constant("fpi_item_noise").value if noise is None else noise
    spread = float(within("noise", given, 0, 2, "points"))
    seen = np.rint(true + np.random.default_rng(seed).normal(0, spread, true.shape))
    return np.clip(seen, -2, 2).astype(np.int64)


def two_raters(
    n: int = 20_000, noise: float | None = None, seed: int = 0, *, scheme: str = "manual", weights: str = "quadratic"
) -> Agreement:
    """How well two ratings of n imagined right feet agree on the label, both with the same noise."""
    feet = split_into_items(draw_feet(n, seed).right, seed)
    first, second = (_band_place(posture_index(rate(feet, noise, seed + turn)), scheme) for turn in (1, 2))
    kappa = weighted_kappa(first, second, len(BANDS), weights)
    return Agreement(kappa, float(np.mean(first == second)))


def weighted_kappa(first: ArrayLike, second: ArrayLike, labels: int, weights: str = "quadratic") -> float:
    """Cohen's weighted kappa of two ratings (whole numbers from 0 to labels - 1, one length): 1 is full agreement.

    A disagreement weighs its distance ("linear") or the square of it ("quadratic"). Two raters who both give
    everything the same one label agree fully: 1.
    """
    power = {"linear": 1, "quadratic": 2}[one_of("weights", weights, "linear", "quadratic")]
    table = _crosstab(first, second, count("labels", labels, 100))
    place = np.arange(labels)
    cost = np.abs(place[:, None] - place) ** power
    by_chance = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    expected, found = (float((cost * counts).sum()) for counts in (by_chance, table))
    return 1 - found / expected if expected else 1.0


# The navicular drop


def navicular_drop(foot_length: ArrayLike, sex: str) -> DropNorm:
    """Drop of the navicular bone to expect in walking, by foot length (180 to 340 mm) and sex.

    0.40 mm more for each 10 mm of foot in "men", 0.31 in "women" (Nielsen 2009, 280 people); the mean of 5.9 mm
    and the SD of 2.8 are those of 106 people it cites. At which length the mean holds is assumed. No drop is below 0,
    so the low end is held there.
    """
    who = one_of("sex", sex, "men", "women")
    length = within("foot_length", foot_length, 180, 340, "mm")
    middle, usual = seeds.constant("navicular_drop_walking"), seeds.constant(f"foot_length_{who}").value
    mean = middle.value + seeds.constant(f"navicular_drop_slope_{who}").value * (length - usual)
    reach = NormalDist().inv_cdf(0.975) * known_sd(middle.name, middle.sd)
    return DropNorm(mean, np.maximum(mean - reach, 0), mean + reach)


def drop_growth(sex: str, longer: float = 10.0) -> float:
    """By how many mm the expected drop grows on a foot that is `longer` by 0 to 50 mm."""
    short, long = (navicular_drop(length, sex).mean for length in (250, 250 + within("longer", longer, 0, 50, "mm")))
    return float(long - short)


def called_too_much(drop: float) -> tuple[str, ...]:
    """Whose upper limit a standing drop (0 to 40 mm) passes: Mueller 10, Beckett 13, Brody 15 mm.

    The limits are quoted by Nielsen 2009; healthy means run from 3.6 to 8.1 mm.
    """
    mm = float(within("drop", drop, 0, 40, "mm"))
    rules = ("mueller", "beckett", "brody")
    return tuple(rule.title() for rule in rules if mm > seeds.constant(f"navicular_limit_{rule}").value)


def _whole(name: str, numbers: Floats) -> Ints:
    wrong = numbers[numbers != np.rint(numbers)]
    if wrong.size:
        raise ValueError(f"{name} is {wrong.flat[0]:g}; it must be made of whole numbers.")
    return numbers.astype(np.int64)


def _band_place(scores: Ints, scheme: str) -> Ints:
    which = one_of("scheme", scheme, "manual", "norms")
    lowest = [seeds.constant(f"fpi_{which}_{name.replace(' ', '_')}").value for name in BANDS[1:]]
    return np.searchsorted(lowest, scores, side="right")


def _score_curve(mean: float | None, sd: float | None) -> tuple[float, float]:
    usual = seeds.constant("fpi_score")
    middle = within("mean", usual.value if mean is None else mean, -6, 6, "points")
    spread = within("sd", known_sd(usual.name, usual.sd) if sd is None else sd, 0.5, 6, "points")
    return float(middle), float(spread)


def _score(drawn: Floats) -> Ints:
    return np.clip(np.rint(drawn), SCORES[0], SCORES[-1]).astype(np.int64)


def _crosstab(first: ArrayLike, second: ArrayLike, labels: int) -> Floats:
    one, two = (_whole("rating", within("rating", rating, 0, labels - 1, "(no unit)")) for rating in (first, second))
    if one.shape != two.shape or not one.size:
        raise ValueError(f"The ratings have the shapes {one.shape} and {two.shape}; they must match and not be empty.")
    pairs = np.bincount((one * labels + two).ravel(), minlength=labels**2)
    return pairs.reshape(labels, labels).astype(float)
