"""Meet the foot: one sketch from two sides that goes from a high arch to a low one without a step between."""

from __future__ import annotations

from matplotlib.figure import Figure

from lessons_lib.explorable import Slider, explorable

from . import feet
from .anatomy import Spot, Stage
from .palette import BLUE, INK, ORANGE, PURPLE, QUIET, SAND

INSIDE: Spot = (14, 34)
BEHIND: Spot = (430, 34)


@explorable(along=Slider("From rolled out to rolled in", 0, 10, start=5, step=1))
def meet_the_foot(fig: Figure, along: float) -> str:
    """Meet the foot.

    The learner discovers that arch, heel and forefoot move together, and that "flat", "neutral" and "high" are three
    words for one sliding scale with no gaps in it.

    Assumptions: the sketch; it is no measured foot. The joint below the ankle bone is drawn as one hinge. How healthy
    feet are spread along the scale stands in Redmond 2008.

    Misconception: pronation-is-abnormal.
    """
    fig.set_size_inches(5.4, 3.1)
    roll, stage = along / 5 - 1, Stage(fig)
    _draw_inside(stage, roll)
    _draw_behind(stage, roll)
    return _say(along)


def _say(along: float) -> str:
    if along < 3:
        return "Rolled out: the arch stands high, and the heel leans to the outer side. Supination is the word for it."
    if along > 7:
        return "Rolled in: the arch is low, and the ankle leans to the inner side. Pronation is the word for it."
    return "In between: most feet stand somewhere here, and a little to the rolled-in side."


def _draw_inside(stage: Stage, roll: float) -> None:
    stage.text(14, 282, "from the inside", QUIET)
    stage.line((4, 34), (286, 34), linewidth=1.5)
    feet.draw_inside(stage, INSIDE, roll, navicular={"facecolor": SAND, "edgecolor": ORANGE, "linewidth": 2})
    stage.line(*feet.arch_line(INSIDE, roll), color=ORANGE, linewidth=3.5)
    _point(stage, (86, 176), feet.place_inside((136, 84), INSIDE, roll), "navicular")
    _point(stage, (98, 212), feet.place_inside((172, 98), INSIDE, roll), "ankle bone")
    stage.text(201, 190, "shin", INK, ha="center")
    stage.text(152, 10, "arch", ORANGE, ha="center", weight="bold")
    stage.text(234, 10, "heel bone", INK, ha="center")


def _point(stage: Stage, words: Spot, spot: Spot, name: str) -> None:
    stage.line((words[0] + 2, words[1] - 6), spot, linewidth=1.2)
    stage.text(*words, name, INK, ha="right")


def _draw_behind(stage: Stage, roll: float) -> None:
    stage.text(430, 282, "from behind", QUIET, ha="center")
    stage.line((318, 34), (536, 34), linewidth=1.5)
    feet.draw_behind(stage, BEHIND, roll)
    hinge = feet.lean(feet.JOINT_BEHIND, roll) + BEHIND
    stage.line(*hinge, color=PURPLE, linewidth=4)
    stage.line((494, 128), (float(hinge[-1][0]) + 3, float(hinge[-1][1])), linewidth=1.2)
    stage.text(482, 134, "hinge", PURPLE, weight="bold")
    stage.text(430, 10, "heel bone", BLUE, ha="center", weight="bold")
    stage.text(322, 10, "inner", QUIET)
    stage.text(536, 10, "outer", QUIET, ha="right")
