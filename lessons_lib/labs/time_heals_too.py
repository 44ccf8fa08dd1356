"""Time heals too: a clinic where four of five feel better, and nothing that it does has any effect."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import risk, trials

from .anatomy import Stage
from .palette import BLUE, GREEN, INK, MINT, ORANGE, PURPLE, QUIET, RULE, SAND, SKY

#: What is at work besides good and bad days: points by which usual pain falls, made up, and the words for it.
WORK = {
    "nothing": (0.0, "Nothing but good and bad days is at work."),
    "time": (1.0, "Usual pain eases by one point, with time."),
    "insert": (1.0, "Usual pain eases by one point, through the insert."),
}
RULES = {"any": "less pain at all", "two": "2 points less or more"}
PEOPLE, DEEPEST, HIGHEST = 100, -7.0, 4.0


@explorable(
    cutoff=Slider("People come when pain reaches", 0, 8, start=0, step=2, unit=" of 10"),
    work=Choice(
        "At work",
        {
            "nothing": "good and bad days only",
            "time": "and time: 1 point less",
            "insert": "and the insert: 1 point less",
        },
    ),
    rule=Choice("Count as better", RULES),
)
def time_heals_too(fig: Figure, cutoff: float, work: str, rule: str) -> str:
    """Time heals too

    The learner discovers that people who come on a bad day are better on another day with no help at all: about 80 of
    100, as in a report that had nobody to compare with. An insert that works and time that works look the same.

    Assumptions: the clinic is invented, and so are its curves (usual pain 4 of 10 with an SD of 1.5, days with an SD
    of 1.5 around it) and the one point. The small picture was measured: Menezes Costa 2012, lasting pain in cohorts
    whose people were cared for somehow. The report is Wosk 1985.

    Misconception: i-improved-so-it-worked.
    """
    fig.set_size_inches(5.4, 6.1)
    clinic = trials.invent_clinic(cutoff, WORK[work][0], PEOPLE)
    better = clinic.improved(_least(rule))
    _draw_measured(Stage(fig), fig.add_axes((0.06, 0.64, 0.25, 0.27)))
    _draw_who_comes(Stage(fig), fig.add_axes((0.42, 0.64, 0.56, 0.27)), clinic, cutoff)
    _draw_people(Stage(fig), fig.add_axes((0.085, 0.1, 0.895, 0.4)), clinic, better, _least(rule))
    return _say(clinic, better, cutoff, work, rule)


def _least(rule: str) -> float:
    return seeds.evidence("important_change").row("nrs").number("change") if rule == "two" else 0.0


def _say(clinic: trials.Clinic, better: int, cutoff: float, work: str, rule: str) -> str:
    return (
        f"Of 100 invented people who came when pain reached {show(cutoff, '.0f')}, {show(better, '.0f')} have "
        f"{RULES[rule]} six weeks later. On average {show(clinic.before.mean())} became {show(clinic.after.mean())} of "
        f"10. {WORK[work][1]}"
    )


def _draw_measured(stage: Stage, ax: Axes) -> None:
    weeks = (0.0, 6.0)
    pain = [risk.natural_course(week, "persistent") for week in weeks]
    stage.text(8, 588, "Measured, 0 to 100", INK, 12, weight="bold")
    stage.text(8, 570, "lasting pain, cohorts", QUIET, 10.5)
    ax.plot(weeks, pain, "o-", color=GREEN, linewidth=3, markersize=9)
    for week, points in zip(weeks, pain):
        ax.text(week, points + 5, f"{points:.0f}", ha="center", color=GREEN, fontsize=12.5, weight="bold")
    ax.set(xlim=(-1.4, 7.4), ylim=(0, 72), yticks=[])
    ax.set_xticks(weeks, ("start", "week 6"))
    ax.spines["left"].set_visible(False)


def _draw_who_comes(stage: Stage, ax: Axes, clinic: trials.Clinic, cutoff: float) -> None:
    """Pain on any day among all who have it for long; those beyond the cut-off come."""
    mean, spread = _curve()
    stage.text(226, 588, "Made up: who comes?", INK, 12, weight="bold")
    stage.text(226, 570, "lasting pain on any one day, 0 to 10", QUIET, 10.5)
    for start, points, face, edge in ((-2.0, 36, SKY, BLUE), (cutoff, 20, SAND, ORANGE)):
        pain = np.linspace(start, 11, points)
        height = np.exp(-(((pain - mean) / spread) ** 2) / 2)
        ax.fill([*pain, start], [*height, 0], facecolor=face, edgecolor=edge, linewidth=1.4)
    ax.plot([cutoff, cutoff], [0, 1.1], color=ORANGE, linewidth=2.5)
    for level, value, colour in ((0.3, clinic.before.mean(), ORANGE), (0.12, clinic.after.mean(), GREEN)):
        ax.plot([value], [level], "o", color=colour, markersize=10)
        ax.text(value + 0.45, level - 0.05, show(value), color=INK, fontsize=11, weight="bold")
    for left, word, colour in ((0.2, "first day", ORANGE), (4.4, "six weeks later", GREEN)):
        ax.plot([left - 0.5], [1.28], "o", color=colour, markersize=8)
        ax.text(left, 1.23, word, color=INK, fontsize=10.5)
    ax.set(xlim=(-0.6, 10.6), ylim=(0, 1.36), yticks=[])
    ax.set_xticks((0, 2, 4, 6, 8, 10), ("0", "2", "4", "6", "8", "10"))
    ax.spines["left"].set_visible(False)


def _curve() -> tuple[float, float]:
    mean, between, days = (seeds.constant(name).value for name in ("pain_mean", "pain_sd_between", "pain_sd_within"))
    return mean, float(np.hypot(between, days))


def _draw_people(stage: Stage, ax: Axes, clinic: trials.Clinic, better: int, least: float) -> None:
    """One bar a person: how far pain went down (or up) between the first day and six weeks later."""
    ax.fill_between([0, better], DEEPEST, HIGHEST, facecolor=MINT, linewidth=0)
    ax.stairs(clinic.change, np.arange(PEOPLE + 1), fill=True, facecolor=BLUE, linewidth=0)
    ax.axhline(-least, color=GREEN, linewidth=1.4, linestyle=(0, (4, 3)))
    ax.set(xlim=(0, PEOPLE), ylim=(DEEPEST, HIGHEST), xticks=[])
    ax.set_yticks((-6, -4, -2, 0, 2, 4), ("−6", "−4", "−2", "0", "+2", "+4"))
    ax.spines["bottom"].set_visible(False)
    stage.text(8, 346, "Six weeks later: 100 people, one bar each", INK, 12, weight="bold")
    stage.text(8, 328, "how far pain went down or up, in points", QUIET, 10.5)
    ax.text(2, 1.1, show(better, ".0f"), color=GREEN, fontsize=26, weight="bold")
    ax.text(15, 1.1, "of 100 better", color=INK, fontsize=12)
    _draw_report(stage, ax)


def _draw_report(stage: Stage, ax: Axes) -> None:
    share = seeds.evidence("improved_shares").row("wosk1985-improved").number("percent")
    ax.plot([share, share], [DEEPEST, DEEPEST + 0.9], color=PURPLE, linewidth=3, clip_on=False)
    stage.text(534, 38, f"Wosk 1985: about {share:.0f} of 100, nobody to compare", PURPLE, 10.5, ha="right")
    ax.plot([0, PEOPLE], [DEEPEST, DEEPEST], color=RULE, linewidth=1, clip_on=False)
