"""Draws a smooth line through a few knots without inventing peaks between them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Knots: TypeAlias = tuple[tuple[float, float], ...]


def smooth(at: NDArray[np.float64], knots: Knots) -> NDArray[np.float64]:
    """Cubic through the knots that never overshoots them, flat where they turn (Fritsch and Butland).

    `at` has any shape and lies within the knots, which are pairs (place, value) in rising order of place.
    """
    x, y = np.array(knots).T
    step = np.diff(x)
    slope = np.diff(y) / step
    both = slope[:-1] * slope[1:]
    inner = np.where(both > 0, 2 * both / np.where(both > 0, slope[:-1] + slope[1:], 1), 0)
    tangent = np.concatenate([slope[:1], inner, slope[-1:]])
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, step.size - 1)
    t, h = (at - x[k]) / step[k], step[k]
    bend = t * (1 - t) * h * ((1 - t) * (tangent[k] - slope[k]) - t * (tangent[k + 1] - slope[k]))
    return np.asarray(y[k] + t * h * slope[k] + bend)
