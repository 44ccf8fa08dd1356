"""The print a foot leaves: measured from a picture, labelled in three ways, and drawn from an imagined sole.

A label is the shape of one print at one threshold; its borders are conventions, and it is not a finding about the
person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, one_of, within

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Point: TypeAlias = tuple[float, float]

ARCHES = ("high", "normal", "flat")

# A foot of 250 mm seen from below, assumed; places in mm (outwards, forwards from the heel), then radii in mm.
# The highest pressures are those of one walker (Zebris map in the BMC collection).
HEEL = ((0.0, 34.0), (27.0, 34.0))
OUTER_BORDER = ((12.0, 102.0), (20.0, 31.0))
BALL = (
    ((-27.0, 168.0), (15.0, 21.0), 0.80),
    ((-9.0, 176.0), (14.0, 22.0), 0.95),
    ((7.0, 174.0), (14.0, 22.0), 1.00),
    ((21.0, 166.0), (13.0, 22.0), 0.90),
    ((33.0, 153.0), (12.0, 22.0), 0.60),
)
BIG_TOE = ((-25.0, 222.0), (13.0, 15.0))
TOES = (
    ((-4.0, 228.0), (8.0, 9.0), 0.40),
    ((10.0, 224.0), (8.0, 9.0), 0.35),
    ((23.0, 216.0), (7.0, 8.0), 0.30),
    ((34.0, 206.0), (7.0, 8.0), 0.15),
)
INNER_SIDE = 12.0
STEEPNESS = 2.2
FOOT_MIDDLE = (0.0, 120.0)
FOOT_HALF_SIZE = (70.0, 145.0)


@dataclass(frozen=True)
class PrintShape:
    """Measures of one footprint without its toes: ratios, a percentage, and the length in cells."""

    arch_index: float
    staheli: float
    chippaux_smirak: float
    length: float


@dataclass(frozen=True)
class Reading:
    """What one threshold makes of a print: its Arch Index and the label that follows."""

    threshold: float
    arch_index: float
    label: str


# Measures of a print


def measure_print(
    picture: ArrayLike,
    threshold: float = 0.0,
    *,
    axis: tuple[Point, Point] | None = None,
    toes: str = "cut",
    weigh: str = "area",
) -> PrintShape:
    """Measures a print: rows by columns, true or false, or grey values (more is more pressure), at least 0.

    Cells above `threshold` count; specks do not. The axis runs from heel to toe, two points (row, column); without
    them it is the longest direction of the print, its broader half in front. `toes` are "cut" at the narrowest
    place (by summed values) in front of the ball, or taken as gone already ("none"). `weigh` by "area" or by
    "force" (the grey values). Arch Index: the middle third of the toeless length over the whole (Cavanagh 1987);
    Staheli: narrowest midfoot over widest heel; Chippaux-Smirak: 100 times narrowest midfoot over widest forefoot.
    """
    place, values = _cells(picture, threshold)
    one_of("weigh", weigh, "area", "force")
    direction = _axis(place, axis)
    along = place @ direction
    half = np.abs(direction).sum() / 2
    span = (float(along.min() - half), float(along.max() + half))
    front = span[1] if one_of("toes", toes, "cut", "none") == "none" else _toe_line(along, direction, values, span)
    area = np.ones_like(values)
    thirds = _behind(np.linspace(span[0], front, 4), along, direction, values if weigh == "force" else area)
    heel, middle, ball = _widths(along, direction, area, (span[0], front))
    return PrintShape(float((thirds[2] - thirds[1]) / thirds[3]), middle / heel, 100 * middle / ball, front - span[0])


def arch_index(
    picture: ArrayLike,
    threshold: float = 0.0,
    *,
    axis: tuple[Point, Point] | None = None,
    toes: str = "cut",
    weigh: str = "area",
) -> float:
    """The Arch Index alone; all arguments as in `measure_print`."""
    return measure_print(picture, threshold, axis=axis, toes=toes, weigh=weigh).arch_index


def arch_index_of_rectangles(areas: Sequence[int]) -> float:
    """Arch Index of a print made of three rectangles of one length, areas from front to back (1 to 100)."""
    if len(areas) != 3:
        raise ValueError(f"areas holds {len(areas)} numbers; it must hold three: forefoot, midfoot, heel.")
    wide = [count("areas", area, 100) for area in areas]
    columns = np.abs(np.arange(2 * max(wide)) - max(wide) + 0.5)
    picture = np.repeat([columns < area for area in wide], 4, axis=0)
    return arch_index(picture, toes="none", axis=((0, 0), (1, 0)))


@overload
def arch_class(index: float) -> str: ...
@overload
def arch_class(index: Sequence[float] | Floats) -> NDArray[np.str_]: ...
def arch_class(index: float | Sequence[float] | Floats) -> str | NDArray[np.str_]:
    """The label of an Arch Index of 0 to 1: up to 0.21 "high", from 0.26 on "flat", else "normal".

    The borders are from memory (quarters of 107 feet in Cavanagh 1987), so assumed.
    """
    ratio = within("index", index, 0, 1, "(no unit)")
    high, flat = (seeds.constant(f"arch_index_{edge}").value for edge in ARCHES[::2])
    names = np.array(ARCHES)[(ratio > high).astype(int) + (ratio >= flat)]
    return names if ratio.ndim else str(names)


def read_thresholds(
    picture: ArrayLike, thresholds: Sequence[float], *, axis: tuple[Point, Point] | None = None, toes: str = "cut"
) -> tuple[Reading, ...]:
    """Arch Index and label of one print at each threshold; the label may change, the foot does not."""
    found = [(threshold, arch_index(picture, threshold, axis=axis, toes=toes)) for threshold in thresholds]
    return tuple(Reading(float(threshold), index, arch_class(index)) for threshold, index in found)


def map_arch_index(threshold: float, arch: float = 0.5) -> float:
    """Arch Index of the imagined foot of `pressure_map` at a threshold in kPa."""
    return arch_index(pressure_map(arch), threshold)


def three_answers(shape: PrintShape) -> Mapping[str, str]:
    """What three methods call one print: Arch Index, Staheli and Chippaux-Smirak; the borders are assumed."""
    flat = {
        "Staheli": shape.staheli > seeds.constant("staheli_flat").value,
        "Chippaux-Smirak": shape.chippaux_smirak > seeds.constant("chippaux_smirak_flat").value,
    }
    labels = {method: "flat" if is_flat else "not flat" for method, is_flat in flat.items()}
    return {"Arch Index": "flat" if arch_class(shape.arch_index) == "flat" else "not flat", **labels}


# The imagined sole


def pressure_map(
    arch: float = 0.5, *, side: str = "left", turned: float = 0.0, cell: float = 4.0, scale: float = 1.0
) -> Floats:
    """Highest pressures under an imagined walking foot, in kPa: rows by columns, heel in the first rows.

    `arch` runs from 0 (the inner side is down too) to 1 (nothing between heel and ball); at 0.5 the Arch
    Index falls with the threshold as in a real map. `turned` is -180 to 180 degrees, `cell` 1 to 8 mm, `scale`
    0.1 to 3 times the pressures. Shape assumed, highest pressures from one walker in the BMC collection (305 heel,
    145 midfoot, 275 ball, 365 big toe).
    """
    lift = float(within("arch", arch, 0, 1, "(no unit)"))
    mirror = 1.0 if one_of("side", side, "left", "right") == "left" else -1.0
    times = float(within("scale", scale, 0.1, 3, "times"))
    outwards, forwards = _foot_grid(
        float(within("turned", turned, -180, 180, "degrees")), float(within("cell", cell, 1, 8, "mm")), mirror
    )
    parts = [top * _bump(outwards, forwards, *where) for where, top in _sole(lift)]
    # A high mean joins the parts smoothly and keeps their heights; the sensor's floor ends them.
    joined = np.sum(np.square(np.square(parts)), axis=0) ** 0.25
    return np.asarray(times * np.maximum(joined - seeds.constant("pressure_floor").value, 0))


def footprint(
    arch: float = 0.5, threshold: float = 10.0, *, side: str = "left", turned: float = 0.0
) -> NDArray[np.bool_]:
    """The print that the imagined foot leaves where its pressure is above `threshold`, 0 to 300 kPa."""
    return pressure_map(arch, side=side, turned=turned) > within("threshold", threshold, 0, 300, "kPa")


def _cells(picture: ArrayLike, threshold: float) -> tuple[Floats, Floats]:
    """Places (row, column) and values of the cells above the threshold, specks left out."""
    grid = np.atleast_2d(within("picture", picture, 0, 1e9, "(no unit)"))
    if grid.ndim != 2 or not grid.size:
        raise ValueError(f"picture has the shape {grid.shape}; it must be rows by columns.")
    if not 0 <= threshold < grid.max():
        raise ValueError(f"threshold is {threshold:g}; it must lie from 0 to below the highest value, {grid.max():g}.")
    rows, columns = np.nonzero(_without_specks(grid > threshold))
    if not rows.size:
        raise ValueError("picture holds specks only; a print must be one patch or a few.")
    return np.stack([rows, columns], axis=1).astype(float), grid[rows, columns]


def _without_specks(lit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    patch = np.where(lit, np.arange(1, lit.size + 1).reshape(lit.shape), 0)
    while not np.array_equal(patch, wider := _share_runs(_share_runs(patch).T).T):
        patch = wider
    size = np.bincount(patch.ravel())
    size[0] = 0
    return np.asarray((size >= seeds.constant("print_speck_share").value * size.sum())[patch] & lit)


def _share_runs(patch: Ints) -> Ints:
    """Gives each unbroken run of cells in a row the highest number in it."""
    flat = np.pad(patch, ((0, 0), (0, 1))).ravel()  # a dark cell ends each row
    starts = np.flatnonzero(np.diff(flat > 0, prepend=not flat[0]))
    runs = np.repeat(np.maximum.reduceat(flat, starts), np.diff(starts, append=flat.size))
    return runs.reshape(patch.shape[0], -1)[:, :-1]


def _axis(place: Floats, axis: tuple[Point, Point] | None) -> Floats:
    """Unit vector (rows, columns) from heel to toe."""
    if axis is None:
        return _longest(place - place.mean(axis=0))
    heel, toe = np.asarray(axis, dtype=float)
    length = float(np.hypot(*(toe - heel)))
    if not length > 0:
        raise ValueError(f"axis is {axis}; it must be two different points, heel and toe, each (row, column).")
    return np.asarray((toe - heel) / length)


def _longest(place: Floats) -> Floats:
    """Longest direction of cells around their middle; the ball spreads wider than the heel, so it points there."""
    across, longest = np.linalg.eigh(place.T @ place)[1].T
    along = place @ longest
    front = np.sign(along - (along.min() + along.max()) / 2)
    return np.asarray(longest if front @ np.square(place @ across) >= 0 else -longest)


def _behind(cuts: Floats, along: Floats, direction: Floats, weight: Floats) -> Floats:
    """Weight of the square cells behind each cut across the axis; a cell that is cut counts in part, exactly."""
    short, long = np.sort(np.abs(direction))
    if short < 1e-6:  # the cells stand square to the axis
        return np.array([np.clip((cut - along) / long + 0.5, 0, 1) @ weight for cut in cuts])
    corner, flank = (long + short) / 2, (long - short) / 2

    def part(past: Floats) -> Floats:
        ramps = [np.square(np.maximum(past + edge, 0)) for edge in (corner, flank, -flank)]
        return np.asarray((ramps[0] - ramps[1] - ramps[2]) / (2 * short * long))

    return np.array([part(np.clip(cut - along, -corner, corner)) @ weight for cut in cuts])


def _slices(along: Floats, direction: Floats, weight: Floats, span: tuple[float, float]) -> tuple[Floats, Floats]:
    """Edges of slices about a cell thick, and the mean width (or weight per length) of each."""
    number = int(np.clip(span[1] - span[0], 12, 120))
    edges = np.linspace(*span, number + 1)
    return edges, np.diff(_behind(edges, along, direction, weight)) / (edges[1] - edges[0])


def _toe_line(along: Floats, direction: Floats, values: Floats, span: tuple[float, float]) -> float:
    """Where the toes begin: the emptiest slice in front of the ball, if there is enough beyond it to be toes."""
    edges, load = _slices(along, direction, values, span)
    ball = load.size // 2 + int(np.argmax(load[load.size // 2 :]))
    beyond = np.maximum.accumulate(load[::-1])[::-1]
    rise = (beyond - load)[ball:]
    if rise.max() < seeds.constant("print_toe_rise").value * load[ball]:
        return span[1]
    valley = ball + int(np.argmax(rise))
    cut = float(edges[valley : valley + 2].mean())
    return min(cut, float(along[along < cut].max() + np.abs(direction).sum() / 2))


def _widths(along: Floats, direction: Floats, area: Floats, span: tuple[float, float]) -> tuple[float, float, float]:
    """Widest heel, narrowest midfoot between the two widest places, widest forefoot; in cells."""
    width = _slices(along, direction, area, span)[1]
    third = width.size // 3
    heel, ball = int(np.argmax(width[:third])), width.size - third + int(np.argmax(width[-third:]))
    return float(width[heel]), float(width[heel : ball + 1].min()), float(width[ball])


def _foot_grid(turned: float, cell: float, mirror: float) -> tuple[Floats, Floats]:
    """Each cell's place on the foot in mm, outwards and forwards from the heel."""
    angle = np.deg2rad(turned)
    cos, sin = np.cos(angle), np.sin(angle)
    across, ahead = FOOT_HALF_SIZE
    tall = np.arange(-(ahead * abs(cos) + across * abs(sin)), ahead * abs(cos) + across * abs(sin) + cell / 2, cell)
    wide = np.arange(-(across * abs(cos) + ahead * abs(sin)), across * abs(cos) + ahead * abs(sin) + cell / 2, cell)
    y, x = np.meshgrid(tall, wide, indexing="ij")
    return mirror * (cos * x + sin * y) + FOOT_MIDDLE[0], -sin * x + cos * y + FOOT_MIDDLE[1]


def _sole(lift: float) -> list[tuple[tuple[Point, Point], float]]:
    heel, midfoot, ball, toe = (
        seeds.constant(f"pressure_{part}").value for part in ("heel", "midfoot", "ball", "big_toe")
    )
    (out, ahead), (wide, long) = OUTER_BORDER
    flatness = max(1 - 2 * lift, 0.0)  # below the real foot the inner side comes down as well
    border = ((out - INNER_SIDE * flatness, ahead), (wide + INNER_SIDE * flatness, long))
    return [
        (HEEL, heel),
        (border, 2 * (1 - lift) * midfoot),
        *(((place, radii), share * ball) for place, radii, share in BALL),
        (BIG_TOE, toe),
        *(((place, radii), share * toe) for place, radii, share in TOES),
    ]


def _bump(outwards: Floats, forwards: Floats, place: Point, radii: Point) -> Floats:
    distance = ((outwards - place[0]) / radii[0]) ** 2 + ((forwards - place[1]) / radii[1]) ** 2
    return np.asarray(np.exp(-(distance**STEEPNESS)))
