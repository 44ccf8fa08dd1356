"""Find the error: four numbers as they were printed, and the same numbers worked out again by the learner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, Toggle, explorable, show
from lessons_lib.models import risk, trials

from .anatomy import Stage
from .palette import BLUE, GREEN, INK, ORANGE, QUIET, RULE, SKY, WASH

TRIES, STRIDE, ROWS = 5, 4, 4
COUNTED = ("none", "one", "two", "three", "four")
#: Made up, for the paper that does not tell its counts: people in each group, and how many of the others were off sick.
ARM, ARM_CONTROL, OFF_SICK = 20, 22, 6
FIRST_CONTROLS, FIRST_PRESSURE = 139, 361  # what the first try is: people, kPa


@dataclass(frozen=True)
class Line:
    """One number of a paper: what it is, as printed, as worked out, and whether the two fit (None: not printed)."""

    name: str
    printed: str
    yours: str
    fits: bool | None


@dataclass(frozen=True)
class Scale:
    """A number line: what it counts, its ends and ticks, and centre, low and high as printed and as worked out."""

    name: str
    ends: tuple[float, float]
    ticks: tuple[int, ...]  # five of them, so that all papers share one picture
    printed: tuple[float, ...]
    yours: tuple[float, ...]
    impossible: float = 0.0


@dataclass(frozen=True)
class Check:
    """A paper at one try: the learner's number in words, the lines, and what the seeds make of it."""

    tried: str
    lines: tuple[Line, ...]
    scale: Scale
    because: tuple[str, str]


@explorable(
    paper=Choice(
        "Paper",
        {
            "mattila": "Mattila: the controls",
            "windle": "Windle: a percentage",
            "rannisto": "Rannisto: an odds ratio",
            "bonanno": "Bonanno: one harmed for every …",
        },
    ),
    attempt=Slider("Your try", 1, TRIES, start=1),
    shown=Toggle("Show our sum"),
)
def find_the_error(fig: Figure, paper: str, attempt: float, shown: bool) -> str:
    """Find the error

    The learner discovers that printed numbers can be checked with a little arithmetic: groups that do not add up, a
    percentage that its own numbers do not give, a ratio that cannot exist, and an interval that leaps over "nobody".

    Assumptions: for the odds ratio the counts are made up (20 and 22 people, 6 of the others off sick), as the paper's
    abstract tells none; the learner's numbers are tries, no findings. Sources: Mattila 2011, Windle 1999, Rannisto
    2019, Bonanno 2018, as printed in their abstracts.

    Misconception: studies-say-so.
    """
    fig.set_size_inches(5.4, 4.9)
    stage, check = Stage(fig), CHECKS[paper](STRIDE * round(attempt - 1))
    stage.text(8, 468, f"{TITLES[paper][0]}, as printed", INK, 12.5, weight="bold")
    stage.text(8, 449, TITLES[paper][1], QUIET, 10.5)
    stage.fill(((4, 392), (536, 392), (536, 436), (4, 436)), facecolor=SKY, edgecolor=BLUE)
    stage.text(16, 408, "You try:", BLUE, 12, weight="bold")
    stage.text(96, 407, check.tried, INK, 14, weight="bold")
    for left, name in ((8, "number"), (212, "printed"), (340, "worked out"), (462, "fit?")):
        stage.text(left if left < 462 else 534, 366, name, QUIET, 10.5, ha="left" if left < 462 else "right")
    for row in range(ROWS):
        _draw_line(stage, 334 - 42 * row, check.lines[row] if row < len(check.lines) else None)
    _draw_scale(stage, check.scale)
    _draw_sum(stage, check, shown)
    return _say(paper, check, shown)


def check_mattila(step: int) -> Check:
    """Other people in the control group than were printed: 139 to 155."""
    found, row = seeds.contradictions()["mattila-controls"], seeds.evidence("prevention_events").row("mattila2011-147")
    controls = FIRST_CONTROLS + step
    events, people, others = (row.number(name) for name in ("events", "people", "events_control"))
    gap = trials.risk_difference(events, people, others, controls)
    printed = [seeds.published()[f"mattila-difference-{end}"].published for end in ("estimate", "low", "high")]
    total, percent = found.value("people in all"), found.value("printed percent")
    ratios = " or ".join(f"{found.value(f'ratio with {one}'):.2f}" for one in (147, 155))
    lines = (
        _compare("people in all", total, people + controls, ".0f"),
        _compare("back pain, no insert", percent, 100 * others / controls, ".0f", " %"),
        _compare("difference, of 100", printed[0], gap.estimate, ".1f"),
        _compare_ends("its interval", (printed[1], printed[2]), (gap.low, gap.high), ".1f"),
    )
    tried = f"{show(controls, '.0f')} people without inserts"
    scale = Scale(
        "more of 100 with pain", (-20, 25), (-20, -10, 0, 10, 20), (*printed,), (gap.estimate, gap.low, gap.high)
    )
    because = "155 mends two rows and 147 the other two: never all four."
    return Check(tried, lines, scale, (because, f"Either way no clear difference (risk ratio {ratios})."))


def check_windle(step: int) -> Check:
    """Another peak pressure with the insole than was printed: 361 to 377 kPa."""
    found = seeds.contradictions()["windle-running"]
    before, after, fall = (found.value(label) for label in ("before", "after", "printed fall"))
    pressure = FIRST_PRESSURE + step
    lines = (
        _compare("before, kPa", before, before, ".0f"),
        _compare("with the insole, kPa", after, pressure, ".0f"),
        _compare("fall", fall, -risk.relative_change(before, float(pressure)), ".0f", " %"),
    )
    truth, tried = (-risk.relative_change(before, float(one)) for one in (after, pressure))
    scale = Scale("fall in %", (20, 30), (21, 23, 25, 27, 29), (fall,) * 3, (tried,) * 3)
    because = f"{before:.0f} down to {after:.0f} is {truth:.1f} % less, not {fall:.0f} %."
    mended = "The pressure fell all the same; the sum was wrong."
    return Check(f"{show(pressure, '.0f')} kPa", lines, scale, (because, mended))


def check_rannisto(step: int) -> Check:
    """People off sick among 20 with the insert, to see where an odds ratio can go; all counts are made up."""
    found = seeds.contradictions()["rannisto-negative-odds"]
    printed = [found.value(f"printed {name}") for name in ("ratio", "low end", "high end")]
    ratio = trials.odds_ratio(step, ARM, OFF_SICK, ARM_CONTROL)
    worked = (ratio.estimate, ratio.low, ratio.high)
    kinds = (("odds ratio", ".2f"), ("its low end", ".3f"), ("its high end", ".1f"))
    lines = tuple(
        _compare(name, old, new, spec, places=".1f") for (name, spec), old, new in zip(kinds, printed, worked)
    )
    scale = Scale("odds ratio", (-8, 16), (-5, 0, 5, 10, 15), (*printed,), worked, 1.0)
    meant = f"logarithm was printed it was {found.value('if it was a logarithm'):.3f}, which they do not say."
    tried = f"{show(step, '.0f')} of {ARM} off sick, others {OFF_SICK} of {ARM_CONTROL}"
    return Check(tried, lines, scale, ("Odds are people over people, never below zero; if the", meant))


def check_bonanno(step: int) -> Check:
    """How many more of 100 might be harmed: 16 down to 0, all of it allowed by the data."""
    row = seeds.evidence("prevention_events").row("bonanno2018-adverse")
    counts = [row.number(name) for name in ("events", "people", "events_control", "people_control")]
    gap, needed = trials.risk_difference(*counts), trials.number_needed(*counts)
    ends = [seeds.published()[f"bonanno-needed-{end}-end"].published for end in ("harm", "help")]
    more = STRIDE * (TRIES - 1) - step
    each = f"{show(100 / more, '.0f')} people" if more else "no number"
    reach = f"{show(gap.low)} to {show(gap.high)}"
    lines = (
        Line("its counts allow", "–", reach, bool(gap.low <= more <= gap.high)),
        Line("one harmed for every", f"{ends[0]:.0f} to {ends[1]:.0f}", each, bool(more)),
    )
    range_printed = (100 / seeds.published()["bonanno-needed-number"].published, 100 / ends[1], 100 / ends[0])
    scale = Scale("more of 100 harmed", (-4, 20), (0, 5, 10, 15, 20), range_printed, (more, gap.low, gap.high))
    shares = f"{needed.percent:.0f} against {needed.percent_control:.0f} of 100"
    because = f"Zero difference fits the data, and even one helped for every {needed.help_limit or 0:.0f}."
    return Check(
        f"{show(more, '.0f')} more of 100 harmed", lines, scale, (because, f"Say {shares}: perhaps no difference.")
    )


CHECKS: dict[str, Callable[[int], Check]] = {
    "mattila": check_mattila,
    "windle": check_windle,
    "rannisto": check_rannisto,
    "bonanno": check_bonanno,
}
TITLES = {
    "mattila": ("Mattila 2011", "How many conscripts had no inserts, if all rows are to fit?"),
    "windle": ("Windle 1999", "Which pressure under the heel makes all rows fit?"),
    "rannisto": ("Rannisto 2019", "Days off sick: can an odds ratio go below zero? (Counts made up.)"),
    "bonanno": ("Bonanno 2018", "Unwanted effects: go down to no difference. What breaks?"),
}


def _exact(number: float, spec: str) -> str:
    """The number as it is told, rounded before it travels: each try is drawn, and "fits" is about what is told."""
    return show(float(f"{number:{spec}}"), spec)


def _compare(name: str, printed: float, yours: float, spec: str, unit: str = "", places: str = "") -> Line:
    fits = f"{printed:{places or spec}}" == f"{yours:{places or spec}}"
    return Line(name, f"{_exact(printed, places or spec)}{unit}", f"{_exact(yours, spec)}{unit}", fits)


def _compare_ends(name: str, printed: tuple[float, float], yours: tuple[float, float], spec: str) -> Line:
    fits = all(f"{old:{spec}}" == f"{new:{spec}}" for old, new in zip(printed, yours))
    old, new = (f"{_exact(low, spec)} to {_exact(high, spec)}" for low, high in (printed, yours))
    return Line(name, old, new, fits)


def _draw_line(stage: Stage, height: float, line: Line | None) -> None:
    seen = 1.0 if line else 0.0
    name, printed, yours = (line.name, line.printed, line.yours) if line else ("number", "printed", "yours")
    stage.line((4, height + 23), (536, height + 23), color=RULE, linewidth=1, alpha=seen)
    stage.text(8, height, name, INK, 11.5, alpha=seen)
    stage.text(212, height, printed, QUIET, 12, alpha=seen)
    stage.text(340, height, yours, INK, 12.5, weight="bold", alpha=seen)
    fits = bool(line and line.fits)
    stage.text(534, height, "✓ yes", GREEN, 12, weight="bold", ha="right", alpha=seen * fits)
    stage.text(534, height, "✗ no", ORANGE, 12, weight="bold", ha="right", alpha=seen * (not fits))


def _draw_scale(stage: Stage, scale: Scale) -> None:
    """The number line under the rows, with what cannot exist hatched."""
    zero = _px(0, scale)
    corners = ((96, 112), (zero, 112), (zero, 158), (96, 158))
    stage.fill(corners, facecolor=WASH, edgecolor=QUIET, hatch="//", linewidth=0, alpha=scale.impossible)
    stage.line((96, 112), (530, 112), color=QUIET, linewidth=1)
    for tick in scale.ticks:
        stage.text(_px(tick, scale), 96, f"{tick}".replace("-", "−"), QUIET, 10.5, ha="center")
        stage.line((_px(tick, scale), 112), (_px(tick, scale), 107), color=QUIET, linewidth=1)
    for height, name, colour, numbers in (
        (146, "printed", ORANGE, scale.printed),
        (126, "worked out", BLUE, scale.yours),
    ):
        centre, low, high = (_px(number, scale) for number in numbers)
        stage.text(8, height - 4, name, colour, 10.5)
        stage.line((low, height), (high, height), color=colour, linewidth=3)
        stage.dots([(centre, height)], 6, [colour], [colour])
    stage.text(530, 166, scale.name, QUIET, 10.5, ha="right")


def _px(number: float, scale: Scale) -> float:
    low, high = scale.ends
    return 96 + (530 - 96) * (min(max(number, low), high) - low) / (high - low)


def _draw_sum(stage: Stage, check: Check, shown: bool) -> None:
    seen = 1.0 if shown else 0.0
    stage.fill(((4, 8), (536, 8), (536, 88), (4, 88)), facecolor=WASH, edgecolor=RULE, alpha=seen)
    stage.text(16, 66, "Our sum", BLUE, 11.5, weight="bold", alpha=seen)
    stage.text(16, 44, check.because[0], INK, 11, alpha=seen)
    stage.text(16, 22, check.because[1], INK, 11, alpha=seen)


def _say(paper: str, check: Check, shown: bool) -> str:
    fit, all_of_them = (COUNTED[n] for n in (sum(bool(line.fits) for line in check.lines), len(check.lines)))
    told = f"{TITLES[paper][0]}, {check.tried}: {fit} of {all_of_them} rows fit."
    return f"{told} {' '.join(check.because)}" if shown else told
