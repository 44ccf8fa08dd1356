"""Compared with what? One insert, two groups to set it beside, two different headlines."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import risk

from .palette import BLUE, GREEN, INK, MINT, PURPLE, QUIET, SKY, WASH

#: What the others get: the words under their bar, and whether being given something is part of it.
OTHERS = {"waiting": ("wait", False), "sham": ("get a flat look-alike", True)}
PARTS = (
    ("time alone", MINT, GREEN, None),
    ("being given something", WASH, QUIET, "//"),
    ("the insert itself", SKY, BLUE, None),
)


@explorable(
    truth=Slider("The insert itself takes away", 0, 2, start=0.5, step=0.25, unit="points"),
    others=Choice("The other group", {"waiting": "waits for its turn", "sham": "gets a flat look-alike"}),
)
def compared_with(fig: Figure, truth: float, others: str) -> str:
    """Compared with what?

    The learner discovers that one and the same insert looks strong beside people who wait and plain beside people who
    get a look-alike, as waiting leaves out what being given something does.

    Assumptions: what being given something does (0.8 of 10 points) and what the insert itself does (the slider) are
    made up. That lasting pain falls by 1.8 of 10 points in six weeks comes from cohorts (Menezes Costa 2012), whose
    people were cared for somehow. The parts simply add up.

    Misconception: waiting-list-is-placebo.
    """
    fig.set_size_inches(5.4, 4.3)
    ax = fig.add_axes((0.09, 0.16, 0.89, 0.8))
    time, given = (seeds.constant(name).value for name in ("trial_natural_fall", "trial_sham_effect"))
    words, get_something = OTHERS[others]
    _draw_bar(ax, 0, (time, given, truth), "get the insert")
    _draw_bar(ax, 1.15, (time, given if get_something else 0.0, 0.0), words)
    difference = -risk.expected_difference(truth, "sham" if get_something else "waiting list")
    _draw_difference(ax, time + given + truth, difference)
    _draw_key(ax)
    ax.set(xlim=(-0.5, 3.3), ylim=(0, 5), xticks=[], yticks=range(6), ylabel="points by which pain falls")
    return _say(truth, words, difference)


def _say(truth: float, words: str, difference: float) -> str:
    return (
        f"Beside people who {words}, this insert seems to take away {show(difference, '.2f')} points. "
        f"The insert itself takes away {show(truth, '.2f')}. A model: only the part of time was measured."
    )


def _draw_bar(ax: Axes, place: float, parts: Sequence[float], name: str) -> None:
    bottom = 0.0
    for height, (_, fill, edge, hatch) in zip(parts, PARTS):
        ax.bar(place, height, 0.56, bottom, facecolor=fill, edgecolor=edge, hatch=hatch, linewidth=1.5)
        bottom += height
    ax.text(place, bottom + 0.08, show(bottom), ha="center", va="bottom", weight="bold", color=INK)
    ax.text(place, -0.12, "people who", ha="center", va="top", color=QUIET, fontsize=10.5)
    ax.text(place, -0.4, name, ha="center", va="top", color=INK, fontsize=11)


def _draw_difference(ax: Axes, top: float, difference: float) -> None:
    low = top - difference
    ax.plot([1.5, 1.64, 1.64, 1.5], [top, top, low, low], color=PURPLE, linewidth=2)
    ax.text(1.72, top - difference / 2, f"{show(difference, '.2f')} points", va="center", color=PURPLE, weight="bold")
    ax.plot([0.28, 1.5], [top, top], color=PURPLE, linewidth=1, linestyle=(0, (2, 3)))


def _draw_key(ax: Axes) -> None:
    for row, (name, fill, edge, hatch) in enumerate(reversed(PARTS)):
        height = 1.35 - 0.45 * row
        ax.bar(1.82, 0.26, 0.16, height, facecolor=fill, edgecolor=edge, hatch=hatch, linewidth=1.5)
        ax.text(1.98, height + 0.13, name, va="center", color=INK, fontsize=10)
