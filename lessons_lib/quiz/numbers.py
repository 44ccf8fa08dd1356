"""Questions whose answer is a number that Python works out: to calculate, or to guess on a slider."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from lessons_lib.quiz.answer import Answer, compute
from lessons_lib.quiz.choices import OneRight
from lessons_lib.quiz.parts import Asked, Part, TagName, Text

__all__ = ["ChoicePredict", "Feedback", "Guess", "Numeric", "NumericPredict", "Predict", "Trap"]


class Feedback(Part):
    """What to say to a number that is right, too low or too high."""

    right: Text
    low: Text
    high: Text


class Guess(Part):
    """What to say to a guess that was close, too low or too high."""

    close: Text
    low: Text
    high: Text


class Trap(Part):
    """A wrong number that tells a belief, in the question's unit, with what to say to it."""

    value: float
    tolerance: float = Field(gt=0)
    feedback: Text
    misconception: TagName


class _Computed(Asked):
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


class _Prediction(Part):
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


class ChoicePredict(OneRight, _Prediction):
    """A guess among options; `right` marks what was found."""

    type: Literal["predict"]


Predict = NumericPredict | ChoicePredict
