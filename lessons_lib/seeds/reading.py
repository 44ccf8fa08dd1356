"""Builds sources, references, constants and claims out of the entries of their files."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from .entries import Entry, Problem, SeedProblems, bib_entries, listed, named
from .kinds import (
    CERTAINTIES,
    ORIGINS,
    PROVENANCES,
    SAFETIES,
    TOPICS,
    VERDICTS,
    Claim,
    Constant,
    Reference,
    Source,
    SubVerdict,
)

Found = TypeVar("Found")


@functools.cache
def read_sources(root: Path) -> Mapping[str, Source]:
    wrong: list[Problem] = []
    found = [_build_source(entry) for entry in listed(root, "sources.yaml", wrong, {})]
    return _finish({source.id: source for source in found}, wrong)


def _build_source(entry: Entry) -> Source:
    entry.only("id", "title", "kind")
    return Source(entry.word("id", "an id such as S0", r"S\d"), entry.word("title"), entry.word("kind"))


@functools.cache
def read_constants(root: Path) -> Mapping[str, Constant]:
    wrong: list[Problem] = []
    works = read_references(root)
    found = [_build_constant(entry, works) for entry in named(root, "constants.yaml", wrong)]
    return _finish({constant.name: constant for constant in found}, wrong)


def _build_constant(entry: Entry, works: Mapping[str, Reference]) -> Constant:
    entry.only("value", "sd", "unit", "reference", "provenance", "note")
    provenance = entry.choice("provenance", PROVENANCES)
    return Constant(
        name=entry.id,
        value=entry.number("value"),
        sd=entry.number("sd", low=0) if "sd" in entry.fields else None,
        unit=entry.word("unit"),
        reference=_cited(entry, provenance, works),
        provenance=provenance,
        note=entry.word("note"),
    )


def _cited(entry: Entry, provenance: str, works: Mapping[str, Reference]) -> str:
    if provenance == "assumed" and "reference" not in entry.fields:
        return ""  # an assumption has no work behind it, and must not borrow one
    key = entry.word("reference", "the key of a work in references.bib")
    entry.known("reference", (key,) if key else (), works, "the key of a work in references.bib")
    return key


@functools.cache
def read_claims(root: Path) -> Mapping[str, Claim]:
    wrong: list[Problem] = []
    articles, works, seen = read_sources(root), read_references(root), dict[str, str]()
    files = sorted(path.name for path in (root / "claims").glob("*.yaml"))
    if not files:
        wrong.append(Problem("claims/", "", "", "at least one file ending in .yaml"))
    entries = [entry for name in files for entry in listed(root, f"claims/{name}", wrong, seen)]
    found = [_build_claim(entry, articles, works) for entry in entries]
    return _finish({claim.id: claim for claim in found}, wrong)


def _build_claim(entry: Entry, articles: Mapping[str, Source], works: Mapping[str, Reference]) -> Claim:
    entry.only(*Claim.__dataclass_fields__)
    cited = entry.words("references")
    entry.known("references", cited, works, "keys of works in references.bib")
    origin = entry.choice("origin", ORIGINS)
    return Claim(
        id=entry.word("id", "an id such as C001", r"C\d{3}"),
        origin=origin,
        sources=_places(entry, origin, articles),
        topic=entry.choice("topic", TOPICS),
        text=entry.word("text"),
        verdict=entry.choice("verdict", VERDICTS),
        certainty=entry.choice("certainty", CERTAINTIES),
        articles_say=entry.word("articles_say"),
        studies_found=entry.word("studies_found"),
        in_whom=entry.word("in_whom"),
        compared_with=entry.word("compared_with"),
        who_paid=entry.word("who_paid"),
        why_not_surer=entry.word("why_not_surer", "the reason for the verdict"),
        references=cited,
        safety=entry.choice("safety", SAFETIES),
        lesson=entry.word("lesson", 'a lesson in quotes, "00" to "09"', r"0\d"),
        sub_verdicts=_halves(entry),
    )


def _places(entry: Entry, origin: str, articles: Mapping[str, Source]) -> tuple[str, ...]:
    """Where the articles say it, such as S0-10; a claim of the course stands in none of them."""
    places = entry.words("sources")
    if origin and bool(entry.fields.get("sources")) != (origin == "articles"):
        expected = "places such as S0-10" if origin == "articles" else "none, as the course added it"
        entry.report("sources", expected)
    for place in places:
        if not re.fullmatch(r"S\d-\d\d", place):
            entry.report("sources", f"places such as S0-10, found {place!r}")
        else:
            entry.known("sources", (place[:2],), articles, "an article of sources.yaml")
    return places


def _halves(entry: Entry) -> tuple[SubVerdict, ...]:
    value = entry.fields.get("sub_verdicts", [])
    if not isinstance(value, list) or not all(isinstance(half, dict) for half in value):
        entry.report("sub_verdicts", "a list of entries, each with text and verdict")
        return ()
    named = [(f"{entry.id}, sub-verdict {n}", half) for n, half in enumerate(value, 1)]
    halves = [Entry(entry.file, name, half, entry.problems) for name, half in named]
    for half in halves:
        half.only("text", "verdict")
    return tuple(SubVerdict(half.word("text"), half.choice("verdict", VERDICTS)) for half in halves)


@functools.cache
def read_references(root: Path) -> Mapping[str, Reference]:
    wrong: list[Problem] = []
    seen: set[str] = set()
    found = {}
    for entry in bib_entries(root, "references.bib", wrong):
        if entry.id in seen:
            entry.report("key", "a key that is used once")
        seen.add(entry.id)
        found[entry.id] = _build_reference(entry)
    return _finish(found, wrong)


def _build_reference(entry: Entry) -> Reference:
    def optional(field: str, expected: str = "some text", pattern: str = r".+") -> str | None:
        return entry.word(field, expected, pattern) if field in entry.fields else None

    return Reference(
        key=entry.id,
        title=entry.word("title"),
        author=entry.word("author"),
        year=int(entry.word("year", "a year of four digits", r"\d{4}") or 0),
        journal=entry.word("journal"),
        seen=entry.word("note", "'seen: ' and how much was read", r"seen: .+").removeprefix("seen: "),
        doi=optional("doi", "a DOI such as 10.1000/xyz", r"10\.\d{4,}/\S+"),
        volume=optional("volume"),
        pages=(optional("pages") or "").replace("--", "–") or None,
        url=optional("url", "an address beginning with https://", r"https://\S+"),
    )


def _finish(found: Mapping[str, Found], wrong: list[Problem]) -> Mapping[str, Found]:
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType(dict(found))
