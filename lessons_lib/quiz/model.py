"""What a question is: four types, checked when they are read, and never changed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationInfo,
    field_validator,
    model_validator,
)

from lessons_lib import markup
from lessons_lib.quiz.answer import Answer, compute

__all__ = [
    "QUESTION",
    "Choice",
    "ChoicePredict",
    "Feedback",
    "Guess",
    "Known",
    "Multiple",
    "Numeric",
    "NumericPredict",
    "Option",
    "Predict",
    "Question",
    "Single",
    "Trap",
]


@dataclass(frozen=True)
class Known:
    """What a question may point at: the claims of the ledger and the misconceptions of the course."""

    claims: frozenset[str]
    misconceptions: frozenset[str]


def _settable(text: str) -> str:
    if "$" in text:
        markup.to_inline(text)  # a formula that cannot be set is the writer's mistake, not the learner's
    return text


def _among(what: str, where: str) -> Callable[[str, ValidationInfo], str]:
    def check(value: str, info: ValidationInfo) -> str:
        if info.context is not None and value not in getattr(info.context, what):
            raise ValueError(f"one of {where}, found {value!r}")
        return value

    return check


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_settable)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
ClaimId = Annotated[str, AfterValidator(_among("claims", "the claim ids of seeds/claims"))]
TagName = Annotated[str, AfterValidator(_among("misconceptions", "the tags of seeds/misconceptions.yaml"))]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """One answer to choose: right or not, what to say when it is chosen, the belief behind a wrong one."""

    text: Text
    right: bool = False
    feedback: Text
    misconception: TagName | None = None


class Feedback(_Part):
    """What to say to a number that is right, too low or too high."""

    right: Text
    low: Text
    high: Text


class Guess(_Part):
    """What to say to a guess that was close, too low or too high."""

    close: Text
    low: Text
    high: Text


class Trap(_Part):
    """A wrong number that tells a belief, in the question's unit, with what to say to it."""

    value: float
    tolerance: float = Field(gt=0)
    feedback: Text
    misconception: TagName


class _Question(_Part):
    """What every question has: a stable id, the question itself, steps of help, why the answer is so."""

    id: Slug
    stem: Text
    hints: tuple[Text, ...] = ()
    explanation: Text
    claims: tuple[ClaimId, ...] = ()
    objective: Text
    misconceptions: tuple[TagName, ...] = ()


class Choice(_Question):
    """A question with options to choose from, all of them different."""

    options: tuple[Option, ...]

    @field_validator("options")
    @classmethod
    def _are_three_or_more(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        # Not a length of the field: pydantic would take a faulty option for a missing one and tell it twice.
        if len(options) < 3:
            raise ValueError(f"at least 3 of them, found {len(options)}")
        return options

    @field_validator("options")
    @classmethod
    def _all_differ(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        seen: dict[str, int] = {}
        for place, option in enumerate(options, 1):
            first = seen.setdefault(" ".join(option.text.casefold().split()), place)
            if first != place:
                raise ValueError(f"options that differ; {first} and {place} are alike")
        return options


class _OneRight(Choice):
    @field_validator("options")
    @classmethod
    def _one_is_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        right = sum(option.right for option in options)
        if right != 1:
            raise ValueError(f"exactly one right option, found {right}")
        return options

    @field_validator("options")
    @classmethod
    def _each_wrong_one_is_believed(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        for place, option in enumerate(options, 1):
            if not option.right and option.misconception is None:
                raise ValueError(f"a misconception with each wrong option; option {place} has none")
        return options


class Single(_OneRight):
    """One option is right; each wrong one carries the belief that leads to it."""

    type: Literal["single"]


class Multiple(Choice):
    """Any number of options from one up may be right."""

    type: Literal["multiple"]

    @field_validator("options")
    @classmethod
    def _some_are_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        if not any(option.right for option in options):
            raise ValueError("at least one right option, found none")
        return options


class _Computed(_Question):
    """A question whose answer is a number that Python works out."""

    answer: Answer
    unit: str

    @field_validator("answer")
    @classmethod
    def _can_be_computed(cls, answer: Answer, info: ValidationInfo) -> Answer:
        if info.context is not None:
            compute(answer)
        return answer


class Numeric(_Computed):
    """A number to work out, right within `tolerance` (absolute, in `unit`); traps tell known mistakes."""

    type: Literal["numeric"]
    tolerance: float = Field(gt=0)
    feedback: Feedback
    traps: tuple[Trap, ...] = ()

    @model_validator(mode="after")
    def _traps_are_wrong(self, info: ValidationInfo) -> Numeric:
        for trap in self.traps if info.context is not None else ():
            if abs(trap.value - compute(self.answer)) <= self.tolerance:
                raise ValueError(f"traps that are wrong answers; {trap.value:g} counts as right")
        return self


class _Prediction(_Part):
    """What a prediction adds: what to do in the lab now, and what the guess is compared with."""

    then: Text
    against: Text = "what was measured"


class NumericPredict(_Computed, _Prediction):
    """A guess on a slider from `low` to `high` (in `unit`), `close_within` so many units of the answer."""

    type: Literal["predict"]
    low: float
    high: float
    step: float = Field(gt=0)
    start: float | None = None
    close_within: float = Field(gt=0)
    feedback: Guess

    @model_validator(mode="after")
    def _slider_holds_the_answer(self, info: ValidationInfo) -> NumericPredict:
        if not self.low < self.high:
            raise ValueError(f"a slider that runs upwards, found {self.low:g} to {self.high:g}")
        if self.start is not None and not self.low <= self.start <= self.high:
            raise ValueError(f"a start on the slider, found {self.start:g}")
        if info.context is not None and not self.low <= compute(self.answer) <= self.high:
            raise ValueError(f"a slider that reaches the answer {compute(self.answer):g}")
        return self

    @property
    def middle(self) -> float:
        """Where the slider stands at first: `start`, or the step nearest to the middle."""
        steps = round((self.high - self.low) / 2 / self.step)
        return self.start if self.start is not None else self.low + steps * self.step


class ChoicePredict(_OneRight, _Prediction):
    """A guess among options; `right` marks what was found."""

    type: Literal["predict"]


Predict = NumericPredict | ChoicePredict


def _kind(raw: Any) -> str | None:
    """Return which model reads a question: its type, and for predictions whether there are options."""
    kind = raw.get("type") if isinstance(raw, dict) else getattr(raw, "type", None)
    options = "options" in raw if isinstance(raw, dict) else hasattr(raw, "options")
    known = kind in ("single", "multiple", "numeric", "predict")
    return f"branch:{kind}{'-choice' if kind == 'predict' and options else ''}" if known else None


Question = Annotated[
    Annotated[Single, Tag("branch:single")]
    | Annotated[Multiple, Tag("branch:multiple")]
    | Annotated[Numeric, Tag("branch:numeric")]
    | Annotated[NumericPredict, Tag("branch:predict")]
    | Annotated[ChoicePredict, Tag("branch:predict-choice")],
    Discriminator(
        _kind,
        custom_error_type="unknown_type",
        custom_error_message="a known type",  # lessons_lib.quiz.reading says which there are
    ),
]

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
