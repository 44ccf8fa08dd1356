"""Computes every published value with its model, and says where a row asks for something no model gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from typing import Any, get_args, get_type_hints

import numpy as np

from lessons_lib import seeds
from lessons_lib.seeds import Problem, Published
from lessons_lib.seeds.published import CHECKS

PACKAGE = "lessons_lib.models"


@dataclass(frozen=True)
class Checked:
    """One row, and what its model gives: `ours` in the row's unit, or None and a sentence in `problem`."""

    row: Published
    ours: float | None
    problem: str = ""

    @property
    def difference(self) -> float | None:
        """Ours minus the published value."""
        return None if self.ours is None else self.ours - self.row.published

    @property
    def passed(self) -> bool:
        """True where the difference is within the tolerance."""
        # The last digit of a binary fraction must not decide: 1.57 - 1.56 is a hair above 0.01.
        return self.difference is not None and abs(self.difference) <= self.row.tolerance * (1 + 1e-9)


def verify(rows: Iterable[Published] | None = None) -> tuple[Checked, ...]:
    """Compute the rows, or all rows of the seeds; a row that cannot be computed says why and fails."""
    return tuple(_check(row) for row in (seeds.published().values() if rows is None else rows))


def problems(rows: Iterable[Published] | None = None) -> tuple[Problem, ...]:
    """Rows whose model does not exist or does not take their arguments; nothing is computed."""
    asked = seeds.published().values() if rows is None else rows
    return tuple(Problem(row.file, row.id, field, expected) for row in asked for field, expected in _misfits(row))


def count_checks(rows: Iterable[Published]) -> Mapping[str, int]:
    """How many rows prove what, by the words of `seeds.published.CHECKS` in their order."""
    words = [row.check for row in rows]
    return {check: words.count(check) for check in CHECKS}


def _check(row: Published) -> Checked:
    try:
        return Checked(row, _number(row))
    except Exception as error:  # a model may fail in any way, and the other rows must still be told
        return Checked(row, None, f"{row.file}, {row.id}: {error}")


def _number(row: Published) -> float:
    result = _find(row.model)(**row.given)
    part = np.asarray(_part(result, row), dtype=float)
    if part.size != 1:
        raise ValueError(f"{row.model} gives {part.size} numbers; name one of them with `take`.")
    if not np.isfinite(part).all():
        raise ValueError(f"{row.model} gives {part.item()}, which is no number.")
    return float(part.item())


def _part(result: object, row: Published) -> Any:
    for name in row.take.split(".") if row.take else ():
        try:
            result = _step(result, name)
        except (AttributeError, LookupError, TypeError):
            raise ValueError(f"what {row.model} returns has no part {row.take!r}.") from None
    return result


def _step(result: Any, name: str) -> Any:
    if isinstance(result, Mapping):
        return result[name]
    if name.isdecimal() and isinstance(result, (Sequence, np.ndarray)):
        return result[int(name)]
    return getattr(result, name)


def _misfits(row: Published) -> Iterator[tuple[str, str]]:
    try:
        function = _find(row.model)
    except ValueError as unknown:
        yield "model", str(unknown)
        return
    taken, needed = _arguments(function)
    for name in row.given:
        if name not in taken:
            yield "with", f"arguments that {row.model} takes ({', '.join(taken) or 'none'}), found {name!r}"
    for name in needed:
        if name not in row.given:
            yield "with", f"{name}, which {row.model} needs"


def _find(model: str) -> Callable[..., Any]:
    module, name = model.split(".")
    known = functions(module)
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1)
    hint = f" (did you mean {module}.{near[0]}?)" if near else ""
    raise ValueError(f"a function of {PACKAGE}, found {model!r}{hint}")


def functions(module: str) -> Mapping[str, Callable[..., Any]]:
    """The public functions that are written in one module of the models, by name; none for an unknown module."""
    full = f"{PACKAGE}.{module}"
    if find_spec(full) is None:
        return {}
    mine = {name: thing for name, thing in vars(import_module(full)).items() if not name.startswith("_")}
    return {
        name: thing
        for name, thing in mine.items()
        if callable(thing) and not inspect.isclass(thing) and getattr(thing, "__module__", "") == full
    }


def _arguments(function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names a function takes, and those it cannot do without."""
    parameters = inspect.signature(function).parameters.values()
    plain = [one for one in parameters if one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
    packed = [one.name for one in parameters if one.kind is one.VAR_KEYWORD]
    # `**step: Unpack[Step]` takes exactly the names of Step.
    kinds = [get_args(get_type_hints(function)[name]) for name in packed]
    more = [name for kind in kinds if kind for name in get_type_hints(kind[0])]
    return (*(one.name for one in plain), *more), tuple(one.name for one in plain if one.default is one.empty)
