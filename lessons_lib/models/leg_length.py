"""Unequal legs: how far the pelvis tips, how the low back could bend, what a lift changes, and how many differ.

Millimetres and degrees, seen from behind. `difference` is left leg minus right leg; a tilt is positive where the
left side is higher, and what leans to the right is positive. This is rigid geometry, and it says more than bodies
do: Young 2000 saw less tilt than it predicts, and sagittal studies of the spine found no change. It is for
invented people, never for a length that somebody measured at home.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, known_sd, one_of, within

Floats: TypeAlias = NDArray[np.float64]  # numpy hands out a plain number where only plain numbers went in
Numbers: TypeAlias = float | Sequence[float] | Floats

MOST_PEOPLE = 5_000_000
MOST_DIFFERENCE = 60.0
GEOMETRY_ROWS = (5.0, 10.0, 15.0, 20.0, 30.0)


@dataclass(frozen=True)
class Spine:
    """One arc from the sacrum to the first lumbar vertebra: degrees, mm (infinite when straight), mm."""

    cobb: Floats
    radius: Floats
    apex_offset: Floats


@dataclass(frozen=True)
class SpineLine:
    """Points of the arc in mm from the sacrum, the last axis along the spine."""

    right: Floats
    up: Floats


@dataclass(frozen=True)
class Tilts:
    """What one difference (mm) does in rigid geometry, in degrees: between the hips, and seen at the crests."""

    difference: float
    at_hips: float
    at_crests: float


@dataclass(frozen=True)
class Population:
    """Size of the difference in drawn people (mm), and which share of them passes 10, 15 and 20 mm."""

    mean: float
    sd: float
    longer_left: float
    over_10: float
    over_15: float
    over_20: float


def obliquity(difference: Numbers, *, width: Numbers | None = None, transmitted: Numbers | None = None) -> Floats:
    """Sideways tilt of the pelvis in degrees, atan(c d / w).

    `difference` d -60 to 60 mm; `width` w 100 to 400 mm (180 between the hip centres, assumed);
    `transmitted` c 0 to 1, the part that knees, ankles and feet do not take up (1: rigid, assumed).
    """
    wide = within("width", _or(width, "hip_centre_width"), 100, 400, "mm")
    part = within("transmitted", _or(transmitted, "leg_difference_transmitted"), 0, 1, "of the difference")
    return np.degrees(np.arctan(part * _difference(difference) / wide))


def transmitted_floor(
    tilt: Numbers | None = None, lift: Numbers | None = None, *, width: Numbers | None = None
) -> Floats:
    """The smallest transmitted fraction that fits a tilt (0 to 10 degrees) seen on a lift (1 to 60 mm).

    Young 2000: lifts of at least 15 mm, chosen to tip the crests (280 mm apart, assumed) by at least 1.2 degrees,
    so about 0.4. A floor from how the lifts were chosen, not an estimate.
    """
    angle = within("tilt", _or(tilt, "young_tilt"), 0, 10, "degrees")
    height = within("lift", _or(lift, "young_lift"), 1, 60, "mm")
    wide = within("width", _or(width, "iliac_crest_width"), 100, 400, "mm")
    return np.tan(np.radians(angle)) * wide / height


def arc_spine(tilt: Numbers, *, height: Numbers | None = None, straightening: Numbers | None = None) -> Spine:
    """The single arc that brings the trunk back over the feet on a pelvis tipped by -45 to 45 degrees.

    `straightening` q 0 to 2 is how much of the tilt is gone at the top (1: upright again, assumed); `height` 80 to
    300 mm along the arc (180, assumed). Cobb angle q times tilt; apex offset from the chord, to the right where
    the left side is higher. It is a drawing of one possible answer, not a measurement.
    """
    _, turned, long = _bend(tilt, height, straightening)
    with np.errstate(divide="ignore", over="ignore"):
        radius = long / np.abs(turned)
    sag = long * turned / 8 * np.sinc(turned / 4 / np.pi) ** 2  # R (1 - cos(turned / 2)), exact at zero too
    return Spine(np.degrees(np.abs(turned)), radius, sag)


def spine_line(
    tilt: Numbers, n: int = 41, *, height: Numbers | None = None, straightening: Numbers | None = None
) -> SpineLine:
    """The arc of `arc_spine` as n points for drawing; arrays of the tilt's shape with n as last axis, in mm."""
    lean, turned, long = (part[..., None] for part in _bend(tilt, height, straightening))
    along = np.linspace(0, 1, count("n", n, 10_000))
    half = turned * along / 2
    chord = long * along * np.sinc(half / np.pi)
    return SpineLine(chord * np.sin(lean - half), chord * np.cos(lean - half))


def lift_height(difference: Numbers, share: Numbers | None = None) -> Floats:
    """The lift in mm for a share (0 to 1) of the difference; 0.7 is that of the one trial seen (Rannisto 2019)."""
    return _lift_share(share) * np.abs(_difference(difference))


def difference_with_lift(difference: Numbers, share: Numbers | None = None, under: str = "short") -> Floats:
    """What is left of the difference in mm with a lift under the "short" leg, or under the "long" one by mistake.

    At a share of 0.7 the right side leaves 0.3 of it and the wrong side makes it 1.7 times as large.
    """
    raised = _lift_share(share) if one_of("under", under, "short", "long") == "long" else -_lift_share(share)
    return _difference(difference) * (1 + raised)


def draw_people(n: int, seed: int = 0) -> Floats:
    """Signed differences in mm of n invented people, length n: normal around 0, SD 6.52 mm.

    The SD is derived from the mean size of 5.2 mm (Knutson 2005). Same seed, same people.
    """
    people = count("n", n, MOST_PEOPLE)
    return np.random.default_rng(seed).normal(0, seeds.constant("leg_difference_spread").value, people)


def population_summary(n: int = 100_000, seed: int = 0) -> Population:
    """Mean and SD of the size of the difference among drawn people; Knutson 2005 gives 5.2 and 4.1 mm."""
    signed = draw_people(n, seed)
    size = np.abs(signed)
    over = (float(np.mean(size > threshold)) for threshold in (10, 15, 20))
    return Population(float(size.mean()), float(size.std()), float(np.mean(signed > 0)), *over)


def share_above(threshold: Numbers, curve: str = "half-normal") -> Floats:
    """Share of people whose legs differ by more than 0 to 40 mm, under one of two curves through Knutson's numbers.

    "half-normal" is fitted to his mean alone, "gamma" to mean and SD. They agree up to 10 mm and part beyond it:
    20 mm is 0.2 or 0.8 of 100 people, 1 in 463 or 1 in 131. Nobody has counted which is right.
    """
    size = within("threshold", threshold, 0, 40, "mm")
    if one_of("curve", curve, "half-normal", "gamma") == "gamma":
        mean, sd = _knutson()
        return 1 - _gamma_below((mean / sd) ** 2, size * mean / sd**2)
    return 1 - _gamma_below(0.5, (size / seeds.constant("leg_difference_spread").value) ** 2 / 2)


def one_in(threshold: Numbers, curve: str = "half-normal") -> Floats:
    """How many people one has to meet for one above the threshold: 1 over `share_above`."""
    return 1 / share_above(threshold, curve)


def geometry_table() -> tuple[Tilts, ...]:
    """The tilts of rigid geometry for 5 to 30 mm: too large for bodies, which give way."""
    crests = seeds.constant("iliac_crest_width").value
    return tuple(Tilts(mm, float(obliquity(mm)), float(obliquity(mm, width=crests))) for mm in GEOMETRY_ROWS)


def _bend(tilt: Numbers, height: Numbers | None, straightening: Numbers | None) -> tuple[Floats, Floats, Floats]:
    lean = np.radians(within("tilt", tilt, -45, 45, "degrees"))
    long = within("height", _or(height, "lumbar_height"), 80, 300, "mm")
    undone = within("straightening", _or(straightening, "lumbar_straightening"), 0, 2, "of the tilt")
    lean, turned, long = np.broadcast_arrays(lean, undone * lean, long)
    return lean, turned, long


def _gamma_below(shape: float, x: Floats) -> Floats:
    """Share of a gamma curve of scale 1 below x (0 to 20), by its series: the terms only ever add up."""
    term: Floats = np.full_like(x, 1 / math.gamma(shape + 1))
    total = term
    for step in range(1, 120):
        term = term * x / (shape + step)
        total = total + term
    return x**shape * np.exp(-x) * total


def _knutson() -> tuple[float, float]:
    found = seeds.constant("leg_difference_mean")
    return found.value, known_sd(found.name, found.sd)


def _difference(difference: Numbers) -> Floats:
    return within("difference", difference, -MOST_DIFFERENCE, MOST_DIFFERENCE, "mm")


def _lift_share(share: Numbers | None) -> Floats:
    return within("share", _or(share, "lift_share"), 0, 1, "of the difference")


def _or(given: Numbers | None, name: str) -> Numbers:
    return seeds.constant(name).value if given is None else given
