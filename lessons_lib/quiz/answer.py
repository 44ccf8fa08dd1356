"""Where the answer of a numeric question comes from: a constant or a model of the course, no typed number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isfunction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from lessons_lib import seeds

__all__ = ["Answer", "FromConstant", "FromModel", "compute"]

FunctionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


class _Rule(BaseModel):
    """How the number is treated before it is shown: times a scale, rounded to decimals."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    scale: float = 1.0
    decimals: int | None = Field(default=None, ge=0, le=6)


class FromConstant(_Rule):
    """The value of an entry of seeds/constants.yaml, in that entry's unit; `squared` turns r into r2."""

    constant: str
    squared: bool = False


class FromModel(_Rule):
    """What a function of lessons_lib.models returns; `take` names the part of it when it returns several."""

    model: FunctionName
    given: Mapping[str, float | str] = Field(default_factory=dict, alias="with")
    take: str | None = None


def _source(raw: Any) -> str | None:
    if isinstance(raw, (FromConstant, FromModel)):
        return "branch:constant" if isinstance(raw, FromConstant) else "branch:model"
    named = [name for name in ("constant", "model") if isinstance(raw, dict) and name in raw]
    return f"branch:{named[0]}" if len(named) == 1 else None


Answer = Annotated[
    Annotated[FromConstant, Tag("branch:constant")] | Annotated[FromModel, Tag("branch:model")],
    Discriminator(
        _source,
        custom_error_type="typed_answer",
        custom_error_message="`constant: name` or `model: file.function`, as answers are computed",
    ),
]


def compute(answer: FromConstant | FromModel) -> float:
    """Return the answer in the question's unit.

    Raises ValueError with a sentence when the constant, the model, its inputs or its part do not exist.
    """
    raw = _constant(answer) if isinstance(answer, FromConstant) else _modelled(answer)
    value = raw * answer.scale
    if not math.isfinite(value):
        raise ValueError(f"a finite answer, found {value}")
    return value if answer.decimals is None else round(value, answer.decimals)


def _constant(answer: FromConstant) -> float:
    try:
        return seeds.constant(answer.constant).value ** (2 if answer.squared else 1)
    except seeds.UnknownConstantError as cause:
        raise ValueError(f"the name of a constant. {cause}") from cause


def _modelled(answer: FromModel) -> float:
    function = _function(answer.model)
    try:
        result = function(**answer.given)
    except (TypeError, ValueError) as cause:
        raise ValueError(f"inputs that {answer.model} takes; it says: {cause}") from cause
    return _number(result, answer)


def _function(name: str) -> Callable[..., Any]:
    module, function = name.split(".")
    known = _functions(module)
    if function not in known:
        near = get_close_matches(function, known, n=1)
        hint = f" (did you mean {module}.{near[0]}?)" if near else ""
        raise ValueError(f"a function of lessons_lib.models; there is no {name}{hint}")
    return known[function]


def _functions(module: str) -> dict[str, Callable[..., Any]]:
    full = f"lessons_lib.models.{module}"
    return dict(getmembers(import_module(full), isfunction)) if find_spec(full) else {}


def _number(result: object, answer: FromModel) -> float:
    part = getattr(result, answer.take, None) if answer.take else result
    try:
        return float(part)  # type: ignore[arg-type]
    except (TypeError, ValueError) as cause:
        wanted = f"its part {answer.take!r}" if answer.take else "a part named by `take`"
        raise ValueError(f"one number from {answer.model}; {wanted} is not one") from cause
