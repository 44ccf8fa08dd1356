"""Moodle XML: one category a lesson, each answer with its feedback, tags, hints with a penalty, an id that stays."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from xml.etree import ElementTree as ET

from lessons_lib.publish.lms.item import Answer, Item

__all__ = ["FRACTIONS", "to_moodle"]

#: The shares of the points that Moodle knows (percent); it refuses a file with others.
FRACTIONS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10,
    5, 0,
)  # fmt: skip
PENALTY = "0.3333333"  # a third of the points for each further try, Moodle's own default
SURE = (
    "Some of these questions ask for a verdict. To ask how sure people are, let the quiz behave as "
    "“Deferred feedback with CBM” (certainty-based marking)."
)


def to_moodle(lessons: Mapping[str, Sequence[Item]], course: str = "From the Ground Up") -> str:
    """Return the questions of each lesson, by its title, as one Moodle XML file."""
    quiz = ET.Element("quiz")
    for title, items in lessons.items():
        _add_category(quiz, f"$course$/top/{course}/{title}")
        for item in items:
            KINDS[item.kind](quiz, item)
    ET.indent(quiz)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(quiz, encoding="unicode")}\n'


def nearest_fraction(worth: float) -> str:
    """Return the share that Moodle knows next to a worth of -100 to 100, as it is written in the file."""
    near = min(FRACTIONS, key=lambda known: abs(known - abs(worth)))
    return f"{-near if worth < 0 and near else near:g}" if near == int(near) else f"{near if worth > 0 else -near}"


def _add_category(quiz: ET.Element, path: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    _text(question, "category", path)
    _html(question, "info", SURE)


def _start(quiz: ET.Element, item: Item, type_: str, stem: str = "") -> ET.Element:
    question = ET.SubElement(quiz, "question", type=type_)
    _text(question, "name", f"{item.id}: {_shorten(item.words)}")
    asked = _html(question, "questiontext", (stem or item.stem) + _picture(item))
    if item.picture:
        file = ET.SubElement(asked, "file", name=f"{item.id}.svg", path="/", encoding="base64")
        file.text = base64.b64encode(item.picture.encode()).decode()
    _html(question, "generalfeedback", item.explanation)
    for name, value in {"defaultgrade": "1", "penalty": PENALTY, "hidden": "0", "idnumber": item.id}.items():
        ET.SubElement(question, name).text = value
    return question


def _finish(question: ET.Element, item: Item) -> None:
    for hint in item.hints:
        _html(question, "hint", hint)
    if item.tags:
        tags = ET.SubElement(question, "tags")
        for tag in item.tags:
            _text(tags, "tag", tag)


def _add_choice(quiz: ET.Element, item: Item) -> None:
    question = _start(quiz, item, "multichoice")
    single = str(item.kind == "choice").lower()
    for name, value in {"single": single, "shuffleanswers": "true", "answernumbering": "abc"}.items():
        ET.SubElement(question, name).text = value
    for answer in item.answers:
        _add_answer(question, answer, answer.html)
    _finish(question, item)


def _add_number(quiz: ET.Element, item: Item) -> None:
    unit = f"<p>Answer in {item.unit}.</p>" if item.unit else ""
    question = _start(quiz, item, "numerical", item.stem + unit)
    for answer in item.answers:
        shown = "*" if answer.value is None else f"{answer.value:.10g}"
        given = _add_answer(question, answer, shown, "moodle_auto_format")
        if answer.value is not None:
            ET.SubElement(given, "tolerance").text = f"{answer.within:.10g}"
    _finish(question, item)


def _add_pairs(quiz: ET.Element, item: Item) -> None:
    question = _start(quiz, item, "matching")
    ET.SubElement(question, "shuffleanswers").text = "true"
    for pair in item.pairs:
        sub = ET.SubElement(question, "subquestion", format="html")
        ET.SubElement(sub, "text").text = pair.left
        _text(sub, "answer", pair.right)
    _finish(question, item)


def _add_gaps(quiz: ET.Element, item: Item) -> None:
    gaps = [_write_gap([*gap.answers]) for gap in item.gaps]
    sentence = "".join(f"{_plain(text)}{gap}" for text, gap in zip(item.text, [*gaps, ""], strict=True))
    question = _start(quiz, item, "cloze", f"{_plain(item.stem)}<p>{sentence}</p>")
    _finish(question, item)


KINDS: Mapping[str, Callable[[ET.Element, Item], None]] = {
    "choice": _add_choice, "choices": _add_choice, "number": _add_number, "pairs": _add_pairs, "gaps": _add_gaps,
}  # fmt: skip


def _write_gap(answers: list[Answer]) -> str:
    told = [
        f"%{answer.fraction:g}%{_quote(escape(answer.words, quote=False))}#{_quote(_strip(answer.feedback))}"
        for answer in answers
    ]
    return f"{{1:MULTICHOICE:{'~'.join(told)}}}"


def _plain(html: str) -> str:
    """Keep braces in a sentence from being read as a gap."""
    return html.replace("{", "&#123;").replace("}", "&#125;")


def _quote(text: str) -> str:
    """Guard the characters that mean something inside a gap."""
    return re.sub(r"([}#~/\"\\])", r"\\\1", text)


def _strip(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def _add_answer(question: ET.Element, answer: Answer, shown: str, format_: str = "html") -> ET.Element:
    given = ET.SubElement(question, "answer", fraction=nearest_fraction(answer.fraction), format=format_)
    ET.SubElement(given, "text").text = shown
    _html(given, "feedback", answer.feedback)
    return given


def _picture(item: Item) -> str:
    return f'<p><img src="@@PLUGINFILE@@/{item.id}.svg" alt="{_attribute(item.alt)}"></p>' if item.picture else ""


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    ET.SubElement(element, "text").text = text
    return element


def _html(parent: ET.Element, name: str, html: str) -> ET.Element:
    element = _text(parent, name, html)
    element.set("format", "html")
    return element


def _shorten(words: str, longest: int = 60) -> str:
    return words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]} …"
