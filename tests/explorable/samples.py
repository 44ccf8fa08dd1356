"""Small labs to bake, and how a bake is held against fresh drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from inspect import Parameter, Signature
from itertools import product
from typing import Any

import numpy as np

from lessons_lib.explorable.bake import bake_now
from lessons_lib.explorable.controls import Control, Slider, Value
from lessons_lib.explorable.decorate import Explorable
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.explorable.playback import Playback, worst_miss
from lessons_lib.labs import shipped

#: What the page promises at every setting; a shown number may be one unit of its last digit off.
PROMISED = {"place": 0.5, "colour": 3.0, "opacity": 0.02, "width": 0.1, "word": 1.0 + 1e-6}
STEPS = Slider("Value", -5, 5, step=0.5)


def make_lab(draw: Callable[..., str], name: str = "sample", **controls: Control) -> Explorable:
    """A lab of a function `draw(fig, **values)` under a name of its own."""
    draw.__name__ = name
    return Explorable(draw, controls)


def on_axes(paint: Callable[..., Any], name: str = "sample", **controls: Control) -> Explorable:
    """A lab whose function paints on an axes with fixed limits and no ticks; what it returns is the caption."""
    turned = controls or {"v": STEPS}

    def draw(fig: Any, **values: Value) -> str:
        ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
        ax.set(xlim=(0, 10), ylim=(-10, 10), xticks=[], yticks=[])
        said = paint(ax, **values)
        return said if isinstance(said, str) else "A sample."

    names = ("fig", *turned)
    draw.__signature__ = Signature([Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names])
    return make_lab(draw, name, **turned)


def every_setting(lab: Explorable) -> list[dict[str, Value]]:
    """All settings of a lab, step by step."""
    ranges = {
        name: [control.at(step) for step in range(control.last + 1)]
        if isinstance(control, Slider)
        else list(control.states)
        for name, control in lab.controls.items()
    }
    return [dict(zip(ranges, values)) for values in product(*ranges.values())]


def random_settings(lab: Explorable, count: int, seed: int = 5) -> list[dict[str, Value]]:
    """Settings drawn by lot, the same at every run."""
    dice = np.random.default_rng(seed)
    return [
        {
            name: control.at(int(dice.integers(control.last + 1)))
            if isinstance(control, Slider)
            else control.states[int(dice.integers(len(control.states)))]
            for name, control in lab.controls.items()
        }
        for _ in range(count)
    ]


def broken_promises(
    lab: Explorable, settings: Iterable[dict[str, Value]], playback: Playback | None = None
) -> list[str]:
    """A line for each setting at which the page would tell something else than a fresh drawing."""
    playback = playback or Playback(lab, bake_now(lab))
    lines = []
    for values in settings:
        misses = worst_miss(playback, take_drawing(lab.function, values, lab.name), values)
        lines += [f"{values}: {kind} is {off:g} off" for kind, off in misses.items() if not off <= PROMISED[kind]]
    return lines


@cache
@cache
def playback_of(name: str) -> Playback:
    """A shipped lab's bake, made once in a test run."""
    return Playback(shipped()[name], bake_now(shipped()[name]))
