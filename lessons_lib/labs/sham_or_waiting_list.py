"""Sham or waiting list: two thousand invented trials of one insert, and what their comparison makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, Toggle, explorable, show
from lessons_lib.models import risk

from .anatomy import Stage
from .palette import BLUE, GREEN, INK, MINT, PURPLE, QUIET, RULE, SKY, WASH

TRIALS, SEED, SHOWN = 2000, 6, 12
LEAVING = 0.2  # share of each group that stops coming; made up
#: What the others are compared with, and how much of being given something they miss: half of it is made up.
OTHERS = {
    "sham": ("people who get a sham", 0.0),
    "usual": ("people in usual care", 0.5),
    "waiting": ("people on a waiting list", 1.0),
}
LOW, HIGH = -4.4, 1.8  # points of 10


@dataclass(frozen=True)
class Runs:
    """Invented trials of an insert that does nothing against a sham; a shift of their results makes all the others."""

    difference: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    grid: NDArray[np.float64]
    density: NDArray[np.float64]


@explorable(
    truth=Slider("The insert itself takes away", 0, 1.5, start=0, step=0.5, unit=" points"),
    others=Choice("Compared with", {"sham": "a sham", "usual": "usual care", "waiting": "a waiting list"}),
    people=Choice("In each group", {"20": "20 people", "200": "200 people"}),
    hope=Toggle("Being given something helps", start=True),
    leaving=Toggle("The least helped leave the insert group"),
)
def sham_or_waiting_list(fig: Figure, truth: float, others: str, people: str, hope: bool, leaving: bool) -> str:
    """Sham or waiting list

    The learner discovers that an insert that does nothing "works" in many trials against a waiting list, that losing
    the least helped adds to it, and that more people make such a trial more certain of the wrong answer.

    Assumptions: all trials are invented. Falls of pain are normal with an SD of 1.9 points (from Rannisto 2019, worked
    out by us). Being given something eases 0.8 points whatever its shape; people in usual care get half of that, people
    who wait nothing of it; one in five leaves. These three are made up. A trial "works" when its 95 % interval lies
    below zero.

    Misconception: waiting-list-is-placebo.
    """
    fig.set_size_inches(5.4, 6.1)
    runs, found = invent_runs(int(people), leaving), apparent(truth, others, hope)
    stage, words = Stage(fig), OTHERS[others][0]
    _draw_titles(stage, words, people)
    above, below = fig.add_axes((0.03, 0.605, 0.94, 0.25)), fig.add_axes((0.03, 0.295, 0.94, 0.26))
    _draw_results(above, runs, found)
    _draw_trials(below, runs, found)
    for ax in (above, below):
        ax.axvline(0, color=QUIET, linewidth=1.4)
        ax.axvline(-truth, color=PURPLE, linewidth=2.4, linestyle=(0, (3, 2)))
        ax.set(xlim=(LOW, HIGH), yticks=[])
        ax.spines["left"].set_visible(False)
    average, works = float(runs.difference.mean()) - found, share_that_works(runs, found)
    _draw_answer(stage, average, truth, works)
    return _say(people, words, average, truth, works)


def apparent(truth: float, others: str, hope: bool) -> float:
    """Points that the insert seems to take away: its own, and what the others miss of being given something."""
    return truth + hope * OTHERS[others][1] * seeds.constant("trial_sham_effect").value


@cache
def invent_runs(people: int, leaving: bool) -> Runs:
    """Two thousand trials of an insert that does nothing, `people` in each group, against a sham (seed 6)."""
    lost = LEAVING if leaving else 0.0
    runs = risk.simulate_trials(TRIALS, people, 0.0, "sham", lost, "least helped", SEED)
    centre, width = runs.difference.mean(), runs.difference.std()
    grid = np.linspace(centre - 3.5 * width, centre + 3.5 * width, 29)
    near = np.exp(-(((grid[:, None] - runs.difference) / (0.3 * width)) ** 2) / 2)
    return Runs(runs.difference, runs.low, runs.high, grid, near.mean(axis=1) / near.mean(axis=1).max())


def share_that_works(runs: Runs, found: float) -> float:
    """Trials of 100 whose interval lies below zero."""
    return 100 * float(np.mean(runs.high - found < 0))


def _say(people: str, words: str, average: float, truth: float, works: float) -> str:
    return (
        f"Set beside {words}, {people} people a group, invented trials find {show(average, '+.1f')} points of pain on "
        f"average. The insert itself does {show(-truth, '+.1f')}. Of 100 trials {show(works, '.0f')} say that it works."
    )


def _draw_titles(stage: Stage, words: str, people: str) -> None:
    stage.text(8, 590, "2,000 invented trials of one insert", INK, 12.5, weight="bold")
    stage.text(8, 571, f"{people} people in each group, set beside {words}", QUIET, 11)
    stage.text(14, 540, "all results; dark: the trial", QUIET, 10.5)
    stage.text(14, 524, "would say that it works", QUIET, 10.5)
    stage.text(14, 345, "twelve of these trials", QUIET, 10.5)
    stage.text(_px(-0.15), 145, "less pain with inserts", BLUE, 10.5, ha="right")
    stage.text(_px(0.15), 145, "more", INK, 10.5)


def _px(points: float) -> float:
    return 540 * (0.03 + 0.94 * (points - LOW) / (HIGH - LOW))


def _draw_results(ax: Axes, runs: Runs, found: float) -> None:
    """All results as a hill; beyond the line a trial of middling luck has its whole interval below zero."""
    at, edge = runs.grid - found, -float(np.median((runs.high - runs.low) / 2))
    ax.fill(at, runs.density, facecolor=SKY, edgecolor=BLUE, linewidth=1.4)
    (dark,) = ax.fill(at, runs.density, facecolor=BLUE, linewidth=0)
    dark.set_clip_path(Rectangle((LOW, 0), edge - LOW, 2, transform=ax.transData))
    ax.set(ylim=(0, 1.12), xticks=[])


def _draw_trials(ax: Axes, runs: Runs, found: float) -> None:
    rows = np.arange(SHOWN)
    ax.hlines(-rows, runs.low[:SHOWN] - found, runs.high[:SHOWN] - found, color=BLUE, linewidth=2)
    ax.plot(runs.difference[:SHOWN] - found, -rows, "o", color=BLUE, markersize=5)
    ax.set(ylim=(-SHOWN + 0.3, 0.7))
    ax.set_xticks((-4, -3, -2, -1, 0, 1), ("−4", "−3", "−2", "−1", "0", "+1"))


def _draw_answer(stage: Stage, average: float, truth: float, works: float) -> None:
    left, width = 12.0, 516.0
    stage.text(left, 112, show(works, ".0f"), GREEN, 22, weight="bold")
    stage.text(left + 70, 114, "of 100 trials say: it works", INK, 12.5)
    stage.fill(_bar(left, width), facecolor=WASH, edgecolor=RULE)
    stage.fill(_bar(left, width * works / 100), facecolor=MINT, edgecolor=GREEN, linewidth=1.6)
    stage.text(left, 60, f"found on average {show(average, '+.1f')}", BLUE, 11.5, weight="bold")
    stage.text(236, 60, f"the insert itself {show(-truth, '+.1f')} (dashed)", PURPLE, 11.5, weight="bold")
    given = seeds.constant("trial_sham_effect").value
    stage.text(left, 32, f"Made up: being given something eases {given:.1f} points,", QUIET, 10.5)
    stage.text(left, 15, "half of it in usual care, none of it for those who wait.", QUIET, 10.5)


def _bar(left: float, width: float) -> tuple[tuple[float, float], ...]:
    return (left, 84), (left + width, 84), (left + width, 100), (left, 100)
