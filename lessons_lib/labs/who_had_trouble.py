"""Who had trouble? Unwanted effects out of a hundred in both groups of a trial, and what nobody counted."""

from __future__ import annotations

from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Toggle, explorable, show
from lessons_lib.models import trials

from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, PAPER, PURPLE, QUIET, RULE, SAND, WASH

STEP = 21  # px between two squares
COUNTED = {"any": "any trouble", "tight": "shoes too tight", "back": "harm in back-pain trials"}
#: Above the two groups: who they are; beside each: its name and the row of its share ("" where nobody counted).
GROUPS = {
    "any": ("Recruits, 11 weeks", ("shaped insert", "bonanno2018-contoured"), ("flat insert", "bonanno2018-flat")),
    "tight": ("Women who stand at work", ("with insoles", "basford1988-tight"), ("without insoles", "")),
    "back": ("People with back pain, seven trials", ("inserts", ""), ("the others", "")),
}


@explorable(counted=Choice("Count", COUNTED), chance=Toggle("Could the gap be chance?"))
def who_had_trouble(fig: Figure, counted: str, chance: bool) -> str:
    """Who had trouble?

    The learner discovers that the answer hangs on what is counted: any trouble is common in both groups, the gap
    between them could be chance, and where nothing was reported nobody knows.

    Sources: 20 and 12 of 100 recruits (Bonanno 2018; the range of the gap is worked out from the counts), 26 of 100
    women (Basford 1988), seven trials with no harm reported (Lin 2025). Assumptions: none; what nobody counted is
    hatched.

    Misconception: no-proof-means-proof-of-no.
    """
    fig.set_size_inches(5.4, 4.7)
    stage = Stage(fig)
    who, left, right = GROUPS[counted]
    stage.text(12, 446, who, INK, 13, weight="bold")
    _draw_group(Stage(fig, 12, 0), *left, ORANGE)
    _draw_group(Stage(fig, 286, 0), *right, BLUE)
    _draw_gap(stage, counted, chance)
    return _say(counted, chance)


def gap() -> trials.Effect[float]:
    """How many more recruits of a hundred had trouble with shaped inserts than with flat ones, with its range."""
    row = seeds.evidence("prevention_events").row("bonanno2018-adverse")
    events, people, others, of_others = (
        row.number(name) for name in ("events", "people", "events_control", "people_control")
    )
    return trials.risk_difference(events, people, others, of_others)


def share(row: str) -> float:
    """People of a hundred, from a row of the table of harms."""
    return seeds.evidence("adherence_harms").row(row).number("percent")


def _say(counted: str, chance: bool) -> str:
    if counted == "back":
        return "In seven trials of back pain no harm was reported. Whether anybody asked, we could not see."
    if counted == "tight":
        women = _of_100("basford1988-tight")
        return f"Too tight: {women} women found their shoes so with the insole. Without, nobody counted."
    shaped, flat = _of_100("bonanno2018-contoured"), _of_100("bonanno2018-flat")
    told = f"Any trouble: {shaped} recruits with shaped inserts, {flat} with flat."
    return f"{told} {_say_gap()}" if chance else told


def _say_gap() -> str:
    found = gap()
    return f"The gap is {show(found.estimate, '.0f')}. Anything from none to {show(found.high, '.0f')} more fits."


def _of_100(row: str) -> str:
    return f"{show(share(row), '.0f')} of 100"


def _draw_group(stage: Stage, name: str, row: str, colour: str) -> None:
    count = round(share(row)) if row else 0
    stage.text(0, 418, name, colour, 13, weight="bold")
    _draw_hundred(stage, count, colour)
    _draw_cover(stage, 0.0 if row else 1.0)
    stage.text(0, 160, show(count, ".0f") if row else "?", colour, 24, weight="bold")
    stage.text(48, 163, "of 100 had this" if row else "nobody knows", INK, 12)


def _draw_hundred(stage: Stage, count: int, colour: str) -> None:
    """A hundred squares, ten by ten, of which so many are filled: few shapes, so that the page stays small."""
    full, part = divmod(count, 10)
    top, below, step = 406 - STEP * full, 406 - STEP * (full + 1), STEP * part
    stage.fill(((0, 196), (210, 196), (210, 406), (0, 406)), facecolor=RULE, edgecolor=PAPER)
    stage.fill(
        ((0, 406), (210, 406), (210, top), (step, top), (step, below), (0, below if part else top)),
        facecolor=colour,
        edgecolor=colour,
        linewidth=0,
    )
    for line in range(1, 10):
        stage.line((STEP * line, 196), (STEP * line, 406), color=PAPER, linewidth=3)
        stage.line((0, 196 + STEP * line), (210, 196 + STEP * line), color=PAPER, linewidth=3)


def _draw_cover(stage: Stage, seen: float) -> None:
    stage.fill(((0, 196), (210, 196), (210, 406), (0, 406)), hatch="//", alpha=seen, zorder=2.4)
    stage.fill(((42, 276), (168, 276), (168, 328), (42, 328)), edgecolor=WASH, alpha=seen, zorder=2.5)
    stage.text(105, 296, "no numbers", INK, 12, ha="center", weight="bold", alpha=seen)


def _draw_gap(stage: Stage, counted: str, chance: bool) -> None:
    stage.text(12, 122, "How many more of 100 on the left?", INK, 12.5, weight="bold")
    stage.line((_at(-10), 62), (_at(30), 62))
    for more in range(-10, 31, 10):
        stage.line((_at(more), 57), (_at(more), 62))
        stage.text(_at(more), 41, str(more), QUIET, 12, ha="center")
    stage.text(_at(0), 21, "no difference", QUIET, 12, ha="center")
    stage.line((_at(0), 62), (_at(0), 106), linestyle=(0, (2, 3)))
    known, shown = float(counted == "any"), float(counted == "any" and chance)
    stage.text(_at(5), 80, "cannot be worked out", QUIET, 12, alpha=1 - known)
    _draw_range(stage, known, shown)


def _draw_range(stage: Stage, known: float, shown: float) -> None:
    found = gap()
    low, high = _at(found.low), _at(found.high)
    stage.fill(((low, 74), (high, 74), (high, 94), (low, 94)), facecolor=SAND, edgecolor=PURPLE, alpha=shown)
    stage.line((_at(found.estimate), 70), (_at(found.estimate), 98), color=PURPLE, linewidth=4, alpha=known)
    stage.text(_at(18), 80, f"{show(found.estimate, '.0f')} more", PURPLE, 12, weight="bold", alpha=known)


def _at(more: float) -> float:
    return 40 + 11.5 * (more + 10)
