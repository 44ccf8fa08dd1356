"""Words on the page: `words("01")` lists a lesson's and lets them explain themselves, `term("arch")` shows one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessons_lib.glossary.terms import Term, find, taught_in
from lessons_lib.markup import words_to_html
from lessons_lib.style import dress

__all__ = ["ShownTerm", "Words", "term", "words"]

HERE = Path(__file__).parent


class ShownTerm:
    """A term that shows itself with its meaning; `.term` holds the entry of the glossary."""

    def __init__(self, term: Term) -> None:
        self.term = term

    def __repr__(self) -> str:
        return _in_words(self.term)

    def _repr_html_(self) -> str:
        return (
            f'<p class="lesson-term"><dfn>{words_to_html(self.term.term)}</dfn>: {words_to_html(self.term.plain)}</p>'
        )


class Words(anywidget.AnyWidget):
    """The words of a lesson: a list that reads without any script, and tips at the links that lead to it."""

    _esm = HERE / "glossary.js"
    _css = dress(HERE / "tip.css")
    meanings = traitlets.Dict().tag(sync=True)

    def __init__(self, lesson: str, terms: tuple[Term, ...]) -> None:
        super().__init__(meanings={term.anchor: [term.term, term.plain] for term in terms})
        self._lesson, self._terms = lesson, terms

    def __repr__(self) -> str:
        return f"words({self._lesson!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": "\n".join(map(_in_words, self._terms))}, metadata

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        data, metadata = self._repr_mimebundle_()
        publish_display_data({"text/html": definitions(self._terms), "text/plain": data["text/plain"]})
        # The words stand above already, so that a page without widgets need not print them twice.
        publish_display_data(data | {"text/plain": repr(self)}, metadata)


def term(word: str) -> ShownTerm:
    """Return a term of the glossary, by its word or any form of it, as an object that shows its meaning.

    Raises LookupError with a sentence that names the nearest words.
    """
    return ShownTerm(find(word))


def words(lesson: str) -> Words:
    """Return the words that a lesson ("01") links, each with its meaning; LookupError where it links none."""
    return Words(lesson, taught_in(lesson))


def definitions(terms: Iterable[Term]) -> str:
    """Return terms as a definition list, each at the place where `[word](#term-id)` leads."""
    lines = "".join(_line(term) for term in terms)
    return f'<style data-lesson="words">{_style()}</style><dl class="lesson-words">{lines}</dl>'


def _line(term: Term) -> str:
    return f'<div><dt id="{term.anchor}">{words_to_html(term.term)}</dt><dd>{words_to_html(term.plain)}</dd></div>'


def _in_words(term: Term) -> str:
    return f"{term.term}: {term.plain}"


@cache
def _style() -> str:
    return (HERE / "words.css").read_text(encoding="utf-8")
