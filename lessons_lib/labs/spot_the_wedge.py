"""Which of these two stands on ten degrees? The same question at true scale, where it cannot be seen, and magnified."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Toggle, explorable, show
from lessons_lib.models import chain

from . import anatomy
from .anatomy import Stage
from .palette import INK, PLUM, PURPLE, QUIET, SAND, WASH

PAIRS = ("1", "2", "3", "4", "5")
#: Who stands on the wedge in each pair; drawn once by lot (seed 7) and kept, so that a class sees the same pairs.
ON_WEDGE = dict(zip(PAIRS, np.random.default_rng(7).permutation(["A", "B", "A", "B", "B"]).tolist()))


@explorable(
    pair=Choice("Pair", PAIRS),
    scale=Choice("Draw what the wedge does", {"true": "at true scale", "five": "five times as large"}),
    lifted=Toggle("Lift the screen"),
)
def spot_the_wedge(fig: Figure, pair: str, scale: str, lifted: bool) -> str:
    """Which of these stands on 10 degrees?

    The learner discovers that the mean effect of a 10-degree wedge on the pelvis, 1.57 degrees (Pinto 2008), cannot be
    seen at true scale, because people stand differently to begin with.

    Assumptions: the people are invented; their own tilt scatters with an SD of 5 degrees around 10, both assumed.

    Misconception: chain-passes-everything-up.
    """
    fig.set_size_inches(5.4, 4.2)
    drawn = tilts(pair, 5 if scale == "five" else 1)
    for place, name in enumerate("AB"):
        stage = Stage(fig, place * 270, 0)
        _draw_person(stage, name, drawn[name])
        _draw_screen(stage, tilts(pair)[name], ON_WEDGE[pair] == name, lifted)
    return _say(pair, lifted)


def tilts(pair: str, factor: float = 1) -> dict[str, float]:
    """Forward tilt of both pelvises in degrees: their own, and on the wedge `factor` times the mean effect on top."""
    natural = seeds.constant("natural_pelvic_tilt")
    own = np.random.default_rng(int(pair)).normal(natural.value, natural.sd or 0.0, 2)
    own = np.clip(own, natural.value - 7, natural.value + 7)
    effect = float(chain.respond(seeds.constant("pinto_wedge").value).pelvic_tilt)
    return {name: float(tilt) + factor * effect * (ON_WEDGE[pair] == name) for name, tilt in zip("AB", own)}


def _say(pair: str, lifted: bool) -> str:
    if not lifted:
        return f"Pair {pair}. One of these two stands on a wedge of 10 degrees. Which one?"
    effect, here = float(chain.respond(10.0).pelvic_tilt), tilts(pair)
    own = abs(here["A"] - here["B"] - effect * (1 if ON_WEDGE[pair] == "A" else -1))
    return (
        f"Pair {pair}. It is {ON_WEDGE[pair]}: the wedge adds {show(effect)}°. "
        f"Without any wedge these two already differ by {show(own)}°."
    )


def _draw_person(stage: Stage, name: str, tilt: float) -> None:
    hip = (140, 196)
    stage.skin(anatomy.TRUNK_SIDE, hip)
    anatomy.bone(stage, (137, 84), hip, 15)
    turned = -(tilt - seeds.constant("natural_pelvic_tilt").value)
    top = anatomy.turn((-32, 66), turned)
    anatomy.spine(stage, (hip[0] + top[0], hip[1] + top[1]), 0.95, facecolor=WASH, edgecolor=QUIET)
    stage.put(anatomy.SACRUM_SIDE, hip, turned, 1.1, facecolor=SAND)
    stage.put(anatomy.PELVIS_SIDE, hip, turned, 1.1, facecolor=PLUM, edgecolor=PURPLE, linewidth=2)
    stage.dot(hip, 8, PURPLE)
    stage.text(32, 366, name, INK, 24, weight="bold")


def _draw_screen(stage: Stage, tilt: float, on_wedge: bool, lifted: bool) -> None:
    seen = 1.0 if lifted else 0.0
    stage.fill(((20, 4), (250, 4), (250, 62), (20, 62)), facecolor=WASH, edgecolor=QUIET, hatch="//", alpha=1 - seen)
    where = "on the wedge" if on_wedge else "on the floor"
    stage.text(135, 36, where, PURPLE if on_wedge else INK, 12, ha="center", weight="bold", alpha=seen)
    stage.text(135, 12, f"pelvis tilted {show(tilt)}°", QUIET, 11, ha="center", alpha=seen)
