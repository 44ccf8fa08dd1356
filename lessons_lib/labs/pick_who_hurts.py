"""Pick who hurts: a cut-off on leg difference, a cover over the pain, and the false alarms under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, Toggle, explorable, show
from lessons_lib.models import leg_length, risk

from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, PAPER, QUIET, SAND, SKY, WASH

PEOPLE = 100
WIDEST = 20  # mm; nobody among these hundred differs by more


@dataclass(frozen=True)
class Hundred:
    """A hundred invented people: size of the leg difference in mm, who hurts, and where the dot stands (n x 2)."""

    size: NDArray[np.float64]
    hurts: NDArray[np.bool_]
    dots: NDArray[np.float64]


@explorable(
    cutoff=Slider("Pick everybody from", 0, 16, start=8, step=1, unit=" mm"),
    link=Choice("Assume", {"none": "no link with pain", "weak": "a weak link"}),
    lifted=Toggle("Lift the cover"),
)
def pick_who_hurts(fig: Figure, cutoff: float, link: str, lifted: bool) -> str:
    """Pick who hurts.

    The learner discovers that no cut-off on leg difference picks out the people whose backs hurt: a low one raises
    many false alarms, a high one misses nearly all, and a weak link changes little.

    Assumptions: the people are invented. Their differences follow Knutson 2005 (mean 5.2 mm). Back pain is as common
    as in Menz 2013 (34 of 100) and falls by lot, or, with the weak link, has odds 1.51 times as high above the mean
    difference: the ratio is borrowed from rolling feet in women, for want of one for legs.

    Misconception: any-leg-difference-needs-a-lift.
    """
    fig.set_size_inches(5.4, 4.9)
    people = hundred(link)
    ax = fig.add_axes((0.035, 0.427, 0.93, 0.475))
    ax.text(0, 17.15, "100 invented people by difference in leg length (mm)", color=INK, fontsize=11.5)
    ax.text(0, 15.95, _name_assumption(link), color=QUIET, fontsize=10.5)
    _draw_picked(ax, cutoff)
    _draw_people(ax, people, lifted)
    _draw_counts(Stage(fig, 0, 4), people, cutoff, lifted)
    return _say(people, cutoff, lifted)


@cache
def hundred(link: str = "none") -> Hundred:
    """The same hundred people each time; `link` "none" or "weak" says how pain falls among them."""
    size = np.sort(np.abs(leg_length.draw_people(PEOPLE, seed=9)))
    above = size >= seeds.constant("leg_difference_mean").value
    rate = seeds.evidence("back_pain_counts").row("menz2013-all")
    overall = rate.number("cases") / rate.number("people")
    many = round(risk.split_risk(overall, _odds_ratio(link), float(above.mean())).exposed * above.sum())
    hurts = _by_lot(above, many) | _by_lot(~above, round(overall * PEOPLE) - many)
    return Hundred(size, hurts, _stack(np.floor(size)))


def _odds_ratio(link: str) -> float:
    return seeds.evidence("associations").row("menz2013-women").number("estimate") if link == "weak" else 1.0


def _name_assumption(link: str) -> str:
    if link == "none":
        return "Assumed: pain falls by lot, whatever the legs"
    return f"Assumed: odds of pain {_odds_ratio(link):.2f} times as high above the mean"


def _by_lot(group: NDArray[np.bool_], many: int) -> NDArray[np.bool_]:
    """So many people of a group, drawn by lot (seed 11)."""
    chosen = np.random.default_rng(11).permutation(np.flatnonzero(group))[:many]
    return np.isin(np.arange(PEOPLE), chosen)


def _stack(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Dots piled up over their whole millimetre, the first at the bottom."""
    heights = [np.sum(columns[:place] == column) for place, column in enumerate(columns)]
    return np.column_stack([columns + 0.5, np.asarray(heights) + 0.5])


def counts(people: Hundred, cutoff: float) -> tuple[int, int, int, int]:
    """Hits, false alarms, misses and people rightly left out when everybody from `cutoff` mm is picked."""
    picked = people.size >= cutoff
    pairs = ((picked, people.hurts), (picked, ~people.hurts), (~picked, people.hurts), (~picked, ~people.hurts))
    hits, alarms, misses, rest = (int(np.sum(one & other)) for one, other in pairs)
    return hits, alarms, misses, rest


def _say(people: Hundred, cutoff: float, lifted: bool) -> str:
    hits, alarms, misses, _ = counts(people, cutoff)
    picked = f"You pick {show(hits + alarms, '.0f')} of 100 people, from {show(cutoff, '.0f')} mm up."
    if not lifted:
        return f"{picked} Whose back hurts is still under the cover."
    return (
        f"{picked} {show(hits, '.0f')} of them hurt and {show(alarms, '.0f')} do not. "
        f"{show(misses, '.0f')} who hurt are left out."
    )


def _draw_picked(ax: Axes, cutoff: float) -> None:
    ax.fill_between([cutoff, WIDEST], [0, 0], [15.6, 15.6], facecolor=SKY, linewidth=0)
    ax.plot([cutoff, cutoff], [0, 15.6], color=BLUE, linewidth=2.5)
    # At the far end nobody stands high, so the word never lies on a dot.
    ax.text(WIDEST - 0.3, 14.3, "picked", ha="right", color=BLUE, weight="bold", fontsize=11.5)
    ax.set(xlim=(0, WIDEST), ylim=(0, 15.6), yticks=[])
    ax.set_xticks((0, 5, 10, 15, 20), ("0", "5", "10", "15", "20"))
    ax.spines["left"].set_visible(False)


def _draw_people(ax: Axes, people: Hundred, lifted: bool) -> None:
    fills = np.where(people.hurts, ORANGE, PAPER) if lifted else np.full(PEOPLE, QUIET)
    edges = np.where(people.hurts, ORANGE, QUIET) if lifted else np.full(PEOPLE, QUIET)
    across, up = people.dots.T
    ax.scatter(across, up, s=105, c=fills.tolist(), edgecolors=edges.tolist(), linewidths=1.4)


def _draw_counts(stage: Stage, people: Hundred, cutoff: float, lifted: bool) -> None:
    hits, alarms, misses, rest = counts(people, cutoff)
    for left, name, total in ((98, "picked", hits + alarms), (318, "left out", misses + rest)):
        stage.text(left + 10, 154, f"{show(total, '.0f')} {name}", INK, 12.5, weight="bold")
    boxes = ((98, 84, hits, "hits"), (98, 14, alarms, "false alarms"))
    for left, low, number, name in (*boxes, (318, 84, misses, "missed"), (318, 14, rest, "rightly left out")):
        good = name in ("hits", "rightly left out")
        stage.fill(_box(left, low), facecolor=WASH if good else SAND)
        stage.text(left + 12, low + 21, show(number, ".0f") if lifted else "?", INK, 19, weight="bold")
        stage.text(left + 58, low + 24, name, INK, 11.5)
    for low, word, colour in ((84, "hurts", ORANGE), (14, "no pain", PAPER)):
        stage.dots([(14, low + 29)], 7, [colour], [ORANGE if colour == ORANGE else QUIET])
        stage.text(27, low + 24, word, INK, 11.5)


def _box(left: float, low: float) -> tuple[tuple[float, float], ...]:
    return ((left, low), (left + 206, low), (left + 206, low + 60), (left, low + 60))
