"""What is floor and what is print: how far each pixel lies on the way from the floor's colour to the print's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage  # type: ignore[import-untyped]

from lessons_lib.photo.reading import Floats
from lessons_lib.photo.refusal import NoPrint

__all__ = ["LINE", "Mask", "disc", "find_wetness", "without_lines"]

Mask: TypeAlias = NDArray[np.bool_]

SMOOTH = 1.2  # pixels; takes off the camera's grain
DARKEST = 0.02  # keeps the logarithm of black finite
BLANK = 0.006  # spread of a picture that shows nothing, as a share of white
FRAME = 0.07  # share of each side that is taken for floor at first
LEAST_STEP = 0.02  # floors vary by at least this, in logarithms; so a perfect scan has no endless contrast
ROUNDS = 3
CLEAR = 4.0  # a print must differ from its floor by this many times the floor's own spread
LINE = 0.008  # half the widest joint between tiles, as a share of the picture's long side
COARSE = 2  # floor and print are learnt from every second row and column
SAMPLE = 3000  # pixels that a surface is fitted to; more would change nothing
POWERS = [(i, j) for i in range(4) for j in range(4 - i)]  # of row and column: smooth light
GENTLE = [place for place, (i, j) in enumerate(POWERS) if i + j <= 2]  # while the middle is not seen yet


@dataclass(frozen=True)
class Floor:
    """A floor that was learnt: its smooth surface (shapes by colours) and how it varies by itself (3 by 3)."""

    surface: Floats
    spread: Floats


def find_wetness(picture: Floats) -> Floats:
    """How wet each pixel looks: about 0 on the floor and 1 in the middle of the print; rows by columns.

    The floor is a smooth surface of light and colour, fitted to what is not print; wetness is the change of colour
    from it, along the print's own change. Raises NoPrint where nothing stands out from the floor.
    """
    if picture.std(axis=(0, 1)).max() < BLANK:
        raise NoPrint("blank")
    seen = np.log(ndimage.gaussian_filter(picture, (SMOOTH, SMOOTH, 0)) + DARKEST)
    floor, typical = _learn(seen[::COARSE, ::COARSE])
    return _along(_change(seen, floor), floor, typical)


def disc(radius: float) -> Mask:
    """A round patch to widen or to open with; rows by columns, its radius in pixels."""
    reach = np.arange(-int(radius), int(radius) + 1)
    return np.asarray(np.hypot(*np.meshgrid(reach, reach)) <= radius + 0.3)


def without_lines(mask: Mask, radius: float) -> Mask:
    """A mask without lines thinner than twice `radius` pixels; what is broad keeps its corners."""
    broad = ndimage.binary_opening(mask, disc(radius))
    return np.asarray(mask & ndimage.binary_dilation(broad, disc(2)))


def _learn(seen: Floats) -> tuple[Floor, Floats]:
    """The floor, and the typical change of colour in the print."""
    floor = _fit_floor(seen, _floor_at_first(seen))
    change = _change(seen, floor)
    print_ = _largest(_stands_out(_distance(change, floor)))
    for _ in range(ROUNDS):
        wetness = _along(change, floor, _typical(change, print_))
        print_ = _largest(wetness > 0.5)
        floor = _fit_floor(seen, ~ndimage.binary_dilation(wetness > 0.3, disc(2)))
        change = _change(seen, floor)
    typical = _typical(change, print_)
    if np.sqrt(typical @ np.linalg.solve(floor.spread, typical)) < CLEAR:
        raise NoPrint("no contrast")
    return floor, typical


def _floor_at_first(seen: Floats) -> Mask:
    """The frame of the picture without its odd pixels."""
    tall, wide = (max(2, round(FRAME * size)) for size in seen.shape[:2])
    frame = np.ones(seen.shape[:2], dtype=bool)
    frame[tall:-tall, wide:-wide] = False
    floor = frame
    for _ in range(ROUNDS):
        off = np.abs(seen - _evaluate(_fit(seen, floor, GENTLE), seen.shape)).max(axis=-1)
        floor = frame & (off <= 2.5 * np.median(off[floor]) + 1e-6)
    return floor


def _fit_floor(seen: Floats, mask: Mask) -> Floor:
    if mask.sum() < 0.1 * mask.size:
        raise NoPrint("nothing")
    surface = _fit(seen, mask, range(len(POWERS)) if mask.sum() > 0.4 * mask.size else GENTLE)
    rest = (seen - _evaluate(surface, seen.shape))[mask][:: max(1, mask.sum() // (8 * SAMPLE))]
    off = np.abs(rest).max(axis=1)
    near = rest[off <= 4 * np.median(off) + 1e-6][:: max(1, off.size // SAMPLE)]
    return Floor(surface, np.cov(near.T) + LEAST_STEP**2 * np.eye(3))


def _fit(seen: Floats, mask: Mask, used: range | list[int]) -> Floats:
    """The share of each smooth shape in each colour, by least squares; shapes that are not used have none."""
    rows, columns = np.nonzero(mask)
    some = slice(None, None, max(1, rows.size // SAMPLE))
    rows, columns = rows[some], columns[some]
    down, right = (-1 + 2 * at / (size - 1) for at, size in zip((rows, columns), mask.shape))
    shapes = np.stack([down ** POWERS[one][0] * right ** POWERS[one][1] for one in used], axis=1)
    surface = np.zeros((len(POWERS), 3))
    products = shapes.T @ shapes + 1e-9 * np.eye(shapes.shape[1])
    surface[list(used)] = np.linalg.solve(products, shapes.T @ seen[rows, columns])
    return surface


def _evaluate(surface: Floats, shape: tuple[int, ...]) -> Floats:
    """The smooth surface at every pixel: rows by columns by three colours."""
    down, right = (np.linspace(-1, 1, size) for size in shape[:2])
    table = np.zeros((4, 4, 3))
    for (i, j), share in zip(POWERS, surface):
        table[i, j] = share
    across = np.stack([np.polynomial.polynomial.polyval(right, table[i]) for i in range(4)])  # i, colour, column
    found = across[3][None] * np.ones((down.size, 1, 1))
    for i in (2, 1, 0):
        found = found * down[:, None, None] + across[i][None]
    return np.asarray(np.moveaxis(found, 1, -1))


def _change(seen: Floats, floor: Floor) -> Floats:
    return seen - _evaluate(floor.surface, seen.shape)


def _distance(change: Floats, floor: Floor) -> Floats:
    """How far each pixel is from the floor, in spreads of the floor."""
    inverse = np.asarray(np.linalg.inv(np.linalg.cholesky(floor.spread)), dtype=np.float64)
    rows = np.stack([_weighed(change, inverse[row]) for row in range(3)])
    return np.asarray(np.sqrt(np.square(rows).sum(axis=0)))


def _weighed(change: Floats, weight: NDArray[Any]) -> Floats:
    # Written out: a matrix product of a whole picture would wait for every core of a busy machine.
    return np.asarray(change[..., 0] * weight[0] + change[..., 1] * weight[1] + change[..., 2] * weight[2])


def _stands_out(distance: Floats) -> Mask:
    """The pixels on the far side of the best border between two kinds (Otsu's)."""
    capped = np.minimum(distance, np.quantile(distance, 0.995))
    counts, edges = np.histogram(capped, 128)
    middle = (edges[1:] + edges[:-1]) / 2
    below, weight = np.cumsum(counts)[:-1], np.cumsum(counts * middle)[:-1]
    total, above = (counts * middle).sum(), counts.sum() - np.cumsum(counts)[:-1]
    between = below * above * np.square(weight / np.maximum(below, 1) - (total - weight) / np.maximum(above, 1))
    return np.asarray(distance > edges[1 + int(np.argmax(between))])


def _largest(mask: Mask) -> Mask:
    places, number = ndimage.label(without_lines(mask, max(2.0, LINE * max(mask.shape))))
    if not number:
        raise NoPrint("nothing")
    sizes = np.bincount(places.ravel())[1:]
    return np.asarray(places == 1 + int(np.argmax(sizes)))


def _typical(change: Floats, print_: Mask) -> Floats:
    return np.asarray(np.median(change[print_], axis=0), dtype=np.float64)


def _along(change: Floats, floor: Floor, typical: Floats) -> Floats:
    """Each pixel's change along that of the print, weighed by what the floor does not do by itself."""
    direction = np.linalg.solve(floor.spread, typical)
    return _weighed(change, direction / float(typical @ direction))
