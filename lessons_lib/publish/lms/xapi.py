"""A learner's records as xAPI statements, one a line, for a learning record store; nobody is named in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from lessons_lib.records.event import Event

__all__ = ["to_statements", "to_xapi"]

#: The names of what is ours; .invalid is set aside for names that no server will ever answer to.
HOME = "https://from-the-ground-up.invalid"
VERBS = {
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "interacted": "http://adlnet.gov/expapi/verbs/interacted",
}
QUESTION = "http://adlnet.gov/expapi/activities/question"
COURSE = "http://adlnet.gov/expapi/activities/course"
#: What says that something was answered; every other event (a hint, an answer shown) is only something done.
CHECKS = frozenset({"answer", "guess", "form"})


def to_xapi(events: Iterable[Event], learner: str, name: Callable[[str], str] = lambda id: "") -> str:
    """Return the events as JSON lines; `learner` is the number drawn by lot, `name(id)` a question in words."""
    lines = (json.dumps(one, sort_keys=True, ensure_ascii=False) for one in to_statements(events, learner, name))
    return "".join(f"{line}\n" for line in lines)


def to_statements(events: Iterable[Event], learner: str, name: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """Yield one statement for each attempt of an event, and one for an event without any."""
    for event in events:
        attempts = event.data.get("attempts") or [{}]
        for place, attempt in enumerate(attempts):
            yield _state(event, attempt, place, learner, name)


def _state(
    event: Event, attempt: Mapping[str, Any], place: int, learner: str, name: Callable[[str], str]
) -> dict[str, Any]:
    asked = str(attempt.get("question") or event.question)
    answered = bool(attempt) and event.kind in CHECKS
    result = {"result": _result(attempt, event.kind)} if answered else {}
    return {
        "id": str(UUID(event.id) if place == 0 else uuid5(NAMESPACE_URL, f"{event.id}/{place}")),
        "actor": {"objectType": "Agent", "account": {"homePage": HOME, "name": learner}},
        "verb": _verb("answered" if answered else "interacted"),
        "object": _activity(f"question/{asked}", QUESTION, name(asked) or asked),
        "context": _context(event),
        "timestamp": event.at,
        **result,
    }


def _verb(word: str) -> dict[str, Any]:
    return {"id": VERBS[word], "display": {"en": word}}


def _activity(path: str, type_: str, words: str) -> dict[str, Any]:
    definition = {"type": type_, "name": {"en": words}}
    return {"objectType": "Activity", "id": f"{HOME}/{path}", "definition": definition}


def _context(event: Event) -> dict[str, Any]:
    course = _activity("course", COURSE, "From the Ground Up")
    ours = {f"{HOME}/course-version": event.course, f"{HOME}/event": event.kind}
    return {"contextActivities": {"grouping": [course]}, "extensions": ours}


def _result(attempt: Mapping[str, Any], kind: str) -> dict[str, Any]:
    answer = attempt.get("answer")
    told = {"hints": attempt.get("hints", 0), "shown": bool(attempt.get("shown")), "prediction": kind == "guess"}
    if isinstance(answer, Mapping) and answer.get("sure") is not None:
        told["sure"] = answer["sure"]
    ours = {f"{HOME}/{word}": value for word, value in told.items()}
    return {"success": bool(attempt.get("right")), "response": json.dumps(answer, sort_keys=True), "extensions": ours}
