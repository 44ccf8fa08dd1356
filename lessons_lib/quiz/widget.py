"""The question on the page: `quiz("chain-check-1")` asks it, `predict("pelvis-at-10")` takes a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessons_lib.quiz.bank import find
from lessons_lib.quiz.model import Predict, Question
from lessons_lib.quiz.page import for_page, in_words, still

__all__ = ["QuizWidget", "predict", "quiz"]

HERE = Path(__file__).parent


class QuizWidget(anywidget.AnyWidget):
    """A question with native controls; what the learner did stays in `response`, `checked` and `attempts`.

    `response` holds `answer` (places of options, typed text or guess), `hints` opened, `shown`, `compared`;
    `attempts` lists each check: answer, right or not, hints used, answer shown or not.
    """

    _esm = HERE / "quiz.js"
    _css = HERE / "quiz.css"
    question = traitlets.Dict().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    checked = traitlets.Bool(False).tag(sync=True)
    attempts: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)

    def __init__(self, question: Question, **state: Any) -> None:
        super().__init__(question=for_page(question), **state)
        self._asked = question

    def __repr__(self) -> str:
        return f"{'predict' if isinstance(self._asked, Predict) else 'quiz'}({self._asked.id!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": in_words(self._asked)}, metadata  # what a page without widgets prints

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        readable = {"text/html": still(self._asked), "text/plain": in_words(self._asked)}
        data, metadata = self._repr_mimebundle_()
        publish_display_data(readable)  # IPython publishes no types
        # The words stand above already, so that a page without widgets need not print them twice.
        publish_display_data(data | {"text/plain": repr(self)}, metadata)


def quiz(question_id: str) -> QuizWidget:
    """Return a question that checks what was learnt.

    Raises LookupError when the bank has no such id, ValueError when it is a prediction.
    """
    question = find(question_id)
    if isinstance(question, Predict):
        raise ValueError(f"{question_id!r} is a prediction. Write predict({question_id!r}) to take a guess.")
    return QuizWidget(question)


def predict(question_id: str) -> QuizWidget:
    """Return a question that takes a guess and keeps it before the lab shows what happens.

    Raises LookupError when the bank has no such id, ValueError when it is not a prediction.
    """
    question = find(question_id)
    if not isinstance(question, Predict):
        raise ValueError(f"{question_id!r} is no prediction. Write quiz({question_id!r}) to ask it.")
    return QuizWidget(question)
