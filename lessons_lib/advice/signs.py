"""What triage knows: seeds/triage.yaml as typed values, every warning sign with where to go and how soon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.advice.emergency import emergency
from lessons_lib.advice.gate import ACTIVITIES
from lessons_lib.advice.sections import day_of, entries, finish, flag, open_sections, whole
from lessons_lib.seeds import Problem
from lessons_lib.seeds.entries import Entry

__all__ = ["ABOUT", "Condition", "Facts", "Level", "Sign", "StopRule", "facts", "rarity"]

FILE = "triage.yaml"
SECTIONS = ("about", "levels", "groups", "signs", "conditions", "feeling", "safety_net", "stop_rules")
ABOUT = (
    "written", "review_by", "applies_to", "reviewed", "purpose", "none_ticked", "rare", "rare_after", "child",
    "child_place", "barefoot", "care", "diary", "soreness",
)  # fmt: skip
PROVENANCES = ("read", "part", "memory")
ALL = frozenset(ACTIVITIES)
LEAST_URGENT = 4
# A level 3 sign that is weak by itself leaves the options open, without any insert; level 4 asks before an insert.
CLOSED_BELOW = ALL - {"options"}
CLOSED_ASK = frozenset({"product", "plan", "diary", "heat"})


@dataclass(frozen=True)
class Level:
    """How soon: 0 is now, 4 is before an insert is used."""

    id: str
    urgency: int
    name: str
    text: str


@dataclass(frozen=True)
class Sign:
    """One warning sign: what it may mean, where to go and how soon (0 to 4; `least` is the other end of a range)."""

    id: str
    row: int
    group: str
    text: str
    parts: tuple[str, ...]
    means: str
    urgency: int
    least: int
    how_soon: str
    place: str
    options_below: bool
    source: str
    references: tuple[str, ...]
    provenance: str

    @property
    def closes(self) -> frozenset[str]:
        """What nobody with this sign is shown."""
        if self.urgency == LEAST_URGENT:
            return CLOSED_ASK
        return CLOSED_BELOW if self.options_below else ALL


@dataclass(frozen=True)
class Condition:
    """No alarm, but a reason to close some doors: what it closes, why, whom to ask, and the rule it stands for."""

    id: str
    text: str
    because: str
    closes: frozenset[str]
    place: str
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class StopRule:
    """A reason to take an insert out at once, and where to go with it."""

    id: str
    text: str
    place: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """All of triage.yaml."""

    about: Mapping[str, str]
    levels: tuple[Level, ...]
    groups: Mapping[str, str]
    signs: Mapping[str, Sign]
    conditions: Mapping[str, Condition]
    feeling: Mapping[str, Condition]
    safety_net: Mapping[str, tuple[str, tuple[str, ...]]]
    stop_rules: Mapping[str, StopRule]


def facts(root: Path | None = None) -> Facts:
    """Everything triage knows; `SeedProblems` lists all that is wrong in triage.yaml."""
    return _read(root or seeds.folder())


def rarity(root: Path | None = None) -> tuple[str, ...]:
    """Plain lines on how rare serious causes are, all out of 10,000 people (evidence/serious_causes.csv)."""
    rows = seeds.evidence("serious_causes", root)
    words = {"below": "fewer than", "about": "about"}
    return tuple(f"{row['cause']}: {words[str(row['bound'])]} {row.number('percent') * 100:.0f}" for row in rows)


@cache
def _read(root: Path) -> Facts:
    wrong: list[Problem] = []
    part = open_sections(root, FILE, SECTIONS, wrong)
    groups = _texts(part["groups"])
    signs = {name: _sign(name, entry, groups, root) for name, entry in entries(part["signs"])}
    found = Facts(
        about=_about(part["about"], root),
        levels=tuple(_level(name, entry) for name, entry in entries(part["levels"])),
        groups=groups,
        signs=MappingProxyType(signs),
        conditions=_conditions(part["conditions"], root),
        feeling=_conditions(part["feeling"], root),
        safety_net=_net(part["safety_net"], signs),
        stop_rules=MappingProxyType({name: _stop(name, entry, root) for name, entry in entries(part["stop_rules"])}),
    )
    return finish(_complete(found, part), wrong)


def _complete(found: Facts, part: Mapping[str, Entry]) -> Facts:
    if sorted(level.urgency for level in found.levels) != list(range(LEAST_URGENT + 1)):
        part["levels"].report("urgency", "each of 0 to 4 once")
    watched = {sign for _, signs in found.safety_net.values() for sign in signs}
    for sign in found.signs.values():
        if sign.urgency == 0 and sign.id not in watched:
            part["safety_net"].report("signs", f"every sign of urgency 0, found no line for {sign.id}")
    return found


def _texts(section: Entry) -> Mapping[str, str]:
    return MappingProxyType({str(name): section.word(str(name)) for name in section.fields})


def _about(section: Entry, root: Path) -> Mapping[str, str]:
    section.only(*ABOUT)
    _known_place(section, section.word("child_place"), root, "child_place")
    days = {name: day_of(section, name) for name in ("written", "review_by")}
    return MappingProxyType({**{name: section.word(name) for name in ABOUT if name not in days}, **days})


def _level(name: str, entry: Entry) -> Level:
    entry.only("urgency", "name", "text")
    return Level(name, whole(entry, "urgency", 0, LEAST_URGENT), entry.word("name"), entry.word("text"))


def _sign(name: str, entry: Entry, groups: Mapping[str, str], root: Path) -> Sign:
    entry.only(*[field for field in Sign.__dataclass_fields__ if field != "id"])
    group, urgency = entry.word("group"), whole(entry, "urgency", 0, LEAST_URGENT)
    entry.known("group", (group,) if group else (), groups, "one of the groups")
    return Sign(
        id=name,
        row=whole(entry, "row", 1, 99),
        group=group,
        text=entry.word("text"),
        parts=entry.words("parts"),
        means=entry.word("means"),
        urgency=urgency,
        least=_least(entry, urgency),
        how_soon=entry.word("how_soon") if "least" in entry.fields else "",
        place=_known_place(entry, entry.word("place", "a place of emergency.yaml"), root),
        options_below=_below(entry, urgency),
        source=entry.word("source"),
        references=_references(entry, root),
        provenance=entry.choice("provenance", PROVENANCES),
    )


def _least(entry: Entry, urgency: int) -> int:
    """The less urgent end of a range, which must say in words when it holds (`how_soon`)."""
    if "least" not in entry.fields:
        return urgency
    least = whole(entry, "least", 0, LEAST_URGENT)
    if least <= urgency:
        entry.report("least", f"a number above the urgency of {urgency}, found {least}")
    return least


def _below(entry: Entry, urgency: int) -> bool:
    below = flag(entry, "options_below")
    if below and urgency != LEAST_URGENT - 1:
        entry.report("options_below", f"true for a sign of urgency 3 only, found it for urgency {urgency}")
    return below


def _conditions(section: Entry, root: Path) -> Mapping[str, Condition]:
    return MappingProxyType({name: _condition(name, entry, root) for name, entry in entries(section)})


def _condition(name: str, entry: Entry, root: Path) -> Condition:
    entry.only(*[field for field in Condition.__dataclass_fields__ if field != "id"])
    closes = entry.words("closes")
    entry.known("closes", closes, ACTIVITIES, "something that can be closed")
    if {"options", "ask"} & set(closes) and "product" not in closes:
        entry.report("closes", "product too, where options or ask is closed")
    place = entry.word("place") if "place" in entry.fields else ""
    return Condition(
        id=name,
        text=entry.word("text"),
        because=entry.word("because") if closes else "",
        closes=frozenset(closes),
        place=_known_place(entry, place, root) if place else "",
        rule=entry.word("rule", "a rule such as R4", r"R\d{1,2}") if closes else "",
        claims=_claims(entry, root) if closes else (),
    )


def _net(section: Entry, signs: Mapping[str, Sign]) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    found = {}
    for name, entry in entries(section):
        entry.only("text", "signs")
        entry.known("signs", entry.words("signs"), signs, "a sign")
        found[name] = (entry.word("text"), entry.words("signs"))
    return MappingProxyType(found)


def _stop(name: str, entry: Entry, root: Path) -> StopRule:
    entry.only("text", "place", "claims")
    return StopRule(name, entry.word("text"), _known_place(entry, entry.word("place"), root), _claims(entry, root))


def _known_place(entry: Entry, key: str, root: Path, field: str = "place") -> str:
    entry.known(field, (key,) if key else (), emergency(root).places, "a place of emergency.yaml")
    return key


def _references(entry: Entry, root: Path) -> tuple[str, ...]:
    keys = entry.words("references")
    entry.known("references", keys, seeds.references(root), "the key of a work in references.bib")
    return keys


def _claims(entry: Entry, root: Path) -> tuple[str, ...]:
    named_claims = entry.words("claims")
    if not named_claims:
        entry.report("claims", "at least one claim, found none")
    entry.known("claims", named_claims, seeds.claims(root), "a claim of the ledger")
    return named_claims
