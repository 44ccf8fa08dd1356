"""What the option stage is made of: inputs, values, options with their benefit and harm, and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "BASES", "CLOSED", "EFFECTS", "GATE", "TIERS", "UNITS", "WEIGHTS", "Amount", "Book", "Cost", "Effect", "Input",
    "Option", "Question", "Rule", "Situation",
]  # fmt: skip

Situation = Mapping[str, str]  # an answer to each input, and what triage left open under the name GATE

TIERS = ("best", "could", "ask", "no")
GATE = "gate"
CLOSED = "closed"  # beside PRODUCTS, for questions to a clinician only: triage left no option open
UNITS = ("people out of 100", "points of 10", "not known")
BASES = ("commercial pages", "assumed", "not known")
WEIGHTS = (0, 1, 2)  # how much a value matters: not much, somewhat, a lot


@dataclass(frozen=True)
class Effect:
    """What a rule does: "raise" options up to a tier, "hold" them down at one, or "say" its sentence."""

    verb: str
    tier: int


EFFECTS: Mapping[str, Effect] = {
    **{f"raise to {tier}": Effect("raise", TIERS.index(tier)) for tier in ("best", "could", "ask")},
    **{f"hold at {tier}": Effect("hold", TIERS.index(tier)) for tier in ("could", "ask", "no")},
    "say": Effect("say", len(TIERS)),
}


@dataclass(frozen=True)
class Input:
    """One question of the option stage: its answers by key; `could_change`: a person can find it out or alter it."""

    id: str
    text: str
    could_change: bool
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Amount:
    """One benefit or harm: figures in `unit` over a stated time, how sure that is, and the rows they stand in.

    Where the unit is "not known" there are no figures; `words` says it plainly in any case.
    """

    about: str
    unit: str
    figures: Mapping[str, float]
    over: str
    certainty: str
    words: str
    claims: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Cost:
    """What an option costs in US dollars where sellers' pages say so; `basis` says where that comes from."""

    low: float | None
    high: float | None
    words: str
    basis: str


@dataclass(frozen=True)
class Option:
    """One way to go. `buy`: it is bought; `insert`: it goes into the shoe; `always`: no rule may hold it down.

    `needs` are answers without which no rule can raise it; `last` puts it behind all others of its tier.
    """

    id: str
    name: str
    buy: bool
    insert: bool
    always: bool
    last: bool
    start: int
    start_because: str
    start_claims: tuple[str, ...]
    needs: Mapping[str, frozenset[str]]
    what_it_is: str
    tried_in: str
    in_favour: str
    against: str
    benefit: tuple[Amount, ...]
    harm: tuple[Amount, ...]
    cost: Cost
    effort: str
    undo: str
    living: str
    scores: Mapping[str, int]

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that stands behind the option's own text, each once."""
        amounts = (claim for amount in (*self.benefit, *self.harm) for claim in amount.claims)
        return tuple(dict.fromkeys((*self.start_claims, *amounts)))


@dataclass(frozen=True)
class Rule:
    """One rule: when it fires, what it does to which options, why in one sentence, and the claims behind it."""

    id: str
    when: Mapping[str, frozenset[str]]
    effect: Effect
    options: tuple[str, ...]
    because: str
    claims: tuple[str, ...]

    def fires(self, situation: Situation) -> bool:
        """Whether every condition of the rule is met."""
        return all(situation[name] in answers for name, answers in self.when.items())


@dataclass(frozen=True)
class Question:
    """A question to ask a clinician, and for whom it is worth asking."""

    id: str
    when: Mapping[str, frozenset[str]]
    text: str

    def fits(self, situation: Situation) -> bool:
        """Whether every condition is met; what was not asked meets none."""
        return all(situation.get(name) in answers for name, answers in self.when.items())


@dataclass(frozen=True)
class Book:
    """All of advice.yaml, in the order of the file."""

    about: Mapping[str, str]
    tiers: Mapping[str, Mapping[str, str]]
    inputs: Mapping[str, Input]
    values: Mapping[str, str]
    options: Mapping[str, Option]
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
