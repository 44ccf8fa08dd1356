"""The ground floor: reads `seeds/`, checks every entry, and hands out typed values that cannot be changed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from .contradictions import Contradiction, read_contradictions
from .entries import Problem, SeedProblems
from .evidence import Row, Table, UnknownEvidenceError, read_table, read_tables
from .kinds import Claim, Constant, Reference, Source, SubVerdict
from .published import Published, read_published
from .reading import read_claims, read_constants, read_references, read_sources

__all__ = [
    "Claim", "Constant", "Contradiction", "Problem", "Published", "Reference", "Row", "SeedProblems", "Source",
    "SubVerdict", "Table", "UnknownConstantError", "UnknownEvidenceError", "claims", "constant", "constants",
    "contradictions", "evidence", "folder", "problems", "published", "references", "sources",
]  # fmt: skip


class UnknownConstantError(KeyError):
    """A constant was asked for by a name that the seeds do not hold."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would print the sentence in quotes


def folder() -> Path:
    """The checkout's `seeds/` when it stands beside the package, else the copy that travels in the wheel."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "seeds"
    return beside if (beside / "constants.yaml").is_file() else package / "_seeds"


def constants(root: Path | None = None) -> Mapping[str, Constant]:
    """Every constant by name; `SeedProblems` lists all that is wrong in constants.yaml."""
    return read_constants(root or folder())


def constant(name: str, root: Path | None = None) -> Constant:
    """The constant of that name; `UnknownConstantError` names the closest ones when there is none."""
    known = constants(root)
    if name not in known:
        near = " or ".join(difflib.get_close_matches(name, known)) or "a name in seeds/constants.yaml"
        raise UnknownConstantError(f"There is no constant called {name!r}; did you mean {near}?")
    return known[name]


def sources(root: Path | None = None) -> Mapping[str, Source]:
    """The five articles by id (S0 to S4); `SeedProblems` lists all that is wrong in sources.yaml."""
    return read_sources(root or folder())


def references(root: Path | None = None) -> Mapping[str, Reference]:
    """Every cited work by its key; `SeedProblems` lists all that is wrong in references.bib."""
    return read_references(root or folder())


def claims(root: Path | None = None) -> Mapping[str, Claim]:
    """Every claim by id; `SeedProblems` lists all that is wrong in all files of claims/."""
    return read_claims(root or folder())


def evidence(name: str, root: Path | None = None) -> Table:
    """The table evidence/NAME.csv; `SeedProblems` lists all that is wrong in it."""
    return read_table(root or folder(), name)


def contradictions(root: Path | None = None) -> Mapping[str, Contradiction]:
    """Every contradiction by id; `SeedProblems` lists all that is wrong in contradictions.yaml."""
    return read_contradictions(root or folder())


def published(root: Path | None = None) -> Mapping[str, Published]:
    """Every published value that a model must give back, by id; `SeedProblems` lists all that is wrong."""
    return read_published(root or folder())


def problems(root: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong in all seeds, each problem once; empty when they are clean."""
    found: dict[Problem, None] = {}
    for read in (sources, references, constants, claims, published, _all_evidence, _any_contradictions):
        try:
            read(root)
        except SeedProblems as wrong:
            found.update(dict.fromkeys(wrong.problems))
    return tuple(found)


def _all_evidence(root: Path | None) -> None:
    read_tables(root or folder())


def _any_contradictions(root: Path | None) -> None:
    if ((root or folder()) / "contradictions.yaml").is_file():
        contradictions(root)
