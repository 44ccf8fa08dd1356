"""Two-way tibia: how much of the shin's turn the foot can explain, and how much must come from above."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import chain

from . import anatomy
from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, QUIET, SAND, SKY, WASH

SLOPES = {"low": "0.53, a weak one", "mean": "0.68, the mean", "high": "0.83, a strong one"}


@explorable(
    roll=Slider("The foot rolls in by", 0, 20, start=4.6, step=0.2, unit="°"),
    above=Slider("Turned from above by", 0, 16, start=4, step=0.2, unit="°"),
    coupling=Choice("Degrees of shin turn for each degree of roll", SLOPES, start="mean"),
)
def two_way_tibia(fig: Figure, roll: float, above: float, coupling: str) -> str:
    """Two-way tibia

    The learner discovers that the roll of the foot that was measured (4.6 degrees) explains about a quarter of the
    measured turn of the shin (13.3 degrees) at most, if the slope from leg specimens holds in living people; the rest
    comes from above or from the foot's other movements.

    Sources: roll 4.6 ± 2.2 and turn 13.3 ± 3.2 degrees, 19 runners walking (Wahmkow 2017); slope 0.68 ± 0.15, 8 leg
    specimens (Fischer 2018). Assumed: the shape of the curves, and that both parts simply add up. The abstract does
    not say whether roll and turn were taken over the same part of the step.

    Misconception: one-way-chain.
    """
    fig.set_size_inches(5.4, 4.8)
    slope = _slope(coupling)
    curves = chain.stance_curves(roll, slope, above)
    share = chain.tibial_share(roll, slope)
    _draw_leg(Stage(fig, 0, 170), float(share.from_foot), above)
    _draw_curves(fig.add_axes((0.39, 0.42, 0.59, 0.5)), curves)
    _draw_sum(fig.add_axes((0.03, 0.085, 0.95, 0.19)), float(share.from_foot), above)
    return _say(share, above)


def _slope(coupling: str) -> float:
    measured = seeds.constant("tibia_coupling")
    return measured.value + {"low": -1, "mean": 0, "high": 1}[coupling] * (measured.sd or 0.0)


def _say(share: chain.TibialShare, above: float) -> str:
    together = float(share.from_foot) + above
    return (
        f"The foot turns the shin {show(share.from_foot)}°: {show(100 * float(share.share), '.0f')} parts in 100 "
        f"of the {show(share.measured)}° measured in walking. "
        f"With {show(above)}° from above that makes {show(together)}°."
    )


def _draw_leg(stage: Stage, from_foot: float, above: float) -> None:
    ankle, knee = (108, 62), (108, 196)
    stage.skin(anatomy.LEG_BACK, ankle, scale=1.2)
    anatomy.bone(stage, knee, (108, 300), 15)
    anatomy.bone(stage, ankle, knee, 13)
    stage.put(anatomy.HEEL_BACK, ankle, 0, 1.1, facecolor=SKY, edgecolor=BLUE, linewidth=2)
    _draw_turn(stage, (108, 96), from_foot, BLUE)
    _draw_turn(stage, (108, 170), above, ORANGE)
    stage.text(2, 134, "from", BLUE, weight="bold")
    stage.text(2, 116, "the foot", BLUE, weight="bold")
    stage.text(2, 212, "from", ORANGE, weight="bold")
    stage.text(2, 194, "above", ORANGE, weight="bold")


def _draw_turn(stage: Stage, middle: anatomy.Spot, degrees: float, colour: str) -> None:
    """A ring around the shin, seen a little from above, and how far along its front the turn reaches."""
    around = np.deg2rad(np.linspace(0, 360, 25))
    stage.line(
        *((middle[0] - 38 * np.sin(a), middle[1] - 11 * np.cos(a)) for a in around),
        linewidth=1,
        linestyle=(0, (2, 3)),
    )
    front = (middle[0], middle[1] - 11)
    reach = (front[0] - 2.1 * degrees, front[1])
    stage.line(front, reach, color=colour, linewidth=6)
    stage.dot(reach, 7, colour)


def _draw_curves(ax: Axes, curves: chain.StanceCurves) -> None:
    ax.plot(curves.stance, curves.tibia_from_foot, color=BLUE)
    ax.plot(curves.stance, curves.tibia_from_above, color=ORANGE, linestyle=(0, (5, 2)))
    ax.plot(curves.stance, curves.tibia_total, color=INK, linewidth=3)
    ax.axhline(0, color=QUIET, linewidth=1)
    ax.set(xlim=(0, 100), ylim=(-11, 25), yticks=(-10, 0, 10, 20), xticks=(0, 50, 100))
    ax.set_yticklabels(("−10°", "0°", "10°", "20°"))
    ax.set_xticklabels(())
    ax.text(0, -13, "heel down", color=QUIET, fontsize=10.5, va="top")
    ax.text(100, -13, "toe off", color=QUIET, fontsize=10.5, ha="right", va="top")
    ax.set_title("Shin turns in, through a step")
    for x, words, colour in ((3, "foot", BLUE), (22, "above", ORANGE), (48, "both", INK)):
        ax.text(x, 21, words, color=colour, weight="bold")
    ax.text(98, -9.6, "shapes assumed", color=QUIET, fontsize=10, ha="right")


def _draw_sum(ax: Axes, from_foot: float, above: float) -> None:
    turn = seeds.constant("tibial_range")
    spread = turn.sd or 0.0
    ax.axvspan(turn.value - spread, turn.value + spread, color=SAND, linewidth=0)
    ax.plot([turn.value] * 2, [-0.5, 0.62], color=INK, linewidth=2)
    ax.barh(0, from_foot, height=0.6, facecolor=BLUE, edgecolor=BLUE)
    ax.barh(0, above, left=from_foot, height=0.6, facecolor=WASH, edgecolor=ORANGE, hatch="//", linewidth=1.5)
    ax.text(turn.value + spread + 0.5, 0.72, "measured 13.3° ± 3.2°", color=INK, fontsize=11)
    ax.text(0, 0.72, "foot + above", color=INK, fontsize=11)
    ax.set(xlim=(0, 33), ylim=(-0.5, 1.3), yticks=[])
    anatomy.degrees_ticks(ax, (0, 5, 10, 15, 20, 25, 30))
    ax.spines[["left"]].set_visible(False)
