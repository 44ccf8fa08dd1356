"""Canvas: a QTI 1.2 package made by text2qti, packed so that the same questions give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from lessons_lib.publish.lms.item import Answer, Item, LeftOut

__all__ = ["to_canvas", "to_text2qti"]

REASONS = {
    "pairs": "text2qti writes no questions of matching or order",
    "gaps": "text2qti writes no sentence with several gaps",
}
NO_PICTURE = "its picture is a drawing (SVG), which Canvas does not show in a quiz"
LETTERS = "abcdefgh"
#: text2qti writes the day on which it runs, which would make every day's package another one.
TODAY = re.compile(r"(?<=<imsmd:dateTime>)[^<]*(?=</imsmd:dateTime>)")
DAY = "2026-01-01"
TURNED = re.compile(r'<p dir="auto">(.*?)</p>', re.DOTALL)
#: A zip cannot be older; every entry gets it, so that the time of writing leaves no trace.
EPOCH = (1980, 1, 1, 0, 0, 0)


def to_canvas(title: str, items: Sequence[Item]) -> tuple[bytes, tuple[LeftOut, ...]]:
    """Return a package with one quiz, and the questions that it cannot hold."""
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    text, left = to_text2qti(title, items)
    package = QTI(Quiz(text, config=Config(), source_name=title))
    package.imsmanifest_xml = TODAY.sub(DAY, package.imsmanifest_xml)
    return _still(package.zip_bytes()), left


def to_text2qti(title: str, items: Sequence[Item]) -> tuple[str, tuple[LeftOut, ...]]:
    """Return the questions as text2qti reads them, and those it cannot write."""
    left = tuple(LeftOut(item.id, item.kind, reason) for item in items if (reason := _refuse(item)))
    asked = [item for item in items if not _refuse(item)]
    head = f"Quiz title: {title}\nQuiz description: Questions of a course on feet, inserts and back pain."
    blocks = [_write(item, place) for place, item in enumerate(asked, 1)]
    return "\n\n".join([head, *blocks]) + "\n", left


def _refuse(item: Item) -> str:
    return NO_PICTURE if item.picture else REASONS.get(item.kind, "")


def _write(item: Item, place: int) -> str:
    unit = f" (Answer in {item.unit}.)" if item.unit else ""
    lines = [f"Title: {item.id}", f"{place}. {_line(item.stem + unit)}", f"... {_line(item.explanation)}"]
    if item.kind == "number":
        right = item.answers[0]
        return "\n".join([*lines, f"= {right.value:.10g} +- {right.within:.10g}"])
    return "\n".join([*lines, *(_answer(item, answer, place) for place, answer in enumerate(item.answers))])


def _answer(item: Item, answer: Answer, place: int) -> str:
    right = answer.fraction > 0
    one = f"{'*' if right else ''}{LETTERS[place]})"
    mark = one if item.kind == "choice" else "[*]" if right else "[ ]"
    return f"{mark} {_line(answer.html)}\n... {_line(answer.feedback)}"


def _line(html: str) -> str:
    """Return safe HTML as one line of Markdown in which HTML may stand."""
    apart = TURNED.sub(r" <bdi>\1</bdi> ", html)  # a paragraph that finds its own direction keeps it inside a line
    line = " ".join(re.sub(r"</?(?:p|div|blockquote)>", " ", apart).split())
    # text2qti reads a dollar as a formula, a backslash as its own and the rest as Markdown; an entity is only a letter.
    return re.sub(r"<[^>]*>|[\\$`*_\[\]]|^(?:\d+(?=[.)])|[-+#=~:|>.])", _guard, line)


def _guard(found: re.Match[str]) -> str:
    """Return a mark as an entity; a tag stays as it is."""
    return found[0] if found[0].startswith("<") else "".join(f"&#{ord(letter)};" for letter in found[0])


def _still(package: bytes) -> bytes:
    """Pack the same files again, in order of their names and without times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as still:
        for name in sorted(made.namelist()):
            still.writestr(zipfile.ZipInfo(name, EPOCH), made.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
