"""One thing a learner did, and the row it is kept as."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from uuid import uuid4

#: What a row holds, in this order; `sum` tells whether the others are as they were written.
COLUMNS = ("id", "at", "question", "kind", "data", "course", "sum")

Row = tuple[str, str, str, str, str, str, int]


def now() -> str:
    """Return the time in UTC as ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@cache
def course_version() -> str:
    """Return the version of the installed course, "unknown" in a checkout that was never installed."""
    try:
        return version("from-the-ground-up")
    except PackageNotFoundError:
        return "unknown"


@dataclass(frozen=True)
class Event:
    """What was done to which question; `data` is plain JSON, `id` is random, `at` is UTC."""

    question: str
    kind: str
    data: Mapping[str, Any]
    id: str = field(default_factory=lambda: uuid4().hex)
    at: str = field(default_factory=now)
    course: str = field(default_factory=course_version)

    def to_row(self) -> Row:
        """Return the row to keep; raises TypeError when `data` is not plain JSON."""
        text = json.dumps(self.data, sort_keys=True, separators=(",", ":"))
        fields = (self.id, self.at, self.question, self.kind, text, self.course)
        return (*fields, _add_up(fields))


def from_row(row: Sequence[Any]) -> Event | None:
    """Return the event of a row; None when the row is not as it was written."""
    *fields, told = row
    if not all(isinstance(one, str) for one in fields) or told != _add_up(fields):
        return None
    known, at, question, kind, text, course = fields
    return Event(question, kind, json.loads(text), known, at, course)


def _add_up(fields: Sequence[str]) -> int:
    return zlib.crc32("\n".join(fields).encode("utf-8", "surrogatepass"))
