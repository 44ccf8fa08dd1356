"""How a verdict is said and drawn, wherever it stands: on claim cards and in questions about claims."""

from __future__ import annotations

__all__ = ["GLOSSES", "SHAPES", "draw_verdict", "explain_verdict", "say_verdict"]

GLOSSES = {
    "supported": "studies bear it out",
    "partly": "a part of it holds; the rest does not, or was not shown",
    "contested": "studies disagree",
    "unsupported": "no good evidence found, which is not proof of no effect",
    "contradicted": "the evidence points the other way",
    "practical-advice": "sensible advice that trials have hardly tested",
}
# Shapes differ as much as words do, so that no verdict hangs on a colour.
SHAPES = {
    "supported": '<circle cx="8" cy="8" r="7"/><path d="m4.5 8.2 2.5 2.5 4.5-5" stroke="var(--paper)" fill="none"/>',
    "partly": '<circle cx="8" cy="8" r="6.2" fill="none"/><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z"/>',
    "contested": '<path d="M1 5h11M9 2l3 3-3 3M15 11H4M7 8l-3 3 3 3" fill="none"/>',
    "unsupported": '<circle cx="8" cy="8" r="6.2" fill="none" stroke-dasharray="2.6 2.2"/>',
    "contradicted": '<path d="m2.5 2.5 11 11m0-11-11 11" fill="none"/>',
    "practical-advice": '<path d="M8 1.5 14.5 14h-13Z" fill="none"/>',
}


def say_verdict(word: str) -> str:
    """Return a verdict as it is written for readers, such as "Practical advice"."""
    return word.replace("-", " ").capitalize()


def draw_verdict(word: str) -> str:
    """Return the verdict's shape as SVG in the colour of the text; needs the custom property --paper."""
    paint = 'fill="currentColor" stroke="currentColor" stroke-width="1.8"'
    return f'<svg viewBox="0 0 16 16" {paint} aria-hidden="true">{SHAPES[word]}</svg>'


def explain_verdict(word: str) -> str:
    """Return shape, name and meaning of a verdict as HTML of our own."""
    return f"{draw_verdict(word)}<strong>{say_verdict(word)}</strong>: {GLOSSES[word]}"
