"""A still picture to point at in questions about inserts: a person on an insert, and the stations on the way up.

A place is px from the lower left corner of the figure.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from .anatomy import Spot, Stage
from .evidence_relay import draw_person

#: The stations of the relay by name.
STATIONS: dict[str, Spot] = {"foot": (132, 50), "shin": (84, 136), "pelvis": (80, 312), "low-back": (58, 398)}
SHIFT = 180.0


def relay_body(fig: Figure) -> dict[str, Spot]:
    """A person from the side, up to the chest, who stands on an insert; places: foot, shin, pelvis, low-back."""
    fig.set_size_inches(5.4, 4.4)
    draw_person(Stage(fig, SHIFT))
    return {name: (x + SHIFT, y) for name, (x, y) in STATIONS.items()}
