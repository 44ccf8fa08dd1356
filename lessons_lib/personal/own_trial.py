"""Your own trial on the page: first whether it could tell anything, then weeks drawn by lot, a number a day, a reading.

Python bakes what the page looks up: pairs needed, diaries of 100 that see a difference, Student's t, the order of each
lot, made-up diaries. What own_trial.js adds up itself, a test in Chromium holds against Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import anywidget
import traitlets

from lessons_lib.advice.diary import Diary, draw_order, fake_diary
from lessons_lib.advice.diary_facts import diary_facts, important_change
from lessons_lib.advice.diary_reading import find_power, pairs_needed, quantile
from lessons_lib.advice.page import to_plain
from lessons_lib.advice.planner import stop_lines
from lessons_lib.personal.gate import gate_data, join

__all__ = ["CHANGES", "CHOICES", "EXAMPLES", "LENGTHS", "LOTS", "MOST_READ", "SPREADS", "OwnTrial", "own_trial"]

#: Ups and downs of weeks in points (standard deviation) that the page looks up; others are rounded up to the next.
SPREADS = (*(tenth / 10 for tenth in range(1, 11)), *(quarter / 4 for quarter in range(5, 13)), 3.5, 4, 4.5, 5, 6)
#: Plain words for some of them. They name a size; they are no finding about people.
CHOICES = {
    0.3: "Hardly at all. My weeks are much the same.",
    0.6: "By about half a point.",
    1.0: "By about 1 point.",
    1.5: "By about 1 and a half points.",
    2.5: "By more than 2 points. My weeks go up and down a lot.",
}
CHANGES = (1, 2, 3)  # points one may want to see; the one from the evidence is marked by the page
LENGTHS = (4, 8, 13, 26)  # pairs of weeks that the picture compares
LOTS = 500  # numbers to choose from; each draws its own order of weeks
MOST_READ = 104  # pairs that the page can read: four years
#: Made-up diaries (true points less, pairs, seed), chosen because they fool the eye in different ways.
EXAMPLES = ((1, 4, 6), (0, 4, 8), (1, 8, 3), (0, 8, 1))


class OwnTrial(anywidget.AnyWidget):
    """The trial behind the warning signs. The page keeps nothing: the CSV file that the person saves is the memory."""

    _esm, _css = join("gate", "own_trial")
    gate = traitlets.Dict().tag(sync=True)
    trial = traitlets.Dict().tag(sync=True)

    def __repr__(self) -> str:
        return "own_trial()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": _in_words()}, metadata


def own_trial() -> OwnTrial:
    """A trial of one person: weeks with and without an insert in random order, behind the warning signs."""
    return OwnTrial(gate=gate_data(), trial=trial_data())


def trial_data() -> dict[str, object]:
    """All that the page looks up, ready for JSON; about 20 kB."""
    known, (points, percent) = diary_facts(), important_change()
    return {
        "limits": to_plain(known.limits),
        "questions": [to_plain(one) for one in known.questions.values()],  # a page sorts names, not lists
        "says": to_plain(known.says),
        "readings": to_plain(known.readings),
        "why": to_plain(known.why),
        "matters": {"points": points, "percent": percent},
        "stop": to_plain(stop_lines()),
        **_tables(),
        "examples": [_example(*one) for one in EXAMPLES],
    }


@cache
def _tables() -> Mapping[str, object]:
    """The numbers that are looked up: `pairs[change][spread]`, `seen[change][spread][length]`, t by pairs, orders."""
    lengths = range(diary_facts().limits.least_pairs, diary_facts().limits.most_pairs + 1)
    return {
        "spreads": SPREADS,
        "choices": [[spread, words] for spread, words in CHOICES.items()],
        "changes": CHANGES,
        "lengths": LENGTHS,
        "pairs": [[pairs_needed(spread, change) for spread in SPREADS] for change in CHANGES],
        "seen": [[[_seen(n, spread, change) for n in lengths] for spread in SPREADS] for change in CHANGES],
        "quantiles": [quantile(pairs) for pairs in range(2, MOST_READ + 1)],
        "orders": [_bits(draw_order(lengths[-1], seed)) for seed in range(1, LOTS + 1)],
    }


def _seen(pairs: int, spread: float, change: float) -> int:
    """Diaries of 100 that see the difference; never all, as nothing is certain."""
    return min(99, round(100 * find_power(pairs, spread, change)))


def _bits(order: tuple[bool, ...]) -> int:
    """The order as one number: bit 0 is the first pair, 1 means that the week with the insert comes first."""
    return sum(1 << pair for pair, with_first in enumerate(order) if with_first)


def _example(effect: float, pairs: int, seed: int) -> dict[str, object]:
    diary: Diary = fake_diary(effect, pairs, seed)
    pains = [one.pain for one in diary.entries]
    start = diary.entries[0].day.isoformat()
    return {"effect": effect, "start": start, "order": _bits(draw_order(pairs, seed)), "pains": pains}


def _in_words() -> str:
    """What stands in the place of the tool where no script runs."""
    known = diary_facts()
    questions = "\n".join(f"- {one.text}" for one in known.questions.values())
    says = "\n".join(f"- {text}" for text in known.says.values())
    return f"Your own trial (it needs a page that runs scripts).\n\nBefore it begins:\n{questions}\n\nAbout it:\n{says}"
