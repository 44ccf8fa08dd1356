"""Which lesson teaches a claim, which question tests it, and how surely each number is known: counted, never typed."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons_lib import seeds
from lessons_lib.publish.library import PACKAGE
from lessons_lib.quiz import bank
from lessons_lib.seeds import Claim
from lessons_lib.seeds.kinds import PROVENANCES, TOPICS, VERDICTS
from lessons_lib.seeds.tables import TABLES

ASKS = ("quiz", "predict")


@dataclass(frozen=True)
class Notebook:
    """What one notebook calls on: the ids of its claim cards and of its questions."""

    name: str
    claims: frozenset[str]
    questions: frozenset[str]

    @property
    def lesson(self) -> str:
        """The number that its name begins with, such as "01"; empty where there is none."""
        number = self.name.split("-")[0]
        return number if number.isdecimal() else ""


@dataclass(frozen=True)
class Covered:
    """One claim: the notebooks that show its card or ask about it, and the questions of the bank that test it."""

    claim: Claim
    shown_in: tuple[str, ...]
    asked_in: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def taught(self) -> bool:
        """True where a notebook shows its card, or asks a question about it."""
        return bool(self.shown_in or self.asked_in)

    @property
    def tested(self) -> bool:
        """True where the bank has a question about it."""
        return bool(self.questions)


@dataclass(frozen=True)
class Lesson:
    """The claims that are planned for one lesson, and the notebook that teaches them ("" while there is none)."""

    number: str
    notebook: str
    claims: tuple[Covered, ...]

    @property
    def untaught(self) -> tuple[str, ...]:
        """Ids of its claims that no notebook shows or asks about."""
        return tuple(one.claim.id for one in self.claims if not one.taught)

    @property
    def untested(self) -> tuple[str, ...]:
        """Ids of its claims that no question of the bank is about."""
        return tuple(one.claim.id for one in self.claims if not one.tested)


def find_notebooks() -> Path:
    """The checkout's `notebooks/`, else the copy that travels in the wheel."""
    shipped = PACKAGE / "_notebooks"
    return shipped if shipped.is_dir() else PACKAGE.parent / "notebooks"


def read_notebooks(folder: Path | None = None) -> tuple[Notebook, ...]:
    """What every notebook of a folder calls on, by name."""
    return tuple(_read(path) for path in sorted((folder or find_notebooks()).glob("*.ipynb")))


def cover_claims(notebooks: Iterable[Notebook] | None = None) -> tuple[Covered, ...]:
    """Every claim with the notebooks that teach it and the questions that test it, by id."""
    read = tuple(read_notebooks() if notebooks is None else notebooks)
    tests = {name: question.claims for name, question in bank.load().items()}
    return tuple(_cover(claim, read, tests) for _, claim in sorted(seeds.claims().items()))


def cover_lessons(covered: Iterable[Covered], notebooks: Iterable[Notebook]) -> tuple[Lesson, ...]:
    """The claims by lesson, lessons in the order in which they are taught."""
    names = {notebook.lesson: notebook.name for notebook in notebooks if notebook.lesson}
    by_lesson: dict[str, list[Covered]] = {number: [] for number in names}
    for one in covered:
        by_lesson.setdefault(one.claim.lesson, []).append(one)
    return tuple(Lesson(number, names.get(number, ""), tuple(by_lesson[number])) for number in sorted(by_lesson))


def count_verdicts(claims: Iterable[Claim] | None = None) -> Mapping[str, Mapping[str, int]]:
    """How many claims of each topic have each verdict; topics without claims are left out."""
    counted = Counter((one.topic, one.verdict) for one in (seeds.claims().values() if claims is None else claims))
    used = {topic for topic, _ in counted}
    return {topic: {word: counted[topic, word] for word in VERDICTS} for topic in TOPICS if topic in used}


def count_provenances() -> Mapping[str, Mapping[str, int]]:
    """How many numbers of each kind are known in which way."""
    words = {
        "constants": [one.provenance for one in seeds.constants().values()],
        "rows of evidence": [row.provenance for row in _evidence()],
        "values that disagree": [value.provenance for one in contradictions() for value in one.values],
        "published values": [row.provenance for row in seeds.published().values()],
    }
    return {kind: {word: found.count(word) for word in PROVENANCES} for kind, found in words.items()}


def _evidence() -> Iterator[seeds.Row]:
    for name in TABLES:
        if (seeds.folder() / "evidence" / f"{name}.csv").is_file():
            yield from seeds.evidence(name)


def contradictions() -> Iterable[seeds.Contradiction]:
    """The contradictions of the seeds; none where the seeds have no such file."""
    return seeds.contradictions().values() if (seeds.folder() / "contradictions.yaml").is_file() else ()


def _cover(claim: Claim, notebooks: Iterable[Notebook], tests: Mapping[str, tuple[str, ...]]) -> Covered:
    questions = tuple(name for name, tested in tests.items() if claim.id in tested)
    return Covered(
        claim,
        tuple(one.name for one in notebooks if claim.id in one.claims),
        tuple(one.name for one in notebooks if one.questions.intersection(questions)),
        questions,
    )


def _read(path: Path) -> Notebook:
    cells = json.loads(path.read_text(encoding="utf-8")).get("cells", [])
    calls = [call for cell in cells if cell.get("cell_type") == "code" for call in _calls("".join(cell["source"]))]
    named = {names: frozenset(word for name, word in calls if name in names) for names in (("claim",), ASKS)}
    return Notebook(path.stem, named["claim",], named[ASKS])


def _calls(source: str) -> Iterator[tuple[str, str]]:
    """Calls with one word in them, such as ("claim", "C020"); a cell that is no Python calls nothing."""
    lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield from ((node.func.id, word) for word in words if isinstance(word, str))
