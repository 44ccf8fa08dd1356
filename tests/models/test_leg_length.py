"""Facts about unequal legs: Knutson's numbers first, then the geometry, then what must always hold."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.models import leg_length

ALWAYS = settings(derandomize=True, deadline=None, max_examples=60)
DIFFERENCES = st.floats(-60, 60)
TILTS = st.floats(-45, 45)


# Knutson 2005, and two curves through his numbers


@pytest.fixture(scope="module")
def million():
    return leg_length.population_summary(1_000_000, seed=1)


def test_one_parameter_returns_knutsons_mean_and_nearly_his_spread(million):
    assert million.mean == pytest.approx(5.2, abs=0.02)
    assert million.sd == pytest.approx(3.93, abs=0.01)
    assert million.sd == pytest.approx(seeds.constant("leg_difference_mean").sd, abs=0.2)


def test_the_spread_follows_from_the_mean_of_a_half_normal_curve():
    spread = seeds.constant("leg_difference_spread").value
    assert spread * math.sqrt(2 / math.pi) == pytest.approx(5.2, abs=0.005)
    assert spread * math.sqrt(1 - 2 / math.pi) == pytest.approx(3.93, abs=0.005)


def test_either_leg_is_the_longer_one_equally_often(million):
    people = leg_length.draw_people(1_000_000, seed=1)
    assert million.longer_left == pytest.approx(0.5, abs=0.002)
    assert people.mean() == pytest.approx(0, abs=0.02)
    assert people.std() == pytest.approx(6.52, abs=0.02)


def test_drawn_people_pass_10_15_and_20_mm_as_often_as_the_curve_says(million):
    drawn = (million.over_10, million.over_15, million.over_20)
    assert drawn == pytest.approx(leg_length.share_above([10, 15, 20]), abs=0.001)


def test_nine_in_ten_differ_by_more_than_eight_tenths_of_a_millimetre():
    assert leg_length.share_above(0.82) == pytest.approx(seeds.constant("leg_difference_share").value / 100, abs=0.005)


def test_both_curves_agree_on_10_mm_and_part_at_20():
    assert leg_length.share_above([10, 15, 20]) == pytest.approx([0.1251, 0.0214, 0.00216], abs=0.0001)
    assert leg_length.share_above([10, 15, 20], "gamma") == pytest.approx([0.1188, 0.0308, 0.0076], abs=0.0001)
    assert 450 < leg_length.one_in(20) < 500
    assert 120 < leg_length.one_in(20, "gamma") < 135


def test_the_half_normal_share_is_the_two_sided_tail_of_a_normal_curve():
    sizes = np.linspace(0, 30, 31)
    expected = [2 * (1 - NormalDist(0, 6.52).cdf(size)) for size in sizes]
    assert leg_length.share_above(sizes) == pytest.approx(expected, abs=1e-12)


def test_the_gamma_curve_has_both_of_knutsons_moments():
    # mean = integral of the share above; mean square = 2 times the integral of size times it
    sizes, step = np.linspace(0, 40, 40_001, retstep=True)
    share = leg_length.share_above(sizes, "gamma")
    mean = (share.sum() - share[0] / 2) * step
    assert mean == pytest.approx(5.2, abs=0.001)
    assert math.sqrt(2 * (sizes * share).sum() * step - mean**2) == pytest.approx(4.1, abs=0.002)


def test_everybody_differs_by_more_than_nothing_and_nobody_comes_out_below_zero():
    for curve in ("half-normal", "gamma"):
        share = leg_length.share_above(np.linspace(0, 40, 4001), curve)
        assert share[0] == 1
        assert np.all(share > 0)
        assert np.all(np.diff(share) < 0)


def test_the_same_seed_draws_the_same_people_and_another_seed_does_not():
    one, same, other = (leg_length.draw_people(50, seed) for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


# The pelvis


def test_the_geometry_table_is_the_one_of_the_specification():
    table = leg_length.geometry_table()
    assert [row.difference for row in table] == [5, 10, 15, 20, 30]
    assert [row.at_hips for row in table] == pytest.approx([1.59, 3.18, 4.76, 6.34, 9.46], abs=0.005)
    assert [row.at_crests for row in table] == pytest.approx([1.02, 2.05, 3.07, 4.09, 6.12], abs=0.005)


def test_legs_that_give_way_by_half_tip_the_pelvis_as_half_the_difference_would():
    assert leg_length.obliquity(20, transmitted=0.5) == pytest.approx(leg_length.obliquity(10), rel=1e-12)
    assert leg_length.obliquity(20, transmitted=0) == 0


def test_as_wide_as_long_tips_by_45_degrees_times_nothing_else():
    assert leg_length.obliquity(60, width=100) == pytest.approx(math.degrees(math.atan(0.6)))


def test_youngs_lifts_allow_a_transmitted_part_of_four_tenths():
    floor = leg_length.transmitted_floor()
    assert floor == pytest.approx(0.391, abs=0.001)
    assert leg_length.obliquity(15, width=280, transmitted=floor) == pytest.approx(1.2)


def test_rigid_geometry_says_more_than_youngs_lifts_needed():
    assert leg_length.obliquity(15, width=280) > 2.5 * seeds.constant("young_tilt").value


# The spine


def test_the_arc_turns_by_the_tilt_it_undoes():
    spine = leg_length.arc_spine(5)
    assert spine.cobb == pytest.approx(5)
    assert spine.radius == pytest.approx(180 / math.radians(5))
    assert spine.apex_offset == pytest.approx(180 * math.radians(5) / 8, rel=1e-3)
    assert leg_length.arc_spine(5, straightening=0.4).cobb == pytest.approx(2)


def test_the_apex_offset_is_the_sagitta_of_the_arc_even_for_a_large_bend():
    spine = leg_length.arc_spine(40, straightening=2)
    assert spine.apex_offset == pytest.approx(spine.radius * (1 - math.cos(math.radians(80) / 2)))


def test_a_level_pelvis_carries_a_straight_spine():
    spine, line = leg_length.arc_spine(0), leg_length.spine_line(0, 5)
    assert (spine.cobb, spine.apex_offset, spine.radius) == (0, 0, math.inf)
    assert np.all(line.right == 0)
    assert line.up == pytest.approx([0, 45, 90, 135, 180])


def test_a_higher_left_side_sends_the_spine_to_the_right_at_right_angles_to_the_pelvis():
    line = leg_length.spine_line(5, 1001)
    start = math.degrees(math.atan2(line.right[1], line.up[1]))
    assert start == pytest.approx(5, abs=0.01)
    assert line.right[-1] > 0


def test_the_line_has_the_length_the_top_angle_and_the_bulge_of_the_arc():
    line = leg_length.spine_line(20, 2001, straightening=0.5)
    steps = np.diff(line.right), np.diff(line.up)
    assert np.hypot(*steps).sum() == pytest.approx(180, rel=1e-6)
    assert math.degrees(math.atan2(steps[0][-1], steps[1][-1])) == pytest.approx(10, abs=0.01)
    chord = np.array([line.up[-1], -line.right[-1]]) / math.hypot(line.right[-1], line.up[-1])
    bulge = (line.right * chord[0] + line.up * chord[1]).max()
    assert bulge == pytest.approx(leg_length.arc_spine(20, straightening=0.5).apex_offset, rel=1e-5)


def test_an_arc_of_twice_the_tilt_ends_above_where_it_began():
    assert leg_length.spine_line(12, 3, straightening=2).right[-1] == pytest.approx(0, abs=1e-9)


def test_a_longer_low_back_bulges_more_and_a_grid_of_tilts_gives_a_grid_of_lines():
    assert leg_length.arc_spine(5, height=200).apex_offset == pytest.approx(
        leg_length.arc_spine(5, height=100).apex_offset * 2
    )
    assert leg_length.spine_line(np.ones((4, 3)), 7).right.shape == (4, 3, 7)


# The lift


def test_the_trials_lift_is_seven_tenths_and_leaves_three_tenths():
    assert leg_length.lift_height([10, -10, 0]) == pytest.approx([7, 7, 0])
    assert leg_length.difference_with_lift([10, -10]) == pytest.approx([3, -3])


def test_a_lift_under_the_wrong_leg_makes_it_1_7_times_as_large_and_double_only_in_full():
    assert leg_length.difference_with_lift([10, -10], under="long") == pytest.approx([17, -17])
    assert leg_length.difference_with_lift(10, 1, "long") == 20
    assert leg_length.difference_with_lift(10, 1) == 0


# What must always hold


@ALWAYS
@given(DIFFERENCES, st.floats(100, 400), st.floats(0, 1))
def test_left_and_right_mirror_each_other(difference, width, part):
    tilt = leg_length.obliquity(difference, width=width, transmitted=part)
    assert leg_length.obliquity(-difference, width=width, transmitted=part) == -tilt
    one, other = leg_length.arc_spine(tilt), leg_length.arc_spine(-tilt)
    assert (one.cobb, one.radius, one.apex_offset) == (other.cobb, other.radius, -other.apex_offset)
    lines = leg_length.spine_line(tilt, 9), leg_length.spine_line(-tilt, 9)
    assert np.array_equal(lines[0].right, -lines[1].right)
    assert np.array_equal(lines[0].up, lines[1].up)
    assert leg_length.difference_with_lift(-difference) == -leg_length.difference_with_lift(difference)


@ALWAYS
@given(DIFFERENCES, DIFFERENCES, st.floats(100, 390), st.floats(0.01, 0.9))
def test_a_larger_difference_a_narrower_pelvis_and_stiffer_legs_tip_it_more(first, second, width, part):
    low, high = sorted((first, second))
    assert leg_length.obliquity(low) <= leg_length.obliquity(high)
    size = abs(first)
    assert leg_length.obliquity(size, width=width) >= leg_length.obliquity(size, width=width + 10)
    assert leg_length.obliquity(size, transmitted=part) <= leg_length.obliquity(size, transmitted=part + 0.1)


@ALWAYS
@given(TILTS, TILTS, st.floats(0, 2), st.floats(80, 300))
def test_more_tilt_bends_the_spine_more(first, second, straightening, height):
    spines = [leg_length.arc_spine(abs(t), height=height, straightening=straightening) for t in (first, second)]
    low, high = sorted(spines, key=lambda spine: spine.cobb)
    assert low.apex_offset <= high.apex_offset
    assert low.radius >= high.radius


@ALWAYS
@given(DIFFERENCES, st.floats(0, 1))
def test_the_right_lift_never_enlarges_and_the_wrong_one_never_shrinks_the_difference(difference, share):
    right, wrong = (abs(leg_length.difference_with_lift(difference, share, under)) for under in ("short", "long"))
    assert right <= abs(difference) <= wrong
    assert right + leg_length.lift_height(difference, share) == pytest.approx(abs(difference))


@ALWAYS
@given(TILTS, st.floats(0, 2), st.floats(80, 300))
def test_every_answer_in_range_is_a_number(tilt, straightening, height):
    spine = leg_length.arc_spine(tilt, height=height, straightening=straightening)
    line = leg_length.spine_line(tilt, 5, height=height, straightening=straightening)
    assert np.all(np.isfinite([spine.cobb, spine.apex_offset]))
    assert not np.isnan(spine.radius)
    assert np.all(np.isfinite([line.right, line.up]))


@ALWAYS
@given(DIFFERENCES, st.sampled_from(["half-normal", "gamma"]))
def test_an_array_gets_the_answers_its_numbers_get(difference, curve):
    assert leg_length.obliquity([difference, 10])[0] == leg_length.obliquity(difference)
    size = abs(difference) * 40 / 60
    share = leg_length.share_above(size, curve)
    assert leg_length.share_above([size, 1], curve)[0] == pytest.approx(share, rel=1e-9)
    assert 0 < share <= 1


REFUSALS = [
    (lambda: leg_length.obliquity(61), "difference is 61; it must lie between -60 and 60 mm."),
    (lambda: leg_length.obliquity([1, float("nan")]), "difference is nan; it must lie between -60 and 60 mm."),
    (lambda: leg_length.obliquity(1, width=99), "width is 99; it must lie between 100 and 400 mm."),
    (
        lambda: leg_length.obliquity(1, transmitted=1.1),
        "transmitted is 1.1; it must lie between 0 and 1 of the difference.",
    ),
    (lambda: leg_length.transmitted_floor(11), "tilt is 11; it must lie between 0 and 10 degrees."),
    (lambda: leg_length.transmitted_floor(1, 0), "lift is 0; it must lie between 1 and 60 mm."),
    (lambda: leg_length.transmitted_floor(width=500), "width is 500; it must lie between 100 and 400 mm."),
    (lambda: leg_length.arc_spine(46), "tilt is 46; it must lie between -45 and 45 degrees."),
    (lambda: leg_length.arc_spine(1, height=79), "height is 79; it must lie between 80 and 300 mm."),
    (
        lambda: leg_length.arc_spine(1, straightening=2.1),
        "straightening is 2.1; it must lie between 0 and 2 of the tilt.",
    ),
    (lambda: leg_length.spine_line(1, 0), "n is 0; it must be a whole number from 1 to 10,000."),
    (lambda: leg_length.lift_height(1, -0.1), "share is -0.1; it must lie between 0 and 1 of the difference."),
    (lambda: leg_length.difference_with_lift(1, under="left"), "under is 'left'; it must be 'short' or 'long'."),
    (lambda: leg_length.draw_people(5_000_001), "n is 5000001; it must be a whole number from 1 to 5,000,000."),
    (lambda: leg_length.share_above(41), "threshold is 41; it must lie between 0 and 40 mm."),
    (lambda: leg_length.share_above(-1), "threshold is -1; it must lie between 0 and 40 mm."),
    (lambda: leg_length.one_in(1, "bell"), "curve is 'bell'; it must be 'half-normal' or 'gamma'."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
