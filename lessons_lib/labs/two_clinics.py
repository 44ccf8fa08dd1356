"""Two clinics: in both, most people feel better. One of them gave inserts, the other gave nothing."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Toggle, explorable, show
from lessons_lib.models import risk

from .anatomy import Stage
from .palette import BLUE, INK, PURPLE, QUIET, WASH

PEOPLE = 100
#: What the inserts of clinic A take away, in points of a pain scale from 0 to 10: all of it is made up.
POINTS = {"none": 0.0, "one": 1.0, "two": 2.0}
GAP = 23


@explorable(
    lifted=Toggle("Lift the cover of clinic B"),
    truth=Choice("The inserts of clinic A take away", {"none": "nothing", "one": "1 point", "two": "2 points of 10"}),
    came=Choice("People came", {"bad": "when their pain was bad", "any": "on an ordinary day"}),
)
def two_clinics(fig: Figure, lifted: bool, truth: str, came: str) -> str:
    """Two clinics, a hundred people each

    The learner discovers that "most people got better" says nothing about what they were given: when people come on
    bad days, time alone makes about 83 of 100 feel better in six weeks. Only the clinic that gave nothing shows what
    is left for the inserts.

    Assumptions: both clinics are invented. On average lasting pain falls by 1.8 of 10 points in six weeks (Menezes
    Costa 2012, cohorts that were cared for somehow); the falls of single people scatter with an SD of 1.9 points
    (worked out from Rannisto 2019) and are normal. People who come on an ordinary day do not change on average. The
    points that the inserts take away are made up.

    Misconception: i-improved-so-it-worked.
    """
    fig.set_size_inches(5.4, 4.1)
    first, second = better(truth, came), better("none", came)
    _draw_clinic(Stage(fig, 8, -34), "Clinic A", "gave inserts", BLUE, first, 1.0)
    _draw_clinic(Stage(fig, 288, -34), "Clinic B", "gave nothing", PURPLE, second, 1.0 if lifted else 0.0)
    return _say(first, second, lifted)


def better(truth: str, came: str) -> int:
    """How many of a hundred people feel better at all after six weeks."""
    return risk.natural_frequency(0.0, risk.better_share(POINTS[truth], came), PEOPLE).extra


def _say(first: int, second: int, lifted: bool) -> str:
    told = f"Clinic A gave inserts: {show(first, '.0f')} of 100 people feel better after six weeks."
    if not lifted:
        return f"{told} Clinic B gave nothing, and its people are still under a cover."
    return (
        f"{told} Clinic B gave nothing: {show(second, '.0f')} of 100. Between them lie {show(first - second, '.0f')}."
    )


def _draw_clinic(stage: Stage, name: str, gave: str, colour: str, count: int, seen: float) -> None:
    stage.text(4, 416, name, INK, 14, weight="bold")
    stage.text(4, 394, gave, QUIET, 11.5)
    _draw_people(stage, colour, count, seen)
    stage.text(4, 92, show(count, ".0f"), colour, 26, weight="bold", alpha=seen)
    stage.text(58, 104, "of 100 feel better", INK, 11, alpha=seen)
    stage.text(58, 87, "after six weeks", QUIET, 10.5, alpha=seen)
    _draw_cover(stage, 1 - seen)
    stage.dots([(12, 56), (104, 56)], 6, (colour, WASH), (colour, QUIET), alpha=seen)
    for left, word in ((24, "better"), (116, "not better")):
        stage.text(left, 52, word, QUIET, 10.5, alpha=seen)


def _draw_people(stage: Stage, colour: str, count: int, seen: float) -> None:
    row, column = np.divmod(np.arange(PEOPLE), 10)
    at = np.column_stack([12 + GAP * column, 372 - GAP * row])
    fills, edges = ([colour] * count + [other] * (PEOPLE - count) for other in (WASH, QUIET))
    stage.dots(at, 8, fills, edges, alpha=seen)


def _draw_cover(stage: Stage, alpha: float) -> None:
    corners = ((-2, 74), (230, 74), (230, 384), (-2, 384))
    stage.fill(corners, facecolor=WASH, edgecolor=QUIET, hatch="//", alpha=alpha)
    stage.fill(((70, 216), (158, 216), (158, 246), (70, 246)), facecolor=WASH, edgecolor=WASH, alpha=alpha)
    stage.text(114, 226, "covered", INK, 12, ha="center", weight="bold", alpha=alpha)
