"""Two forms of one test: seeds/forms.yaml pairs questions; form A asks the first of each pair, form B the second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from lessons_lib import seeds
from lessons_lib.quiz import bank
from lessons_lib.quiz.choices import Single
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.model import Question
from lessons_lib.quiz.parts import Part, Slug
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import Entry, listed

__all__ = ["Form", "Parallel", "find_form", "load_pairs"]

FILE = "forms.yaml"
CORE = range(1, 11)


class Parallel(Part):
    """Two questions that ask for the same: which of the ten core ideas it is, and their ids."""

    core: Annotated[int, Field(ge=CORE[0], le=CORE[-1])]
    a: Slug
    b: Slug


READER: TypeAdapter[Parallel] = TypeAdapter(Parallel)


@dataclass(frozen=True)
class Form:
    """A test that asks its questions one by one and tells nothing until the end."""

    name: str
    questions: tuple[Single | Judge, ...]
    type: str = "form"

    @property
    def id(self) -> str:
        """The id under which answers are kept, such as form-a."""
        return f"form-{self.name.lower()}"

    @property
    def title(self) -> str:
        """How the form is called on the page."""
        return f"Form {self.name}"

    @property
    def stem(self) -> str:
        """What the learner is told first."""
        return f"{len(self.questions)} questions, one at a time. You may skip any. What was right is told at the end."


def load_pairs(root: Path | None = None) -> tuple[Parallel, ...]:
    """Return the pairs in the order of the file; `root` is the folder that holds it and `questions/`.

    Raises SeedProblems with every mistake of the file, one a line.
    """
    return _load_pairs(root or seeds.folder())


def find_form(name: str, root: Path | None = None) -> Form:
    """Return form "A" or "B".

    Raises LookupError with a sentence when there is no such form.
    """
    if name not in ("A", "B"):
        raise LookupError(f'There is no form {name!r}. Write form("A") or form("B").')
    questions = bank.load(root)
    return Form(name, tuple(_askable(questions[getattr(pair, name.lower())]) for pair in load_pairs(root)))


def _askable(question: Question) -> Single | Judge:
    if not isinstance(question, (Single, Judge)):
        raise TypeError(f"A form cannot ask {question.id!r}, which is of type {question.type}.")
    return question


@cache
def _load_pairs(folder: Path) -> tuple[Parallel, ...]:
    wrong: list[Problem] = []
    entries = list(listed(folder, FILE, wrong, {}))
    found = [(pair, entry) for entry in entries if (pair := validate(READER, entry))]
    _check_ids(found, bank.load(folder))
    if not wrong:  # a pair that cannot be read may be the one that seems to be missing
        wrong.extend(_missing([pair for pair, _ in found]))
    if wrong:
        raise SeedProblems(tuple(wrong))
    return tuple(pair for pair, _ in found)


def _check_ids(found: list[tuple[Parallel, Entry]], questions: Mapping[str, Question]) -> None:
    used: set[str] = set()
    for pair, entry in found:
        sides = {side: questions.get(getattr(pair, side)) for side in ("a", "b")}
        for side, question in sides.items():
            for expected in _faults(getattr(pair, side), question, used):
                entry.report(side, expected)
        if all(sides.values()):
            _check_alike(entry, *sides.values())


def _faults(name: str, question: Question | None, used: set[str]) -> Iterator[str]:
    if question is None:
        yield f"the id of a question of the bank, found {name!r}"
    elif not isinstance(question, (Single, Judge)):
        yield f"a question of type single or judge; {name!r} is {question.type}"
    if name in used:
        yield f"an id that is used once, found {name!r} again"
    used.add(name)


def _check_alike(entry: Entry, first: Question | None, second: Question | None) -> None:
    for field in ("type", "objective"):
        pair = [getattr(side, field) for side in (first, second)]
        if pair[0] != pair[1]:
            entry.report(field, f"the same {field} on both sides, found {pair[0]!r} and {pair[1]!r}")


def _missing(pairs: list[Parallel]) -> Iterator[Problem]:
    for number in CORE:
        if number not in {pair.core for pair in pairs}:
            yield Problem(FILE, "", "core", f"each of the ten core ideas at least once; {number} is missing")
