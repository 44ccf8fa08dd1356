"""Files of advice hold named sections of named entries: opens them, and notes every problem as the seeds do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import Entry, named

__all__ = ["answers_in", "day_of", "entries", "finish", "flag", "open_sections", "whole"]

Found = TypeVar("Found")


def open_sections(root: Path, file: str, names: tuple[str, ...], wrong: list[Problem]) -> Mapping[str, Entry]:
    """The sections of a file by name, an empty one for each that is missing, which is a problem like an unknown one."""
    found = {entry.id: entry for entry in named(root, file, wrong)}
    if found:
        wrong.extend(Problem(file, name, "", "this section, found nothing") for name in names if name not in found)
        known = ", ".join(names)
        wrong.extend(Problem(file, name, "", f"no such section (known are {known})") for name in found.keys() - names)
    return {name: found.get(name, Entry(file, name, {}, wrong)) for name in names}


def entries(section: Entry) -> Iterator[tuple[str, Entry]]:
    """Id and entry of everything in a section; a problem for what has no fields below it."""
    for name, fields in section.fields.items():
        if isinstance(fields, dict):
            yield str(name), Entry(section.file, f"{section.id}, {name}", fields, section.problems)
        else:
            section.report(str(name), "fields below this name")


def whole(entry: Entry, field: str, low: int, high: int) -> int:
    """The whole number of a field between two bounds; `high` and a problem if it is none."""
    value = entry.fields.get(field)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    entry.report(field, f"a whole number from {low} to {high}, found {value!r}")
    return high


def flag(entry: Entry, field: str) -> bool:
    """Whether a field is true; false where it is left out, and a problem if it is neither."""
    value = entry.fields.get(field, False)
    if not isinstance(value, bool):
        entry.report(field, f"true or false, found {value!r}")
    return value is True


def day_of(entry: Entry, field: str) -> str:
    """A date as year-month-day; "" and a problem if it is none."""
    return entry.word(field, 'a date in quotes, such as "2026-11-21"', r"\d{4}-\d{2}-\d{2}")


def answers_in(entry: Entry, field: str, known: Mapping[str, Mapping[str, object]]) -> Mapping[str, frozenset[str]]:
    """What stands as `{input: [answers]}` in a field; a problem for each input or answer that is not known."""
    value = entry.fields.get(field, {})
    if not isinstance(value, dict) or not all(isinstance(one, list) and one for one in value.values()):
        entry.report(field, f"inputs, each with a list of answers, found {value!r}")
        return {}
    entry.known(field, tuple(map(str, value)), known, "an input")
    for name, answers in value.items():
        if name in known:
            entry.known(field, tuple(map(str, answers)), known[name], f"an answer of {name}")
    return MappingProxyType({str(name): frozenset(map(str, answers)) for name, answers in value.items()})


def finish(found: Found, wrong: list[Problem]) -> Found:
    """What was read, or `SeedProblems` with everything that is wrong in it."""
    if wrong:
        raise SeedProblems(tuple(dict.fromkeys(wrong)))
    return found
