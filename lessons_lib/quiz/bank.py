"""The item bank: seeds/questions/*.yaml, one file a lesson, read once and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.quiz.model import QUESTION, Known, Question
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import Entry, listed

__all__ = ["find", "load"]


def load(root: Path | None = None) -> Mapping[str, Question]:
    """Return every question by id, in the order of the files; `root` is the folder that holds `questions/`.

    Raises SeedProblems with every mistake of every file, one a line.
    """
    return _load(root or seeds.folder())


def find(question_id: str) -> Question:
    """Return one question of the bank.

    Raises LookupError with a sentence that names the nearest ids.
    """
    bank = load()
    if question_id not in bank:
        raise LookupError(_not_there(question_id, bank))
    return bank[question_id]


@cache
def _load(folder: Path) -> Mapping[str, Question]:
    wrong: list[Problem] = []
    known = Known(frozenset(seeds.claims()), frozenset(misconceptions()))
    found = [validate(QUESTION, entry, known) for entry in _entries(folder, wrong)]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({question.id: question for question in found if question})


def _entries(folder: Path, wrong: list[Problem]) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    for path in sorted((folder / "questions").glob("*.yaml")):
        yield from listed(folder, f"questions/{path.name}", wrong, seen)


def _not_there(question_id: str, bank: Mapping[str, Question]) -> str:
    near = get_close_matches(question_id, bank, n=3, cutoff=0.5)
    names = " or ".join(repr(name) for name in near)
    hint = f"Did you mean {names}?" if near else f"None of its {len(bank)} ids is like it."
    return f"There is no question {question_id!r} in the bank. {hint}"
