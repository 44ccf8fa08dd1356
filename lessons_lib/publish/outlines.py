"""Outlines in fewer letters: a path that goes by steps, from point to point, needs half the digits of one that counts
from the corner of the paper. The steps are those of the numbers as they were written, so no point moves.

explorable.js counts from the corner again where numbers of an outline move (`settle`).
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["shorten_outlines"]

_OUTLINE = re.compile(r'(<path\b[^>]*? d=")((?:[MLQC][-\d. ]+|Z)+)(")')
_PART = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_TAKES = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
Point = tuple[Decimal, Decimal]


def shorten_outlines(markup: str) -> str:
    """Return the same drawings with their outlines told in steps; what is written in another way stays."""
    return _OUTLINE.sub(lambda found: found[1] + _shorten(found[2]) + found[3], markup)


def _shorten(outline: str) -> str:
    parts = [(letter, [Decimal(number) for number in numbers.split()]) for letter, numbers in _PART.findall(outline)]
    if any(len(numbers) != _TAKES[letter] for letter, numbers in parts):
        return outline
    return _join(_step(parts))


def _step(parts: list[tuple[str, list[Decimal]]]) -> list[tuple[str, list[Decimal]]]:
    """The parts of an outline, each counted from where the part before it ends."""
    here = start = (Decimal(0), Decimal(0))
    steps = []
    for letter, numbers in parts:
        steps.append(_tell(letter, numbers, here))
        here = (numbers[-2], numbers[-1]) if numbers else start
        start = here if letter == "M" else start
    return [("M", parts[0][1]), *steps[1:]]


def _tell(letter: str, numbers: list[Decimal], here: Point) -> tuple[str, list[Decimal]]:
    aside = [number - here[place % 2] for place, number in enumerate(numbers)]
    if letter == "L" and not all(aside):
        return ("v", aside[1:]) if aside[1] else ("h", aside[:1])
    return letter.lower(), aside


def _join(steps: list[tuple[str, list[Decimal]]]) -> str:
    text, last = "", ""
    for letter, numbers in steps:
        told = re.sub(r" (?=-)", "", " ".join(_write(number) for number in numbers))
        if letter == last and letter not in "mz":
            text += told if told.startswith("-") else f" {told}"
        else:
            text += letter + told
        last = letter
    return text


def _write(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return re.sub(r"^(-?)0\.", r"\1.", text)
