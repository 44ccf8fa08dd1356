"""Looking back at the end: how sure somebody was and how right, and what was known before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessons_lib import quiz, seeds
from lessons_lib.asking import recall
from lessons_lib.markup import to_inline, to_words
from lessons_lib.quiz import bank
from lessons_lib.quiz.core_ten import core_ten
from lessons_lib.quiz.forms import load_pairs
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.readable import SURENESS
from lessons_lib.quiz.trust import load_claims
from lessons_lib.seeds.verdicts import say_verdict
from lessons_lib.style import dress

__all__ = ["LookingBack", "calibration", "what_you_learned"]

HERE = Path(__file__).parent
QUIZ = Path(quiz.__file__).parent
STILL = {
    "sureness": "Here stands how often you were right when you called it a guess, when fairly sure, when certain.",
    "learned": "Here stand your two tests and your trust in six claims, before and after, side by side.",
}


class LookingBack(anywidget.AnyWidget):
    """A picture of one's own answers; it changes while cases, the test or the claims on the same page are answered.

    `kept` holds what the records know. A page without a kernel tells what its browser keeps by `lessons:kept`.
    """

    _esm = "".join(path.read_text("utf-8") for path in (QUIZ / "card.js", HERE / "looking_back.js"))
    _css = dress(QUIZ / "quiz.css", HERE / "looking_back.css")
    kind = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": STILL[self.kind]}, metadata


def calibration() -> LookingBack:
    """Show how often one was right when guessing, fairly sure and certain: claims judged so far, cases on the page."""
    words = {question.id: to_words(question.stem) for question in bank.load().values() if isinstance(question, Judge)}
    return LookingBack(kind="sureness", kept={"levels": list(SURENESS), "judged": list(_judged()), "words": words})


def what_you_learned() -> LookingBack:
    """Show the ten ideas before (form A) and after (form B), and the trust in six claims at the start and the end."""
    trusted = {moment: recall(f"trust-{moment}") for moment in ("start", "end")}
    values = {moment: state.response.get("values", {}) for moment, state in trusted.items() if state.checked}
    kept = {"ideas": list(_ideas()), "forms": {name: _graded(f"form-{name}") for name in "ab"}, "trust": values}
    return LookingBack(kind="learned", kept={**kept, "claims": list(_claims())})


def _judged() -> Iterator[dict[str, Any]]:
    """The first verdict given on each claim: how sure, whether right, and the claim in words."""
    for question in bank.load().values():
        attempts = recall(question.id).attempts if isinstance(question, Judge) else ()
        if attempts and isinstance(sure := (attempts[0].get("answer") or {}).get("sure"), int):
            yield {"sure": sure, "right": bool(attempts[0].get("right")), "words": to_words(question.stem)}


def _ideas() -> Iterator[dict[str, Any]]:
    for idea in core_ten():
        mine = [pair for pair in load_pairs() if pair.core == idea.number]
        yield {"idea": to_inline(idea.idea), "a": [pair.a for pair in mine], "b": [pair.b for pair in mine]}


def _graded(form: str) -> Mapping[str, bool]:
    """Which questions of a form were right when it was first finished; empty where it was not."""
    graded: dict[str, bool] = {}
    for attempt in recall(form).attempts:
        graded.setdefault(str(attempt.get("question")), bool(attempt.get("right")))
    return graded


def _claims() -> Iterator[dict[str, str]]:
    for one in load_claims():
        claim = seeds.claims()[one]
        yield {"id": one, "text": to_inline(claim.text), "verdict": say_verdict(claim.verdict)}
