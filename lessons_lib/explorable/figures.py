"""Whole numbers as letters of a page: small numbers take one letter, and like rows look alike, so that gzip packs them.

Base64 would hide both from gzip, and 16 bits a number would be too many for most and too few for 88,158 people.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

__all__ = ["LETTERS", "Rows", "read_rows", "write_rows"]

#: Letters that need no escape in JSON or in a script element; explorable.js makes the same.
LETTERS = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"&'<\\")
#: The first letters end a number, the others are followed by more of it.
_LAST = 60
_MORE = len(LETTERS) - _LAST

#: How many rows back the row stands from which a row is told as a difference (0: it is told as it is), and the letters.
Rows = tuple[int, str]
#: Along an outline x and y take turns, so a number is most like the one two before it.
_BACK = (0, 1, 2)


def write_rows(numbers: np.ndarray[Any, Any]) -> Rows:
    """Return whole numbers, row by row, in the fewest bytes that a zipped page needs for them."""
    ways = [(back, "".join(_spell(_differ(numbers, back)))) for back in _BACK]
    return min(ways, key=lambda way: len(zlib.compress(way[1].encode(), 9)))


def read_rows(packed: Iterable[Any], wide: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the rows again; `wide` is how many numbers each has."""
    back, text = packed
    rows = np.array(list(_read(text)), dtype=float).reshape(-1, wide) if wide else np.zeros((0, 0))
    for row in range(back, len(rows)) if back else ():
        rows[row] += rows[row - back]
    return rows


def _differ(numbers: np.ndarray[Any, Any], back: int) -> Iterator[int]:
    rows = np.asarray(numbers).astype(np.int64)
    if back:
        rows = np.vstack([rows[:back], rows[back:] - rows[:-back]])
    return (int(number) for number in rows.ravel())


def _spell(numbers: Iterable[int]) -> Iterator[str]:
    for number in numbers:
        left = 2 * number if number >= 0 else -2 * number - 1
        while left >= _LAST:
            left, digit = divmod(left - _LAST, _MORE)
            yield LETTERS[_LAST + digit]
        yield LETTERS[left]


def _read(text: str) -> Iterator[int]:
    left, unit = 0, 1
    for letter in text:
        digit = LETTERS.index(letter)
        left += unit * digit
        if digit >= _LAST:
            unit *= _MORE
            continue
        yield -(left + 1) // 2 if left % 2 else left // 2
        left, unit = 0, 1
