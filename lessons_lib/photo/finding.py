"""Which patches make up the one print: sole and toes, told from dirt, drips, a second foot and other things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage  # type: ignore[import-untyped]

from lessons_lib.photo.floor import LINE, Mask, disc, without_lines
from lessons_lib.photo.reading import Floats
from lessons_lib.photo.refusal import NoPrint

__all__ = ["Sole", "View", "find_axis", "find_print", "look_closely", "print_at", "split_toes", "steps_along"]

HALF_WAY = 0.5  # between floor and print
NEAR = 0.1  # patches this close belong together, as a share of the root of the print's area
DIRT = 0.003  # smaller patches are dirt, as a share of the print
SECOND = 0.2  # a second patch this large (as a share of the first) is a heel, or another foot
LONG = 1.9  # a patch this many times longer than wide is a foot by itself
FOOT = (1.7, 3.8)  # length of a whole print over its width, toes or no toes
HOLE = 0.03  # dry or shining places inside the print, as a share of it, that are filled
SHINE = -0.35  # brighter than the floor by this share of the way to the print
SHINE_RIM = 0.6  # share of a shining patch's rim that must be wet
SMALLEST = 120  # pixels that a print must be long
TOE = (0.003, 0.12)  # size of one toe, as shares of the print
SURE = 0.015  # share of the print that must lie behind it before heel and toes change places; a drip is less
REACH = 6  # rows by which an edge may move with the threshold; a joint between tiles would run on
TOES_FROM = 0.6  # share of the print's length where toes may begin
FINE = 160  # rows that a print is measured in; twice as many change the third decimal only
MARGIN = 0.08  # floor around a print that is looked at with it, as a share of the print's length
BENDS = 3  # rounds that bring the axis from the longest direction to the middle of heel and ball


@dataclass(frozen=True)
class Sole:
    """A print apart from its separate toes, with its axis: unit vector (rows, columns) from heel to toes."""

    mask: Mask
    toes: Mask
    number_of_toes: int
    axis: Floats


@dataclass(frozen=True)
class View:
    """A print and a little floor, taken every `step` pixels from `corner` (row, column) of a picture `size`."""

    wetness: Floats
    base: Mask
    corner: tuple[int, int]
    step: float
    size: tuple[int, int]


def find_print(wetness: Floats) -> Mask:
    """All patches of the one print half way between floor and print; rows by columns.

    Raises NoPrint for nothing, two prints, one that is cut by the edge, is far away or has not a foot's proportions.
    """
    wet = _wet(wetness, HALF_WAY, max(2.0, LINE * max(wetness.shape)))
    groups = _groups(wet)
    if groups[0].sum() < 0.002 * wet.size:
        raise NoPrint("nothing")
    print_ = groups[0]
    if len(groups) > 1 and groups[1].sum() > SECOND * groups[0].sum():
        print_ = _joined(groups)
    _check_place(print_)
    return print_


def look_closely(wetness: Floats, print_: Mask) -> View:
    """The part of the picture that is measured, about 160 pixels long."""
    length = _extent(print_)[0]
    margin, step = MARGIN * length + 2, max(1.0, length / FINE)
    sides = [np.flatnonzero(print_.any(axis=other)) for other in (1, 0)]
    spans = [
        (max(0, int(side[0] - margin)), min(size - 1, side[-1] + margin)) for side, size in zip(sides, print_.shape)
    ]
    places = np.meshgrid(*(np.arange(low, high, step) for low, high in spans), indexing="ij")
    looked_at, base = (ndimage.map_coordinates(one, places, order=1) for one in (wetness, print_.astype(float)))
    return View(looked_at, base > HALF_WAY, (spans[0][0], spans[1][0]), step, (wetness.shape[0], wetness.shape[1]))


def print_at(view: View, threshold: float) -> Mask | None:
    """The print at another threshold: what belongs to the base; None where floor and print run into each other."""
    wet = _wet(view.wetness, threshold, np.ceil(LINE * max(view.size) / view.step))
    names = ndimage.label(wet, np.ones((3, 3)))[0]
    wanted = np.unique(names[view.base])
    print_ = np.isin(names, wanted[wanted > 0]) & ndimage.binary_dilation(view.base, disc(REACH))
    return print_ if 0.5 < print_.sum() / view.base.sum() < 1.6 and not _at_edge(print_) else None


def split_toes(print_: Mask) -> Sole:
    """Parts a print into the sole with what hangs on to it and the toes that stand alone; finds its axis."""
    axis = _longest(print_)
    (toes, number), (behind, others) = _toes(print_, axis), _toes(print_, -axis)
    if behind.sum() > max(toes.sum(), SURE * print_.sum()):  # the toes lie at the end that was taken for the heel
        axis, toes, number = -axis, behind, others
    sole = print_ & ~toes
    return Sole(sole, toes, number, find_axis(sole, axis))


def find_axis(sole: Mask, start: Floats) -> Floats:
    """From the middle of the heel to the middle of the ball; `start` points roughly there. Unit vector."""
    place, axis = _places(sole), start
    for _ in range(BENDS):
        along = steps_along(place, axis)
        share = (along - along.min()) / (np.quantile(along, 0.995) - along.min())
        towards = place[(share > 0.68) & (share < 0.9)].mean(axis=0) - place[share < 0.25].mean(axis=0)
        axis = towards / np.hypot(*towards)
    return axis


def _wet(wetness: Floats, threshold: float, radius: float) -> Mask:
    """What is wet at a threshold, with the places where it mirrors a lamp, without lines and small holes."""
    return _filled(without_lines(_with_shine(wetness > threshold, wetness), radius))


def _with_shine(wet: Mask, wetness: Floats) -> Mask:
    """Shining patches with wet around them are wet: they differ from the floor the other way than the print does."""
    names, number = ndimage.label(ndimage.binary_dilation(wetness < SHINE, disc(2)) & ~wet)
    if not number:
        return wet
    rim = ndimage.grey_dilation(names, footprint=disc(3)) * (names == 0)
    around = np.bincount(rim.ravel(), minlength=number + 1)
    wet_share = np.bincount(rim.ravel(), weights=wet.ravel(), minlength=number + 1) / np.maximum(around, 1)
    held = wet_share > SHINE_RIM
    held[0] = False
    return np.asarray(wet | held[names])


def _filled(wet: Mask) -> Mask:
    """Small dry or shining places inside are part of the print."""
    holes, number = ndimage.label(ndimage.binary_fill_holes(wet) & ~wet)
    sizes = np.bincount(holes.ravel(), minlength=number + 1)
    small = sizes < HOLE * wet.sum()
    small[0] = False
    return np.asarray(wet | small[holes])


def _groups(wet: Mask) -> list[Mask]:
    """Patches that lie near each other, the largest group first; dirt left out."""
    if not wet.any():
        raise NoPrint("nothing")
    patches = ndimage.label(wet, np.ones((3, 3)))[0]
    sizes = np.bincount(patches.ravel())
    sizes[0] = 0
    wet = sizes[patches] >= max(DIRT * sizes.max(), 1)
    reach = disc(max(1.0, NEAR / 2 * np.sqrt(sizes.max())))
    names, number = ndimage.label(ndimage.distance_transform_edt(~wet) <= reach.shape[0] // 2)
    groups = [wet & (names == 1 + one) for one in range(min(number, 60))]
    return sorted(groups, key=lambda group: -int(group.sum()))


def _joined(groups: list[Mask]) -> Mask:
    """The heel and the ball of a high arch as one print; two feet are refused."""
    both = groups[0] | groups[1]
    third = groups[2].sum() > SECOND * groups[0].sum() if len(groups) > 2 else False
    if third or max(_proportion(groups[0]), _proportion(groups[1])) > LONG or not _like_foot(both):
        raise NoPrint("two")
    return both


def _check_place(print_: Mask) -> None:
    if _at_edge(print_):
        raise NoPrint("cut")
    if not _like_foot(print_):
        raise NoPrint("shape")
    if _extent(print_)[0] < SMALLEST:
        raise NoPrint("far")


def _at_edge(mask: Mask) -> bool:
    inner = np.zeros_like(mask)
    inner[2:-2, 2:-2] = True
    return bool((mask & ~inner).any())


def _places(mask: Mask) -> Floats:
    return np.argwhere(mask).astype(float)


def _longest(mask: Mask) -> Floats:
    """Longest direction of a mask, towards its broader half."""
    place = _places(mask) - _places(mask).mean(axis=0)
    across, longest = np.linalg.eigh(np.cov(place.T))[1].T
    along = steps_along(place, longest)
    front = np.sign(along - (along.min() + along.max()) / 2)
    return np.asarray(longest if front @ np.square(steps_along(place, across)) >= 0 else -longest)


def _extent(mask: Mask) -> tuple[float, float]:
    """Length along the longest direction and width across it, in pixels."""
    longest = _longest(mask)
    long, wide = (float(np.ptp(steps_along(_places(mask), one))) + 1 for one in (longest, longest[::-1] * (1, -1)))
    return long, wide


def _proportion(mask: Mask) -> float:
    long, wide = _extent(mask)
    return long / wide


def _like_foot(mask: Mask) -> bool:
    return FOOT[0] < _proportion(mask) < FOOT[1]


def _toes(print_: Mask, axis: Floats) -> tuple[Mask, int]:
    """Small patches of their own that lie wholly in front, and how many of them are as large as a toe."""
    names, number = ndimage.label(print_, np.ones((3, 3)))
    at, along = names[print_], steps_along(_places(print_), axis)
    backs = np.full(number + 1, np.inf)
    np.minimum.at(backs, at, along)
    shares = np.bincount(at, minlength=number + 1) / at.size
    front = (backs > along.min() + TOES_FROM * np.ptp(along)) & (shares < TOE[1]) & (shares > 0)
    return np.asarray(front[names] & print_), int((front & (shares > TOE[0])).sum())


def steps_along(place: NDArray[Any], axis: Floats) -> Floats:
    """How far places (row, column) lie along a unit vector, in pixels."""
    return np.asarray(place[:, 0] * axis[0] + place[:, 1] * axis[1])
