"""Facts about one step: published sizes first, then what must always hold."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.models import chain, gait
from lessons_lib.models.curves import smooth

ALWAYS = settings(derandomize=True, deadline=None, max_examples=60)
KINDS = st.sampled_from(gait.KINDS)


# Wahmkow 2017


def test_a_neutral_foot_rolls_and_the_shin_turns_as_measured():
    curves = gait.stance_curves()
    assert curves.excursion == pytest.approx(4.6)
    assert curves.tibial_range == pytest.approx(13.3)
    assert curves.peak_eversion == pytest.approx(3.1)


@pytest.mark.parametrize("kind", gait.KINDS)
def test_every_kind_stays_within_one_sd_of_the_measured_sizes(kind):
    curves = gait.stance_curves(kind)
    assert curves.excursion == pytest.approx(4.6, abs=2.2)
    assert curves.tibial_range == pytest.approx(13.3, abs=3.2)


def test_the_neutral_curve_passes_through_its_knots():
    curves = gait.stance_curves()
    at = {0: -1.5, 10: 0.5, 25: 2.3, 45: 3.1, 65: 1.5, 80: -1.5, 100: -5.0}
    assert {place: curves.eversion[place] for place in at} == pytest.approx(at, abs=0.01)
    turned = {0: 0, 20: 5, 45: 6, 70: 0, 100: -7}
    assert {place: curves.tibial_rotation[place] * 13 / 13.3 for place in turned} == pytest.approx(turned, abs=1e-9)


def test_a_pronated_foot_is_more_everted_throughout_and_stays_in_longer():
    neutral, pronated = (gait.stance_curves(kind) for kind in ("neutral", "pronated"))
    assert np.all(pronated.eversion > neutral.eversion + 1.5)
    assert np.all(pronated.eversion[:81] >= neutral.eversion[:81] + 2 - 1e-9)
    assert pronated.eversion[0] == pytest.approx(0.5)
    assert pronated.eversion[65] == pytest.approx(pronated.peak_eversion)
    assert pronated.excursion == pytest.approx(neutral.excursion)
    at = {10: 2.5, 25: 4.3, 45: 5.1, 80: 0.5, 100: -3.0}
    assert {place: pronated.eversion[place] for place in at} == pytest.approx(at, abs=0.01)


def test_a_supinated_foot_stays_inverted_and_rolls_less():
    neutral, supinated = (gait.stance_curves(kind) for kind in ("neutral", "supinated"))
    assert supinated.peak_eversion < 0
    assert supinated.eversion[0] == pytest.approx(-4.5)
    assert supinated.excursion / neutral.excursion == pytest.approx(0.7)


def test_the_shin_follows_the_foot_with_the_cadaver_slope():
    neutral, supinated = (gait.stance_curves(kind) for kind in ("neutral", "supinated"))
    rolled = (supinated.eversion - supinated.eversion[0]) - (neutral.eversion - neutral.eversion[0])
    assert supinated.tibial_rotation - neutral.tibial_rotation == pytest.approx(0.68 * rolled)
    assert supinated.tibial_range == pytest.approx(13.3 - 0.68 * 0.3 * 4.6 * 1.761, abs=0.01)


def test_the_foot_explains_a_quarter_of_the_shins_turn_here_as_in_the_chain():
    curves = gait.stance_curves()
    assert 0.68 * curves.excursion / curves.tibial_range == pytest.approx(chain.tibial_share().share)


def test_a_million_walkers_have_the_measured_means_and_spreads():
    people = gait.draw_walkers(1_000_000, seed=1)
    assert (people.excursion.mean(), people.excursion.std()) == pytest.approx((4.6, 2.2), abs=0.02)
    assert (people.tibial_range.mean(), people.tibial_range.std()) == pytest.approx((13.3, 3.2), abs=0.02)
    assert people.excursion.min() > 0
    assert np.corrcoef(people.excursion, people.tibial_range)[0, 1] == pytest.approx(0, abs=0.01)


def test_supinated_walkers_roll_less_and_turn_as_much():
    neutral, pronated, supinated = (gait.draw_walkers(1_000, kind) for kind in gait.KINDS)
    assert supinated.excursion == pytest.approx(0.7 * neutral.excursion)
    assert np.array_equal(pronated.excursion, neutral.excursion)
    assert np.array_equal(supinated.tibial_range, neutral.tibial_range)


def test_the_same_seed_draws_the_same_walkers_and_another_seed_does_not():
    one, same, other = (gait.draw_walkers(20, seed=seed).excursion for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


# The push of the ground


def test_the_trough_is_063_of_the_first_peak():
    assert gait.vertical_force().trough_share == pytest.approx(0.63, abs=0.01)
    assert seeds.constant("trough_over_first_peak").value == pytest.approx(468 / 737, abs=0.006)


def test_the_landmarks_stand_on_the_curve_near_those_of_one_walker():
    push = gait.vertical_force()
    for (place, size), measured in zip((push.first_peak, push.trough, push.second_peak), (22, 46, 79)):
        assert place == pytest.approx(measured, abs=1.5)
        assert push.force[place] == pytest.approx(size)
    assert push.second_peak[1] / push.first_peak[1] == pytest.approx(724 / 737, abs=0.01)
    assert push.force.max() == push.first_peak[1]
    assert push.force[48:78].max() < push.second_peak[1]


def test_both_legs_carry_one_body_weight_over_a_stride():
    assert gait.carried_weight() == pytest.approx(1, abs=0.03)
    assert gait.carried_weight(gait.vertical_force(bump=0)) == pytest.approx(1, abs=0.03)
    assert gait.carried_weight() == pytest.approx(1.0071, abs=0.0005)  # what the curve gives today


def test_a_step_that_lasts_too_long_would_lift_the_body():
    assert gait.carried_weight(stance_share=0.8) == pytest.approx(gait.carried_weight(stance_share=0.5) * 1.6)
    assert gait.carried_weight(stance_share=0.8) > 1.2


def test_the_force_starts_and_ends_at_nothing_and_never_pulls():
    push = gait.vertical_force(1001, bump=0.3)
    assert (push.force[0], push.force[-1]) == (0, 0)
    assert push.force.min() >= 0


def test_the_knock_at_touch_down_stands_on_top_and_is_over_before_the_first_peak():
    quiet, loud = (gait.vertical_force(bump=bump).force for bump in (0, 0.1))
    assert (loud - quiet)[7] == pytest.approx(0.1)
    assert np.all((loud - quiet)[14:] == 0)
    assert np.all((loud - quiet)[1:14] > 0)
    assert np.array_equal(loud, gait.vertical_force().force)


# The curve through knots, shared with the chain


def test_a_curve_passes_through_its_knots_and_never_overshoots():
    knots = ((0, 0.0), (1, 2.0), (3, 2.0), (4, -1.0))
    fine = smooth(np.linspace(0, 4, 401), knots)
    assert fine[[0, 100, 300, 400]] == pytest.approx([0, 2, 2, -1])
    assert (fine.min(), fine.max()) == pytest.approx((-1, 2))
    assert np.all(fine[100:300] == pytest.approx(2))


def test_a_curve_through_a_straight_line_is_straight():
    at = np.linspace(0, 10, 31)
    assert smooth(at, ((0, 1.0), (2, 3.0), (5, 6.0), (10, 11.0))) == pytest.approx(at + 1)


@ALWAYS
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=8))
def test_a_curve_stays_between_neighbouring_knots(values):
    knots = tuple((float(place), value) for place, value in enumerate(values))
    for place, (left, right) in enumerate(itertools.pairwise(values)):
        part = smooth(np.linspace(place, place + 1, 21)[:-1], knots)
        assert min(left, right) - 1e-9 <= part.min()
        assert part.max() <= max(left, right) + 1e-9


# What must always hold


@ALWAYS
@given(st.floats(0, 20), st.floats(0, 40), KINDS)
def test_sizes_that_are_asked_for_come_out(excursion, turn, kind):
    curves = gait.stance_curves(kind, excursion=excursion, tibial_range=turn)
    share = 0.7 if kind == "supinated" else 1.0
    assert curves.excursion == pytest.approx(share * excursion, abs=1e-9)
    assert np.isfinite(curves.tibial_rotation).all()
    if kind == "neutral":
        assert curves.tibial_range == pytest.approx(turn, abs=1e-9)


@ALWAYS
@given(st.floats(0, 20), st.floats(0, 20), KINDS)
def test_more_excursion_never_means_less_peak_eversion(first, second, kind):
    low, high = (gait.stance_curves(kind, excursion=size).peak_eversion for size in sorted((first, second)))
    assert low <= high


def test_a_foot_that_does_not_roll_and_a_shin_that_does_not_turn_stay_where_they_are():
    curves = gait.stance_curves(excursion=0, tibial_range=0)
    assert np.all(curves.eversion == -1.5)
    assert np.all(curves.tibial_rotation == 0)


def test_many_people_get_the_curves_that_each_gets_alone():
    people = gait.draw_walkers(4)
    curves = gait.stance_curves("pronated", 21, excursion=people.excursion, tibial_range=people.tibial_range)
    assert curves.eversion.shape == curves.tibial_rotation.shape == (4, 21)
    alone = gait.stance_curves("pronated", 21, excursion=people.excursion[2], tibial_range=people.tibial_range[2])
    assert np.array_equal(curves.eversion[2], alone.eversion)
    assert np.array_equal(curves.tibial_rotation[2], alone.tibial_rotation)
    assert gait.stance_curves(excursion=people.excursion).tibial_rotation.shape[-1] == 101


def test_two_points_are_the_fewest_and_stand_at_both_ends():
    assert gait.stance_curves(n=2).stance.tolist() == gait.vertical_force(2).stance.tolist() == [0, 100]


REFUSALS = [
    (lambda: gait.stance_curves("flat"), "kind is 'flat'; it must be 'neutral' or 'pronated' or 'supinated'."),
    (lambda: gait.stance_curves(n=1002), "n is 1002; it must be a whole number from 2 to 1,001."),
    (lambda: gait.stance_curves(n=1), "n is 1; it must be a whole number from 2 to 1,001."),
    (lambda: gait.stance_curves(excursion=21), "excursion is 21; it must lie between 0 and 20 degrees."),
    (lambda: gait.stance_curves(tibial_range=-1), "tibial_range is -1; it must lie between 0 and 40 degrees."),
    (lambda: gait.draw_walkers(0), "n is 0; it must be a whole number from 1 to 5,000,000."),
    (lambda: gait.draw_walkers(1, "x"), "kind is 'x'; it must be 'neutral' or 'pronated' or 'supinated'."),
    (lambda: gait.vertical_force(bump=0.4), "bump is 0.4; it must lie between 0 and 0.3 body weights."),
    (
        lambda: gait.carried_weight(stance_share=0.9),
        "stance_share is 0.9; it must lie between 0.5 and 0.8 of a stride.",
    ),
    (lambda: gait.stance_curves(excursion=np.nan), "excursion is nan; it must lie between 0 and 20 degrees."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
