"""Numbers as the page asks for them and shows them, with their units."""

from __future__ import annotations

from lessons_lib.quiz.answer import compute
from lessons_lib.quiz.numbers import Numeric, NumericPredict

__all__ = ["SPELLINGS", "answer_in_words", "label_number", "spell_unit", "suffix_of"]

# What a learner may type behind a number; the first is how the page asks for it.
SPELLINGS: dict[str, list[str]] = {
    "°": ["degrees", "°", "deg", "deg.", "degs", "degree"],
    "of 100": ["out of 100", "of 100", "in 100", "/100", "%", "percent", "per cent"],
    "%": ["percent", "%", "per cent"],
    "mm": ["millimetres", "mm", "millimetre", "millimeter", "millimeters"],
}


def answer_in_words(question: Numeric | NumericPredict) -> str:
    """Return the computed answer with its unit, rounded as the question says (else to three digits)."""
    return f"{_rounded(question)}{suffix_of(question.unit)}"


def suffix_of(unit: str) -> str:
    """Return what stands right behind a number."""
    return unit if unit in ("", "°", "%") else f"\N{NO-BREAK SPACE}{unit}"


def spell_unit(unit: str) -> list[str]:
    """Return what a learner may type behind a number; the first is how the page asks for it."""
    return SPELLINGS.get(unit, [unit] if unit else [])


def label_number(question: Numeric | NumericPredict) -> str:
    """Return how the box for the number is called."""
    unit = f" ({spell_unit(question.unit)[0]})" if question.unit else ""
    if isinstance(question, Numeric):
        return f"Your answer{unit}"
    return f"Your guess, from {question.low:g} to {question.high:g}{unit}"


def _rounded(question: Numeric | NumericPredict) -> str:
    value, decimals = compute(question.answer), question.answer.decimals
    text = f"{value:.3g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace("-", "−")
