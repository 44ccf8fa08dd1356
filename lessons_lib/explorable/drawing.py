"""One drawing of a lab at one setting: the structure, the numbers, the texts and the caption."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from .renderer import CanonicalRenderer, UnbakableError
from .tape import Kind, Tape
from .wording import Phrase, keep_unrounded, parse, strip_marks

if TYPE_CHECKING:
    from .controls import Value

#: The style sheet all labs are drawn with.
STYLE = Path(__file__).parent.parent / "labs" / "lessons.mplstyle"
#: Beginnings of settings that say how matplotlib works on this machine, not how a figure looks.
_NOT_LOOKS = (
    "backend", "date.epoch", "docstring", "figure.max_open", "figure.raise", "interactive", "savefig.directory",
    "timezone", "tk.", "toolbar", "webagg",
)  # fmt: skip


@dataclass(frozen=True)
class Drawing:
    """A drawing taken apart; `values` and `kinds` run along the numbers of the picture, `phrases` along its texts."""

    width: float
    height: float
    words: tuple[str, ...]
    values: np.ndarray[Any, np.dtype[np.float64]]
    kinds: tuple[Kind, ...]
    phrases: tuple[Phrase, ...]
    caption: Phrase
    owners: tuple[str, ...] = field(compare=False, repr=False)
    svg: str = field(compare=False, repr=False)

    @property
    def texts(self) -> tuple[Phrase, ...]:
        """The texts of the picture, then the caption."""
        return (*self.phrases, self.caption)


def make_figure(draw: Callable[..., str], values: Mapping[str, Value]) -> tuple[Figure, str]:
    """An ordinary matplotlib figure with the lab drawn on it, and the lab's caption."""
    with matplotlib.rc_context(_style()):
        figure = Figure()
        caption = draw(figure, **values)
    if not isinstance(caption, str):
        name = getattr(draw, "__name__", "The lab")
        raise TypeError(f"{name} must return its caption: the sentence that says what the figure shows.")
    return figure, caption


@cache
def _style() -> Any:
    # The course's style over matplotlib's defaults, so that a learner's own settings never reach a lab.
    chosen = matplotlib.rc_params_from_file(STYLE, use_default_template=True)
    return {name: value for name, value in chosen.items() if not name.startswith(_NOT_LOOKS)}


def take_drawing(draw: Callable[..., str], values: Mapping[str, Value], name: str) -> Drawing:
    """Draw at one setting and take the drawing apart; matplotlib's settings are the caller's again afterwards."""
    with matplotlib.rc_context(_style()), keep_unrounded() as ledger:
        figure, caption = make_figure(draw, values)
        try:
            tape, width, height = _render(figure, name)
        except UnbakableError as problem:
            raise UnbakableError(f"{name} cannot be baked: at {dict(values)} {problem}.") from None
        return _apart(tape, caption, ledger, (width, height))


def _render(figure: Figure, name: str) -> tuple[Tape, float, float]:
    width, height = (float(side) for side in figure.bbox.size)
    renderer = CanonicalRenderer(width, height, figure.dpi, _letters_only(name))
    _keep_ghosts(figure)
    figure.draw(renderer)
    return renderer.finish(), width, height


def _letters_only(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower().translate(str.maketrans("0123456789", "abcdefghij"))) or "lab"


def _keep_ghosts(figure: Figure) -> None:
    # matplotlib leaves an artist out when its alpha is exactly 0; the picture must keep its elements.
    # (figure.findobj would do, but it makes every axis build its ticks once more: a quarter of a drawing's time.)
    families = ("lines", "patches", "texts", "artists", "collections")
    for parent in (figure, *figure.axes):
        for artist in chain.from_iterable(getattr(parent, family, ()) for family in families):
            if artist.get_alpha() == 0:
                artist.set_alpha(0.001)


def _apart(tape: Tape, caption: str, ledger: list[float], size: tuple[float, float]) -> Drawing:
    return Drawing(
        width=size[0],
        height=size[1],
        words=tuple(tape.words),
        values=np.array(tape.values),
        kinds=tuple(tape.kinds),
        phrases=tuple(parse(text, ledger) for text in tape.texts),
        caption=parse(caption, ledger),
        owners=tuple(tape.owners),
        svg=_frame(tape.svg(), *size, strip_marks(caption)),
    )


def _frame(body: str, width: float, height: float, caption: str) -> str:
    return (
        f'<svg class="lesson-figure" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{html.escape(caption)}" '
        f'viewBox="0 0 {width:g} {height:g}" stroke-linejoin="round" font-family="inherit">{body}</svg>'
    )


_CURES = (
    ("image", "use pcolormesh instead of imshow"),
    ("contour", "draw the field with pcolormesh instead of contours"),
    ("PathCollection", "keep the number of points the same at every setting; hide points with alpha=0.001"),
    ("FillBetween", "use np.minimum and np.maximum instead of where="),
    ("legend", "place the legend with a fixed loc"),
    ("axis", "fix the limits and the ticks: set_xlim, set_xticks"),
    ("tick", "fix the limits and the ticks: set_xlim, set_xticks"),
    (
        "text",
        "no number that moves inside mathtext: put it in a plain text beside it; never leave a text empty, "
        "hide it with alpha=0.001",
    ),
    (
        "line",
        "keep the number of points the same at every setting and a marker's size above zero; hide with alpha=0.001",
    ),
    (
        "patch",
        "draw it always, alpha=0.001 where it should not be seen; keep an arrow's length and an edge's linewidth "
        "above zero; draw an arc as a line, the number of points the same",
    ),
)


def explain_difference(first: Drawing, second: Drawing) -> str:
    """The first element in which two drawings differ, and the cure."""
    pairs = zip_longest(first.words, second.words)
    at = next((place for place, (a, b) in enumerate(pairs) if a != b), 0)
    fuller = max(first, second, key=lambda drawing: len(drawing.owners))  # what the other one lacks stands in it
    owner = fuller.owners[min(at, len(fuller.owners) - 1)] if fuller.owners else "figure"
    cure = next(
        (cure for part, cure in _CURES if part.lower() in owner.lower()),
        "draw the same artists at every setting; hide with alpha=0.001",
    )
    return f"the first element that differs is '{owner}' (number {at + 1} of the picture). Cure: {cure}"


def check_structure(lab: str, first: Drawing, here: Drawing, setting: Mapping[str, Value]) -> None:
    """UnbakableError, naming lab, setting, element and cure, unless two drawings have the same elements."""
    if (first.width, first.height) != (here.width, here.height):
        raise UnbakableError(f"{lab} cannot be baked: at {dict(setting)} its size changes. Cure: one size for all.")
    if first.words != here.words:
        raise UnbakableError(
            f"{lab} cannot be baked: at {dict(setting)} its elements change; {explain_difference(first, here)}."
        )
