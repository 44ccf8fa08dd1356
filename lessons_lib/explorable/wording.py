"""Words and numbers inside a drawing's text: apart for the bake, together again for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# Private-use characters never stand in a lesson's text, so one of them can carry a number's place in the
# ledger of unrounded values through matplotlib and out again.
_FIRST_MARK, _LAST_MARK = 0xE000, 0xF8FF
_MARKS = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}]")
_NUMBER = re.compile(
    f"(?P<mark>[{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}])?"
    r"(?P<sign>(?<![\w.)])[-−+])?"
    r"(?<![A-Za-z_\d.])(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?"
)
_ledger: ContextVar[list[float] | None] = ContextVar("ledger", default=None)


@contextmanager
def keep_unrounded() -> Iterator[list[float]]:
    """Let `show` note the unrounded values of what is written inside the block."""
    ledger: list[float] = []
    token = _ledger.set(ledger)
    try:
        yield ledger
    finally:
        _ledger.reset(token)


def show(value: float, spec: str = ".1f") -> str:
    """The value as text by a format of fixed decimals (".1f", ".0f", "+.1f", ",.0f"), never as "-0.0" or "+0.0".

    Inside a bake the unrounded value travels along, so that the page rounds what Python would round.
    """
    shown = re.sub(r"^[-+](?=[0.,]*$)", "", format(float(value), spec)).replace("-", "−")
    ledger = _ledger.get()
    if ledger is None:
        return shown
    ledger.append(float(value))
    return chr(_FIRST_MARK + len(ledger) - 1) + shown


def strip_marks(text: str) -> str:
    """The text as a reader sees it."""
    return _MARKS.sub("", text)


def level_digits(text: str) -> str:
    """The text with every digit a zero: what is measured, so that layout does not twitch with the digits."""
    return re.sub(r"\d", "0", strip_marks(text))


@dataclass(frozen=True)
class Numeral:
    """How a number inside a text is written."""

    decimals: int
    comma: bool = False
    plus: bool = False
    minus: str = "-"

    @property
    def shape(self) -> str:
        """What makes two numerals the same in a pattern: the sign that happens to show does not."""
        return f"\0{self.decimals}{',' if self.comma else ''}\0"

    def write(self, value: float) -> str:
        """The value in words' company: rounded, signed as in the drawing, and never minus zero."""
        text = format(abs(value), f"{',' if self.comma else ''}.{self.decimals}f")
        nothing = not text.strip("0.,")
        sign = "" if nothing else self.minus if value < 0 else "+" if self.plus else ""
        return sign + text

    def merge(self, other: Numeral) -> Numeral:
        """The numeral that can write whatever either could."""
        minus = "−" if "−" in (self.minus, other.minus) else "-"
        return Numeral(self.decimals, self.comma, self.plus or other.plus, minus)


@dataclass(frozen=True)
class Phrase:
    """A text as words with numerals between them, the numbers' values at one setting, and whether each is unrounded."""

    words: tuple[str, ...]
    numerals: tuple[Numeral, ...]
    values: tuple[float, ...]
    unrounded: tuple[bool, ...]

    @property
    def pattern(self) -> str:
        """The text without its numbers: equal patterns can be told by numbers alone."""
        return "".join(word + numeral.shape for word, numeral in zip(self.words, self.numerals)) + self.words[-1]

    def write(self, values: tuple[float, ...] | None = None) -> str:
        """The text with its own numbers, or with others."""
        numbers = self.values if values is None else values
        written = (word + numeral.write(value) for word, numeral, value in zip(self.words, self.numerals, numbers))
        return "".join(written) + self.words[-1]


def parse(text: str, ledger: list[float]) -> Phrase:
    """Take a text apart into words and numbers; marked numbers get their unrounded value from the ledger."""
    words, numerals, values, marked, end = [""], [], [], [], 0
    for match in _NUMBER.finditer(text):
        words[-1] += text[end : match.start()]
        end = match.end()
        numeral, value = _read(match)
        shown = strip_marks(match.group())
        if numeral.write(value) != (shown if value else shown.lstrip("-−+")):
            words[-1] += shown  # "007" or a list's "1." is a word, not a number
            continue
        numerals.append(numeral)
        marked.append(bool(match["mark"]))
        values.append(ledger[ord(match["mark"]) - _FIRST_MARK] if match["mark"] else value)
        words.append("")
    words[-1] += text[end:]
    return Phrase(tuple(words), tuple(numerals), tuple(values), tuple(marked))


def _read(match: re.Match[str]) -> tuple[Numeral, float]:
    fraction, sign = match["fraction"] or "", match["sign"] or ""
    numeral = Numeral(
        max(0, len(fraction) - 1), "," in match["whole"], sign == "+", sign if sign in "-−" and sign else "-"
    )
    size = float(match["whole"].replace(",", "") + fraction)
    return numeral, -size if sign and sign in "-−" else size
