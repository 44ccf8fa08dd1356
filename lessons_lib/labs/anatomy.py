"""Bodies drawn by us: outlines in px of the figure, set down, turned and painted on an axes.

Outlines are freehand sketches for teaching, not measured anatomy. Lengths are px; angles are degrees, positive
when they turn anticlockwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import CircleCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike, NDArray

from .palette import BONE, INK, JOINT, QUIET, WASH

Points = NDArray[np.float64]
Spot = tuple[float, float]

#: Half of an ilium, the sacrum and the sitting bone seen from the side, facing right; the hip joint is the origin.
PELVIS_SIDE = (
    (-2, -34),
    (-16, -30),
    (-22, -16),
    (-14, -4),
    (-26, 6),
    (-40, 14),
    (-50, 34),
    (-42, 58),
    (-20, 70),
    (6, 66),
    (26, 54),
    (32, 42),
    (22, 34),
    (20, 20),
    (26, 8),
    (22, -10),
    (8, -20),
)
SACRUM_SIDE = ((-34, 64), (-58, 56), (-66, 36), (-62, 14), (-52, -2), (-46, 2), (-48, 20), (-42, 40))
#: Pelvis from behind; the middle between the hip joints is the origin.
PELVIS_BACK = (
    (0, 6),
    (14, 2),
    (22, -16),
    (34, -14),
    (40, 4),
    (56, 26),
    (52, 44),
    (36, 48),
    (14, 38),
    (0, 40),
    (-14, 38),
    (-36, 48),
    (-52, 44),
    (-56, 26),
    (-40, 4),
    (-34, -14),
    (-22, -16),
    (-14, 2),
)
#: A right leg from behind, hip to ankle, around its own axis; the ankle is the origin, 190 px long.
LEG_BACK = (
    (-7, 0),
    (-9, 22),
    (-17, 56),
    (-15, 82),
    (-13, 96),
    (-17, 120),
    (-23, 160),
    (-25, 192),
    (25, 192),
    (23, 160),
    (17, 120),
    (13, 96),
    (17, 78),
    (16, 54),
    (9, 22),
    (7, 0),
)
#: Heel from behind and foot from above (toes up); the ankle is the origin.
HEEL_BACK = ((-8, 6), (-13, -10), (-15, -24), (-8, -31), (8, -31), (15, -24), (13, -10), (8, 6))
FOOT_ABOVE = (
    (-6, -34),
    (-17, -22),
    (-15, 0),
    (-19, 26),
    (-25, 52),
    (-24, 70),
    (-17, 82),
    (-8, 84),
    (0, 80),
    (8, 77),
    (15, 70),
    (20, 60),
    (21, 40),
    (16, 10),
    (16, -18),
    (8, -33),
)
#: Trunk and thigh from the side, facing right; the hip joint is the origin.
TRUNK_SIDE = (
    (-30, -120),
    (-34, -70),
    (-52, -30),
    (-66, -4),
    (-64, 34),
    (-46, 66),
    (-40, 100),
    (-52, 140),
    (-58, 176),
    (30, 176),
    (36, 140),
    (30, 104),
    (34, 70),
    (38, 36),
    (32, 6),
    (30, -30),
    (26, -80),
    (20, -120),
)


class Stage:
    """A corner of the figure in which things are set down by px from its lower left; needs no axes and no ticks."""

    def __init__(self, fig: Figure, left: float = 0, bottom: float = 0) -> None:
        self.fig = fig
        self.transform = Affine2D().translate(left, bottom).scale(1 / 100) + fig.dpi_scale_trans

    def add(self, artist: Artist) -> None:
        """Any artist whose data are px of this corner."""
        artist.set_transform(self.transform)
        self.fig.add_artist(artist)

    def put(self, points: ArrayLike, at: Spot, degrees: float = 0, scale: float = 1, **style: Any) -> None:
        """An outline scaled, turned about its own origin and moved to `at`; painted as bone unless told otherwise."""
        paint: dict[str, Any] = {"facecolor": BONE, "edgecolor": JOINT, "linewidth": 1.4} | style
        self.add(PathPatch(smooth(turn(np.asarray(points) * scale, degrees) + at), **paint))

    def skin(self, points: ArrayLike, at: Spot, degrees: float = 0, scale: float = 1) -> None:
        """An outline painted as skin: a pale shape behind the bones."""
        self.put(points, at, degrees, scale, facecolor=WASH, edgecolor=QUIET, linewidth=1.0)

    def fill(self, corners: ArrayLike, **style: Any) -> None:
        """A shape with straight edges."""
        paint: dict[str, Any] = {"facecolor": WASH, "edgecolor": QUIET, "linewidth": 1.2} | style
        self.add(Polygon(np.asarray(corners), **paint))

    def line(self, *spots: Spot, **style: Any) -> None:
        """A line through spots."""
        paint: dict[str, Any] = {"color": QUIET, "linewidth": 1.2} | style
        self.add(Line2D(*np.transpose(spots), **paint))

    def dot(self, at: Spot, radius: float, colour: str) -> None:
        """A round dot."""
        disc = PathPatch(Path.unit_circle(), facecolor=colour, linewidth=0)
        disc.set_transform(Affine2D().scale(radius).translate(*at) + self.transform)
        self.fig.add_artist(disc)

    def dots(self, at: ArrayLike, radius: float, colours: Sequence[str], edges: Sequence[str], **style: Any) -> None:
        """Round dots (n x 2), each with its fill and its edge; one artist, however many there are."""
        area = np.pi * (radius * 72 / self.fig.dpi) ** 2
        paint: dict[str, Any] = {"facecolors": list(colours), "edgecolors": list(edges), "linewidths": 1.2} | style
        ring = CircleCollection([area], offsets=np.asarray(at, float), offset_transform=self.transform, **paint)
        self.fig.add_artist(ring)

    def text(self, x: float, y: float, words: str, colour: str = INK, size: float = 11, **style: Any) -> None:
        """A line of text that hangs on its left end unless told otherwise."""
        self.add(Text(x, y, words, color=colour, fontsize=size, **style))

    def arrow(self, start: Spot, end: Spot, colour: str, width: float = 4) -> None:
        """A straight arrow with an open head that keeps its size."""
        along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
        across = np.array([-along[1], along[0]])
        left, right = (np.asarray(end) - 11 * along + side * 7 * across for side in (1, -1))
        self.line(start, end, color=colour, linewidth=width)
        self.line(left, end, right, color=colour, linewidth=width)


def smooth(points: ArrayLike) -> Path:
    """A closed path of Bézier curves through points (n x 2)."""
    knots = np.asarray(points, dtype=float)
    around = np.vstack([knots[-1:], knots, knots[:2]])
    first, start, end, last = (around[place : len(around) - 3 + place] for place in range(4))
    bends = np.stack([start + (end - first) / 6, end - (last - start) / 6, end], axis=1).reshape(-1, 2)
    return Path(np.vstack([knots[:1], bends]), [Path.MOVETO] + [Path.CURVE4] * len(bends))


def turn(points: ArrayLike, degrees: float, about: Spot = (0, 0)) -> Points:
    """Points turned anticlockwise about a spot; shapes (n x 2) in and out."""
    angle = np.deg2rad(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.asarray((np.asarray(points) - about) @ np.array([[cosine, sine], [-sine, cosine]]) + about)


def mirror(points: ArrayLike) -> Points:
    """Points with left and right exchanged."""
    return np.asarray(points, dtype=float) * (-1, 1)


def bone(stage: Stage, low: Spot, high: Spot, width: float = 9) -> None:
    """A long bone between two joints."""
    along = np.subtract(high, low)
    length, half = float(np.hypot(*along)), width / 2
    shaft = half * 0.62
    outline = (
        (-half, -3),
        (-shaft, length * 0.2),
        (-shaft, length * 0.8),
        (-half, length + 3),
        (half, length + 3),
        (shaft, length * 0.8),
        (shaft, length * 0.2),
        (half, -3),
    )
    stage.put(outline, low, float(np.degrees(np.arctan2(along[1], along[0]))) - 90)


def spine(stage: Stage, sacrum: Spot, scale: float = 1, **style: Any) -> None:
    """Five lumbar vertebrae from the side in an ordinary curve, the lowest on `sacrum` (px), facing right."""
    for (x, y), tilt in zip(((4, 13), (9, 33), (9, 54), (4, 75), (-4, 95)), (-18, -6, 4, 10, 14)):
        middle = (sacrum[0] + x * scale, sacrum[1] + y * scale)
        stage.put(((-13, -7), (13, -7), (13, 7), (-13, 7)), middle, tilt, scale, **style)
        stage.put(((-16, -3), (-30, -7), (-31, -2), (-16, 3)), middle, tilt, scale, **style)


def wedge(stage: Stage, at: Spot, degrees: float, width: float, high_side: int) -> None:
    """A wedge seen from behind: `at` is the middle of its underside, `high_side` -1 (left) or 1 (right)."""
    rise = width * np.tan(np.deg2rad(degrees))
    low, high = at[0] - high_side * width / 2, at[0] + high_side * width / 2
    stage.fill(((low, at[1]), (high, at[1]), (high, at[1] + rise)), facecolor=QUIET, edgecolor=INK, linewidth=1)


def degrees_ticks(ax: Axes, ticks: Sequence[float]) -> None:
    """Ticks in degrees at fixed places."""
    ax.set_xticks(ticks, [f"{tick:g}°".replace("-", "−") for tick in ticks])
