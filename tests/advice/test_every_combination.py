"""The hard rules, proved for every combination of answers under each thing that triage may leave open."""

import itertools
from dataclasses import replace
from datetime import timedelta
from math import prod

import pytest

from lessons_lib import seeds
from lessons_lib.advice import suggest
from lessons_lib.advice.kinds import EFFECTS, TIERS, WEIGHTS, Rule
from lessons_lib.advice.reading import book
from lessons_lib.advice.suggest import Place, order, place_all, total
from lessons_lib.advice.table import axes

from .conftest import TIER, TODAY, ask
from .test_triage import CONDITIONS, SIGNS, START

pytestmark = pytest.mark.slow  # sorting every combination takes some seconds, once

OPTIONS = book().options
BOUGHT = [name for name, option in OPTIONS.items() if option.buy]
INSERTS = [name for name, option in OPTIONS.items() if option.insert]
READY_MADE = ("cushioned", "arch")
INPUTS = {name: list(one.answers) for name, one in book().inputs.items()}
BY_VALUES = list(itertools.product(WEIGHTS, repeat=len(book().values)))


def bad(cases, wrong):
    """The first few combinations in which something is wrong, to be shown."""
    return [case.situation for case in cases if wrong(case)][:3]


def index(cases):
    return {tuple(case.situation.values()): case for case in cases}


def test_there_are_14_400_combinations_of_answers_under_three_gates(cases):
    assert prod(map(len, INPUTS.values())) == 14_400
    assert len(cases) == len(index(cases)) == 43_200
    assert all(2 <= len(answers) <= 5 for answers in INPUTS.values())


# --- nothing bought behind a closed gate ------------------------------------------------------------------------------


def test_with_a_closed_gate_nothing_that_is_bought_is_suggested_or_asked_for(cases):
    closed = [case for case in cases if case.has(gate=["none"])]
    assert bad(closed, lambda case: any(case.tier(name) < TIER["no"] for name in BOUGHT)) == []


def test_with_a_gate_that_asks_nothing_that_is_bought_is_suggested(cases):
    asking = [case for case in cases if case.has(gate=["ask"])]
    assert bad(asking, lambda case: any(case.tier(name) < TIER["ask"] for name in BOUGHT)) == []


def test_no_sign_and_no_condition_that_closes_products_reaches_an_open_table():
    for sign in SIGNS:
        gate = ask([sign]).gate
        assert gate is None or gate.products != "open"
    for condition in CONDITIONS:
        gate = ask([], [condition]).gate
        assert gate is None or gate.products == ("open" if gate.allows("product") else "none")


def test_a_less_open_gate_never_lifts_anything_that_is_bought(cases):
    by_key = index(cases)
    for case in cases:
        if case.has(gate=["open"]):
            opened, asking, none = (
                by_key[(gate, *list(case.situation.values())[1:])] for gate in ("open", "ask", "none")
            )
            assert all(opened.tier(name) <= asking.tier(name) <= none.tier(name) for name in BOUGHT)


# --- always something not to buy --------------------------------------------------------------------------------------


def test_every_answer_suggests_something_that_is_not_bought(cases):
    def nothing(case):
        return not any(place.suggested and not place.option.buy for place in case.places)

    assert bad(cases, nothing) == []


def test_going_without_an_insert_is_always_among_what_is_suggested(cases):
    assert bad(cases, lambda case: not case.place("none").suggested) == []


def test_every_option_stands_in_every_answer_with_its_reason_and_its_claims(cases):
    def bare(case):
        return {place.option.id for place in case.places} != set(OPTIONS) or not all(
            place.because and place.claims for place in case.places
        )

    assert bad(cases, bare) == []


def test_every_claim_that_any_answer_cites_stands_in_the_ledger(cases):
    cited = {claim for case in cases for part in (*case.places, *case.fired) for claim in part.claims}
    cited |= {claim for option in OPTIONS.values() for claim in option.claims}
    assert cited <= set(seeds.claims())
    assert len(cited) > 30


# --- custom -----------------------------------------------------------------------------------------------------------


def test_custom_stands_above_ready_made_only_with_a_stated_reason_and_its_claims(cases):
    def without_reason(case):
        above = any(case.rank("custom") < case.rank(name) for name in READY_MADE)
        said = case.place("custom").raises
        return above and not (said and all(rule.because and rule.claims for rule in said))

    assert bad(cases, without_reason) == []


def test_custom_is_never_suggested_at_most_asked_for(cases):
    assert bad(cases, lambda case: case.tier("custom") < TIER["ask"]) == []


def test_custom_is_last_in_its_tier_whatever_matters_to_the_person(cases):
    def not_last(places):
        tier = next(place.tier for place in places if place.option.id == "custom")
        return [place.option.id for place in places if place.tier == tier][-1] != "custom"

    assert bad(cases, lambda case: not_last(case.places)) == []
    sample = list({tuple(place.tier for place in case.places): case for case in cases}.values())
    for weights in BY_VALUES:
        values = dict(zip(book().values, weights))
        assert not any(not_last(order(case.places, values)) for case in sample)


def test_severity_is_no_input_of_the_options_and_strong_pain_leads_away_from_every_product(cases):
    """Severity alone never leads to custom: it can only close the gate, and then custom is ruled out."""
    assert not any("sever" in name or "strong" in name for name in INPUTS)
    gate = ask([], ["severe-pain"]).gate
    assert gate.products == "none"
    assert bad([case for case in cases if case.has(gate=["none"])], lambda case: case.tier("custom") < TIER["no"]) == []


# --- lifts ------------------------------------------------------------------------------------------------------------


def test_r8_without_a_clinicians_measure_of_5_mm_or_more_a_lift_is_never_even_asked_for(cases):
    mine = [case for case in cases if case.has(legs=["none", "self", "under-5"])]
    assert len(mine) == len(cases) * 3 // 5
    assert bad(mine, lambda case: case.tier("lift") < TIER["no"]) == []


@pytest.mark.parametrize(("legs", "rule"), [("self", "home-measured-legs"), ("under-5", "small-difference")])
def test_r8_a_small_or_home_measured_difference_is_told_why_it_leads_to_no_lift(legs, rule, cases):
    def silent(case):
        return rule not in {reason.id for reason in case.place("lift").reasons}

    assert bad([case for case in cases if case.has(legs=[legs])], silent) == []


def test_r8_even_a_rule_that_raised_a_lift_for_a_home_measure_would_not_get_through():
    rules = book()
    wild = Rule("wild", {}, EFFECTS["raise to best"], ("lift",), "Lift everybody.", ("C079",))
    loose = replace(rules, rules=(*rules.rules, wild))
    for legs in INPUTS["legs"]:
        found = place_all({"gate": "open", **START, "legs": legs}, loose)
        lift = next(place.tier for place in found if place.option.id == "lift")
        assert lift == (TIER["best"] if legs.startswith("clinician") else TIER["no"])


def test_r8_a_measured_difference_leads_to_a_clinician_at_most(cases):
    assert bad(cases, lambda case: case.tier("lift") < TIER["ask"]) == []
    assert any(case.tier("lift") == TIER["ask"] for case in cases)


def test_r8_a_new_difference_never_leads_to_a_lift(cases):
    assert ask(["new-leg-difference"]).gate.products == "ask"
    asking = [case for case in cases if case.has(gate=["ask"])]
    assert bad(asking, lambda case: case.tier("lift") < TIER["no"]) == []


# --- what must be said ------------------------------------------------------------------------------------------------


def says(case, rule):
    return rule in {one.id for one in case.fired}


def test_nice_and_the_small_positive_trials_stand_side_by_side_whenever_the_back_hurts(cases):
    back = [case for case in cases if case.has(hurts=["back", "both"])]
    assert bad(back, lambda case: not says(case, "nice-says-do-not-offer")) == []
    assert bad(back, lambda case: not says(case, "small-trials-beside-it")) == []
    nice, beside = (next(rule for rule in book().rules if rule.id == name)
                    for name in ("nice-says-do-not-offer", "small-trials-beside-it"))  # fmt: skip
    assert "says not to offer inserts for low back pain" in nice.because
    assert "not proof of harm" in nice.because
    assert 0.75 <= len(nice.because.split()) / len(beside.because.split()) <= 1.34


def test_r12_in_safety_shoes_no_insert_is_suggested_and_the_sentence_is_said(cases):
    mine = [case for case in cases if case.has(work=["safety-shoe"])]
    assert bad(mine, lambda case: any(case.tier(name) < TIER["ask"] for name in INSERTS)) == []
    assert bad(mine, lambda case: not says(case, "safety-shoe")) == []
    sentence = next(rule.because for rule in book().rules if rule.id == "safety-shoe")
    assert "its maker or your employer approves" in sentence


def test_r13_medicines_spine_treatment_and_heat_are_spoken_of_in_every_answer(cases):
    assert bad(cases, lambda case: not says(case, "care-with-everything")) == []
    sentence = next(rule.because for rule in book().rules if rule.id == "care-with-everything")
    for word in ("no medicine", "thin bones", "blood thinners", "nerve signs", "heat only on skin that feels as usual"):
        assert word in sentence


@pytest.mark.parametrize("answer", [{"pregnant": ["pregnant"]}, {"arthritis": ["arthritis"]}])
def test_in_pregnancy_and_with_inflamed_joints_a_clinician_is_asked_before_any_insert(answer, cases):
    mine = [case for case in cases if case.has(**answer)]
    assert bad(mine, lambda case: any(case.tier(name) < TIER["ask"] for name in INSERTS)) == []


def test_for_a_back_alone_no_insert_is_put_first(cases):
    back = [case for case in cases if case.has(hurts=["back"])]
    assert bad(back, lambda case: any(case.tier(name) == TIER["best"] for name in BOUGHT)) == []


# --- no cynics: where inserts help, the aid says so -------------------------------------------------------------------


def test_where_an_insert_was_shown_to_help_it_is_suggested():
    helped = {"big-toe": ("plate", 0), "heel": ("arch", 1), "ball": ("pad", 1)}
    for foot, (option, tier) in helped.items():
        found = place_all({"gate": "open", **START, "hurts": "foot", "foot": foot}, book())
        assert next(place.tier for place in found if place.option.id == option) == tier
    standing = place_all({"gate": "open", **START, "work": "stands"}, book())
    assert next(place.tier for place in standing if place.option.id == "cushioned") == 1


def test_every_option_is_at_least_asked_for_in_some_answer(cases):
    assert {place.option.id for case in cases for place in case.places if place.tier < TIER["no"]} == set(OPTIONS)


def test_every_rule_fires_in_some_answer_and_none_in_all_but_the_general_one(cases):
    counts = dict.fromkeys((rule.id for rule in book().rules), 0)
    for case in cases:
        for rule in case.fired:
            counts[rule.id] += 1
    assert min(counts.values()) > 0
    assert [name for name, count in counts.items() if count == len(cases)] == ["care-with-everything"]


# --- values -----------------------------------------------------------------------------------------------------------


def test_values_reorder_and_never_hide_or_change_a_tier(cases):
    sample = list({tuple((place.option.id, place.tier) for place in case.places): case for case in cases}.values())
    for weights in BY_VALUES:
        values = dict(zip(book().values, weights))
        for case in sample:
            assert sorted(order(case.places, values), key=id) == sorted(case.places, key=id)


def test_a_value_that_matters_moves_something_up(open_gate):
    situation = START | {"hurts": "both", "foot": "heel", "work": "stands"}
    plain = suggest(open_gate, situation, today=TODAY)
    comfort = suggest(open_gate, situation, {"comfort": 2}, today=TODAY)
    place = [one.option.id for one in comfort.places].index
    assert place("cushioned") < place("arch")
    assert [one.option.id for one in plain.places] != [one.option.id for one in comfort.places]


def test_custom_serves_no_wish_better_than_the_ready_made_ones():
    for weights in BY_VALUES:
        values = dict(zip(book().values, weights))
        assert all(total(OPTIONS["custom"], values) <= total(OPTIONS[name], values) for name in READY_MADE)


# --- suggest ----------------------------------------------------------------------------------------------------------


def test_suggest_gives_what_the_rules_give(cases, open_gate):
    for case in cases[:: len(cases) // 120]:
        if case.has(gate=["open"]):
            answers = {name: case.situation[name] for name in INPUTS}
            answer = suggest(open_gate, answers, today=TODAY)
            assert (answer.places, answer.fired) == (case.places, case.fired)
            assert set(answer.claims) <= set(seeds.claims())


def test_the_change_it_names_does_change_what_stands_first(cases, open_gate):
    found = 0
    for case in cases[:14_400:150]:
        answers = {name: case.situation[name] for name in INPUTS}
        answer = suggest(open_gate, answers, today=TODAY)
        if change := answer.change:
            other = suggest(open_gate, {**answers, change.input: change.answer}, today=TODAY)
            assert (answer.places[0].option.id, other.places[0].option.id) == (change.before, change.after)
            assert change.before != change.after
            found += 1
    assert found > 50


def test_a_home_measured_leg_becomes_a_lift_to_ask_about_only_when_a_clinician_measures_it(open_gate):
    answer = suggest(open_gate, START | {"since": "long", "legs": "self"}, today=TODAY)
    assert answer.insert_change.before == ""
    flips = []
    for legs in INPUTS["legs"]:
        other = suggest(open_gate, START | {"since": "long", "legs": legs}, today=TODAY)
        flips += [legs for place in other.places if place.option.id == "lift" and place.tier == TIER["ask"]]
    assert flips == ["clinician-5-20", "clinician-more"]


def test_what_a_person_can_find_out_is_tried_before_what_nobody_can_alter(open_gate):
    answer = suggest(open_gate, START | {"hurts": "foot", "foot": "big-toe"}, today=TODAY)
    assert (answer.change.input, answer.change.before, answer.change.after) == ("foot", "plate", "education")
    back = suggest(open_gate, START | {"since": "long"}, today=TODAY)
    assert (back.insert_change.input, back.insert_change.after) == ("legs", "lift")


def test_an_option_that_nothing_raised_tells_first_what_holds_it_and_then_why_it_began_low(open_gate):
    answer = suggest(open_gate, START | {"work": "safety-shoe"}, today=TODAY)
    pad = next(place for place in answer.places if place.option.id == "pad")
    assert [sentence.split()[0] for sentence in pad.because] == ["Into", "It"]
    assert pad.claims == ("C180", "C097")


def test_missing_and_wrong_answers_are_named_all_at_once(open_gate):
    answers = {name: answer for name, answer in START.items() if name != "legs"} | {"work": "flies", "mood": "good"}
    with pytest.raises(ValueError) as wrong:  # noqa: PT011
        suggest(open_gate, answers, {"luck": 1, "price": 9}, today=TODAY)
    told = str(wrong.value).splitlines()
    assert len(told) == 5
    assert "Please answer: Is one leg longer?" in told


def test_yesterdays_gate_gives_no_suggestion(open_gate):
    with pytest.raises(ValueError, match="not from today"):
        suggest(open_gate, START, today=TODAY + timedelta(days=1))


# --- the checks above can fail ----------------------------------------------------------------------------------------


def test_a_planted_wrong_place_is_seen(cases):
    case = cases[0]
    lift = case.place("lift")
    planted = type(case)(case.situation, (Place(lift.option, 0, lift.reasons),), case.fired)
    assert bad([planted], lambda one: one.tier("lift") < TIER["no"]) == [case.situation]


def test_the_axes_are_the_gate_and_the_inputs_of_the_file():
    assert list(axes(book())) == ["gate", *INPUTS]
    assert len(TIERS) == 4
