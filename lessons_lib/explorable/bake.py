"""The bake: everything a page needs to show a lab at any setting without Python.

One template (the picture of the first drawing), the numbers of it that move, and a low-rank basis for them:
numbers = template + weights(setting) x basis. What moves is told by one bit per number of the picture.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from .decorate import Explorable
from .drawing import Drawing
from .figures import write_rows
from .grid import Axis, node_steps
from .refine import refine
from .survey import SLOTS, Array, Index, Slices, Survey, line_up, tolerances
from .tape import Kind, write_number
from .wording import Numeral, Phrase
from .words import Patterns, map_words, wording

#: The share of a tolerance that may be lost by keeping few basis vectors: of a colour less than half a step, so that a
#: colour of the palette stays itself and follows the theme.
_LOST = 0.16
#: How much of that the left-out vectors may take, so that rounding has a share too, and how many ranks are tried.
_SPENT, _TRIED = 0.95, 12
#: By how much steps shrink until they are fine enough, and what is as good as no weight at all.
_FINER, _NOTHING = 0.9, 1e-12

Packed = dict[str, Any]


def bake(lab: Explorable) -> Slices[Packed]:
    """Bake a lab; a generator that yields after each drawing and returns what the page reads.

    UnbakableError if the picture's elements change with a slider or follow no smooth law; the sentence names the cure.
    """
    survey = Survey(lab)
    start = survey.place(lab.settings())
    yield from survey.at(*start)
    axes = yield from refine(survey)
    wordings, table = yield from map_words(survey)
    groups = _groups(survey, start[0])
    return {
        "lab": lab.name,
        "drawings": len(survey.drawings),
        "axes": [
            {"name": name, "nodes": axis.nodes, "kinds": "".join(axis.kinds), "last": slider.last}
            for (name, slider), axis in zip(lab.sliders.items(), axes)
        ],
        "choices": [{"name": name, "states": list(control.states)} for name, control in lab.choices.items()],
        "groups": [_pack_group(Group(survey, axes, combos), wordings, start) for combos in groups],
        "combos": [
            next(place for place, combos in enumerate(groups) if combo in combos) for combo in range(len(survey.combos))
        ],
        "wording": _run_lengths(table.ravel().tolist()),
    }


def bake_now(lab: Explorable) -> Packed:
    """Bake without a pause."""
    work = bake(lab)
    while True:
        try:
            next(work)
        except StopIteration as done:
            packed: Packed = done.value
            return packed


def _run_lengths(numbers: list[int]) -> list[int]:
    """Number, how often, number, how often, …"""
    return [part for number, run in groupby(numbers) for part in (number, len(list(run)))]


# -- groups: combinations of choices whose pictures have the same elements -----------------------------------------


@dataclass(frozen=True)
class Group:
    """Combinations that share a template, with all that was drawn of them."""

    survey: Survey
    axes: list[Axis]
    combos: list[int]

    @property
    def drawings(self) -> list[Drawing]:
        """Every drawing of the group's combinations."""
        return [drawing for (combo, _), drawing in self.survey.drawings.items() if combo in self.combos]

    def template(self, start: tuple[int, Index]) -> tuple[tuple[int, Index], Drawing]:
        """The place and the drawing whose SVG is the group's template: the lab's start if it belongs to the group."""
        mine = {place: drawing for place, drawing in self.survey.drawings.items() if place[0] in self.combos}
        place = start if start in mine else min(mine)
        return place, mine[place]

    @property
    def nodes(self) -> list[Drawing]:
        """The drawings at the nodes, the combinations running slowest."""
        return [self.survey.drawings[combo, index] for combo in self.combos for index in node_steps(self.axes)]


def _groups(survey: Survey, start: int) -> list[list[int]]:
    """The combinations by the structure of their pictures; the group of the start comes first."""
    found: dict[object, list[int]] = {}
    for combo in sorted(range(len(survey.combos)), key=lambda combo: combo != start):
        known = _known(survey, combo)
        found.setdefault((known.words, known.width, known.height), []).append(combo)
    return list(found.values())


def _known(survey: Survey, combo: int) -> Drawing:
    drawing = survey.first(combo)
    assert drawing is not None, "refine draws every combination"
    return drawing


def _pack_group(group: Group, wordings: list[Patterns], start: tuple[int, Index]) -> Packed:
    place, base = group.template(start)
    picture = len(base.values)
    seen = np.array([line_up(drawing) for drawing in group.drawings])
    moves = _moving(seen, picture, _changing_words(group))
    scale = np.fmin.reduce([tolerances(drawing) for drawing in group.drawings])
    rows = _fill(np.array([line_up(drawing) for drawing in group.nodes]), seen)
    rows[:, :picture] -= rounded(base)
    factors = _factor(rows[:, moves] / scale[moves])
    says = _sayings(group, wordings, moves[picture:].reshape(-1, SLOTS).sum(axis=1))
    return {
        "svg": None if place == start else base.svg,
        "template": group.survey.settings(*place),
        "combos": group.combos,
        "mask": _encode(np.packbits(moves[:picture])),
        "basis": list(write_rows(factors.basis.T)),
        "weights": list(write_rows(factors.weights)),
        "scales": factors.scales.tolist(),
        "units": [float(f"{unit:.6g}") for unit in scale[picture:][moves[picture:]]],
        **says,
    }


def rounded(drawing: Drawing) -> Array:
    """The numbers of a picture as its SVG writes them."""
    return np.array(
        [
            int(write_number(value, kind), 16) if kind is Kind.COLOUR else float(write_number(value, kind))
            for value, kind in zip(drawing.values, drawing.kinds)
        ]
    )


def _changing_words(group: Group) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which texts are not always said with the same words."""
    ways = zip(*(wording(drawing) for drawing in group.drawings))
    return np.array([len(set(patterns)) > 1 for patterns in ways])


def _moving(
    seen: Array, picture: int, changing: np.ndarray[Any, np.dtype[np.bool_]]
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which numbers travel: those of the picture that move, and all of a text once one moves or the words change."""
    known: Any = np.isfinite(seen)
    moves = np.asarray(np.nan_to_num(np.fmax.reduce(seen) - np.fmin.reduce(seen)) > 1e-9)
    restless = moves[picture:].reshape(-1, SLOTS).any(axis=1) | changing
    moves[picture:] = known.any(axis=0)[picture:] & np.repeat(restless, SLOTS)
    return moves


def _fill(rows: Array, seen: Array) -> Array:
    """Numbers a text does not have at a node are taken from the node before it that has them."""
    for row in range(1, len(rows)):
        gaps = np.isnan(rows[row])
        rows[row, gaps] = rows[row - 1, gaps]
    return np.where(np.isnan(rows), np.nan_to_num(np.fmax.reduce(seen)), rows)


# -- texts ---------------------------------------------------------------------------------------------------------


def _sayings(group: Group, wordings: list[Patterns], slots: Any) -> Packed:
    """The texts that change (place, how many numbers travel, ways to say it) and which way each wording says them."""
    here = sorted({wordings.index(wording(drawing)) for drawing in group.drawings})
    places = [
        place for place in range(len(slots)) if slots[place] or len({wordings[number][place] for number in here}) > 1
    ]
    ways = {place: sorted({wordings[number][place] for number in here}) for place in places}
    texts = [
        {
            "at": place if place < len(slots) - 1 else -1,
            "slots": int(slots[place]),
            "ways": [_say(group, place, pattern) for pattern in ways[place]],
        }
        for place in places
    ]
    return {
        "texts": texts,
        "says": {str(number): [ways[place].index(wordings[number][place]) for place in places] for number in here},
    }


def _say(group: Group, place: int, pattern: str) -> list[Any]:
    alike = [drawing.texts[place] for drawing in group.drawings if drawing.texts[place].pattern == pattern]
    return [list(alike[0].words), [_numeral(alike, number) for number in range(len(alike[0].numerals))]]


def _numeral(alike: list[Phrase], number: int) -> list[Any]:
    merged: Numeral = alike[0].numerals[number]
    for phrase in alike[1:]:
        merged = merged.merge(phrase.numerals[number])
    return [merged.decimals, int(merged.comma), int(merged.plus), merged.minus]


# -- numbers as letters -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Factors:
    """rows = (weights x scales) @ basis; weights (nodes x rank) and basis (rank x numbers) are whole numbers."""

    weights: Array
    scales: Array
    basis: Array

    def rows(self) -> Array:
        """What the page makes of it at the nodes."""
        return np.asarray((self.weights * self.scales) @ self.basis)

    def lose(self, rows: Array) -> float:
        """The most that a number is off, in tolerances."""
        return float(np.abs(self.rows() - rows).max(initial=0.0))

    def bits(self) -> float:
        """About how much there is to tell: a bit for each sign, and the length of each number."""
        return float(sum((1 + np.log2(1 + np.abs(part))).sum() for part in (self.weights, self.basis)))


def _factor(rows: Array) -> Factors:
    """The factors that are told in the fewest bits among those that lose next to nothing."""
    if not rows.size:
        return Factors(np.zeros((len(rows), 0)), np.zeros(0), np.zeros((0, rows.shape[1])))
    left, sizes, right = np.linalg.svd(rows, full_matrices=False)
    # The sign of a singular vector is the solver's whim; fix it so that the same lab gives the same bytes.
    signs = np.array([np.sign(row[np.abs(row).argmax()]) for row in right])
    weights, basis = left * sizes * signs, (right.T * signs).T
    enough = [rank for rank in range(1, len(sizes)) if _cut(weights, basis, rank).lose(rows) < _SPENT * _LOST]
    ranks = [*enough, len(sizes)][:_TRIED]
    return min((_coarsest(_cut(weights, basis, rank), rows) for rank in ranks), key=Factors.bits)


def _cut(weights: Array, basis: Array, rank: int) -> Factors:
    return Factors(weights[:, :rank], np.ones(rank), basis[:rank])


def _coarsest(exact: Factors, rows: Array) -> Factors:
    """The factors as whole numbers, in the coarsest steps that lose no more than they may."""
    step = 2 * _LOST
    while (factors := _quantise(exact, step)).lose(rows) > _LOST:
        step *= _FINER
    return factors


def _quantise(exact: Factors, step: float) -> Factors:
    """Whole numbers whose rounding moves a number by about the step, whatever the size of the basis vector."""
    wide = np.maximum(np.abs(exact.weights).max(axis=0, initial=0.0), _NOTHING)
    tall = np.maximum(np.abs(exact.basis).max(axis=1, initial=0.0), _NOTHING)
    counts = np.maximum(np.rint(wide * tall / step), 1)
    scales = np.array([float(f"{step / count:.9g}") for count in counts])
    return Factors(
        np.rint(exact.weights / wide * counts),
        scales,
        np.rint((exact.basis.T * wide / (scales * counts)).T),
    )


def _encode(numbers: np.ndarray[Any, Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers).tobytes()).decode()
