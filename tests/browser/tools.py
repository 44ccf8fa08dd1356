"""Pages of one tool for one's own case: as a learner opens it, and bare, with the script's functions in reach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
READY = "window.ready"


def write_tool_page(path: Path, *widgets: Any, **traits: Any) -> Path:
    """The page of a notebook that showed these widgets, as `lessons html` makes it; `traits` are its exporter's."""
    cells = [new_markdown_cell("# A tool\n\n## Here", id="title")]
    entries = {}
    for place, widget in enumerate(widgets):
        view = new_output("display_data", {VIEW: {"model_id": widget.model_id}, "text/plain": repr(widget)})
        cells.append(new_code_cell("1", outputs=[view], id=f"cell-{place}"))
        entries[widget.model_id] = {"model_name": "AnyModel", "state": _state(widget)}
    notebook = new_notebook(cells=cells)
    notebook.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    page = LessonExporter(**traits).from_notebook_node(notebook, {"metadata": {"name": "tool", "path": ""}})[0]
    path.write_text(page, encoding="utf-8")
    return path


def _state(widget: Any) -> dict[str, Any]:
    own = [name for name, trait in type(widget).class_traits(sync=True).items() if _is_own(name)]
    return {"_esm": str(widget._esm), "_css": str(widget._css), **widget.get_state(own)}


def _is_own(name: str) -> bool:
    return not name.startswith("_") and name not in ("layout", "tabbable", "tooltip")


def write_bare_page(path: Path, script: str, style: str, names: tuple[str, ...], **values: Any) -> Path:
    """A page with a script's functions on `window`, and values as on a learner's page."""
    data = json.dumps(values).replace("<", "\\u003c")
    given = f"Object.assign(window, {{ {', '.join(names)} }}, {data}, {{ ready: true }});"
    module = f'<script type="module">{script.replace("export default", "const tool =")}\n{given}</script>'
    head = f'<meta charset="utf-8"><title>Bare</title><style>{style}</style>'
    path.write_text(f'<!doctype html><html lang="en">{head}<main></main>{module}</html>', encoding="utf-8")
    return path


def show_all(page: Any) -> None:
    """Lay out what is far from the window too: axe would measure it where it does not stand."""
    page.add_style_tag(content="* { content-visibility: visible !important; }")


def find_violations(page: Any) -> list[tuple[str, list[str]]]:
    """What axe finds to mend."""
    from axe_playwright_python.sync_playwright import Axe

    show_all(page)
    told = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]})
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in told.response["violations"]]


def find_overhang(page: Any, width: int) -> list[str]:
    """What reaches over the right edge of the page."""
    found: list[str] = page.evaluate(f"""[...document.querySelectorAll("main *")].filter((element) => {{
      const box = element.getBoundingClientRect();
      return box.width && box.right > {width} && !element.closest(".aloud, .table");
    }}).map((element) => element.outerHTML.slice(0, 80))""")
    return found + (["the page"] if page.evaluate("document.documentElement.scrollWidth") > width else [])


def answer_gate(
    tool: Any, age: str = "16-or-over", feeling: str = "tested-normal", ticked: tuple[str, ...] = ()
) -> None:
    """Answer the four questions of the form; nothing is ticked but what is named."""
    for value in (age, feeling, *ticked):
        tool.locator(f'.lesson-gate input[value="{value}"]').check()
    for none in tool.locator('.lesson-gate input[value="none"]').all():
        if none.is_enabled():
            none.check()


def tab_to(page: Any, found: str, most: int = 120) -> None:
    """Press Tab until the hand stands on what is looked for."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(found) => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"Tab does not reach {found}.")
