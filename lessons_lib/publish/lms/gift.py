"""GIFT: questions as text that a teacher can edit in any editor and import into Moodle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lessons_lib.publish.lms.item import Answer, Item, LeftOut
from lessons_lib.publish.lms.moodle import nearest_fraction

__all__ = ["to_gift"]

CANNOT = {"gaps": "GIFT has one gap a question and no words to choose from for several"}
NO_PICTURE = "GIFT carries no pictures"


def to_gift(
    lessons: Mapping[str, Sequence[Item]], course: str = "From the Ground Up"
) -> tuple[str, tuple[LeftOut, ...]]:
    """Return the questions of each lesson as GIFT, and those that GIFT cannot take."""
    blocks: list[str] = []
    left: list[LeftOut] = []
    for title, items in lessons.items():
        blocks.append(f"$CATEGORY: $course$/top/{course}/{title}")
        for item in items:
            if reason := _refuse(item):
                left.append(LeftOut(item.id, item.kind, reason))
            else:
                blocks.append(_write(item))
    # Without the empty line between two questions Moodle swallows the second one.
    return "\n\n".join(blocks) + "\n", tuple(left)


def _refuse(item: Item) -> str:
    return NO_PICTURE if item.picture else CANNOT.get(item.kind, "")


def _write(item: Item) -> str:
    comments = "".join(f"// [tag:{tag}]\n" for tag in item.tags)
    unit = f"<p>Answer in {item.unit}.</p>" if item.unit else ""
    head = f"// [id:{item.id}]\n{comments}::{_quote(item.id)}::[html]{_quote(item.stem + unit)}{{"
    lines = _lines(item)
    return "\n".join([head, *(f"\t{line}" for line in lines), f"\t####{_quote(item.explanation)}", "}"])


def _lines(item: Item) -> list[str]:
    if item.kind == "number":
        return ["#", *(_number(answer) for answer in item.answers)]
    if item.kind == "pairs":
        return [f"={_quote(pair.left)} -> {_quote(pair.right)}" for pair in item.pairs]
    return [_choice(answer, item.kind == "choices") for answer in item.answers]


def _choice(answer: Answer, many: bool) -> str:
    sign = f"~%{nearest_fraction(answer.fraction)}%" if many else "=" if answer.fraction > 0 else "~"
    return f"{sign}{_quote(answer.html)}#{_quote(answer.feedback)}"


def _number(answer: Answer) -> str:
    if answer.value is None:
        return f"~#{_quote(answer.feedback)}"
    return f"=%{answer.fraction:g}%{answer.value:.10g}:{answer.within:.10g}#{_quote(answer.feedback)}"


def _quote(text: str) -> str:
    """Guard the characters that mean something in GIFT, and keep a text on one line."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", " ".join(text.split()))
