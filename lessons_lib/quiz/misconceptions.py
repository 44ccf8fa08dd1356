"""The beliefs that wrong answers stand for: seeds/misconceptions.yaml as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from lessons_lib import seeds
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import listed

__all__ = ["Misconception", "misconceptions"]

FILE = "misconceptions.yaml"
# Claims of lessons still to come may be named before their cards are written, so only the form is checked.
ClaimId = Annotated[str, StringConstraints(pattern=r"^C\d{3}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Misconception(BaseModel):
    """One belief: its id (the tag), what people hold, what to keep instead, the claims that show it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    belief: Line
    counter: Line
    claims: tuple[ClaimId, ...] = ()


READER: TypeAdapter[Misconception] = TypeAdapter(Misconception)


def misconceptions(root: Path | None = None) -> Mapping[str, Misconception]:
    """Return the course's misconceptions by tag, in the order of the file.

    Raises SeedProblems with every mistake of the file, one a line.
    """
    return _read(root or seeds.folder())


@cache
def _read(folder: Path) -> Mapping[str, Misconception]:
    wrong: list[Problem] = []
    found = [validate(READER, entry) for entry in listed(folder, FILE, wrong, {})]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({one.id: one for one in found if one})
