"""What can go wrong with a file, in sentences for the learner."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from .database import TooNew

_WORKS = "The lesson works all the same."
_LATER = "What you do until then is kept once it can be, as long as this notebook runs."
#: A full disk, a full quota, a file as large as it may get.
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
#: Codes of SQLite that speak of the disk, the folder or another program, and not of what the file holds.
_AROUND = (
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
)

#: What a file may raise; everything else is a mistake of ours.
FAULTS = (sqlite3.Error, OSError)


class NotKept(Exception):
    """Says in a sentence for the learner why something could not be kept or read."""


def is_damage(problem: Exception) -> bool:
    """Whether it is the contents of the database that are wrong."""
    return isinstance(problem, sqlite3.Error) and not isinstance(problem, TooNew) and code_of(problem) not in _AROUND


def code_of(problem: Exception) -> int:
    """Return SQLite's result code without its details, or the operating system's error number; 0 for neither."""
    if isinstance(problem, OSError):
        return problem.errno or 0
    return getattr(problem, "sqlite_errorcode", 0) & 0xFF


def explain(problem: Exception, folder: Path) -> NotKept:
    """Return the sentence for a problem with the files in a folder."""
    if isinstance(problem, TooNew):
        return NotKept(f"A newer version of this course keeps your answers in {folder}. Update the course to see them.")
    if _is_full(problem):
        return NotKept(f"The disk is full, so your answers cannot be kept. {_WORKS} {_LATER}")
    if _is_busy(problem):
        return NotKept(f"Another program holds the file with your answers in {folder}. {_WORKS} {_LATER}")
    return NotKept(f"Your answers cannot be kept in {folder} ({_reason(problem)}). {_WORKS} {_LATER}")


def _is_full(problem: Exception) -> bool:
    return code_of(problem) in (_FULL if isinstance(problem, OSError) else {sqlite3.SQLITE_FULL})


def _is_busy(problem: Exception) -> bool:
    return isinstance(problem, sqlite3.Error) and code_of(problem) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _reason(problem: Exception) -> str:
    return (isinstance(problem, OSError) and problem.strerror) or str(problem) or type(problem).__name__
