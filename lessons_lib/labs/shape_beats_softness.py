"""Shape beats softness: what a pad does to the pressure under a heel, and why that is not yet less pain."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Slider, explorable, show
from lessons_lib.models import pressure

from .anatomy import Points, Stage
from .palette import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET, RULE, SAND, SKY, WASH

SCALE = 2.6  # px for a millimetre
HEEL, TOP = 124, 452  # px: the middle of the heel, the upper edge of a flat pad
DIP = 0.03  # mm of drawn dent for a kilopascal
#: The lower end of the heel bone, cut across; the middle of its underside is the origin.
BONE_END = ((-26, 4), (-34, 26), (-24, 50), (0, 58), (24, 50), (34, 26), (26, 4), (0, -4))
SOFTEST, STIFFEST = 0.02, 2.0  # MPa, ends of the chart of foams


@explorable(
    fit=Slider("How well the pad fits the heel", 0, 100, start=0, step=10, unit="%"),
    mass=Slider("Who stands on the foam", 50, 125, start=75, step=25, unit="kg"),
)
def shape_beats_softness(fig: Figure, fit: float, mass: float) -> str:
    """Shape beats softness

    The learner discovers that a pad which fits the heel takes more off the peak than the same pad flat, that the best
    foam is neither the softest nor the hardest and is firmer for a heavier person, and that pain need not follow.

    Sources: a flat pad took 24 percent off the peak in a computer heel, a fitting one up to 44 (Goske 2006); the best
    stiffness rises with body mass (Chatzistergos 2017); in 27 women pressure rose while pain fell (Almeida 2009).
    Assumptions: the size and stiffness of heel and pads, two of them chosen so that the two numbers of Goske come out,
    the load on the heel, and that it carries 30 percent of the body in easy standing.

    Misconception: less-pressure-less-pain.
    """
    fig.set_size_inches(5.4, 6.1)
    snug = fit / 100
    pad = pressure.heel_pressure(None, seeds.constant("heel_pad_modulus").value, None, snug)
    _draw_heel(Stage(fig), snug, pad)
    _draw_profile(fig.add_axes((0.585, 0.655, 0.4, 0.27)), snug, pad)
    _draw_foams(fig.add_axes((0.09, 0.265, 0.895, 0.225)), mass)
    _draw_trial(Stage(fig))
    return _say(snug, mass)


def _say(snug: float, mass: float) -> str:
    less = float(pressure.reduction(seeds.constant("heel_pad_modulus").value, None, snug))
    best = pressure.best_foam(float(pressure.heel_load(mass)))
    return (
        f"Fit {show(100 * snug, '.0f')} of 100: the peak under the heel is {show(less, '.0f')} percent lower. "
        f"The best flat foam for {show(mass, '.0f')} kg has {show(float(best.modulus), '.2f')} MPa, by our model. "
        "Less pressure is not yet less pain."
    )


def _pressures(contact: pressure.HeelContact, snug: float, across: Points) -> Points:
    """Pressure in kPa at places across the contact (mm): a parabola that a fitting pad flattens."""
    bend = (1 - snug) / (2 * seeds.constant("heel_radius").value)
    return np.asarray(contact.peak * (1 - across**2 * bend / contact.depth))


def _draw_heel(stage: Stage, snug: float, pad: pressure.HeelContact) -> None:
    """A cut through heel and pad, with arrows as long as the pressure."""
    stage.text(262, 588, "1 · Shape", INK, 12.5, weight="bold")
    half = seeds.constant("heel_contact_limit").value
    across = np.linspace(-half, half, 15)
    pressed = _pressures(pad, snug, across)
    bottom = snug * across**2 / (2 * seeds.constant("heel_radius").value) - DIP * pressed
    rim = snug * np.array((44.0, 37.0)) ** 2 / (2 * seeds.constant("heel_radius").value)
    _draw_skin(stage, across, bottom)
    _draw_pad(stage, across, bottom, rim)
    stage.line((2, TOP - 48), (246, TOP - 48), color=INK, linewidth=2)
    for place, kpa in zip(across[1::3], pressed[1::3]):
        at = HEEL + SCALE * place
        stage.arrow((at, TOP - 48 - 0.33 * kpa - 2), (at, TOP - 52), BLUE, 2.6)


def _draw_skin(stage: Stage, across: Points, bottom: Points) -> None:
    spots = [(HEEL + SCALE * x, TOP + SCALE * y) for x, y in zip(across, bottom)]
    right, edge = spots[-1]
    sides = [(right + 6, edge + 8), (right + 13, edge + 26), (right + 12, edge + 60), (right + 9, edge + 94)]
    over = [(right + 9, 572), (right + 9, 590), (right - 9, 597), (HEEL, 598)]
    half = [*sides, *over]
    walls = half + [(2 * HEEL - x, y) for x, y in reversed(half[:-1])]
    stage.put([*spots, *walls], (0, 0), facecolor=WASH, edgecolor=QUIET, linewidth=1.4)
    stage.put(BONE_END, (HEEL, TOP + SCALE * float(bottom[7]) + 30), 0)


def _draw_pad(stage: Stage, across: Points, bottom: Points, rim: Points) -> None:
    sides = [(-44.0, rim[0]), (-37.0, rim[1])]
    upper = [*sides, *zip(across, bottom), (37.0, rim[1]), (44.0, rim[0])]
    spots = [(HEEL + SCALE * x, TOP + SCALE * y) for x, y in upper]
    low = TOP - 44
    stage.fill([*spots, (spots[-1][0], low), (spots[0][0], low)], facecolor=SAND, edgecolor=ORANGE, linewidth=1.8)


def _draw_profile(ax: Axes, snug: float, pad: pressure.HeelContact) -> None:
    half = seeds.constant("heel_contact_limit").value
    across, bare = np.linspace(-half, half, 17), pressure.heel_pressure()
    on_floor, here = _pressures(bare, 0.0, across), _pressures(pad, snug, across)
    ax.fill([-half, *across, half], [0, *here, 0], facecolor=SKY, edgecolor=BLUE, linewidth=2)
    ax.plot(across, on_floor, color=QUIET, linewidth=1.8, linestyle=(0, (3, 2)))
    less = 100 * (1 - float(pad.peak / bare.peak))
    ax.text(0, 250, "on the floor", ha="center", color=QUIET, fontsize=10.5)
    ax.text(0, 18, f"{show(less, '.0f')} % off the peak", ha="center", color=INK, weight="bold")
    ax.set(xlim=(-34, 34), ylim=(0, 280), xticks=(), yticks=(0, 100, 200))
    ax.set_yticklabels(("0", "100", "200 kPa"))


def _draw_foams(ax: Axes, mass: float) -> None:
    load = float(pressure.heel_load(mass))
    moduli, best = np.geomspace(SOFTEST, STIFFEST, 28), pressure.best_foam(load)
    floor = float(best.peak) / (1 - float(best.gain) / 100)
    ax.plot(moduli, 100 * (1 - pressure.foam_pressure(load, moduli) / floor), color=ORANGE, linewidth=3)
    ax.plot([float(best.modulus)] * 2, [4.6, float(best.gain)], color=GREEN, linewidth=1.4, linestyle=(0, (2, 2)))
    ax.plot(best.modulus, best.gain, "o", color=GREEN, markersize=10)
    ax.text(0.3, 19, f"best: {show(float(best.modulus), '.2f')} MPa", color=GREEN, weight="bold")
    ax.text(SOFTEST, 26.5, "2 · Softness: % off the peak, flat foams", weight="bold", fontsize=12.5)
    ax.text(0.021, 1.2, "too soft: pressed flat", color=QUIET, fontsize=10.5)
    ax.text(1.9, 1.2, "too hard: a floor", color=QUIET, fontsize=10.5, ha="right")
    ax.set(xscale="log", xlim=(SOFTEST, STIFFEST), ylim=(0, 25), yticks=(0, 10, 20))
    ax.set_yticklabels(("0 %", "10", "20"))
    ax.set_xticks((0.1, 1), ("0.1 MPa (assumed)", "1 MPa"))
    ax.minorticks_off()


def _draw_trial(stage: Stage) -> None:
    """What pain did in a trial while pressure did the other thing."""
    stage.fill(((2, 2), (538, 2), (538, 112), (2, 112)), facecolor=WASH, edgecolor=RULE)
    stage.text(14, 86, "3 · And pain?", INK, 12.5, weight="bold")
    stage.text(14, 60, "27 women who stand at work,", QUIET, 10.5)
    stage.text(14, 40, "two kinds of insole, 8 weeks", QUIET, 10.5)
    stage.text(14, 16, "(Almeida 2009)", QUIET, 10.5)
    stage.arrow((272, 22), (272, 82), BLUE, 5)
    stage.text(290, 52, "pressure", BLUE, 12.5, weight="bold")
    stage.text(290, 32, "went up", BLUE, 11)
    stage.arrow((410, 84), (410, 24), PURPLE, 5)
    stage.text(428, 52, "pain", PURPLE, 12.5, weight="bold")
    stage.text(428, 32, "went down", PURPLE, 11)
