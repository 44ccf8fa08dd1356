"""Bakes the option stage: every combination of answers in one small table that a page can look up without Python.

The table is a diagram. From the first node (`steps[0][0]`) each answer leads to a node of the next step, and the last
one to an outcome: letters for options (a is the first of `options`), tier by tier between bars, in the order they have
when no value matters. Equal branches are stored once, so that all combinations fit into a few kilobytes.

A page reorders each tier, keeping ties as they are: options of `last` come last, the others by falling total. `totals`
has a line for each weighing of the values (the last value changes fastest), with one figure of `FIGURES` an option.
`fires` has, for each answer, a number in hexadecimal with one bit a rule, the first rule's lowest (a page needs no bits
above them); the rules that fired are those whose bit is set for all answers.
"""

from __future__ import annotations

import itertools
import json
import string
from collections.abc import Iterator, Mapping
from functools import cache, reduce
from typing import TypedDict

from lessons_lib.advice.gate import PRODUCTS
from lessons_lib.advice.kinds import GATE, TIERS, WEIGHTS, Book, Situation
from lessons_lib.advice.reading import book
from lessons_lib.advice.suggest import order, place_all, total

__all__ = ["FIGURES", "Table", "all_situations", "axes", "bake", "build", "look_up", "look_up_fired"]

FORMAT = 1
FIGURES = string.digits + string.ascii_letters  # totals up to 61 as one character each
LETTERS = string.ascii_lowercase
Node = tuple[int, ...]


class Table(TypedDict):
    """The baked table, ready for JSON; the module's docstring says how it is read."""

    format: int
    inputs: list[tuple[str, list[str]]]
    options: list[str]
    last: list[str]
    rules: list[str]
    tiers: list[str]
    values: list[str]
    weights: list[int]
    totals: list[str]
    steps: list[list[Node]]
    outcomes: list[str]
    fires: dict[str, list[str]]


def axes(rules: Book) -> dict[str, list[str]]:
    """What triage left open and every input, each with its answers in order."""
    return {GATE: list(PRODUCTS), **{name: list(one.answers) for name, one in rules.inputs.items()}}


def all_situations(rules: Book) -> Iterator[Situation]:
    """Every combination of answers, the last input changing fastest."""
    names = axes(rules)
    return (dict(zip(names, answers)) for answers in itertools.product(*names.values()))


@cache
def bake() -> str:
    """The table of the shipped rules as compact JSON, the same bytes on every machine."""
    return json.dumps(build(book()), separators=(",", ":"))


def build(rules: Book) -> Table:
    """Enumerate every combination and merge equal branches."""
    fires = {name: [_bits(name, answer, rules) for answer in answers] for name, answers in axes(rules).items()}
    steps, outcomes = _merge(list(_outcomes(rules, fires)), axes(rules))
    return Table(
        format=FORMAT,
        inputs=list(axes(rules).items()),
        options=list(rules.options),
        last=[option.id for option in rules.options.values() if option.last],
        rules=[rule.id for rule in rules.rules],
        tiers=list(TIERS),
        values=list(rules.values),
        weights=list(WEIGHTS),
        totals=list(_totals(rules)),
        steps=steps,
        outcomes=outcomes,
        fires={name: [f"{bits:x}" for bits in row] for name, row in fires.items()},
    )


def _outcomes(rules: Book, fires: Mapping[str, list[int]]) -> Iterator[str]:
    """The outcome of every combination; those in which the same rules sort are worked out once."""
    silent = sum(1 << place for place, rule in enumerate(rules.rules) if rule.effect.verb == "say")
    known: dict[int, str] = {}
    for situation, bits in zip(all_situations(rules), itertools.product(*fires.values())):
        key = reduce(int.__and__, bits) & ~silent
        if key not in known:
            known[key] = _outcome(situation, rules)
        yield known[key]


def _bits(name: str, answer: str, rules: Book) -> int:
    """One bit for each rule that this answer lets fire; above them one for each option whose needs it meets."""
    conditions = [*(rule.when for rule in rules.rules), *(option.needs for option in rules.options.values())]
    met = (name not in when or answer in when[name] for when in conditions)
    return sum(1 << place for place, one in enumerate(met) if one)


def _outcome(situation: Situation, rules: Book) -> str:
    letters = dict(zip(rules.options, LETTERS))
    tiers = [""] * len(TIERS)
    for place in order(place_all(situation, rules), {}):
        tiers[place.tier] += letters[place.option.id]
    return "|".join(tiers)


def _merge(leaves: list[str], names: Mapping[str, list[str]]) -> tuple[list[list[Node]], list[str]]:
    """Fold the leaves from the last input to the first; equal groups of answers become one node."""
    outcomes = list(dict.fromkeys(leaves))
    number = {outcome: place for place, outcome in enumerate(outcomes)}
    row, steps = [number[leaf] for leaf in leaves], list[list[Node]]()
    for answers in reversed(list(names.values())):
        groups = [tuple(row[place : place + len(answers)]) for place in range(0, len(row), len(answers))]
        nodes = {node: place for place, node in enumerate(dict.fromkeys(groups))}
        steps.insert(0, list(nodes))
        row = [nodes[group] for group in groups]
    return steps, outcomes


def _totals(rules: Book) -> Iterator[str]:
    for weights in itertools.product(WEIGHTS, repeat=len(rules.values)):
        values = dict(zip(rules.values, weights))
        yield "".join(FIGURES[total(option, values)] for option in rules.options.values())


def look_up(table: Table, situation: Situation, values: Mapping[str, int] | None = None) -> tuple[tuple[str, ...], ...]:
    """The options of each tier in order, as a page finds them: by looking only."""
    node = 0
    for step, (name, answers) in zip(table["steps"], table["inputs"]):
        node = step[node][answers.index(situation[name])]
    line = table["totals"][_line(table, values or {})]
    return tuple(_reorder(tier, line, table) for tier in table["outcomes"][node].split("|"))


def _line(table: Table, values: Mapping[str, int]) -> int:
    """Which line of `totals` belongs to these values: a number written in base 3."""
    weights = (table["weights"].index(values.get(name, 0)) for name in table["values"])
    return reduce(lambda line, weight: line * len(table["weights"]) + weight, weights, 0)


def _reorder(tier: str, line: str, table: Table) -> tuple[str, ...]:
    def rank(letter: str) -> tuple[bool, int]:
        place = LETTERS.index(letter)
        return table["options"][place] in table["last"], -FIGURES.index(line[place])

    return tuple(table["options"][LETTERS.index(letter)] for letter in sorted(tier, key=rank))


def look_up_fired(table: Table, situation: Situation) -> tuple[str, ...]:
    """The ids of the rules that fired: those whose bit is set for every answer."""
    bits = (table["fires"][name][answers.index(situation[name])] for name, answers in table["inputs"])
    left = reduce(int.__and__, (int(one, 16) for one in bits))
    return tuple(rule for place, rule in enumerate(table["rules"]) if left >> place & 1)
