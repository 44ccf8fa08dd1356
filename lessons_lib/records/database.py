"""The database: how it is made, looked over, written and read. Every call may raise sqlite3.Error."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from .event import COLUMNS, Event, from_row, now

SCHEMA = 1
#: Marks the file as ours ("FtGU").
MARK = 0x46744755
#: How long to wait for another notebook that is just writing, in seconds.
PATIENCE = 10.0
_NAMES = ", ".join(COLUMNS)
_TABLES = f"""
PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE learner (id TEXT NOT NULL, since TEXT NOT NULL, schema INTEGER NOT NULL);
CREATE TABLE event (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, question TEXT NOT NULL,
  kind TEXT NOT NULL, data TEXT NOT NULL, course TEXT NOT NULL, sum INTEGER NOT NULL
);
CREATE TRIGGER no_event_changes BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER no_event_goes BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
PRAGMA application_id = {MARK};
PRAGMA user_version = {SCHEMA};
COMMIT;
"""
_ADD = f"INSERT INTO event ({_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
_READ = f"SELECT {_NAMES} FROM event WHERE question = coalesce(?, question)"


class Damaged(sqlite3.DatabaseError):
    """The file is not as it was written."""


class TooNew(sqlite3.Error):
    """A later version of the course made the file."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a database that exists; what is committed stays, even if the power goes a moment later."""
    address = f"{path.resolve().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, PATIENCE, isolation_level=None, check_same_thread=False, uri=True)
    connection.text_factory = _decode
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def create(path: Path, learner: str | None = None) -> None:
    """Make an empty database for a learner (a new random id unless given); it appears whole or not at all."""
    unfinished = path.with_suffix(f".{os.getpid()}.new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with closing(connect(unfinished)) as connection:
        connection.executescript(_TABLES)
        connection.execute("INSERT INTO learner VALUES (?, ?, ?)", (learner or uuid4().hex, now(), SCHEMA))
    unfinished.replace(path)


def look_at_header(path: Path) -> None:
    """Raise Damaged when the file does not begin as a database; only for a file this process has not connected to.

    (Closing a file takes away every lock that the process has on it, SQLite's too.)
    """
    with path.open("rb") as file:
        head = file.read(100)
    # With other versions in bytes 18 and 19 SQLite would call the file read-only, which it is not.
    if not head.startswith(b"SQLite format 3\0") or not {*head[18:20]} <= {1, 2}:
        raise Damaged("it does not begin as a database")


def look_over(connection: sqlite3.Connection) -> None:
    """Raise Damaged when anything in it is not as it was written, TooNew when it is from a later course."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise Damaged("its pages do not fit together")
    _look_at_schema(connection)
    if None in map(from_row, connection.execute(_READ, (None,))):
        raise Damaged("an event is not as it was written")


def begin(connection: sqlite3.Connection) -> None:
    """Begin to write as soon as no other notebook does.

    It asks every few milliseconds: SQLite's own waiting sleeps ever longer, and one of many writers may starve in it.
    """
    end = time.monotonic() + PATIENCE
    connection.execute("PRAGMA busy_timeout = 10")
    while not _has_begun(connection, time.monotonic() > end):
        continue
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


def write(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Add events inside a transaction of the caller; one that is there already is left as it is."""
    connection.executemany(_ADD, (event.to_row() for event in events))


def read(connection: sqlite3.Connection, question: str | None = None) -> Iterator[Event]:
    """Yield the events of a question, or all, in the order in which they were kept."""
    for row in connection.execute(f"{_READ} ORDER BY place", (question,)):
        if event := from_row(row):
            yield event


def read_learner(connection: sqlite3.Connection) -> str:
    """Return the learner's random id."""
    learner: str = connection.execute("SELECT id FROM learner").fetchone()[0]
    return learner


def salvage(connection: sqlite3.Connection) -> Iterator[Event]:
    """Yield what can be read of a damaged database, from its front and from its back; an event may come twice."""
    for order in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"{_READ} ORDER BY place {order}", (None,)):
                if event := from_row(row):
                    yield event
        except sqlite3.Error:
            continue  # behind a broken page there may be more from the other end


def _has_begun(connection: sqlite3.Connection, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as problem:
        if last or problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    return connection.in_transaction


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")  # a changed byte shows in the sum, and not as a crash


def _look_at_schema(connection: sqlite3.Connection) -> None:
    (marked,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (learners, told) = connection.execute("SELECT count(*), max(schema) FROM learner").fetchone()
    if (marked, learners, told) != (MARK, 1, version):  # the version stands twice, so that one changed bit shows
        raise Damaged("its marks do not fit together")
    if version > SCHEMA:
        raise TooNew("it is of a later version")
