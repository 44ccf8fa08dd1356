"""Short leg: what a difference in leg length does to the pelvis, in stiff legs and in legs that give way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import leg_length

from . import anatomy
from .anatomy import Spot, Stage
from .palette import BLUE, INK, ORANGE, PLUM, PURPLE, QUIET, SKY, WASH

PX = 0.27  # px per mm, so that the invented person stands 1.7 m tall
HIP, KNEE, ANKLE = 262.0, 148.0, 33.0  # px above the floor, level legs
MIDDLE, FLOOR = 132.0, 16.0
#: Right half of a trunk with head from behind, seat up; the middle between the hip joints is the origin.
TRUNK_RIGHT = (
    (3, -34),
    (26, -40),
    (47, -24),
    (50, 2),
    (42, 36),
    (37, 62),
    (42, 100),
    (50, 132),
    (50, 152),
    (34, 162),
    (15, 169),
    (10, 176),
    (10, 184),
    (19, 194),
    (22, 212),
    (17, 230),
    (4, 238),
)
#: A right arm that hangs, from the shoulder down; the shoulder is the origin.
ARM = ((-12, 6), (-14, -30), (-8, -78), (-7, -138), (4, -150), (10, -130), (11, -76), (13, -30), (0, 10))
VERTEBRA = ((-9, -3.2), (9, -3.2), (9, 3.2), (-9, 3.2))


#: Share of the difference that a lift makes up for, and the leg it goes under.
LIFTS = {"none": (0.0, "short"), "half": (0.5, "short"), "trial": (None, "short"), "all": (1.0, "short")} | {
    "wrong": (None, "long")
}


@dataclass(frozen=True)
class Stance:
    """Unequal legs, the left one longer: lift and what is left over (mm), tilt of stiff and of yielding legs (°)."""

    lift: float
    rest: float
    stiff: float
    yielding: float


@explorable(
    difference=Slider("Left leg longer by", 0, 20, start=10, step=1, unit=" mm"),
    lift=Choice(
        "Lift",
        {
            "none": "none",
            "half": "half of it",
            "trial": "70 of 100 parts",
            "all": "all of it",
            "wrong": "70 parts, wrong leg",
        },
    ),
    scale=Choice("Draw it", {"true": "at true scale", "three": "three times as large"}),
)
def short_leg(fig: Figure, difference: float, lift: str, scale: str) -> str:
    """Short leg.

    The learner discovers that an ordinary difference tips the pelvis by a degree or two that nobody would see, that
    stiff geometry says more than bodies do, and that a lift under the wrong leg makes it 1.7 times as large.

    Assumptions: an invented person with hip joints 180 mm apart and a low back that bends until the trunk is upright
    again. The body is drawn with stiff legs; the dashed pelvis lets 0.4 of it through, the least that fits Young 2000
    and not an estimate. How many people differ follows Knutson 2005. The lift of 70 parts is that of Rannisto 2019.

    Misconception: any-leg-difference-needs-a-lift.
    """
    fig.set_size_inches(5.4, 5.5)
    stance, side = stand(difference, lift), LIFTS[lift][1]
    stage, factor = Stage(fig, 0, 6), 3 if scale == "three" else 1
    middle = draw_person(stage, stance, difference, side, factor)
    _draw_yielding_pelvis(stage, middle, -stance.yielding * factor)
    _draw_numbers(Stage(fig, 278, 0), stance, difference)
    _draw_population(fig.add_axes((0.53, 0.075, 0.45, 0.3)))
    return _say(stance, difference, lift)


def stand(difference: float, lift: str) -> Stance:
    """What one of `LIFTS` leaves of a difference (mm), and how far the pelvis tips."""
    share, side = LIFTS[lift]
    rest = leg_length.difference_with_lift(difference, share, side)
    stiff, yielding = (leg_length.obliquity(rest, transmitted=part) for part in (None, leg_length.transmitted_floor()))
    return Stance(float(leg_length.lift_height(difference, share)), float(rest), float(stiff), float(yielding))


def _say(stance: Stance, difference: float, lift: str) -> str:
    under = f"A lift of {show(stance.lift)} mm under the {LIFTS[lift][1]} leg leaves {show(stance.rest)} mm."
    return (
        f"Left leg longer by {show(difference, '.0f')} mm. {'No lift.' if lift == 'none' else under} "
        f"The pelvis tips {show(stance.stiff)}° on stiff legs, {show(stance.yielding)}° if they give way."
    )


def draw_person(stage: Stage, stance: Stance, difference: float, side: str, factor: int) -> Spot:
    """A person from behind, left leg longer by `difference` (mm), lift under the "short" or "long" leg.

    `factor` magnifies all that differs; returns the middle between the hip joints in px.
    """
    grow = PX * factor
    lifts = (stance.lift * (side == "long"), stance.lift * (side == "short"))
    right = HIP + grow * (lifts[1] - difference)
    drop = 2 * _half_hips() * np.tan(np.deg2rad(stance.stiff)) * factor
    middle = (MIDDLE, FLOOR + right + drop / 2)
    legs = ((-1, FLOOR + right + drop, FLOOR + lifts[0] * grow), (1, FLOOR + right, FLOOR + lifts[1] * grow))
    for turn, hip, sole in legs:
        _draw_leg(stage, MIDDLE + turn * _half_hips(), hip, sole)
    _draw_trunk(stage, middle, -stance.stiff * factor)
    for turn, hip, sole in legs:
        _draw_bones(stage, MIDDLE + turn * _half_hips(), hip, sole)
    paint = {"facecolor": PLUM, "edgecolor": PURPLE, "linewidth": 2.0}
    stage.put(anatomy.PELVIS_BACK, middle, -stance.stiff * factor, 0.68, **paint)
    stage.line((24, FLOOR), (240, FLOOR), linewidth=2)
    for left, word in ((14, "left"), (216, "right")):
        stage.text(left, 150, word, QUIET, 11.5)
    return middle


def _draw_yielding_pelvis(stage: Stage, middle: Spot, degrees: float) -> None:
    paint = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.2, "linestyle": (0, (3, 2))}
    stage.put(anatomy.PELVIS_BACK, middle, degrees, 0.68, **paint)


def _half_hips() -> float:
    return seeds.constant("hip_centre_width").value / 2 * PX


def _draw_leg(stage: Stage, x: float, hip: float, sole: float) -> None:
    """Skin of a leg with its foot, and the lift under it."""
    outline = np.asarray(anatomy.LEG_BACK) * (0.84, 1)
    outline[:, 1] *= (hip - sole - ANKLE + 6) / 190
    _put_skin(stage, outline, (x, sole + ANKLE))
    stage.put(anatomy.HEEL_BACK, (x, sole + ANKLE), facecolor=SKY, edgecolor=BLUE, linewidth=1.6)
    stage.fill(
        ((x - 20, FLOOR - 1), (x + 20, FLOOR - 1), (x + 20, sole), (x - 20, sole)), facecolor=ORANGE, linewidth=0
    )


def _draw_bones(stage: Stage, x: float, hip: float, sole: float) -> None:
    knee = (x, (sole + ANKLE + hip) / 2)
    anatomy.bone(stage, knee, (x, hip), 10)
    anatomy.bone(stage, (x, sole + ANKLE), knee, 8)


def _put_skin(stage: Stage, outline: ArrayLike, at: Spot, degrees: float = 0) -> None:
    stage.put(outline, at, degrees, facecolor=WASH, edgecolor=QUIET, linewidth=1.0)


def _draw_trunk(stage: Stage, hips: Spot, tilt: float) -> None:
    """The spine bends back over the feet; head, arms and shoulders stay level and go along with its upper end."""
    line = leg_length.spine_line(-tilt)
    right, up = hips[0] + line.right * PX, hips[1] + 26 + line.up * PX
    top = (float(right[-1]), float(up[-1]))
    seat = (top[0], top[1] - 76)
    draw_upper_body(stage, seat)
    stage.line(top, (top[0], seat[1] + 186), color=PURPLE, linewidth=5, linestyle=(0, (1.1, 0.6)), alpha=0.55)
    for place in (4, 12, 20, 28, 36):
        slope = np.arctan2(right[place + 4] - right[place - 4], up[place + 4] - up[place - 4])
        corners = np.add(anatomy.turn(VERTEBRA, -float(np.degrees(slope))), (right[place], up[place]))
        stage.fill(corners, facecolor=PLUM, edgecolor=PURPLE, linewidth=1.4)


def draw_upper_body(stage: Stage, seat: Spot, scale: float = 1) -> None:
    """Head, arms and trunk from behind as skin; `seat` is the middle between the hip joints, in px."""
    for side in (-1, 1):
        shoulder = (seat[0] + side * 50 * scale, seat[1] + 146 * scale)
        _put_skin(stage, np.asarray(ARM) * (side * scale, scale), shoulder, side * 5)
    half = np.asarray(TRUNK_RIGHT, dtype=float) * scale
    _put_skin(stage, np.vstack([half, anatomy.mirror(half[::-1])]), seat)


def _draw_numbers(stage: Stage, stance: Stance, difference: float) -> None:
    rows = (
        (516, "legs differ by", f"{show(difference, '.0f')} mm", INK),
        (484, "lift", f"{show(stance.lift)} mm", ORANGE),
        (452, "left over", f"{show(stance.rest)} mm", INK),
    )
    for height, name, number, colour in rows:
        stage.text(8, height, name, QUIET, 12)
        stage.text(134, height, number, colour, 16, weight="bold")
    stage.text(8, 410, "The pelvis tips", PURPLE, 12, weight="bold")
    for height, tilt, words in ((380, stance.stiff, "on stiff legs"), (350, stance.yielding, "if legs give way")):
        stage.text(8, height, f"{show(tilt)}°", PURPLE, 16, weight="bold")
        stage.text(78, height, words, INK, 11.5)
    stage.text(8, 328, "(dashed: the least that fits a study)", QUIET, 10)
    stage.text(8, 282, "100 people by difference (mm)", INK, 11.5)
    stage.text(8, 262, f"mean {seeds.constant('leg_difference_mean').value:.1f} mm; beyond 20 mm,", QUIET, 10.5)
    one, other = (1000 * float(leg_length.share_above(20, curve)) for curve in ("half-normal", "gamma"))
    stage.text(8, 244, f"{one:.0f} or {other:.0f} of 1,000 (two curves)", QUIET, 10.5)


def _draw_population(ax: Axes) -> None:
    edges = np.arange(0, 22, 2)
    above = leg_length.share_above(edges.astype(float))
    ax.bar(edges[:-1] + 1, -100 * np.diff(above), width=1.8, facecolor=SKY, edgecolor=BLUE, linewidth=1.2)
    for left, people in zip(edges[:-1], -100 * np.diff(above)):
        ax.text(left + 1, people + 1, f"{people:.0f}", ha="center", color=INK, fontsize=10)
    ax.set(xlim=(-0.2, 20.6), ylim=(0, 28), yticks=[])
    ax.set_xticks((0, 5, 10, 15, 20), ("0", "5", "10", "15", "20"))
    ax.spines["left"].set_visible(False)
