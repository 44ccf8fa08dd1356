"""How rare is serious? Ten thousand people at the doctor's, one cause, one sign, and who is found by it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show

from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, PAPER, PURPLE, QUIET, RULE, SAND, SKY, WASH

PEOPLE = 10_000
CAUSES = {
    "fracture": "a broken bone",
    "cancer": "cancer",
    "cauda-equina": "squeezed nerves",
    "infection": "an infection",
}
#: 125 people stand in a row, 80 rows make the ten thousand; dashed lines with round ends draw them all.
ROW, ROWS, PITCH, LEFT, TOP = 125, 80, 4.2, 10.0, 504.0  # people, rows, px
#: Left end and width of the boxes that name the four causes, px.
BOXES = ((6, 130), (140, 118), (262, 154), (420, 116))
#: Rows that a group of people can reach into: the ill (4 of 100), and the well with a sign (20 of 100) after them.
ILL_ROWS, SIGN_ROWS = 4, 20


@dataclass(frozen=True)
class Found:
    """What a sign does among ten thousand people: ill and found, ill and missed, well with the sign, the others."""

    found: int
    missed: int
    alarms: int
    rest: int

    @property
    def signed(self) -> int:
        """How many have the sign."""
        return self.found + self.alarms

    @property
    def share(self) -> float:
        """Of 100 people with the sign, how many are ill."""
        return 100 * self.found / self.signed


@explorable(
    cause=Choice(
        "Look for", {name: CAUSES[name] for name in ("fracture", "cancer", "cauda-equina")}, start="cauda-equina"
    ),
    false=Slider("Of 100 well people, have the sign too", 5, 20, start=5, step=5),
    missed=Slider("Of 100 ill people, lack the sign", 0, 50, start=0, step=25),
)
def how_rare(fig: Figure, cause: str, false: float, missed: float) -> str:
    """How rare is serious?

    The learner discovers that serious causes of back pain are rare, so that most people with a warning sign are well;
    that those who need help are among them all the same; and that a sign can miss people, so that no sign is no
    all-clear.

    How many have each cause comes from Verhagen 2016 (people with low back pain in primary care). Assumptions: the
    sign is invented, and so is how often it fails; how well real signs work is poorly known (Finucane 2020). Cancer is
    drawn at its upper end, as the review says "less than 1 percent".

    Misconception: no-flag-means-safe.
    """
    fig.set_size_inches(5.4, 6.1)
    people, stage = count_found(cause, false, missed), Stage(fig)
    stage.text(7, 586, "10,000 people with low back pain at their doctor’s", INK, 13, weight="bold")
    for name, (left, width) in zip(CAUSES, BOXES):
        _draw_cause(stage, left, width, name, name == cause)
    _draw_crowd(stage, people)
    sick = "ill, at most" if cause == "cancer" else "ill"
    _draw_box(
        stage, 6, SKY, "have the sign", ((people.found, ORANGE, sick), (people.alarms, BLUE, "well: false alarm"))
    )
    _draw_box(stage, 275, WASH, "do not", ((people.missed, PURPLE, "ill: missed"), (people.rest, RULE, "well")))
    stage.text(7, 8, "Framed: the ill. The sign is invented; real ones are little tested.", QUIET, 10.5)
    return _say(cause, people)


def ill(cause: str) -> int:
    """How many of ten thousand have a cause; for cancer the review only says that it is fewer."""
    return round(_row(cause).number("percent") / 100 * PEOPLE)


def _row(cause: str) -> seeds.Row:
    return seeds.evidence("serious_causes").row(f"verhagen2016-{cause}")


def count_found(cause: str, false: float, missed: float) -> Found:
    """Split ten thousand people by a sign that `false` of 100 well people have and `missed` of 100 ill people lack."""
    sick = ill(cause)
    lost, alarms = round(sick * missed / 100), round((PEOPLE - sick) * false / 100)
    return Found(sick - lost, lost, alarms, PEOPLE - sick - alarms)


def _say(cause: str, people: Found) -> str:
    number = show(people.signed, ",.0f")
    found, missed = show(people.found, ",.0f"), show(people.missed, ",.0f")
    found = f"at most {found}" if cause == "cancer" else found
    return (
        f"Of 10,000 people {number} have the invented sign, and {found} of them have it from {CAUSES[cause]}. "
        f"That is {show(people.share)} of 100. Of those without the sign, {missed} are ill."
    )


def _draw_cause(stage: Stage, left: float, width: float, name: str, chosen: bool) -> None:
    """How many have a cause, in a box that is framed when it is the chosen one."""
    corners = ((left, 521), (left + width, 521), (left + width, 575), (left, 575))
    stage.fill(corners, facecolor=SAND if chosen else PAPER, edgecolor=ORANGE if chosen else RULE, linewidth=1.6)
    bound = "under" if _row(name).cells["bound"] == "below" else "about"
    stage.text(left + 10, 549, f"{bound} {ill(name)}", INK, 13, weight="bold")
    stage.text(left + 10, 530, CAUSES[name], INK, 11)


def _draw_crowd(stage: Stage, people: Found) -> None:
    sick = people.found + people.missed
    _draw_people(stage, 0, PEOPLE, ROWS, RULE)
    _draw_people(stage, sick, sick + people.alarms, SIGN_ROWS, BLUE)
    _draw_people(stage, 0, people.found, ILL_ROWS, ORANGE)
    _draw_people(stage, people.found, sick, ILL_ROWS, PURPLE)
    right, low = LEFT + PITCH * min(sick, ROW), TOP - PITCH * np.ceil(sick / ROW)
    frame = ((LEFT - 4, low + 1), (right + 1, low + 1), (right + 1, TOP + 4), (LEFT - 4, TOP + 4))
    stage.fill(frame, facecolor="none", edgecolor=ORANGE, linewidth=1.6)


def _draw_people(stage: Stage, first: int, last: int, rows: int, colour: str) -> None:
    """People `first` to `last`, counted along the rows from the upper left; an empty group is there, but not seen."""
    start = np.arange(rows) * ROW
    ends = np.clip([first - start, last - 1 - start], 0, ROW - 1)
    empty = (first - start >= ROW) | (last - start <= 0)
    heights = np.where(empty, first // ROW, np.arange(rows))
    # A row without anybody of the group lies on the group's first person, where it cannot be told from them.
    ends = np.where(empty, first % ROW, ends)
    spots = np.stack([LEFT + PITCH * ends + [[0], [0.4]], np.tile(TOP - PITCH * heights, (2, 1))], axis=-1)
    path = Path(spots.transpose(1, 0, 2).reshape(-1, 2), [Path.MOVETO, Path.LINETO] * rows)
    style = (0, (0.01 / 3.1, (PITCH - 0.01) / 3.1))
    line = PathPatch(path, facecolor="none", edgecolor=colour, linewidth=3.1 * 72 / stage.fig.dpi, linestyle=style)
    line.set(capstyle="round", alpha=1.0 if last > first else 0.0)
    stage.add(line)


def _draw_box(stage: Stage, left: float, fill: str, title: str, lines: tuple[tuple[int, str, str], ...]) -> None:
    """How many have the sign, or do not, and who they are: number, colour and words of each line."""
    stage.fill(((left, 32), (left + 259, 32), (left + 259, 152), (left, 152)), facecolor=fill, edgecolor=RULE)
    stage.text(left + 12, 122, show(sum(line[0] for line in lines), ",.0f"), INK, 18, weight="bold")
    stage.text(left + 104, 123, title, INK, 12.5)
    for low, (number, colour, name) in zip((86, 52), lines):
        stage.dots([(left + 20, low + 5)], 7, [colour], [QUIET])
        stage.text(left + 36, low, show(number, ",.0f"), INK, 13, weight="bold")
        stage.text(left + 104, low, name, INK, 12)
