"""The decision aid on the page: `decision_aid()` asks, sorts the options side by side, and prints a summary.

Behind the warning signs stand the questions of seeds/advice.yaml. The page computes no advice: it looks up the baked
table of `lessons_lib.advice.table`, and says the words of the rules that fired.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import anywidget
import traitlets

from lessons_lib import seeds
from lessons_lib.advice import table
from lessons_lib.advice.kinds import Book, Option
from lessons_lib.advice.page import to_plain
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.markup import to_words
from lessons_lib.personal.gate import gate_data, join
from lessons_lib.seeds.verdicts import say_verdict

__all__ = ["WORDS", "AidWidget", "aid_data", "decision_aid"]

SCRIPT, STYLE = join("gate", "aid")
SHEET = STYLE[STYLE.index("/* The sheet") :]  # what a saved summary carries
#: What the page leaves out: it looks these up in the table, or has no use for them.
NEEDLESS = ("id", "start", "scores", "needs", "last", "always")

#: What the aid itself says; everything about options stands in seeds/advice.yaml.
WORDS = {
    "closed": "The aid suggests nothing now. Take the steps above first. You can print or save them.",
    "waiting": "The options open when the warning signs are answered.",
    "questions": "About you",
    "questions_lead": "Nine questions. If one does not fit, take the answer that comes nearest.",
    "values": "What matters to you",
    "values_lead": "This changes the order inside each group. It hides nothing.",
    "weights": ["matters little", "matters", "matters a lot"],
    "still": "Still to answer:",
    "result": "What the aid says",
    "change": "What would change this",
    "change_top": "With the answer “{answer}” to “{question}”, “{after}” would stand first, not “{before}”.",
    "change_insert": "With the answer “{answer}” to “{question}”, the first insert would be “{after}”, not “{before}”.",
    "change_to_none": "With the answer “{answer}” to “{question}”, no insert would be left. Now “{before}” is.",
    "change_from_none": "With the answer “{answer}” to “{question}”, “{after}” would come in. Now no insert does.",
    "said": "Good to know for these answers",
    "side": "The options side by side",
    "side_lead": "All options in the order of your answers and wishes. Going without is one of them.",
    "option": "Option",
    "each": "Each option in full",
    "no_products": "Things to buy are not shown for these answers.",
    "why": "Why it stands here",
    "more": "For whom, for and against, benefit, harm, cost",
    "what_it_is": "What it is",
    "tried_in": "Tried in",
    "in_favour": "For it",
    "against": "Against it",
    "benefit": "Benefit",
    "harm": "Harm",
    "cost": "Cost",
    "effort": "Effort",
    "undo": "Going back",
    "living": "Living with it",
    "certainty": "certainty",
    "with_it": "With it",
    "without_it": "In the other group",
    "before": "At first",
    "after": "Later",
    "of_100": "of 100",
    "of_10": "of 10",
    "range": "could be {low} to {high}",
    "dots_key": "One dot is one person of 100. Full dots: at least so many. With the pale ones: about so many. "
    "With the rings: perhaps so many.",
    "scale_key": "On a line, the dot is the difference in points of 10, and each small mark is one point. "
    "The bar is where it may lie. The tall mark is no difference; to the right of it pain was lower with the option.",
    "claims": "The claims behind this, and their verdicts",
    "print": "Print my summary",
    "save": "Save my summary as a file",
    "saved": "The summary is in your downloads. Nobody else has it.",
    "sheet": "My summary, to take to a clinician",
    "sheet_from": "From the decision aid of “From the Ground Up”, {day}. Education, not a treatment choice. "
    "Not reviewed by a clinician. What was ticked is not a finding.",
    "sheet_ticked": "About me",
    "sheet_none": "No warning sign and no other reason ticked.",
    "sheet_answers": "What I answered",
    "sheet_values": "What matters to me",
    "sheet_little": "I named nothing that matters more.",
    "sheet_told": "What I ticked, and where the page sends me",
    "sheet_said": "What the aid said, and why",
    "sheet_shared": "For several of these:",
    "sheet_ask": "Questions to ask",
    "sheet_own": "My own notes",
    "feeling_ask": "Can you test the feeling in my feet?",
    "file": "my-summary",
}


class AidWidget(anywidget.AnyWidget):
    """The decision aid behind the warning signs; the answers stay in the page and in no trait."""

    _esm = SCRIPT
    _css = STYLE
    gate = traitlets.Dict().tag(sync=True)
    aid = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(gate=gate_data(), aid=aid_data())

    def __repr__(self) -> str:
        return "decision_aid()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return data | {"text/plain": repr(self)}, metadata


def decision_aid() -> AidWidget:
    """The decision aid: warning signs, nine questions, every option side by side, and a summary to print."""
    return AidWidget()


def aid_data() -> dict[str, object]:
    """All that the aid asks, looks up and says, ready for JSON; about 75 kB."""
    rules = book()
    return {
        "words": WORDS,
        "about": {**rules.about, **{name: facts().about[name] for name in ("written", "review_by")}},
        "tiers": to_plain(rules.tiers),
        "inputs": to_plain(rules.inputs),
        "values": dict(rules.values),
        "options": {name: _option(option) for name, option in rules.options.items()},
        "rules": {rule.id: _keep(to_plain(rule), ("id", "when")) for rule in rules.rules},
        "questions": to_plain(rules.questions),
        "claims": dict(_claims(rules)),
        "table": json.loads(table.bake()),
        "sheet": SHEET,
    }


def _option(option: Option) -> Mapping[str, object]:
    plain = _keep(to_plain(option), NEEDLESS)
    return {**plain, "start_claims": list(option.start_claims)}


def _keep(plain: object, needless: Iterable[str]) -> dict[str, object]:
    left_out = set(needless)
    return {name: value for name, value in plain.items() if name not in left_out} if isinstance(plain, dict) else {}


def _claims(rules: Book) -> Iterable[tuple[str, list[str]]]:
    """Each claim that the page can cite: its words and its verdict."""
    known = seeds.claims()
    of_options = (claim for option in rules.options.values() for claim in option.claims)
    of_rules = (claim for rule in rules.rules for claim in rule.claims)
    for name in sorted({*of_options, *of_rules}):
        yield name, [to_words(known[name].text), say_verdict(known[name].verdict)]
