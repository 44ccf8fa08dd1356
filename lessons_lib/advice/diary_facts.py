"""What the diary knows: seeds/diary.yaml as typed values, and the change in pain that matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.advice.sections import entries, finish, open_sections, whole
from lessons_lib.seeds import Problem
from lessons_lib.seeds.entries import Entry

__all__ = ["VERDICTS", "DiaryFacts", "Game", "Limits", "Question", "Verdict", "diary_facts", "important_change"]

FILE = "diary.yaml"
SECTIONS = ("limits", "questions", "says", "readings", "why", "game")
LIMITS = ("least_pairs", "most_pairs", "days_ahead", "skip_days", "days_needed", "power", "level")
SAYS = ("chance", "unblinded", "carry-over", "once", "one-person", "stop")
VERDICTS = ("cannot-tell", "helps", "some", "little", "more")
WHY = ("few", "unfinished", "no-spread")
ANSWERS = ("yes", "no")


@dataclass(frozen=True)
class Limits:
    """How many pairs of weeks, when to begin, which days count, and the power and level (out of 100)."""

    least_pairs: int
    most_pairs: int
    days_ahead: int
    skip_days: int
    days_needed: int
    power: int
    level: int


@dataclass(frozen=True)
class Question:
    """A question before a diary: `good` is the answer that lets it begin, `because` says why the other does not."""

    id: str
    text: str
    good: str
    because: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """One thing that a reading may say, in short and in a sentence or two."""

    id: str
    name: str
    text: str


@dataclass(frozen=True)
class Game:
    """A made-up diary: pain without the insert, its spread between weeks and between days, and the true effects."""

    pain: float
    week_to_week: float
    day_to_day: float
    effects: tuple[float, ...]


@dataclass(frozen=True)
class DiaryFacts:
    """All of diary.yaml."""

    limits: Limits
    questions: Mapping[str, Question]
    says: Mapping[str, str]
    readings: Mapping[str, Verdict]
    why: Mapping[str, str]
    game: Game


def diary_facts(root: Path | None = None) -> DiaryFacts:
    """Everything the diary knows; `SeedProblems` lists all that is wrong in diary.yaml."""
    return _read(root or seeds.folder())


def important_change(root: Path | None = None) -> tuple[float, float]:
    """The change in pain that matters: points of 10, and percent of the start (evidence/important_change.csv)."""
    rows = seeds.evidence("important_change", root)
    return rows.row("nrs").number("change"), rows.row("percent").number("change")


@cache
def _read(root: Path) -> DiaryFacts:
    wrong: list[Problem] = []
    part = open_sections(root, FILE, SECTIONS, wrong)
    part["limits"].only(*LIMITS)
    found = DiaryFacts(
        limits=Limits(*(whole(part["limits"], name, 1, 99) for name in LIMITS)),
        questions=MappingProxyType({name: _question(name, one, root) for name, one in entries(part["questions"])}),
        says=_texts(part["says"], SAYS),
        readings=MappingProxyType({name: _verdict(name, one) for name, one in entries(part["readings"])}),
        why=_texts(part["why"], WHY),
        game=_game(part["game"]),
    )
    _check(found, part)
    return finish(found, wrong)


def _check(found: DiaryFacts, part: Mapping[str, Entry]) -> None:
    limits = found.limits
    if not 2 <= limits.least_pairs <= limits.most_pairs:
        part["limits"].report("least_pairs", f"from 2 to most_pairs ({limits.most_pairs}), found {limits.least_pairs}")
    if limits.skip_days + limits.days_needed > 7:
        part["limits"].report("days_needed", "days that a week has left after skip_days")
    if tuple(found.readings) != VERDICTS:
        part["readings"].report("", f"{', '.join(VERDICTS)} in this order, found {', '.join(found.readings)}")


def _question(name: str, entry: Entry, root: Path) -> Question:
    entry.only("text", "good", "because", "claims")
    cited = entry.words("claims")
    if not cited:
        entry.report("claims", "at least one claim, found none")
    entry.known("claims", cited, seeds.claims(root), "a claim of the ledger")
    return Question(name, entry.word("text"), entry.choice("good", ANSWERS), entry.word("because"), cited)


def _verdict(name: str, entry: Entry) -> Verdict:
    entry.only("name", "text")
    return Verdict(name, entry.word("name"), entry.word("text"))


def _texts(section: Entry, names: tuple[str, ...]) -> Mapping[str, str]:
    section.only(*names)
    return MappingProxyType({name: section.word(name) for name in names})


def _game(entry: Entry) -> Game:
    entry.only("pain", "week_to_week", "day_to_day", "effects")
    effects = entry.fields.get("effects")
    if not isinstance(effects, list) or not effects or not all(isinstance(one, (int, float)) for one in effects):
        entry.report("effects", f"a list of points, found {effects!r}")
        effects = [0]
    pain, weekly, daily = (entry.number(name, 0) for name in ("pain", "week_to_week", "day_to_day"))
    return Game(pain, weekly, daily, tuple(map(float, effects)))
