"""The course's prose as plain text: what a learner reads, without code, formulas and markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import yaml

from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.glossary import terms
from tests.explorable.samples import random_settings, shipped

ROOT = Path(__file__).parents[2]
NOTEBOOKS = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
LESSONS = {name: path for name, path in NOTEBOOKS.items() if re.match(r"\d\d-", name)}
#: Forms and tools that one fills in alone: nobody shows them to a class, so they are no slides.
ALONE = ("decision-aid", "ipdas-self-assessment", "own-footprint", "own-trial")


def load(path: Path) -> Any:
    """A stored notebook as it is on disk."""
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def texts_of(notebook: Any) -> Iterator[tuple[str, str]]:
    """Id and Markdown of every text cell."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield cell.get("id", ""), cell.source


def paragraphs(markdown: str) -> list[str]:
    """Paragraphs, headings and list items as plain words, each ended by a stop."""
    text = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    blocks = re.split(r"\n(?:\s*>)?\s*\n|\n(?=\s*(?:>\s*)?(?:[-*]|\d+\.) )", text)
    return [_end(_plain(block)) for block in blocks if re.search(r"\w", _plain(block))]


def _plain(block: str) -> str:
    block = re.sub(r"!\[([^\]]*)\]\([^)]*\)|<[^>]*>", r"\1", block)
    block = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
    block = re.sub(r"^(?:\s*(?:>|#+|[-*]|\d+\.)\s+)+", "", block, flags=re.MULTILINE)
    return " ".join(re.sub(r"[*_`]", "", block).split())


def _end(block: str) -> str:
    return block if block[-1] in ".?!:" else f"{block}."


def for_grading(paragraph: str) -> str:
    """A paragraph without formulas and without the works it cites in brackets."""
    text = re.sub(r"\$[^$]*\$", "", paragraph)
    return re.sub(r"\s*\([^()]*\b(?:19|20)\d\d\b[^()]*\)", "", text)


#: What stands in a question and is not read as running words.
UNREAD = {"id", "type", "objective", "claims", "claim", "answer", "unit", "picture", "place"}
UNREAD |= {"misconception", "misconceptions"}


def question_files(name: str) -> list[Path]:
    """The questions of a lesson ("01-kinetic-chain")."""
    return sorted((ROOT / "seeds" / "questions").glob(f"{name[:2]}-*.yaml"))


def question_texts(question: dict[str, Any]) -> list[str]:
    """All that a learner reads of a question, as sentences: stem, options, hints, feedback, explanation."""
    return [part for text in _strings(_readable(question)) for part in paragraphs(text)]


def _readable(value: Any) -> Any:
    if isinstance(value, dict):
        return {field: _readable(part) for field, part in value.items() if field not in UNREAD}
    return [_readable(part) for part in value] if isinstance(value, list) else value


def labs_of(notebook: Any) -> list[str]:
    """The labs that a notebook's code cells call, in order."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return [name for name in dict.fromkeys(re.findall(r"\b(\w+)\(", code)) if name in shipped()]


def captions_of(lab: str, count: int = 6) -> list[str]:
    """What a lab says at its start and at some settings drawn by lot."""
    drawn = shipped()[lab]
    settings = [drawn.settings(), *random_settings(drawn, count)]
    return [take_drawing(drawn.function, values, lab).caption.write() for values in settings]


def without_terms(text: str) -> str:
    """A text in which each word of the glossary, in any of its listed forms, is one short word."""
    forms = sorted({form for term in terms.load().values() for form in term.spellings}, key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", "term", text, flags=re.IGNORECASE)


def all_prose() -> dict[str, str]:
    """Everything in words that the course ships: lessons, seeds, captions and texts of figures, the README."""
    found = {f"{name} {cell}": text for name, path in NOTEBOOKS.items() for cell, text in texts_of(load(path))}
    for path in sorted((ROOT / "seeds").rglob("*.yaml")):
        strings = _strings(yaml.safe_load(path.read_text(encoding="utf-8")))
        found |= {f"{path.name} {number}": text for number, text in enumerate(strings)}
    for lab in shipped().values():
        drawings = [take_drawing(lab.function, values, lab.name) for values in random_settings(lab, 6)]
        found[f"lab {lab.name}"] = "\n".join(phrase.write() for drawing in drawings for phrase in drawing.texts)
    return found | {"README": (ROOT / "README.md").read_text(encoding="utf-8")}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)
