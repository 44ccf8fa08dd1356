"""What a code cell shows: its outputs, and its code folded away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from nbconvert.filters.ansi import strip_ansi
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from lessons_lib.style import undress

from .execution import describe
from .failure import LessonFailed
from .markup_checks import check
from .minify import minify_style
from .outlines import shorten_outlines
from .prose import Prose, to_pages
from .widgets import VIEW

STYLE = re.compile(r'(<style data-lesson="([^"]*)"[^>]*>)(.*?)(</style>)\s*', re.DOTALL)
#: Names, dots and brackets: page.css gives them no colour of their own.
UNPAINTED = re.compile(r'<span class="(?:n|nn|o|p|w)">([^<]*)</span>')
WITHOUT_KERNEL = '<p class="lesson-idle">This part moves when you open the lesson in JupyterLab.</p>'


@dataclass
class Outputs:
    """Turns the outputs of one page into HTML; `styles` collects shared style blocks, each once by name.

    `unseen` is the code of cells that showed nothing, until one does.
    """

    names: dict[str, str]
    prose: Prose
    styles: dict[str, str] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)

    def to_html(self, cell: NotebookNode) -> list[str]:
        """Return the outputs in order; raises LessonFailed at an error or a picture without alt text."""
        shown = [self._show(output, cell.metadata) for output in cell.outputs]
        return [markup for markup in shown if markup]

    def _show(self, output: Any, cell_metadata: Any) -> str:
        if output.output_type == "error":
            raise LessonFailed(describe(output.ename, output.evalue))
        if output.output_type == "stream":
            return _show_text(output.text)
        return self._show_data(output.data, {**cell_metadata, **output.get("metadata", {})})

    def _show_data(self, data: Any, metadata: Any) -> str:
        if VIEW in data:
            return self._show_widget(data)
        for kind, show in self._kinds().items():
            if kind in data:
                return show("".join(data[kind]), metadata)
        return ""

    def _kinds(self) -> dict[str, Callable[[str, Any], str]]:
        """Return how each kind of output is shown, the most telling first."""
        return {
            "text/html": lambda markup, _: self._show_html(markup),
            "text/markdown": lambda source, _: self.prose.to_html(source),
            "image/svg+xml": _show_svg,
            "image/png": lambda data, about: _show_picture("image/png", data, about),
            "image/jpeg": lambda data, about: _show_picture("image/jpeg", data, about),
            "text/plain": lambda text, _: _show_text(text),
        }

    def _show_widget(self, data: Any) -> str:
        name = self.names.get(data[VIEW]["model_id"])
        if name:
            return f'<div class="lesson-mount" data-model="{name}"></div>'
        return self._show_html(data["text/html"]) if "text/html" in data else WITHOUT_KERNEL

    def _show_html(self, markup: str) -> str:
        for found in STYLE.finditer(markup):
            self.styles.setdefault(found[2], check(_shrink(found)))
        return shorten_outlines(check(to_pages(STYLE.sub("", markup))).strip())


def _shrink(style: re.Match[str]) -> str:
    return style[1] + minify_style(undress(style[3])) + style[4]


def fold_code(source: str) -> str:
    """Return a cell's code, highlighted and one click away."""
    code = UNPAINTED.sub(r"\1", highlight(source, PythonLexer(), HtmlFormatter()))
    return f'<details class="lesson-code"><summary>Code</summary>{code}</details>'


def _show_text(text: str) -> str:
    return f"<pre>{escape(strip_ansi(text).rstrip(), quote=False)}</pre>" if text.strip() else ""


def _show_svg(markup: str, metadata: Any) -> str:
    alt = _alt("image/svg+xml", metadata)
    drawing = markup[markup.index("<svg") :]
    return f'<div class="picture" role="img" aria-label="{escape(alt)}">{check(drawing)}</div>'


def _show_picture(kind: str, data: str, metadata: Any) -> str:
    alt = _alt(kind, metadata)
    return f'<img class="picture" alt="{escape(alt)}" src="data:{kind};base64,{"".join(data.split())}">'


def _alt(kind: str, metadata: Any) -> str:
    alt = str(metadata.get(kind, {}).get("alt") or metadata.get("alt") or "").strip()
    if not alt:
        raise LessonFailed("A picture it shows has no alt text; say in words what it shows.")
    return alt
