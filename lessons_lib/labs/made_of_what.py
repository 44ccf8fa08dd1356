"""Made of what? Foam, gel, memory foam, cork and plastic, cut through, and how far each gives under a heel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.explorable import Slider, explorable, show
from lessons_lib.models import pressure

from .anatomy import Stage
from .palette import BLUE, BONE, INK, JOINT, ORANGE, PURPLE, QUIET, RULE, SAND, SKY, WASH

#: Name of each material in the figure and in seeds/constants.yaml.
MATERIALS = {
    "EVA foam": "eva",
    "gel": "gel",
    "memory foam": "memory_foam",
    "cork": "cork",
    "plastic": "polypropylene",
}
#: What each looks like inside, and what our sources say of it: two short lines each.
INSIDE = (
    ("small closed", "bubbles"),
    ("one soft", "mass"),
    ("large open", "bubbles"),
    ("grains", "and glue"),
    ("solid, works", "by its shape"),
)
SEEN = (
    ("pressure", "peak falls"),
    ("shock falls,", "not always"),
    ("not in the", "review"),
    ("not in our", "sources"),
    ("not in our", "sources"),
)
FLOOR, HIGH, HALF, PITCH, FIRST = 222.0, 104.0, 48.0, 107.0, 56.0  # px
#: A heel cut across, its lowest point at the origin.
HEEL = ((0, 0), (-34, 4), (-44, 24), (-42, 58), (-34, 92), (34, 92), (42, 58), (44, 24), (34, 4))
HEEL_BONE = ((0, 20), (-22, 24), (-28, 42), (-20, 62), (0, 68), (20, 62), (28, 42), (22, 24))


@explorable(press=Slider("The heel presses with", 0, 300, start=100, step=50, unit="kPa"))
def made_of_what(fig: Figure, press: float) -> str:
    """Made of what?

    The learner discovers that materials differ far more in how they give way than their names tell, that memory foam
    is nearly flat under a heel, and that plastic does not cushion at all: it works by its shape.

    Sources: foams and peak pressure, Gerrard 2020; gel-like insoles and shock, Windle 1999 and Johnson 1988.
    Assumptions: the stiffness of every material, drawn between the ends of its range; a block of ten millimetres; one
    law for all, in which a foam gets stiffer as it is squeezed.

    Misconception: softer-is-safer.
    """
    fig.set_size_inches(5.4, 4.25)
    stage = Stage(fig)
    stage.line((4, FLOOR), (536, FLOOR), color=INK, linewidth=2)
    for place, key in enumerate(MATERIALS.values()):
        middle = FIRST + PITCH * place
        low, high = thinner(key, press)
        top = FLOOR + HIGH * (1 - (low + high) / 2)
        _draw_heel(stage, middle, top, press)
        BLOCKS[key](stage, middle, top)
        _write(stage, place, middle, low, high)
    for y, words in ((174, "thinner by (assumed)"), (122, "what it is inside"), (56, "measured with people")):
        stage.line((4, y + 17), (536, y + 17), color=RULE, linewidth=1)
        stage.text(8, y, words, QUIET, 10.5)
    return _say(press)


def thinner(material: str, press: float) -> tuple[float, float]:
    """Shares by which the firm and the soft end of a material, one of `MATERIALS`, are squeezed under `press` kPa."""
    firm, soft = (seeds.constant(f"{material}_modulus_{end}").value for end in ("high", "low"))
    return float(pressure.squeeze(press, firm)), float(pressure.squeeze(press, soft))


def _percent(material: str, press: float) -> tuple[str, str]:
    low, high = (show(100 * share, ".0f") for share in thinner(material, press))
    return low, high


def _say(press: float) -> str:
    memory, foam = _percent("memory_foam", press), _percent("eva", press)
    return (
        f"Under {show(press, '.0f')} kPa memory foam gets {memory[0]} to {memory[1]} percent thinner, and EVA foam "
        f"{foam[0]} to {foam[1]}. Plastic stays as it is. How stiff each one is was assumed."
    )


def _draw_heel(stage: Stage, middle: float, top: float, press: float) -> None:
    stage.put(HEEL, (middle, top), facecolor=WASH, edgecolor=QUIET, linewidth=1.2)
    stage.put(HEEL_BONE, (middle, top), facecolor=BONE, edgecolor=JOINT)


def _write(stage: Stage, place: int, middle: float, low: float, high: float) -> None:
    stage.text(middle, 201, tuple(MATERIALS)[place], INK, 10.5, ha="center", weight="bold")
    least, most = (show(100 * share, ".0f") for share in (low, high))
    stage.text(middle, 152, f"{least} to {most} %", PURPLE, 11.5, ha="center", weight="bold")
    for top, pair in ((102, INSIDE), (36, SEEN)):
        for row, words in enumerate(pair[place]):
            stage.text(middle, top - 17 * row, words, INK, 10.5, ha="center")


# --- blocks: each is as high as the heel has left it ------------------------------------------------------------------


def _block(stage: Stage, middle: float, top: float, fill: str, edge: str) -> None:
    corners = ((middle - HALF, FLOOR), (middle + HALF, FLOOR), (middle + HALF, top), (middle - HALF, top))
    stage.fill(corners, facecolor=fill, edgecolor=edge, linewidth=1.6)


def _grid(middle: float, top: float, columns: int, rows: int) -> NDArray[np.float64]:
    """Places inside a block, every other row shifted, closer together the lower the block is (n x 2)."""
    along, up = np.meshgrid((np.arange(columns) + 0.5) / columns - 0.5, (np.arange(rows) + 0.5) / rows)
    shifted = along + np.where(np.arange(rows) % 2, 0.25, -0.25)[:, None] / columns
    return np.column_stack([(middle + 1.9 * HALF * shifted).ravel(), (FLOOR + up * (top - FLOOR)).ravel()])


def _foam(stage: Stage, middle: float, top: float) -> None:
    _block(stage, middle, top, SAND, ORANGE)
    spots = _grid(middle, top, 6, 6)
    stage.dots(spots, 3.0, (WASH,) * len(spots), (ORANGE,) * len(spots), linewidths=0.8)


def _gel(stage: Stage, middle: float, top: float) -> None:
    _block(stage, middle, top, SKY, BLUE)
    for left, right, share in ((-30, 8, 0.8), (-36, -18, 0.62), (10, 32, 0.3)):
        y = FLOOR + share * (top - FLOOR)
        stage.line((middle + left, y), (middle + right, y), color=BLUE, linewidth=2.4, alpha=0.5)


def _memory_foam(stage: Stage, middle: float, top: float) -> None:
    _block(stage, middle, top, SAND, ORANGE)
    spots = _grid(middle, top, 5, 4)
    stage.dots(spots, 6.5, (WASH,) * len(spots), (ORANGE,) * len(spots), linewidths=0.8)


def _cork(stage: Stage, middle: float, top: float) -> None:
    _block(stage, middle, top, BONE, JOINT)
    lot = np.random.default_rng(5)
    for x, y in _grid(middle, top, 4, 4):
        size, turned = lot.uniform(6, 8.5), lot.uniform(0, 90)
        stage.put(((-1, -0.7), (0.9, -0.8), (1, 0.6), (-0.6, 0.9)), (x, y), turned, size, facecolor=JOINT, linewidth=0)


def _plastic(stage: Stage, middle: float, top: float) -> None:
    _block(stage, middle, top, RULE, INK)


BLOCKS: dict[str, Callable[[Stage, float, float], None]] = {
    "eva": _foam,
    "gel": _gel,
    "memory_foam": _memory_foam,
    "cork": _cork,
    "polypropylene": _plastic,
}
