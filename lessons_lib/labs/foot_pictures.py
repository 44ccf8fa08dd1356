"""Two still pictures of a right foot to point at, for questions; each returns where its places are.

A place is px from the lower left corner of the figure.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from . import feet
from .anatomy import Spot, Stage
from .palette import QUIET

INSIDE: Spot = (70, 36)
INSIDE_SCALE = 1.3
#: So large that the upper part of the leg is cut off: the joint must stand clear of its neighbours.
BEHIND: Spot = (270, 36)
BEHIND_SCALE = 1.75
#: Name of a place in the picture from the inside: where it lies in the sketch.
PLACES_INSIDE: dict[str, Spot] = {
    "shin": (186, 150),
    "talus": (188, 87),
    "heel": (224, 38),
    "navicular": (135, 72),
    "metatarsal": (76, 42),
    "big-toe": (26, 19),
}
TYPES: tuple[tuple[str, float], ...] = (("A", -1.0), ("B", 0.0), ("C", 1.0))
PLACES_BEHIND: dict[str, Spot] = {"outer-ankle": (27, 92), "subtalar": (-4, 67), "heel": (0, 22), "toes": (55, 8)}


def foot_inside(fig: Figure) -> dict[str, Spot]:
    """A right foot from the inside with its bones; places: shin, talus, heel, navicular, metatarsal, big-toe."""
    fig.set_size_inches(5.4, 3.2)
    stage = Stage(fig)
    stage.line((40, 36), (430, 36), linewidth=1.5)
    feet.draw_inside(stage, INSIDE, 0, INSIDE_SCALE)
    stage.text(44, 292, "a right foot from the inside", QUIET)
    stage.text(64, 12, "toes", QUIET)
    stage.text(392, 12, "heel", QUIET, ha="right")
    return {name: feet.place_inside(spot, INSIDE, 0, INSIDE_SCALE) for name, spot in PLACES_INSIDE.items()}


def foot_behind(fig: Figure) -> dict[str, Spot]:
    """A right foot from behind with its bones; places: outer-ankle, subtalar, heel, toes."""
    fig.set_size_inches(5.4, 3.2)
    stage = Stage(fig)
    stage.line((80, 36), (460, 36), linewidth=1.5)
    feet.draw_behind(stage, BEHIND, 0, BEHIND_SCALE)
    stage.text(8, 296, "a right foot from behind", QUIET)
    stage.text(88, 12, "inner side", QUIET)
    stage.text(452, 12, "outer side", QUIET, ha="right")
    return {
        name: (BEHIND[0] + BEHIND_SCALE * x, BEHIND[1] + BEHIND_SCALE * y) for name, (x, y) in PLACES_BEHIND.items()
    }


def foot_types(fig: Figure) -> dict[str, Spot]:
    """Right feet from behind: A leans right, B stands straight, C leans left and shows most toes; places: A, B, C."""
    fig.set_size_inches(5.4, 2.9)
    stage = Stage(fig)
    stage.line((6, 36), (534, 36), linewidth=1.5)
    spots = {}
    for place, (name, roll) in enumerate(TYPES):
        at = (86.0 + 178 * place, 36.0)
        feet.draw_behind(stage, at, roll)
        stage.text(at[0], 10, name, QUIET, 13, ha="center", weight="bold")
        spots[name] = (at[0] - 8 * roll, at[1] + 36)
    stage.text(8, 270, "right feet from behind", QUIET)
    return spots
