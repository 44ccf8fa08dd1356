"""Drawings of a lab at settings counted in steps, each made once; every drawing is one slice of the bake's work."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from itertools import product
from typing import Any, TypeVar

import numpy as np

from .controls import Value
from .decorate import Explorable
from .drawing import Drawing, check_structure, take_drawing
from .renderer import UnbakableError
from .tape import TOLERANCE, Kind
from .wording import Phrase

Index = tuple[int, ...]
Array = np.ndarray[Any, np.dtype[np.float64]]
Result = TypeVar("Result")
#: A piece of work that yields after each drawing, so that a kernel can answer in between.
Slices = Generator[None, None, Result]

#: How many numbers one text may hold.
SLOTS = 8
#: How far a shown number may be off while refining, in units of its last digit. One that came with its unrounded
#: value must lie within half a unit to be at most one off once rounded; one that came rounded is off by half a unit
#: from the start.
_OFF_UNROUNDED, _OFF_ROUNDED = 0.5, 1.5


class Survey:
    """All drawings made so far; a place is a combination of the choices and a step on each slider."""

    def __init__(self, lab: Explorable) -> None:
        self.lab = lab
        self.axes = tuple(lab.sliders.values())
        states: list[tuple[Value, ...]] = [control.states for control in lab.choices.values()]
        self.combos = tuple(product(*states))
        self.drawings: dict[tuple[int, Index], Drawing] = {}

    @property
    def lasts(self) -> Index:
        """The last step of each slider."""
        return tuple(axis.last for axis in self.axes)

    def settings(self, combo: int, index: Index) -> dict[str, Value]:
        """The values at a place."""
        values: dict[str, Value] = {name: axis.at(step) for (name, axis), step in zip(self.lab.sliders.items(), index)}
        values.update(zip(self.lab.choices, self.combos[combo]))
        return values

    def place(self, values: dict[str, Value]) -> tuple[int, Index]:
        """The place of a full setting."""
        index = tuple(axis.index(float(values[name])) for name, axis in self.lab.sliders.items())
        return self.combos.index(tuple(values[name] for name in self.lab.choices)), index

    def at(self, combo: int, index: Index) -> Slices[Drawing]:
        """The drawing at a place; UnbakableError if its elements are not those of the combination's first drawing."""
        if (combo, index) not in self.drawings:
            values = self.settings(combo, index)
            here = take_drawing(self.lab.function, values, self.lab.name)
            check_structure(self.lab.name, self.first(combo) or here, here, values)
            _check_slots(self.lab.name, here, values)
            self.drawings[combo, index] = here
            yield
        return self.drawings[combo, index]

    def all_at(self, places: Iterable[tuple[int, Index]]) -> Slices[list[Drawing]]:
        """The drawings at several places."""
        found = []
        for combo, index in places:
            found.append((yield from self.at(combo, index)))
        return found

    def first(self, combo: int) -> Drawing | None:
        """The combination's first drawing."""
        return next((drawing for (other, _), drawing in self.drawings.items() if other == combo), None)


def line_up(drawing: Drawing) -> Array:
    """All numbers of a drawing in one line: the picture's, then eight places a text, NaN where there is no number."""
    return np.concatenate([drawing.values, *(_pad(phrase.values, phrase) for phrase in drawing.texts)])


def tolerances(drawing: Drawing) -> Array:
    """How far each number of `line_up` may be off, in its own unit."""
    picture = np.array([TOLERANCE[kind] for kind in drawing.kinds])
    spoken = (
        _pad([_tolerance(phrase, place) for place in range(len(phrase.values))], phrase) for phrase in drawing.texts
    )
    return np.concatenate([picture, *spoken])


def _tolerance(phrase: Phrase, place: int) -> float:
    off = _OFF_UNROUNDED if phrase.unrounded[place] else _OFF_ROUNDED
    return off * TOLERANCE[Kind.WORD] * 10.0 ** -phrase.numerals[place].decimals


def _pad(numbers: Iterable[float], phrase: Phrase) -> Array:
    row = np.full(SLOTS, np.nan)
    row[: len(phrase.values)] = list(numbers)
    return row


def _check_slots(lab: str, drawing: Drawing, setting: dict[str, Value]) -> None:
    for phrase in drawing.texts:
        if len(phrase.values) > SLOTS:
            raise UnbakableError(
                f"{lab} cannot be baked: at {setting} a text holds more than {SLOTS} numbers: '{phrase.write()}'. "
                "Split it in two."
            )


def distance(drawn: Drawing, guessed: Array) -> float:
    """The worst error of guessed numbers against a drawing, in tolerances; a number only one has does not count."""
    error = np.abs(line_up(drawn) - guessed) / tolerances(drawn)
    return float(np.nanmax(error, initial=0.0))
