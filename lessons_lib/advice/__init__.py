"""Choosing safely: warning signs first, then options side by side, by rules that stand in seeds/advice.yaml.

`triage(answers, today)` gives a `Triage` with its `Gate`; everything personal takes that gate (`require`), as
`suggest(gate, answers, values, today=today)` does. `table.bake()` is the same for a page without Python.
"""

from __future__ import annotations

from pathlib import Path

from lessons_lib.advice.diary_facts import diary_facts
from lessons_lib.advice.emergency import Emergency, emergency
from lessons_lib.advice.gate import Gate, require
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.advice.suggest import Suggestion, suggest
from lessons_lib.advice.triage import Answers, Triage, triage
from lessons_lib.advice.wear_in import wear_in
from lessons_lib.seeds import Problem, SeedProblems

__all__ = [
    "Answers", "Emergency", "Gate", "Suggestion", "Triage", "emergency", "problems", "require", "suggest", "triage",
]  # fmt: skip


def problems(root: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong in the five files of advice (and in a teacher's emergency.yaml); empty when they are clean."""
    found: dict[Problem, None] = {}
    for read in (emergency, facts, book, wear_in, diary_facts):
        try:
            read(root)
        except SeedProblems as wrong:
            found.update(dict.fromkeys(wrong.problems))
    return tuple(found)
