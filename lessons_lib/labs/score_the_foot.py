"""Score the foot: six items, two raters, two rule books, and where most feet stand."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import foot

from . import feet
from .anatomy import Spot, Stage
from .palette import BLUE, INK, MINT, ORANGE, PAPER, PLUM, PURPLE, QUIET, SAND

Ints: TypeAlias = NDArray[np.int64]

LOWEST, HIGHEST = -4, 12
#: One seed a rater, kept so that a class sees the same two people.
RATERS = (("rater 1", 83, BLUE), ("rater 2", 183, ORANGE))
COLUMNS = (312, 462)
BANDS = (
    ("highly supinated", PURPLE),
    ("supinated", PLUM),
    ("neutral", MINT),
    ("pronated", SAND),
    ("highly pronated", ORANGE),
)
SHORT = ("highly", "supinated", "neutral", "pronated", "highly")
INSIDE: Spot = (52, 448)
BEHIND: Spot = (388, 448)
INSIDE_SCALE, BEHIND_SCALE = 0.82, 0.76
#: Where each item is looked at: True for the picture from the inside, and the place in its sketch.
LOOK_AT: tuple[tuple[bool, Spot], ...] = (
    (False, (-22, 78)),
    (False, (31, 64)),
    (False, (0, 30)),
    (True, (146, 62)),
    (True, (108, 20)),
    (False, (66, 22)),
)


@explorable(
    rolled=Slider("How far this foot is rolled in", LOWEST, HIGHEST, start=6, step=2),
    rules=Choice("Borders", {"manual": "of the manual (2005)", "norms": "around healthy adults (2008, from memory)"}),
)
def score_the_foot(fig: Figure, rolled: float, rules: str) -> str:
    """Score the foot.

    The learner discovers that most feet score a little above zero, slightly rolled in, and that the name of one foot
    can change with the person who scores it and, more often, with the borders in use.

    Assumptions: foot and raters are invented; how the score is split into items; the borders of 2008 are from memory.
    The raters' noise is set to return the agreement of Langley 2016, the curve is fitted to Nielsen 2014, and the mean
    of healthy people is that of Redmond 2008.

    Misconception: pronation-is-abnormal.
    """
    fig.set_size_inches(5.4, 6.2)
    seen = [ratings(seed)[int(rolled) - LOWEST] for _, seed, _ in RATERS]
    _draw_feet(Stage(fig), (rolled - 3) / 9)
    _draw_items(Stage(fig, 0, 214), seen, rules)
    _draw_people(fig.add_axes((0.02, 0.05, 0.96, 0.24)), seen, rules)
    return _say(seen, rules)


@cache
def ratings(seed: int) -> Ints:
    """What one rater gives to the six items of each foot of the slider (feet x items)."""
    return foot.rate(foot.split_into_items(np.arange(LOWEST, HIGHEST + 1), seed=1), seed=seed)


def _say(seen: list[Ints], rules: str) -> str:
    first, second = (int(items.sum()) for items in seen)
    return (
        f"Rater 1 counts {show(first, '+.0f')} points, {foot.band(first, rules)}. "
        f"Rater 2 counts {show(second, '+.0f')}, {foot.band(second, rules)}. "
        "These borders are a choice, and the foot is invented."
    )


def _draw_feet(stage: Stage, roll: float) -> None:
    stage.line((44, 448), (286, 448), linewidth=1.5)
    stage.line((308, 448), (480, 448), linewidth=1.5)
    feet.draw_inside(stage, INSIDE, roll, INSIDE_SCALE)
    feet.draw_behind(stage, BEHIND, roll, BEHIND_SCALE)
    stage.text(4, 600, "from the inside", QUIET)
    stage.text(536, 600, "from behind", QUIET, ha="right")
    spots = [_find(inside, spot, roll) for inside, spot in LOOK_AT]
    stage.dots(spots, 9, [PAPER] * len(spots), [INK] * len(spots))
    for number, (x, y) in enumerate(spots, 1):
        stage.text(x, y - 5.5, str(number), INK, 10, ha="center", weight="bold")


def _find(inside: bool, spot: Spot, roll: float) -> Spot:
    if inside:
        return feet.place_inside(spot, INSIDE, roll, INSIDE_SCALE)
    x, y = feet.lean([spot], roll)[0] * BEHIND_SCALE + BEHIND
    return float(x), float(y)


def _draw_items(stage: Stage, seen: list[Ints], rules: str) -> None:
    for x, (name, _, colour) in zip(COLUMNS, RATERS):
        stage.text(x, 200, name, colour, weight="bold", ha="center")
    for row, name in enumerate(foot.ITEMS):
        height = 178 - 20 * row
        stage.text(4, height, f"{row + 1}  {name}", INK)
        for x, items in zip(COLUMNS, seen):
            stage.text(x, height, show(float(items[row]), "+.0f"), INK, ha="center")
    stage.line((4, 72), (536, 72))
    stage.text(4, -14, "Of 100 feet, so many in each band", INK, weight="bold")
    stage.text(536, -14, "curve fitted to 1,854 feet", QUIET, 10, ha="right")
    _draw_sums(stage, seen, rules)


def _draw_sums(stage: Stage, seen: list[Ints], rules: str) -> None:
    stage.text(4, 53, "points in all, −12 to +12", INK, weight="bold")
    stage.text(4, 32, "so the foot is called", INK, weight="bold")
    for x, items, (_, _, colour) in zip(COLUMNS, seen, RATERS):
        total = int(items.sum())
        stage.text(x, 53, show(total, "+.0f"), colour, 12, ha="center", weight="bold")
        stage.text(x, 32, foot.band(total, rules), colour, 11, ha="center", weight="bold")


def _draw_people(ax: Axes, seen: list[Ints], rules: str) -> None:
    shares = 100 * foot.score_shares()
    fills = dict(BANDS)
    paint = [fills[name] for name in foot.band(foot.SCORES, rules)]
    ax.bar(foot.SCORES, shares, 0.9, color=paint, edgecolor=QUIET, clip_on=False)
    for (_, _, colour), items, height in zip(RATERS, seen, (14.2, 12.2)):
        ax.scatter([items.sum()], [height], s=70, marker="v", color=colour, clip_on=False)
    ax.set(xlim=(-12.7, 12.7), ylim=(0, 23), yticks=[])
    ax.set_xticks((-12, -8, -4, 0, 4, 8, 12), ("−12", "−8", "−4", "0", "+4", "+8", "+12"))
    ax.spines[["left"]].set_visible(False)
    _name_bands(ax, rules)


def _name_bands(ax: Axes, rules: str) -> None:
    names = foot.band(foot.SCORES, rules)
    for short, (name, share) in zip(SHORT, foot.population_shares(rules).items()):
        middle = float(foot.SCORES[names == name].mean())
        ax.text(middle, 21.3 if short == "highly" else 19.4, short, ha="center", color=QUIET, fontsize=10)
        ax.text(middle, 16.7, show(share, ".0f"), ha="center", color=INK, weight="bold")
