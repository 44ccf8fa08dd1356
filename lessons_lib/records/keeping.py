"""The records as the course uses them: add an event, read events, forget them all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from . import database, spare
from .event import Event
from .mending import open_whole
from .place import Place
from .trouble import FAULTS, NotKept, explain, is_damage

__all__ = ["NotKept", "Records", "forget"]

Result = TypeVar("Result")
#: How often to open anew when the file was damaged, or was taken away while it was written.
_TURNS = 3


class Records:
    """The events in one folder; one of these a process and folder, for all its threads.

    What `append` returned from is on the disk, twice. What could not be written waits here and goes with the next.
    """

    def __init__(self, folder: Path) -> None:
        self._place = Place(folder)
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] = (0, 0)
        self._waiting: list[Event] = []
        self._news: list[str] = []
        self._guard = threading.RLock()

    def append(self, event: Event) -> None:
        """Keep an event; returns once it would outlive a power cut. Raises NotKept with a sentence."""
        with self._guard:
            self._waiting.append(event)
            with self._explaining():
                self._work(self._write)
            self._waiting.clear()

    def events(self, question: str | None = None) -> list[Event]:
        """Return the events of a question, or all, oldest first, with those that still wait to be written.

        Where the database cannot be used they are read from the second copy. Raises NotKept when neither can be read.
        """
        with self._guard, self._explaining():
            kept = self._read(question)
            known = {event.id for event in kept}
            return kept + [event for event in self._waiting if _fits(event, question) and event.id not in known]

    def learner(self) -> str:
        """Return the random id under which it all stands; raises NotKept."""
        with self._guard, self._explaining():
            return self._work(database.read_learner)

    def take_news(self) -> list[str]:
        """Return sentences for the learner, such as that a damaged file was set aside; each is given once."""
        with self._guard:
            news, self._news = list(dict.fromkeys(self._news)), []
            return news

    def close(self) -> None:
        """Let go of the file; the next call opens it again."""
        with self._guard:
            if self._connection:
                self._connection.close()
            self._connection = None

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except FAULTS as problem:
            self.close()
            raise explain(problem, self._place.folder) from problem

    def _work(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Work on the database that is there when the work is done; open it anew where that helps."""
        for _ in range(_TURNS):
            connection = self._open()
            try:
                done = work(connection)
                if self._is_there():
                    return done
            except sqlite3.Error as problem:
                if self._is_there() and not is_damage(problem):
                    raise
            self.close()  # opening it again finds out what is wrong with it
        raise sqlite3.DatabaseError("the file changes all the time")

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or not self._is_there():
            self.close()
            self._place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._place.alone():
                self._connection, sentence = open_whole(self._place)
                self._file = self._look()
            self._news += [sentence] if sentence else []
        return self._connection

    def _write(self, connection: sqlite3.Connection) -> None:
        with connection:
            database.begin(connection)  # one notebook at a time from here on, for the second copy too
            database.write(connection, self._waiting)
            spare.write(self._place.spare, self._waiting)

    def _read(self, question: str | None) -> list[Event]:
        try:
            return self._work(lambda connection: list(database.read(connection, question)))
        except FAULTS as problem:
            self.close()
            self._news.append(str(explain(problem, self._place.folder)))
        found = {event.id: event for event in spare.read(self._place.spare) if _fits(event, question)}
        return list(found.values())

    def _is_there(self) -> bool:
        """Whether the file we write is still the one others will read: it may be mended or deleted meanwhile."""
        return self._file == self._look()

    def _look(self) -> tuple[int, int]:
        try:
            seen = self._place.database.stat()
        except FileNotFoundError:
            return 0, 0
        return seen.st_dev, seen.st_ino


def forget(folder: Path) -> list[Path]:
    """Delete every file of the records, those set aside too, and return their paths; raises NotKept."""
    place = Place(folder)
    if not folder.is_dir():
        return []
    try:
        with place.alone():
            gone = place.traces()
            for path in gone[:-1]:
                path.unlink(missing_ok=True)
        gone[-1].unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()
    except FAULTS as problem:
        sentence = f"{folder} cannot be cleared ({problem}). Close the course in JupyterLab and try again."
        raise NotKept(sentence) from None
    return gone[:-1]


def _fits(event: Event, question: str | None) -> bool:
    return question is None or event.question == question
