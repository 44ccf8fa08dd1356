"""Model against measurement, one figure a function; each returns what the figure shows, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import show
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs.palette import BLUE, ORANGE, PAPER, QUIET, SAND, SKY
from lessons_lib.models import chain, foot, gait, inserts, leg_length, pressure, risk, shock, trials

Draw = Callable[[Figure], str]


@dataclass(frozen=True)
class Plot:
    """One figure of one model: `svg` is inline markup that carries `words` as its text alternative."""

    module: str
    title: str
    words: str
    svg: str


def draw_all() -> tuple[Plot, ...]:
    """Every figure, in the order of the models; the same bytes each time."""
    return tuple(_make(module, title, draw) for (module, title), draw in FIGURES.items())


def _make(module: str, title: str, draw: Draw) -> Plot:
    drawing = take_drawing(draw, {}, draw.__name__)
    return Plot(module, title, drawing.caption.write(), drawing.svg)


def tilt_by_wedge(fig: Figure) -> str:
    """Pelvic tilt over the wedge: both shapes the model offers, through what Pinto 2008 measured."""
    ax = _axes(fig, "wedge under both feet, degrees", "forward tilt of the pelvis, degrees")
    wedge = np.linspace(0, 20, 81)
    ax.plot(wedge, chain.respond(wedge).pelvic_tilt, color=BLUE)
    ax.plot(wedge, chain.saturating_tilt(wedge), color=BLUE, linestyle=(0, (5, 2)))
    at, tilt = _value("pinto_wedge"), _value("pinto_tilt_both")
    ax.plot([at], [tilt], "o", color=ORANGE, markersize=9)
    ax.text(at + 0.6, tilt - 0.25, "measured", color=ORANGE, weight="bold")
    ax.text(14.5, 2.65, "straight", color=BLUE, ha="right")
    ax.text(16, 1.62, "levels off", color=BLUE)
    ax.set(xlim=(0, 20), ylim=(0, 3.2))
    return (
        f"Both lines of the model start at zero and pass through the one point that was measured, {tilt:.2f} degrees "
        f"on {at:.0f} degrees. Beyond it nobody measured: they run to {float(chain.respond(20.0).pelvic_tilt):.1f} and "
        f"{chain.saturating_tilt(20.0):.1f} degrees."
    )


def leg_differences(fig: Figure) -> str:
    """How many people's legs differ by more than so many mm: two curves through Knutson's two numbers."""
    ax = _axes(fig, "difference between the legs above, mm", "people of 100")
    size = np.linspace(0, 25, 101)
    for curve, dash in (("half-normal", "-"), ("gamma", (0, (5, 2)))):
        ax.plot(size, 100 * leg_length.share_above(size, curve), color=BLUE, linestyle=dash)
    mean = seeds.constant("leg_difference_mean")
    ax.axvspan(max(0.0, mean.value - (mean.sd or 0)), mean.value + (mean.sd or 0), color=SAND, linewidth=0, zorder=0)
    ax.axvline(mean.value, color=ORANGE)
    ax.text(mean.value + 0.5, 92, "measured mean and SD", color=ORANGE, weight="bold")
    ax.set(xlim=(0, 25), ylim=(0, 102))
    drawn = leg_length.population_summary()
    few, many = (round(float(leg_length.one_in(20, curve))) for curve in ("half-normal", "gamma"))
    return (
        f"Measured: mean {mean.value:.1f}, SD {mean.sd or 0:.1f} mm. Drawn people: mean {drawn.mean:.1f}, SD "
        f"{drawn.sd:.1f} mm. The two curves hardly differ below 10 mm; above 20 mm it is 1 person in {few} or {many}."
    )


def shock_reductions(fig: Figure) -> str:
    """Shock taken off over how stiff the pad is: the root law, with every measured reduction on it."""
    ax = _axes(fig, "pad over what lies under the heel, stiffness (soft to stiff)", "less shock, percent")
    ratio = np.geomspace(0.2, 20, 81)
    ax.plot(ratio, shock.reduction_for_pad_ratio(ratio), color=BLUE)
    table = shock.ratio_table()
    ax.plot([one.pad_ratio for one in table], [one.reduction for one in table], "o", color=ORANGE, markersize=8)
    ax.text(1.3, 42, "measured", color=ORANGE, weight="bold")
    ax.set(xscale="log", xlim=(0.2, 20), ylim=(0, 62), xticks=(0.25, 0.5, 1, 2, 4, 8, 16))
    ax.set_xticklabels(("¼", "½", "1", "2", "4", "8", "16"))
    ax.minorticks_off()
    low, high = table[0], table[-1]
    return (
        f"The curve falls from soft pads to stiff ones. {len(table)} measured reductions, {low.reduction:.1f} to "
        f"{high.reduction:.0f} percent, need pads {low.pad_ratio:.1f} to {high.pad_ratio:.2f} times as stiff as heel "
        f"and shoe. Measured in walking, marching and running; only the curve is ours."
    )


def foam_predictions(fig: Figure) -> str:
    """What pads of assumed stiffness would take off the shock, beside the measured band."""
    ax = _axes(fig, "less shock at the shin, percent", "", (0.33, 0.19, 0.64, 0.77))
    made = [one for one in shock.forward_predictions() if not one.bottoms_out]
    band = [one.reduction for one in shock.ratio_table() if one.measured != "soft_heel_less_shock"]
    ax.axvspan(0, max(band), color=SAND, linewidth=0, zorder=0)
    for row, one in enumerate(made):
        ends = sorted(float(end or 0) for end in (one.straight, one.stiffening))
        ax.plot(ends, [-row, -row], color=BLUE, linewidth=8, solid_capstyle="butt")
        ax.plot([float(one.straight or 0)], [-row], "o", color=BLUE, markersize=9)
    ax.text(max(band) / 2, 0.62, "measured insoles", color=ORANGE, weight="bold", ha="center", va="center")
    ax.set(xlim=(-1, 60), ylim=(-len(made) + 0.5, 0.95), yticks=[-row for row in range(len(made))])
    ax.set_yticklabels([one.material for one in made])
    flat = ", ".join(one.material for one in shock.forward_predictions() if one.bottoms_out)
    return (
        f"{len(made)} pads take off {float(made[0].straight or 0):.0f} to {float(made[-1].straight or 0):.0f} percent; "
        f"measured insoles took off up to {max(band):.0f}. The moduli are assumed. No bar for {flat}: it bottoms out."
    )


def pressure_by_fit(fig: Figure) -> str:
    """Peak pressure under the heel over how well the pad fits, with both numbers of Goske 2006."""
    ax = _axes(fig, "how much of the heel's shape the pad follows, percent", "less peak pressure, percent")
    fit = np.linspace(0, 1, 51)
    pad = (_value("heel_pad_modulus"), _value("heel_pad_thickness"))
    ax.plot(100 * fit, pressure.reduction(*pad, fit), color=BLUE)
    flat, full = _value("flat_pad_less_pressure"), _value("fitting_pad_less_pressure")
    ax.plot([0, 100], [flat, full], "o", color=ORANGE, markersize=9, clip_on=False)
    ax.text(4, flat - 4.5, "flat, in their model", color=ORANGE, weight="bold")
    ax.text(96, full + 2, "fitting", color=ORANGE, weight="bold", ha="right")
    ax.set(xlim=(0, 100), ylim=(0, 56))
    ours = [float(pressure.reduction(*pad, end)) for end in (0.0, 1.0)]
    return (
        f"A flat pad takes off {ours[0]:.0f} percent and a fitting one {ours[1]:.0f}; the finite-element study gives "
        f"{flat:.0f} and up to {full:.0f}. Two sizes of the model were chosen for these two numbers."
    )


def posture_classes(fig: Figure) -> str:
    """Feet in each posture class: the normal curve of the model beside the 1,854 feet of Nielsen 2014."""
    ax = _axes(fig, "", "feet of 100", (0.1, 0.2, 0.87, 0.74))
    table = seeds.evidence("foot_posture_classes")
    ours, names = foot.population_shares(), table.texts("group")
    place = np.arange(len(names))
    ax.bar(place - 0.2, table.numbers("percent"), 0.38, color=SAND, edgecolor=ORANGE, hatch="//")
    ax.bar(place + 0.2, [ours[name] for name in names], 0.38, color=SKY, edgecolor=BLUE)
    ax.text(2.55, 62, "measured", color=ORANGE, weight="bold")
    ax.text(2.55, 55, "model", color=BLUE, weight="bold")
    ax.set(xlim=(-0.6, len(names) - 0.4), ylim=(0, 75), xticks=place)
    ax.set_xticklabels([name.replace("highly ", "highly\n") for name in names])
    told = "; ".join(f"{row['group']} {row.number('percent'):.1f} and {ours[str(row['group'])]:.1f}" for row in table)
    return f"Out of 100 feet, measured and in the model: {told}."


def stance_force(fig: Figure) -> str:
    """The push of the ground over one step of the model; its mean over a stride must be one body weight."""
    ax = _axes(fig, "part of the step, percent", "push of the ground, body weights")
    force = gait.vertical_force()
    ax.plot(force.stance, force.force, color=BLUE)
    ax.axhline(1, color=QUIET, linewidth=1)
    measured = _value("trough_over_first_peak") * force.first_peak[1]
    ax.plot([force.trough[0]], [measured], "o", color=ORANGE, markersize=9)
    ax.text(force.trough[0], measured - 0.17, "trough of one walker", color=ORANGE, weight="bold", ha="center")
    ax.set(xlim=(0, 100), ylim=(0, 1.4))
    return (
        f"Two peaks and a trough of {force.trough_share:.2f} of the first peak; one walker had "
        f"{_value('trough_over_first_peak'):.2f}. Over a stride they carry {gait.carried_weight():.2f} of the weight."
    )


def wedge_in_running(fig: Figure) -> str:
    """Change of eversion over the wedge in running: the line of the model and the men of Sinclair 2017."""
    ax = _axes(fig, "wedge, degrees (minus: outer side)", "change of eversion, degrees")
    wedge = np.linspace(-5, 5, 11)
    ax.plot(wedge, inserts.wedge_change(wedge), color=BLUE)
    rows = [row for row in seeds.published().values() if row.model == "inserts.wedge_change"]
    points = sorted((float(np.asarray(row.given["wedge"], dtype=float)), row.published) for row in rows)
    ax.plot([0, *(x for x, _ in points)], [0, *(y for _, y in points)], "o", color=ORANGE, markersize=9)
    ax.axhline(0, color=QUIET, linewidth=1)
    ax.text(1, 1.2, "measured, 12 men", color=ORANGE, weight="bold")
    ax.set(xlim=(-5.5, 5.5), ylim=(-2.2, 2.2))
    told = "; ".join(
        f"{show(x, '.0f')} degrees, {show(y, '.2f')} and {show(float(inserts.wedge_change(x)), '.2f')}"
        for x, y in points
    )
    return f"Change of eversion, measured and in the model: {told}. One straight line lies close to both points."


def course_of_pain(fig: Figure) -> str:
    """Mean pain over a year in cohorts: the model's curves and the pooled means of Menezes Costa 2012."""
    ax = _axes(fig, "week", "mean pain, 0 to 100")
    week = np.linspace(0, 52, 105)
    for group, dash in (("acute", "-"), ("persistent", (0, (5, 2)))):
        rows = seeds.evidence("natural_course").where(group=group)
        ax.plot(week, risk.natural_course(week, group), color=BLUE, linestyle=dash)
        ax.plot(rows.numbers("week"), rows.numbers("pain"), "o", color=ORANGE, markersize=8, clip_on=False)
        ax.text(30, float(risk.natural_course(30.0, group)) + 2, group, color=BLUE, weight="bold")
    ax.set(xlim=(0, 52), ylim=(0, 60))
    rows = seeds.evidence("natural_course")
    told = "; ".join(f"{row['group']} week {row.number('week'):.0f}, {row.number('pain'):.0f}" for row in rows)
    return f"Both curves pass through the measured means: {told}. People in these cohorts were treated somehow."


def treatment_forest(fig: Figure) -> str:
    """The five rows of treatment trials, those we worked back hollow, and what pooling them gives."""
    ax = _axes(fig, "difference of pain, points of 10 (left: insert better)", "", (0.4, 0.17, 0.57, 0.8))
    table, pooled = seeds.evidence("treatment_effects"), trials.pool_treatment()
    for row, trial in enumerate(table):
        ax.plot([trial.number("ci_low"), trial.number("ci_high")], [-row, -row], color=ORANGE)
        face = PAPER if trial.reconstructed else ORANGE
        ax.plot([trial.number("estimate")], [-row], "s", color=ORANGE, markerfacecolor=face, markersize=9)
    last = -len(table) - 0.3
    ax.fill(*np.array([(pooled.low, last), (pooled.estimate, last + 0.3), (pooled.high, last),
                       (pooled.estimate, last - 0.3)]).T, color=BLUE)  # fmt: skip
    ax.axvline(0, color=QUIET, linewidth=1)
    ax.set(xlim=(-4.5, 1), ylim=(last - 0.7, 0.6), yticks=[*(-row for row in range(len(table))), last])
    ax.set_yticklabels([*(f"{row['study']} {row.number('year'):.0f}".replace(", ", ",\n") for row in table), "our sum"])
    estimates = table.numbers("estimate")
    return (
        f"{len(table)} rows, from {show(max(estimates), '.2f')} to {show(min(estimates), '.2f')} points; "
        f"hollow squares were worked back by the course. Our sum of them is {show(pooled.estimate, '.2f')} "
        f"({show(pooled.low, '.2f')} to {show(pooled.high, '.2f')}), I² {pooled.i2:.0f} %: too unlike to be one result."
    )


FIGURES: dict[tuple[str, str], Draw] = {
    ("chain", "Wedge and pelvis"): tilt_by_wedge,
    ("foot", "Posture of 1,854 feet"): posture_classes,
    ("gait", "The push of the ground"): stance_force,
    ("inserts", "A wedge in running"): wedge_in_running,
    ("leg_length", "Legs that differ"): leg_differences,
    ("pressure", "Flat and fitting pads"): pressure_by_fit,
    ("risk", "Pain over a year"): course_of_pain,
    ("shock", "How stiff a pad explains what was measured"): shock_reductions,
    ("shock", "What pads would do"): foam_predictions,
    ("trials", "Five rows of trials"): treatment_forest,
}


def _axes(fig: Figure, across: str, up: str, place: tuple[float, float, float, float] | None = None) -> Axes:
    fig.set_size_inches(5.8, 3.6)
    ax = fig.add_axes(place or (0.12, 0.16, 0.85, 0.8))
    ax.set(xlabel=across, ylabel=up)
    return ax


def _value(name: str) -> float:
    return seeds.constant(name).value
