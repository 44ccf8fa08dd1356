"""Reads contradictions.yaml: numbers that disagree with each other, all of them kept, with what they teach."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .entries import Entry, Problem, SeedProblems, listed
from .kinds import PROVENANCES, Reference
from .reading import read_references

FILE = "contradictions.yaml"


@dataclass(frozen=True)
class Version:
    """One of the values that disagree: what it is called, its unit, its work, and how it was seen."""

    label: str
    value: float
    unit: str
    reference: str
    provenance: str


@dataclass(frozen=True)
class Contradiction:
    """One disagreement: what is printed, what the arithmetic (or the other side) gives, and what it teaches."""

    id: str
    title: str
    printed: str
    arithmetic: str
    values: tuple[Version, ...]
    teaching: str

    @property
    def references(self) -> tuple[str, ...]:
        """The works behind the values, each once, in their order."""
        return tuple(dict.fromkeys(version.reference for version in self.values))

    def value(self, label: str) -> float:
        """The value of that label; KeyError names the labels when there is none."""
        by_label = {version.label: version.value for version in self.values}
        if label not in by_label:
            raise KeyError(f"{self.id} has no value called {label!r}, only {', '.join(by_label)}.")
        return by_label[label]


@functools.cache
def read_contradictions(root: Path) -> Mapping[str, Contradiction]:
    """Every contradiction by id; `SeedProblems` lists all that is wrong in contradictions.yaml."""
    wrong: list[Problem] = []
    works = read_references(root)
    found = [_build(entry, works) for entry in listed(root, FILE, wrong, {})]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({one.id: one for one in found})


def _build(entry: Entry, works: Mapping[str, Reference]) -> Contradiction:
    entry.only(*Contradiction.__dataclass_fields__)
    return Contradiction(
        id=entry.word("id", "an id of small letters, figures and dashes", r"[a-z0-9]+(-[a-z0-9]+)*"),
        title=entry.word("title"),
        printed=entry.word("printed"),
        arithmetic=entry.word("arithmetic"),
        values=_versions(entry, works),
        teaching=entry.word("teaching"),
    )


def _versions(entry: Entry, works: Mapping[str, Reference]) -> tuple[Version, ...]:
    values = entry.fields.get("values")
    if not isinstance(values, list) or len(values) < 2 or not all(isinstance(value, dict) for value in values):
        entry.report("values", "a list of two values or more, each with label, value, unit, reference, provenance")
        return ()
    parts = [Entry(entry.file, f"{entry.id}, value {n}", value, entry.problems) for n, value in enumerate(values, 1)]
    labels = [part.fields.get("label") for part in parts]
    for part, label in zip(parts, labels):
        if labels.count(label) > 1:
            part.report("label", f"a label that is used once here, found {label!r}")
    return tuple(_version(part, works) for part in parts)


def _version(part: Entry, works: Mapping[str, Reference]) -> Version:
    part.only(*Version.__dataclass_fields__)
    key = part.word("reference", "the key of a work in references.bib")
    part.known("reference", (key,) if key else (), works, "the key of a work in references.bib")
    provenance = part.choice("provenance", tuple(one for one in PROVENANCES if one != "assumed"))
    return Version(part.word("label"), part.number("value"), part.word("unit"), key, provenance)
