"""A lesson as one self-contained page: `jupyter nbconvert --execute --to lesson X.ipynb`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from lessons_lib.advice.emergency import emergency, find_override
from lessons_lib.seeds import SeedProblems

from .execution import RunLesson, place
from .failure import LessonFailed, naming
from .outputs import Outputs, fold_code
from .prose import Heading, Prose
from .widgets import Widgets, pack

HERE = Path(__file__).parent
URGENT = "urgent"  # the id of the cell that says when help is urgent


@dataclass
class Page:
    """All that the template lays out."""

    name: str
    prose: Prose
    widgets: Widgets
    cells: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of the only first-level heading; raises LessonFailed when there is none or more."""
        titles = [heading.text for heading in self.prose.headings if heading.level == 1]
        if len(titles) != 1:
            raise LessonFailed(f"A page needs exactly one first-level heading (# ...); it has {len(titles)}.")
        return titles[0]

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
        resources["lesson"] = compose(nb, resources)
        resources["lesson_part"] = read_part
        return nb, resources


def compose(notebook: NotebookNode, resources: Any) -> Page:
    """Turn an executed notebook into the parts of its page."""
    about = resources["metadata"]
    page = Page(about["name"], Prose(about["path"]), pack(notebook))
    outputs = Outputs(page.widgets.names, page.prose)
    for index, cell in enumerate(notebook.cells):
        with naming(place(resources, index)):
            page.cells.append(_compose_cell(cell, page.prose, outputs))
    page.styles.extend(outputs.styles.values())
    with naming(f"{page.name}.ipynb"):
        assert page.title
    return page


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
        # After what it draws: the picture answers the prose before it, the code is there for the curious.
        parts.append(fold_code(cell.source))
    return "\n".join(parts)


def read_part(name: str) -> str:
    """Return a style sheet or script of the page."""
    return (HERE / name).read_text("utf-8")
