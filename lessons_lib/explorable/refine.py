"""Find the fewest nodes from which every setting of a lab can be told within the tolerances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, product
from zlib import crc32

import numpy as np

from .grid import CUBIC, LINE, Axis, blend, node_steps
from .renderer import UnbakableError
from .survey import SLOTS, Array, Index, Slices, Survey, distance, line_up, tolerances

#: Refine where the error passes this share of what is promised: a midpoint is a sample, not a proof.
CAUTION = 0.7
#: Random settings that must all pass in a row before the grid counts as done, and how many more after each failure:
#: who is asked often enough passes ten by luck.
CHECKS, MORE_CHECKS = 10, 5
#: A lab that needs more drawings than this has a jump or a front that low-rank numbers cannot follow.
MOST_DRAWINGS = 900


def refine(survey: Survey) -> Slices[list[Axis]]:
    """The nodes of each slider, found by drawing: ends and centre first, then gaps that fail, then random settings."""
    axes = [Axis.over(last) for last in survey.lasts]
    if not axes:
        yield from survey.all_at(product(range(len(survey.combos)), [()]))
        return axes
    if not (yield from _passes(survey, axes, _centres(survey))):
        yield from _settle_all(survey, axes)
    for places in random_rounds(survey, "numbers", range(len(survey.combos))):
        yield from survey.all_at(product(range(len(survey.combos)), node_steps(axes)))
        failed = yield from _first_failure(survey, axes, places)
        if failed is None:
            return axes
        yield from _repair(survey, axes, *failed)
        if len(survey.drawings) > MOST_DRAWINGS:
            raise UnbakableError(_give_up(survey, *failed))
    raise AssertionError("the rounds of random settings never end")


def _give_up(survey: Survey, combo: int, index: Index) -> str:
    return (
        f"{survey.lab.name} needs more than {MOST_DRAWINGS} drawings; it still misses at "
        f"{survey.settings(combo, index)}, most restlessly in {_most_restless(survey, combo)}. "
        "Let curves, marks and numbers move smoothly with the sliders: no abs() or max() in a shown number, "
        "no sampled argmax, no histogram, no colour or place chosen by if."
    )


def _most_restless(survey: Survey, combo: int) -> str:
    """The text or artist that changes most from one step to the next, in tolerances."""
    mine = {index: drawing for (other, index), drawing in survey.drawings.items() if other == combo}
    pairs = [(mine[index], mine[after]) for index in mine for after in _next_steps(index) if after in mine]
    leaps = np.fmax.reduce(
        [np.abs(line_up(a) - line_up(b)) / tolerances(a) for a, b in pairs] or [line_up(next(iter(mine.values())))]
    )
    drawing, worst = next(iter(mine.values())), int(np.nanargmax(leaps))
    picture = len(drawing.values)
    return (
        drawing.owners[worst] if worst < picture else f"the text '{drawing.texts[(worst - picture) // SLOTS].write()}'"
    )


def _next_steps(index: Index) -> list[Index]:
    return [(*index[:place], index[place] + 1, *index[place + 1 :]) for place in range(len(index))]


def guess(survey: Survey, axes: list[Axis], combo: int, index: Index) -> Slices[Array]:
    """The numbers at a place as the page will tell them: from the nodes around it."""
    total: Array | float = 0.0
    for corner, weight in blend(axes, index):
        node = tuple(axis.nodes[place] for axis, place in zip(axes, corner))
        drawing = yield from survey.at(combo, node)
        total = total + weight * line_up(drawing)
    return np.asarray(total)


def _error(survey: Survey, axes: list[Axis], combo: int, index: Index) -> Slices[float]:
    drawn = yield from survey.at(combo, index)
    guessed = yield from guess(survey, axes, combo, index)
    return distance(drawn, guessed)


def _passes(survey: Survey, axes: list[Axis], places: list[tuple[int, Index]]) -> Slices[bool]:
    return (yield from _first_failure(survey, axes, places)) is None


def _first_failure(
    survey: Survey, axes: list[Axis], places: list[tuple[int, Index]]
) -> Slices[tuple[int, Index] | None]:
    for combo, index in places:
        if (yield from _error(survey, axes, combo, index)) > CAUTION:
            return combo, index
    return None


def _centres(survey: Survey) -> list[tuple[int, Index]]:
    # A little off the middle: a curve that is odd about the middle of its slider passes through its own chord there.
    centre = tuple(round(0.46 * last) for last in survey.lasts)
    return [(combo, centre) for combo in range(len(survey.combos))]


def random_rounds(survey: Survey, purpose: str, combos: Sequence[int]) -> Iterator[list[tuple[int, Index]]]:
    """Places drawn by lot among some combinations, more in each round; the same for the same lab and purpose."""
    dice = np.random.default_rng(crc32(f"{survey.lab.name} {purpose}".encode()))
    for failures in count():
        yield [
            (
                int(dice.choice(combos)),
                tuple(int(dice.integers(last + 1)) for last in survey.lasts),
            )
            for _ in range(CHECKS + MORE_CHECKS * failures)
        ]


def _settle_all(survey: Survey, axes: list[Axis]) -> Slices[None]:
    for place in range(len(axes)):
        yield from _settle(survey, axes, place)


def _settle(survey: Survey, axes: list[Axis], place: int) -> Slices[None]:
    """Halve the gaps of one axis until each is crossed by a line or a cubic, at the ends and middles of the others."""
    waiting = list(zip(axes[place].nodes, axes[place].nodes[1:]))
    while waiting:
        low, high = waiting.pop()
        if high - low < 2:
            continue
        middle = (low + high) // 2
        if not (yield from _cross(survey, axes, place, middle)):
            axes[place].insert(middle)
            waiting += [(low, middle), (middle, high)]
            if len(survey.combos) * len(node_steps(axes)) > MOST_DRAWINGS:
                others = tuple(last // 2 for last in survey.lasts)
                raise UnbakableError(_give_up(survey, 0, (*others[:place], middle, *others[place + 1 :])))


def _cross(survey: Survey, axes: list[Axis], place: int, middle: int) -> Slices[bool]:
    """Whether a line or else a cubic meets the drawing in the middle of a gap; the gap keeps what did."""
    gap = axes[place].gap(middle)
    for kind in (LINE, CUBIC):
        axes[place].kinds[gap] = kind
        if (yield from _holds(survey, axes, place, middle)):
            return True
    return False


def _holds(survey: Survey, axes: list[Axis], place: int, step: int) -> Slices[bool]:
    others = [sorted({0, last // 2, last}) for last in survey.lasts]
    others[place] = [step]
    for combo, index in product(range(len(survey.combos)), product(*others)):
        if (yield from _error_along(survey, axes, place, combo, index)) > CAUTION:
            return False
    return True


def _error_along(survey: Survey, axes: list[Axis], place: int, combo: int, index: Index) -> Slices[float]:
    """The error at a place when only one axis is told from its nodes and the others are drawn where they are."""
    alone = [Axis([step], [LINE]) for step in index]
    alone[place] = axes[place]
    return (yield from _error(survey, alone, combo, index))


def _repair(survey: Survey, axes: list[Axis], combo: int, index: Index) -> Slices[None]:
    """A node for the axis that is told worst at a failed place."""
    errors = []
    for place in range(len(axes)):
        free = index[place] not in axes[place].nodes
        errors.append((yield from _error_along(survey, axes, place, combo, index)) if free else -1.0)
    worst = int(np.argmax(errors))
    axes[worst].insert(index[worst])
