"""Stance phases: one foot through one step, and how its heel rolls in and out again."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import gait
from lessons_lib.models.curves import Knots, smooth

from . import feet
from .anatomy import Spot, Stage
from .palette import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET

KINDS = {"neutral": ("neutral", GREEN), "pronated": ("rolled in", ORANGE), "supinated": ("rolled out", PURPLE)}
#: How the sketch from the inside tips in a step: % of the step and degrees, toes up below 0; freehand.
TIPPING: Knots = ((0, -16.0), (14, 0.0), (58, 0.0), (80, 14.0), (100, 32.0))
POINTS = 31
#: The angles of the heel are drawn so many times as large.
MAGNIFIED = 3
INSIDE: Spot = (40, 268)
BEHIND: Spot = (420, 268)


@explorable(
    moment=Slider("Moment of the step", 0, 100, start=0, step=5, unit=" %"),
    kind=Choice("The foot is", {"neutral": "neutral", "pronated": "rolled in", "supinated": "rolled out"}),
)
def stance_phases(fig: Figure, moment: float, kind: str) -> str:
    """Stance phases.

    The learner discovers that each foot rolls in and out again in each step, by 4.6 degrees on average (Wahmkow 2017,
    19 runners walking barefoot), and that a foot called rolled in need not roll further than a neutral one.

    Assumptions: the shape of all three curves is stylised; where zero lies, how much the three kinds differ, and how
    the foot tips from heel to toe are assumed. The heel is drawn with its angles three times as large.

    Misconception: pronation-is-abnormal.
    """
    fig.set_size_inches(5.4, 5.3)
    curves = gait.stance_curves(kind, POINTS)
    angle = float(gait.stance_curves(kind, 101).eversion[int(moment)])
    _draw_step(Stage(fig), float(smooth(np.array(moment), TIPPING)), angle)
    _draw_curves(fig.add_axes((0.085, 0.075, 0.905, 0.345)), kind, moment, angle)
    return _say(moment, angle, float(curves.excursion))


def _say(moment: float, angle: float, excursion: float) -> str:
    return (
        f"At {show(moment, '.0f')} % of the step the heel stands at {show(angle, '+.1f')}°, where plus is rolled in. "
        f"From landing it rolls in by {show(excursion)}° in all. The shape of the curve is assumed."
    )


def _draw_step(stage: Stage, tipped: float, angle: float) -> None:
    stage.line((10, 268), (330, 268), linewidth=1.5)
    stage.line((346, 268), (534, 268), linewidth=1.5)
    feet.draw_inside(stage, INSIDE, 0.0, 0.9, tipped)
    lift = 24 * max(tipped, 0.0) / TIPPING[-1][1]
    feet.draw_behind(stage, BEHIND, feet.roll_for(MAGNIFIED * angle), 0.85, lift)
    stage.text(330, 512, "from the inside, walking left", QUIET, ha="right")
    stage.text(536, 512, "from behind", QUIET, ha="right")
    stage.text(536, 496, "angles ×3", QUIET, ha="right")


def _draw_curves(ax: Axes, kind: str, moment: float, angle: float) -> None:
    for other, (name, colour) in KINDS.items():
        curve = gait.stance_curves(other, POINTS)
        chosen = other == kind
        ax.plot(curve.stance, curve.eversion, color=colour, linewidth=3.5 if chosen else 1.6, clip_on=False)
        ax.text(104, curve.eversion[-1], name, color=colour, va="center", weight="bold")
    ax.plot([0, 100], [0, 0], color=QUIET, linewidth=1)
    ax.plot([moment, moment], [-7.5, angle], color=INK, linewidth=1.2, clip_on=False)
    ax.scatter([moment], [angle], s=90, color=BLUE, edgecolor=INK, zorder=3, clip_on=False)
    ax.text(moment, 7.2, f"{show(angle, '+.1f')}°", color=BLUE, ha="center", weight="bold", fontsize=13)
    _label(ax)


def _label(ax: Axes) -> None:
    for place, words in ((12, "heel lands"), (40, "whole foot"), (80, "push off")):
        ax.text(place, -8.9, words, color=QUIET, ha="center", fontsize=10)
    ax.text(1, 6.0, "rolled in +", color=QUIET, fontsize=10)
    ax.set(xlim=(0, 128), ylim=(-9.5, 6.2))
    ax.set_xticks((0, 25, 50, 75, 100), ("0 %", "25 %", "50 %", "75 %", "100 %"))
    ax.set_yticks((-4, 0, 4), ("−4°", "0°", "+4°"))
    ax.text(128, -8.9, "of the step", color=QUIET, ha="right", fontsize=10)
