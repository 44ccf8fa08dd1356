"""The ten ideas of the course: seeds/core_ten.yaml says each, and in which lesson's summary it stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, field_validator

from lessons_lib import seeds
from lessons_lib.quiz.forms import CORE, load_pairs
from lessons_lib.quiz.parts import Part, Text, require_count
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import listed

__all__ = ["Idea", "core_ten"]

FILE = "core_ten.yaml"


class Idea(Part):
    """One of the ten: its number, the idea, and the lessons that carry it with the bold words of their summary."""

    number: Annotated[int, Field(ge=CORE[0], le=CORE[-1])]
    idea: Text
    said: Mapping[str, Text]

    @field_validator("said")
    @classmethod
    def _is_said(cls, said: Mapping[str, str]) -> Mapping[str, str]:
        require_count(tuple(said), 1)
        return said

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the questions in both forms that ask for it."""
        return tuple(id for pair in load_pairs() if pair.core == self.number for id in (pair.a, pair.b))


READER: TypeAdapter[Idea] = TypeAdapter(Idea)


def core_ten(root: Path | None = None) -> tuple[Idea, ...]:
    """Return the ten ideas in order; SeedProblems lists all that is wrong in the file."""
    return _load(root or seeds.folder())


@cache
def _load(folder: Path) -> tuple[Idea, ...]:
    wrong: list[Problem] = []
    ideas = [idea for entry in listed(folder, FILE, wrong, {}) if (idea := validate(READER, entry))]
    if not wrong and [idea.number for idea in ideas] != list(CORE):
        wrong.append(Problem(FILE, "", "number", f"the numbers {CORE[0]} to {CORE[-1]} in order"))
    if wrong:
        raise SeedProblems(tuple(wrong))
    return tuple(ideas)
