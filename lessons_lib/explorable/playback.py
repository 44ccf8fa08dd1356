"""Read a bake as the page reads it: the reference for explorable.js, and what tests hold against fresh drawings."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from .bake import Packed, rounded
from .controls import Value
from .decorate import Explorable
from .drawing import Drawing, take_drawing
from .figures import read_rows
from .grid import Axis, blend
from .survey import Array
from .tape import TOLERANCE, Kind
from .wording import Numeral, Phrase, parse


class Playback:
    """Tells the numbers and texts of a baked lab at any setting."""

    def __init__(self, lab: Explorable, packed: Packed) -> None:
        self.lab, self.packed = lab, packed
        self.templates = [take_drawing(lab.function, group["template"], lab.name) for group in packed["groups"]]
        self.axes = [Axis(axis["nodes"], list(axis["kinds"])) for axis in packed["axes"]]
        self.combos = list(product(*(choice["states"] for choice in packed["choices"])))
        runs = packed["wording"]
        self.wordings = np.repeat(runs[::2], runs[1::2]).reshape(
            len(self.combos), *(axis["last"] + 1 for axis in packed["axes"])
        )

    def place(self, values: Mapping[str, Value]) -> tuple[int, tuple[int, ...]]:
        """The combination's number and the step on each slider."""
        index = tuple(slider.index(float(values[name])) for name, slider in self.lab.sliders.items())
        return self.combos.index(tuple(values[name] for name in self.lab.choices)), index

    def numbers(self, values: Mapping[str, Value]) -> Array:
        """The numbers that travel, in their own units: the picture's moving ones, then the texts'."""
        combo, index = self.place(values)
        group, _ = self._group(combo)
        rank = len(group["scales"])
        weights = read_rows(group["weights"], rank) * group["scales"]
        basis = read_rows(group["basis"], rank).T
        shape = [len(axis.nodes) for axis in self.axes]
        first = group["combos"].index(combo) * int(np.prod(shape))
        rows = [
            (first + (int(np.ravel_multi_index(node, shape)) if shape else 0), weight)
            for node, weight in blend(self.axes, index)
        ]
        return np.asarray(sum(weight * weights[row] for row, weight in rows) @ basis if rank else np.zeros(0))

    def picture(self, values: Mapping[str, Value]) -> Array:
        """All numbers of the picture."""
        group, template = self._group(self.place(values)[0])
        bits = np.unpackbits(np.frombuffer(base64.b64decode(group["mask"]), np.uint8))
        moves = np.flatnonzero(bits[: len(template.values)])
        numbers, units = rounded(template), np.array([TOLERANCE[kind] for kind in template.kinds])
        numbers[moves] += self.numbers(values)[: len(moves)] * units[moves] if group["scales"] else 0
        return numbers

    def texts(self, values: Mapping[str, Value]) -> list[str]:
        """All texts of the picture as the page shows them, then the caption."""
        combo, index = self.place(values)
        group, template = self._group(combo)
        shown = [phrase.write() for phrase in template.texts]
        spoken = self.numbers(values)[-len(group["units"]) :] * group["units"] if group["units"] else np.zeros(0)
        says = group["says"][str(self.wordings[(combo, *index)])]
        for text, way in zip(group["texts"], says):
            numbers, spoken = spoken[: text["slots"]], spoken[text["slots"] :]
            shown[text["at"]] = _phrase(*text["ways"][way]).write(tuple(numbers))
        return shown

    def _group(self, combo: int) -> tuple[Any, Drawing]:
        number = self.packed["combos"][combo]
        return self.packed["groups"][number], self.templates[number]


def _phrase(words: list[str], numerals: list[list[Any]]) -> Phrase:
    written = tuple(Numeral(decimals, bool(comma), bool(plus), minus) for decimals, comma, plus, minus in numerals)
    return Phrase(tuple(words), written, (0.0,) * len(written), (False,) * len(written))


def worst_miss(playback: Playback, drawn: Drawing, values: Mapping[str, Value]) -> dict[str, float]:
    """How far off the page is at a setting, by kind: px, colour steps, opacity, px of width, units of a last digit.

    A text with other words counts as infinitely far off.
    """
    off = np.abs(playback.picture(values) - drawn.values)
    kinds = np.array([kind.value for kind in drawn.kinds])
    misses = {kind.name.lower(): float(off[kinds == kind].max(initial=0.0)) for kind in Kind if kind is not Kind.WORD}
    pairs = zip(playback.texts(values), (phrase for phrase in drawn.texts))
    return {**misses, "word": max((_word_miss(shown, phrase) for shown, phrase in pairs), default=0.0)}


def _word_miss(shown: str, phrase: Phrase) -> float:
    there = parse(shown, [])
    here = parse(phrase.write(), [])
    if there.pattern != here.pattern:
        return float("inf")
    return max(
        (abs(a - b) * 10**numeral.decimals for a, b, numeral in zip(there.values, here.values, here.numerals)),
        default=0.0,
    )
