"""Feet drawn by us: a right foot from the inside and from behind, and how it changes as it rolls.

Outlines are freehand sketches for teaching, not measured anatomy. Lengths are px; the ground is y = 0. `roll` says how
a foot stands: -1 high arch, rolled out; 0 in between; 1 low arch, rolled in. Shapes in between are mixed evenly.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .anatomy import Points, Spot, Stage, turn
from .palette import BLUE, QUIET, SKY, WASH

Outline: TypeAlias = tuple[Spot, ...]

# --- from the inside: toes to the left, big toe in front; x runs from the tip of the toe to the heel ------------------
SKIN_INSIDE: Outline = (
    (1, 17),
    (14, 27),
    (30, 29),
    (62, 42),
    (90, 58),
    (118, 76),
    (156, 108),
    (162, 160),
    (160, 192),
    (168, 196),
    (218, 196),
    (226, 192),
    (219, 160),
    (217, 128),
    (220, 104),
    (230, 82),
    (248, 42),
    (236, 4),
    (192, 3),
    (150, 22),
    (126, 23),
    (102, 15),
    (82, 4),
    (62, 0),
    (36, 5),
    (8, 3),
)
SHIN_INSIDE: Outline = (
    (172, 192),
    (175, 160),
    (172, 130),
    (164, 114),
    (166, 104),
    (180, 103),
    (199, 88),
    (207, 94),
    (208, 112),
    (202, 134),
    (200, 160),
    (202, 192),
)
TALUS_INSIDE: Outline = (
    (172, 106),
    (188, 105),
    (212, 82),
    (205, 74),
    (188, 72),
    (158, 60),
    (147, 64),
    (143, 76),
    (149, 88),
)
HEEL_INSIDE: Outline = (
    (242, 30),
    (236, 13),
    (222, 8),
    (186, 21),
    (151, 38),
    (152, 57),
    (166, 60),
    (198, 72),
    (216, 75),
    (232, 64),
)
NAVICULAR_INSIDE: Outline = ((142, 89), (129, 76), (134, 50), (142, 50), (146, 58), (141, 66))
CUNEIFORM_INSIDE: Outline = ((127, 82), (105, 69), (103, 46), (112, 43), (124, 49), (127, 62))
METATARSAL_INSIDE: Outline = (
    (102, 69),
    (72, 50),
    (44, 35),
    (37, 27),
    (38, 15),
    (48, 10),
    (58, 14),
    (62, 24),
    (100, 42),
    (104, 54),
)
TOE_INSIDE: tuple[Outline, Outline] = (
    ((36, 29), (28, 26), (20, 25), (17, 19), (19, 11), (28, 13), (35, 13)),
    ((15, 24), (9, 20), (5, 14), (9, 8), (16, 10)),
)
SESAMOID_INSIDE: Spot = (50, 6)
#: The bones in the order in which they are painted.
BONES_INSIDE: dict[str, Outline] = {
    "heel": HEEL_INSIDE,
    "talus": TALUS_INSIDE,
    "shin": SHIN_INSIDE,
    "navicular": NAVICULAR_INSIDE,
    "cuneiform": CUNEIFORM_INSIDE,
    "metatarsal": METATARSAL_INSIDE,
    "toe": TOE_INSIDE[0],
    "toe_tip": TOE_INSIDE[1],
}
ARCH_INSIDE: Outline = ((228, 7), (139, 88), (50, 9))
SINK = 17.0
#: Where the foot turns in a step: the underside of the heel as it lands, and the ball as the heel comes up.
HEEL_ROUND: Spot = (226.0, 0.0)
BALL_ROUND: Spot = (48.0, 4.0)


def sink(points: ArrayLike, roll: float) -> Points:
    """Points of the foot from the inside (n x 2) after the arch has come down by `roll` (-1 to 1, up when below 0)."""
    spots = np.asarray(points, dtype=float)
    along = np.interp(spots[:, 0], (60, 84, 104, 137, 168, 192, 208), (0, 0.16, 0.7, 1.0, 0.62, 0.14, 0.0))
    leg = np.clip((spots[:, 1] - 80) / 30, 0, 1)
    return np.column_stack([spots[:, 0], spots[:, 1] - SINK * roll * (along * (1 - leg) + 0.4 * leg)])


def step(points: ArrayLike, degrees: float) -> Points:
    """Points of the foot from the inside (n x 2) in a step: toes up about the heel below 0, heel up about the ball."""
    spots = turn(points, min(degrees, 0.0), HEEL_ROUND)
    risen = turn(spots, max(degrees, 0.0), BALL_ROUND)
    return np.where(np.asarray(points, dtype=float)[:, :1] > BALL_ROUND[0], risen, spots)


def draw_inside(
    stage: Stage, at: Spot, roll: float = 0, scale: float = 1, degrees: float = 0, **bones: dict[str, Any]
) -> None:
    """A right foot from the inside, toes to the left, the ground under the tip of its toe at `at`; paint by bone."""
    _put_inside(stage, SKIN_INSIDE, at, roll, scale, degrees, facecolor=WASH, edgecolor=QUIET, linewidth=1.2)
    for name, outline in BONES_INSIDE.items():
        _put_inside(stage, outline, at, roll, scale, degrees, **bones.get(name, {}))


def arch_line(at: Spot, roll: float = 0, scale: float = 1) -> Points:
    """The inner arch as a bow from the heel to the ball (13 x 2, px), just under the bones."""
    way = np.linspace(0, 1, 13)[:, None]
    heel, top, ball = np.asarray(ARCH_INSIDE, dtype=float)
    return sink((1 - way) ** 2 * heel + 2 * way * (1 - way) * top + way**2 * ball, roll) * scale + at


def place_inside(spot: Spot, at: Spot, roll: float = 0, scale: float = 1) -> Spot:
    """Where a place of the sketch comes to lie in the picture."""
    x, y = (sink([spot], roll) * scale + at)[0]
    return float(x), float(y)


def _put_inside(
    stage: Stage, outline: Outline, at: Spot, roll: float, scale: float, degrees: float, **paint: Any
) -> None:
    stage.put(step(sink(outline, roll), degrees), at, 0, scale, **paint)


# --- from behind: the inner side is on the left, the little toe on the right; x = 0 is the middle of the heel ---------
LEG_BEHIND: Outline = (
    (-40, 214),
    (-48, 212),
    (-39, 170),
    (-26, 128),
    (-24, 108),
    (-34, 92),
    (-34, 80),
    (-28, 66),
    (-34, 22),
    (-26, 5),
    (10, 0),
    (26, 5),
    (34, 22),
    (28, 58),
    (35, 70),
    (35, 82),
    (25, 98),
    (25, 124),
    (39, 170),
    (48, 212),
    (40, 214),
)
FOREFOOT_BEHIND: Outline = (
    (-44, 0),
    (-49, 8),
    (-45, 26),
    (-32, 46),
    (-12, 58),
    (14, 56),
    (34, 44),
    (54, 18),
    (64, 7),
    (61, 0),
    (40, -1),
    (0, -1),
)
TOE_BEHIND: Outline = ((-7, 0), (-8, 7), (-4, 14), (3, 14), (7, 7), (6, 0))
#: The toes that show beside the heel, farthest first: where, and how large.
TOES_BEHIND: tuple[tuple[float, float], ...] = ((44, 1.1), (54, 1.0), (63, 0.9))
SHIN_BEHIND: Outline = (
    (-19, 210),
    (-15, 170),
    (-18, 128),
    (-25, 108),
    (-28, 88),
    (-20, 80),
    (-10, 100),
    (12, 100),
    (14, 128),
    (8, 170),
    (10, 210),
)
FIBULA_BEHIND: Outline = (
    (18, 210),
    (16, 170),
    (18, 128),
    (15, 100),
    (18, 76),
    (24, 68),
    (30, 78),
    (25, 128),
    (25, 170),
    (28, 210),
)
TALUS_BEHIND: Outline = ((-12, 98), (-18, 72), (-8, 66), (10, 66), (15, 74), (11, 98))
HEEL_BEHIND: Outline = (
    (-15, 66),
    (-20, 54),
    (-16, 40),
    (-19, 22),
    (-12, 9),
    (0, 6),
    (14, 9),
    (20, 22),
    (18, 40),
    (19, 54),
    (14, 65),
    (0, 68),
)
#: The joint below the ankle bone, about which the heel tips.
JOINT_BEHIND: Outline = ((-19, 66), (-8, 69), (8, 69), (18, 64))
#: How far the ankle moves inwards in this sketch when the foot is rolled right in, px.
ANKLE_SHIFT, HINGE_HEIGHT = 15.0, 72.0


def lean(points: ArrayLike, roll: float) -> Points:
    """Points of the foot from behind (n x 2): the heel tips about its underside, the leg above it moves along."""
    spots = np.asarray(points, dtype=float)
    up = np.clip(spots[:, 1] / HINGE_HEIGHT, 0, 1)
    return np.column_stack([spots[:, 0] - ANKLE_SHIFT * roll * up, spots[:, 1]])


def roll_for(degrees: float) -> float:
    """The `roll` that tips the heel from behind by so many degrees, inwards above 0."""
    return float(HINGE_HEIGHT * np.tan(np.deg2rad(degrees)) / ANKLE_SHIFT)


def draw_behind(stage: Stage, at: Spot, roll: float = 0, scale: float = 1, lift: float = 0) -> None:
    """A right foot from behind, its inner side on the left, the middle of the heel at `at` and `lift` px above it."""
    _draw_forefoot(stage, at, roll, scale)
    above = (at[0], at[1] + lift)
    stage.put(lean(LEG_BEHIND, roll), above, 0, scale, facecolor=WASH, edgecolor=QUIET, linewidth=1.2)
    for outline in (FIBULA_BEHIND, SHIN_BEHIND, TALUS_BEHIND):
        stage.put(lean(outline, roll), above, 0, scale)
    stage.put(lean(HEEL_BEHIND, roll), above, 0, scale, facecolor=SKY, edgecolor=BLUE, linewidth=2)


def _draw_forefoot(stage: Stage, at: Spot, roll: float, scale: float) -> None:
    """The front of the foot beyond the heel: it swings outwards, and more toes show, as the foot rolls in."""
    paint: dict[str, Any] = {"facecolor": WASH, "edgecolor": QUIET, "linewidth": 1.2}
    stage.put(np.add(FOREFOOT_BEHIND, (9 * roll, 0)), at, 0, scale, **paint)
    for x, size in TOES_BEHIND:
        stage.put(np.add(np.multiply(TOE_BEHIND, size), (x + 13 * roll, 0)), at, 0, scale, **paint)
