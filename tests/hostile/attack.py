# ruff: noqa: E501
"""Puts a text into every field of the seeds at once, reads them as the course does, and notes what was refused."""

from __future__ import annotations

import copy
import csv
import inspect
import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from lessons_lib import seeds
from lessons_lib.advice.diary_facts import diary_facts
from lessons_lib.advice.emergency import emergency
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.advice.wear_in import wear_in
from lessons_lib.cases import bank as cases
from lessons_lib.glossary import terms
from lessons_lib.personal.ipdas import assessment
from lessons_lib.publish.cover import cover
from lessons_lib.publish.indexes import search_page
from lessons_lib.quiz import bank
from lessons_lib.quiz.core_ten import core_ten
from lessons_lib.quiz.forms import load_pairs
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.seeds import SeedProblems, entries
from lessons_lib.seeds.tables import TABLES
from lessons_lib.teaching.plans import guide

Path_ = tuple[Any, ...]
#: Files of sections, each with entries by name.
SECTIONED = ("triage.yaml", "advice.yaml", "wear_in.yaml", "diary.yaml", "ipdas.yaml", "emergency.yaml")
#: Read by something else than what is here: a list of ids, and what a presenter alone hears.
ELSEWHERE = ("trust.yaml", "presenting.yaml")
#: Inside an entry: parts by names that the writer chooses.
NAMED = ("steps", "ends", "blanks", "if_wrong", "said", "answers")
#: Fields that hold an id, a word of a fixed list, a date or an address in the course: whatever else is refused.
FIXED = re.compile(
    r".*: (?:.* )?(?:id|type|claims \*|claim|misconceptions?(?: \S+)?|references? ?\*?|provenance|start_claims \*|rows \*|hinge)"
    r"|.* (?:answer|number) (?:constant|model|take|with \S+)"
    r"|claims: \* (?:origin|sources \*|topic|verdict|certainty|safety|lesson|sub_verdicts \* verdict)"
    r"|published: \* (?:model|check|take|with .+)"
    r"|questions hotspot: \* (?:picture|places \* place)|forms\.yaml: .*|glossary\.yaml: \* lessons \*"
    r"|triage\.yaml: (?:\S+ \* (?:group|place|closes \*|rule|signs \*)|about (?:child_place|written|review_by))"
    r"|cases: \* (?:start|age|feeling|signs \*|conditions \*|steps \* choices \* (?:does|credit|then))"
    r"|advice\.yaml: (?:options \* (?:start|needs .+|(?:benefit|harm) \* (?:unit|certainty)|cost (?:basis|row)))"
    r"|advice\.yaml: (?:rules \* (?:effect|options \*|when .+)|questions \* when .+)"
    r"|wear_in\.yaml: schedules \* (?:kind|basis|row)|diary\.yaml: questions \* good"
    r"|ipdas\.yaml: (?:items \* (?:status|where \*|group)|about assessed)|teaching\.yaml kit: \* things \* lessons \*"
    r"|cover\.yaml: \* (?:picture (?:page|lab)|beside \* page)"
)
#: In the order in which one stands on the other.
READERS: dict[str, Callable[[], object]] = {
    "sources": seeds.sources,
    "constants": seeds.constants,
    "claims": seeds.claims,
    "contradictions": seeds.contradictions,
    "published": seeds.published,
    **{f"evidence {name}": (lambda name=name: seeds.evidence(name)) for name in TABLES},
    "misconceptions": misconceptions,
    "glossary": terms.load,
    "questions": bank.load,
    "forms": load_pairs,
    "core_ten": core_ten,
    "emergency": emergency,
    "triage": facts,
    "cases": cases.load,
    "advice": book,
    "wear_in": wear_in,
    "diary": diary_facts,
    "ipdas": lambda: assessment(seeds.folder()),
    "teaching": guide,
    "cover": cover,
    "search": search_page.warning_words,
}


@dataclass(frozen=True)
class Spot:
    """One text of the seeds: its file, where it stands there, and what kind of field that is."""

    file: str
    path: Path_
    shape: str
    entry: str
    field: str
    number: int

    @property
    def parts(self) -> tuple[str, ...]:
        """The names on the way to it, the nearest last: a number that is worked out is refused as a whole `answer`."""
        inside = self.path[1:] if self.file in SECTIONED else self.path
        return tuple(str(part) for part in inside if not isinstance(part, int) and str(part) != self.entry)

    @property
    def fixed(self) -> bool:
        """Whether only words of a fixed list may stand there."""
        if not self.file.startswith("evidence/"):
            return FIXED.fullmatch(self.shape) is not None
        column = TABLES[Path(self.file).stem].get(self.field)
        return self.field != "note" and (column is None or column.kind != "text")

    @property
    def marks(self) -> tuple[str, str]:
        """What stands before and after the hostile text, so that it can be found again."""
        return f"Qa{self.number}x", f"Qz{self.number}x"


@dataclass
class World:
    """The seeds with a text in every spot that took it."""

    taken: list[Spot]
    refused: dict[Spot, list[str]] = field(default_factory=dict)

    def ids(self, file: str) -> list[str]:
        """The ids of the entries of some file that hold a hostile text."""
        return list(dict.fromkeys(spot.entry for spot in self.taken if spot.file.startswith(file)))


# --- the files --------------------------------------------------------------------------------------------------------


@cache
def raw() -> dict[str, Any]:
    """Every file of the seeds as it stands, by its name."""
    root = seeds.folder()
    files = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*.yaml"))]
    found: dict[str, Any] = {name: yaml.load((root / name).read_text("utf-8"), yaml.CSafeLoader) for name in files}
    for path in sorted((root / "evidence").glob("*.csv")):
        found[f"evidence/{path.name}"] = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    return found


@cache
def spots() -> tuple[Spot, ...]:
    """One place for every kind of text field that the seeds use."""
    numbers = count(100)
    seen: dict[str, Spot] = {}
    for file, data in raw().items():
        for path, value in leaves(data):
            shape = _shape(file, data, path)
            if isinstance(value, str) and shape not in seen and file not in ELSEWHERE:
                seen[shape] = Spot(file, path, shape, _entry(data, path), _field(path), next(numbers))
    return tuple(seen.values())


def leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value of a tree that has none below it, with the way to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    else:
        yield path, value


def _shape(file: str, data: Any, path: Path_) -> str:
    """What kind of field a place is: numbers and chosen names make no difference."""
    kind = file.split("/")[0] if file.startswith(("questions/", "claims/", "cases/", "published/")) else file
    if kind == "questions":
        one = data[path[0]]
        kind += f" {one['type']}{' choice' if one['type'] == 'predict' and 'options' in one else ''}"
    if kind == "teaching.yaml":
        id = data[path[0]]["id"]
        kind += " kit" if id == "kit" else " plan" if id[0].isdecimal() else " schedule"
    words = ["*" if _is_free(file, data, path, place) else str(part) for place, part in enumerate(path)]
    return f"{kind}: {' '.join(words)}"


def _is_free(file: str, data: Any, path: Path_, place: int) -> bool:
    if isinstance(path[place], int):
        return True
    if place == 1 and file in SECTIONED:
        return isinstance(data[path[0]][path[1]], dict) and path[0] != "about"
    least = 3 if file in SECTIONED else 1
    return (place == 0 and file == "constants.yaml") or (place >= least and path[place - 1] in NAMED)


def _entry(data: Any, path: Path_) -> str:
    one = data[path[0]]
    if isinstance(data, list):
        return str(one.get("id", f"entry {path[0] + 1}"))
    return str(path[1] if isinstance(one, dict) and len(path) > 2 else path[0])


def _field(path: Path_) -> str:
    return next(str(part) for part in reversed(path) if not isinstance(part, int))


# --- the attack -------------------------------------------------------------------------------------------------------

_folders = count()


def attack(monkeypatch: Any, folder: Path, text_at: Callable[[Spot], str | None]) -> World:
    """Put a text into every spot (None leaves it alone), read all; what is refused is told and put back."""
    wanted = {spot: text for spot in spots() if (text := text_at(spot)) is not None}
    world = World(list(wanted))
    for name, read in READERS.items():
        while problems := _try(monkeypatch, folder, {spot: wanted[spot] for spot in world.taken}, read):
            _take_back(world, problems, name)
    return world


def _try(monkeypatch: Any, folder: Path, texts: dict[Spot, str], read: Callable[[], object]) -> tuple[Any, ...]:
    _install(monkeypatch, folder, texts)
    try:
        read()
    except SeedProblems as refused:
        return refused.problems
    return ()


#: What no text of the seeds changes.
HEAVY = ("bake", "_tables", "example", "_templates", "shipped")
#: The parser of BibTeX takes two seconds; what it reads is attacked by itself.
_parse_bib = cache(entries._parse_bib)
_last: dict[str, Any] = {"texts": None}


def _install(monkeypatch: Any, folder: Path, texts: dict[Spot, str]) -> None:
    """Let the course read the seeds with these texts in them, from a folder that no cache knows."""
    if _last["texts"] == texts and _last["folder"] == folder:
        return
    root = folder / f"seeds-{next(_folders)}"
    root.symlink_to(_shipped(), target_is_directory=True)
    data = _put(texts)
    forget()
    _last.update(texts=dict(texts), folder=folder)
    monkeypatch.setattr(entries, "_load_yaml", lambda where, file, wrong: data[file])
    monkeypatch.setattr(
        sys.modules["lessons_lib.seeds.evidence"], "_load_text", lambda path, file, wrong: _write_csv(data[file])
    )
    monkeypatch.setattr(entries, "_parse_bib", _parse_bib)
    monkeypatch.setattr(seeds, "folder", lambda: root)


def forget(heavy: bool = False) -> None:
    """Empty what remembers the seeds without asking for their folder; `heavy` too what takes long to work out anew."""
    for name, module in list(sys.modules.items()):
        for thing in vars(module).values() if name.startswith("lessons_lib") else ():
            wanted = hasattr(thing, "cache_clear") and (heavy or thing.__name__ not in HEAVY)
            if wanted and not inspect.signature(thing).parameters:
                thing.cache_clear()


@cache
def _shipped() -> Path:
    return Path(seeds.__file__).parents[2] / "seeds"


def _put(texts: dict[Spot, str]) -> dict[str, Any]:
    data = dict(raw())
    for file in {spot.file for spot in texts}:
        data[file] = copy.deepcopy(data[file])
    for spot, text in texts.items():
        holder = data[spot.file]
        for part in spot.path[:-1]:
            holder = holder[part]
        holder[spot.path[-1]] = text
    return data


def _write_csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    lines = csv.DictWriter(text, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue()


def _take_back(world: World, problems: tuple[Any, ...], reader: str) -> None:
    """Put back what a problem names by file, entry and field; one that names none of ours may follow from another."""
    gone: dict[Spot, list[str]] = {}
    for problem in problems:
        exact = [spot for spot in world.taken if _names(problem, spot, spot.parts[-1:])]
        quoted = [spot for spot in world.taken if spot.file == problem.file and spot.marks[0] in problem.expected]
        for spot in (
            exact
            or quoted
            or _beside(world, problem)
            or [spot for spot in world.taken if _names(problem, spot, spot.parts)]
        ):
            gone.setdefault(spot, []).append(str(problem))
    if not gone:
        raise AssertionError(f"{reader} refuses what it does not name: {str(problems[0])[:300]}")
    world.refused.update(gone)
    world.taken = [spot for spot in world.taken if spot not in gone]


def _beside(world: World, problem: Any) -> list[Spot]:
    """The spots of an entry that is refused as a whole, because its parts do not go together."""
    return (
        [] if problem.field else [spot for spot in world.taken if (spot.file, spot.entry) == (problem.file, problem.id)]
    )


def _names(problem: Any, spot: Spot, fields: tuple[str, ...]) -> bool:
    where = f"{problem.id}, {problem.field}"
    return problem.file == spot.file and spot.entry in where and any(field.rstrip("s") in where for field in fields)
