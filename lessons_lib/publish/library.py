"""Where the lessons are, and what a reader may call them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Shelf:
    """A folder of lessons; `changed` are its files that differ from the shipped ones and were left alone."""

    folder: Path
    changed: tuple[Path, ...] = ()

    @property
    def lessons(self) -> list[Path]:
        """The notebooks, sorted as they are taught."""
        return sorted(self.folder.glob("*.ipynb"))


class NoSuchLesson(ValueError):
    """Says which lesson was asked for and which there are."""


def choose(name: str, lessons: list[Path]) -> Path:
    """Return the lesson called "01", "1", "kinetic-chain" or "01-kinetic-chain.ipynb".

    Raises NoSuchLesson with a sentence that lists the lessons.
    """
    wanted = Path(name).name.removesuffix(".ipynb").lower()
    for lesson in lessons:
        if wanted in _names(lesson):
            return lesson
    there_are = ", ".join(lesson.stem for lesson in lessons) or "none"
    raise NoSuchLesson(f'There is no lesson "{name}"; the lessons are: {there_are}.')


def _names(lesson: Path) -> set[str]:
    stem = lesson.stem.lower()
    numbered = re.fullmatch(r"(\d+)-(.+)", stem)
    return {stem, numbered[1], str(int(numbered[1])), numbered[2]} if numbered else {stem}


def find_shelf(package: Path = PACKAGE) -> Shelf:
    """Return where the lessons are: in a checkout its own notebooks.

    An installed course first copies its notebooks to $LESSONS_HOME or ~/from-the-ground-up.
    Raises OSError when that cannot be written.
    """
    checkout = package.parent / "notebooks"
    shipped = package / "_notebooks"
    if checkout.is_dir() and not shipped.is_dir():
        return Shelf(checkout)
    home = Path(os.environ.get("LESSONS_HOME") or Path.home() / "from-the-ground-up").expanduser()
    return Shelf(home, tuple(copy_missing(find_files(shipped), shipped, home)))


def find_files(folder: Path) -> list[Path]:
    """Return all files below a folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def copy_missing(files: Iterable[Path], source: Path, target: Path) -> list[Path]:
    """Copy files that the target lacks; return those it has in another version, which stay as they are."""
    target.mkdir(parents=True, exist_ok=True)
    kept = []
    for file in files:
        copy = target / file.relative_to(source)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        elif copy.read_bytes() != file.read_bytes():
            kept.append(copy)
    return kept
