"""What a question is: nine types, checked when they are read, and never changed afterwards."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag, TypeAdapter

from lessons_lib.quiz.arranging import Fill, Item, Match, Order, Other, Pair
from lessons_lib.quiz.choices import Choice, Multiple, OneRight, Single
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.numbers import ChoicePredict, Feedback, Guess, Numeric, NumericPredict, Predict, Trap
from lessons_lib.quiz.parts import Known, Option, Stance
from lessons_lib.quiz.pointing import Hotspot, Picture, Place

__all__ = [
    "QUESTION", "TYPES", "Choice", "ChoicePredict", "Feedback", "Fill", "Guess", "Hotspot", "Item", "Judge", "Known",
    "Match", "Multiple", "Numeric", "NumericPredict", "OneRight", "Option", "Order", "Other", "Pair", "Picture",
    "Place", "Predict", "Question", "Single", "Stance", "Trap",
]  # fmt: skip

TYPES = ("single", "multiple", "numeric", "predict", "order", "match", "fill", "hotspot", "judge")


def _kind(raw: Any) -> str | None:
    """Return which model reads a question: its type, and for predictions whether there are options."""
    kind = raw.get("type") if isinstance(raw, dict) else getattr(raw, "type", None)
    options = "options" in raw if isinstance(raw, dict) else hasattr(raw, "options")
    return f"branch:{kind}{'-choice' if kind == 'predict' and options else ''}" if kind in TYPES else None


Question = Annotated[
    Annotated[Single, Tag("branch:single")]
    | Annotated[Multiple, Tag("branch:multiple")]
    | Annotated[Numeric, Tag("branch:numeric")]
    | Annotated[NumericPredict, Tag("branch:predict")]
    | Annotated[ChoicePredict, Tag("branch:predict-choice")]
    | Annotated[Order, Tag("branch:order")]
    | Annotated[Match, Tag("branch:match")]
    | Annotated[Fill, Tag("branch:fill")]
    | Annotated[Hotspot, Tag("branch:hotspot")]
    | Annotated[Judge, Tag("branch:judge")],
    Discriminator(
        _kind,
        custom_error_type="unknown_type",
        custom_error_message="a known type",  # lessons_lib.quiz.reading says which there are
    ),
]

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
