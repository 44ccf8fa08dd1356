"""Where questions, their pictures and the records meet: a question asked again shows what was answered."""

from __future__ import annotations

import atexit
import html
import logging
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import anywidget
import traitlets

from lessons_lib import seeds
from lessons_lib.cases import widget as cases
from lessons_lib.cases.widget import CaseWidget
from lessons_lib.labs.pictures import draw_picture
from lessons_lib.markup import to_words
from lessons_lib.quiz import bank, widget
from lessons_lib.quiz.meaning import CHECKS, fingerprint
from lessons_lib.quiz.pointing import Hotspot, Picture
from lessons_lib.quiz.widget import QuizWidget
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import NotKept, Records
from lessons_lib.records.place import find_folder, is_on
from lessons_lib.records.state import State, fold, last_touched
from lessons_lib.seeds.entries import listed
from lessons_lib.style import dress

__all__ = ["case", "form", "predict", "quiz", "recall", "remember", "resume", "trust"]

_HERE = Path(__file__).parent
Shown = TypeVar("Shown", QuizWidget, CaseWidget)
_log = logging.getLogger(__name__)
#: What a part of the response is called where it goes by another name.
_KINDS = {"hints": "hint", "at": "form", "finished": "form"}
#: Parts of a response that are only a draft: they are kept with the next thing that counts.
_DRAFTS = {"answer", "answers", "values"}
_LONGEST = 60  # letters of a stem, so that it stands on one line


def quiz(question_id: str) -> QuizWidget:
    """Return a question that checks what was learnt, with the answer it was given before.

    Raises LookupError when the bank has no such id, ValueError when it is a prediction.
    """
    return remember(widget.quiz(question_id, _draw(question_id)))


def predict(question_id: str) -> QuizWidget:
    """Return a question that takes a guess, with the guess that was locked in before.

    Raises LookupError when the bank has no such id, ValueError when it is not a prediction.
    """
    return remember(widget.predict(question_id))


def form(name: str) -> QuizWidget:
    """Return form "A" or "B" of the test, at the place where it was left.

    Raises LookupError when there is no such form.
    """
    return remember(widget.form(name))


def case(case_id: str) -> CaseWidget:
    """Return a person to decide about, at the place where the case was left.

    Raises LookupError when there is no such case.
    """
    return remember(cases.case(case_id))


def trust(moment: str) -> QuizWidget:
    """Return the six claims to rate at the "start" or at the "end", with the numbers that were locked away.

    Raises LookupError when there is no such moment.
    """
    return remember(widget.trust(moment))


def remember(shown: Shown) -> Shown:
    """Put back what was done with this question before, and keep what is done from now on; returns the same widget.

    It needs nothing but `question` (its id and type), `response`, `checked` and `attempts`.
    """
    if is_on():
        _Follower(shown, _open(find_folder()))
    return shown


def recall(question_id: str) -> State:
    """Return what was done with a question so far; an empty state where nothing is kept or nothing was done."""
    return fold(_read(question_id)) if is_on() else State()


def resume(lesson: str) -> None:
    """Show how much of a lesson ("01") is answered and lead to where the learner stopped; nothing for a newcomer."""
    if not is_on():
        return
    events = _read()
    place = last_touched(events, _questions(lesson))
    if place:
        _show(Resume(_count_words(lesson, events), place.question))
    for sentence in _open(find_folder()).take_news():
        _tell(sentence, _find_cell())


class Resume(anywidget.AnyWidget):
    """One line with a button that leads to a question on the same page."""

    _esm = _HERE / "asking.js"
    _css = dress(_HERE / "asking.css")
    words = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    stem = traitlets.Unicode().tag(sync=True)

    def __init__(self, words: str, question: str) -> None:
        super().__init__(words=words, question=question, stem=_shorten(to_words(bank.find(question).stem)))

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": f"{self.words} You stopped at: {self.stem}"}, metadata


class _Follower:
    """Follows one widget: puts its state back, then writes down what changes, but not what is only a draft."""

    def __init__(self, shown: QuizWidget | CaseWidget, records: Records) -> None:
        self._shown, self._records = shown, records
        self._meaning = fingerprint(shown.question)
        self._cell = _find_cell()
        self._told: set[str] = set()
        self._put_back()
        self._kept = _look(shown)
        shown.observe(self._note, names=["response", "checked", "attempts"])

    def _put_back(self) -> None:
        events = [event for event in _read(self._shown.question["id"]) if event.data.get("of") == self._meaning]
        for sentence in self._records.take_news():
            self._say(sentence)
        if events:
            _set(self._shown, fold(events))

    def _note(self, _: object) -> None:
        before, self._kept = self._kept, _look(self._shown)
        for kind in _kinds(before, self._kept, self._shown.question["type"]):
            self._keep(kind, _news(before, self._kept) | {"of": self._meaning})
            before = self._kept  # the attempts go with the first of several events

    def _keep(self, kind: str, data: Mapping[str, Any]) -> None:
        try:
            self._records.append(Event(self._shown.question["id"], kind, data))
        except NotKept as problem:
            self._say(str(problem))
        for sentence in self._records.take_news():
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        if sentence not in self._told:
            _tell(sentence, self._cell)
        self._told.add(sentence)


def _draw(question_id: str) -> Picture | None:
    """Return the picture that a question points at; None for a question without one."""
    question = bank.load().get(question_id)
    return Picture(*draw_picture(question.picture, question.id)) if isinstance(question, Hotspot) else None


def _set(shown: QuizWidget | CaseWidget, state: State) -> None:
    with shown.hold_sync():  # one message for all three
        shown.response, shown.checked = dict(state.response), state.checked
        shown.attempts = [dict(attempt) for attempt in state.attempts]


def _look(shown: QuizWidget | CaseWidget) -> State:
    return State(dict(shown.response), shown.checked, tuple(shown.attempts))


def _kinds(before: State, after: State, asked: str) -> list[str]:
    """Return what happened between two states, one word each; nothing for a draft."""
    if len(after.attempts) < len(before.attempts):
        return ["again"]
    was_checked = len(after.attempts) > len(before.attempts) or (after.checked and not before.checked)
    parts = sorted({*before.response, *after.response} - _DRAFTS)
    changed = [part for part in parts if before.response.get(part) != after.response.get(part)]
    check = [CHECKS.get(asked, "answer")] if was_checked else []  # a slow kernel hears of several steps at once
    return list(dict.fromkeys([*check, *(_KINDS.get(part, part) for part in changed)]))


def _news(before: State, after: State) -> dict[str, Any]:
    """Return the state as it is now, of its attempts only the new ones."""
    again = len(after.attempts) < len(before.attempts)
    attempts = list(after.attempts[0 if again else len(before.attempts) :])
    now = {"response": after.response, "checked": after.checked, "attempts": attempts}
    return now | ({"restart": True} if again else {})


@cache
def _open(folder: Path) -> Records:
    records = Records(folder)
    atexit.register(records.close)
    return records


def _read(question_id: str | None = None) -> list[Event]:
    try:
        return _open(find_folder()).events(question_id)
    except NotKept as problem:
        _tell(str(problem), _find_cell())
        return []


@cache
def _questions(lesson: str) -> tuple[str, ...]:
    """Return the ids of a lesson's questions, in the order of its files."""
    files = sorted((seeds.folder() / "questions").glob(f"{lesson}-*.yaml"))
    return tuple(_ids(files))


def _ids(files: list[Path]) -> Iterator[str]:
    for file in files:
        yield from (entry.id for entry in listed(seeds.folder(), f"questions/{file.name}", [], {}))


def _count_words(lesson: str, events: list[Event]) -> str:
    questions = _questions(lesson)
    answered = {event.question for event in events if event.data.get("attempts")} & set(questions)
    return f"You have answered {len(answered)} of {len(questions)} questions here."


def _shorten(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


# --- the notebook -----------------------------------------------------------------------------------------------------


def _show(what: Any) -> None:
    from IPython.display import display

    display(what)


def _find_cell() -> Any:
    """Return what marks the output of the cell that runs now; None outside a notebook."""
    return getattr(_publisher(), "parent_header", None)


def _publisher() -> Any:
    from IPython import get_ipython

    return getattr(get_ipython(), "display_pub", None)


def _tell(sentence: str, cell: Any) -> None:
    """Show a sentence below a cell, even when that cell has ended: what a widget reports comes long after it."""
    publisher = _publisher()
    if cell is None:
        return _log.warning("%s", sentence)
    before, publisher.parent_header = publisher.parent_header, cell
    try:
        said = f'<p role="status"><strong>{html.escape(sentence)}</strong></p>'
        publisher.publish(data={"text/html": said, "text/plain": sentence})
    finally:
        publisher.parent_header = before
