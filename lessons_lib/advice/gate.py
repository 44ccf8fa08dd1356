"""The one gate: what a person may be shown today. Only a passed triage makes one; everything personal asks for it."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from datetime import date
from typing import NoReturn

__all__ = ["ACTIVITIES", "PRODUCTS", "Gate", "require"]

# What can be closed, and how a refusal calls it. "product" is an insert to try, "ask" one to ask a clinician about.
ACTIVITIES = {
    "options": "options to compare",
    "product": "an insert to try",
    "ask": "an insert to ask about",
    "plan": "a wear-in plan or its calendar",
    "diary": "a diary of your own trial",
    "barefoot": "a task with bare feet, such as a footprint",
    "heat": "advice about heat",
}
PRODUCTS = ("open", "ask", "none")
_KEY = object()  # only triage holds it, so that no gate is made by hand


@dataclass(frozen=True)
class Gate:
    """What is allowed on the day of a passed triage, and the sentences that have to come before anything else.

    Raises TypeError when it is made anywhere but in `triage`; it cannot be copied or stored either.
    """

    day: date
    allowed: frozenset[str]
    first: tuple[str, ...]
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("A gate cannot be made by hand. Answer the questions of triage(...) and use its gate.")

    def __reduce__(self) -> NoReturn:
        raise TypeError("A gate cannot be stored or copied. Answer the questions of triage(...) again.")

    def allows(self, activity: str) -> bool:
        """Whether an activity of ACTIVITIES is open; ValueError names them when there is no such activity."""
        if activity not in ACTIVITIES:
            raise ValueError(f"A gate knows nothing called {activity!r}, only {', '.join(ACTIVITIES)}.")
        return activity in self.allowed

    @property
    def products(self) -> str:
        """How inserts may be shown: "open", "ask" (only with a clinician) or "none"."""
        return "open" if self.allows("product") else "ask" if self.allows("ask") else "none"


def require(gate: Gate | None, activity: str, today: date) -> Gate:
    """The gate, if it opens this activity today.

    Raises ValueError with a sentence for the reader when there is none, when it is of another day, or when it does not
    allow this activity.
    """
    if not isinstance(gate, Gate):
        raise ValueError("First answer the questions about warning signs. Without them this page suggests nothing.")
    if gate.day != today:
        raise ValueError("Your answers about warning signs are not from today. Please answer them again.")
    if not gate.allows(activity):
        raise ValueError(f"Your answers speak against {ACTIVITIES[activity]}. {' '.join(gate.first)}".strip())
    return gate
