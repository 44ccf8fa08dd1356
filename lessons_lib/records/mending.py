"""Opening the records whole: what is damaged is set aside, and what can be read of it is used again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from . import database, spare
from .event import Event
from .place import Place
from .trouble import is_damage


def open_whole(place: Place) -> tuple[sqlite3.Connection, str]:
    """Return a connection to a sound database that holds every event there is, and a sentence on what was mended.

    The sentence is "" when there was nothing to mend. The caller has the place alone.
    Raises sqlite3.Error or OSError when the place cannot be used, TooNew (and touches nothing) for a later course.
    """
    sentence = _make_sound(place)
    connection = database.connect(place.database)
    try:
        brought = _level(connection, place)
    except BaseException:
        connection.close()
        raise
    return connection, sentence and f"{sentence} {_count(brought)}"


def set_aside(place: Place) -> Path:
    """Copy a damaged database with its side files, as found, and return the copy's path."""
    day = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    names = (place.folder / f"learner.damaged-{day}{f'-{turn}' if turn else ''}.db" for turn in count())
    copy = next(name for name in names if not name.exists())
    for file in (place.database, *place.side_files):
        if file.is_file():
            target = copy.with_name(copy.name + file.name.removeprefix(place.database.name))
            target.touch(mode=0o600)
            shutil.copyfile(file, target)
    return copy


def _make_sound(place: Place) -> str:
    if not place.database.exists():
        _begin(place)
        return "The file with your answers was gone." if any(spare.read(place.spare)) else ""
    if not _is_damaged(place.database):
        return ""
    copy = set_aside(place)
    learner = _rescue(copy, place)
    _begin(place, learner)
    return f"The file with your answers was damaged; it is set aside as {copy}."


def _is_damaged(path: Path) -> bool:
    try:
        database.look_at_header(path)
        with closing(database.connect(path)) as connection:
            database.look_over(connection)
    except sqlite3.Error as problem:
        if is_damage(problem):
            return True
        raise
    return False


def _begin(place: Place, learner: str | None = None) -> None:
    """Put an empty database there; what SQLite left beside the old one must not get into it."""
    for file in place.side_files:
        file.unlink(missing_ok=True)
    database.create(place.database, learner)


def _rescue(copy: Path, place: Place) -> str | None:
    """Add to the spare what only the damaged database holds; return the learner's id if it can be read."""
    try:
        database.look_at_header(copy)
        with closing(database.connect(copy)) as connection:
            spare.write(place.spare, _new(database.salvage(connection), spare.read(place.spare)))
            return database.read_learner(connection)
    except (sqlite3.Error, TypeError):  # TypeError: there is no learner in it
        return None


def _level(connection: sqlite3.Connection, place: Place) -> int:
    """Bring both copies to the same events; return how many the database lacked."""
    with connection:
        database.begin(connection)
        kept, spared = list(database.read(connection)), list(spare.read(place.spare))
        lacking = _new(spared, kept)
        database.write(connection, lacking)
        with suppress(OSError):  # on a full disk all can still be read; the next event finds out and says so
            spare.write(place.spare, _new(kept, spared))
    return len(lacking)


def _new(events: Iterable[Event], known: Iterable[Event]) -> list[Event]:
    """Return those events that are not known, each once, in the order of time."""
    seen = {event.id for event in known}
    found = {event.id: event for event in events if event.id not in seen}
    return sorted(found.values(), key=lambda event: event.at)


def _count(brought: int) -> str:
    return f"{brought} of your steps could be read and are here again." if brought else "Nothing in it could be read."
