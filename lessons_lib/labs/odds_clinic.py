"""Odds clinic: one odds ratio, two times a hundred people, and how far off the interval lets it be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import risk

from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, PURPLE, QUIET, RULE, WASH

PEOPLE = 100
#: What can be looked at, one at a time: row of associations.csv, who the hundred are, and who was asked.
EXPOSURES = {
    "rolling": (
        "menz2013-women",
        "100 women, feet as usual",
        "100 women, feet roll in",
        "Women, asked at one moment",
    ),
    "standing": (
        "coenen2018-standing",
        "100 standing less",
        "100 standing over 4 h",
        "Workers, mostly asked at one moment",
    ),
    "obesity": (
        "zhang2018-obesity",
        "100 without obesity",
        "100 with obesity",
        "Adults, followed over time",
    ),
    "overweight": (
        "zhang2018-overweight",
        "100 of usual weight",
        "100 with overweight",
        "Adults, followed over time",
    ),
}
#: Ten people stand in each column. Dashed lines with round ends draw them: dots for heads, short dashes for bodies.
COLUMN, ROW, HEAD, BODY, SHOULDER, TRUNK = 24.0, 25.5, 8.5, 12.0, 11.5, 1.5  # px; shoulders hang below the head


@dataclass(frozen=True)
class Reading:
    """What an odds ratio makes of a baseline: odds without and with, and people of 100 with (low and high end too)."""

    ratio: float
    odds: float
    odds_with: float
    exposed: float
    low: float
    high: float
    people: risk.Icons


@explorable(
    exposure=Choice(
        "Look at",
        {
            "rolling": "feet that roll in (women)",
            "standing": "standing at work",
            "obesity": "obesity",
            "overweight": "overweight",
        },
    ),
    baseline=Slider("Hurt without it", 5, 50, start=35, step=5, unit=" of 100"),
)
def odds_clinic(fig: Figure, exposure: str, baseline: float) -> str:
    """Odds clinic.

    The learner discovers what an odds ratio means in people: 1.51 turns 35 of 100 into 45 of 100, and not into half as
    many again; the same ratio moves few people where pain is rare.

    Assumptions: the baseline is yours to set. Only for women's feet is it known (35 of 100, Menz 2013); for the others
    30 is assumed in the text. Sources: Menz 2013, Coenen 2018, Zhang 2018. Each is an association, not a cause, and
    no two of them may be multiplied.

    Misconception: odds-ratio-is-risk.
    """
    fig.set_size_inches(5.4, 6.1)
    reading = read_odds(exposure, baseline)
    _, without, with_it, asked = EXPOSURES[exposure]
    stage = Stage(fig)
    _draw_people(Stage(fig, 18, 300), reading.people, False)
    _draw_people(Stage(fig, 294, 300), reading.people, True)
    for left, title, hurt in ((8, without, baseline), (284, with_it, baseline + reading.people.extra)):
        _draw_titles(stage, left, title, hurt)
    _draw_odds(stage, reading, baseline)
    _draw_interval(fig.add_axes((0.035, 0.095, 0.93, 0.06)), reading, baseline)
    _name_interval(stage, reading)
    stage.text(8, 6, f"Association, not cause. {asked}.", QUIET, 10.5)
    return _say(reading, without, with_it, baseline)


def read_odds(exposure: str, baseline: float) -> Reading:
    """What the exposure's odds ratio makes of a baseline, out of 100 people."""
    row = seeds.evidence("associations").row(EXPOSURES[exposure][0])
    share = baseline / PEOPLE
    ratio, low, high = (row.number(name) for name in ("estimate", "ci_low", "ci_high"))
    exposed, least, most = (PEOPLE * risk.risk_from_odds_ratio(one, share) for one in (ratio, low, high))
    odds = share / (1 - share)
    return Reading(ratio, odds, ratio * odds, exposed, least, most, risk.natural_frequency(share, exposed / PEOPLE))


def _say(reading: Reading, without: str, with_it: str, baseline: float) -> str:
    return (
        f"Of {without}, {show(baseline, '.0f')} hurt. Of {with_it}, "
        f"{show(baseline + reading.people.extra, '.0f')} hurt, {show(reading.people.extra, '.0f')} more. "
        "They go together; that shows no cause."
    )


def _draw_people(stage: Stage, people: risk.Icons, exposed: bool) -> None:
    _draw_stretch(stage, range(10), 0, 10, RULE)
    for column in range(10):
        first = np.clip(people.anyway - 10 * column, 0, 10)
        _draw_stretch(stage, [column], 0, first, ORANGE)
        if exposed:
            last = np.clip(people.anyway + people.extra - 10 * column, 0, 10)
            _draw_stretch(stage, [column], first, last, PURPLE)


def _draw_stretch(stage: Stage, columns: Iterable[int], first: float, last: float, colour: str) -> None:
    """People `first` to `last` of columns, counted from above; an empty stretch is there, but cannot be seen."""
    top, bottom = (10 * ROW - 6 - place * ROW for place in (first, last))
    for width, drop, dash in ((HEAD, 0.0, 0.01), (BODY, SHOULDER, TRUNK)):
        ends = [(COLUMN * column, y - drop) for column in columns for y in (top, bottom + ROW / 2)]
        people = PathPatch(Path(ends, [Path.MOVETO, Path.LINETO] * (len(ends) // 2)), facecolor="none")
        people.set(edgecolor=colour, linewidth=width * 72 / stage.fig.dpi, alpha=1.0 if last > first else 0.0)
        people.set(linestyle=(0, (dash / width, (ROW - dash) / width)), capstyle="round")
        stage.add(people)


def _draw_titles(stage: Stage, left: float, title: str, hurt: float) -> None:
    stage.text(left, 590, title, INK, 12, weight="bold")
    stage.text(left, 567, f"{show(hurt, '.0f')} hurt", ORANGE, 12.5, weight="bold")
    stage.text(left + 84, 567, f"{show(PEOPLE - hurt, '.0f')} do not", INK, 12.5)


def _draw_odds(stage: Stage, reading: Reading, baseline: float) -> None:
    stage.fill(((4, 172), (536, 172), (536, 282), (4, 282)), facecolor=WASH, edgecolor=RULE)
    for left, name in ((18, "odds without it"), (232, "odds ratio"), (352, "odds with it")):
        stage.text(left, 257, name, QUIET, 11)
    stage.text(18, 228, f"{show(baseline, '.0f')} : {show(PEOPLE - baseline, '.0f')}", INK, 16, weight="bold")
    stage.text(112, 228, f"= {show(reading.odds, '.2f')}", INK, 16, weight="bold")
    stage.text(232, 228, f"× {show(reading.ratio, '.2f')}", BLUE, 16, weight="bold")
    stage.text(352, 228, f"= {show(reading.odds_with, '.2f')}", INK, 16, weight="bold")
    hurt = baseline + reading.people.extra
    stage.text(18, 188, f"As people: {show(hurt, '.0f')} to {show(PEOPLE - hurt, '.0f')}.", INK, 12)
    stage.text(232, 188, f"{show(reading.people.extra, '.0f')} more of 100 hurt", PURPLE, 12, weight="bold")


def _draw_interval(ax: Axes, reading: Reading, baseline: float) -> None:
    ax.plot([0, PEOPLE], [0, 0], color=RULE, linewidth=2)
    ax.plot([reading.low, reading.high], [0, 0], color=PURPLE, linewidth=7)
    ax.plot([reading.exposed], [0], "o", color=PURPLE, markersize=12)
    ax.plot([baseline, baseline], [-1, 1], color=ORANGE, linewidth=3.5)
    ax.set(xlim=(0, 100), ylim=(-1, 1), yticks=[])
    ax.set_xticks((0, 25, 50, 75, 100), ("0", "25", "50", "75", "100"))
    ax.spines["left"].set_visible(False)


def _name_interval(stage: Stage, reading: Reading) -> None:
    stage.text(18, 112, "bar:", ORANGE, 11, weight="bold")
    stage.text(56, 112, "without it", INK, 11)
    stage.text(152, 112, "dot:", PURPLE, 11, weight="bold")
    stage.text(192, 112, "with it", INK, 11)
    stage.text(258, 112, "would fit:", INK, 11)
    stage.text(344, 112, show(reading.low, ".0f"), INK, 11, weight="bold")
    stage.text(372, 112, "to", INK, 11)
    stage.text(396, 112, f"{show(reading.high, '.0f')} of 100", INK, 11, weight="bold")
