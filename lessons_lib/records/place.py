"""Where the records are, and whether there are any."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from .database import connect

#: Set to "off" where nobody's answers may be read or written: pages that are built, tests.
SWITCH = "LESSONS_RECORDS"


def is_on() -> bool:
    """Whether answers are kept in this process."""
    return os.environ.get(SWITCH) != "off"


def find_folder() -> Path:
    """Return the folder of the records: in the user's data, or in `LESSONS_HOME`; it need not exist."""
    chosen = os.environ.get("LESSONS_HOME")
    home = Path(chosen).expanduser() if chosen else user_data_path("from-the-ground-up", appauthor=False)
    return home / "records"


@dataclass(frozen=True)
class Place:
    """The files of the records in their folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """What is read and written."""
        return self.folder / "learner.db"

    @property
    def spare(self) -> Path:
        """The same events a second time, as plain text: what is damaged in one is whole in the other."""
        return self.folder / "learner.jsonl"

    @property
    def side_files(self) -> tuple[Path, Path]:
        """What SQLite keeps beside the database."""
        return self.folder / "learner.db-wal", self.folder / "learner.db-shm"

    def traces(self) -> list[Path]:
        """Return every file the records ever left in the folder, those set aside too, the gate last."""
        return sorted(self.folder.glob("learner.*"), key=lambda path: (path == self._gate, path))

    @property
    def _gate(self) -> Path:
        return self.folder / "learner.gate"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process at a time open, mend or delete; the gate opens by itself when a process dies."""
        self._gate.touch(mode=0o600)
        with closing(connect(self._gate)) as gate:
            gate.execute("PRAGMA journal_mode = MEMORY")  # nothing is written to it, so no file beside it either
            gate.execute("BEGIN EXCLUSIVE")
            yield
