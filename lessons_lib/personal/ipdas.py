"""How the decision aid meets the common standard for decision aids: each point with met, not met or not applicable.

`ipdas()` shows the self-assessment of seeds/ipdas.yaml as tables with counts; `assessment()` reads and checks the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from lessons_lib import seeds
from lessons_lib.advice.sections import day_of, entries, finish, open_sections, whole
from lessons_lib.markup import to_inline
from lessons_lib.seeds import Problem
from lessons_lib.seeds.entries import Entry
from lessons_lib.style import dress

__all__ = ["STATUSES", "Assessment", "Group", "Item", "SelfAssessment", "assessment", "ipdas"]

FILE = "ipdas.yaml"
STATUSES = ("met", "not met", "not applicable")
MARKS = {"met": "✓", "not met": "✗", "not applicable": "–"}
#: A page of the course with its name, or a file of the project.
PAGE = re.compile(r"(?P<name>[^()]+) \((?P<page>[\w-]+\.ipynb(?:#[\w-]+)?)\)")
PLACE = re.compile(rf"(?:{PAGE.pattern})|(?P<file>(?:seeds|tests|lessons_lib)/[\w./-]+)")


@dataclass(frozen=True)
class Item:
    """One point of the standard: what it asks for, whether it is met, why, and where to look."""

    id: str
    group: str
    text: str
    status: str
    why: str
    where: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Points that belong together, and how many of them the standard has."""

    name: str
    text: str
    number: int


@dataclass(frozen=True)
class Assessment:
    """The whole file: what was assessed by whom and when, the groups by their key, and the items."""

    about: Mapping[str, str]
    groups: Mapping[str, Group]
    items: tuple[Item, ...]

    def count(self, status: str, group: str = "") -> int:
        """How many points have a status, in all groups or in one."""
        return sum(item.status == status for item in self.items if group in ("", item.group))


@cache
def assessment(root: Path | None = None) -> Assessment:
    """The self-assessment of seeds/ipdas.yaml; raises SeedProblems with everything wrong in it, one a line."""
    wrong: list[Problem] = []
    parts = open_sections(root or seeds.folder(), FILE, ("about", "groups", "items"), wrong)
    groups = {name: _read_group(entry) for name, entry in entries(parts["groups"])}
    items = tuple(_read_item(name, entry, tuple(groups)) for name, entry in entries(parts["items"]))
    for name, group in groups.items():
        found = sum(item.group == name for item in items)
        if found != group.number:
            parts["groups"].report(name, f"{group.number} items, found {found}")
    return finish(Assessment(_read_about(parts["about"]), groups, items), wrong)


def _read_about(about: Entry) -> Mapping[str, str]:
    about.only("aid", "assessed", "by", "careful")
    return {"assessed": day_of(about, "assessed")} | {name: about.word(name) for name in ("aid", "by", "careful")}


def _read_group(entry: Entry) -> Group:
    entry.only("name", "text", "number")
    return Group(entry.word("name"), entry.word("text"), whole(entry, "number", 1, 99))


def _read_item(name: str, entry: Entry, groups: tuple[str, ...]) -> Item:
    entry.only("group", "text", "status", "why", "where")
    status, where = entry.choice("status", STATUSES), entry.words("where")
    for place in where:
        if not PLACE.fullmatch(place):
            entry.report("where", f'"Name (page.ipynb#Heading)" or a file of the project, found {place!r}')
    if status == "met" and not where:
        entry.report("where", "a place to look, because the item is met")
    return Item(name, entry.choice("group", groups), entry.word("text"), status, entry.word("why"), where)


# --- how it shows -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SelfAssessment:
    """The assessment that shows itself as tables."""

    found: Assessment

    def __repr__(self) -> str:
        return "ipdas()"

    def _repr_html_(self) -> str:
        tables = "".join(_table(self.found, name) for name in self.found.groups)
        style = dress(Path(__file__).parent / "ipdas.css")
        return (
            f'<style data-lesson="ipdas">{style}</style><div class="lesson-ipdas">{_summary(self.found)}{tables}</div>'
        )


def ipdas() -> SelfAssessment:
    """Return the self-assessment of the decision aid, which shows itself as tables with counts."""
    return SelfAssessment(assessment())


def _summary(found: Assessment) -> str:
    head = "".join(f'<th scope="col">{status.capitalize()}</th>' for status in STATUSES)
    rows = "".join(_counts(found, group.name, name) for name, group in found.groups.items())
    caption = f"Checked on {found.about['assessed']} by {found.about['by']}"
    return (
        f"<p>{to_inline(found.about['careful'])}</p>"
        f'<table><caption>{escape(caption)}</caption><thead><tr><th scope="col">Points</th>{head}</tr></thead>'
        f"<tbody>{rows}{_counts(found, 'All', '')}</tbody></table>"
    )


def _counts(found: Assessment, name: str, group: str) -> str:
    cells = "".join(f"<td>{found.count(status, group)}</td>" for status in STATUSES)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _table(found: Assessment, name: str) -> str:
    group = found.groups[name]
    rows = "".join(_row(item) for item in found.items if item.group == name)
    return (
        f"<table><caption>{to_inline(group.name)} <span>{to_inline(group.text)}</span></caption>"
        '<thead><tr><th scope="col">Point</th><th scope="col">Answer, and why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(item: Item) -> str:
    places = "; ".join(_place(place) for place in item.where)
    where = f' <span class="where">See: {places}.</span>' if places else ""
    status = f'<strong><span aria-hidden="true">{MARKS[item.status]}</span> {item.status.capitalize()}</strong>'
    return (
        f'<tr id="ipdas-{escape(item.id)}" data-status="{item.status}"><th scope="row">{to_inline(item.text)}</th>'
        f"<td>{status}. {to_inline(item.why)}{where}</td></tr>"
    )


def _place(place: str) -> str:
    found = PAGE.fullmatch(place)
    return (
        f'<a href="{escape(found["page"])}">{escape(found["name"])}</a>' if found else f"<code>{escape(place)}</code>"
    )
