"""The search over all pages: it holds their words and needs no server."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from lessons_lib import seeds
from lessons_lib.advice.emergency import emergency
from lessons_lib.glossary.terms import load
from lessons_lib.markup import to_html
from lessons_lib.publish.layout import read_part, render
from lessons_lib.publish.sitemap import Site
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import listed

from .gathering import Found, gather
from .places import label

__all__ = ["make_search", "pack", "warning_words"]

FILE = "search.yaml"
#: The pages of this package, as the results name them.
BESIDE = {"claims": "Claims", "glossary": "Words", "sources": "Sources"}


def make_search(site: Site, texts: Mapping[str, str], cards: Mapping[str, str]) -> str:
    """Return the page that searches; `texts` are the main parts of the notebooks' pages, `cards` those of the claims.

    Raises SeedProblems when the seeds hold mistakes.
    """
    notice = to_html(emergency().notice)
    found = gather(site, texts, cards, notice)
    return render(
        "search.html.j2",
        site=site,
        notice=notice,
        index=pack(found, _names(site), warning_words()),
        names=_names(site),
        style=read_part("indexes.css"),
    )


def pack(found: Iterable[Found], names: Mapping[str, str], urgent: Iterable[str]) -> str:
    """Return all that the script searches, deflated, in base64; the same texts give the same letters.

    `names` says how each page is named, by its file's stem.
    """
    told: dict[str, Any] = {
        "pages": list(names.items()),
        "columns": _to_columns(found, {name: number for number, name in enumerate(names)}),
        "words": [list(dict.fromkeys((term.term, *term.also))) for term in load().values()],
        "urgent": list(urgent),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _to_columns(found: Iterable[Found], places: Mapping[str, int]) -> list[list[str | int]]:
    """Kinds, pages, anchors, headings and texts, each in one list: like beside like packs best."""
    rows = ((one.kind, places[one.page], _shorten(one), one.heading, one.text) for one in found)
    return [list(column) for column in zip(*rows, strict=True)]


def _shorten(one: Found) -> str | int:
    """The anchor; 1 where it is the heading with dashes, as JupyterLab makes them."""
    return 1 if one.anchor and one.anchor == re.sub(r"\s", "-", one.heading) else one.anchor


@cache
def warning_words() -> tuple[str, ...]:
    """Return the words that bring up urgent help; raises SeedProblems with every mistake of search.yaml."""
    wrong: list[Problem] = []
    words: list[str] = []
    for entry in listed(seeds.folder(), FILE, wrong, {}):
        entry.only("id", "words")
        words += entry.words("words")
    if wrong or not words:
        raise SeedProblems(tuple(wrong) or (Problem(FILE, "urgent", "words", "a list of words, found nothing"),))
    return tuple(words)


def _names(site: Site) -> dict[str, str]:
    return {entry.name: label(entry) for entry in (*site.lessons, *site.beside)} | BESIDE
