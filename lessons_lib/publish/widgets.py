"""What the page must know of its widgets: each module once, each model's values."""

from __future__ import annotations

import base64
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from lessons_lib.quiz.meaning import to_keep
from lessons_lib.style import undress

from .minify import minify_script, minify_style
from .outlines import shorten_outlines

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
# Layout references and tooltips of ipywidgets mean nothing without its manager. The picture stands in the
# page already, as the still before the widget, and need not travel twice.
NEEDLESS = frozenset({"layout", "tabbable", "tooltip", "picture"})
# As unpack.js expects it; the window is wider than any page is long, where a zip forgets after 32 kB.
_LZMA = [{"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "lc": 3, "lp": 0, "pb": 0, "dict_size": 1 << 20}]
LONG = 400  # letters of a value that is worth sharing when several models hold it


@dataclass(frozen=True)
class Widgets:
    """The packed widgets of one page: short names by Jupyter's model id, and what the host reads."""

    names: dict[str, str] = field(default_factory=dict)
    packed: dict[str, Any] = field(default_factory=dict)

    @property
    def keeps(self) -> bool:
        """Whether there is anything whose answers are kept."""
        return any("keep" in model for model in self.packed.get("models", {}).values())

    def write(self, *scripts: str) -> str:
        """Return all that the page's scripts read, packed, in base64; the same widgets give the same letters.

        unpack.js makes JSON of it again. What a learner reads stands beside it too: each widget's readable form.
        `scripts` are the page's own that can wait until the figures in view are there.
        """
        text = _write({**self.packed, "scripts": scripts})
        return base64.b64encode(lzma.compress(text.encode(), lzma.FORMAT_RAW, filters=_LZMA)).decode()


def read_state(page: str) -> dict[str, Any]:
    """Return what a page's scripts read, from the page's text; raises ValueError for a page without widgets."""
    found = re.search(r'id="lesson-state">([^<]*)<', page)
    if not found:
        raise ValueError("The page has no widgets.")
    text = lzma.decompress(base64.b64decode(found[1]), lzma.FORMAT_RAW, filters=_LZMA)
    state: dict[str, Any] = json.loads(text)
    return state


def pack(notebook: NotebookNode) -> Widgets:
    """Pack the anywidget models that a notebook shows, named m0, m1 in order of appearance."""
    states = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    shown = [model_id for model_id in _views(notebook) if _is_anywidget(states.get(model_id))]
    names = {model_id: f"m{number}" for number, model_id in enumerate(dict.fromkeys(shown))}
    modules: list[dict[str, str]] = []
    models = {name: _pack_model(states[model_id], modules) for model_id, name in names.items()}
    return Widgets(names, {"modules": modules, "models": models, "shared": share(models)})


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
    module = {"esm": minify_script(state["_esm"]), "css": minify_style(undress(state.get("_css") or ""))}
    if module not in modules:
        modules.append(module)
    # The traits in one order, whatever the kernel made of it; what a trait holds keeps the order it was written in.
    kept = {key: _shorten(state[key]) for key in sorted(state) if not _is_needless(key)}
    packed = {"module": modules.index(module), "state": kept, "binary": _pack_binary(entry)}
    keep = to_keep(state.get("question"))  # before long values are taken out of the state
    return packed | ({"keep": keep} if keep else {})


def _shorten(value: Any) -> Any:
    """A trait's value with the outlines of its drawings told in fewer letters."""
    if isinstance(value, dict):
        return {key: _shorten(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shorten(part) for part in value]
    return shorten_outlines(value) if isinstance(value, str) and "<path" in value else value


def _is_needless(key: str) -> bool:
    return key.startswith("_") or key in NEEDLESS


def _pack_binary(entry: Any) -> list[list[Any]]:
    buffers = [[buffer["path"], buffer["data"]] for buffer in entry.get("buffers", [])]
    return sorted([path, data] for path, data in buffers if not _is_needless(path[0]))
