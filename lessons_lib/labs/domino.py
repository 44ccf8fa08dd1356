"""Domino or rubber band? How far a wedge under the foot travels up the leg."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import chain

from . import anatomy
from .anatomy import Stage
from .palette import BLUE, GREEN, INK, ORANGE, PLUM, PURPLE, QUIET, SAND, SKY, WASH

PEOPLE = 100
#: Rows of the chart from the top: label, second line, colour, hatched when a step towards it is assumed.
ROWS = (
    ("Wedge", "what you set", INK, False),
    ("Heel rolls in", "assumed", BLUE, True),
    ("Shin turns in", "8 leg specimens", ORANGE, False),
    ("Hip turns in", "assumed", GREEN, True),
    ("Pelvis tips", "mean, 14 people", PURPLE, False),
)
CAMPS = (("curve grew", "Ghasemi 2016", "Farokhmanesh 2014"), ("no change", "Duval 2010", "Betsch 2011"))


@explorable(
    wedge=Slider("Wedge under the foot", 0, 20, start=10, step=0.5, unit="°"),
    feet=Choice("Stand on it with", {"both": "both feet", "one": "one foot"}),
    scale=Choice("Draw the body", {"true": "at true scale", "five": "with angles ×5"}),
)
def domino(fig: Figure, wedge: float, feet: str, scale: str) -> str:
    """Domino or rubber band?

    The learner discovers that a tilt fades on its way up: on 10 degrees the pelvis tips 1.57 degrees with both feet and
    1.41 with one (Pinto 2008, 14 people, mean), and that single measurements scatter so widely that about one in seven
    goes the other way, part of it noise.

    Assumptions: the roll of the heel (0.45 degree per degree) and the step from shin to hip; straight lines below and
    above 10 degrees, the only wedge at which the pelvis was measured; that the pelvis drops on the wedge's side. The
    shin's slope comes from 8 leg specimens (Fischer 2018). What the low back does is left open: two studies saw its
    curve grow (Ghasemi 2016, Farokhmanesh 2014), two saw no change (Duval 2010, Betsch 2011).

    Misconception: chain-passes-everything-up.
    """
    fig.set_size_inches(5.4, 6.1)
    posture = chain.respond(wedge, feet)
    factor = 5 if scale == "five" else 1
    _draw_back(Stage(fig, 0, 354), wedge, posture, feet, factor)
    _draw_above(Stage(fig, 190, 354), posture, factor)
    _draw_side(Stage(fig, 340, 354), posture, factor)
    _draw_rows(fig.add_axes((0.31, 0.178, 0.68, 0.39)), wedge, feet, posture)
    _draw_low_back(Stage(fig, 0, 0))
    return _say(wedge, feet, posture)


def _say(wedge: float, feet: str, posture: chain.Posture) -> str:
    under = "both feet" if feet == "both" else "one foot"
    return (
        f"A wedge of {show(wedge)}° under {under}: the heel rolls in about {show(posture.eversion)}°, "
        f"the pelvis tips forward {show(posture.pelvic_tilt)}°. What the low back does is open."
    )


def _draw_back(stage: Stage, wedge: float, posture: chain.Posture, feet: str, factor: int) -> None:
    stage.text(95, 240, "from behind", QUIET, ha="center")
    drop = -posture.pelvic_obliquity * factor
    for side in (-1, 1):
        tilted = side == 1 or feet == "both"
        rise = 26 * np.tan(np.deg2rad(wedge)) if tilted else 0.0
        foot = (95 + side * 34, 42 + rise)
        hip = (95 + side * 34, 172 + rise + side * 34 * np.tan(np.deg2rad(drop)))
        anatomy.wedge(stage, (foot[0], 10), wedge if tilted else 0.0, 54, side)
        _draw_leg(stage, foot, hip, side * posture.eversion * factor if tilted else 0.0)
    stage.put(anatomy.PELVIS_BACK, (95, 172 + 26 * np.tan(np.deg2rad(wedge)) * (1 if feet == "both" else 0.5)), drop)
    stage.line((2, 10), (188, 10), linewidth=1.5)


def _draw_leg(stage: Stage, foot: anatomy.Spot, hip: anatomy.Spot, roll: float) -> None:
    stage.skin(anatomy.LEG_BACK, foot, scale=0.7)
    knee = (foot[0], (foot[1] + hip[1]) / 2)
    anatomy.bone(stage, knee, hip, 11)
    anatomy.bone(stage, foot, knee, 9)
    stage.put(anatomy.HEEL_BACK, foot, roll, facecolor=SKY, edgecolor=BLUE, linewidth=2)


def _draw_above(stage: Stage, posture: chain.Posture, factor: int) -> None:
    stage.text(75, 240, "from above", QUIET, ha="center")
    ankle = (80, 74)
    stage.skin(anatomy.FOOT_ABOVE, ankle)
    stage.line((80, 50), (80, 226), linestyle=(0, (3, 4)))
    for degrees, length, colour in (
        (posture.hip_rotation, 145, GREEN),
        (posture.tibial_rotation, 104, ORANGE),
    ):
        stage.arrow(ankle, tuple(anatomy.turn((80, 74 + length), degrees * factor, ankle)), colour, 4)
    stage.text(96, 202, "hip", GREEN, weight="bold")
    stage.text(96, 166, "shin", ORANGE, weight="bold")
    stage.dot(ankle, 6, INK)


def _draw_side(stage: Stage, posture: chain.Posture, factor: int) -> None:
    stage.text(100, 240, "from the side", QUIET, ha="center")
    hip, tilt = (104, 94), -posture.pelvic_tilt * factor
    stage.skin(anatomy.TRUNK_SIDE, hip, scale=0.76)
    top = anatomy.turn((-26, 52), tilt)
    anatomy.bone(stage, (103, 5), hip, 13)
    anatomy.spine(
        stage,
        (hip[0] + top[0], hip[1] + top[1]),
        0.7,
        facecolor=WASH,
        edgecolor=QUIET,
        linestyle=(0, (3, 2)),
    )
    stage.put(anatomy.SACRUM_SIDE, hip, tilt, 0.9, facecolor=SAND)
    stage.put(anatomy.PELVIS_SIDE, hip, tilt, 0.9, facecolor=PLUM, edgecolor=PURPLE, linewidth=2)
    stage.dot(hip, 7, PURPLE)
    stage.text(112, 178, "?", INK, 24, weight="bold")


def _draw_rows(ax: Axes, wedge: float, feet: str, posture: chain.Posture) -> None:
    degrees = (wedge, posture.eversion, posture.tibial_rotation, posture.hip_rotation, posture.pelvic_tilt)
    for row, ((name, note, colour, assumed), value) in enumerate(zip(ROWS, degrees)):
        ax.barh(
            -row,
            value,
            height=0.52,
            facecolor=WASH if assumed else colour,
            edgecolor=colour,
            hatch="//" if assumed else None,
            linewidth=1.5,
        )
        ax.text(value + 0.4, -row, f"{show(value)}°", va="center", color=colour, weight="bold")
        _name_row(ax, -row, name, note)
    _draw_measurements(ax, wedge, feet)
    ax.plot([0, 0], [-5.6, 0.5], color=QUIET, linewidth=1.2)
    ax.set(xlim=(-4, 22), ylim=(-5.6, 0.5), yticks=[])
    anatomy.degrees_ticks(ax, (-4, 0, 5, 10, 15, 20))
    ax.spines[["left"]].set_visible(False)


def _name_row(ax: Axes, height: float, name: str, note: str) -> None:
    ax.text(-4.3, height + 0.02, name, ha="right", va="bottom", color=INK, fontsize=11.5)
    ax.text(-4.3, height - 0.06, note, ha="right", va="top", color=QUIET, fontsize=10)


def _draw_measurements(ax: Axes, wedge: float, feet: str) -> None:
    changes = chain.measured_changes(PEOPLE, wedge, feet, seed=3)
    heights = -5.35 + 0.62 * np.random.default_rng(4).random(PEOPLE)
    ax.scatter(changes, heights, s=15, color=PURPLE, alpha=0.75, linewidths=0)
    _name_row(ax, -5, "100 measurements", "modelled scatter")


def _draw_low_back(stage: Stage) -> None:
    stage.text(2, 46, "Low back", INK, 11.5)
    stage.text(2, 26, "2 against 2", QUIET, 10)
    for left, (answer, first, second) in zip((104, 326), CAMPS):
        stage.fill(((left, 2), (left + 212, 2), (left + 212, 72), (left, 72)))
        stage.text(left + 12, 51, answer, INK, 11.5, weight="bold")
        stage.text(left + 12, 30, first, INK, 10)
        stage.text(left + 12, 10, second, INK, 10)
