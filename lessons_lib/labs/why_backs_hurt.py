"""If not the foot, what? A net of what goes with back pain, and what time does on its own."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, explorable
from lessons_lib.models import risk

from .anatomy import PELVIS_BACK, Spot, Stage
from .palette import BLUE, GREEN, INK, MINT, PLUM, PURPLE, QUIET, SAND, WASH
from .short_leg import VERTEBRA, draw_upper_body

NOT_HERE = "size not stated here"
#: The three answers to "can it be changed?", and the fill of the box that gives each.
CHANGE = {"yes": MINT, "in part": WASH, "no": SAND}


@dataclass(frozen=True)
class Thread:
    """One thread of the net, each answer in two short lines; `row` is its line of associations.csv, if it has one."""

    name: str
    goes_with: tuple[str, str]
    change: tuple[str, str]
    tried: tuple[str, str]
    row: str = ""


#: After the review in The Lancet (Hartvigsen and others, 2018), guidelines and the claims of this course.
THREADS = (
    Thread(
        "Load at work",
        ("hard jobs,", "long standing"),
        ("in part", "breaks, other tasks"),
        ("soft floor or insole:", "less tired legs"),
        "coenen2018-standing",
    ),
    Thread(
        "Sleep",
        ("bad nights; and pain", "spoils sleep"),
        ("in part", "worth asking about"),
        ("nothing that", "we read"),
    ),
    Thread(
        "Mood, stress",
        ("distress,", "low mood"),
        ("in part", "help exists"),
        ("in guidelines,", "beside exercise"),
    ),
    Thread(
        "Beliefs, fear",
        ("fear that moving", "will do harm"),
        ("yes", "with good facts"),
        ("teaching: WHO says", "yes, with doubt"),
    ),
    Thread(
        "Being active",
        ("who moves, has", "a little less of it"),
        ("yes", "step by step"),
        ("exercise: a little", "less pain"),
    ),
    Thread(
        "Body, health",
        ("weight, smoking,", "other illness"),
        ("in part", "and it is no fault"),
        ("losing weight for", "backs: no trial read"),
        "zhang2018-obesity",
    ),
    Thread(
        "Earlier pain",
        ("who had it before", "may have it again"),
        ("no", "it has happened"),
        ("exercise with lessons", "prevents some"),
    ),
    Thread(
        "Feet and legs",
        ("feet that roll in,", "unequal legs"),
        ("in part", "often with no need"),
        ("lifts and inserts:", "small, mixed trials"),
        "menz2013-women",
    ),
)


@explorable(
    ask=Choice(
        "Ask the net",
        {
            "names": "what goes with it?",
            "size": "how much?",
            "change": "can it be changed?",
            "tried": "what was tried?",
        },
    )
)
def why_backs_hurt(fig: Figure, ask: str) -> str:
    """If not the foot, what?

    The learner discovers that back pain hangs on a net of many threads, that feet and legs are one of them, and that
    several of the others can be changed; and that pain falls with time (Menezes Costa 2012).

    Assumptions: all threads are drawn alike, since no study was read that weighs them all. For size, standing and
    obesity are shown at an assumed 30 of 100 without them (Coenen 2018, Zhang 2018), feet at 35 of 100 women (Menz
    2013). "Can it be changed?" is our own plain view, not a finding. What helps follows Foster 2018 and Verville 2023.

    Misconception: flat-feet-cause-back-pain.
    """
    fig.set_size_inches(5.4, 6.1)
    stage = Stage(fig, 0, 190)
    spots = [((2 if place < 4 else 362), 322 - 106 * (place % 4)) for place in range(len(THREADS))]
    _draw_back(stage)
    for left, low in spots:
        stage.line((left + (176 if left < 9 else 0), low + 44), (270, 172), color=INK, linewidth=1.6, zorder=1)
    stage.dot((270, 172), 13, PURPLE)
    for thread, spot in zip(THREADS, spots):
        _draw_thread(stage, thread, spot, ask)
    _draw_time(fig.add_axes((0.06, 0.06, 0.9, 0.17)))
    return SAID[ask]


SAID = {
    "names": "Eight threads go with back pain. Feet and legs are one of them.",
    "size": "For three of the eight threads we can state a size, and all three are modest links. The 30 is assumed.",
    "change": "Two of the eight threads can be changed, five in part, and one cannot. That is our own view.",
    "tried": "Staying active and exercise come first in guidelines. The gain is small, but better tested than inserts.",
}


def _draw_back(stage: Stage) -> None:
    draw_upper_body(stage, (270, 130), 1.12)
    for place in range(12):
        stage.put(VERTEBRA, (270, 168 + 11.5 * place), scale=1.2 - 0.035 * place, facecolor=PLUM, edgecolor=PURPLE)
    stage.put(PELVIS_BACK, (270, 130), scale=0.76, facecolor=PLUM, edgecolor=PURPLE, linewidth=1.6)


def _draw_thread(stage: Stage, thread: Thread, spot: Spot, ask: str) -> None:
    left, low = spot
    fill = CHANGE[thread.change[0]] if ask == "change" else WASH
    corners = ((left, low), (left + 176, low), (left + 176, low + 88), (left, low + 88))
    stage.fill(corners, facecolor=fill, edgecolor=QUIET)
    stage.text(left + 10, low + 62, thread.name, INK, 12.5, weight="bold")
    for height, words in zip((36, 13), answer(thread, ask)):
        stage.text(left + 10, low + height, words, INK, 10.8)


def answer(thread: Thread, ask: str) -> tuple[str, str]:
    """Two short lines: what a thread answers to one of the net's questions."""
    answers = {"names": thread.goes_with, "change": thread.change, "tried": thread.tried}
    return _size(thread) if ask == "size" else answers[ask]


def _size(thread: Thread) -> tuple[str, str]:
    if not thread.row:
        return "named by reviews,", NOT_HERE
    ratio = seeds.evidence("associations").row(thread.row).number("estimate")
    women = thread.row == "menz2013-women"
    base = seeds.constant("women_pain_usual_function").value if women else 30.0
    with_it = 100 * risk.risk_from_odds_ratio(ratio, base / 100)
    what = thread.row.rpartition("-")[2]
    return f"{with_it:.0f} of 100, not {base:.0f}", "rolling feet, women" if women else f"{what}: a link"


def _draw_time(ax: Axes) -> None:
    course = seeds.evidence("natural_course")
    for group, colour, words in (("acute", GREEN, "new pain"), ("persistent", BLUE, "lasting pain")):
        rows = course.where(group=group)
        weeks, points = rows.numbers("week"), rows.numbers("pain")
        ax.plot(weeks, points, "o-", color=colour, markersize=6)
        for week, pain in zip(weeks[1:], points[1:]):
            under = group == "acute" and week < 10
            height, side = (pain - 3, "top") if under else (pain + 3, "bottom")
            ax.text(week + 0.6, height, f"{pain:.0f}", va=side, color=colour, fontsize=10.5, weight="bold")
        ax.text(39, points[-2] + (1 if group == "acute" else 3), words, color=colour, fontsize=11, ha="center")
    ax.text(-1, 65, "And time: mean pain in people under some care (0 to 100)", color=INK, fontsize=11)
    ax.set(xlim=(-1, 56), ylim=(0, 60), yticks=[0, 50])
    ax.set_xticks((0, 6, 26, 52), ("start", "week 6", "26", "52"))
