"""What `lessons export` writes: questions, packages of lessons or a learner's records, each whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from .markup import to_words
from .publish import library
from .publish.lms import export, scorm
from .publish.lms.item import LeftOut
from .publish.lms.xapi import to_xapi
from .publish.site import Result, write_whole
from .publish.sitemap import Entry, read_site
from .quiz import bank
from .records import place
from .records.keeping import Records

__all__ = ["NotBuilt", "make", "write"]

XAPI, SCORM = "xapi", "scorm"
#: Pages that are not for learners; a whole course goes without them.
FOR_TEACHERS = frozenset({"ipdas-self-assessment", "teaching-guide"})
#: Runs notebooks and writes their pages, made for a platform, into a folder.
Build = Callable[[list[Path], Path], list[Result]]


class NotBuilt(Exception):
    """Says, a sentence a line, which lessons failed; a package without them is not made."""


def make(formats: Iterable[str], lessons: Sequence[str], build: Build) -> Iterator[export.Made]:
    """Yield the files of these formats (xapi, moodle, gift, canvas, scorm), with what these lessons hold, else all.

    Raises NoSuchLesson with a sentence that lists the lessons, NotKept when the records cannot be read, NotBuilt when a
    page of a package failed.
    """
    for format_ in formats:
        if format_ == SCORM:
            yield from _packages(lessons, build)
        else:
            yield from [_statements()] if format_ == XAPI else export.make(format_, _choose(lessons))


def _choose(lessons: Sequence[str]) -> list[str]:
    known = [Path(name) for name in export.sort_by_lesson()[0]]
    return [library.choose(name, known).stem for name in lessons]


def write(made: export.Made, out: Path) -> str:
    """Write one file into a folder and return what to say of it: path, count, size, and what was left out."""
    path = out / made.path
    path.parent.mkdir(parents=True, exist_ok=True)
    size = write_whole(path, made.content)
    line = f"{path}  {made.count} {made.what}{'' if made.count == 1 else 's'}, {size / 1000:.0f} kB"
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
    return export.Made(f"{export.COURSE}.xapi.jsonl", text.encode(), text.count("\n"), what="statement")


def _name(question_id: str) -> str:
    known = bank.load()
    return to_words(known[question_id].stem) if question_id in known else ""


def _packages(lessons: Sequence[str], build: Build) -> list[export.Made]:
    """One package a lesson that was named; of none, one with the whole course."""
    shelf = library.find_shelf().lessons
    named = list(dict.fromkeys(library.choose(name, shelf) for name in lessons))
    wanted = named or [lesson for lesson in shelf if lesson.stem not in FOR_TEACHERS]
    pages = _make_pages(wanted, build)
    if not named:
        return [_package(export.COURSE, export.COURSE, scorm.COURSE, pages)]
    return [_package(page.name, f"{export.COURSE}-{page.name}", page.title, [page]) for page in pages]


def _make_pages(lessons: list[Path], build: Build) -> list[scorm.ScormPage]:
    with tempfile.TemporaryDirectory() as folder:
        results = build(lessons, Path(folder))
        if problems := [result.problem for result in results if result.problem]:
            raise NotBuilt("\n".join([*problems, "No package was written."]))
        pages = {result.page.stem: result.page.read_text("utf-8") for result in results}
    return [_to_page(entry, pages[entry.name]) for entry in read_site(lessons).entries]


def _to_page(entry: Entry, html: str) -> scorm.ScormPage:
    # A page beside the lessons asks no questions, so there is nothing that it could report.
    return scorm.ScormPage(entry.name, to_words(entry.title), html, tracked=entry.number is not None)


def _package(name: str, identifier: str, title: str, pages: list[scorm.ScormPage]) -> export.Made:
    return export.Made(f"scorm/{name}.zip", scorm.to_scorm(identifier, title, pages), len(pages), what="page")
