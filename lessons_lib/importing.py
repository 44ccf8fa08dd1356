"""Bringing answers from a page's file into the records: what is newer than what is there, and still means the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .cases import bank as cases
from .cases.page import for_page as case_for_page
from .labs.pictures import draw_picture
from .quiz import bank
from .quiz.fitting import fits
from .quiz.forms import find_form
from .quiz.meaning import CHECKS, fingerprint
from .quiz.page import for_page
from .quiz.pointing import Hotspot, Picture
from .quiz.trust import find_trust
from .records.event import Event
from .records.keeping import Records
from .records.progress import Kept, read
from .records.state import fold
from .seeds import Problem

__all__ = ["Brought", "NotImported", "bring", "find_asked"]


class NotImported(ValueError):
    """Everything wrong with a file, one problem a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join([*map(str, problems), "Nothing was imported."]))


@dataclass(frozen=True)
class Brought:
    """The ids of questions whose answers came, stayed as they were, or belong to a question that is another now."""

    came: tuple[str, ...]
    stayed: tuple[str, ...]
    outdated: tuple[str, ...]


def bring(path: Path, records: Records) -> Brought:
    """Add to the records what a file holds and the records lack.

    Raises OSError when the file cannot be read, NotImported with all that is wrong in it (then nothing was added), and
    NotKept when the records cannot be read or written.
    """
    found, wrong = read(path)
    asked = {one.question: find_asked(one.question) for one in found}
    current = [one for one in found if _means_the_same(one, asked[one.question])]
    problems = [Problem(path.name, *one) for one in wrong] + list(_misfits(path.name, current, asked))
    if problems:
        raise NotImported(problems)
    came = [one for one in current if _add(one, asked[one.question] or {}, records)]
    return Brought(
        *(tuple(one.question for one in group) for group in (came, _less(current, came), _less(found, current)))
    )


def find_asked(id: str) -> Mapping[str, Any] | None:
    """Return what a page is given of a question, case, form or trust by its id; None where there is no such thing."""
    if id in bank.load():
        question = bank.find(id)
        drawn = Picture(*draw_picture(question.picture, id)) if isinstance(question, Hotspot) else None
        return for_page(question, drawn)
    if id in cases.load():
        return case_for_page(cases.find(id))
    kind, _, which = id.partition("-")
    if kind == "form" and which in ("a", "b"):
        return for_page(find_form(which.upper()))
    return for_page(find_trust(which)) if kind == "trust" and which in ("start", "end") else None


def _means_the_same(one: Kept, asked: Mapping[str, Any] | None) -> bool:
    return asked is not None and fingerprint(asked) == one.of


def _misfits(file: str, found: Iterable[Kept], asked: Mapping[str, Any]) -> Iterator[Problem]:
    for one in found:
        if not fits(asked[one.question], one.state.response, one.state.checked):
            yield Problem(file, one.question, "response", "an answer that this question can have")


def _add(one: Kept, asked: Mapping[str, Any], records: Records) -> bool:
    """Add one answer unless what is there is as new, or the same; returns whether it was added."""
    events = records.events(one.question)
    before = fold(event for event in events if event.data.get("of") == one.of)
    new = list(one.state.attempts)
    if new[: len(before.attempts)] == list(before.attempts):
        new = new[len(before.attempts) :]  # they go on from what is there
    is_same = not new and (before.response, before.checked) == (one.state.response, one.state.checked)
    if is_same or any(event.at >= one.at for event in events):
        return False
    data = {"response": one.state.response, "checked": one.state.checked, "attempts": new, "of": one.of}
    # A case's attempts belong to its way; everywhere else the first attempts count.
    again = {"restart": True, "attempts": list(one.state.attempts)} if "steps" in asked else {}
    records.append(Event(one.question, _kind(one, asked), data | again, at=one.at))
    return True


def _kind(one: Kept, asked: Mapping[str, Any]) -> str:
    was_checked = one.state.checked or one.state.attempts
    return CHECKS.get(asked["type"], "answer") if was_checked else "draft"


def _less(all_: Iterable[Kept], some: Sequence[Kept]) -> list[Kept]:
    return [one for one in all_ if one not in some]
