"""Reads published/*.yaml: what studies printed, and which call of which model has to give it back.

Each row says what its passing proves (`CHECKS`):
  independent  a work printed it, and the model reaches it from other numbers, none of them chosen for it.
  recomputed   nobody printed it: our own sum or an identity, kept so that it cannot change unseen; no test of science.
  calibrated   something in the model, or in what the row gives it, was chosen so that it comes out.
  given-back   the number is put into the model as a seed or a rule, and comes out as it is, scaled or squared.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from .entries import Entry, Problem, SeedProblems, listed
from .kinds import PROVENANCES, Reference
from .reading import read_references

Argument: TypeAlias = float | str | bool | list["Argument"] | None

CHECKS = ("independent", "recomputed", "calibrated", "given-back")
NOT_PRINTED = ("computed", "assumed")
NEEDS_NO_WORK = ("derived", "computed")  # an identity holds without anybody's paper
FUNCTION = r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"


@dataclass(frozen=True)
class Published:
    """One number to give back, `published` ± `tolerance` in `unit`: `take` of what `model` returns for `given`.

    `model` is a function below lessons_lib.models; `take` is empty where the result is the number itself. `check`
    says what it proves that they agree, one of `CHECKS`.
    """

    file: str
    id: str
    says: str
    model: str
    given: Mapping[str, Argument]
    take: str
    published: float
    tolerance: float
    unit: str
    reference: str
    provenance: str
    check: str

    @property
    def module(self) -> str:
        """The model's file, such as "chain"."""
        return self.model.split(".")[0]


@functools.cache
def read_published(root: Path) -> Mapping[str, Published]:
    """Every row of published/*.yaml by id; `SeedProblems` lists all that is wrong in any of the files."""
    wrong: list[Problem] = []
    works, seen = read_references(root), dict[str, str]()
    files = sorted(path.name for path in (root / "published").glob("*.yaml"))
    entries = [entry for name in files for entry in listed(root, f"published/{name}", wrong, seen)]
    found = [_build(entry, works) for entry in entries]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({row.id: row for row in found})


def _build(entry: Entry, works: Mapping[str, Reference]) -> Published:
    entry.only(
        "id", "says", "model", "with", "take", "published", "tolerance", "unit", "reference", "provenance", "check"
    )
    provenance = entry.choice("provenance", PROVENANCES)
    return Published(
        file=entry.file,
        id=entry.word("id", "an id of small letters, figures and dashes", r"[a-z0-9]+(-[a-z0-9]+)*"),
        says=entry.word("says"),
        model=entry.word("model", "a model such as chain.respond", FUNCTION),
        given=_given(entry),
        take=_take(entry),
        published=entry.number("published"),
        tolerance=_tolerance(entry),
        unit=entry.word("unit"),
        reference=_work(entry, provenance, works),
        provenance=provenance,
        check=_check(entry, provenance),
    )


def _given(entry: Entry) -> Mapping[str, Argument]:
    value = entry.fields.get("with") or {}
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return MappingProxyType(dict(value))
    entry.report("with", f"arguments by name, found {value!r}")
    return MappingProxyType({})


def _take(entry: Entry) -> str:
    return "" if entry.fields.get("take") is None else entry.word("take", "the name of a part of the result")


def _tolerance(entry: Entry) -> float:
    before = len(entry.problems)
    value = entry.number("tolerance")
    if value <= 0 and len(entry.problems) == before:
        entry.report("tolerance", f"a number above 0, found {value:g}")
    return value


def _check(entry: Entry, provenance: str) -> str:
    word = entry.choice("check", CHECKS)
    if word == "independent" and provenance in NOT_PRINTED:
        entry.report("check", f"another word than 'independent', as nobody printed what is {provenance}")
    elif word not in ("", "recomputed") and provenance in NEEDS_NO_WORK and "reference" not in entry.fields:
        entry.report("check", f"'recomputed', as the row names no work, found {word!r}")
    return word


def _work(entry: Entry, provenance: str, works: Mapping[str, Reference]) -> str:
    if provenance in NEEDS_NO_WORK and "reference" not in entry.fields:
        return ""
    key = entry.word("reference", "the key of a work in references.bib")
    entry.known("reference", (key,) if key else (), works, "the key of a work in references.bib")
    return key
