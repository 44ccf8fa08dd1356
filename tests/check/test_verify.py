"""Rows are computed by their models, and a row that asks for what is not there says so in a sentence."""

from __future__ import annotations

import pytest

from lessons_lib.check import tables, verify

TAKES = "wedge, feet, camp, adduction, gains"


def check(row):
    (checked,) = verify.verify([row])
    return checked


def test_a_row_that_comes_out_passes_with_its_difference(make_row):
    checked = check(make_row(published=1.56))
    assert checked.passed
    assert checked.ours == pytest.approx(1.57)
    assert checked.difference == pytest.approx(0.01)
    assert checked.problem == ""


def test_a_row_outside_its_tolerance_fails(make_row):
    assert not check(make_row(published=1.58001)).passed
    assert not check(make_row(published=1.55999)).passed


@pytest.mark.parametrize(
    ("model", "given", "take", "ours"),
    [
        ("chain.saturating_tilt", {"wedge": 10}, "", 1.57),  # the result is the number
        ("chain.shared_variation", {}, "4.r", 0.05),  # a place in a tuple, then an attribute
        ("chain.respond", {"wedge": [5, 10]}, "pelvic_tilt.1", 1.57),  # a place in an array
        ("foot.population_shares", {}, "neutral", 68.0),  # a key
        ("shock.heel_strike", {"speed": 0.45}, "tibia", 5.0),  # an argument of Unpack[Step]
        ("chain.mean_gains", {}, "eversion_to_tibia", 0.68),  # a function that is remembered
    ],
)
def test_a_part_is_found_by_attribute_key_and_place(make_row, model, given, take, ours):
    checked = check(make_row(model=model, given=given, take=take, published=ours, tolerance=0.1))
    assert checked.passed, checked


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"given": {"wedge": 25}}, "wedge is 25; it must lie between 0 and 20 degrees."),
        ({"take": "tilt"}, "what chain.respond returns has no part 'tilt'."),
        ({"take": "pelvic_tilt.0"}, "what chain.respond returns has no part 'pelvic_tilt.0'."),
        ({"given": {"wedge": [1, 2]}}, "chain.respond gives 2 numbers; name one of them with `take`."),
        ({"model": "chain.fall"}, "a function of lessons_lib.models, found 'chain.fall'"),
    ],
)
def test_a_row_that_cannot_be_computed_fails_with_the_reason(make_row, change, sentence):
    checked = check(make_row(**change))
    assert (checked.passed, checked.ours, checked.difference) == (False, None, None)
    assert checked.problem == f"published/chain.yaml, a-row: {sentence}"


def test_nothing_is_no_number(make_row):
    row = make_row(model="leg_length.arc_spine", given={"tilt": 0}, take="radius")
    assert check(row).problem.endswith("leg_length.arc_spine gives inf, which is no number.")


def test_one_bad_row_does_not_stop_the_others(make_row):
    passed = [one.passed for one in verify.verify([make_row(take="tilt"), make_row()])]
    assert passed == [False, True]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"model": "chain.respnd"},
            "model: expected a function of lessons_lib.models, found 'chain.respnd' (did you mean chain.respond?)",
        ),
        ({"model": "chian.respond"}, "model: expected a function of lessons_lib.models, found 'chian.respond'"),
        ({"model": "chain.within"}, "model: expected a function of lessons_lib.models, found 'chain.within'"),
        (
            {"given": {"wegde": 10, "wedge": 1}},
            f"with: expected arguments that chain.respond takes ({TAKES}), found 'wegde'",
        ),
        ({"given": {}}, "with: expected wedge, which chain.respond needs"),
        (
            {"model": "chain.shared_variation"},
            "with: expected arguments that chain.shared_variation takes (none), found 'wedge'",
        ),
        (
            {"model": "shock.heel_strike", "given": {"mass": 75}},
            "with: expected arguments that shock.heel_strike takes (modulus, thickness, law, material, body_mass, "
            "speed, base_stiffness, damping), found 'mass'",
        ),
    ],
)
def test_a_row_that_does_not_fit_its_model_is_answered_by_one_sentence(make_row, change, sentence):
    told = [str(one) for one in verify.problems([make_row(**change)])]
    assert told == [f"published/chain.yaml, a-row, {sentence}"]


def test_a_row_that_fits_its_model_is_no_problem_whatever_it_gives(make_row):
    assert verify.problems([make_row(published=99), make_row(given={"wedge": 99})]) == ()


def test_rows_are_counted_by_what_they_prove(make_row):
    rows = [make_row(check="independent"), make_row(), make_row()]
    assert verify.count_checks(rows) == {"independent": 1, "recomputed": 0, "calibrated": 0, "given-back": 2}


def test_the_table_tells_for_each_model_how_many_rows_pass_and_what_they_prove(make_row):
    rows = [make_row(check="independent"), make_row(published=9), make_row(model="gait.carried_weight", given={})]
    lines = [line.split() for line in tables.lay_out_published(verify.verify(rows)).splitlines()]
    assert lines == [
        ["published", "values", "of", "rows", "pass", "independent", "recomputed", "calibrated", "given-back"],
        ["chain", "2", "1", "1", "0", "0", "1"],
        ["gait", "1", "0", "0", "0", "0", "1"],
        ["all", "3", "1", "1", "0", "0", "2"],
    ]
