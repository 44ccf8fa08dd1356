"""What does an insert buy? Two clouds of results without names; the names, the pain and the price come after."""

from __future__ import annotations

from collections import Counter

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Toggle, explorable, show
from lessons_lib.models import inserts

from .anatomy import Stage
from .palette import BLUE, GREEN, INK, MINT, ORANGE, PAPER, PURPLE, QUIET, RULE, SAND, SKY, WASH

PAIRS = ("1", "2", "3")
PEOPLE = 40
#: Which cloud wears the custom inserts, and the seed of cloud A (B has the next). Picked so that luck is once with
#: ready-made and twice with custom, and the gaps average about the pooled one; kept, so that a class sees the same.
CUSTOM, SEEDS = {"1": "B", "2": "A", "3": "B"}, {"1": 80, "2": 10, "3": 140}
WORDS = {"custom": "custom", "prefabricated": "ready-made"}
COLOURS = {"A": (BLUE, SKY), "B": (PURPLE, WASH)}
BIN, STEP = 0.4, 9.0  # degrees; px between dots that stand on each other
LEFT, RIGHT, LEAST, MOST = 104.0, 532.0, -3.6, 8.0  # the chart in px and its ends in degrees
FLOOR = {"A": 470.0, "B": 340.0}
ROWS = {"A": 158.0, "B": 78.0}
#: The rows of seeds/evidence/pooled_results.csv that set each kind against a sham, and their price.
AGAINST_SHAM = {"custom": "rasenberg2018-custom-sham", "prefabricated": "rasenberg2018-prefabricated-sham"}
PRICES = {"custom": ("custom", "custom"), "prefabricated": ("shop-basic", "shop-better")}


@explorable(
    pair=Choice("Pair", PAIRS),
    named=Toggle("Uncover the names"),
    priced=Toggle("Show the price tags"),
)
def what_does_an_insert_buy(fig: Figure, pair: str, named: bool, priced: bool) -> str:
    """What does an insert buy?

    The learner discovers that the results of custom and ready-made inserts cannot be told apart by eye, at the heel or
    in pain, and that what a higher price buys for a back is unknown, which is an answer too.

    Sources: change of the rolling in, Cheung 2011; heel pain, Rasenberg 2018; back pain, Almeida 2009. Prices are the
    sellers' own. Assumptions: the people are invented, 40 in a cloud; they scatter around the pooled means with an SD
    of 2 degrees, which no trial shows. A degree is not a benefit.

    Misconception: custom-always-better. Misconception: price-means-quality.
    """
    fig.set_size_inches(5.4, 6.2)
    stage = Stage(fig)
    _draw_scale(stage)
    for letter in "AB":
        _draw_cloud(stage, letter, cloud(pair, letter), kind_of(pair, letter), named)
    _draw_head(stage)
    for letter in "AB":
        _draw_row(stage, letter, kind_of(pair, letter), named, priced)
    return _say(pair, named, priced)


def kind_of(pair: str, letter: str) -> str:
    """The kind of insert, one of `WORDS`, that a cloud wears."""
    return "custom" if CUSTOM[pair] == letter else "prefabricated"


def cloud(pair: str, letter: str) -> NDArray[np.float64]:
    """How many degrees less the heel rolls in, for each of the invented people of a cloud (40), sorted."""
    changes = -inserts.draw_people(PEOPLE, kind_of(pair, letter), seed=SEEDS[pair] + "AB".index(letter))
    return np.sort(np.clip(changes, LEAST + BIN, MOST - BIN))


def _say(pair: str, named: bool, priced: bool) -> str:
    who = f"In pair {pair} one cloud wears custom inserts, the other ready-made ones."
    if named:
        custom, ready = (show(abs(inserts.effect(kind).mean), ".2f") for kind in WORDS)
        who = f"In pair {pair} {CUSTOM[pair]} is custom: {custom}° less roll on average, ready-made {ready}°."
    if not priced:
        return f"{who} In heel pain there is no clear gap, and for backs it is unknown."
    (low, high), (least, most) = ([show(dollars, ".0f") for dollars in price(kind)] for kind in WORDS)
    return (
        f"{who} Custom costs {low} to {high} dollars, ready-made {least} to {most}. "
        "What the rest of the money buys for a back is unknown."
    )


def price(kind: str) -> tuple[float, float]:
    """What sellers ask for a kind, one of `WORDS`, in US dollars: lowest and highest."""
    low, high = (seeds.evidence("prices").row(id) for id in PRICES[kind])
    return low.number("low"), high.number("high")


# --- the clouds -------------------------------------------------------------------------------------------------------


def _across(degrees: float) -> float:
    return LEFT + (RIGHT - LEFT) * (degrees - LEAST) / (MOST - LEAST)


def _draw_scale(stage: Stage) -> None:
    stage.text(8, 596, "1 · How much less the heel rolls in", INK, 12.5, weight="bold")
    for degrees in (-2, 0, 2, 4, 6):
        x = _across(degrees)
        stage.line((x, 322), (x, 578), color=RULE, linewidth=1.4 if degrees == 0 else 0.8)
        stage.text(x, 300, f"{degrees}°".replace("-", "−"), QUIET, 10.5, ha="center")
    stage.text(62, 300, "more", QUIET, 10.5)
    stage.text(RIGHT, 300, "less", QUIET, 10.5, ha="right")


def _draw_cloud(stage: Stage, letter: str, degrees: NDArray[np.float64], kind: str, named: bool) -> None:
    colour, fill = COLOURS[letter]
    stage.dots(_stack(degrees, FLOOR[letter]), 4.2, (fill,) * PEOPLE, (colour,) * PEOPLE)
    stage.text(8, FLOOR[letter] + 44, letter, colour, 24, weight="bold")
    found, low = inserts.effect(kind), FLOOR[letter] - 12
    seen = 1.0 if named else 0.0
    ends = (_across(-found.high), low), (_across(-found.low), low)
    stage.line(*ends, color=INK, linewidth=3, alpha=seen)
    stage.fill(_diamond(_across(-found.mean), low), facecolor=INK, edgecolor=INK, alpha=seen)
    stage.text(8, FLOOR[letter] + 24, WORDS[kind], colour, 11, weight="bold", alpha=seen)
    stage.text(8, FLOOR[letter] + 5, f"mean {show(-found.mean, '.2f')}°", INK, 10.5, alpha=seen)


def _stack(degrees: NDArray[np.float64], floor: float) -> NDArray[np.float64]:
    """Places of the dots (n x 2, px): side by side in steps of `BIN`, those of one step on each other."""
    steps = np.round(degrees / BIN)
    above: Counter[float] = Counter()
    spots = []
    for step in steps:
        spots.append((_across(float(step) * BIN), floor + 5 + STEP * above[step]))
        above[step] += 1
    return np.asarray(spots)


def _diamond(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return ((x - 7, y), (x, y + 7), (x + 7, y), (x, y - 7))


# --- pain and price ---------------------------------------------------------------------------------------------------

PAIN_LEFT, PAIN_NONE, PAIN_UNIT = 104.0, 132.0, 190.0  # px: column, no better than a sham, one unit of the review


def _draw_head(stage: Stage) -> None:
    stage.line((4, 284), (536, 284), color=RULE, linewidth=1)
    for x, lines in (
        (PAIN_LEFT, ("2 · Heel pain:", "better than a sham?")),
        (276, ("3 · Back pain:", "A against B")),
        (414, ("4 · Price:", "in dollars")),
    ):
        stage.text(x, 262, lines[0], INK, 11, weight="bold")
        stage.text(x, 243, lines[1], QUIET, 10.5)
    stage.line((PAIN_NONE, 50), (PAIN_NONE, 230), color=QUIET, linewidth=1.2, linestyle=(0, (3, 2)))
    stage.text(PAIN_NONE - 28, 32, "no better", QUIET, 10.5)
    stage.text(252, 32, "better", QUIET, 10.5, ha="right")
    for x, claim in ((PAIN_NONE - 28, "C083"), (276, "C098")):
        stage.text(x, 8, f"certainty: {seeds.claims()[claim].certainty}", INK, 10.5)
    _draw_unknown(stage)


def _draw_unknown(stage: Stage) -> None:
    """Nobody knows, drawn as large as a result."""
    women = show(seeds.evidence("trials").row("almeida2009").number("analysed"), ".0f")
    stage.fill(((278, 34), (394, 34), (394, 228), (278, 228)), facecolor=WASH, edgecolor=QUIET, hatch="//")
    stage.fill(((286, 66), (386, 66), (386, 206), (286, 206)), facecolor=WASH, edgecolor=WASH)
    stage.text(336, 152, "?", QUIET, 34, ha="center", weight="bold")
    stage.text(336, 126, "unknown", INK, 12, ha="center", weight="bold")
    stage.text(336, 101, f"{women} women:", QUIET, 10.5, ha="center")
    stage.text(336, 82, "no gap seen", QUIET, 10.5, ha="center")


def _draw_row(stage: Stage, letter: str, kind: str, named: bool, priced: bool) -> None:
    colour, middle = COLOURS[letter][0], ROWS[letter]
    stage.text(8, middle + 10, letter, colour, 24, weight="bold")
    stage.text(8, middle - 12, WORDS[kind], colour, 11, weight="bold", alpha=1.0 if named else 0.0)
    _draw_pain(stage, AGAINST_SHAM[kind], middle + 18, colour)
    _draw_tag(stage, kind, middle + 18, 1.0 if priced else 0.0)


def _draw_pain(stage: Stage, row: str, y: float, colour: str) -> None:
    """The estimate and its interval, as printed: above zero is better than the sham."""
    found = seeds.evidence("pooled_results").row(row)
    low, mean, high = (PAIN_NONE + PAIN_UNIT * found.number(name) for name in ("ci_low", "estimate", "ci_high"))
    stage.line((low, y), (high, y), color=colour, linewidth=3)
    stage.fill(_diamond(mean, y), facecolor=colour, edgecolor=colour)
    stage.text(PAIN_NONE + 10, y + 16, show(found.number("estimate"), ".2f"), INK, 11, weight="bold")


def _draw_tag(stage: Stage, kind: str, y: float, seen: float) -> None:
    """A price tag on a string, under a cover until it is asked for."""
    low, high = (show(dollars, ".0f") for dollars in price(kind))
    corners = ((412, y), (430, y + 24), (534, y + 24), (534, y - 24), (430, y - 24))
    stage.fill(corners, facecolor=SAND, edgecolor=ORANGE, alpha=seen)
    stage.dot((425, y), 3.5, PAPER)
    stage.text(436, y - 5, f"{low} to {high}", INK, 11, weight="bold", alpha=seen)
    cover = ((412, y - 26), (536, y - 26), (536, y + 26), (412, y + 26))
    stage.fill(cover, facecolor=MINT, edgecolor=GREEN, hatch="//", alpha=1 - seen)
