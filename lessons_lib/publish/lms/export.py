"""Which questions go into which file: one Moodle file, one GIFT file, one Canvas package a lesson."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons_lib import seeds
from lessons_lib.publish.lms.canvas import to_canvas
from lessons_lib.publish.lms.gift import to_gift
from lessons_lib.publish.lms.item import Item, LeftOut, to_items
from lessons_lib.publish.lms.moodle import to_moodle
from lessons_lib.quiz import bank
from lessons_lib.seeds.entries import listed

__all__ = ["FORMATS", "Made", "make", "sort_by_lesson"]

COURSE = "from-the-ground-up"


@dataclass(frozen=True)
class Made:
    """One file to write: its path below the folder, its bytes; and the questions that its format could not take.

    `count` is how many things of the kind `what` it holds.
    """

    path: str
    content: bytes
    count: int
    left: tuple[LeftOut, ...] = ()
    what: str = "question"


Items = Mapping[str, tuple[Item, ...]]


def make(format_: str, lessons: Iterable[str] = ()) -> tuple[Made, ...]:
    """Return the files of one of FORMATS with the questions of these lessons ("01-kinetic-chain"), else of all.

    Raises KeyError for a format that is none.
    """
    items, left = sort_by_lesson(lessons)
    made = FORMATS[format_](items)
    # A prediction goes into no file; it is told once, with the first.
    return tuple(_with(one, left if place == 0 else ()) for place, one in enumerate(made))


def sort_by_lesson(lessons: Iterable[str] = ()) -> tuple[Items, tuple[LeftOut, ...]]:
    """Return the items by the name of their file, and what no platform can take."""
    wanted = set(lessons)
    found: dict[str, tuple[Item, ...]] = {}
    left: list[LeftOut] = []
    for path in sorted((seeds.folder() / "questions").glob("*.yaml")):
        if not wanted or path.stem in wanted:
            found[path.stem], out = to_items(bank.find(id) for id in _ids(path))
            left.extend(out)
    return found, tuple(left)


def _ids(path: Path) -> list[str]:
    return [entry.id for entry in listed(seeds.folder(), f"questions/{path.name}", [], {})]


def _with(made: Made, left: tuple[LeftOut, ...]) -> Made:
    return Made(made.path, made.content, made.count, (*left, *made.left))


def _moodle(items: Items) -> list[Made]:
    return [Made(f"{COURSE}.moodle.xml", to_moodle(items).encode(), _count(items))]


def _gift(items: Items) -> list[Made]:
    text, left = to_gift(items)
    return [Made(f"{COURSE}.gift", text.encode(), _count(items) - len(left), left)]


def _canvas(items: Items) -> list[Made]:
    return [_package(title, mine) for title, mine in items.items()]


def _package(title: str, items: tuple[Item, ...]) -> Made:
    content, left = to_canvas(title, items)
    return Made(f"canvas/{title}.zip", content, len(items) - len(left), left)


def _count(items: Items) -> int:
    return sum(len(mine) for mine in items.values())


FORMATS: Mapping[str, Callable[[Items], list[Made]]] = {"moodle": _moodle, "gift": _gift, "canvas": _canvas}
