"""Refuses what a model cannot answer, in a sentence that names the argument, its value and what it may be."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def within(name: str, value: ArrayLike, low: float, high: float, unit: str) -> NDArray[np.float64]:
    """The value as an array; ValueError where any of it lies outside low to high, or is not a number."""
    numbers = np.asarray(value, dtype=float)
    wrong = numbers[~((numbers >= low) & (numbers <= high))]  # written so that NaN is wrong too
    if wrong.size:
        raise ValueError(f"{name} is {wrong.flat[0]:g}; it must lie between {low:g} and {high:g} {unit}.")
    return numbers


def one_of(name: str, value: str, *allowed: str) -> str:
    """The value; ValueError where it is not one of those allowed."""
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; it must be {' or '.join(repr(one) for one in allowed)}.")
    return value


def count(name: str, value: int, most: int) -> int:
    """The value; ValueError where it is not a whole number from 1 to `most`."""
    if not 1 <= value <= most or value != int(value):  # in this order, as NaN and infinity have no whole number
        raise ValueError(f"{name} is {value}; it must be a whole number from 1 to {most:,}.")
    return int(value)


def known_sd(name: str, sd: float | None) -> float:
    """The SD of a constant; ValueError where the seeds give none, as nothing can be drawn or bounded without it."""
    if sd is None:
        raise ValueError(f"The constant {name} has no SD in the seeds; it must have one, or its spread is not known.")
    return sd
