"""What a teacher has at hand while a lesson is projected: seeds/presenting.yaml, by lesson and cell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, TypeAdapter, field_validator

from lessons_lib import seeds
from lessons_lib.quiz.parts import Part, Slug, Text
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import listed

__all__ = ["Note", "notes_of"]

FILE = "presenting.yaml"


class Note(Part):
    """What belongs to one slide: how long it takes, what to ask, what to watch for, what students often say."""

    cell: Slug
    minutes: Annotated[int, Field(ge=1)]
    ask: Text
    watch: Text | None = None
    heard: Text | None = None

    def __str__(self) -> str:
        spoken = (("Ask", self.ask), ("Watch for", self.watch), ("Often said", self.heard))
        return "\n".join([f"{self.minutes} min", *(f"{name}: {words}" for name, words in spoken if words)])


class Notes(Part):
    """The notes of one lesson."""

    id: Annotated[str, Field(pattern=r"^0\d$")]
    notes: tuple[Note, ...]

    @field_validator("notes")
    @classmethod
    def _are_one_a_cell(cls, notes: tuple[Note, ...]) -> tuple[Note, ...]:
        cells = [note.cell for note in notes]
        if twice := sorted({cell for cell in cells if cells.count(cell) > 1}):
            raise ValueError(f"one note a cell, found more for {', '.join(twice)}")
        return notes


NOTES: TypeAdapter[Notes] = TypeAdapter(Notes)


def notes_of(lesson: str, root: Path | None = None) -> Mapping[str, Note]:
    """Return the notes of a lesson ("03" or "03-legs-loads-lives") by the id of their cell; none where there are none.

    Raises SeedProblems with all that is wrong in the file.
    """
    return _load(root or seeds.folder()).get(lesson[:2], {})


@cache
def _load(folder: Path) -> Mapping[str, Mapping[str, Note]]:
    wrong: list[Problem] = []
    read = [validate(NOTES, entry) for entry in listed(folder, FILE, wrong, {})]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({one.id: {note.cell: note for note in one.notes} for one in read if one})
