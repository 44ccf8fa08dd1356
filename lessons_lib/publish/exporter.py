"""A lesson as one self-contained page: `jupyter nbconvert --execute --to lesson X.ipynb`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import Instance, Unicode, default

from lessons_lib.advice.emergency import emergency, find_override
from lessons_lib.seeds import SeedProblems
from lessons_lib.teaching import presenting

from .citations import cite_once
from .execution import RunLesson, place
from .failure import LessonFailed, naming
from .layout import read_part
from .outputs import Outputs, fold_code
from .prose import Heading, Prose
from .sitemap import Site
from .widgets import Widgets, pack

HERE = Path(__file__).parent
QUESTION = re.compile(r'data-question="([^"]+)"')
URGENT = "urgent"  # the id of the cell that says when help is urgent


@dataclass(frozen=True)
class Cell:
    """One cell as HTML; `id` is the notebook's, `slide` how it counts among the slides ("" for the one before).

    `note` is what a teacher has at hand while it is projected.
    """

    html: str
    id: str = ""
    slide: str = ""
    note: str = ""

    @property
    def anchor(self) -> str:
        """Where a link to the cell's question leads; "" for a cell without one."""
        found = QUESTION.search(self.html)
        return found[1] if found else ""


@dataclass
class Page:
    """All that the template lays out.

    `site` tells of the pages around it, None for a page by itself; `store` is the script that keeps what is answered.
    """

    name: str
    prose: Prose
    widgets: Widgets
    site: Site | None = None
    store: str = "browser_store.js"
    cells: list[Cell] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of the only first-level heading; raises LessonFailed when there is none or more."""
        titles = [heading.text for heading in self.prose.headings if heading.level == 1]
        if len(titles) != 1:
            raise LessonFailed(f"A page needs exactly one first-level heading (# ...); it has {len(titles)}.")
        return titles[0]

    @property
    def description(self) -> str:
        """The first paragraph after the title, in plain words, for who finds the page in a list."""
        found = re.search(r"</h1>\s*<p>(.*?)</p>", self.cells[0].html, re.DOTALL) if self.cells else None
        return unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else self.title

    @property
    def contents(self) -> list[Heading]:
        """The second-level headings, in order."""
        return [heading for heading in self.prose.headings if heading.level == 2]

    @property
    def number(self) -> int | None:
        """The lesson's number, where the file name begins with one."""
        found = re.match(r"\d+", self.name)
        return int(found[0]) if found else None


class LessonExporter(HTMLExporter):
    """Exports a lesson as one page that needs neither network nor kernel."""

    export_from_notebook = "Lesson page"
    site: Any = Instance(Site, allow_none=True, help="The pages around this one; None for a page by itself.")
    store: Any = Unicode("browser_store.js", help="The script that keeps what is answered.")

    @default("template_name")
    def _template_name_default(self) -> str:
        return "lesson"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(HERE / "templates"), str(Path.cwd())]

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[Any]:
        stock: list[str] = Exporter.default_preprocessors.default()  # type: ignore[assignment]
        return [RunLesson if name.endswith(".ExecutePreprocessor") else name for name in stock]

    def from_notebook_node(  # type: ignore[override]  # as nbconvert itself does
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page; raises LessonFailed with a sentence that names the notebook and the cell."""
        # HTMLExporter would parse the finished page and write it anew, which spells SVG attributes in
        # lower case and fills in a meaningless alt text; the checks here refuse such a picture instead.
        return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        # After the preprocessors, because the widgets' state exists only once the cells have run.
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        resources["lesson"] = compose(nb, resources, self.site, self.store)
        resources["lesson_part"] = read_part
        return nb, resources


def compose(notebook: NotebookNode, resources: Any, site: Site | None = None, store: str = "browser_store.js") -> Page:
    """Turn an executed notebook into the parts of its page."""
    about = resources["metadata"]
    page = Page(about["name"], Prose(about["path"]), pack(notebook), site, store)
    outputs, cells = Outputs(page.widgets.names, page.prose), notebook.cells
    shown = [_compose_named(cell, page.prose, outputs, place(resources, index)) for index, cell in enumerate(cells)]
    page.cells.extend(_describe_cell(cell, html, page.name) for cell, html in zip(cells, cite_once(shown)) if html)
    page.styles.extend(outputs.styles.values())
    with naming(f"{page.name}.ipynb"):
        assert page.title
    return page


def _describe_cell(cell: NotebookNode, shown: str, page: str) -> Cell:
    name, slide = str(cell.get("id", "")), str(cell.metadata.get("slideshow", {}).get("slide_type", ""))
    try:
        note = presenting.notes_of(page).get(name, "")
    except SeedProblems as wrong:
        raise LessonFailed(str(wrong)) from None
    return Cell(shown, name, slide, str(note))


def _compose_named(cell: NotebookNode, prose: Prose, outputs: Outputs, where: str) -> str:
    with naming(where):
        return _compose_cell(cell, prose, outputs)


def _compose_cell(cell: NotebookNode, prose: Prose, outputs: Outputs) -> str:
    if "jupyterlab-only" in cell.metadata.get("tags", []):
        return ""
    if cell.cell_type == "markdown":
        return prose.to_html(_say_urgent(cell) if cell.get("id") == URGENT else cell.source, cell.get("attachments"))
    if cell.cell_type == "code":
        return _compose_code(cell, outputs)
    return ""


def _say_urgent(cell: NotebookNode) -> str:
    """The notice of the teacher's own configuration; without one the cell as it stands, which says the same."""
    try:
        return emergency().notice if find_override() else str(cell.source)
    except SeedProblems as wrong:
        raise LessonFailed(str(wrong)) from None


def _compose_code(cell: NotebookNode, outputs: Outputs) -> str:
    parts = outputs.to_html(cell)
    if cell.source.strip() and "remove-input" not in cell.metadata.get("tags", []):
        outputs.unseen.append(cell.source)
    if parts and outputs.unseen:
        # After what it draws: the picture answers the prose before it, the code is there for the curious. What
        # earlier cells did in silence belongs to it.
        parts.append(fold_code("\n\n".join(outputs.unseen)))
        outputs.unseen.clear()
    return "\n".join(parts)
