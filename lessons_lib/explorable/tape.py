"""What a drawing leaves behind: words between numbers, the numbers, and the texts a reader sees."""

from __future__ import annotations

import html
from enum import IntEnum

import numpy as np

from .wording import strip_marks


class Kind(IntEnum):
    """What a number in the picture is; it decides how far off the page may be and how many decimals it writes."""

    PLACE = 0
    COLOUR = 1
    OPACITY = 2
    WIDTH = 3
    WORD = 4


#: How far a baked number may lie from a drawn one: px, steps of a colour channel, opacity, px of a line's width,
#: and units of the last digit of a number in a text.
TOLERANCE = {Kind.PLACE: 0.5, Kind.COLOUR: 3.0, Kind.OPACITY: 0.02, Kind.WIDTH: 0.1, Kind.WORD: 1.0}
DECIMALS = {Kind.PLACE: 1, Kind.OPACITY: 3, Kind.WIDTH: 2}


class Tape:
    """Collects SVG text; numbers and visible texts are kept apart from what stands between them."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self.values: list[float] = []
        self.kinds: list[Kind] = []
        self.texts: list[str] = []
        self.owners: list[str] = []
        self._path: list[str] = []

    def add(self, words: str) -> Tape:
        """Words that do not move."""
        self.words[-1] += words
        return self

    def number(self, value: float, kind: Kind = Kind.PLACE) -> Tape:
        """A number that may move; one that is no number at all counts as zero."""
        self.values.append(float(value) if np.isfinite(value) else 0.0)
        self.kinds.append(kind)
        self.owners.append("/".join(self._path))
        self.words.append("")
        return self

    def colour(self, code: str) -> Tape:
        """A colour as #rrggbb: three numbers that may move."""
        self.add("#")
        for place in (1, 3, 5):
            self.number(int(code[place : place + 2], 16), Kind.COLOUR)
        return self

    def text(self, text: str) -> Tape:
        """A text a reader sees; its place in the structure is a tab, which no XML of ours contains."""
        self.texts.append(text)
        return self.add("\t")

    def enter(self, artist: str) -> None:
        """Say which artist draws from here on."""
        self._path.append(artist)

    def leave(self) -> None:
        """The artist is done."""
        self._path.pop()

    def svg(self) -> str:
        """The drawing's elements as SVG text."""
        pieces, waiting = [self.words[0]], iter(self.texts)
        for word, value, kind in zip(self.words[1:], self.values, self.kinds):
            pieces += [write_number(value, kind), word]
        return "".join(
            html.escape(strip_marks(next(waiting)), quote=False) if part == "\t" else part
            for part in _split_tabs("".join(pieces))
        )


def write_number(value: float, kind: Kind) -> str:
    """A number as the picture writes it: colours as two hexadecimal digits, the rest with few decimals."""
    if kind is Kind.COLOUR:
        return f"{min(255, max(0, round(value))):02x}"
    text = f"{value:.{DECIMALS[kind]}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _split_tabs(text: str) -> list[str]:
    parts: list[str] = []
    for piece in text.split("\t"):
        parts += ["\t", piece]
    return parts[1:]


def letters(number: int) -> str:
    """A whole number from 0 as letters: a digit in an id would be taken for a number that can move."""
    head, letter = divmod(number, 26)
    return (letters(head - 1) if head else "") + chr(97 + letter)
