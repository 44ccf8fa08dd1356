"""Where help is: emergency numbers and places from seeds/emergency.yaml, which a teacher may put into other words."""

from __future__ import annotations

import os
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.advice.sections import finish
from lessons_lib.seeds import Problem
from lessons_lib.seeds.entries import Entry, named

__all__ = ["OVERRIDE", "Emergency", "emergency", "find_override"]

FILE = "emergency.yaml"
OVERRIDE = "LESSONS_EMERGENCY"
SECTIONS = ("words", "places", "notice")
WORDS = ("emergency", "urgent_line", "crisis_line", "guideline_country", "reviewed_by")
NOTICE = ("text",)
Lines = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Emergency:
    """The words for emergency help, every place to go by its key, and the notice that opens each lesson (Markdown)."""

    words: Mapping[str, str]
    places: Mapping[str, str]
    notice: str

    @property
    def reviewed(self) -> bool:
        """Whether a clinician is named who has reviewed the texts."""
        return self.words["reviewed_by"].strip().lower() != "none"


def emergency(root: Path | None = None) -> Emergency:
    """The words and places for help, a teacher's file laid over those of the course.

    The teacher's file is the one `find_override` finds. Raises SeedProblems with every mistake of both, one a line.
    """
    wrong: list[Problem] = []
    own, chosen = _read_own(root or seeds.folder()), find_override()
    if chosen is None:
        return finish(_build(own, FILE, wrong), wrong)
    return _build_both(own, chosen, wrong)


def find_override() -> Path | None:
    """The teacher's file: $LESSONS_EMERGENCY, else emergency.yaml in $LESSONS_HOME or ~/from-the-ground-up."""
    if named_file := os.environ.get(OVERRIDE):
        return Path(named_file).expanduser()
    home = Path(os.environ.get("LESSONS_HOME") or Path.home() / "from-the-ground-up").expanduser()
    return home / FILE if (home / FILE).is_file() else None


@cache
def _read_own(root: Path) -> Lines:
    wrong: list[Problem] = []
    lines = _read_lines(root / FILE, FILE, wrong)
    missing = [("words", name) for name in WORDS if name not in lines["words"]]
    missing += [("notice", name) for name in NOTICE if name not in lines["notice"]]
    wrong.extend(Problem(FILE, section, name, "some text, found nothing") for section, name in missing)
    return finish(lines, wrong)


def _build_both(own: Lines, path: Path, wrong: list[Problem]) -> Emergency:
    """The teacher's lines laid over those of the course, before the gaps are filled."""
    lines = _read_lines(path, str(path), wrong)
    for name in sorted(set(lines["places"]) - set(own["places"])):
        wrong.append(Problem(str(path), "places", name, f"no such place (known are {', '.join(own['places'])})"))
    both = {part: {**own[part], **lines[part]} for part in own}
    return finish(_build(both, str(path), wrong), wrong)


def _read_lines(path: Path, shown: str, wrong: list[Problem]) -> Lines:
    here: list[Problem] = []
    sections = {entry.id: entry for entry in named(path.parent, path.name, here)}
    for name in sections.keys() - set(SECTIONS):
        here.append(Problem(path.name, name, "", f"no such section (known are {', '.join(SECTIONS)})"))
    parts = {name: sections.get(name, Entry(path.name, name, {}, here)) for name in SECTIONS}
    parts["words"].only(*WORDS)
    parts["notice"].only(*NOTICE)
    lines = {name: {str(key): part.word(str(key)) for key in part.fields} for name, part in parts.items()}
    wrong.extend(Problem(shown, one.id, one.field, one.expected) for one in here)
    return lines


def _build(lines: Lines, shown: str, wrong: list[Problem]) -> Emergency:
    words = lines["words"]
    filled = {part: _fill_all(part, lines[part], words, shown, wrong) for part in ("places", "notice")}
    notice = _quote(filled["notice"].get("text", ""))
    return Emergency(MappingProxyType(dict(words)), MappingProxyType(filled["places"]), notice)


def _quote(text: str) -> str:
    """Markdown as a block quote, as it stands in the notebooks."""
    # No HTML: what a teacher's file holds between angle brackets stands on the page as it was written.
    return "\n".join(f"> {line}".rstrip() for line in text.replace("<", "&lt;").splitlines())


def _fill_all(
    part: str, lines: Mapping[str, str], words: Mapping[str, str], shown: str, wrong: list[Problem]
) -> dict[str, str]:
    filled = {key: _fill(text, words) for key, text in lines.items()}
    known = ", ".join(f"{{{name}}}" for name in words)
    for key in (key for key, text in filled.items() if text is None):
        wrong.append(Problem(shown, part, key, f"no gaps but {known}, found {lines[key]!r}"))
    return {key: text or "" for key, text in filled.items()}


def _fill(text: str, words: Mapping[str, str]) -> str | None:
    """The text with its gaps filled; None where it has a gap that is not known."""
    try:
        gaps = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        gaps = {text}  # a lone brace
    return text.format_map(words) if gaps <= set(words) else None
