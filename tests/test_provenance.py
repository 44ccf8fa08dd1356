"""No number that nobody measured is told as a finding: not in a claim, not in a question, not in a lab's caption.

A sentence is refused when it holds an assumed number of the seeds with its unit, is about the same thing (a word of the
constant's name), and does not say that the number is assumed. A number that was also measured is left alone: ten
degrees are an assumed tilt of the pelvis, but a wedge in a study as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from lessons_lib import labs, seeds
from lessons_lib.explorable.drawing import make_figure
from lessons_lib.explorable.wording import strip_marks
from lessons_lib.quiz import bank
from lessons_lib.seeds import Constant

SAYS_SO = re.compile(
    r"\b(assum\w+|our (own )?sums?|model\w*|imagin\w+|invented|suppos\w+|guess\w*|if|would|from memory)\b",
    re.IGNORECASE,
)
# How a unit of the seeds may stand in running text; a ratio or a gain stands there bare.
PERCENT = r"\s?(?:%|percent|per cent|(?:of|in|out of) (?:every )?100\b)"
UNITS = {
    "degree": r"[\s-]?(?:°|degrees?)", "mm": r"[\s-]?(?:mm|millimet\w+)", "MPa": r"\s?(?:MPa|megapascals?)",
    "megapascal": r"\s?(?:MPa|megapascals?)", "kPa": r"\s?(?:kPa|kilopascals?)", "kg": r"\s?(?:kg|kilos?|kilograms?)",
    "kilopascal": r"\s?(?:kPa|kilopascals?)", "newton": r"\s?(?:N\b|newtons?)", "percent": PERCENT, "%": PERCENT,
    "metre": r"\s?(?:m/s|met(?:re|er)s? (?:per|a) second)", "point": r"[\s-]?points?", "points": r"[\s-]?points?",
    "square": r"\s?(?:cm2|cm²|square centimet\w+)", "of": PERCENT,
}  # fmt: skip
WORDS = dict(enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")))
# Parts of names that say how a number is used, not what it is about.
NO_SUBJECT = {"high", "low", "mean", "share", "norms", "limit", "model", "people", "from", "above", "half", "over"}


@dataclass(frozen=True)
class Told:
    """One text that a learner meets, and where it stands."""

    where: str
    text: str


def unit_of(unit: str) -> str:
    return unit.split()[0] if unit else ""


def kind(value: float, unit: str) -> tuple[float, str]:
    """A number as text would show it: a share is a percentage, ratios and gains are bare numbers."""
    first = unit_of(unit)
    if first in ("share", "of", "percent", "%"):
        return round(abs(value) * (100 if first == "share" else 1), 9), "percent"
    return abs(value), first.removesuffix("s") if first in UNITS else "bare"


def spellings(value: float, unit: str) -> Iterator[str]:
    """Patterns for a number with its unit: 0.30, "share of critical" is 0.3, 30 percent and 30 of 100."""
    first = unit_of(unit)
    if first in UNITS:
        yield rf"{digits(abs(value))}(?:\s?(?:to|–|-|and|or)\s?[\d.,]+)?{UNITS[first]}"
    else:
        yield digits(abs(value)) + r"(?![\s-]?(?:°|%|\w))"
    if first == "share":
        yield digits(abs(value) * 100) + PERCENT


def digits(value: float) -> str:
    """A pattern for the number itself: 1,000 and 1000, 0.3 and 0.30, 2 and two, but not the 2 of 2.5 or 12."""
    whole = float(value).is_integer()
    plain = f"{value:,.0f}".replace(",", ",?") if whole else re.escape(f"{value:.6g}") + "0*"
    word = rf"|\b{WORDS[int(value)]}" if whole and value in WORDS else ""
    return rf"(?:(?<![\d.,]){plain}(?:\.0+)?(?![\d]|[.,]\d){word})"


def subject(name: str) -> re.Pattern[str]:
    """Words that a sentence about this constant is likely to use: the beginnings of the words of its name."""
    words = {word for word in name.split("_") if len(word) > 2} - NO_SUBJECT
    return re.compile("|".join(rf"\b{word[:5]}" for word in sorted(words)), re.IGNORECASE)


def find_untold(told: Iterable[Told], constants: Mapping[str, Constant], measured: set[tuple[float, str]]) -> list[str]:
    """Sentences that quote an assumed number as if it had been found, each with its place and the constant."""
    guarded = [
        (one, subject(one.name), [re.compile(spelling) for spelling in spellings(value, one.unit)])
        for one in constants.values()
        if one.assumed
        for value in (one.value, one.sd)
        if value and kind(value, one.unit) not in measured
    ]
    return [
        f"{text.where}: {one.name} is assumed, but told as a finding: {sentence!r}"
        for text in told
        for sentence in re.split(r"(?<=[.!?])\s+(?=[\"'(]?[A-Z0-9])", text.text)
        if not SAYS_SO.search(sentence)
        for one, about, numbers in guarded
        if about.search(sentence) and any(number.search(sentence) for number in numbers)
    ]


def measured_numbers() -> set[tuple[float, str]]:
    """What somebody did measure, with its unit: constants that are not assumed, and the rows of evidence."""
    found = [one for one in seeds.constants().values() if not one.assumed]
    constants = {kind(value, one.unit) for one in found for value in (one.value, one.sd) if value}
    return constants | {number for table in evidence() for row in table for number in numbers_of(row)}


def evidence() -> Iterator[seeds.Table]:
    yield from (seeds.evidence(path.stem) for path in sorted((seeds.folder() / "evidence").glob("*.csv")))


def numbers_of(row: seeds.Row) -> Iterator[tuple[float, str]]:
    for column, cell in row.cells.items():
        if isinstance(cell, float):
            unit = "percent" if "percent" in column else str(row.cells.get("unit", ""))
            yield from (kind(cell, unit), kind(round(cell, 1), unit))  # a text may round it
            if unit == "percent":
                yield kind(float(round(cell)), unit)  # people of a hundred are whole


def claim_texts() -> Iterator[Told]:
    for claim in seeds.claims().values():
        for field in ("studies_found", "in_whom", "why_not_surer"):
            yield Told(f"claims, {claim.id}, {field}", getattr(claim, field))


def question_texts() -> Iterator[Told]:
    for name, question in bank.load().items():
        yield from (Told(f"questions, {name}", text) for text in strings(question.model_dump(exclude={"id", "answer"})))


def strings(value: object) -> Iterator[str]:
    """Every text inside a question, however deep: stem, options, feedback, hints, explanation."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def caption_texts() -> Iterator[Told]:
    """What every lab says at its start, at both ends of each slider and in each state of its choices."""
    for name, lab in labs.shipped().items():
        start = {key: control.default for key, control in lab.controls.items()}
        ends = [{key: end} for key, slider in lab.sliders.items() for end in (slider.low, slider.high)]
        states = [{key: state} for key, choice in lab.choices.items() for state in choice.states]
        for setting in ({}, *ends, *states):
            caption = make_figure(lab.function, start | setting)[1]
            yield Told(f"labs, {name} at {setting or 'its start'}", strip_marks(caption))


REAL = {"claims": claim_texts, "questions": question_texts, "captions": caption_texts}


@pytest.mark.parametrize("texts", REAL.values(), ids=REAL)
def test_no_assumed_number_is_told_as_a_finding(texts):
    told = list(texts())
    assert told
    assert find_untold(told, seeds.constants(), measured_numbers()) == []


def test_no_row_of_evidence_is_assumed_and_no_contradiction_rests_on_an_assumption():
    assert [row.id for table in evidence() for row in table if row.provenance == "assumed"] == []
    values = itertools.chain.from_iterable(one.values for one in seeds.contradictions().values())
    assert [value.label for value in values if value.provenance == "assumed"] == []


def test_no_published_value_is_assumed():
    assert [row.id for row in seeds.published().values() if row.provenance == "assumed"] == []


# Planted samples: it can fail


def constant(name, value, unit, provenance="assumed", sd=None):
    return {name: Constant(name, value, sd, unit, "", provenance, "N")}


SHIN = constant("tibial_turn_from_above", 10.2, "degree")
PLANTED = [
    (SHIN, "From above the shin gets a turn of 10.2 degrees."),
    (SHIN, "Runners were measured. The turn from the hip was 10.2°."),
    (constant("heel_damping", 0.30, "share of critical"), "The heel takes up 30 percent."),
    (constant("heel_damping", 0.30, "share of critical"), "The damping at the heel was 0.30."),
    (constant("women_pronated_share", 0.3, "share of women"), "Of the women, 30 of 100 had such feet."),
    (constant("strike_modulus_polypropylene_shell", 1000, "megapascal"), "A shell of polypropylene has 1,000 MPa."),
    (constant("hip_centre_width", 180, "mm"), "The hips are 180 mm apart."),
    (constant("hip_centre_width", 180, "mm"), "The hips are 180 to 190 mm apart."),
    (constant("commercial_post_low", 2, "degree"), "Commercial wedges have two degrees."),
    (constant("arch_index_high", 0.21, "ratio"), "An arch is high up to 0.21."),
    (constant("fpi_norms_neutral", 1, "points of the Foot Posture Index"), "FPI: normal begins at 1 point."),
    (constant("natural_pelvic_tilt", 9, "degree", sd=5), "The tilt of the pelvis scattered by 5 degrees."),
]


@pytest.mark.parametrize(("constants", "text"), PLANTED)
def test_a_planted_number_is_found_with_its_place_and_its_constant(constants, text):
    (found,) = find_untold([Told("claims, C999, studies_found", text)], constants, set())
    assert found.startswith(f"claims, C999, studies_found: {next(iter(constants))} is assumed, but told as a finding: ")


INNOCENT = [
    (SHIN, "From above the shin gets a turn of 10.2 degrees, which is assumed."),
    (SHIN, "In our model the shin gets a turn of 10.2 degrees from above."),
    (SHIN, "If the turn from above is 10.2 degrees, the sum is 13.3."),
    (SHIN, "The shin turns by 110.2 degrees or by 10.25 degrees."),
    (SHIN, "The shin was followed for 10.2 weeks."),
    (SHIN, "The room had 10.2 degrees."),
    (constant("heel_damping", 0.30, "share of critical"), "The heel took up 0.305."),
    (constant("hip_centre_width", 180, "mm", provenance="abstract"), "The hips are 180 mm apart."),
]


@pytest.mark.parametrize(("constants", "text"), INNOCENT)
def test_a_sentence_that_says_so_or_is_about_something_else_is_let_through(constants, text):
    assert find_untold([Told("claims, C999, in_whom", text)], constants, set()) == []


def test_saying_so_in_the_next_sentence_is_too_late():
    text = "From above the shin gets a turn of 10.2 degrees. This is assumed."
    assert len(find_untold([Told("C999", text)], SHIN, set())) == 1


def test_a_number_that_was_measured_as_well_is_let_through():
    text = "From above the shin gets a turn of 10.2 degrees."
    assert find_untold([Told("C999", text)], SHIN, {(10.2, "degree")}) == []


def test_the_texts_of_a_question_are_found_however_deep():
    question = bank.load()["pelvis-at-10"]
    texts = {told.text for told in question_texts() if told.where == "questions, pelvis-at-10"}
    assert {question.stem, question.explanation, question.feedback.low, question.then} <= texts
