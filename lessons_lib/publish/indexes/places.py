"""Where in the site something stands: the card of a claim, the meaning of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lessons_lib.publish.sitemap import Entry, Site

__all__ = ["Link", "cut_main", "find_claims", "find_terms", "label"]

CLAIM = re.compile(r' id="claim-(C\d{3})"')
TERM = re.compile(r' href="#term-([a-z0-9-]+)"')


@dataclass(frozen=True)
class Link:
    """A place in the site, and the words that lead there."""

    href: str
    words: str


def cut_main(page: str) -> str:
    """Return what stands in a page's main part: all that is read, and nothing of what makes it move."""
    _, _, inside = page.partition("<main")
    return inside.partition("</main>")[0]


def label(entry: Entry) -> str:
    """Return how a page is named where others speak of it, such as "Lesson 1: The kinetic chain"."""
    return entry.title if entry.number is None else f"Lesson {entry.number}: {entry.title}"


def find_claims(site: Site, texts: Mapping[str, str], homes: Mapping[str, str]) -> dict[str, Link]:
    """Return where each claim's card stands, by the claim's id: in its own lesson, else where it is shown first.

    `homes` says by id which lesson ("06") a claim belongs to.
    """
    found: dict[str, Link] = {}
    for entry, text in _read_in_order(site, texts):
        for claim_id in CLAIM.findall(text):
            is_home = entry.number is not None and homes.get(claim_id) == f"{entry.number:02}"
            if is_home or claim_id not in found:
                found[claim_id] = _link(entry, f"claim-{claim_id}")
    return found


def find_terms(site: Site, texts: Mapping[str, str]) -> dict[str, list[Link]]:
    """Return the pages that use each word of the glossary, by the word's id, in the order of the site."""
    found: dict[str, list[Link]] = {}
    for entry, text in _read_in_order(site, texts):
        for term_id in sorted(set(TERM.findall(text))):
            anchor = f"term-{term_id}"
            found.setdefault(term_id, []).append(_link(entry, anchor if f' id="{anchor}"' in text else ""))
    return found


def _read_in_order(site: Site, texts: Mapping[str, str]) -> Iterator[tuple[Entry, str]]:
    for entry in (*site.lessons, *site.beside):
        if entry.name in texts:
            yield entry, texts[entry.name]


def _link(entry: Entry, anchor: str) -> Link:
    return Link(f"{quote(entry.name)}.html{'#' if anchor else ''}{anchor}", label(entry))
