"""The course's prose as plain text: what a learner reads, without code, formulas and markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import yaml

from lessons_lib.explorable.drawing import take_drawing
from tests.explorable.samples import random_settings, shipped

ROOT = Path(__file__).parents[2]
NOTEBOOKS = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
LESSONS = {name: path for name, path in NOTEBOOKS.items() if re.match(r"(?!00)\d\d-", name)}


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
