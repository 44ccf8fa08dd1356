"""A case as plain words and as still HTML: the person and the first decision, without what a choice is worth."""

from __future__ import annotations

from lessons_lib.cases.case import Case
from lessons_lib.markup import to_html, to_inline, to_words

__all__ = ["in_words", "still"]


def in_words(case: Case) -> str:
    """Return the person and the first decision as one plain line."""
    first = case.steps[case.start]
    choices = [f"({letter}) {to_words(choice.text)}" for letter, choice in zip("ABCDE", first.choices)]
    return " ".join([f"Case: {to_words(case.title)}.", *map(to_words, (case.person, first.told, first.ask)), *choices])


def still(case: Case) -> str:
    """Return the same as HTML that reads without any script."""
    first = case.steps[case.start]
    choices = "".join(f"<li>{to_inline(choice.text)}</li>" for choice in first.choices)
    told = f"<p><strong>Case: {to_inline(case.title)}.</strong></p>{to_html(case.person)}{to_html(first.told)}"
    inside = f"{told}<p>{to_inline(first.ask)}</p><ul>{choices}</ul>"
    return f'<div class="lesson-quiz-still" data-question="{case.id}">{inside}</div>'
