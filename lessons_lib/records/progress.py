"""The file in which a page without a kernel saves what was answered: the newest state of each question."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from .state import State

__all__ = ["FORMAT", "VERSION", "Kept", "Wrong", "parse", "read", "write"]

FORMAT = "from-the-ground-up/progress"
VERSION = 1
#: What a file of this course never exceeds: bytes, letters or parts in one place, levels.
LARGEST, MANY, DEEP = 5_000_000, 5000, 8
_ID = re.compile(r"[A-Za-z0-9][\w-]{0,79}", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True)
class Kept:
    """What was done with one question up to a time; `of` marks what gave the answers their meaning."""

    question: str
    of: str
    state: State
    at: str


class Wrong(NamedTuple):
    """One thing wrong: the question's id, the field, and what was expected there."""

    id: str
    field: str
    expected: str


def read(path: Path) -> tuple[list[Kept], list[Wrong]]:
    """Return what a file holds and all that is wrong with it; raises OSError when it cannot be read."""
    if path.stat().st_size > LARGEST:
        return [], [Wrong("", "", f"a file of {LARGEST / 1e6:.0f} MB at most")]
    return parse(path.read_bytes())


def parse(content: bytes) -> tuple[list[Kept], list[Wrong]]:
    """Return what the bytes of a file hold and all that is wrong with them; nothing in it is trusted."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return [], [Wrong("", "", "a file saved by “Save my progress”; this is not JSON, or it is cut off")]
    if wrong := list(_look_at_head(data)):
        return [], wrong
    wrong = [one for id, entry in data["kept"].items() for one in _look_at(id, entry)]
    return ([] if wrong else [_kept(id, entry) for id, entry in sorted(data["kept"].items())]), wrong


def write(kept: Iterable[Kept]) -> bytes:
    """Return the file for a page to load; the same answers give the same bytes."""
    answers = {one.question: _entry(one) for one in kept}
    data = {"format": FORMAT, "version": VERSION, "kept": answers, "places": {}}
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _look_at_head(data: Any) -> Iterator[Wrong]:
    head = data if isinstance(data, dict) else {}
    if head.get("format") != FORMAT:
        yield Wrong("", "format", f"“{FORMAT}”, as in a file saved by “Save my progress”")
    elif head.get("version") != VERSION or isinstance(head["version"], bool):
        yield Wrong("", "version", f"{VERSION}; another version of the course wrote this file")
    elif not isinstance(head.get("kept"), dict) or len(head["kept"]) > MANY:
        yield Wrong("", "kept", f"answers by question, {MANY} at most")


def _look_at(id: str, entry: Any) -> Iterator[Wrong]:
    if not _ID.fullmatch(id):
        yield Wrong(id[:80], "", "the id of a question: letters, digits and hyphens")
    elif not isinstance(entry, dict) or set(entry) != set(_FIELDS):
        yield Wrong(id, "", f"exactly these fields: {', '.join(_FIELDS)}")
    else:
        for field, (is_good, expected) in _FIELDS.items():
            if not (is_good(entry[field]) and _is_plain(entry[field])):
                yield Wrong(id, field, expected)


def _is_mark(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{8}", value) is not None


def _is_time(value: Any) -> bool:
    if not (isinstance(value, str) and _TIME.fullmatch(value)):
        return False
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


_FIELDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "of": (_is_mark, "8 of the letters 0-9 and a-f"),
    "response": (lambda value: isinstance(value, dict), "an object of plain values"),
    "checked": (lambda value: isinstance(value, bool), "true or false"),
    "attempts": (_is_list_of_objects, "a list of objects of plain values"),
    "at": (_is_time, "a time such as 2026-11-21T10:00:00.000Z"),
}


def _is_plain(value: Any, deep: int = DEEP) -> bool:
    if isinstance(value, str):
        return len(value) <= MANY
    if not isinstance(value, (dict, list)):
        return not isinstance(value, float) or math.isfinite(value)
    parts = value.values() if isinstance(value, dict) else value
    return (
        "__proto__" not in value
        and deep > 0
        and len(value) <= MANY
        and all(_is_plain(part, deep - 1) for part in parts)
    )


def _kept(id: str, entry: Mapping[str, Any]) -> Kept:
    # What a fast clock dated into the future would count as newest for ever.
    at = min(datetime.fromisoformat(entry["at"]), datetime.now(UTC)).isoformat(timespec="milliseconds")
    return Kept(id, entry["of"], State(entry["response"], entry["checked"], tuple(entry["attempts"])), at)


def _entry(kept: Kept) -> dict[str, Any]:
    at = datetime.fromisoformat(kept.at).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    state = {"response": kept.state.response, "checked": kept.state.checked, "attempts": list(kept.state.attempts)}
    return {"of": kept.of, **state, "at": at}
