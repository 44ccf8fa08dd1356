"""Pictures to point at: each is a function that draws on a figure and returns where its places are.

Such a function takes an empty figure and returns its places by name, in px from the figure's lower left corner. Its
docstring begins with what the picture shows, up to `; places:`; a screen reader says these words. To add one, write it
in a file beside this one, in palette colours like a lab, and name it in PICTURES. A question of type hotspot then says
`picture: its_name`; lessons_lib/asking.py hands `draw_picture(...)` to the quiz, which knows no drawings itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from matplotlib.figure import Figure

from lessons_lib.explorable.drawing import take_drawing

from .anatomy import Spot
from .foot_pictures import foot_behind, foot_inside, foot_types
from .insert_pictures import relay_body
from .leg_pictures import long_left_leg

__all__ = ["PICTURES", "draw_picture"]

#: Every picture that a question may name.
PICTURES: Mapping[str, Callable[[Figure], dict[str, Spot]]] = {
    draw.__name__: draw for draw in (foot_behind, foot_inside, foot_types, long_left_leg, relay_body)
}


def draw_picture(name: str, owner: str = "") -> tuple[str, dict[str, Spot], str]:
    """Return a picture as SVG, its places (x and y in percent from the upper left corner) and what it shows in words.

    The order is that of `lessons_lib.quiz.pointing.Picture`. `owner`, say the question's id, makes the SVG's own ids
    differ from those of the same picture elsewhere on a page. Raises LookupError with a sentence that names the
    nearest pictures when there is no such one.
    """
    draw = _find(name)
    spots: dict[str, Spot] = {}

    def draw_and_keep(fig: Figure) -> str:
        spots.update(draw(fig))
        return _words(draw)

    drawing = take_drawing(draw_and_keep, {}, f"picture {name} {owner}")
    places = {place: _percent(spot, drawing.width, drawing.height) for place, spot in spots.items()}
    return drawing.svg, places, _words(draw)


def _find(name: str) -> Callable[[Figure], dict[str, Spot]]:
    if name not in PICTURES:
        near = " or ".join(repr(one) for one in get_close_matches(name, PICTURES, n=3, cutoff=0.5))
        raise LookupError(f"There is no picture {name!r}. " + (f"Did you mean {near}?" if near else "See PICTURES."))
    return PICTURES[name]


def _words(draw: Callable[[Figure], dict[str, Spot]]) -> str:
    """The first line of its docstring up to the list of places, which would tell the answer."""
    return (draw.__doc__ or "").strip().partition("\n")[0].partition("; places:")[0].rstrip(".") + "."


def _percent(spot: Spot, width: float, height: float) -> Spot:
    return round(100 * spot[0] / width, 2), round(100 * (1 - spot[1] / height), 2)
