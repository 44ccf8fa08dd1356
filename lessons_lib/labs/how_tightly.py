"""How tightly linked? What two parts of the chain have in common, study by study."""

from __future__ import annotations

from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, explorable, show
from lessons_lib.models import chain

from .palette import BLUE, INK, QUIET, SKY


@explorable(measure=Choice("Show", {"r2": "shared ups and downs, out of 100", "r": "correlation r"}))
def how_tightly(fig: Figure, measure: str) -> str:
    """How tightly linked?

    The learner discovers that links fade with distance from the foot, and that even a tight link says only that two
    parts vary together, not how much of a movement arrives.

    Sources: Souza 2010 (walking, 18 people, likeness in time) and Duval 2010 (standing, correlation over wedge
    positions). Assumption: none; different studies and statistics make a ladder, not one chain.

    Misconception: chain-passes-everything-up.
    """
    fig.set_size_inches(5.4, 3.7)
    ax = fig.add_axes((0.36, 0.13, 0.56, 0.84))
    rungs = chain.shared_variation()
    for row, rung in enumerate(rungs):
        value = rung.r2 * 100 if measure == "r2" else rung.r * 100
        walking = rung.setting.startswith("walking")
        ax.barh(-row, value, height=0.5, facecolor=SKY if walking else BLUE, edgecolor=BLUE, linewidth=1.5)
        ax.text(value + 2, -row, _number(rung, measure), va="center", weight="bold", color=INK)
        ax.text(-3, -row + 0.03, f"{rung.below} – {rung.above}", ha="right", va="bottom", fontsize=10, color=INK)
        ax.text(
            -3,
            -row - 0.05,
            "walking, in time" if walking else "standing",
            ha="right",
            va="top",
            fontsize=10,
            color=QUIET,
        )
    ax.set(xlim=(0, 100), ylim=(-len(rungs) + 0.4, 0.5), yticks=[], xticks=(0, 50, 100))
    ax.set_xticklabels(("0", "50", "100") if measure == "r2" else ("0", "0.5", "1"))
    return _say(rungs, measure)


def _number(rung: chain.Rung, measure: str) -> str:
    if measure == "r":
        return show(rung.r, ".2f")
    return show(rung.r2 * 100, ".0f") if rung.r2 >= 0.01 else "under 1"


def _say(rungs: tuple[chain.Rung, ...], measure: str) -> str:
    top, bottom = rungs[0], rungs[-1]
    return (
        f"Tightest: {top.below} and {top.above}, {_number(top, measure)}. Loosest: {bottom.below} and {bottom.above}, "
        f"{_number(bottom, measure)}. Different studies: a ladder, not one chain."
    )
