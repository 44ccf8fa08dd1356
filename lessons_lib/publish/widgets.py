"""What the page must know of its widgets: each module once, each model's values."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
# Layout references and tooltips of ipywidgets mean nothing without its manager. The picture stands in the
# page already, as the still before the widget, and need not travel twice.
_COMMENT_BLOCK = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", re.DOTALL | re.MULTILINE)
NEEDLESS = frozenset({"layout", "tabbable", "tooltip", "picture"})
LONG = 400  # letters of a value that is worth sharing when several models hold it


@dataclass(frozen=True)
class Widgets:
    """The packed widgets of one page: short names by Jupyter's model id, and what the host reads."""

    names: dict[str, str] = field(default_factory=dict)
    packed: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the packed state as JSON that can stand inside a script element; code in it is deflated.

        What the models say stays as it is, so that a page can be searched and read; code takes a third of its room.
        """
        text = _write({**self.packed, "modules": deflate(_write(self.packed["modules"]))})
        # No "<" at all: neither "</script>" nor "<!--" can end or swallow the element.
        return text.replace("<", "\\u003c")


def pack(notebook: NotebookNode) -> Widgets:
    """Pack the anywidget models that a notebook shows, named m0, m1 in order of appearance."""
    states = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    shown = [model_id for model_id in _views(notebook) if _is_anywidget(states.get(model_id))]
    names = {model_id: f"m{number}" for number, model_id in enumerate(dict.fromkeys(shown))}
    modules: list[dict[str, str]] = []
    models = {name: _pack_model(states[model_id], modules) for model_id, name in names.items()}
    return Widgets(names, {"modules": modules, "models": models, "shared": share(models)})


def deflate(text: str) -> str:
    """Return a text deflated, in base64; the same text gives the same letters."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def share(models: dict[str, dict[str, Any]]) -> list[Any]:
    """Take long values that several models hold out of their states; each model's `shared` says where they went."""
    held = Counter(text for model in models.values() for text in _long_values(model).values())
    taken = [text for text, times in held.items() if times > 1]
    for model in models.values():
        places = {key: taken.index(text) for key, text in _long_values(model).items() if text in taken}
        model["state"] = {key: value for key, value in model["state"].items() if key not in places}
        model.update({"shared": places} if places else {})
    return [json.loads(text) for text in taken]


def _long_values(model: dict[str, Any]) -> dict[str, str]:
    """The long traits of a model as JSON, without those that bytes belong to."""
    with_bytes = {path[0] for path, _ in model["binary"]}
    written = {key: _write(value) for key, value in model["state"].items() if key not in with_bytes}
    return {key: text for key, text in written.items() if len(text) > LONG}


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _views(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}):
                yield output["data"][VIEW]["model_id"]


def _is_anywidget(entry: Any) -> bool:
    return bool(entry) and "_esm" in entry.get("state", {})


def _pack_model(entry: Any, modules: list[dict[str, str]]) -> dict[str, Any]:
    state = entry["state"]
    module = {"esm": lean(state["_esm"]), "css": lean(state.get("_css") or "")}
    if module not in modules:
        modules.append(module)
    # The traits in one order, whatever the kernel made of it; what a trait holds keeps the order it was written in.
    kept = {key: state[key] for key in sorted(state) if not _is_needless(key)}
    return {"module": modules.index(module), "state": kept, "binary": _pack_binary(entry)}


def lean(code: str) -> str:
    """JavaScript or CSS without indentation and without lines that hold nothing but comment."""
    lines = _COMMENT_BLOCK.sub("", code).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("//"))


def _is_needless(key: str) -> bool:
    return key.startswith("_") or key in NEEDLESS


def _pack_binary(entry: Any) -> list[list[Any]]:
    buffers = [[buffer["path"], buffer["data"]] for buffer in entry.get("buffers", [])]
    return sorted([path, data] for path, data in buffers if not _is_needless(path[0]))
