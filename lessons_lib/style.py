"""The style sheets that more than one part of the course needs: the palette, and what figures make of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["FIGURES", "PALETTE", "dress", "undress"]

HERE = Path(__file__).parent
PALETTE = HERE / "palette.css"
FIGURES = HERE / "figures.css"


def dress(*files: Path) -> str:
    """Return style sheets as one text, the palette before them: in JupyterLab nobody else brings it."""
    return "".join(_read(file) for file in (PALETTE, *files))


def undress(style: str) -> str:
    """Return a style sheet without what every page of ours has anyway: the palette, and the paint of figures."""
    return style.replace(_read(PALETTE), "").replace(_read(FIGURES), "")


@cache
def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
