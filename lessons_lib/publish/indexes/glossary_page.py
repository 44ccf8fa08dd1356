"""Hard words in plain ones, from A to Z, and the lessons that use each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from lessons_lib.glossary.terms import Term, load
from lessons_lib.publish.layout import read_part, render
from lessons_lib.publish.sitemap import Site

from .places import Link, find_terms

__all__ = ["find_letter", "fold", "make_glossary"]


@dataclass(frozen=True)
class Word:
    """A term and the pages that use it."""

    term: Term
    used: list[Link]


def make_glossary(site: Site, texts: Mapping[str, str]) -> str:
    """Return the page of all terms; `texts` are the main parts of the notebooks' pages."""
    used = find_terms(site, texts)
    terms = sorted(load().values(), key=lambda term: (find_letter(term.term), fold(term.term)))
    words = [Word(term, used.get(term.id, [])) for term in terms]
    letters = [(letter, list(group)) for letter, group in groupby(words, lambda word: find_letter(word.term.term))]
    return render("glossary.html.j2", site=site, letters=letters, total=len(words), style=read_part("indexes.css"))


def fold(word: str) -> str:
    """Return a word without capitals and accents, as a dictionary sorts it."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def find_letter(word: str) -> str:
    """Return the letter under which a dictionary lists a word; "#" for what begins with none of A to Z."""
    first = fold(word)[:1].upper()
    return first if "A" <= first <= "Z" else "#"
