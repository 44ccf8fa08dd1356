"""What a teacher needs for each lesson, and timetables for whole courses: seeds/teaching.yaml as typed values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationInfo, field_validator

from lessons_lib import seeds
from lessons_lib.quiz import bank
from lessons_lib.quiz.choices import Single
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.quiz.model import Question
from lessons_lib.quiz.parts import ClaimId, Known, Part, Slug, TagName, Text, require_count
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import Entry, listed

__all__ = [
    "Guide", "Homework", "Kit", "Plan", "Schedule", "Session", "Sheet", "Step", "Task",
    "count_tags", "guide", "questions_of", "tags_of",
]  # fmt: skip

FILE = "teaching.yaml"
Minutes = Annotated[int, Field(ge=1)]
Lesson = Annotated[str, Field(pattern=r"^0\d$")]
Found = TypeVar("Found")


class Discussion(Part):
    """A question that has two good sides, the best that can be said for each, and how to close."""

    ask: Text
    one: Text
    other: Text
    close: Text


class Task(Part):
    """One task of a worksheet, and what a teacher may expect as an answer."""

    do: Text
    key: Text


class Sheet(Part):
    """A worksheet without computers: what lies on the table, the claims printed on it, its tasks."""

    title: Text
    minutes: Minutes
    needs: tuple[Text, ...]
    claims: tuple[ClaimId, ...]
    tasks: tuple[Task, ...]


class Criterion(Part):
    """One line of a rubric: what is looked at, and how it looks at three levels, the lowest first."""

    name: Text
    levels: tuple[Text, ...]

    @field_validator("levels")
    @classmethod
    def _are_three(cls, levels: tuple[str, ...]) -> tuple[str, ...]:
        require_count(levels, 3, 3)
        return levels


class Homework(Part):
    """A task for home, three criteria with three levels each, and an answer that would be fully there."""

    task: Text
    rubric: tuple[Criterion, ...]
    model: Text

    @field_validator("rubric")
    @classmethod
    def _has_three_criteria(cls, rubric: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        require_count(rubric, 3, 3)
        return rubric


class Plan(Part):
    """One lesson: its aims and time as its frame says them, the hinge question, a talk, a worksheet, homework."""

    id: Lesson
    title: Text
    minutes: Minutes
    objectives: tuple[Text, ...]
    hinge: Slug
    if_right: Text
    if_wrong: Mapping[TagName, Text]
    discussion: Discussion
    worksheet: Sheet
    homework: Homework


class Step(Part):
    """Some minutes and what happens in them, in class or at home."""

    minutes: Minutes
    what: Text
    home: bool = False


class Session(Part):
    """One meeting of a class, and what is done at home around it."""

    title: Text
    minutes: Minutes
    steps: tuple[Step, ...]

    @field_validator("steps")
    @classmethod
    def _add_up(cls, steps: tuple[Step, ...], info: ValidationInfo) -> tuple[Step, ...]:
        in_class = sum(step.minutes for step in steps if not step.home)
        if in_class != info.data.get("minutes", in_class):
            raise ValueError(f"steps in class that add up to {info.data['minutes']} minutes, found {in_class}")
        return steps

    @property
    def home(self) -> int:
        """Minutes of work at home."""
        return sum(step.minutes for step in self.steps if step.home)


class Schedule(Part):
    """A timetable for a whole course."""

    id: Slug
    title: Text
    for_whom: Text
    minutes: Minutes
    sessions: tuple[Session, ...]

    @field_validator("sessions")
    @classmethod
    def _add_up(cls, sessions: tuple[Session, ...], info: ValidationInfo) -> tuple[Session, ...]:
        found = sum(session.minutes for session in sessions)
        if found != info.data.get("minutes", found):
            raise ValueError(f"sessions that add up to {info.data['minutes']} minutes, found {found}")
        return sessions

    @property
    def home(self) -> int:
        """Minutes of work at home, all sessions together."""
        return sum(session.home for session in self.sessions)


class Thing(Part):
    """Something to bring: what, how many of it, and for which worksheets."""

    thing: Text
    number: Text
    lessons: tuple[Lesson, ...]


class Kit(Part):
    """What to bring for a whole course."""

    id: Slug
    for_whom: Text
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Guide:
    """All plans by lesson ("01"), all timetables by id, and what to bring."""

    plans: Mapping[str, Plan]
    schedules: Mapping[str, Schedule]
    kit: Kit

    def plan(self, lesson: str) -> Plan:
        """Return the plan of a lesson; LookupError with a sentence where there is none."""
        return _look_up(self.plans, lesson, "plan for lesson")

    def schedule(self, name: str) -> Schedule:
        """Return a timetable; LookupError with a sentence where there is none."""
        return _look_up(self.schedules, name, "timetable")


PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
SCHEDULE: TypeAdapter[Schedule] = TypeAdapter(Schedule)
KIT: TypeAdapter[Kit] = TypeAdapter(Kit)


def guide(root: Path | None = None) -> Guide:
    """Return the plans and timetables of teaching.yaml; SeedProblems lists all that is wrong in the file.

    Minutes must add up, and each wrong answer of a hinge question must have its next step.
    """
    return _load(root or seeds.folder())


def questions_of(lesson: str, root: Path | None = None) -> tuple[Question, ...]:
    """Return the questions of a lesson ("01") in the order of its files; none where it is still to be written."""
    folder = root or seeds.folder()
    files = sorted((folder / "questions").glob(f"{lesson}-*.yaml"))
    ids = [entry.id for file in files for entry in listed(folder, f"questions/{file.name}", [], {})]
    return tuple(bank.load(root)[id] for id in ids)


def tags_of(question: Question) -> tuple[str, ...]:
    """Return the misconceptions that wrong answers to a question stand for, each once, in order."""
    return tuple(dict.fromkeys(_tags(question.model_dump())))


def count_tags(lesson: str) -> list[tuple[str, int]]:
    """Return each misconception of a lesson's questions and in how many questions it waits, the commonest first."""
    return Counter(tag for question in questions_of(lesson) for tag in tags_of(question)).most_common()


def _tags(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (tag for field, part in value.items() for tag in (_named(field, part) or _tags(part)))
    elif isinstance(value, (list, tuple)):
        yield from (tag for part in value for tag in _tags(part))


def _named(field: str, part: Any) -> list[str]:
    """The tags of a field that holds tags: one of them, a list, or (in a judgement) one for each verdict."""
    if field == "misconception":
        return [part] if part else []
    return list(part.values() if isinstance(part, dict) else part) if field == "misconceptions" else []


def _look_up(known: Mapping[str, Found], name: str, what: str) -> Found:
    if name not in known:
        raise LookupError(f"There is no {what} {name!r} in {FILE}. There are {', '.join(known)}.")
    return known[name]


@cache
def _load(folder: Path) -> Guide:
    wrong: list[Problem] = []
    known = Known(frozenset(seeds.claims()), frozenset(misconceptions()))
    entries = {entry.id: entry for entry in listed(folder, FILE, wrong, {})}
    kit = entries.pop("kit", None) or Entry(FILE, "kit", {}, wrong)
    plans = {name: _read_plan(entry, known) for name, entry in entries.items() if name[:1].isdecimal()}
    schedules = {name: validate(SCHEDULE, entry) for name, entry in entries.items() if name not in plans}
    bring = validate(KIT, kit)
    if wrong or bring is None:
        raise SeedProblems(tuple(wrong))
    return Guide(_all(plans), _all(schedules), bring)


def _read_plan(entry: Entry, known: Known) -> Plan | None:
    plan = validate(PLAN, entry, known)
    if plan:
        _check_hinge(plan, entry)
    return plan


def _check_hinge(plan: Plan, entry: Entry) -> None:
    question = bank.load().get(plan.hinge)
    if question is None and not questions_of(plan.id):
        return  # the lesson is still to be written
    if not isinstance(question, Single):
        return entry.report("hinge", f"the id of a question of type single, found {plan.hinge!r}")
    tags = tags_of(question)
    if set(tags) != set(plan.if_wrong):
        entry.report("if_wrong", f"a next step for each of {', '.join(tags)}, found {', '.join(plan.if_wrong)}")


def _all(read: Mapping[str, Found | None]) -> Mapping[str, Found]:
    return MappingProxyType({name: one for name, one in read.items() if one is not None})
