"""A diary as CSV, out and in: German files with semicolons, decimal commas and dates are read too, and nothing is lost.

What cannot be read is told all at once, line by line, and is handed back as it was.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from lessons_lib.advice.diary import MOST_PAIN, WITH, WITHOUT, Diary, Entry

__all__ = ["COLUMNS", "Loaded", "load", "to_csv"]

COLUMNS = ("date", "week", "pair", "insert", "pain", "note")
NEEDED = COLUMNS[:4]
MOST_OCTETS = 1_000_000
DATES = (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})")


@dataclass(frozen=True)
class Loaded:
    """What a file held: the diary of all lines that could be read, and for each other one a sentence and its fields.

    `faults` are sentences for the reader; `unread` are the fields of the lines left out, as they stood in the file.
    """

    diary: Diary
    faults: tuple[str, ...]
    unread: tuple[tuple[str, ...], ...]


def to_csv(diary: Diary) -> bytes:
    """The diary as UTF-8 with a mark at its start, so that spreadsheets show letters right; commas and points."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for one in diary.entries:
        # Never as 1e-05, which `load` takes for no pain.
        pain = "" if one.pain is None else np.format_float_positional(one.pain, trim="-")
        lines.writerow((one.day.isoformat(), one.week, one.pair, one.insert, pain, one.note))
    return text.getvalue().encode("utf-8-sig")


def load(data: bytes) -> Loaded:
    """The diary in a CSV file, with every line that cannot be read.

    Raises ValueError with a sentence where the file is no diary at all: too large, no text, or without the columns.
    """
    rows = _rows(_decode(data))
    names = [name.strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in NEEDED if name not in names]:
        raise ValueError(f"This is no diary: its first line lacks {', '.join(missing)}. It needs {', '.join(COLUMNS)}.")
    sorter = _Sorter(names)
    for number, row in enumerate(rows[1:], 2):
        sorter.take(number, tuple(row))
    return sorter.result()


def _decode(data: bytes) -> str:
    if len(data) > MOST_OCTETS:
        raise ValueError("This file is too large for a diary.")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError("This file is no text. Save the diary as CSV.")


def _rows(text: str) -> list[list[str]]:
    """The lines as fields; the first line says whether semicolons, tabs or commas part them."""
    head = text.partition("\n")[0]
    parted = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True))
    except csv.Error as error:
        raise ValueError(f"This file cannot be read as CSV: {error}.") from error


class _Sorter:
    """Takes the lines one by one: entries to one side, faults with their lines to the other."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.entries: dict[date, Entry] = {}
        self.faults = [f"The column {name!r} is not known and was left out." for name in names if name not in COLUMNS]
        self.unread: list[tuple[str, ...]] = []

    def take(self, number: int, row: tuple[str, ...]) -> None:
        """Sort one line in; an empty one is nothing."""
        if not any(field.strip() for field in row):
            return
        fields = dict(zip(self.names, row))
        faults = list(_faults(fields))
        if len(row) != len(self.names):
            faults.append(f"it has {len(row)} fields and not {len(self.names)}")
        if not faults and _day(fields["date"]) in self.entries:
            faults.append(f"the day {fields['date']} stands there twice")
        self._keep(number, row, fields, faults)

    def _keep(self, number: int, row: tuple[str, ...], fields: Mapping[str, str], faults: list[str]) -> None:
        if faults:
            self.faults.append(f"Line {number}: {'; '.join(faults)}.")
            self.unread.append(row)
        else:
            entry = _entry(fields)
            self.entries[entry.day] = entry

    def result(self) -> Loaded:
        """The diary in the order of its days, and all that is left over."""
        entries = tuple(self.entries[day] for day in sorted(self.entries))
        return Loaded(Diary(entries), tuple(self.faults + list(_contradictions(entries))), tuple(self.unread))


def _faults(fields: Mapping[str, str]) -> Iterator[str]:
    if _day(fields.get("date", "")) is None:
        yield f"{fields.get('date', '')!r} is no date such as 2026-11-21 or 21.11.2026"
    for name in ("week", "pair"):
        if not re.fullmatch(r"[1-9]\d{0,3}", fields.get(name, "").strip(), re.ASCII):
            yield f"{name} is a number from 1, not {fields.get(name, '')!r}"
    if fields.get("insert", "").strip().lower() not in (WITH, WITHOUT):
        yield f"insert is {WITH} or {WITHOUT}, not {fields.get('insert', '')!r}"
    if math.isnan(_pain(fields.get("pain", "")) or 0.0):
        yield f"pain is a number from 0 to {MOST_PAIN} or empty, not {fields['pain']!r}"


def _day(text: str) -> date | None:
    for pattern in DATES:
        if found := re.fullmatch(pattern, text.strip(), re.ASCII):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def _pain(text: str) -> float | None:
    """The number, None for an empty field, NaN for anything that is no pain from 0 to 10."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,2}(\.\d*)?", plain, re.ASCII):
        return math.nan
    return float(plain) if float(plain) <= MOST_PAIN else math.nan


def _entry(fields: Mapping[str, str]) -> Entry:
    day = _day(fields["date"])
    if day is None:  # `_faults` has looked at it
        raise ValueError(f"{fields['date']!r} is no date.")
    week, pair, insert = int(fields["week"]), int(fields["pair"]), fields["insert"].strip().lower()
    return Entry(day, week, pair, insert, _pain(fields.get("pain", "")), fields.get("note", ""))


def _contradictions(entries: tuple[Entry, ...]) -> Iterator[str]:
    """What no single line shows: a week that is both with and without, or lies in two pairs."""
    kinds: dict[int, set[tuple[int, str]]] = {}
    for one in entries:
        kinds.setdefault(one.week, set()).add((one.pair, one.insert))
    for week, found in sorted(kinds.items()):
        if len(found) > 1:
            shown = " and ".join(f"pair {pair} {insert}" for pair, insert in sorted(found))
            yield f"Week {week} is {shown}; a week is one of them, so it is not counted."
