"""Where a question stands, worked out from its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .event import Event


@dataclass(frozen=True)
class State:
    """What the learner did with one question so far, as a widget holds it."""

    response: Mapping[str, Any] = field(default_factory=dict)
    checked: bool = False
    attempts: Sequence[Mapping[str, Any]] = ()


def fold(events: Iterable[Event]) -> State:
    """Return the state after these events of one question, the oldest first.

    An event's `data` holds `response`, `checked` and the `attempts` that came with it; `restart` forgets what was
    before. A guess stays as it was first locked in, whatever another notebook locked in later.
    """
    state, guess = State(), None
    for event in events:
        state = _step(state, event.data, guess)
        if event.kind == "guess" and guess is None:
            guess = state
    return state


def last_touched(events: Iterable[Event], questions: Iterable[str]) -> Event | None:
    """Return the latest event of some questions: where the learner was, and when; None for a newcomer."""
    among = set(questions)
    return max((event for event in events if event.question in among), key=lambda event: event.at, default=None)


def _step(state: State, data: Mapping[str, Any], guess: State | None) -> State:
    before = () if data.get("restart") else state.attempts
    if guess is None:
        return State(data.get("response", {}), bool(data.get("checked")), (*before, *data.get("attempts", ())))
    response = {**data.get("response", {}), "answer": guess.response.get("answer")}
    return State(response, True, guess.attempts)
