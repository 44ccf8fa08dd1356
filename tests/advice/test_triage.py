"""Triage over every sign alone, every pair, every pair with every condition, and thousands of random sets."""

import itertools
import random
from datetime import timedelta

import pytest

from lessons_lib.advice import Answers, emergency, suggest, triage
from lessons_lib.advice.gate import ACTIVITIES
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.advice.triage import AGES

from .conftest import TODAY, adult, ask

SIGNS, CONDITIONS = tuple(facts().signs), tuple(facts().conditions)
FEELINGS = tuple(facts().feeling)
PAIRS = list(itertools.combinations(SIGNS, 2))
CAUTION = {"open": 0, "ask": 1, "none": 2, "closed": 3}
R4 = ("diabetes", "numb-feet", "foot-ulcer", "amputation", "poor-circulation", "dialysis", "neuropathy")
PERSONAL = ("product", "plan", "diary")
START = {name: next(iter(one.answers)) for name, one in book().inputs.items()}


def urgency(sign):
    return facts().signs[sign].urgency


def allowed(found):
    return found.gate.allowed if found.gate else frozenset()


def caution(found):
    """How careful the page is: 0 everything open to 3 no option at all."""
    if not found.gate or not found.gate.allows("options"):
        return CAUTION["closed"]
    return CAUTION[found.gate.products]


def random_sets(count, seed=20261121):
    draw = random.Random(seed)
    for _ in range(count):
        yield draw.sample(SIGNS, draw.randint(0, len(SIGNS))), draw.sample(CONDITIONS, draw.randint(0, 4))


def check_signs(found, ticked):
    """All that must hold for whatever set of signs was ticked."""
    levels = [urgency(sign) for sign in ticked]
    assert found.urgency == min(levels)
    assert {sign.id for sign in found.signs} == set(ticked)
    assert [sign.urgency for sign in found.signs] == sorted(levels)
    assert all(sign.where and sign.how_soon and sign.means for sign in found.signs)
    assert found.first[0] == found.signs[0].where
    assert set(PERSONAL).isdisjoint(allowed(found))
    if min(levels) <= 2:
        assert found.gate is None
    if min(levels) <= 3:
        assert caution(found) >= CAUTION["none"]


# --- every sign, every pair, random sets ------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", SIGNS)
def test_one_sign_leads_to_help_first_and_to_no_product(sign):
    check_signs(ask([sign]), [sign])


def test_any_two_signs_are_both_told_and_the_more_urgent_decides():
    assert len(PAIRS) == len(SIGNS) * (len(SIGNS) - 1) // 2
    for pair in PAIRS:
        check_signs(ask(pair), pair)


def test_any_set_of_signs_is_told_whole_and_its_most_urgent_decides():
    for signs, conditions in random_sets(1500):
        if signs:
            check_signs(ask(signs, conditions), signs)


def test_one_more_tick_is_never_less_careful():
    alone = {sign: ask([sign]) for sign in SIGNS}
    for first, second in PAIRS:
        both = ask([first, second])
        for one in (alone[first], alone[second]):
            assert both.urgency <= one.urgency
            assert allowed(both) <= allowed(one)
            assert caution(both) >= caution(one)


def test_one_more_tick_is_never_less_careful_whatever_was_ticked_before():
    draw = random.Random(7)
    for signs, conditions in random_sets(400, seed=11):
        before, more = ask(signs, conditions), draw.choice(SIGNS)
        after = ask({*signs, more}, {*conditions, draw.choice(CONDITIONS)})
        assert after.urgency <= (9 if before.urgency is None else before.urgency)
        assert allowed(after) <= allowed(before)
        assert caution(after) >= caution(before)
        assert {sign.id for sign in before.signs} <= {sign.id for sign in after.signs}


def test_each_sign_with_each_condition_keeps_the_urgency_of_the_sign_and_tells_both():
    for sign, condition in itertools.product(SIGNS, CONDITIONS):
        both = ask([sign], [condition])
        assert both.urgency == urgency(sign)
        assert [one.id for one in both.closed] == [condition]
        assert allowed(both) <= allowed(ask([sign])) & allowed(ask([], [condition]))


def test_the_suggestions_behind_an_open_sign_begin_with_where_to_go():
    for sign in SIGNS:
        gate = ask([sign]).gate
        if gate and gate.allows("options"):
            answer = suggest(gate, START, today=TODAY)
            assert answer.first == ask([sign]).first != ()
            assert [place.option.id for place in answer.places if place.suggested and place.option.buy] == []


# --- the rules R2 to R11 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["pregnant-danger", "hot-foot", "blood-thinner-pain"])
def test_r2_pregnancy_diabetes_and_blood_thinners_never_soften_another_sign(other):
    for sign in SIGNS:
        assert ask([sign, other]).urgency == min(urgency(sign), urgency(other))
        assert ask([sign, other], ["diabetes"]).gate is None or urgency(sign) == urgency(other) == 4


@pytest.mark.parametrize("feeling", FEELINGS)
def test_r3_under_sixteen_nothing_is_suggested_and_signs_are_still_told(feeling):
    found = triage(Answers("under-16", feeling), TODAY)
    assert found.gate is None
    assert "under 16" in found.closed[0].because.lower()
    for sign in SIGNS:
        child = triage(Answers("under-16", feeling, frozenset([sign])), TODAY)
        assert (child.gate, child.urgency) == (None, urgency(sign))


def test_r3_a_sign_of_a_child_opens_nothing_even_when_an_adult_ticks_it():
    assert [ask([sign]).gate for sign in SIGNS if facts().signs[sign].group == "child"] == [None, None]


@pytest.mark.parametrize("condition", R4)
@pytest.mark.parametrize("feeling", FEELINGS)
def test_r4_feet_at_risk_get_no_product_plan_diary_barefoot_task_or_heat(condition, feeling):
    found = ask([], [condition], feeling)
    assert found.gate is None
    assert found.first == (emergency().places["foot-care"],)


def test_r4_feet_found_to_feel_less_count_like_numb_feet():
    assert ask(feeling="tested-less").gate is None


@pytest.mark.parametrize("feeling", ["unknown", "not-tested"])
def test_r5_diabetes_and_feet_nobody_tested_is_r4(feeling):
    assert ask([], ["diabetes"], feeling).gate is None


def test_r5_the_feeling_of_the_feet_must_be_asked():
    with pytest.raises(ValueError, match="Please answer: feeling in the feet"):
        triage(Answers("16-or-over", ""), TODAY)


def test_r6_nothing_ticked_is_not_called_a_check_up_and_shows_what_to_watch_for():
    found = ask()
    assert found.urgency is None
    assert found.headline.startswith(
        "You did not report a warning sign. That is not a check-up. Come back or seek care"
    )
    assert len(found.safety_net) == len(facts().safety_net) >= 10
    assert any("rare" in line for line in found.rare)


def test_r6_the_safety_net_stands_there_whatever_is_ticked():
    assert all(ask([sign]).safety_net == ask().safety_net for sign in SIGNS)


@pytest.mark.parametrize("condition", ["prescribed", "not-stable", "severe-pain", "wound", *R4])
def test_r9_the_diary_is_closed_without_stable_pain_or_with_anything_prescribed(condition):
    gate = ask([], [condition]).gate
    assert gate is None or not gate.allows("diary")


@pytest.mark.parametrize("sign", SIGNS)
def test_r9_the_diary_is_closed_with_any_sign(sign):
    assert "diary" not in allowed(ask([sign]))


@pytest.mark.parametrize("condition", ["foot-changing", "severe-pain", "leg-pain-weak"])
def test_r10_changing_feet_severe_pain_and_weak_legs_get_no_product(condition):
    found = ask([], [condition])
    assert {"product", "ask"}.isdisjoint(allowed(found))
    assert found.first


def test_r10_first_pain_after_fifty_alone_shows_the_clinician_first_and_options_below():
    found = ask(["first-after-50"])
    answer = suggest(found.gate, START, today=TODAY)
    assert answer.first == (emergency().places["doctor-soon"],)
    assert answer.places[0].option.id == "active"
    assert ask(["first-after-50", "fever"]).gate is None


def test_r13_heat_is_closed_where_the_skin_feels_less():
    assert "heat" in allowed(ask())
    assert "heat" not in allowed(ask([], ["skin-feels-less"]))
    assert all("heat" not in allowed(ask([], [condition])) for condition in R4)


def test_r14_bare_feet_are_closed_with_a_wound_or_numbness_and_the_notice_says_so():
    for condition in ("wound", *R4):
        assert "barefoot" not in allowed(ask([], [condition]))
    notice = facts().about["barefoot"]
    assert all(word in notice for word in ("wound", "numb", "dry floor", "hold on", "never advice"))


def test_r15_r16_every_answer_says_its_dates_its_purpose_and_that_nobody_reviewed_it():
    for found in (ask(), ask(["fever"])):
        notes = " ".join(found.notes)
        assert facts().about["written"] in notes
        assert facts().about["review_by"] in notes
        assert "No clinician has reviewed" in notes
        assert "not a diagnosis" in notes
        assert "medical device" in notes


# --- answers ----------------------------------------------------------------------------------------------------------


def test_nothing_ticked_opens_everything():
    assert allowed(ask()) == set(ACTIVITIES)
    assert ask().gate.products == "open"


def test_wrong_answers_are_named_all_at_once():
    with pytest.raises(ValueError) as wrong:  # noqa: PT011
        triage(Answers("grown-up", "", frozenset({"saddle-num"}), frozenset({"diabetis"})), TODAY)
    told = str(wrong.value)
    assert len(told.splitlines()) == 4
    assert "'saddle-num'; warning sign can be saddle-numb." in told
    assert "'diabetis'; condition can be diabetes." in told


def test_every_claim_behind_a_closed_door_stands_in_the_ledger():
    for condition in CONDITIONS:
        (closed,) = ask([], [condition]).closed
        assert closed.because
        assert closed.claims


def test_there_are_two_ages():
    assert AGES == ("under-16", "16-or-over")
    assert adult().age in AGES


def test_an_answer_of_today_is_dated_today():
    assert ask(today=TODAY + timedelta(days=3)).gate.day == TODAY + timedelta(days=3)


def test_feet_found_to_feel_less_and_a_younger_age_only_take_away():
    for signs, conditions in random_sets(60, seed=3):
        for feeling in FEELINGS:
            before = ask(signs, conditions, "tested-normal")
            after = ask(signs, conditions, feeling)
            assert allowed(after) <= allowed(before)
            assert after.urgency == before.urgency


def test_r17_no_case_with_a_sign_lets_an_insert_be_tried_meanwhile():
    """The questions of lesson 09 are to give no credit for it either: see ELSEWHERE in test_the_seventeen_rules.py."""
    for sign in SIGNS:
        assert {"product", "plan"}.isdisjoint(allowed(ask([sign])))
