"""Soft shoe, soft landing? What a spring would do, and what 93 runners did."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, explorable, show

from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, QUIET, SAND, SKY, WASH

SHOES = ("soft", "medium", "hard")
#: How thick the sole of each shoe is drawn, px; the runners' soles differed in hardness only.
SOLE = 26
#: A runner's lower leg and shoe from the side; the heel's lowest point is the origin.
SHOE = ((-20, 0), (-26, 16), (-20, 44), (-21, 76), (17, 76), (18, 50), (44, 36), (78, 22), (86, 6), (76, 0), (30, 0))


@explorable(shown=Choice("Show", {"people": "what 93 runners did", "spring": "what a bare spring would do"}))
def soft_landing(fig: Figure, shown: str) -> str:
    """Soft shoe, soft landing?

    The learner discovers that runners met the ground harder in the softest shoe, as a body is no bare spring.

    Sources: impact peaks of 1.70, 1.64 and 1.54 body weights in soft, medium and hard soles, 93 people running
    (Baltich 2015). Assumption: the order that a bare spring would give; its bars are hatched and carry no number.

    Misconception: softer-is-safer.
    """
    fig.set_size_inches(5.4, 4.4)
    peaks = [seeds.constant(f"{shoe}_midsole_impact").value for shoe in SHOES]
    _draw_bars(fig.add_axes((0.05, 0.32, 0.93, 0.6)), peaks, shown == "spring")
    for place, shoe in enumerate(SHOES):
        _draw_shoe(Stage(fig, 27 + 167 * place, 0), shoe)
    return _say(peaks, shown)


def _say(peaks: list[float], shown: str) -> str:
    if shown == "spring":
        return "A bare spring would land more softly in a softer shoe (assumed). Now look at what people did."
    soft, medium, hard = (show(peak, ".2f") for peak in peaks)
    return (
        f"Running, 93 people: {soft} body weights in the soft shoe, {medium} in the medium, {hard} in the hard. "
        "The softer the shoe, the harder the landing."
    )


def _draw_bars(ax: Axes, peaks: list[float], spring: bool) -> None:
    heights = sorted(peaks) if spring else peaks
    for place, (peak, height) in enumerate(zip(peaks, heights)):
        ax.bar(place, height, width=0.5, facecolor=SKY, edgecolor=BLUE, linewidth=1.8, alpha=1.0 * (not spring))
        ax.bar(place, height, width=0.5, facecolor=WASH, edgecolor=QUIET, hatch="//", alpha=1.0 * spring)
        said = "?" if spring else show(peak, ".2f")
        ax.text(place, height + 0.05, said, ha="center", color=QUIET if spring else INK, fontsize=14, weight="bold")
    title = (
        "First knock of a running step, in body weights" if not spring else "A bare spring: the order only (assumed)"
    )
    ax.text(-0.48, 2.14, title, color=INK, weight="bold", fontsize=12)
    ax.set(xlim=(-0.5, 2.5), ylim=(0, 2.1), xticks=(), yticks=(0, 1, 2))
    ax.spines[["left"]].set_visible(True)


def _draw_shoe(stage: Stage, shoe: str) -> None:
    stage.put(SHOE, (66, 52), facecolor=WASH, edgecolor=QUIET)
    hatch = {"soft": "-", "medium": "/", "hard": "xx"}[shoe]
    stage.fill(((36, 26), (156, 26), (156, 52), (36, 52)), facecolor=SAND, edgecolor=ORANGE, linewidth=1.8, hatch=hatch)
    stage.text(96, 4, f"{shoe} sole", ORANGE, 11.5, ha="center", weight="bold")
