"""Says in plain words what is wrong with an entry of the bank: pydantic's findings without its terms."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from lessons_lib.seeds.entries import Entry

__all__ = ["validate"]

Kind = TypeVar("Kind")

# Each continues "expected ...".
WORDS = {
    "missing": "this field, found nothing",
    "extra_forbidden": "no such field (is it misspelt?)",
    "string_type": "text, in quotes if need be, found {input}",
    "string_too_short": "some text, found nothing",
    "string_pattern_mismatch": "a name like {example}, found {input}",
    "bool_type": "true or false, found {input}",
    "bool_parsing": "true or false, found {input}",
    "float_type": "a number, found {input}",
    "float_parsing": "a number, found {input}",
    "int_type": "a whole number, found {input}",
    "int_parsing": "a whole number, found {input}",
    "int_from_float": "a whole number, found {input}",
    "greater_than": "a number above {gt:g}, found {input}",
    "greater_than_equal": "a number from {ge:g} up, found {input}",
    "less_than_equal": "a number up to {le:g}, found {input}",
    "tuple_type": "a list (lines that begin with a dash), found {input}",
    "unknown_type": "one of single, multiple, numeric, predict, order, match, fill, hotspot and judge, found {type}",
    "model_type": "lines of `name: value`, found {input}",
    "model_attributes_type": "lines of `name: value`, found {input}",
    "mapping_type": "lines of `name: value`, found {input}",
}


def validate(kind: TypeAdapter[Kind], entry: Entry, context: object = None) -> Kind | None:
    """Return the entry as a typed value; otherwise report each of its mistakes, by field, and return None."""
    try:
        return kind.validate_python(dict(entry.fields), context=context)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            entry.report(_field(detail), _expected(detail))
    return None


def _field(detail: ErrorDetails) -> str:
    """Return where a mistake is as a writer reads it: `option 2, feedback`."""
    words: list[str] = []
    for part in detail["loc"] + (("type",) if detail["type"] == "unknown_type" else ()):
        if isinstance(part, int) and words:
            words[-1] = f"{words[-1].removesuffix('s')} {part + 1}"
        elif not str(part).startswith("branch:"):  # which branch of a union was taken; no writer wrote that
            words.append(str(part))
    return ", ".join(words)


def _expected(detail: ErrorDetails) -> str:
    context = dict(detail.get("ctx", {}))
    if detail["type"] == "value_error":
        return str(context["error"])
    example = "chain.respond" if detail["loc"][-1:] == ("model",) else "chain-check-1"
    if detail["type"] == "unknown_type":
        context["type"] = _shown(detail["input"].get("type"))
    pattern = WORDS.get(detail["type"], detail["msg"].replace("{", "{{").replace("}", "}}"))
    return pattern.format(**context | {"input": _shown(detail["input"]), "example": example})


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    short = text if len(text) <= 40 else f"{text[:37]}..."
    return "nothing" if value is None else short
