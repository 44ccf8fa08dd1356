"""The live figure in a notebook: a picture at once, the kernel's frames until the bake is ready, then no kernel."""

from __future__ import annotations

import asyncio
import html
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets
from IPython.display import HTML, display

from lessons_lib.style import FIGURES, dress

from . import store
from .bake import Packed, bake
from .controls import Value
from .decorate import Explorable
from .drawing import take_drawing
from .renderer import UnbakableError
from .tape import letters

_HERE = Path(__file__).parent
#: Set to "wait" where nobody looks on while a notebook runs: the cell then ends with the bake ready.
WAIT = "LESSONS_BAKE"


class ExplorableWidget(anywidget.AnyWidget):
    """One live figure; each control's value is an attribute that can be read and set (`lab.wedge`)."""

    _esm = _HERE / "explorable.js"
    _css = dress(FIGURES, _HERE / "explorable.css")

    title = traitlets.Unicode().tag(sync=True)
    spec: traitlets.List[Any] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    template = traitlets.Unicode().tag(sync=True)
    bake = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    after = traitlets.Unicode().tag(sync=True)
    covers = traitlets.Enum(["figure", "controls"], "figure").tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    mark = traitlets.Unicode().tag(sync=True)

    _made: ClassVar[Iterator[int]] = count()

    def __init__(self, lab: Explorable, settings: dict[str, Value], after: str = "", covers: str = "figure") -> None:
        _refuse_taken_names(lab)
        finished = store.load(lab)
        shown = _first_picture(lab, settings, finished)
        super().__init__(
            title=lab.title,
            spec=[{"name": name, **control.spec()} for name, control in lab.controls.items()],
            values=settings,
            after=after,
            mark=f"-{letters(next(self._made))}",
            covers=covers,
            **shown,
        )
        self._lab = lab
        if finished:
            self._take(finished)
        else:
            self._start_baking()
        self.observe(self._draw_frame, "values")

    # -- values, both ways -------------------------------------------------------------------------------------

    def __getattr__(self, name: str) -> Any:
        lab = self.__dict__.get("_lab")
        if lab is None or name not in lab.controls:
            raise AttributeError(f"{type(self).__name__} has no attribute '{name}'")
        return self.values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        lab = self.__dict__.get("_lab")
        if lab is not None and name in lab.controls:
            self.values = {**self.values, name: lab.controls[name].check(value)}
        else:
            super().__setattr__(name, value)

    # -- the bake ----------------------------------------------------------------------------------------------

    def _start_baking(self) -> None:
        if os.environ.get(WAIT) != "wait" and _someone_looks_on():
            self._baking = asyncio.get_running_loop().create_task(self._bake_in_slices())
        else:
            self._take(store.load_or_bake(self._lab))

    async def _bake_in_slices(self) -> None:
        # One drawing, then the kernel's turn: a thread would leak matplotlib's settings into the learner's cells.
        work = bake(self._lab)
        try:
            while True:
                next(work)
                await asyncio.sleep(0)
        except StopIteration as done:
            self._keep(done.value)
        except UnbakableError as problem:
            self.problem = f"{problem} Until then the figure needs its kernel."
        except Exception as problem:  # a lab may break in any way; in a task nobody would hear of it
            self.problem = f"{self._lab.name} cannot be drawn at every setting ({type(problem).__name__}: {problem})."

    def _keep(self, packed: Packed) -> None:
        finished = store.finish(self._lab, packed)
        store.save(self._lab, finished)
        self._take(finished)

    def _take(self, finished: dict[str, Any]) -> None:
        with self.hold_sync():
            if finished["picture"] != self.picture:
                self.template = finished["picture"]
            self.bake = finished["bake"]

    def _draw_frame(self, change: Any) -> None:
        if not self.bake:
            drawing = take_drawing(self._lab.function, self.values, self._lab.name)
            self.frame = {"svg": drawing.svg, "caption": drawing.caption.write()}

    # -- how it shows ------------------------------------------------------------------------------------------

    def _ipython_display_(self) -> None:
        # The picture is an output of its own: it reads without any script, in print and after the kernel has gone.
        display(
            HTML(
                f'<figure class="lesson-still" data-lab="{html.escape(self._lab.name)}">{self.picture}'
                f"<figcaption>{html.escape(self.caption)}</figcaption></figure>"
            )
        )
        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display({**(data or {}), "text/plain": repr(self)}, metadata=metadata, raw=True)

    def __repr__(self) -> str:
        return f"{self._lab.name}({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"


def _refuse_taken_names(lab: Explorable) -> None:
    taken = sorted(set(lab.controls) & set(dir(ExplorableWidget)))
    if taken:
        raise ValueError(f"{lab.name}: a control cannot be named {', '.join(taken)}; the figure itself uses that name.")


def _first_picture(lab: Explorable, settings: dict[str, Value], finished: dict[str, Any] | None) -> dict[str, str]:
    if finished and settings == lab.settings():
        return {"picture": finished["picture"], "caption": finished["caption"]}
    drawing = take_drawing(lab.function, settings, lab.name)
    return {"picture": drawing.svg, "caption": drawing.caption.write()}


def _someone_looks_on() -> bool:
    """Whether a Jupyter server started this kernel for an open notebook, with an event loop to bake on."""
    if "JPY_SESSION_NAME" not in os.environ:
        return False
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
