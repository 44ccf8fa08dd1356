"""The case on the page: `case("case-shop-worker")` tells it, asks, and shows what becomes of each choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessons_lib import quiz
from lessons_lib.cases.bank import find
from lessons_lib.cases.case import Case
from lessons_lib.cases.page import for_page
from lessons_lib.cases.readable import in_words, still
from lessons_lib.style import dress

__all__ = ["CaseWidget", "case"]

HERE = Path(__file__).parent
QUIZ = Path(quiz.__file__).parent


def _read(*files: Path) -> str:
    return "".join(file.read_text("utf-8") for file in files)


class CaseWidget(anywidget.AnyWidget):
    """A branching case with native controls; what the learner did stays in `response`, `checked` and `attempts`.

    `response` holds `path`, a list of decisions `{"chosen", "reason", "sure"}` (places from 0), and `note`, the places
    of the three chips, once handed over; `answer` is the draft of what is not decided yet. `attempts` has one entry a
    decision: the step, the answer, and whether the choice was worth full credit.
    """

    _esm = _read(QUIZ / "card.js", HERE / "case.js")
    _css = dress(QUIZ / "quiz.css", HERE / "case.css")
    question = traitlets.Dict().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    checked = traitlets.Bool(False).tag(sync=True)
    attempts: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)

    def __init__(self, told: Case, **state: Any) -> None:
        super().__init__(question=for_page(told), **state)
        self._told = told

    def __repr__(self) -> str:
        return f"case({self._told.id!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": in_words(self._told)}, metadata

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        data, metadata = self._repr_mimebundle_()
        publish_display_data({"text/html": still(self._told), "text/plain": in_words(self._told)})
        # The words stand above already, so that a page without widgets need not print them twice.
        publish_display_data(data | {"text/plain": repr(self)}, metadata)


def case(case_id: str) -> CaseWidget:
    """Return a case to decide about; raises LookupError with a sentence when there is no such case."""
    return CaseWidget(find(case_id))
