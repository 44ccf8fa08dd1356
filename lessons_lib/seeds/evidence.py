"""Reads the tables of `seeds/evidence/`: typed rows, each with its work and with how much of it was read."""

from __future__ import annotations

import csv
import difflib
import functools
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from .entries import Entry, Problem, SeedProblems, _load_text, check_letters
from .kinds import PROVENANCES, Reference
from .reading import read_references
from .tables import TABLES, Column

Cell: TypeAlias = str | float | bool | None

HEAD, TAIL = ("id",), ("reference", "provenance", "note")
NEEDS_A_NOTE = ("secondary", "derived", "computed", "assumed")  # the note says where the number is from
IN_ORDER = (
    ("ci_low", "estimate"), ("estimate", "ci_high"), ("ci_low", "ci_high"), ("low", "high"), ("lowest", "highest"),
    ("events", "people"), ("events_control", "people_control"), ("analysed", "randomised"),
)  # fmt: skip


class UnknownEvidenceError(KeyError):
    """A table, row or column was asked for by a name that the seeds do not hold."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would print the sentence in quotes


@dataclass(frozen=True)
class Row:
    """One line of a table; `cells` holds its columns, None where a number was not seen."""

    id: str
    reference: str
    provenance: str
    note: str
    cells: Mapping[str, Cell]

    def __getitem__(self, column: str) -> Cell:
        return self.cells[_known(column, self.cells, "column")]

    def number(self, column: str) -> float:
        """The number in that column, NaN where none was seen; TypeError where the column holds no numbers."""
        cell = self[column]
        if isinstance(cell, (str, bool)):
            raise TypeError(f"The column {column} holds {cell!r}, which is no number.")
        return math.nan if cell is None else cell

    @property
    def reconstructed(self) -> bool:
        """True where the course worked the row back from other numbers: to be drawn hollow."""
        return self.cells.get("reconstructed") is True


@dataclass(frozen=True)
class Table:
    """One table of evidence: its rows in the order of the file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def row(self, id: str) -> Row:
        """The row of that id; `UnknownEvidenceError` names the closest ones when there is none."""
        by_id = {row.id: row for row in self.rows}
        return by_id[_known(id, by_id, f"row in {self.name}")]

    def numbers(self, column: str) -> tuple[float, ...]:
        """One column as numbers, NaN where none was seen."""
        _known(column, self.columns, f"column in {self.name}")
        return tuple(row.number(column) for row in self.rows)

    def texts(self, column: str) -> tuple[str, ...]:
        """One column as text, empty where there is none."""
        _known(column, self.columns, f"column in {self.name}")
        return tuple("" if row[column] is None else str(row[column]) for row in self.rows)

    def where(self, **cells: Cell) -> Table:
        """The rows in which these columns hold exactly these cells."""
        wanted = {_known(column, self.columns, f"column in {self.name}"): cell for column, cell in cells.items()}
        kept = tuple(row for row in self.rows if all(row[column] == cell for column, cell in wanted.items()))
        return Table(self.name, self.columns, kept)


def _known(name: str, names: Mapping[str, object] | tuple[str, ...], what: str) -> str:
    if name not in names:
        near = " or ".join(difflib.get_close_matches(name, list(names))) or f"one of {', '.join(names)}"
        raise UnknownEvidenceError(f"There is no {what} called {name!r}; did you mean {near}?")
    return name


@functools.cache
def read_table(root: Path, name: str) -> Table:
    """The table of that name; `SeedProblems` lists all that is wrong in its file."""
    columns = TABLES[_known(name, TABLES, "table of evidence")]
    wrong: list[Problem] = []
    works = read_references(root)
    rows = [_build_row(entry, columns, works) for entry in _lines(root, f"evidence/{name}.csv", columns, wrong)]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return Table(name, tuple(columns), tuple(rows))


def read_tables(root: Path) -> None:
    """Read every table that is there, and raise `SeedProblems` with all that is wrong in any of them."""
    wrong: list[Problem] = []
    for name in sorted(path.stem for path in (root / "evidence").glob("*.csv")):
        if name not in TABLES:
            wrong.append(Problem(f"evidence/{name}.csv", "", "", f"one of the tables {', '.join(TABLES)}"))
            continue
        try:
            read_table(root, name)
        except SeedProblems as found:
            wrong.extend(found.problems)
    if wrong:
        raise SeedProblems(tuple(dict.fromkeys(wrong)))


def _lines(root: Path, file: str, columns: Mapping[str, Column], wrong: list[Problem]) -> Iterator[Entry]:
    """The lines of a file as entries: cells that should be numbers are, and empty ones are left out."""
    before = len(wrong)
    lines = list(csv.reader(io.StringIO(_load_text(root / file, file, wrong)), strict=False))
    expected = [*HEAD, *columns, *TAIL]
    if not lines or lines[0] != expected:
        if len(wrong) == before:  # a file that cannot be read has no header to blame
            wrong.append(Problem(file, "line 1", "", f"the columns {','.join(expected)}"))
        return
    seen: set[str] = set()
    for number, cells in enumerate(lines[1:], 2):
        if len(cells) != len(expected):
            wrong.append(Problem(file, f"line {number}", "", f"{len(expected)} cells, found {len(cells)}"))
            continue
        yield _entry(file, number, dict(zip(expected, cells)), columns, seen, wrong)


def _entry(
    file: str, number: int, cells: dict[str, str], columns: Mapping[str, Column], seen: set[str], wrong: list[Problem]
) -> Entry:
    kinds = {name: column.kind for name, column in columns.items()}
    fields = {name: _typed(cell.strip(), kinds.get(name, "text")) for name, cell in cells.items() if cell.strip()}
    entry = Entry(file, str(fields.get("id", f"line {number}")), fields, wrong)
    if entry.id in seen:
        entry.report("id", "an id that is used once in this table")
    seen.add(entry.id)
    check_letters(entry)
    return entry


def _typed(cell: str, kind: str) -> Cell:
    if kind not in {"number", "count"}:
        return cell
    try:
        return float(cell)
    except ValueError:
        return cell  # the check of the column says what is wrong with it


def _build_row(entry: Entry, columns: Mapping[str, Column], works: Mapping[str, Reference]) -> Row:
    entry.word("id", "an id of small letters, figures and dashes", r"[a-z0-9]+(-[a-z0-9]+)*")
    cells = {name: _cell(entry, name, column) for name, column in columns.items()}
    provenance = entry.choice("provenance", PROVENANCES)
    _check_order(entry, cells)
    if cells.get("reconstructed") is True and provenance != "derived":
        entry.report("provenance", f"derived, as the row is reconstructed, found {provenance!r}")
    note = entry.word("note") if "note" in entry.fields or provenance in NEEDS_A_NOTE else ""
    return Row(entry.id, _work(entry, provenance, works), provenance, note, MappingProxyType(cells))


def _work(entry: Entry, provenance: str, works: Mapping[str, Reference]) -> str:
    if provenance == "assumed" and "reference" not in entry.fields:
        return ""  # an assumption has no work behind it
    key = entry.word("reference", "the key of a work in references.bib")
    entry.known("reference", (key,) if key else (), works, "the key of a work in references.bib")
    return key


def _cell(entry: Entry, name: str, column: Column) -> Cell:
    if column.optional and name not in entry.fields:
        return None
    if column.kind == "text":
        return entry.word(name)
    if column.kind == "choice":
        return entry.choice(name, column.among)
    if column.kind == "yes or no":
        return entry.choice(name, ("yes", "no")) == "yes"
    return _number(entry, name, column)


def _number(entry: Entry, name: str, column: Column) -> float:
    before = len(entry.problems)
    number = entry.number(name, column.low)
    if len(entry.problems) > before:
        return number
    if number > column.high:
        entry.report(name, f"a number of at most {column.high:g}, found {number:g}")
    if column.kind == "count" and number != int(number):
        entry.report(name, f"a whole number, found {number:g}")
    return number


def _check_order(entry: Entry, cells: Mapping[str, Cell]) -> None:
    for less, more in IN_ORDER:
        small, large = cells.get(less), cells.get(more)
        if isinstance(small, float) and isinstance(large, float) and small > large:
            entry.report(less, f"at most the {more} of {large:g}, found {small:g}")
