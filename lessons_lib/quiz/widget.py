"""The question on the page: `quiz("chain-check-1")` asks it, `predict("pelvis-at-10")` takes a guess.

`form("A")` asks the questions of a test one by one, `trust("start")` asks how far six claims are trusted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessons_lib.quiz.bank import find
from lessons_lib.quiz.forms import find_form
from lessons_lib.quiz.model import Predict, Question
from lessons_lib.quiz.page import for_page
from lessons_lib.quiz.pointing import Picture
from lessons_lib.quiz.readable import Asking, in_words, still
from lessons_lib.quiz.trust import find_trust
from lessons_lib.style import FIGURES, dress

__all__ = ["QuizWidget", "form", "predict", "quiz", "trust"]

HERE = Path(__file__).parent


class QuizWidget(anywidget.AnyWidget):
    """A question with native controls; what the learner did stays in `response`, `checked` and `attempts`.

    `response` holds `answer`, `hints` opened, `shown`, `compared`; `attempts` lists each check: answer, right or not,
    hints used, answer shown or not. What an `answer` is depends on the type:

    - single, multiple, hotspot, predict with options: places of the chosen options, from 0;
    - numeric, predict: the typed text, the guess;
    - order: places of the items (in the right order) as they stand;
    - match, fill: for each part the place of the chosen option in its list, or None;
    - judge: `{"chosen": place of the verdict, "sure": 0 a guess, 1 fairly sure, 2 certain}`.

    A form keeps `{"answers": {id: answer}, "at": place, "finished": bool}` in `response`, and on Finish one attempt a
    question, with its id in `question`. Trust keeps `{"values": {claim id: 0 to 100}}`; `checked` once locked away.
    A hotspot needs its `picture`, which lessons_lib/asking.py takes from the labs.
    """

    _esm = "".join((HERE / name).read_text("utf-8") for name in ("card.js", "quiz.js"))
    _css = dress(FIGURES, HERE / "quiz.css")
    question = traitlets.Dict().tag(sync=True)
    picture = traitlets.Unicode("").tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    checked = traitlets.Bool(False).tag(sync=True)
    attempts: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)

    def __init__(self, question: Asking, picture: Picture | None = None, **state: Any) -> None:
        drawn = picture.svg if picture else ""
        super().__init__(question=for_page(question, picture), picture=drawn, **state)
        self._asked, self._picture = question, picture

    def __repr__(self) -> str:
        return _call(self._asked)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        words = in_words(self._asked, self._picture)
        return data | {"text/plain": words}, metadata  # what a page without widgets prints

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        words = in_words(self._asked, self._picture)
        readable = {"text/html": still(self._asked, self._picture), "text/plain": words}
        data, metadata = self._repr_mimebundle_()
        publish_display_data(readable)  # IPython publishes no types
        # The words stand above already, so that a page without widgets need not print them twice.
        publish_display_data(data | {"text/plain": repr(self)}, metadata)


def _call(asked: Asking) -> str:
    if asked.type in ("form", "trust"):
        return f"{asked.type}({getattr(asked, 'name' if asked.type == 'form' else 'moment')!r})"
    return f"{'predict' if isinstance(asked, Predict) else 'quiz'}({asked.id!r})"


def quiz(question_id: str, picture: Picture | None = None) -> QuizWidget:
    """Return a question that checks what was learnt; a hotspot needs its picture.

    Raises LookupError when the bank has no such id, ValueError when it is a prediction or its picture is missing.
    """
    question: Question = find(question_id)
    if isinstance(question, Predict):
        raise ValueError(f"{question_id!r} is a prediction. Write predict({question_id!r}) to take a guess.")
    return QuizWidget(question, picture)


def predict(question_id: str) -> QuizWidget:
    """Return a question that takes a guess and keeps it before the lab shows what happens.

    Raises LookupError when the bank has no such id, ValueError when it is not a prediction.
    """
    question = find(question_id)
    if not isinstance(question, Predict):
        raise ValueError(f"{question_id!r} is no prediction. Write quiz({question_id!r}) to ask it.")
    return QuizWidget(question)


def form(name: str) -> QuizWidget:
    """Return form "A" or "B" of the test, which tells nothing until its end.

    Raises LookupError when there is no such form.
    """
    return QuizWidget(find_form(name))


def trust(moment: str) -> QuizWidget:
    """Return six claims to rate at the "start" of the course or at its "end".

    Raises LookupError when there is no such moment.
    """
    return QuizWidget(find_trust(moment))
