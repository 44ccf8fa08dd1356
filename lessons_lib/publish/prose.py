"""A lesson's markdown as HTML: headings with ids, maths as pictures of text, links between pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from lessons_lib.markup import svg_math

from .failure import LessonFailed
from .harmless import check_harmless
from .markup_checks import check

LESSON_LINK = re.compile(r"^(?!\w+:|//)([^#?]+)\.ipynb(#.*)?$")
LESSON_HREF = re.compile(r'(?<= href=")(?!\w+:|//)([^"#?]+)\.ipynb(#[^"]*)?(?=")')
#: Ids of the page itself: a heading of that name would stand in the way of its widgets.
TAKEN = frozenset({"lesson", "lesson-state", "lesson-tip", "help-title"})


def to_pages(markup: str) -> str:
    """Return HTML whose links to notebooks beside this one lead to their pages."""
    return LESSON_HREF.sub(lambda link: f"{link[1]}.html{link[2] or ''}", markup)


@dataclass(frozen=True)
class Heading:
    """A heading of the page: level 1 to 6, its id and its words."""

    level: int
    id: str
    text: str


@dataclass
class Prose:
    """Turns markdown cells of one page into HTML and remembers the headings it met."""

    folder: str = ""
    headings: list[Heading] = field(default_factory=list)

    def to_html(self, source: str, attachments: Any = None) -> str:
        """Return one cell's HTML; raises LessonFailed when a picture, formula or mark cannot be shown."""
        made = MarkdownWithMath(renderer=_Renderer(self, attachments)).render(source)
        return check_harmless(check(made))

    def add_heading(self, level: int, markup: str) -> Heading:
        """Register a heading under an id that is unique in the page."""
        text = unescape(re.sub(r"<[^>]*>", "", markup)).strip()
        heading = Heading(level, self._free_id(text), text)
        self.headings.append(heading)
        return heading

    def _free_id(self, text: str) -> str:
        # JupyterLab makes its ids this way, so a link to a section works in both.
        wanted = re.sub(r"\s", "-", text)
        taken = TAKEN | {heading.id for heading in self.headings}
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(free for free in (wanted, *numbered) if free not in taken)


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with what a page without scripts and network needs."""

    def __init__(self, prose: Prose, attachments: Any) -> None:
        super().__init__(escape=False, embed_images=True, path=prose.folder, attachments=attachments or {})
        self.prose = prose

    def heading(self, text: str, level: int, **_: Any) -> str:
        found = self.prose.add_heading(level, text)
        return f'<h{level} id="{self.escape_attribute(found.id)}">{text}</h{level}>\n'

    def table(self, text: str) -> str:
        # Focusable, because a table wider than the screen scrolls sideways and keys must reach it.
        frame = '<div class="table" role="group" aria-label="Table" tabindex="0">'
        return f"{frame}<table>{text}</table></div>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, LESSON_LINK.sub(r"\1.html\2", url), title)

    def block_mermaidjs(self, code: str) -> str:
        # There is no script that would draw it, and nbconvert hands it on as it is.
        return self.block_code(code)

    def block_math(self, body: str) -> str:
        return f'<div class="math">{_draw(body, display=True)}</div>\n'

    def inline_math(self, body: str) -> str:
        return _draw(body, display=False)

    def latex_environment(self, name: str, body: str) -> str:
        raise LessonFailed(f"\\begin{{{name}}} cannot be drawn; write each formula between $$ and $$.")


def _draw(tex: str, display: bool) -> str:
    try:
        return svg_math(tex, display)
    except ValueError as error:
        raise LessonFailed(str(error)) from None
