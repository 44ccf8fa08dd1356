"""Reads seeds/advice.yaml; a file that breaks a hard rule is refused with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.advice.gate import PRODUCTS
from lessons_lib.advice.kinds import (
    BASES,
    CLOSED,
    EFFECTS,
    GATE,
    TIERS,
    UNITS,
    Amount,
    Book,
    Cost,
    Effect,
    Input,
    Option,
    Question,
    Rule,
)
from lessons_lib.advice.sections import answers_in, entries, finish, flag, open_sections, whole
from lessons_lib.seeds import Problem, UnknownEvidenceError
from lessons_lib.seeds.entries import Entry
from lessons_lib.seeds.kinds import CERTAINTIES

__all__ = ["ABOUT", "book"]

FILE = "advice.yaml"
SECTIONS = ("about", "tiers", "inputs", "values", "options", "rules", "questions")
ABOUT = ("question", "title", "purpose", "scores", "no_change", "funding", "updates")
FIGURES = ("with_it", "without_it", "before", "after", "difference", "low", "high")
ANSWERS = range(2, 6)
EVERYBODY = 100  # "of every 100 people": the size of the group, which no study has to show
SCALES = (1, 10, 0.01)  # a row may count in shares of 1 or of 100 where we say people of 100 or points of 10
EQUALLY_LONG = (0.75, 1.34)  # words in favour for each word against
Known = Mapping[str, Mapping[str, object]]


def book(root: Path | None = None) -> Book:
    """Inputs, values, options and rules of the decision aid; `SeedProblems` lists all that is wrong in advice.yaml."""
    return _read(root or seeds.folder())


@cache
def _read(root: Path) -> Book:
    wrong: list[Problem] = []
    part = open_sections(root, FILE, SECTIONS, wrong)
    inputs = {name: _input(name, entry) for name, entry in entries(part["inputs"])}
    known: Known = {GATE: dict.fromkeys(PRODUCTS), **{name: one.answers for name, one in inputs.items()}}
    values = {name: entry.word("text") for name, entry in entries(part["values"])}
    options = {name: _option(name, entry, known, values, root) for name, entry in entries(part["options"])}
    rules = [(entry, _rule(name, entry, known, options, root)) for name, entry in entries(part["rules"])]
    asked = {**known, GATE: dict.fromkeys((*PRODUCTS, CLOSED))}
    part["about"].only(*ABOUT)
    found = Book(
        about=MappingProxyType({name: part["about"].word(name) for name in ABOUT}),
        tiers=_tiers(part["tiers"]),
        inputs=MappingProxyType(inputs),
        values=MappingProxyType(values),
        options=MappingProxyType(options),
        rules=tuple(rule for _, rule in rules),
        questions=tuple(_question(name, entry, asked) for name, entry in entries(part["questions"])),
    )
    _check_hard_rules(found, rules, part)
    return finish(found, wrong)


def _tiers(section: Entry) -> Mapping[str, Mapping[str, str]]:
    section.only(*TIERS)
    found = {name: {field: entry.word(field) for field in ("name", "text")} for name, entry in entries(section)}
    for name in TIERS:
        if name not in found:
            section.report(name, "this tier, found nothing")
    return MappingProxyType({name: MappingProxyType(found[name]) for name in TIERS if name in found})


def _input(name: str, entry: Entry) -> Input:
    entry.only("text", "could_change", "answers")
    answers = entry.fields.get("answers")
    texts = answers if isinstance(answers, dict) else {}
    each = [one for pair in texts.items() for one in pair]
    if len(texts) not in ANSWERS or not all(isinstance(one, str) and one.strip() for one in each):
        entry.report("answers", f"two to five answers, each a name with its text in quotes, found {answers!r}")
    plain = MappingProxyType({str(key): str(text) for key, text in texts.items()})
    return Input(name, entry.word("text"), flag(entry, "could_change"), plain)


# --- options ----------------------------------------------------------------------------------------------------------


def _option(name: str, entry: Entry, known: Known, values: Mapping[str, str], root: Path) -> Option:
    entry.only(*[field for field in Option.__dataclass_fields__ if field != "id"])
    words = {field: entry.word(field) for field in ("name", "what_it_is", "tried_in", "effort", "undo", "living")}
    in_favour, against = _both_sides(entry)
    return Option(
        id=name,
        buy=flag(entry, "buy"),
        insert=flag(entry, "insert"),
        always=flag(entry, "always"),
        last=flag(entry, "last"),
        start=_tier(entry.choice("start", TIERS)),
        start_because=entry.word("start_because"),
        start_claims=_claims(entry, "start_claims", root),
        needs=answers_in(entry, "needs", known),
        in_favour=in_favour,
        against=against,
        benefit=_amounts(entry, "benefit", root),
        harm=_amounts(entry, "harm", root),
        cost=_cost(entry, root),
        scores=_scores(entry, values),
        **words,
    )


def _tier(word: str) -> int:
    return TIERS.index(word) if word else len(TIERS) - 1


def _both_sides(entry: Entry) -> tuple[str, str]:
    """What speaks for an option and what against it, at about the same length."""
    in_favour, against = entry.word("in_favour"), entry.word("against")
    low, high = EQUALLY_LONG
    if in_favour and against and not low <= len(in_favour.split()) / len(against.split()) <= high:
        found = f"{len(in_favour.split())} words in favour and {len(against.split())} against"
        entry.report("against", f"about as many words as in favour, found {found}")
    return in_favour, against


def _scores(entry: Entry, values: Mapping[str, str]) -> Mapping[str, int]:
    given = entry.fields.get("scores")
    part = Entry(entry.file, f"{entry.id}, scores", given if isinstance(given, dict) else {}, entry.problems)
    part.only(*values)
    return MappingProxyType({name: whole(part, name, 0, 4) for name in values})


def _amounts(entry: Entry, field: str, root: Path) -> tuple[Amount, ...]:
    """Each benefit or harm of an option; at least one, if only to say that it is not known."""
    given = entry.fields.get(field)
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        entry.report(field, "a list of at least one entry (unit: not known, where nobody knows)")
        return ()
    parts = [Entry(entry.file, f"{entry.id}, {field} {n}", one, entry.problems) for n, one in enumerate(given, 1)]
    return tuple(_amount(part, root) for part in parts)


def _amount(part: Entry, root: Path) -> Amount:
    part.only(*Amount.__dataclass_fields__)
    unit, figures = part.choice("unit", UNITS), _figures(part)
    counted = unit != "not known"
    if counted != bool(figures):
        part.report("figures", "figures where a unit is known, and none where it is not")
    amount = Amount(
        about=part.word("about"),
        unit=unit,
        figures=figures,
        over=part.word("over", "the time it took") if counted else "",
        certainty=part.choice("certainty", CERTAINTIES),
        words=part.word("words"),
        claims=_claims(part, "claims", root),
        rows=part.words("rows"),
    )
    _check_figures(part, amount, root)
    return amount


def _figures(part: Entry) -> Mapping[str, float]:
    given = part.fields.get("figures", {})
    inner = Entry(part.file, f"{part.id}, figures", given if isinstance(given, dict) else {}, part.problems)
    inner.only(*FIGURES)
    return MappingProxyType({str(name): inner.number(str(name)) for name in inner.fields})


def _check_figures(part: Entry, amount: Amount, root: Path) -> None:
    """A problem for each figure that stands in none of the rows it names, scaled and rounded as it is shown."""
    cells = [cell for row in amount.rows for cell in _cells(part, row, root)]
    for name, figure in amount.figures.items():
        places = len(f"{figure:g}".partition(".")[2])
        shown = {round(abs(cell) / scale, places) for cell in cells for scale in SCALES}
        if round(abs(figure), places) not in shown and not (name == "without_it" and figure == EVERYBODY):
            part.report(f"figures, {name}", f"a number of {' or '.join(amount.rows) or 'some row'}, found {figure:g}")


def _cells(part: Entry, place: str, root: Path) -> Iterator[float]:
    table, _, row = place.partition("/")
    try:
        found = seeds.evidence(table, root).row(row)
    except UnknownEvidenceError as unknown:
        part.report("rows", f"table/row of the evidence, found {place!r} ({unknown})")
    else:
        yield from (cell for cell in found.cells.values() if isinstance(cell, float))


def _cost(entry: Entry, root: Path) -> Cost:
    given = entry.fields.get("cost")
    part = Entry(entry.file, f"{entry.id}, cost", given if isinstance(given, dict) else {}, entry.problems)
    part.only("low", "high", "row", "words", "basis")
    words, basis = part.word("words"), part.choice("basis", BASES)
    if basis != "commercial pages":
        part.only("words", "basis")
        return Cost(None, None, words, basis)
    low, high = part.number("low", 0), part.number("high", 0)
    if {low, high} - set(_cells(part, part.word("row"), root)):
        part.report("row", f"a row of prices with {low:g} and {high:g}")
    return Cost(low, high, words, basis)


# --- rules ------------------------------------------------------------------------------------------------------------


def _rule(name: str, entry: Entry, known: Known, options: Mapping[str, Option], root: Path) -> Rule:
    entry.only("when", "effect", "options", "because", "claims")
    if "when" not in entry.fields:
        entry.report("when", "inputs, each with a list of answers ({} for always), found nothing")
    effect = EFFECTS.get(entry.choice("effect", tuple(EFFECTS)), EFFECTS["say"])
    named = entry.words("options")
    entry.known("options", named, options, "an option")
    if (effect.verb == "say") == bool(named) and "effect" in entry.fields:
        entry.report("options", "options for a rule that raises or holds, and none for one that says")
    return Rule(
        id=name,
        when=answers_in(entry, "when", known),
        effect=effect,
        options=named,
        because=entry.word("because", "one plain sentence that ends with a stop", r"(?s)[^.!?]*\S(\.\d[^.!?]*)*\.\s*"),
        claims=_claims(entry, "claims", root),
    )


def _question(name: str, entry: Entry, known: Known) -> Question:
    entry.only("when", "text")
    return Question(name, answers_in(entry, "when", known), entry.word("text", "a question", r"(?s).+\?\s*"))


def _claims(entry: Entry, field: str, root: Path) -> tuple[str, ...]:
    cited = entry.words(field)
    if not cited:
        entry.report(field, "at least one claim, found none")
    entry.known(field, cited, seeds.claims(root), "a claim of the ledger")
    return cited


# --- what no file may break -------------------------------------------------------------------------------------------


def _check_hard_rules(found: Book, rules: list[tuple[Entry, Rule]], part: Mapping[str, Entry]) -> None:
    for entry, rule in rules:
        _check_rule(entry, rule, found.options)
    if not any(option.always and not option.buy for option in found.options.values()):
        part["options"].report("always", "at least one option that is not bought and that no rule may hold down")
    _check_guards(found, part["rules"])
    _check_starts(found, part["options"])


def _check_rule(entry: Entry, rule: Rule, options: Mapping[str, Option]) -> None:
    for option in (options[name] for name in rule.options if name in options):
        if rule.effect.verb == "hold" and option.always:
            entry.report("options", f"no option that is marked always, found {option.id}")
        if rule.effect.verb == "raise" and not _within(rule.when, option.needs):
            entry.report("when", f"the answers that {option.id} needs ({_shown(option.needs)})")


def _within(when: Mapping[str, frozenset[str]], needs: Mapping[str, frozenset[str]]) -> bool:
    return all(name in when and when[name] <= answers for name, answers in needs.items())


def _shown(needs: Mapping[str, frozenset[str]]) -> str:
    return "; ".join(f"{name}: {', '.join(sorted(answers))}" for name, answers in needs.items())


def _check_guards(found: Book, section: Entry) -> None:
    """Triage outranks every other rule: what it left closed must be held down for all that is bought."""
    bought = {option.id for option in found.options.values() if option.buy}
    for left, effect in (("none", "hold at no"), ("ask", "hold at ask")):
        held = _always_held(found.rules, left, EFFECTS[effect])
        if missing := sorted(bought - held):
            section.report(f"gate: {left}", f"rules that {effect} everything that is bought, found none for {missing}")


def _always_held(rules: Iterable[Rule], left: str, effect: Effect) -> set[str]:
    guards = [rule for rule in rules if set(rule.when) == {GATE} and left in rule.when[GATE]]
    return {name for rule in guards for name in rule.options if rule.effect == effect}


def _check_starts(found: Book, section: Entry) -> None:
    """What goes into a shoe begins as not suggested, so that it never rises without a reason and its claims."""
    for option in found.options.values():
        if option.insert and option.start != TIERS.index("no"):
            section.report(f"{option.id}, start", "no for everything that goes into a shoe: only a rule may raise it")
