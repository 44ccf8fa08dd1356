"""Small notebooks, made here so that a test shows all that it stands on."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.publish import site
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW

COUNTER = """export default { render({ model, el }) {
  const button = document.createElement("button");
  const draw = () => { button.textContent = `${model.get("n")} steps`; };
  button.addEventListener("click", () => { model.set("n", model.get("n") + 1); model.save_changes(); });
  model.on("change:n", draw);
  draw();
  el.append(button);
} }"""

RUN_WIDGET = f'''import os
import anywidget, traitlets
from IPython.display import HTML, display

class Counter(anywidget.AnyWidget):
    _esm = """{COUNTER}"""
    _css = "button {{ padding: 8px }}"
    n = traitlets.Int(3).tag(sync=True)
    picture = traitlets.Unicode("<svg>PICTURE-IN-STATE</svg>").tag(sync=True)
    raw = traitlets.Bytes(b"abc").tag(sync=True)

display(HTML('<style data-lesson="still">.still {{ color: red }}</style>'))
display(HTML('<figure class="lesson-still">1</figure>'))
display(Counter(), Counter(n=7))
print("bake:", os.environ["LESSONS_BAKE"])'''


def text_cell(source: str, **metadata: Any) -> NotebookNode:
    return new_markdown_cell(source, metadata=metadata, id="text")


def code_cell(source: str = "1", *outputs: NotebookNode, **metadata: Any) -> NotebookNode:
    return new_code_cell(source, outputs=list(outputs), metadata=metadata, id="code")


def shown(data: dict[str, Any], **metadata: Any) -> NotebookNode:
    return new_output("display_data", data=data, metadata=metadata)


def notebook(*cells: NotebookNode, title: str = "# A title") -> NotebookNode:
    numbered = copy.deepcopy([text_cell(title), *cells])
    for number, cell in enumerate(numbered):
        cell.id = f"cell-{number}"
    return new_notebook(cells=numbered)


def widget_entry(esm: str, css: str = "", binary: Any = (), **state: Any) -> dict[str, Any]:
    buffers = [{"path": list(path), "data": data, "encoding": "base64"} for path, data in binary]
    full = {"_esm": esm, "_css": css, "_model_name": "AnyModel", "layout": "IPY_MODEL_x", **state}
    return {"model_name": "AnyModel", "state": full, "buffers": buffers}


def with_widgets(entries: dict[str, Any], views: list[str], before: str = "") -> NotebookNode:
    """A notebook that has run: the stored state of its widgets, and a cell of views."""
    outputs = [shown({"text/html": before})] if before else []
    outputs += [shown({VIEW: {"model_id": view}, "text/plain": "Counter()"}) for view in views]
    made = notebook(code_cell("show()", *outputs))
    made.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    return made


def export(made: NotebookNode, name: str = "01-sample", folder: Path | None = None) -> str:
    resources = {"metadata": {"name": name, "path": str(folder or "")}}
    return LessonExporter().from_notebook_node(made, resources)[0]


@pytest.fixture
def write_page(tmp_path: Path) -> Callable[[NotebookNode], Path]:
    def write(made: NotebookNode) -> Path:
        path = tmp_path / "page.html"
        path.write_text(export(made), encoding="utf-8")
        return path

    return write


class Site:
    """Three lessons built once for all tests: one, its copy, and one whose third cell fails."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.heard: list[site.Result] = []
        lessons = [folder / "first.ipynb", folder / "second.ipynb", folder / "broken.ipynb"]
        for lesson in lessons[:2]:
            nbformat.write(notebook(code_cell(RUN_WIDGET)), lesson)
        nbformat.write(notebook(text_cell("Text."), code_cell("print(1)\n1 / 0")), lessons[2])
        self.out.mkdir()
        (self.out / "broken.html").write_text("yesterday's page")
        self.results = site.build(lessons, self.out, jobs=2, on_progress=self.heard.append)

    def read(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))
