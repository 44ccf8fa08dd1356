"""Build the forest plot: five trials, regrouped and pooled, and how much the pooled number hides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, explorable, show
from lessons_lib.models import trials

from .anatomy import Stage
from .forest import Group, Trial, five_trials, group_trials
from .palette import BLUE, INK, PAPER, PLUM, PURPLE, QUIET

LOW, HIGH = -7.0, 3.0  # points of 10 that fit on the page; what goes on beyond ends in an arrow
LEFT, RIGHT, TOP, FLOOR = 206.0, 414.0, 588.0, 62.0  # px
#: How many px a heading, a trial and a pool would like to have; all are stretched to fill the page.
HEADING, TRIAL, POOL, NO_POOL, STRETCH = 25.0, 44.0, 62.0, 28.0, 1.75
MOST_GROUPS = 3
COUNTED = ("none", "one", "two", "three", "four", "five")
EMPTY = Group("", (), (), None)
NOTHING = trials.Pool(0, 0, 0, 0, (), 0, 0, 0, 1, 0, None)  # stands in where there is nothing to pool, unseen


@dataclass(frozen=True)
class Places:
    """Heights in px: of the headings and pools of each group, of each trial by its id, and whether they are seen."""

    headings: tuple[float, ...]
    trials: dict[str, float]
    pools: tuple[float, ...]


@explorable(
    by=Choice(
        "Put side by side",
        {"all": "all together", "comparator": "compared with", "people": "people", "payer": "who paid"},
    ),
    without=Choice(
        "Leave out",
        {
            "nobody": "nobody",
            "sadler2023": "Sadler",
            "rannisto2019": "Rannisto",
            "prague2024": "Castro-Méndez",
            "cambron2011": "Cambron",
            "shabat2005": "Shabat",
            "reconstructed": "both hollow ones",
        },
    ),
    pooled=Choice(
        "Pool them",
        {"no": "not yet", "yes": "pool them anyway: they differ in people, insert, comparison and weeks"},
    ),
)
def build_the_forest_plot(fig: Figure, by: str, without: str, pooled: str) -> str:
    """Build the forest plot

    The learner discovers that one pooled number hides trials that differ: the spread between them (I²) and the range
    in which the next trial may fall tell more, and both change with whom one puts side by side.

    Assumptions: the two hollow rows (Cambron 2011, Shabat 2005) are worked back from P values, with arms of a guessed
    size for Shabat; one row holds two trials; the scale of that row is taken to be 0 to 10. Random effects after
    DerSimonian and Laird; the grouping of the people is ours, made after seeing the results. No author pooled these
    five. The others: Sadler 2023, Rannisto 2019.

    Misconception: studies-say-so.
    """
    fig.set_size_inches(5.4, 6.1)
    stage, groups = Stage(fig), group_trials(by, without)
    places, kept = place_rows(groups), [trial.id for group in groups for trial in group.kept]
    _draw_scale(stage)
    for number in range(MOST_GROUPS):
        _draw_heading(stage, groups, places, number)
    for trial in five_trials():  # always in this order, so that the bake stays small
        _draw_trial(stage, trial, places.trials[trial.id], by, trial.id in kept)
    for number, group in enumerate((*groups, EMPTY, EMPTY)[:MOST_GROUPS]):
        _draw_refusal(stage, group, places.pools[number], pooled == "yes")
    for number, group in enumerate((*groups, EMPTY)[:2]):  # a third group never holds two trials
        _draw_pool(stage, group.pool or NOTHING, places.pools[number], float(pooled == "yes" and bool(group.pool)))
    return _say(groups, pooled == "yes")


def place_rows(groups: tuple[Group, ...]) -> Places:
    """Where everything stands, from the top down, with room for each pool; what no group needs stands at 0."""
    headed, below = len(groups) > 1, [POOL if len(group.trials) > 1 else NO_POOL for group in groups]
    parts = [HEADING * headed + TRIAL * len(group.trials) + low for group, low in zip(groups, below)]
    stretch = min(STRETCH, (TOP - FLOOR - 6) / sum(parts))
    headings, pools, rows, height = [0.0] * MOST_GROUPS, [0.0] * MOST_GROUPS, {}, TOP
    for number, group in enumerate(groups):
        height -= stretch * HEADING * headed
        headings[number] = height + 2 if headed else 0.0
        for trial in group.trials:
            rows[trial.id] = height - stretch * TRIAL / 2
            height -= stretch * TRIAL
        pools[number] = height - stretch * below[number] / 2
        height -= stretch * below[number]
    return Places(tuple(headings), rows, tuple(pools))


def _at(points: float) -> float:
    return float(np.clip(LEFT + (points - LOW) / (HIGH - LOW) * (RIGHT - LEFT), LEFT, RIGHT))


def _draw_scale(stage: Stage) -> None:
    stage.line((_at(0), FLOOR - 4), (_at(0), TOP + 6), color=QUIET, linewidth=1.4)
    stage.line((LEFT, FLOOR - 4), (RIGHT, FLOOR - 4), color=QUIET, linewidth=1)
    for tick in (-6, -4, -2, 0, 2):
        stage.line((_at(tick), FLOOR - 4), (_at(tick), FLOOR - 9), color=QUIET, linewidth=1)
        stage.text(_at(tick), FLOOR - 24, f"{tick}".replace("-", "−"), QUIET, 10.5, ha="center")
    stage.text(_at(-0.3), 16, "less pain with inserts", BLUE, 10.5, ha="right")
    stage.text(_at(0.2), 16, "more", INK, 10.5)
    stage.text(RIGHT + 12, 16, "points of 10", QUIET, 10.5)
    stage.text(8, 16, "hollow: worked back", QUIET, 10.5)


def _draw_heading(stage: Stage, groups: tuple[Group, ...], places: Places, number: int) -> None:
    height = places.headings[number]
    words = groups[number].heading if height else "group"
    stage.text(8, height, words or "group", BLUE, 11.5, weight="bold", alpha=1.0 if height else 0.0)


def _exact(number: float, spec: str = ".1f") -> str:
    """The number as it is told, rounded before it travels: there is no slider, and each setting is drawn."""
    return show(float(f"{number:{spec}}"), spec)


def _draw_trial(stage: Stage, trial: Trial, height: float, by: str, kept: bool) -> None:
    seen = 1.0 if kept else 0.0
    stage.text(8, height + 3, trial.name, INK if kept else QUIET, 11.5, weight="bold")
    stage.text(8, height - 14, _tell(trial, by), QUIET, 10.5)
    stage.line((_at(trial.low), height), (_at(trial.high), height), color=BLUE, linewidth=2.2, alpha=seen)
    face = PAPER if trial.hollow else BLUE
    stage.dots([(_at(trial.estimate), height)], 7.5, [face], [BLUE], linewidths=2, alpha=seen)
    _draw_numbers(stage, height, trial.estimate, (trial.low, trial.high), INK, seen)
    stage.text(RIGHT + 12, height - 6, "left out", QUIET, 11, alpha=1 - seen)


def _tell(trial: Trial, by: str) -> str:
    if by == "comparator":
        return trial.whom
    if by == "people":
        return f"against {trial.against}"
    return f"{trial.people:.0f} people, {trial.weeks:.0f} weeks"


def _draw_numbers(
    stage: Stage, height: float, estimate: float, ends: tuple[float, float], colour: str, seen: float
) -> None:
    stage.text(RIGHT + 12, height + 3, _exact(estimate), colour, 12, weight="bold", alpha=seen)
    stage.text(RIGHT + 12, height - 14, f"{_exact(ends[0])} to {_exact(ends[1])}", QUIET, 10.5, alpha=seen)


def _draw_refusal(stage: Stage, group: Group, height: float, asked: bool) -> None:
    words = "one trial: no pool" if len(group.kept) == 1 else "none left" if not group.kept else "not pooled"
    seen = float(height > 0 and not (asked and group.pool))
    stage.text(8, height - 2, words, QUIET, 10.5, alpha=seen)


def _draw_pool(stage: Stage, pool: trials.Pool, height: float, seen: float) -> None:
    """Three lines: the pool as a diamond, the spread between the trials, and the reach of the next trial."""
    stage.text(8, height + 14, "pooled", PURPLE, 11.5, weight="bold", alpha=seen)
    middle, tip = height + 16, _at(pool.estimate)
    corners = ((_at(pool.low), middle), (tip, middle + 8), (_at(pool.high), middle), (tip, middle - 8))
    stage.fill(corners, facecolor=PURPLE, edgecolor=PURPLE, alpha=seen)
    _draw_numbers(stage, height + 11, pool.estimate, (pool.low, pool.high), PURPLE, seen)
    stage.text(8, height - 4, f"spread (I²): {_exact(pool.i2, '.0f')} %", INK, 10.5, alpha=seen)
    _draw_next(stage, pool, height - 20, seen)


def _draw_next(stage: Stage, pool: trials.Pool, height: float, seen: float) -> None:
    bottom, top = pool.prediction or (0.0, 0.0)
    known = seen * (pool.prediction is not None)
    stage.text(8, height, "next trial may fall", INK, 10.5, alpha=seen)
    left, right, middle = _at(bottom), _at(top), height + 4
    tips = (8.0 * (bottom < LOW), 8.0 * (top > HIGH))
    upper = [(left + tips[0], middle + 5), (right - tips[1], middle + 5), (right, middle)]
    lower = [(right - tips[1], middle - 5), (left + tips[0], middle - 5), (left, middle)]
    stage.fill(upper + lower, facecolor=PLUM, edgecolor=PURPLE, linewidth=1, alpha=known)
    stage.text(RIGHT + 12, height, f"{_exact(bottom)} to {_exact(top)}", PURPLE, 10.5, alpha=known)
    stage.text(RIGHT + 12, height, "too few to say", QUIET, 10.5, alpha=seen - known)


def _say(groups: tuple[Group, ...], pooled: bool) -> str:
    kept = [trial for group in groups for trial in group.kept]
    hollow = sum(trial.hollow for trial in kept)
    told = f"{COUNTED[len(kept)].capitalize()} rows, {COUNTED[hollow]} of them worked back by us"
    if not pooled:
        ends = sorted(trial.estimate for trial in kept)
        return f"{told}: {_exact(ends[0])} to {_exact(ends[-1])} points of pain with inserts. Nothing is pooled."
    return f"{told}. Pooled: {'; '.join(_tell_pool(group) for group in groups)}."


def _tell_pool(group: Group) -> str:
    head = f"{group.heading}, " if group.heading else ""
    if group.pool is None:
        return f"{head}{'one trial' if group.kept else 'nobody'}"
    pool = group.pool
    ends = "" if head else f" ({_exact(pool.low)} to {_exact(pool.high)})"  # a caption holds eight numbers at most
    centre = f"{head}{_exact(pool.estimate)} points{ends}"
    spread = f"spread (I²) {_exact(pool.i2, '.0f')} %"
    if pool.prediction is None:
        return f"{centre}, {spread}, next trial unknown"
    return f"{centre}, {spread}, next trial {_exact(pool.prediction[0])} to {_exact(pool.prediction[1])}"
