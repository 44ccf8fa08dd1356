"""What `lessons export` writes: the questions of lessons, or a learner's records, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .markup import to_words
from .publish import library
from .publish.lms import export
from .publish.lms.item import LeftOut
from .publish.lms.xapi import to_xapi
from .publish.site import write_whole
from .quiz import bank
from .records import place
from .records.keeping import Records

__all__ = ["make", "write"]

XAPI = "xapi"


def make(formats: Iterable[str], lessons: Sequence[str] = ()) -> Iterator[export.Made]:
    """Yield the files of these formats (xapi, moodle, gift, canvas), with the questions of these lessons, else of all.

    Raises NoSuchLesson with a sentence that lists the lessons, NotKept when the records cannot be read.
    """
    known = [Path(name) for name in export.sort_by_lesson()[0]]
    wanted = [library.choose(name, known).stem for name in lessons]
    for format_ in formats:
        yield from [_statements()] if format_ == XAPI else export.make(format_, wanted)


def write(made: export.Made, out: Path) -> str:
    """Write one file into a folder and return what to say of it: path, count, size, and what was left out."""
    path = out / made.path
    path.parent.mkdir(parents=True, exist_ok=True)
    size = write_whole(path, made.content)
    what = "statement" if path.suffix == ".jsonl" else "question"
    line = f"{path}  {made.count} {what}{'' if made.count == 1 else 's'}, {size / 1000:.0f} kB"
    return "\n".join([line, *_tell_left_out(made.left)])


def _tell_left_out(left: Sequence[LeftOut]) -> Iterator[str]:
    for reason in dict.fromkeys(one.reason for one in left):
        mine = [one.id for one in left if one.reason == reason]
        yield f"  {len(mine)} left out, as {reason}: {', '.join(mine)}"


def _statements() -> export.Made:
    records = Records(place.find_folder())
    try:
        events = records.events() if place.Place(place.find_folder()).traces() else []
        text = to_xapi(events, records.learner() if events else "", _name)
    finally:
        records.close()
    return export.Made(f"{export.COURSE}.xapi.jsonl", text.encode(), text.count("\n"))


def _name(question_id: str) -> str:
    known = bank.load()
    return to_words(known[question_id].stem) if question_id in known else ""
