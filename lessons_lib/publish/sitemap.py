"""The pages of a site: what each is called, what stands before and after it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A notebook of the site: its file's stem, its title, and its number where it is a lesson."""

    name: str
    title: str
    number: int | None = None


@dataclass(frozen=True)
class Site:
    """All notebooks of a site in order; `mark` is what a page was built from, `teacher` whether answers stand in it."""

    entries: tuple[Entry, ...]
    teacher: bool = False
    mark: str = ""

    @property
    def lessons(self) -> tuple[Entry, ...]:
        """The numbered ones."""
        return tuple(entry for entry in self.entries if entry.number is not None)

    @property
    def beside(self) -> tuple[Entry, ...]:
        """Those without a number."""
        return tuple(entry for entry in self.entries if entry.number is None)

    def neighbours(self, name: str) -> tuple[Entry | None, Entry | None]:
        """The lesson before and the lesson after one; None where there is none, and for what is no lesson."""
        names = [entry.name for entry in self.lessons]
        if name not in names:
            return None, None
        place = names.index(name)
        return (self.lessons[place - 1] if place else None), next(iter(self.lessons[place + 1 :]), None)


def read_site(notebooks: Iterable[Path], teacher: bool = False) -> Site:
    """Read what the notebooks are called; one that cannot be read goes by its file's name, and its run tells why."""
    return Site(tuple(_read_entry(path) for path in notebooks), teacher)


def _read_entry(path: Path) -> Entry:
    numbered = re.match(r"\d+", path.stem)
    return Entry(path.stem, _read_title(path) or path.stem, int(numbered[0]) if numbered else None)


def _read_title(path: Path) -> str:
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        words = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    found = HEADING.search(words)
    return found[1] if found else ""
