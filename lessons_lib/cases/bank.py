"""The cases: seeds/cases/*.yaml, read once, weighed by triage, and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter

from lessons_lib import seeds
from lessons_lib.cases.case import Case, Story
from lessons_lib.cases.rules import find_faults, weigh
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.quiz.parts import Known
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import Entry, listed

__all__ = ["find", "load"]

STORY: TypeAdapter[Story] = TypeAdapter(Story)


def load(root: Path | None = None) -> Mapping[str, Case]:
    """Return every case by id, in the order of the files; `root` is the folder that holds `cases/`.

    Raises SeedProblems with every mistake of every file, one a line.
    """
    return _load(root or seeds.folder())


def find(case_id: str) -> Case:
    """Return one case; raises LookupError with a sentence that names the nearest ids."""
    known = load()
    if case_id not in known:
        near = get_close_matches(case_id, known, 1, 0.3) or list(known)[:1]
        raise LookupError(f"There is no case {case_id!r}. Did you mean {' or '.join(map(repr, near))}?")
    return known[case_id]


@cache
def _load(folder: Path) -> Mapping[str, Case]:
    wrong: list[Problem] = []
    known = Known(frozenset(seeds.claims()), frozenset(misconceptions()))
    found = [_read(entry, known) for entry in _entries(folder, wrong)]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({case.id: case for case in found if case})


def _entries(folder: Path, wrong: list[Problem]) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    for path in sorted((folder / "cases").glob("*.yaml")):
        yield from listed(folder, f"cases/{path.name}", wrong, seen)


def _read(entry: Entry, known: Known) -> Case | None:
    story = validate(STORY, entry, known)
    if story is None:
        return None
    try:
        case = weigh(story)
    except ValueError as unknown:
        entry.report("signs", f"what triage.yaml knows. {unknown}")
        return None
    for field, expected in find_faults(case):
        entry.report(field, expected)
    return case
