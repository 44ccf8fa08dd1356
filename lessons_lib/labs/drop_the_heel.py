"""Drop the heel: what a pad takes off the shock of a step, where a pad goes flat, and what nobody measured."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import shock

from . import anatomy
from .anatomy import Stage
from .evidence_relay import PERSON
from .palette import BLUE, GREEN, INK, MINT, ORANGE, PAPER, PURPLE, QUIET, RULE, SAND, SKY, WASH

MATERIALS = {
    "memory_foam": "memory foam",
    "gel": "gel",
    "open_cell": "soft foam",
    "eva": "EVA foam",
    "polypropylene": "plastic shell",
}
SOFTEST, HARD, STIFFEST = 0.02, 100.0, 2000.0  # MPa: the ends of the chart, and from where a pad gives nothing
GRID = np.geomspace(SOFTEST, STIFFEST, 90)  # MPa, where landings are computed
MM = 4.6  # px of the picture for a millimetre
FLOOR, SOLE = 318, 26  # px
HEEL_BONE = ((-12, 10), (-20, 28), (-12, 46), (2, 52), (18, 46), (26, 32), (18, 16), (2, 8))
#: A lower leg and foot from the side, toes to the right; the lowest point of the heel is the origin.
LEG_SIDE = (
    (0, 0), (-22, 8), (-30, 30), (-24, 56), (-18, 80), (-28, 130), (-32, 200), (-28, 290), (32, 290), (30, 200),
    (24, 130), (20, 90), (24, 66), (46, 48), (88, 30), (120, 20), (134, 8), (122, 0), (88, 0), (56, 6), (24, 2),
)  # fmt: skip


@dataclass(frozen=True)
class Landing:
    """A curve of stiffness (MPa) against shock taken off (percent), and where on it a material lies."""

    moduli: NDArray[np.float64]
    less: NDArray[np.float64]
    edge: float
    low: float
    high: float

    def less_at(self, modulus: float) -> float:
        """Percent off the shock at a stiffness that is not pressed flat, or else at the softest that is not."""
        return float(np.interp(np.log(modulus), np.log(self.moduli), self.less))


@explorable(
    material=Choice("Pad under the heel", MATERIALS, start="eva"),
    thickness=Slider("How thick", 4, 8, start=6, step=2, unit="mm"),
    mass=Slider("Who steps", 50, 125, start=75, step=25, unit="kg"),
)
def drop_the_heel(fig: Figure, material: str, thickness: float, mass: float) -> str:
    """Drop the heel

    The learner discovers that a soft pad really takes shock off a step, that half the shock takes four times as soft a
    stack, that a pad too soft is pressed flat, earlier under a heavier body, and that a stiff shell takes nothing off.

    Sources: a shin meets 5 g and a skull 0.5 g in walking on hard heels (Light 1980); 6.3 percent of the body is
    stopped (Chi 2005); measured reductions run up to 40 percent (Wosk 1985). Assumptions: the stiffness of every
    material, the speed of the heel, the damping, and that foam is flat at 75 percent. What is left at the spine is a
    question mark: a tenth reaches the head, but part of the rest was taken up by the spine.

    Misconception: softer-is-safer.
    """
    fig.set_size_inches(5.4, 6.2)
    landing = _land(material, thickness, mass)
    _draw_step(Stage(fig), landing, thickness, mass)
    _draw_body(Stage(fig), landing)
    _draw_chart(fig.add_axes((0.115, 0.085, 0.87, 0.33)), landing)
    return _say(material, landing)


def _land(material: str, thickness: float, mass: float) -> Landing:
    travel, less = _strike(thickness, mass)
    room = seeds.constant("foam_limit_strain").value * thickness
    edge = float(np.exp(np.interp(0.0, np.log(room / travel), np.log(GRID))))
    moduli = np.geomspace(edge, STIFFEST, 24)
    low, high = (seeds.constant(f"{material}_modulus_{end}").value for end in ("low", "high"))
    return Landing(moduli, np.interp(np.log(moduli), np.log(GRID), less), edge, low, high)


@functools.cache
def _strike(thickness: float, mass: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The travel (mm) each stiffness of `GRID` asks for, whether or not it has it, and percent less shock.

    Shock goes with force, and force is travel times stiffness: one landing gives both.
    """
    travel = np.asarray(shock.travel_wanted(GRID, thickness, body_mass=mass))
    bare = float(shock.heel_strike(body_mass=mass).force)
    return travel, 100 * (1 - travel * shock.pad_stiffness(GRID, thickness) / bare)


def _say(material: str, landing: Landing) -> str:
    name = MATERIALS[material][0].upper() + MATERIALS[material][1:]
    least, most = landing.less_at(landing.high), landing.less_at(landing.low)
    taken = f"{name} takes {show(least, '.0f')} to {show(most, '.0f')} percent of the shock off the shin"
    if material == "polypropylene":
        said = "A plastic shell takes no shock off: it works by its shape."
    elif landing.high <= landing.edge:
        said = f"{name} goes flat: softer than {show(landing.edge, '.2f')} MPa, which our model needs here."
    else:
        said = f"{taken}." if landing.low > landing.edge else f"{taken}; its softest kinds go flat."
    return f"{said} What the back gets was not measured."


def _draw_step(stage: Stage, landing: Landing, thickness: float, mass: float) -> None:
    middle = max(float(np.sqrt(landing.low * landing.high)), landing.edge)
    travel = float(np.interp(np.log(middle), np.log(GRID), _strike(thickness, mass)[0]))
    base = travel * float(shock.pad_stiffness(middle, thickness)) / seeds.constant("heel_base_stiffness").value
    rest, pad = MM * thickness, MM * (thickness - travel)
    top = FLOOR + SOLE + pad
    before = FLOOR + SOLE + rest
    stage.put(LEG_SIDE, (128, top - MM * base), 18, facecolor=WASH, edgecolor=QUIET)
    stage.put(HEEL_BONE, (128, top), 18)
    anatomy.bone(stage, (118, top + 54), (58, 640), 17)
    _draw_layer(stage, FLOOR, FLOOR + SOLE, "shoe", SKY, BLUE)
    _draw_layer(stage, FLOOR + SOLE, top, "pad", SAND, ORANGE)
    stage.line((2, before), (92, before), color=ORANGE, linewidth=1.4, linestyle=(0, (4, 3)))
    stage.line((4, FLOOR - 2), (268, FLOOR - 2), color=INK, linewidth=2)
    stage.text(2, before + 5, "before", ORANGE, 10.5)


def _draw_layer(stage: Stage, low: float, high: float, name: str, fill: str, edge: str) -> None:
    stage.fill(((50, low), (226, low), (226, high), (50, high)), facecolor=fill, edgecolor=edge, linewidth=1.6)
    for left in (88, 138, 188):
        around = left + 9 * np.array((0, 0, 1, -1, 1, -1, 0, 0))
        stage.line(*zip(around, np.linspace(low, high, 8)), color=edge, linewidth=1.6, zorder=1.1)
    stage.text(44, (low + high) / 2 - 5, name, edge, 10.5, ha="right", weight="bold")


def _draw_body(stage: Stage, landing: Landing) -> None:
    stage.put(PERSON, (330, FLOOR + 12), 0, 0.49, facecolor=WASH, edgecolor=QUIET, linewidth=1.0)
    stage.line((296, FLOOR - 2), (380, FLOOR - 2), color=INK, linewidth=2)
    anatomy.spine(stage, (319, 464), 0.4, facecolor=WASH, edgecolor=QUIET, linestyle=(0, (3, 2)))
    for spot, colour, radius in (((334, 372), GREEN, 6), ((332, 578), PURPLE, 6), ((326, 484), INK, 15)):
        stage.line(spot, (394, spot[1]), color=colour, linewidth=1.2, linestyle=(0, (2, 2)), zorder=0.95)
        stage.dot(spot, radius, colour)
    stage.dot((326, 484), 13, PAPER)
    stage.text(326, 476, "?", INK, 16, ha="center", weight="bold")
    stage.text(400, 574, "head", PURPLE, weight="bold")
    stage.text(400, 556, "a tenth is left", QUIET, 10.5)
    stage.text(400, 492, "spine", INK, weight="bold")
    stage.text(400, 474, "takes up a part;", QUIET, 10.5)
    stage.text(400, 457, "how much: open", QUIET, 10.5)
    _draw_left(stage, landing)


def _draw_left(stage: Stage, landing: Landing) -> None:
    """How much of the shock is left at the shin: a bar from the soft to the firm end of the material, or no bar."""
    least, most = (100 - landing.less_at(modulus) for modulus in (landing.low, landing.high))
    flat = landing.high <= landing.edge
    known, left, right = 1.0 * (not flat), 400 + 1.3 * least, 400 + 1.3 * most
    span = show(most, ".0f") if landing.low > HARD else f"{show(least, '.0f')} to {show(most, '.0f')}"
    said = "flat: cannot tell" if flat else f"{span} of 100"
    stage.text(400, 384, "shin: left are", GREEN, weight="bold")
    stage.text(400, 366, said, INK, 10.5)
    stage.fill(((400, 344), (530, 344), (530, 356), (400, 356)), facecolor=WASH, edgecolor=QUIET)
    stage.fill(((400, 344), (left, 344), (left, 356), (400, 356)), facecolor=GREEN, edgecolor=GREEN, alpha=known)
    stage.fill(
        ((left, 344), (right, 344), (right, 356), (left, 356)),
        facecolor=MINT,
        edgecolor=GREEN,
        hatch="////",
        alpha=known,
    )


def _draw_chart(ax: Axes, landing: Landing) -> None:
    most = seeds.constant("insole_less_bone_oscillation").value
    ax.axhspan(0, most, facecolor=MINT, linewidth=0)
    ax.text(800, most - 1.5, f"in studies: 0 to {show(most, '.0f')} % less", ha="right", va="top", color=INK)
    ax.fill([SOFTEST, landing.edge, landing.edge, SOFTEST], [0, 0, 75, 75], facecolor=WASH, edgecolor=QUIET, hatch="xx")
    soft = np.clip([landing.low, landing.high], SOFTEST, STIFFEST)
    ax.fill([*soft, *soft[::-1]], [0, 0, 75, 75], facecolor=SAND, edgecolor=ORANGE, hatch="//", alpha=0.75)
    ax.plot(landing.moduli, landing.less, color=INK, linewidth=2.6)
    inside = np.geomspace(max(landing.low, landing.edge), max(landing.high, landing.edge), 9)
    ax.plot(inside, np.interp(np.log(inside), np.log(landing.moduli), landing.less), color=ORANGE, linewidth=6)
    ax.axhline(50, color=RULE, linewidth=1.4, linestyle=(0, (4, 3)), zorder=1)
    ax.text(800, 51.5, "half needs 4 times softer", ha="right", va="bottom", color=QUIET)
    ax.text(SOFTEST, 77, "goes flat", va="bottom", color=QUIET, weight="bold")
    ax.text(STIFFEST, 77, "Less shock at the shin, by our model", ha="right", va="bottom", weight="bold")
    ax.set(xscale="log", xlim=(SOFTEST, STIFFEST), ylim=(0, 75), yticks=(0, 20, 40, 60))
    ax.set_yticklabels(("0 %", "20", "40", "60"))
    ax.set_xticks((0.1, 1, 10, 100, 1000), ("0.1", "1", "10", "100", "1000"))
    ax.minorticks_off()
    ax.set_xlabel("soft ← stiffness of the pad, MPa (assumed) → stiff")
