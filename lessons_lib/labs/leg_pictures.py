"""Pictures of legs to point at: each draws on a figure and returns where its places are, in px."""

from __future__ import annotations

from matplotlib.figure import Figure

from .anatomy import Spot, Stage
from .palette import QUIET
from .short_leg import draw_person, stand


def long_left_leg(fig: Figure) -> dict[str, Spot]:
    """A person from behind whose left leg is the longer one, drawn large; places: soles, low_back, pelvis, knee."""
    fig.set_size_inches(3.4, 5.3)
    stage = Stage(fig, 36, 6)
    draw_person(stage, stand(16, "none"), 16, "short", 3)
    for height, words in ((492, "from behind,"), (474, "difference ×3")):
        stage.text(-26, height, words, QUIET, 11)
    return {
        "left_sole": (144, 30),
        "right_sole": (192, 30),
        "pelvis": (172, 292),
        "low_back": (173, 334),
        "left_knee": (144, 156),
    }
