"""Five plans: how five clinics and makers would wear in the same insert, and the plan that did best in a trial."""

from __future__ import annotations

from textwrap import wrap

from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Toggle, explorable, show
from lessons_lib.seeds import Row

from .anatomy import Stage
from .palette import BLUE, INK, ORANGE, PAPER, QUIET, SKY

DAYS = {"1": "day 1", "2": "day 2", "3": "day 3", "5": "day 5", "7": "day 7"}
NAMES = "ABCDE"
#: Px: the first row's floor, the height of a row, the first column, the width of a column, and the height of an hour.
FLOOR, ROW, LEFT, COLUMN, HOUR = 376, 63, 82, 49, 4.2
NOTES = LEFT + 5 * COLUMN + 7
WIDEST = 22  # letters of a line beside a row


@explorable(day=Choice("Look at", DAYS), lifted=Toggle("Show the plan that did best in a trial"))
def five_plans(fig: Figure, day: str, lifted: bool) -> str:
    """Five plans for the same insert

    The learner discovers that plans for wearing in disagree within days, and that none of them was ever tested
    against another: where the winner should stand, there is nothing.

    Sources: the pages of five clinics and makers (Pages 2026), which are advice and not findings. Assumptions: none;
    days that a page does not name are left out.

    Misconception: studies-say-so.
    """
    fig.set_size_inches(5.4, 4.9)
    stage, plans = Stage(fig), list(seeds.evidence("wear_in_schedules"))
    stage.text(10, 468, "Hours of wear, from five clinics and makers", INK, 13, weight="bold")
    _draw_days(stage, day)
    for place, plan in enumerate(plans):
        _draw_plan(stage, plan, place)
    _draw_winner(stage, lifted)
    return _say(plans, day, lifted)


def hours(plan: Row, day: str) -> str:
    """What a plan says for a day: hours, "rest", or "–" where its page names none."""
    named = plan[f"day_{day}"]
    return "–" if named is None else show(plan.number(f"day_{day}"), ".0f") if named else "rest"


def until_full(plan: Row) -> list[str]:
    """When a plan gets to all day, in the words of the table, cut into short lines."""
    said = str(plan["full_day_by"]).partition(";")[0]
    return [line for part in said.split(", ") for line in wrap(part, WIDEST)]


def _say(plans: list[Row], day: str, lifted: bool) -> str:
    each = [f"{name} {hours(plan, day)}" for name, plan in zip(NAMES, plans)]
    told = f"Hours on day {day}: {', '.join(each)}.".replace("–", "does not say")
    winner = "No trial has compared one plan with another." if lifted else "The tested plan is still covered."
    return f"{told} {winner}"


def _draw_days(stage: Stage, chosen: str) -> None:
    middle = _middle(list(DAYS).index(chosen))
    left, right, low, high = middle - COLUMN / 2, middle + COLUMN / 2, FLOOR - 4 * ROW - 4, 456
    stage.fill(((left, low), (right, low), (right, high), (left, high)), facecolor=SKY, edgecolor=BLUE, linewidth=1.4)
    for place, label in enumerate(DAYS.values()):
        stage.text(_middle(place), 440, label, INK, 11, ha="center")
    stage.text(NOTES, 440, "a full day", QUIET, 11.5)


def _middle(place: int) -> float:
    return LEFT + COLUMN * (place + 0.5)


def _draw_plan(stage: Stage, plan: Row, place: int) -> None:
    floor = FLOOR - ROW * place
    stage.text(10, floor + 6, f"Plan {NAMES[place]}", INK, 12.5, weight="bold")
    stage.line((LEFT, floor), (LEFT + 5 * COLUMN, floor), color=QUIET)
    for column, day in enumerate(DAYS):
        _draw_hours(stage, plan, day, _middle(column), floor)
    for line, words in enumerate(until_full(plan)):
        stage.text(NOTES, floor + 28 - 17 * line, words, INK, 12)


def _draw_hours(stage: Stage, plan: Row, day: str, x: float, floor: float) -> None:
    top = floor + HOUR * (0 if plan[f"day_{day}"] is None else plan.number(f"day_{day}"))
    stage.fill(((x - 13, floor), (x + 13, floor), (x + 13, top), (x - 13, top)), facecolor=PAPER, linewidth=1.4)
    stage.text(x, top + 3, hours(plan, day), INK, 12.5, ha="center")


def _draw_winner(stage: Stage, lifted: bool) -> None:
    stage.text(10, 53, "Best in", ORANGE, 12.5, weight="bold")
    stage.text(10, 35, "a trial", ORANGE, 12.5, weight="bold")
    box, middle = ((LEFT, 18), (528, 18), (528, 84), (LEFT, 84)), (LEFT + 528) / 2
    stage.fill(box, facecolor=PAPER, edgecolor=ORANGE, linewidth=1.6)
    stage.fill(box, edgecolor=ORANGE, linewidth=1.6, hatch="//", alpha=0.0 if lifted else 1.0)
    stage.fill(((180, 24), (430, 24), (430, 78), (180, 78)), facecolor=PAPER, edgecolor=PAPER)
    first, second = ("nobody knows", "No trial has compared two plans.") if lifted else ("covered", "Guess first.")
    stage.text(middle, 54, first, ORANGE, 14, ha="center", weight="bold")
    stage.text(middle, 33, second, INK, 12, ha="center")
