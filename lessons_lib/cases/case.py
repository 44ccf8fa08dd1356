"""What a case is: a person, steps with choices and reasons, ends, a note to hand over; it never changes once read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator

from lessons_lib.quiz.answer import Answer
from lessons_lib.quiz.parts import (
    ClaimId,
    Option,
    Part,
    Slug,
    TagName,
    Text,
    require_count,
    require_different,
    require_one_right,
)  # fmt: skip

__all__ = ["CREDITS", "Act", "Case", "Choice", "Clock", "End", "Line", "Note", "People", "Step", "Story"]

#: What somebody can do for a person in a case, from asking to calling for help.
Act = Literal[
    "ask", "explain", "wait", "exercise", "shoes", "insert", "custom", "measure", "clinician", "same-day", "now"
]
CREDITS = {"full": 2, "part": 1, "none": 0}


class People(Part):
    """Out of 100 people like this one, how many: a number that is computed, and what becomes of them."""

    number: Answer
    words: Text


class Clock(Part):
    """What runs in a case that cannot wait: hours gone when it begins, and what they are counted from."""

    began: Annotated[float, Field(ge=0)]
    since: Text


class Choice(Part):
    """One thing to do: what kind of act it is, what it is worth and why, the hours it costs, the step it leads to."""

    text: Text
    does: Act
    credit: Literal["full", "part", "none"]
    feedback: Text
    then: Slug
    hours: Annotated[float, Field(ge=0)] = 0
    misconception: TagName | None = None


class Step(Part):
    """What is told, what is asked, the choices, and the reasons that can be given for one's choice."""

    told: Text
    ask: Text
    choices: tuple[Choice, ...]
    reasons: tuple[Option, ...]

    @field_validator("choices")
    @classmethod
    def _differ_and_one_is_best(cls, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        require_count(choices, 3, 5)
        require_different((choice.text for choice in choices), "choices")
        if not any(choice.credit == "full" for choice in choices):
            raise ValueError("at least one choice with credit: full, found none")
        return choices

    @field_validator("reasons")
    @classmethod
    def _one_is_right(cls, reasons: tuple[Option, ...]) -> tuple[Option, ...]:
        require_count(reasons, 3, 4)
        require_different((reason.text for reason in reasons), "reasons")
        require_one_right(reasons, "reason")
        return reasons


class End(Part):
    """What becomes of the person, and how sure anybody can be of it; `good` where it went as well as it could."""

    happened: Text
    good: bool = False
    people: People | None = None


class Line(Part):
    """One line of the note, to be chosen from chips: one says what the receiver has to know."""

    label: Text
    chips: tuple[Option, ...]

    @field_validator("chips")
    @classmethod
    def _one_is_right(cls, chips: tuple[Option, ...]) -> tuple[Option, ...]:
        require_count(chips, 3, 4)
        require_different((chip.text for chip in chips), "chips")
        require_one_right(chips, "chip")
        return chips


class Note(Part):
    """Three lines to hand over, and to whom; the expert's note is the right chips."""

    to: Text
    lines: tuple[Line, ...]

    @field_validator("lines")
    @classmethod
    def _are_three(cls, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        require_count(lines, 3, 3)
        return lines


class Story(Part):
    """What a case is made of, as its file has it: `age`, `feeling`, `signs`, `conditions` are those of triage.yaml."""

    id: Slug
    title: Text
    person: Text
    age: str = "16-or-over"
    feeling: str = "not-tested"
    signs: tuple[Slug, ...] = ()
    conditions: tuple[Slug, ...] = ()
    clock: Clock | None = None
    start: Slug
    steps: Mapping[Slug, Step]
    ends: Mapping[Slug, End]
    note: Note
    lesson: Text
    claims: tuple[ClaimId, ...]
    objective: Text

    @field_validator("steps", "ends")
    @classmethod
    def _is_not_empty(cls, parts: Mapping[str, object]) -> Mapping[str, object]:
        require_count(tuple(parts), 1)
        return parts


class Case(Story):
    """A story that was weighed by triage: how urgent it is (None: no sign), where to go, and what stays open."""

    urgency: int | None = None
    where: tuple[str, ...] = ()
    products: str = "none"
    type: Literal["case"] = "case"

    @property
    def stops(self) -> bool:
        """Whether something in this case speaks against every insert, so that trying one earns nothing."""
        return self.products == "none"
