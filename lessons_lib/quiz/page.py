"""A question as the page needs it: texts as safe HTML, the answer worked out, and a still form to read."""

from __future__ import annotations

import html
from typing import Any

from lessons_lib.markup import to_html, to_inline, to_words
from lessons_lib.quiz.answer import compute
from lessons_lib.quiz.model import (
    ChoicePredict,
    Multiple,
    Numeric,
    NumericPredict,
    Option,
    Predict,
    Question,
    Single,
    Trap,
)

__all__ = ["answer_in_words", "eyebrow", "for_page", "in_words", "still"]

# What a learner may type behind a number; the first is how the page asks for it.
SPELLINGS: dict[str, list[str]] = {
    "°": ["degrees", "°", "deg", "deg.", "degs", "degree"],
    "of 100": ["out of 100", "of 100", "in 100", "/100", "%", "percent", "per cent"],
    "%": ["percent", "%", "per cent"],
    "mm": ["millimetres", "mm", "millimetre", "millimeter", "millimeters"],
}


def eyebrow(question: Question) -> str:
    """Return the few words above the stem that say what kind of task this is."""
    return "Predict first" if isinstance(question, Predict) else "Check yourself"


def for_page(question: Question) -> dict[str, Any]:
    """Return everything the widget needs; every text in it is sanitised HTML or plain words of our own."""
    page = {
        "id": question.id,
        "type": question.type,
        "stem": to_inline(question.stem),
        "hints": [to_inline(hint) for hint in question.hints],
        "explanation": to_html(question.explanation),
    }
    return page | _kind(question) | _prediction(question)


def in_words(question: Question) -> str:
    """Return the question and its options as one plain line, without the answer."""
    told = f"{eyebrow(question)}: {to_words(question.stem)}"
    if isinstance(question, (Numeric, NumericPredict)):
        return f"{told} {_asked(question)}"
    options = [f"({letter}) {to_words(option.text)}" for letter, option in _lettered(question)]
    return " ".join([told, *options])


def still(question: Question) -> str:
    """Return the question as HTML that reads without any script: stem and options, no answer."""
    stem = f"<p><strong>{eyebrow(question)}.</strong> {to_inline(question.stem)}</p>"
    inside = stem + _still_answers(question)
    return f'<div class="lesson-quiz-still" data-question="{question.id}">{inside}</div>'


def answer_in_words(question: Numeric | NumericPredict) -> str:
    """Return the computed answer with its unit, rounded as the question says (else to three digits)."""
    return f"{_rounded(question)}{_suffix(question.unit)}"


def _kind(question: Question) -> dict[str, Any]:
    if isinstance(question, (Numeric, NumericPredict)):
        return _numeric(question) | (_check(question) if isinstance(question, Numeric) else _slider(question))
    options = [_option(option) for option in question.options]
    return {"many": isinstance(question, Multiple), "options": options}


def _option(option: Option) -> dict[str, Any]:
    shown = {"text": to_inline(option.text), "feedback": to_inline(option.feedback)}
    return shown | {"right": option.right, "words": to_words(option.text)}


def _numeric(question: Numeric | NumericPredict) -> dict[str, Any]:
    spoken = {name: to_inline(text) for name, text in question.feedback.model_dump().items()}
    answer = {"answer": compute(question.answer), "shown": answer_in_words(question), "feedback": spoken}
    return answer | {"unit": question.unit, "suffix": _suffix(question.unit), "label": _label(question)}


def _check(question: Numeric) -> dict[str, Any]:
    traps = [_trap(trap) for trap in question.traps]
    return {"tolerance": question.tolerance, "traps": traps, "units": _spellings(question.unit)}


def _trap(trap: Trap) -> dict[str, Any]:
    return trap.model_dump(include={"value", "tolerance"}) | {"feedback": to_inline(trap.feedback)}


def _slider(question: NumericPredict) -> dict[str, Any]:
    ends = question.model_dump(include={"low", "high", "step", "close_within"})
    return ends | {"start": question.middle}


def _prediction(question: Question) -> dict[str, Any]:
    if not isinstance(question, Predict):
        return {}
    return {"then": to_inline(question.then), "against": question.against}


def _rounded(question: Numeric | NumericPredict) -> str:
    value, decimals = compute(question.answer), question.answer.decimals
    text = f"{value:.3g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace("-", "−")


def _suffix(unit: str) -> str:
    return unit if unit in ("", "°", "%") else f"\N{NO-BREAK SPACE}{unit}"


def _lettered(question: Single | Multiple | ChoicePredict) -> list[tuple[str, Option]]:
    return list(zip("ABCDEFGHIJ", question.options, strict=False))


def _spellings(unit: str) -> list[str]:
    return SPELLINGS.get(unit, [unit] if unit else [])


def _label(question: Numeric | NumericPredict) -> str:
    unit = f" ({_spellings(question.unit)[0]})" if question.unit else ""
    if isinstance(question, Numeric):
        return f"Your answer{unit}"
    return f"Your guess, from {question.low:g} to {question.high:g}{unit}"


def _asked(question: Numeric | NumericPredict) -> str:
    return f"{_label(question)}: ____"


def _still_answers(question: Question) -> str:
    if isinstance(question, (Numeric, NumericPredict)):
        return f"<p>{html.escape(_asked(question))}</p>"
    return f"<ul>{''.join(f'<li>{to_inline(option.text)}</li>' for option in question.options)}</ul>"
