"""Rows of words as tables of text, columns side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lessons_lib.check.coverage import Covered, Lesson
from lessons_lib.check.verify import Checked, count_checks
from lessons_lib.seeds.published import CHECKS

GAP = "  "


def lay_out(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose columns are as wide as their widest cell; numbers stand to the right, no space ends a line."""
    body = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *body)]
    numbers = [all(row[place].isdecimal() for row in body) for place in range(len(head))]
    return "\n".join(_line(row, widths, numbers) for row in (list(head), *body))


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    cells = (cell.rjust(width) if number else cell.ljust(width) for cell, width, number in zip(row, widths, numbers))
    return GAP.join(cells).rstrip()


def lay_out_counts(what: str, counts: Mapping[str, Mapping[str, int]]) -> str:
    """Counts by two words, with the sums of rows and columns."""
    words = list(next(iter(counts.values()), {}))
    rows = [[name, *found.values(), sum(found.values())] for name, found in counts.items()]
    sums = [sum(found[word] for found in counts.values()) for word in words]
    return lay_out([what, *words, "all"], [*rows, ["all", *sums, sum(sums)]])


def lay_out_lessons(lessons: Iterable[Lesson]) -> str:
    """One line a lesson: how many claims it has, and how many of them are taught and tested."""
    head = ("lesson", "notebook", "claims", "taught", "tested", "untaught", "untested")
    return lay_out(head, ([one.number, one.notebook or "none yet", *_counts(one)] for one in lessons))


def _counts(lesson: Lesson) -> list[int]:
    planned, untaught, untested = len(lesson.claims), len(lesson.untaught), len(lesson.untested)
    return [planned, planned - untaught, planned - untested, untaught, untested]


def lay_out_claims(covered: Iterable[Covered]) -> str:
    """One line a claim: its lesson, where it is taught, which questions test it."""
    return lay_out(("claim", "lesson", "verdict", "taught in", "tested by"), (_claim(one) for one in covered))


def _claim(one: Covered) -> list[str]:
    taught = ", ".join(dict.fromkeys((*one.shown_in, *one.asked_in)))
    return [one.claim.id, one.claim.lesson, one.claim.verdict, taught or "–", ", ".join(one.questions) or "–"]


def lay_out_published(checked: Iterable[Checked]) -> str:
    """One line a model: how many published values come out, and what that proves (`seeds.published.CHECKS`)."""
    every = list(checked)
    models = sorted({one.row.module for one in every})
    rows = [[name, *_outcome([one for one in every if one.row.module == name])] for name in models]
    rows.append(["all", *_outcome(every)])
    return lay_out(("published values of", "rows", "pass", *CHECKS), rows)


def _outcome(found: Sequence[Checked]) -> list[int]:
    return [len(found), sum(one.passed for one in found), *count_checks(one.row for one in found).values()]


def list_missing(lessons: Iterable[Lesson]) -> Iterator[str]:
    """Sentences that name the untaught and untested claims of every lesson that has a notebook."""
    for lesson in lessons:
        for word, ids in (("untaught", lesson.untaught), ("untested", lesson.untested)):
            if lesson.notebook and ids:
                yield f"Lesson {lesson.number}, {word}: {', '.join(ids)}."
