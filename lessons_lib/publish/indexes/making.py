"""All four pages at once, so that what they share is made once."""

from __future__ import annotations

from collections.abc import Mapping

from lessons_lib.publish.sitemap import Site

from .claims_index import draw_cards, make_claims
from .glossary_page import make_glossary
from .places import cut_main
from .search_page import make_search
from .sources_page import make_sources

__all__ = ["make_all"]


def make_all(site: Site, pages: Mapping[str, str]) -> dict[str, str]:
    """Return the pages by file name; `pages` are the finished ones of the notebooks, by the notebook's name.

    A page that is missing there is only not linked to and not searched. Raises SeedProblems when seeds hold mistakes.
    """
    texts = {entry.name: cut_main(pages[entry.name]) for entry in site.entries if entry.name in pages}
    cards = draw_cards()
    return {
        "claims.html": make_claims(site, texts, cards),
        "glossary.html": make_glossary(site, texts),
        "sources.html": make_sources(site),
        "search.html": make_search(site, texts, cards),
    }
