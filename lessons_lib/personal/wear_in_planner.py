"""The wear-in planner on the page: warning signs first, then a plan day by day, its chart, its table and its calendar.

Hours, rules and sentences are those of `lessons_lib.advice.planner`; the page looks them up and adds dates to them.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from lessons_lib.advice.planner import page_data
from lessons_lib.advice.reading import book
from lessons_lib.advice.wear_in import wear_in
from lessons_lib.personal.gate import gate_data, join

__all__ = ["WearInPlanner", "planner_data", "wear_in_planner"]

SCRIPT, STYLE = join("gate", "planner")
READABLE = (
    "The wear-in planner asks about warning signs first. Then it lays out six weeks with a new insert, day by day. "
    "It needs a page whose scripts run."
)


class WearInPlanner(anywidget.AnyWidget):
    """The planner as a widget: it holds data only, and nothing that a person enters comes back or is kept."""

    _esm = SCRIPT
    _css = STYLE
    gate = traitlets.Dict().tag(sync=True)
    planner = traitlets.Dict().tag(sync=True)

    def __repr__(self) -> str:
        return "wear_in_planner()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": f"{READABLE} {wear_in().about['untested']}"}, metadata


def wear_in_planner() -> WearInPlanner:
    """A planner behind the form about warning signs, for a lesson."""
    return WearInPlanner(gate=gate_data(), planner=planner_data())


def planner_data() -> dict[str, object]:
    """All that the page needs to plan, ready for JSON: `page_data` of the engine, and the names of jobs and inserts."""
    known, rules = wear_in(), book()
    work = rules.inputs["work"]
    return {
        **page_data(),
        "ask": work.text,
        "jobs": {name: work.answers[name] for name in known.jobs},
        "inserts": {name: rules.options[name].name for name in known.inserts},
    }
