"""The file of options and rules is honest and readable; one that breaks a hard rule is refused as a whole."""

import csv
import itertools
import re
from functools import cache

import pytest

from lessons_lib import seeds
from lessons_lib.advice.reading import book
from tests.notebooks.test_reading import grade

OPTIONS, RULES = book().options, book().rules
LISTED = (
    "none", "shoes", "cushioned", "arch", "lift", "wedge", "pad", "plate", "custom", "active", "exercise", "education",
)  # fmt: skip


def texts(option):
    amounts = [amount.words for amount in (*option.benefit, *option.harm)]
    return [option.what_it_is, option.in_favour, option.against, option.start_because, option.living, option.undo,
            option.tried_in, option.effort, option.cost.words, *amounts]  # fmt: skip


def all_texts():
    yield from (text for option in OPTIONS.values() for text in texts(option))
    yield from (rule.because for rule in RULES)
    yield from (text for one in book().inputs.values() for text in (one.text, *one.answers.values()))


# --- the options ------------------------------------------------------------------------------------------------------


def test_all_options_of_the_plan_are_there():
    assert set(OPTIONS) == set(LISTED)


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.id)
def test_an_option_says_as_much_for_as_against(option):
    assert 0.75 <= len(option.in_favour.split()) / len(option.against.split()) <= 1.34


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.id)
def test_every_figure_has_a_unit_a_time_a_certainty_and_a_claim(option):
    for amount in (*option.benefit, *option.harm):
        assert bool(amount.figures) == bool(amount.over) == bool(amount.rows) == (amount.unit != "not known")
        assert amount.certainty
        assert amount.claims
        if amount.figures:
            assert max(amount.figures.values()) <= (10 if amount.unit == "points of 10" else 127)


def test_what_is_not_known_is_said_for_harm_and_for_benefit():
    for kind in ("benefit", "harm"):
        assert any(amount.unit == "not known" for option in OPTIONS.values() for amount in getattr(option, kind))


def test_a_cost_is_of_a_sellers_page_or_says_that_it_is_assumed_or_not_known():
    costs = {name: option.cost for name, option in OPTIONS.items()}
    assert {name for name, cost in costs.items() if cost.low is not None} == {"cushioned", "arch", "custom"}
    assert all("nobody has checked" in cost.words for cost in costs.values() if cost.low is not None)


def test_only_what_goes_into_the_shoe_begins_as_not_suggested():
    assert {name for name, option in OPTIONS.items() if option.start == 3} == {
        name for name, option in OPTIONS.items() if option.insert
    }


# --- words and numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.id)
def test_an_option_is_written_in_plain_words(option):
    assert grade(" ".join(text if text[-1] in ".?!" else f"{text}." for text in texts(option))) <= 8


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_one_plain_sentence(rule):
    assert len(rule.because.split()) <= 35
    assert grade(re.sub(r"[;:]", ".", rule.because)) <= 11


def test_all_rules_together_read_at_grade_eight_or_below():
    assert grade(re.sub(r"[;:]", ".", " ".join(rule.because for rule in RULES))) <= 8


# The bounds of the questions themselves and of the scale, agreed with the table of rules, no finding.
ASKED = {"0", "5", "10", "20", "100", "2", "3"}


@cache
def known_numbers():
    """Every number of the claims and the evidence, also as people of 100 and points of 10."""
    claims = " ".join(
        " ".join((claim.studies_found, claim.in_whom, claim.why_not_surer)) for claim in seeds.claims().values()
    )
    found = set(re.findall(r"\d+(?:\.\d+)?", claims.replace(",", "")))
    for path in sorted((seeds.folder() / "evidence").glob("*.csv")):
        lines = csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in itertools.chain.from_iterable(lines):
            if re.fullmatch(r"-?\d+(\.\d+)?", cell):
                value = abs(float(cell))
                scaled = (value, value * 100, value / 10)
                found |= {f"{one:.{places}f}" for one in scaled for places in (0, 1, 2)}
    return found


def test_every_number_that_is_told_stands_in_the_seeds():
    known = known_numbers() | ASKED
    told = {number for text in all_texts() for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}
    assert sorted(told - known) == []


def test_a_number_from_nowhere_would_be_seen():
    assert "7.77" not in known_numbers()


def test_nobody_is_promised_relief_or_told_what_to_do():
    whole = " ".join(all_texts()).lower()
    for word in (
        "will relieve",
        "guarantee",
        "cure",
        "you must",
        "we recommend",
        "prescribe",
        "proven",
        "debunk",
        "banned",
    ):
        assert word not in whole.replace("so you must choose", "")


# --- samples that must fail -------------------------------------------------------------------------------------------


def spoil(data):
    rules, options = data["rules"], data["options"]
    rules["big-toe"].update(options=["plates"], claims=["C999"], because="No stop")
    rules["heel-pain"].update(when={"hurts": ["feet"], "mood": ["low"]}, effect="push up")
    rules["high-arch"].update(claims=[], because="One. Two.")
    rules["safety-shoe"].update(options=[])
    rules["prevention"].update(options=["arch"])
    rules["pregnant"]["options"].append("education")
    rules["measured-legs"]["when"] = {"legs": ["self", "clinician-more"]}
    rules["no-inserts-now"]["options"].remove("custom")
    rules["inserts-with-a-clinician"]["when"] = {"gate": ["ask"], "hurts": ["back"]}
    rules["rolls-in-custom"] = "custom"
    options["arch"]["start"] = "could"
    options["arch"]["scores"].update(price=9, luck=1)
    options["lift"]["benefit"][0]["figures"]["difference"] = 6.2
    options["plate"]["benefit"][0]["rows"] = ["improved_shares/nobody"]
    options["wedge"]["harm"] = []
    options["pad"]["harm"][0]["figures"] = {"with_it": 3}
    options["shoes"]["against"] = "No."
    options["custom"]["cost"]["high"] = 900
    data["inputs"]["pregnant"]["answers"] = {"yes": "Yes"}
    del data["tiers"]["ask"]


SPOILT = [
    "rules, big-toe, options: expected an option, found 'plates' (did you mean plate?)",
    "rules, big-toe, claims: expected a claim of the ledger, found 'C999'",
    "rules, big-toe, because: expected one plain sentence that ends with a stop, found 'No stop'",
    "rules, heel-pain, when: expected an answer of hurts, found 'feet'",
    "rules, heel-pain, when: expected an input, found 'mood'",
    "rules, heel-pain, effect: expected one of raise to best",
    "rules, high-arch, claims: expected at least one claim, found none",
    "rules, high-arch, because: expected one plain sentence that ends with a stop, found 'One. Two.'",
    "rules, safety-shoe, options: expected options for a rule that raises or holds",
    "rules, prevention, options: expected options for a rule that raises or holds, and none for one that says",
    "rules, pregnant, options: expected no option that is marked always, found education",
    "rules, measured-legs, when: expected the answers that lift needs (legs: clinician-5-20, clinician-more)",
    "rules, gate: none: expected rules that hold at no everything that is bought, found none for ['custom']",
    "rules, gate: ask: expected rules that hold at ask everything that is bought, found none for ['arch', 'cushioned'",
    "rules, rolls-in-custom: expected fields below this name",
    "options, arch, start: expected no for everything that goes into a shoe: only a rule may raise it",
    "options, arch, scores, price: expected a whole number from 0 to 4, found 9",
    "options, arch, scores, luck: expected no such field",
    "options, lift, benefit 1, figures, difference: expected a number of treatment_effects/rannisto2019-back",
    "options, plate, benefit 1, rows: expected table/row of the evidence, found 'improved_shares/nobody'",
    "options, wedge, harm: expected a list of at least one entry",
    "options, pad, harm 1, figures: expected figures where a unit is known, and none where it is not",
    "options, shoes, against: expected about as many words as in favour, found",
    "options, custom, cost, row: expected a row of prices with 200 and 900",
    "inputs, pregnant, answers: expected two to five answers",
    "tiers, ask: expected this tier, found nothing",
]


def test_a_bad_file_is_refused_with_all_problems_at_once(broken):
    with pytest.raises(seeds.SeedProblems) as refused:
        book(broken("advice.yaml", spoil))
    told = str(refused.value)
    assert [line for line in SPOILT if f"advice.yaml, {line}" not in told] == []


def test_a_file_without_an_option_that_nothing_can_hold_down_is_refused(broken):
    def change(data):
        for name in ("none", "education"):
            data["options"][name]["always"] = False

    with pytest.raises(seeds.SeedProblems, match="at least one option that is not bought"):
        book(broken("advice.yaml", change))


def test_the_shipped_file_has_no_problem():
    assert len(RULES) >= 30
    assert len({rule.id for rule in RULES}) == len(RULES)
