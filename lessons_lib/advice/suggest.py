"""The option stage: the rules that fire sort the options into tiers; what matters to the person reorders each tier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lessons_lib.advice.gate import Gate, require
from lessons_lib.advice.kinds import GATE, TIERS, WEIGHTS, Book, Input, Option, Rule, Situation
from lessons_lib.advice.reading import book

__all__ = [
    "Change",
    "Place",
    "Suggestion",
    "find_change",
    "fired",
    "first_insert",
    "order",
    "place_all",
    "suggest",
    "total",
]

SUGGESTED = TIERS.index("could")
NO = len(TIERS) - 1


@dataclass(frozen=True)
class Place:
    """Where one option stands: its tier (0 best to 3 not suggested), and the rules that speak of it."""

    option: Option
    tier: int
    reasons: tuple[Rule, ...]

    @property
    def because(self) -> tuple[str, ...]:
        """Why it stands here: what holds it down, then what raises it, or why it begins where it does."""
        own = () if self.raises else (self.option.start_because,)
        return tuple(rule.because for rule in self._holds) + own + tuple(rule.because for rule in self.raises)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind these sentences."""
        own = () if self.raises else self.option.start_claims
        held, raised = ([claim for rule in rules for claim in rule.claims] for rules in (self._holds, self.raises))
        return tuple(dict.fromkeys((*held, *own, *raised)))

    @property
    def raises(self) -> tuple[Rule, ...]:
        """The rules that speak for it."""
        return tuple(rule for rule in self.reasons if rule.effect.verb == "raise")

    @property
    def _holds(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.reasons if rule.effect.verb == "hold")

    @property
    def suggested(self) -> bool:
        """Whether it fits best or could be tried; an option to ask a clinician about is not suggested."""
        return self.tier <= SUGGESTED


@dataclass(frozen=True)
class Change:
    """One answer that would change what stands first: the input, the other answer, and what would stand there then."""

    input: str
    answer: str
    before: str
    after: str


@dataclass(frozen=True)
class Suggestion:
    """What the aid answers. `first` comes before everything: where triage sends this person.

    `places` are all options in order, `said` the rules that only say something, `change` and `insert_change` the
    nearest single answer that would put another option, or another insert, first (None where there is none).
    """

    first: tuple[str, ...]
    places: tuple[Place, ...]
    said: tuple[Rule, ...]
    fired: tuple[Rule, ...]
    change: Change | None
    insert_change: Change | None

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim cited, each once."""
        fired_claims = [claim for rule in self.fired for claim in rule.claims]
        return tuple(dict.fromkeys(fired_claims + [claim for place in self.places for claim in place.claims]))


def suggest(gate: Gate, answers: Situation, values: Mapping[str, int] | None = None, *, today: date) -> Suggestion:
    """Sort the options for these answers, behind a gate of today.

    `answers` holds one answer for every input; `values` how much each value matters (0, 1 or 2; left out is 0).
    Raises ValueError with sentences where the gate is closed or an answer is missing or not known.
    """
    opened, rules = require(gate, "options", today), book()
    _check(answers, values or {}, rules)
    situation, active = {GATE: opened.products, **answers}, fired({GATE: opened.products, **answers}, rules)

    def place(other: Situation) -> tuple[Place, ...]:
        return order(place_all(other, rules), values or {})

    return Suggestion(
        first=opened.first,
        places=place(situation),
        said=tuple(rule for rule in active if rule.effect.verb == "say"),
        fired=active,
        change=find_change(situation, rules.inputs, lambda other: place(other)[0].option.id),
        insert_change=find_change(situation, rules.inputs, lambda other: first_insert(place(other))),
    )


def fired(situation: Situation, rules: Book) -> tuple[Rule, ...]:
    """The rules whose conditions are met, in the order of the file."""
    return tuple(rule for rule in rules.rules if rule.fires(situation))


def place_all(situation: Situation, rules: Book) -> tuple[Place, ...]:
    """Every option in its tier, in the order of the file."""
    active = fired(situation, rules)
    return tuple(_place(option, situation, active) for option in rules.options.values())


def _place(option: Option, situation: Situation, active: tuple[Rule, ...]) -> Place:
    """The highest raise counts, then the lowest hold: a reason for care always wins."""
    mine = tuple(rule for rule in active if option.id in rule.options)
    raised = min([option.start, *_tiers(mine, "raise")])
    held = max([raised, *_tiers(mine, "hold")])
    met = all(situation[name] in answers for name, answers in option.needs.items())
    return Place(option, held if met else NO, mine)


def _tiers(rules: tuple[Rule, ...], verb: str) -> list[int]:
    return [rule.effect.tier for rule in rules if rule.effect.verb == verb]


def order(places: tuple[Place, ...], values: Mapping[str, int]) -> tuple[Place, ...]:
    """Options by tier; within one by the person's values, then by how high a rule raised them, then as in the file."""
    return tuple(sorted(places, key=lambda place: _rank(place, values)))


def _rank(place: Place, values: Mapping[str, int]) -> tuple[int, bool, int, int]:
    raised = min(_tiers(place.reasons, "raise"), default=len(TIERS))
    return place.tier, place.option.last, -total(place.option, values), raised


def total(option: Option, values: Mapping[str, int]) -> int:
    """Return how well an option serves what matters to the person: its scores, weighed and added."""
    return sum(weight * option.scores[name] for name, weight in values.items())


def find_change(situation: Situation, inputs: Mapping[str, Input], top: Callable[[Situation], str]) -> Change | None:
    """The nearest answer that flips what `top` finds, or None where no single answer does.

    Nearest is the first input that does so alone: those a person can find out or alter come first, then the others, in
    the order of the file; of its answers the first.
    """
    before = top(situation)
    for name, answer in _neighbours(situation, inputs):
        if (after := top({**situation, name: answer})) != before:
            return Change(name, answer, before, after)
    return None


def first_insert(places: tuple[Place, ...]) -> str:
    """The first insert that is not ruled out, "" where there is none."""
    return next((place.option.id for place in places if place.option.insert and place.tier < NO), "")


def _neighbours(situation: Situation, inputs: Mapping[str, Input]) -> Iterator[tuple[str, str]]:
    for name, one in sorted(inputs.items(), key=lambda pair: not pair[1].could_change):
        yield from ((name, answer) for answer in one.answers if answer != situation[name])


def _check(answers: Situation, values: Mapping[str, int], rules: Book) -> None:
    known = {name: tuple(one.answers) for name, one in rules.inputs.items()}
    faults = [f"Please answer: {rules.inputs[name].text}" for name in known if name not in answers]
    faults += [f"There is no question {name!r}." for name in answers if name not in known]
    faults += [
        f"{name} can be {' or '.join(known[name])}, not {answer!r}."
        for name, answer in answers.items()
        if name in known and answer not in known[name]
    ]
    faults += [f"There is no value {name!r}." for name in values if name not in rules.values]
    faults += [f"{name} can weigh 0, 1 or 2, not {one!r}." for name, one in values.items() if one not in WEIGHTS]
    if faults:
        raise ValueError("\n".join(faults))
