"""A page tells of a work once, in its list of sources; a card that stands on it leads there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from lessons_lib import seeds
from lessons_lib.markup import words_to_html

LISTED = re.compile(r'<li id="work-([^"]+)">')
CITED = re.compile(r'<li data-work="([^"]+)">.*?</li>', re.DOTALL)


def cite_once(cells: Iterable[str]) -> list[str]:
    """Return the cells with every work that the page lists cited by its label, with a link to where it is told whole.

    A work that the page does not list stays as the card tells it.
    """
    told = list(cells)
    listed = {key for cell in told for key in LISTED.findall(cell)}
    return [CITED.sub(lambda cited: _cite(cited, listed), cell) for cell in told]


def _cite(cited: re.Match[str], listed: set[str]) -> str:
    key = cited[1]
    if key not in listed:
        return cited[0]
    return f'<li><a href="#work-{quote(key)}">{words_to_html(seeds.references()[key].label)}</a></li>'
