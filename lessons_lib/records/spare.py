"""The second copy: each event a line of JSON, written to the disk before the database says yes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from .event import COLUMNS, Event, from_row


def write(path: Path, events: Iterable[Event]) -> None:
    """Add events and wait until they are on the disk; raises OSError when they cannot be."""
    # The line break comes first: after a line that a full disk cut off, the next one stands by itself.
    lines = "".join(f"\n{json.dumps(dict(zip(COLUMNS, event.to_row())))}" for event in events)
    if not lines:
        return
    with open(path, "ab", opener=_open_for_owner) as file:
        file.write(lines.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[Event]:
    """Yield every event whose line is as it was written; raises OSError when the file cannot be read."""
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        if event := _from_line(line):
            yield event


def _open_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _from_line(line: bytes) -> Event | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return from_row([found.get(column) for column in COLUMNS]) if isinstance(found, dict) else None
