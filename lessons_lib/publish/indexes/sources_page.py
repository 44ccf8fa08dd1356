"""What the course stands on: the five articles, and every work that is cited with how much of it we read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from lessons_lib import seeds
from lessons_lib.claims.card import describe_work
from lessons_lib.publish.layout import read_part, render
from lessons_lib.publish.sitemap import Site

from .glossary_page import find_letter, fold

__all__ = ["find_claims_of", "find_payers", "make_sources", "read_how_much"]

#: How the note on what was read begins, and what that is called in the count; the last one takes all others.
READ = (
    ("abstract and ", "the abstract and something more"),
    ("abstract, and ", "the abstract and something more"),
    ("abstract", "the abstract, whole or in part"),
    ("", "other things: a page, a table, a summary by somebody else"),
)
NOT_STATED = "Not stated in what we read."


@dataclass(frozen=True)
class Work:
    """A work that is cited: itself, as HTML, the claims that stand on it, and who paid where we know."""

    reference: seeds.Reference
    told: str
    claims: tuple[str, ...]
    paid: str


@dataclass(frozen=True)
class Article:
    """One of the five articles, and how many of the claims it makes."""

    source: seeds.Source
    claims: int


def make_sources(site: Site) -> str:
    """Return the page of all sources; raises SeedProblems when the seeds hold mistakes."""
    works = sorted(_works(), key=lambda work: (find_letter(work.reference.label), fold(work.reference.label)))
    letters = [(letter, list(some)) for letter, some in groupby(works, lambda work: find_letter(work.reference.label))]
    return render(
        "sources.html.j2",
        site=site,
        articles=_articles(),
        letters=letters,
        total=len(works),
        read=read_how_much(seeds.references().values()),
        style=read_part("indexes.css"),
    )


def read_how_much(works: Iterable[seeds.Reference]) -> list[tuple[str, int]]:
    """Return how many works were read how far: beyond the abstract, the abstract, other things."""
    counted = Counter(next(words for start, words in READ if work.seen.startswith(start)) for work in works)
    return [(words, counted[words]) for words in dict.fromkeys(words for _, words in READ) if counted[words]]


def find_claims_of(claims: Iterable[seeds.Claim]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the claims that cite each work, by the work's key."""
    found: dict[str, tuple[str, ...]] = {}
    for one in sorted(claims, key=lambda one: one.id):
        for key in dict.fromkeys(one.references):
            found[key] = (*found.get(key, ()), one.id)
    return found


def find_payers(claims: Iterable[seeds.Claim]) -> dict[str, str]:
    """Return who paid for a work, by its key: known where a claim stands on this work alone and tells of a payer."""
    told: dict[str, str] = {}
    for one in sorted(claims, key=lambda one: one.id):
        if len(one.references) == 1 and one.who_paid != NOT_STATED and not one.who_paid.startswith("No study"):
            told.setdefault(one.references[0], one.who_paid)
    return told


def _works() -> Iterable[Work]:
    claims = seeds.claims().values()
    cited, paid = find_claims_of(claims), find_payers(claims)
    for key, reference in seeds.references().items():
        yield Work(reference, describe_work(reference), cited.get(key, ()), paid.get(key, ""))


def _articles() -> list[Article]:
    said = Counter(article for one in seeds.claims().values() for article in {place[:2] for place in one.sources})
    return [Article(source, said[source.id]) for source in _by_id(seeds.sources())]


def _by_id(sources: Mapping[str, seeds.Source]) -> list[seeds.Source]:
    return [sources[key] for key in sorted(sources)]
