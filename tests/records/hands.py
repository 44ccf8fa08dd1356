"""What the tests of the records do: add events, and run processes that do nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from lessons_lib.records.event import Event
from lessons_lib.records.keeping import Records

ROOT = Path(__file__).parents[2]
#: Adds events until it is ended (or so many), and says each one's id once it was kept.
WRITER = """
import os, sys
from itertools import count
from pathlib import Path
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import Records
records = Records(Path(sys.argv[1]))
for turn in range(int(sys.argv[2])) if len(sys.argv) > 2 else count():
    event = Event("chain-check-1", "answer", {"response": {"answer": [turn % 4]}, "checked": True, "attempts": []})
    records.append(event)
    os.write(1, f"{event.id}\\n".encode())
"""


def answer(place: int, question: str = "chain-check-1") -> Event:
    """A checked answer."""
    attempt = {"answer": [place], "right": place == 1, "hints": 0, "shown": False}
    return Event(question, "answer", {"response": {"answer": [place]}, "checked": True, "attempts": [attempt]})


def fill(records: Records, number: int) -> list[str]:
    """Keep so many answers to seven questions; returns their ids."""
    events = [answer(turn % 4, f"chain-check-{turn % 7}") for turn in range(number)]
    for event in events:
        records.append(event)
    return [event.id for event in events]


def ids(records: Records) -> list[str]:
    """The ids of everything that is kept."""
    return [event.id for event in records.events()]


def start_writer(folder: Path, *number: str) -> subprocess.Popen[str]:
    """A process of its own that adds events to a folder."""
    command = [sys.executable, "-c", WRITER, str(folder), *number]
    where: dict[str, Any] = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, **where)
