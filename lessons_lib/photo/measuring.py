"""One print measured in many equally good ways, so that the spread of the answers can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from contourpy import contour_generator

from lessons_lib.models import footprint
from lessons_lib.photo.finding import Sole, View, print_at, split_toes, steps_along
from lessons_lib.photo.floor import Mask
from lessons_lib.photo.reading import Floats
from lessons_lib.photo.refusal import NoPrint

__all__ = [
    "HALF_STEP",
    "THRESHOLDS",
    "Line",
    "Range",
    "Step",
    "check_shape",
    "cut_toes",
    "measure_steps",
    "side_of",
    "spread_of",
]

THRESHOLDS = tuple(round(0.30 + 0.05 * step, 2) for step in range(9))  # from nearer the floor to nearer the print
HALF_STEP = 0.5
FAIR = (0.4, 0.6)  # thresholds nobody could quarrel with: about half way
TURNS = (-5.0, 5.0)  # degrees that two people may draw the axis apart (assumed)
TOE_CUTS = (-0.025, 0.025)  # shares of the toeless length that two people may cut the toes apart (assumed)
POINTS = 160  # most points of one outline
HIGHEST = 0.42  # Arch Index above which a shape is no footprint; a rectangle has 0.33, no measured foot much more
HEEL_TO_BALL = (0.35, 0.97)  # widest heel over widest ball in any foot
WAIST = (0.85, 0.95)  # narrowest midfoot over widest ball and heel, where there are no toes to tell a foot by

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True)
class Range:
    """The lowest and the highest Arch Index that one choice leads to."""

    low: float
    high: float


@dataclass(frozen=True)
class Step:
    """What one threshold makes of the print.

    `threshold` is the share of the way from floor to print. Lines are points (x, y), shares of the upright picture's
    width and height from its upper left corner: `outlines` (each closed, the longest first), the `toe_cut`, and the
    two lines between the `thirds`. `answers` are what three methods call it; none is a finding about the person.
    """

    threshold: float
    arch_index: float
    staheli: float
    chippaux_smirak: float
    label: str
    answers: Mapping[str, str]
    outlines: tuple[Line, ...]
    toe_cut: Line
    thirds: tuple[Line, Line]


@dataclass(frozen=True)
class Cut:
    """A sole, its measures behind the toe line, its axis, and where heel and toe line lie along it, in pixels."""

    sole: Sole
    shape: footprint.PrintShape
    axis: Floats
    heel: float
    front: float


def measure_steps(view: View) -> tuple[Step, ...]:
    """What each threshold makes of the print; thresholds at which it cannot be told from the floor are left out.

    Raises NoPrint where what is found has not the shape of a footprint.
    """
    prints = {threshold: print_at(view, threshold) for threshold in THRESHOLDS}
    steps = tuple(_step(threshold, print_, view) for threshold, print_ in prints.items() if print_ is not None)
    if not any(FAIR[0] <= step.threshold <= FAIR[1] for step in steps):
        raise NoPrint("no contrast")
    return steps


def spread_of(steps: Iterable[Step], cut: Cut) -> dict[str, Range]:
    """Range of the Arch Index by choice: "threshold", "rotation", "toe cut", and "all" of them taken together."""
    middle = cut.shape.arch_index
    thresholds = [step.arch_index for step in steps if FAIR[0] <= step.threshold <= FAIR[1]]
    turns = [cut_toes(cut.sole, turn).shape.arch_index for turn in TURNS]
    cuts = [_arch_index_at(cut, share) for share in TOE_CUTS]
    straight = footprint.arch_index(_crop(cut.sole.mask | cut.sole.toes), axis=_two_points(cut.axis))
    found = {"threshold": thresholds, "rotation": turns, "toe cut": [*cuts, straight]}
    ranges = {choice: Range(min(middle, *values), max(middle, *values)) for choice, values in found.items()}
    return {**ranges, "all": _together(middle, tuple(ranges.values()))}


def side_of(cut: Cut) -> str:
    """Whether it is a left or a right print, seen from above: the hollow lies inwards. "unclear" if there is none."""
    place = np.argwhere(cut.sole.mask)
    along, across = (steps_along(place, one) for one in (cut.axis, cut.axis[::-1] * (1, -1)))
    share = (along - cut.heel) / (cut.front - cut.heel)
    middle, ends = (share > 0.35) & (share < 0.6), (share < 0.25) | ((share > 0.7) & (share < 0.95))
    if middle.sum() < 0.03 * share.size:
        return "unclear"
    # Across grows to the right of someone who looks along the axis.
    outwards = (np.median(across[middle]) - np.median(across[ends])) / (cut.front - cut.heel)
    return "unclear" if abs(outwards) < 0.02 else "right" if outwards > 0 else "left"


def _together(middle: float, ranges: tuple[Range, ...]) -> Range:
    """Choices made by chance add like independent errors: the root of the sum of squares on each side."""
    down = np.sqrt(sum((middle - min(one.low, middle)) ** 2 for one in ranges))
    up = np.sqrt(sum((max(one.high, middle) - middle) ** 2 for one in ranges))
    return Range(float(max(middle - down, 0.0)), float(middle + up))


def cut_toes(sole: Sole, turn: float = 0.0) -> Cut:
    """The toes off: those that stand alone, and what lies beyond the narrowest place in front of the ball.

    `turn` turns the axis by so many degrees.
    """
    axis = _turned(sole.axis, turn)
    heel = float(steps_along(np.argwhere(sole.mask), axis).min() - np.abs(axis).sum() / 2)
    shape = footprint.measure_print(_crop(sole.mask), axis=_two_points(axis))
    return Cut(sole, shape, axis, heel, heel + shape.length)


def _arch_index_at(cut: Cut, share: float) -> float:
    """The Arch Index with the toes cut further in front or behind, by a share of the toeless length."""
    mask, front = cut.sole.mask, cut.front + share * (cut.front - cut.heel)
    rows, columns = np.indices(mask.shape)
    behind = mask & (rows * cut.axis[0] + columns * cut.axis[1] < front)
    return footprint.arch_index(_crop(behind), axis=_two_points(cut.axis), toes="none")


def _turned(axis: Floats, degrees: float) -> Floats:
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([cos * axis[0] - sin * axis[1], sin * axis[0] + cos * axis[1]])


def _two_points(axis: Floats) -> tuple[Point, Point]:
    return (0.0, 0.0), (float(axis[0]), float(axis[1]))


def _crop(mask: Mask) -> Mask:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def check_shape(cut: Cut) -> None:
    """Raises NoPrint where a print has not the widths of a foot: heel, waist and ball."""
    shape = cut.shape
    waist, heel = shape.chippaux_smirak / 100, shape.chippaux_smirak / 100 / max(shape.staheli, 1e-9)
    heel_fits = shape.staheli == 0 or HEEL_TO_BALL[0] < heel < HEEL_TO_BALL[1]
    hollow = waist < WAIST[0] and shape.staheli < WAIST[1]
    if shape.arch_index > HIGHEST or not heel_fits or not (cut.sole.number_of_toes or hollow):
        raise NoPrint("shape")


def _step(threshold: float, print_: Mask, view: View) -> Step:
    cut = cut_toes(split_toes(print_))
    shape = cut.shape
    places = np.linspace(cut.heel, cut.front, 4)
    first, second, toes = (_line(cut, view, float(place)) for place in places[1:])
    return Step(
        threshold=threshold,
        arch_index=shape.arch_index,
        staheli=shape.staheli,
        chippaux_smirak=shape.chippaux_smirak,
        label=footprint.arch_class(shape.arch_index),
        answers=footprint.three_answers(shape),
        outlines=_outlines(print_, view),
        toe_cut=toes,
        thirds=(first, second),
    )


def _line(cut: Cut, view: View, place: float) -> Line:
    """A line across the axis, as wide as the print."""
    across = cut.axis[::-1] * (-1, 1)
    side = steps_along(np.argwhere(view.base), across)
    ends = np.stack([place * cut.axis + reach * across for reach in (side.min(), side.max())])
    return _shares(ends, view)


def _outlines(print_: Mask, view: View) -> tuple[Line, ...]:
    lines = contour_generator(z=np.pad(print_, 1).astype(float)).lines(0.5)
    rounds = [np.asarray(line)[:: max(1, -(-len(line) // POINTS)), ::-1] - 1 for line in lines]
    return tuple(_shares(places, view) for places in sorted(rounds, key=len, reverse=True))


def _shares(places: Floats, view: View) -> Line:
    """Places (row, column) in a view as (x, y), shares of the picture; a pixel's middle lies half a pixel in."""
    x, y = ((places[:, one] * view.step + view.corner[one] + 0.5) / view.size[one] for one in (1, 0))
    return tuple((round(float(right), 4), round(float(down), 4)) for right, down in zip(x, y))
