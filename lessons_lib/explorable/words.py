"""Which words stand in the picture at every single step: a wrong sign is worse than a wrong pixel."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from .drawing import Drawing
from .refine import random_rounds
from .renderer import UnbakableError
from .survey import Index, Slices, Survey

#: Drawings that may go into finding where words switch.
MOST_DRAWINGS = 2000
#: Words that switch more often than this along a slider are drawn at every step.
FEW_SWITCHES = 4

Patterns = tuple[str, ...]
Table = np.ndarray[Any, np.dtype[np.int64]]
Box = tuple[tuple[int, int], ...]


def map_words(survey: Survey) -> Slices[tuple[list[Patterns], Table]]:
    """All wordings that occur, and the number of the wording at each combination and step.

    A box of settings whose corners (and whatever else was drawn in it) agree is taken as one; others are halved down
    to single steps, so that words switch where the drawing switches them. Where words switch at all, random settings
    are drawn as well, until a whole round of them says what the map says; on a single slider where they flicker, as
    decimals do in "%g", every step is.
    """
    wordings: list[Patterns] = []
    table = yield from _map_boxes(survey, wordings)
    restless = [combo for combo, steps in enumerate(table) if steps.min() < steps.max()]
    flicker = [combo for combo in restless if table[combo].ndim == 1 and _switches(table[combo]) > FEW_SWITCHES]
    if flicker:
        yield from survey.all_at((combo, (step,)) for combo in flicker for step in range(survey.lasts[0] + 1))
        table = yield from _map_boxes(survey, wordings)
    for places in random_rounds(survey, "words", restless) if restless else ():
        drawings = yield from survey.all_at(places)
        if all(wording(drawing) == wordings[table[place[0]][place[1]]] for place, drawing in zip(places, drawings)):
            break
        table = yield from _map_boxes(survey, wordings)
    return wordings, table


def _switches(steps: Table) -> int:
    return int(np.count_nonzero(np.diff(steps)))


def _map_boxes(survey: Survey, wordings: list[Patterns]) -> Slices[Table]:
    table = np.zeros((len(survey.combos), *(last + 1 for last in survey.lasts)), dtype=np.int64)
    for combo in range(len(survey.combos)):
        waiting: list[Box] = [tuple((0, last) for last in survey.lasts)]
        while waiting:
            box = waiting.pop()
            found = yield from _wordings_in(survey, combo, box)
            if len(found) == 1 or all(high - low < 1 for low, high in box):
                region: tuple[Any, ...] = (combo, *(slice(low, high + 1) for low, high in box))
                table[region] = _number(wordings, found.pop())
            else:
                waiting += _halve(box)
            if len(survey.drawings) > MOST_DRAWINGS:
                raise UnbakableError(_give_up(survey, combo, box))
    return table


def wording(drawing: Drawing) -> Patterns:
    """The patterns of all texts of a drawing, the caption's last."""
    return tuple(phrase.pattern for phrase in drawing.texts)


def _wordings_in(survey: Survey, combo: int, box: Box) -> Slices[set[Patterns]]:
    corners = yield from survey.all_at((combo, corner) for corner in product(*(sorted(set(side)) for side in box)))
    inside = [drawing for (other, index), drawing in survey.drawings.items() if other == combo and _holds(box, index)]
    return {wording(drawing) for drawing in [*corners, *inside]}


def _give_up(survey: Survey, combo: int, box: Box) -> str:
    low, high = (survey.settings(combo, index) for index in (tuple(side[end] for side in box) for end in (0, 1)))
    return (
        f"{survey.lab.name} needs more than {MOST_DRAWINGS} drawings to find where its words change, still between "
        f"{low} and {high}. Let a wording hold over many steps, and give numbers a fixed count of decimals."
    )


def _holds(box: Box, index: Index) -> bool:
    return all(low <= step <= high for (low, high), step in zip(box, index))


def _halve(box: Box) -> list[Box]:
    """Two boxes without a common step, cut across the longest side."""
    place = max(range(len(box)), key=lambda side: box[side][1] - box[side][0])
    low, high = box[place]
    middle = (low + high) // 2
    return [(*box[:place], side, *box[place + 1 :]) for side in ((low, middle), (middle + 1, high))]


def _number(wordings: list[Patterns], patterns: Patterns) -> int:
    if patterns not in wordings:
        wordings.append(patterns)
    return wordings.index(patterns)
