"""Your own footprint: a photo of a wet print, measured in several ways that do not agree. Never advice.

`measure(gate, data, today=today)` gives a `Footprint`; a widget shows `NOTICE` before it asks for a picture. Nothing is
stored: the bytes are read, measured and forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lessons_lib.advice import Gate, require
from lessons_lib.photo.finding import find_print, look_closely, split_toes
from lessons_lib.photo.floor import find_wetness
from lessons_lib.photo.measuring import HALF_STEP, Range, Step, check_shape, cut_toes, measure_steps, side_of, spread_of
from lessons_lib.photo.reading import read_picture
from lessons_lib.photo.refusal import REASONS, NoPrint

__all__ = ["MEANING", "NOTICE", "REASONS", "Footprint", "NoPrint", "Range", "Step", "measure"]

# Said before anybody takes off a shoe (rule R14).
NOTICE = (
    "Only if you have no wound on your feet and can feel them well.",
    "Stand on a dry floor with one wet foot, and hold on to something.",
    "Dry the floor and your foot afterwards.",
)
MEANING = (
    "This is the shape of this print. It is not a finding about your foot, and no reason to buy or to change anything.",
    "Another step, another floor or another threshold gives another print.",
)


@dataclass(frozen=True)
class Footprint:
    """One print, measured in many ways; there is no one label in it.

    `first` has to be shown before all else (what the warning signs led to), `meaning` beside the figures. `steps` are
    what each threshold makes of the print, `start` the one to begin with (half way). `spread` gives the range of the
    Arch Index by choice: "threshold", "rotation", "toe cut", "all". `labels` are all answers that each of three
    methods gives over the steps. `side` is "left", "right" or "unclear", `toes` the number of patches
    in front that stand alone (toes that touch count as one). `notes` are sentences about this picture, `proportion`
    is its width over its height, upright, for whoever draws the lines.
    """

    first: tuple[str, ...]
    meaning: tuple[str, ...]
    steps: tuple[Step, ...]
    start: int
    spread: Mapping[str, Range]
    labels: Mapping[str, tuple[str, ...]]
    side: str
    toes: int
    notes: tuple[str, ...]
    proportion: float


def measure(gate: Gate | None, data: bytes, *, today: date) -> Footprint:
    """Measures the print in a picture file, behind a gate of today that allows "barefoot".

    Raises ValueError with a sentence for the reader without such a gate, before the picture is read, and NoPrint (a
    ValueError) with one for a picture that cannot be measured.
    """
    opened = require(gate, "barefoot", today)
    wetness = find_wetness(read_picture(data))
    view = look_closely(wetness, find_print(wetness))
    cut = cut_toes(split_toes(view.base))
    check_shape(cut)
    steps, side, toes = measure_steps(view), side_of(cut), cut.sole.number_of_toes
    return Footprint(
        first=opened.first,
        meaning=MEANING,
        steps=steps,
        start=min(range(len(steps)), key=lambda place: abs(steps[place].threshold - HALF_STEP)),
        spread=spread_of(steps, cut),
        labels=_labels(steps),
        side=side,
        toes=toes,
        notes=_notes(toes, side),
        proportion=view.size[1] / view.size[0],
    )


def _labels(steps: tuple[Step, ...]) -> Mapping[str, tuple[str, ...]]:
    methods = steps[0].answers
    return {method: tuple(dict.fromkeys(step.answers[method] for step in steps)) for method in methods}


def _notes(toes: int, side: str) -> tuple[str, ...]:
    seen = "No toe stands alone, so the toe cut is a guess." if not toes else ""
    turned = "Left or right cannot be told from this print." if side == "unclear" else ""
    slant = "A photo from the side stretches one end of the print, which these figures do not know."
    return tuple(note for note in (seen, turned, slant) if note)
