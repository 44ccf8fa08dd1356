"""Your own footprint: a picture of a wet print, measured in three ways that need not agree. Never advice, never kept.

`own_footprint()` shows a drawn print that answers at once, with and without Python. Where Python runs, the page sends a
picture in pieces as messages, not as a trait: traits are saved with a notebook, and a picture must not be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import NDArray
from PIL import Image

from lessons_lib.advice import Answers, Gate, Triage, triage
from lessons_lib.advice.gate import ACTIVITIES
from lessons_lib.personal.gate import CALM, WORDS, gate_data, join
from lessons_lib.photo import MEANING, NOTICE, REASONS, Footprint, Step, measure
from lessons_lib.photo.reading import MOST_BYTES

__all__ = ["OwnFootprint", "answer", "example", "own_footprint", "pack"]

Shown = dict[str, Any]
METHODS = {"Arch Index": "arch_index", "Staheli": "staheli", "Chippaux-Smirak": "chippaux_smirak"}
DIGITS = {"Arch Index": 2, "Staheli": 2, "Chippaux-Smirak": 0}
TALL = 400  # units that the drawing is high
ROOM = 12  # units around it
DRAWN_ON = date(2000, 1, 1)  # a drawn foot has no warning signs on any day

#: What the widget itself says.
SAID = {
    "before": "Before you wet a foot",
    "care": WORDS["notice"],
    "alone": "Your own picture can be measured in JupyterLab only. On this page you can try the example.",
    "file": "A picture of one wet footprint, taken from straight above",
    "kinds": "PNG, JPEG, WebP or BMP, up to 60 megabytes. It is measured on the computer that runs this notebook, and "
    "then forgotten: no picture and no outline is kept.",
    "reading": "Reading the picture",
    "measuring": "Measuring the print",
    "lost": "The picture could not be read. Please choose it again.",
    "try": "Try the example print",
    "example": "The example: a drawn print, not a person's",
    "own": "The print in your picture",
    "again": "Show the example print",
    "limit": "How clear must a spot be to count as print?",
    "faint": "faint spots count",
    "clear": "only clear spots count",
    "lower": "Lower limit",
    "higher": "Higher limit",
    "of": "of 100 from floor to print",
    "key": "The thick line cuts off the toes. The dashed lines cut the rest into thirds. The middle third stands out.",
    "table": "Three methods, three answers",
    "columns": ["Method", "Number here", "Its word here", "At all limits"],
    "marks": "● flat, ○ not flat, from the lowest limit to the highest. The one you stand at is framed.",
    "brackets": "In brackets: how far the number moves. For the Arch Index, with a limit near the middle, another axis "
    "and another toe cut. For the others, over all limits. The borders between the words are assumed.",
    "side": {"left": "It looks like a left foot.", "right": "It looks like a right foot.", "unclear": ""},
}


class OwnFootprint(anywidget.AnyWidget):
    """The example with its slider; where Python runs, a field for one's own picture behind the warning signs.

    No trait holds a picture or what was measured in one: both come and go as messages.
    """

    _esm, _css = join("gate", "own_footprint")
    said = traitlets.Dict().tag(sync=True)
    example = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(said={**SAID, "notice": list(NOTICE)}, example=example())
        self._pieces: list[bytes] = []
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return "own_footprint()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": in_words(self.example)}, metadata  # what a page without widgets prints

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        data, metadata = self._repr_mimebundle_()
        publish_display_data({"text/html": f"<noscript><p>{escape(data['text/plain'])}</p></noscript>"})
        publish_display_data(data | {"text/plain": repr(self)}, metadata)

    def _hear(self, _: object, content: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        """Answer the page: that Python is here, or one more piece of a picture."""
        if content.get("kind") == "hello":
            self.send({"kind": "here", "gate": gate_data(), "most": MOST_BYTES, "heavy": REASONS["too heavy"]})
        if content.get("kind") == "piece":
            self.send(self._take(content, bytes(buffers[0]) if buffers else b""))

    def _take(self, content: Mapping[str, Any], piece: bytes) -> Shown:
        kept = [] if content["first"] else self._pieces
        self._pieces = []  # whatever happens below, nothing of the picture is left here
        kept.append(piece)
        if content["last"] or sum(map(len, kept)) > MOST_BYTES:
            return answer(content["answers"], b"".join(kept), date.today())
        self._pieces = kept
        return {"kind": "next"}


def own_footprint() -> OwnFootprint:
    """Return the tool of lesson 02: a drawn print to try and, in JupyterLab, a field for a picture of one's own."""
    return OwnFootprint()


def answer(answers: Mapping[str, Any], data: bytes, today: date) -> Shown:
    """Measure a picture behind the warning signs: `{"kind": "print", "print": …}`, or `"trouble"` with a sentence.

    `answers` are those of the form (age, feeling, signs, conditions). Nothing is raised, because nobody would hear it.
    """
    try:
        found = measure(_pass(triage(_answers(answers), today)), data, today=today)
    except ValueError as refusal:  # a closed gate, or a picture without a print; each has a sentence
        return {"kind": "trouble", "trouble": str(refusal)}
    except Exception as problem:  # the page would wait for ever
        return {"kind": "trouble", "trouble": f"{SAID['lost']} ({type(problem).__name__})"}
    return {"kind": "print", "print": pack(found)}


def _pass(seen: Triage) -> Gate:
    """The gate; where the answers left none, a sentence says so instead of asking for them."""
    if seen.gate is None:
        raise ValueError(" ".join([f"{WORDS['against']} {ACTIVITIES['barefoot']}.", *seen.first]))
    return seen.gate


def _answers(given: Mapping[str, Any]) -> Answers:
    signs, conditions = (frozenset(map(str, given.get(name, ()))) for name in ("signs", "conditions"))
    return Answers(str(given.get("age", "")), str(given.get("feeling", "")), signs, conditions)


# --- what is drawn and told -------------------------------------------------------------------------------------------


def pack(found: Footprint) -> Shown:
    """A measured print as the page draws it: all numbers as text, all lines as SVG paths in whole units."""
    frame = _frame(found)
    return {
        "first": list(found.first),
        "meaning": list(MEANING),
        "notes": [note for note in (SAID["side"][found.side], *found.notes) if note],  # type: ignore[index]
        "box": frame.box,
        "start": found.start,
        "methods": [[method, _range_of(found, method)] for method in METHODS],
        "steps": [_pack_step(step, frame) for step in found.steps],
    }


def _pack_step(step: Step, frame: _Frame) -> Shown:
    first, second = step.thirds
    return {
        "limit": round(100 * step.threshold),
        "numbers": [_write(method, getattr(step, trait)) for method, trait in METHODS.items()],
        "words": [step.answers[method] for method in METHODS],
        "print": "".join(frame.path(_soften(line)) + "z" for line in step.outlines),
        "cut": frame.path(step.toe_cut),
        "thirds": frame.path(first) + frame.path(second),
        "middle": frame.path((*first, *second[::-1])) + "z",
    }


def _soften(line: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """A closed outline without the stairs of its pixels; for the eye only, nothing is measured on it."""
    around = np.asarray(line)[:-1] if line[0] == line[-1] else np.asarray(line)
    for _ in range(2):
        around = (np.roll(around, 1, axis=0) + 2 * around + np.roll(around, -1, axis=0)) / 4
    return np.asarray(around)


def _range_of(found: Footprint, method: str) -> str:
    values = [getattr(step, METHODS[method]) for step in found.steps]
    whole = found.spread["all"] if method == "Arch Index" else None
    # Never narrower than what the slider itself shows.
    low, high = (min(whole.low, *values), max(whole.high, *values)) if whole else (min(values), max(values))
    return f"{_write(method, low)} to {_write(method, high)}"


def _write(method: str, value: float) -> str:
    return f"{value:.{DIGITS[method]}f}"


class _Frame:
    """Turns shares of a picture into whole units around the print."""

    def __init__(self, points: NDArray[np.float64], proportion: float) -> None:
        self._stretch = np.array([proportion, 1.0])
        low, high = (end(points * self._stretch, axis=0) for end in (np.min, np.max))
        self._low, self._scale = low, TALL / float((high - low).max())
        wide, tall = np.ceil((high - low) * self._scale).astype(int) + 2 * ROOM
        self.box = f"0 0 {wide} {tall}"

    def path(self, line: Sequence[tuple[float, float]] | NDArray[np.float64]) -> str:
        """A line as a path: the first place, then steps."""
        places = np.rint((np.asarray(line) * self._stretch - self._low) * self._scale + ROOM).astype(int)
        steps = np.diff(places, axis=0)
        steps = steps[np.any(steps, axis=1)]
        return f"M{places[0][0]} {places[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")


def _frame(found: Footprint) -> _Frame:
    lines = [line for step in found.steps for line in (*step.outlines, step.toe_cut, *step.thirds)]
    return _Frame(np.concatenate([np.asarray(line) for line in lines]), found.proportion)


def in_words(shown: Shown) -> str:
    """The example as plain text, for a page without widgets."""
    step = shown["steps"][shown["start"]]
    told = zip(shown["methods"], step["numbers"], step["words"], strict=True)
    answers = [f"{method} {number} ({spread}): {word}." for (method, spread), number, word in told]
    return " ".join([*NOTICE, f"{SAID['example']}.", *answers, *shown["meaning"]])


# --- the drawn print --------------------------------------------------------------------------------------------------

# An invented foot in mm: borders outside and inside by share of the toeless length, then toes (middle and radii).
LENGTH = 200.0
AT = (0.0, 0.03, 0.09, 0.18, 0.28, 0.38, 0.5, 0.62, 0.73, 0.85, 0.94, 0.98, 1.0)
OUTER = (5, 17, 25, 29, 29, 29, 31, 36, 41, 41, 33, 21, 7)
INNER = (-5, -16, -24, -28, -26, -11, -9, -16, -36, -44, -40, -30, -8)
TOES = ((-27, 219, 12.5, 14), (-6, 222, 7, 8), (9, 219, 6.5, 7.5), (22, 211.5, 6, 7), (33.5, 202, 5.5, 6.5))
SHARP, FADING = 4.0, 40.0  # mm over which the print ends; the inner border of the midfoot fades out slowly
ROUNDING = np.linspace(-0.04, 0.04, 9)  # shares of the length over which a corner is rounded
SIZE, PER_MM = (440, 300), 1.5  # rows and columns, and how many to a mm
FLOOR, WATER, GRAIN = 186.0, 0.4, 3.0  # light of the floor, share that water takes of it, and the camera's noise


@cache
def example() -> Shown:
    """The drawn print, measured as a picture of one's own would be."""
    picture = BytesIO()
    Image.fromarray(draw_print()).save(picture, "PNG")
    found = pack(measure(triage(CALM, DRAWN_ON).gate, picture.getvalue(), today=DRAWN_ON))
    return found | {"notes": []}  # they speak of a photo


def draw_print() -> NDArray[np.uint8]:
    """A left print that nobody made, on a plain floor: rows by columns by red, green and blue."""
    grain = np.random.default_rng(2).normal(FLOOR, GRAIN, (*SIZE, 3))
    return np.clip(grain * (1 - WATER * _wetness()[..., None]), 0, 255).astype(np.uint8)


def _wetness() -> NDArray[np.float64]:
    rows, columns = np.indices(SIZE) / PER_MM
    x, y = columns.max() / 2 - columns, rows.max() * 0.78 - rows + 20
    share = np.clip(y / LENGTH, 0, 1)
    fading = SHARP + FADING * np.exp(-(((share - 0.45) / 0.13) ** 2))
    borders = [(_border(share, OUTER) - x, SHARP), (x - _border(share, INNER), fading)]
    sole = np.prod([_edge(inside, width) for inside, width in [*borders, (y, SHARP), (LENGTH - y, SHARP)]], axis=0)
    toes = [_edge(1 - ((x - u) / wide) ** 2 - ((y - v) / long) ** 2, 0.6) for u, v, wide, long in TOES]
    return np.asarray(np.max([sole, *toes], axis=0))


def _border(share: NDArray[np.float64], values: Sequence[float]) -> NDArray[np.float64]:
    """A border through the values, its corners rounded."""
    return np.asarray(np.mean([np.interp(share + shift, AT, values) for shift in ROUNDING], axis=0))


def _edge(inside: NDArray[np.float64], width: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """0 outside, 1 inside, and a slope of this width between."""
    return np.asarray(np.clip(0.5 + inside / width, 0, 1))
