"""What questions are made of: texts that can be set, names that exist, options with what to say to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo

from lessons_lib import markup

__all__ = [
    "Asked", "ClaimId", "Known", "Name", "Option", "Part", "Slug", "Stance", "TagName", "Task", "Text",
    "require_count", "require_different", "require_one_right",
]  # fmt: skip


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
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
ClaimId = Annotated[str, AfterValidator(_among("claims", "the claim ids of seeds/claims"))]
TagName = Annotated[str, AfterValidator(_among("misconceptions", "the tags of seeds/misconceptions.yaml"))]


class Part(BaseModel):
    """Anything that is read once, has no fields but its own, and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Part):
    """One answer to choose: right or not, what to say when it is chosen, the belief behind a wrong one."""

    text: Text
    right: bool = False
    feedback: Text
    misconception: TagName | None = None


class Stance(Option):
    """An option of a question in which one answer may be the most sceptical of all."""

    sceptical: bool = False


class Task(Part):
    """What everything that is asked has: a stable id, steps of help, the claims it is about, an aim."""

    id: Slug
    hints: tuple[Text, ...] = ()
    claims: tuple[ClaimId, ...] = ()
    objective: Text


class Asked(Task):
    """A task with its question and why the answer is so; `affirms` where that answer is a yes."""

    stem: Text
    affirms: bool = False
    explanation: Text
    misconceptions: tuple[TagName, ...] = ()


def require_count(what: tuple[object, ...], least: int, most: int | None = None) -> None:
    """Raise ValueError unless there are so many; not a length of a field, which would tell a faulty part twice."""
    if len(what) < least:
        raise ValueError(f"at least {least} of them, found {len(what)}")
    if most is not None and len(what) > most:
        raise ValueError(f"at most {most} of them, found {len(what)}")


def require_different(texts: Iterable[str], what: str) -> None:
    """Raise ValueError naming the first two texts that are alike but for case and spaces."""
    seen: dict[str, int] = {}
    for place, text in enumerate(texts, 1):
        first = seen.setdefault(" ".join(text.casefold().split()), place)
        if first != place:
            raise ValueError(f"{what} that differ; {first} and {place} are alike")


def require_one_right(options: Iterable[object], what: str) -> None:
    """Raise ValueError unless exactly one of the options is right."""
    right = sum(getattr(option, "right", False) for option in options)
    if right != 1:
        raise ValueError(f"exactly one right {what}, found {right}")
