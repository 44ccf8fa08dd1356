"""Facts about the chain from wedge to low back: published values first, then what must always hold."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.models import chain

WEDGES = st.floats(0, 20)
ALWAYS = settings(derandomize=True, deadline=None, max_examples=60)
PARTS = ("eversion", "tibial_rotation", "hip_rotation", "pelvic_tilt", "pelvic_obliquity", "lordosis_change")
OLD_GAINS = chain.Gains(0.50, 0.68, 0.6, 0.99, 0.5)  # the gains with which the specification was worked out


# T-A1: Pinto 2008


def test_ten_degrees_under_both_feet_tip_the_pelvis_by_pintos_mean():
    assert chain.respond(10).pelvic_tilt == pytest.approx(1.57, abs=0.02)


def test_ten_degrees_under_one_foot_tip_the_pelvis_forward_and_sideways():
    posture = chain.respond(10, "one")
    assert posture.pelvic_tilt == pytest.approx(1.41, abs=0.02)
    assert posture.pelvic_obliquity == pytest.approx(1.46, abs=0.02)


def test_wedges_under_both_feet_do_not_tip_the_pelvis_sideways():
    assert chain.respond(10).pelvic_obliquity == 0


@pytest.mark.parametrize("feet", ["both", "one"])
@pytest.mark.parametrize("camp", ["none", "increase"])
def test_a_wedge_of_zero_moves_nothing(feet, camp):
    standing, people = chain.respond(0, feet, camp=camp), chain.draw_people(100, 0, feet, camp=camp)
    assert all(getattr(standing, part) == 0 for part in PARTS)
    assert all(np.all(getattr(people, part) == 0) for part in PARTS)


def test_the_last_gain_is_solved_again_when_a_gain_below_changes():
    assert OLD_GAINS.hip_to_pelvis() == pytest.approx(0.77, abs=0.005)
    assert chain.respond(10, gains=OLD_GAINS).pelvic_tilt == pytest.approx(1.57, abs=1e-9)
    assert chain.respond(10, gains=OLD_GAINS).eversion == pytest.approx(5.0)


def test_gains_of_zero_are_refused_because_nothing_could_be_calibrated():
    with pytest.raises(ValueError, match="tibia_to_hip is 0; it must be above 0"):
        chain.Gains(0.5, 0.68, 0, 0.99, 0.5)


# T-A2: Fischer 2018, and a million draws


@pytest.fixture(scope="module")
def million():
    return chain.draw_people(1_000_000, 10.0, seed=1)


def test_a_million_people_keep_pintos_mean(million):
    assert million.pelvic_tilt.shape == (1_000_000,)
    assert million.pelvic_tilt.mean() == pytest.approx(1.57, abs=0.01)


def test_a_million_people_keep_the_cadaver_slope_and_its_spread(million):
    slope = million.tibial_rotation / million.eversion
    assert slope.mean() == pytest.approx(0.68, abs=0.002)
    assert slope.std() == pytest.approx(0.15, abs=0.002)


def test_gains_are_never_negative_and_never_above_twice_their_mean(million):
    gain = million.hip_rotation / million.tibial_rotation
    assert gain.min() >= 0
    assert gain.max() <= 1.2
    assert gain.mean() == pytest.approx(0.6, abs=0.002)


def test_the_same_seed_draws_the_same_people_and_another_seed_does_not():
    one, same, other = (chain.draw_people(50, 10.0, seed=seed).pelvic_tilt for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_people_with_tiny_gains_are_drawn_as_well():
    people = chain.draw_people(1_000, 10.0, gains=chain.Gains(1e-9, 0.68, 0.6, 0.99, 0.5))
    assert people.pelvic_tilt.mean() == pytest.approx(1.57, abs=0.2)


def test_heel_adduction_turns_the_shin_degree_for_degree():
    turned = chain.respond(0, adduction=1.0)
    assert turned.tibial_rotation == pytest.approx(0.99)
    assert turned.eversion == 0


def test_the_low_back_moves_in_one_camp_only():
    assert chain.respond(10, camp="none").lordosis_change == 0
    assert chain.respond(10, camp="increase").lordosis_change == pytest.approx(0.5 * 1.57)
    assert np.all(chain.draw_people(100, 10.0).lordosis_change == 0)
    believers = chain.draw_people(100_000, 10.0, camp="increase").lordosis_change
    assert believers.mean() == pytest.approx(0.785, abs=0.01)


# T-A3: how tightly linked


def test_the_ladder_holds_the_published_shares_tightest_first():
    ladder = chain.shared_variation()
    assert [round(rung.r2, 4) for rung in ladder] == [0.5929, 0.3364, 0.3136, 0.09, 0.0025]
    assert [rung.setting.split(",")[0] for rung in ladder] == ["walking", "standing"] * 2 + ["standing"]
    assert {rung.setting.split(",")[0]: rung.reference for rung in ladder} == {
        "walking": "souza2010",
        "standing": "duval2010",
    }
    assert (ladder[-1].below, ladder[-1].above) == ("foot tilt", "low-back curve")


# T-A4: an orthosis, run backwards


def test_an_orthosis_run_through_the_specified_gains_moves_the_pelvis_seven_tenths_of_a_degree():
    back = chain.run_backwards(gains=OLD_GAINS)
    assert back.tibial_rotation == pytest.approx(-1.5, abs=0.05)
    assert back.hip_rotation == pytest.approx(-0.9, abs=0.05)
    assert back.pelvic_tilt == pytest.approx(-0.70, abs=0.01)
    assert back.pelvic_interval == pytest.approx((-1.8, -0.1), abs=0.1)


def test_with_todays_gains_the_pelvis_stays_below_the_noise_of_a_measurement():
    back = chain.run_backwards()
    assert back.pelvic_tilt == pytest.approx(-2.24 * 0.68 * 0.6 * chain.mean_gains().hip_to_pelvis())
    assert abs(back.pelvic_tilt) < seeds.constant("pelvic_noise_low").value
    low, high = back.pelvic_interval
    assert low < back.pelvic_tilt < high < 0


def test_no_change_at_the_heel_is_no_change_at_the_pelvis():
    back = chain.run_backwards(0)
    assert (back.tibial_rotation, back.hip_rotation, back.pelvic_tilt) == (0, 0, 0)
    assert back.pelvic_interval == (0, 0)


# T-A5: straight or levelling off


def test_the_levelling_off_line_passes_through_zero_and_pinto():
    assert chain.saturating_tilt([0, 10]) == pytest.approx([0, 1.57])
    assert chain.saturating_tilt(10, "one") == pytest.approx(1.41)


def test_the_first_wedge_does_most_when_the_line_levels_off():
    steps = np.diff(chain.saturating_tilt([0, 5, 10, 15, 20]))
    assert np.all(np.diff(steps) < 0)


def test_a_very_late_levelling_off_is_the_straight_line():
    assert chain.saturating_tilt(20, scale=100) == pytest.approx(chain.respond(20).pelvic_tilt, rel=0.06)


# Single measurements


def test_one_measurement_in_seven_comes_out_reversed_on_ten_degrees():
    assert int(np.sum(chain.measured_changes(100, 10.0) < 0)) == 14


def test_measurements_have_the_mean_and_spread_worked_back_from_pinto():
    both, one = chain.measured_changes(5_000, 10.0), chain.measured_changes(5_000, 10.0, "one")
    assert (both.mean(), both.std()) == pytest.approx((1.57, 1.45), abs=0.01)
    assert (one.mean(), one.std()) == pytest.approx((1.41, 1.8), abs=0.01)


def test_without_a_wedge_measurements_scatter_around_zero_and_without_noise_not_at_all():
    still = chain.measured_changes(1_000, 0.0)
    assert still.mean() == pytest.approx(0, abs=1e-12)
    assert still.std() == pytest.approx(1.0, abs=0.01)
    assert np.all(chain.measured_changes(100, 0.0, noise=0.0) == 0)


def test_measurements_stand_at_the_quantiles_of_a_normal_curve():
    found = np.sort(chain.measured_changes(1_000, 0.0, noise=1.0))
    wanted = [NormalDist().inv_cdf((place + 0.5) / 1_000) for place in range(1_000)]
    assert found == pytest.approx(wanted, abs=1e-6)
    farthest = chain.measured_changes(1_000_000, 0.0, noise=1.0).max()
    assert farthest == pytest.approx(NormalDist().inv_cdf(1 - 0.5e-6), abs=1e-6)


def test_the_spread_of_measurements_follows_from_p_and_n():
    # two-sided P = 0.003 with 13 degrees of freedom: t = 3.64 raw, 4.22 if it was tripled (Bonferroni)
    n = seeds.constant("pinto_people").value
    raw, tripled = (1.57 / t * n**0.5 for t in (3.64, 4.22))
    assert tripled < seeds.constant("measured_change_sd_both").value < raw


# The two-way shin


def test_the_foot_gives_about_a_quarter_of_the_shins_turn():
    part = chain.tibial_share()
    assert part.from_foot == pytest.approx(3.1, abs=0.05)
    assert part.measured == 13.3
    assert part.share == pytest.approx(0.235, abs=0.001)


def test_both_parts_of_the_shins_turn_add_up_to_the_measured_range():
    curves = chain.stance_curves()
    assert np.ptp(curves.tibia_total) == pytest.approx(13.3, abs=0.05)
    assert np.ptp(curves.tibia_from_foot) == pytest.approx(3.128)
    assert np.ptp(curves.eversion) == pytest.approx(4.6)
    assert np.allclose(curves.tibia_total, curves.tibia_from_foot + curves.tibia_from_above)


def test_a_foot_that_does_not_roll_leaves_the_turn_from_above():
    curves = chain.stance_curves(0.0, turn_from_above=10.0)
    assert np.all(curves.tibia_from_foot == 0)
    assert np.ptp(curves.tibia_total) == pytest.approx(10)


def test_a_leg_that_neither_rolls_nor_turns_stays_at_exactly_zero():
    assert np.all(chain.stance_curves(0.0, 0.68, 0.0).tibia_total == 0)


@ALWAYS
@given(st.floats(0, 20), st.floats(0, 1.5), st.floats(0, 30))
def test_ranges_of_both_parts_always_add_up(excursion, coupling, above):
    curves = chain.stance_curves(excursion, coupling, above)
    assert np.ptp(curves.tibia_total) == pytest.approx(excursion * coupling + above, abs=1e-6)


# What must always hold


@ALWAYS
@given(WEDGES, WEDGES, st.sampled_from(["both", "one"]), st.sampled_from(["none", "increase"]))
def test_a_steeper_wedge_never_moves_any_part_less(first, second, feet, camp):
    low, high = (chain.respond(wedge, feet, camp=camp) for wedge in sorted((first, second)))
    assert all(getattr(low, part) <= getattr(high, part) for part in PARTS)


@ALWAYS
@given(WEDGES, st.sampled_from(["both", "one"]))
def test_every_answer_in_range_is_a_number(wedge, feet):
    posture = chain.respond(wedge, feet, camp="increase")
    assert all(np.isfinite(getattr(posture, part)) for part in PARTS)
    assert np.all(np.isfinite(chain.measured_changes(20, wedge, feet)))
    assert np.isfinite(chain.saturating_tilt(wedge, feet))


@ALWAYS
@given(WEDGES)
def test_an_array_gets_the_answers_its_numbers_get(wedge):
    many = chain.respond(np.array([wedge, 10.0]))
    assert all(getattr(many, part).shape == (2,) for part in PARTS)
    assert many.pelvic_tilt[0] == chain.respond(wedge).pelvic_tilt


@ALWAYS
@given(st.floats().filter(lambda wedge: not 0 <= wedge <= 20))
def test_wedges_out_of_range_are_refused(wedge):
    for ask in (chain.respond, chain.saturating_tilt, lambda w: chain.draw_people(1, w)):
        with pytest.raises(ValueError, match=r"^wedge is .*; it must lie between 0 and 20 degrees\.$"):
            ask(wedge)


REFUSALS = [
    (lambda: chain.respond([5, 25]), "wedge is 25; it must lie between 0 and 20 degrees."),
    (lambda: chain.respond(10, adduction=21), "adduction is 21; it must lie between -20 and 20 degrees."),
    (lambda: chain.respond(10, "left"), "feet is 'left'; it must be 'both' or 'one'."),
    (lambda: chain.respond(10, camp="x"), "camp is 'x'; it must be 'none' or 'increase'."),
    (lambda: chain.draw_people(0, 10), "n is 0; it must be a whole number from 1 to 5,000,000."),
    (lambda: chain.measured_changes(2.5, 1), "n is 2.5; it must be a whole number from 1 to 5,000,000."),
    (lambda: chain.measured_changes(9, 1, noise=2), "noise is 2; it must lie between 0 and 1.45 degrees."),
    (lambda: chain.run_backwards(11), "eversion_change is 11; it must lie between -10 and 10 degrees."),
    (lambda: chain.saturating_tilt(1, scale=0), "scale is 0; it must lie between 1 and 100 degrees."),
    (lambda: chain.tibial_share(21), "eversion_excursion is 21; it must lie between 0 and 20 degrees."),
    (lambda: chain.tibial_share(4, 2), "coupling is 2; it must lie between 0 and 1.5 degrees per degree."),
    (lambda: chain.stance_curves(4, 1, -1), "turn_from_above is -1; it must lie between 0 and 30 degrees."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence


# What no study fixes is fixed here: assumed shapes and spreads, and the draws of one seed


def test_the_stylised_step_passes_through_its_assumed_knots():
    curves = chain.stance_curves(1.0, 1.0, 1.0, n=101)
    rolled = {0: 0, 10: 0.43, 25: 0.83, 45: 1, 65: 0.65, 80: 0.2, 100: 0}
    turned = {0: 0, 20: 0.35, 45: 0.4, 70: -0.1, 100: -0.6}
    assert [curves.eversion[place] for place in rolled] == pytest.approx(list(rolled.values()), abs=1e-9)
    assert [curves.tibia_from_above[place] for place in turned] == pytest.approx(list(turned.values()), abs=1e-9)


def test_the_spreads_of_drawn_people_are_those_of_the_seeds(million):
    hip_to_pelvis = million.pelvic_tilt / million.hip_rotation
    assert million.eversion.std() / million.eversion.mean() == pytest.approx(0.15 / 0.45, abs=0.006)
    assert (million.hip_rotation / million.tibial_rotation).std() == pytest.approx(0.25, abs=0.02)
    assert hip_to_pelvis.std() / hip_to_pelvis.mean() == pytest.approx(0.30, abs=0.005)


def test_those_who_saw_an_increase_differ_by_the_assumed_spread_and_some_saw_a_fall():
    people = chain.draw_people(200_000, 10.0, camp="increase")
    gain = people.lordosis_change / people.pelvic_tilt
    assert gain.std() == pytest.approx(0.3, abs=0.003)
    assert gain.min() < 0


def test_the_line_that_levels_off_does_so_with_the_assumed_scale():
    assert chain.saturating_tilt(5.0) == pytest.approx(1.57 * (1 - np.exp(-5 / 8)) / (1 - np.exp(-10 / 8)))


def test_the_spread_of_a_measurement_grows_from_its_noise_with_the_wedge():
    for wedge, noise, total, feet in ((5.0, 0.5, 1.45, "both"), (15.0, 0.8, 1.8, "one")):
        wanted = np.sqrt(noise**2 + (total**2 - noise**2) * (wedge / 10) ** 2)
        found = chain.measured_changes(20_000, wedge, feet, noise=noise)
        assert found.std() == pytest.approx(wanted, rel=1e-3)


def test_one_seed_gives_these_draws():
    assert chain.run_backwards().pelvic_interval == pytest.approx((-1.947361, -0.120344), abs=1e-5)
    assert chain.run_backwards(feet="one").pelvic_interval == pytest.approx((-1.748904, -0.108079), abs=1e-5)
    coupling = chain.drawn_coupling()
    assert (coupling.slope, coupling.sd) == pytest.approx((0.680133, 0.150346), abs=1e-6)
    assert chain.measured_changes(4, 10.0) == pytest.approx([2.032027, -0.098007, 1.107973, 3.238007], abs=1e-5)
