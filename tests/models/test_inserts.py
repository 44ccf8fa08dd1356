"""Facts about inserts, tape and shoes: published effects first, then what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.models import chain, gait, inserts

ALWAYS = settings(derandomize=True, deadline=None, max_examples=60)
DEVICES = st.sampled_from(sorted(inserts.DEVICES))
PUBLISHED = {
    "orthosis": (-2.24, -3.07, -1.42),
    "custom": (-2.35, -3.45, -1.24),
    "prefabricated": (-2.08, -3.51, -0.66),
    "motion-control shoe": (-2.52, -3.33, -1.71),
    "taping": (-2.64, -3.90, -1.39),
    "stirrup taping": (-4.62, -5.50, -3.73),
}


# Cheung 2011


def test_all_pooled_effects_are_the_published_ones():
    assert {found.device: (found.mean, found.low, found.high) for found in inserts.effects()} == PUBLISHED
    assert inserts.effect() == inserts.effect("orthosis")


@pytest.mark.parametrize("device", PUBLISHED)
def test_the_standard_error_gives_the_published_interval_back(device):
    found = inserts.effect(device)
    assert found.mean - 1.96 * found.error == pytest.approx(found.low, abs=0.02)
    assert found.mean + 1.96 * found.error == pytest.approx(found.high, abs=0.02)


def test_the_standard_error_of_orthoses_is_the_one_the_chain_uses():
    assert inserts.effect().error == pytest.approx(seeds.constant("orthosis_eversion_error").value, abs=0.005)


def test_custom_and_prefabricated_differ_by_a_quarter_of_a_degree_that_may_be_nothing():
    gap = inserts.compare()
    assert gap.mean == pytest.approx(-0.27)
    assert gap.low < 0 < gap.high
    assert (gap.high - gap.low) / (2 * 1.96) == pytest.approx(np.hypot(0.5638, 0.7271), abs=0.001)
    assert (gap.low + gap.high) / 2 == pytest.approx(gap.mean)


@ALWAYS
@given(DEVICES, DEVICES)
def test_a_comparison_the_other_way_round_has_the_other_sign(first, second):
    one, other = inserts.compare(first, second), inserts.compare(second, first)
    assert (one.mean, one.low, one.high) == pytest.approx((-other.mean, -other.high, -other.low))
    assert one.low < one.mean < one.high


def test_a_million_means_have_the_published_interval():
    means = inserts.draw_means(1_000_000, seed=1)
    assert means.mean() == pytest.approx(-2.24, abs=0.005)
    assert np.quantile(means, [0.025, 0.975]) == pytest.approx([-3.07, -1.42], abs=0.02)


def test_people_spread_by_the_assumed_two_degrees_around_the_mean():
    people = inserts.draw_people(1_000_000, seed=1)
    assert (people.mean(), people.std()) == pytest.approx((-2.24, 2.0), abs=0.01)
    assert np.mean(people > 0) * 100 == pytest.approx(inserts.share_reversed(), abs=0.2)
    assert seeds.constant("orthosis_people_sd").assumed


def test_about_thirteen_of_a_hundred_would_be_reversed_if_the_assumed_spread_were_true():
    assert inserts.share_reversed() == pytest.approx(13.1, abs=0.05)
    assert inserts.share_reversed("stirrup taping") < inserts.share_reversed()
    assert inserts.share_reversed(sd=1.0) < inserts.share_reversed(sd=4.0) < 50


def test_without_spread_everybody_gets_the_mean_and_a_drawn_mean_may_be_handed_on():
    assert np.all(inserts.draw_people(10, "taping", sd=0.0) == -2.64)
    assert np.all(inserts.draw_people(10, sd=0.0, mean=-1.5) == -1.5)


def test_the_same_seed_draws_the_same_people_and_another_seed_does_not():
    for draw in (inserts.draw_means, inserts.draw_people):
        one, same, other = (draw(20, seed=seed) for seed in (3, 3, 4))
        assert np.array_equal(one, same)
        assert not np.array_equal(one, other)


# Posting, wedges


def test_an_arch_support_alone_or_a_neutral_rearfoot_post_changes_nothing():
    assert inserts.posted_change("none") == inserts.posted_change("neutral rearfoot") == 0


def test_posts_under_the_inner_forefoot_reduce_eversion():
    assert inserts.posted_change("medial forefoot") == inserts.posted_change("forefoot and rearfoot") == -2.24
    assert inserts.posted_change("medial forefoot", "custom") == -2.35


def test_wedges_in_running_change_eversion_nearly_as_in_twelve_men():
    assert inserts.wedge_change(5) == pytest.approx(10.75 - 12.37, abs=0.1)
    assert inserts.wedge_change(-5) == pytest.approx(14.11 - 12.37, abs=0.1)
    assert inserts.wedge_change(-5) - inserts.wedge_change(5) == pytest.approx(14.11 - 10.75, abs=0.05)
    assert inserts.wedge_change(0) == 0


@ALWAYS
@given(st.floats(-5, 5))
def test_inner_and_outer_wedges_are_mirror_images(wedge):
    assert inserts.wedge_change(wedge) == -inserts.wedge_change(-wedge)


# Up the chain


def test_the_shin_moves_by_a_degree_and_a_half_and_the_pelvis_by_less_than_noise():
    reach = inserts.reach_up()
    assert reach.eversion == -2.24
    assert reach.tibial_rotation == pytest.approx(0.68 * -2.24)
    assert reach.pelvic_tilt == chain.run_backwards().pelvic_tilt
    assert abs(reach.pelvic_tilt) < seeds.constant("pelvic_noise_low").value


def test_the_specified_gains_give_seven_tenths_of_a_degree_at_the_pelvis():
    reach = inserts.reach_up(gains=chain.Gains(0.50, 0.68, 0.6, 0.99, 0.5))
    assert reach.pelvic_tilt == pytest.approx(-0.70, abs=0.01)
    assert reach.pelvic_interval == pytest.approx((-1.8, -0.1), abs=0.1)


def test_the_intervals_agree_with_the_chain_and_hold_the_mean():
    reach, back = inserts.reach_up(), chain.run_backwards()
    assert reach.pelvic_interval == pytest.approx(back.pelvic_interval, abs=0.03)
    assert reach.tibial_interval == pytest.approx((-2.48, -0.74), abs=0.02)
    for low, mean, high in (
        (reach.tibial_interval[0], reach.tibial_rotation, reach.tibial_interval[1]),
        (reach.pelvic_interval[0], reach.pelvic_tilt, reach.pelvic_interval[1]),
    ):
        assert low < mean < high < 0


def test_one_foot_reaches_the_pelvis_a_little_less_than_both():
    both, one = inserts.reach_up(n=1_000), inserts.reach_up(feet="one", n=1_000)
    assert one.pelvic_tilt / both.pelvic_tilt == pytest.approx(1.41 / 1.57)
    assert one.pelvic_interval[0] / both.pelvic_interval[0] == pytest.approx(1.41 / 1.57)


@ALWAYS
@given(DEVICES, DEVICES)
def test_a_stronger_device_never_reaches_less_far(first, second):
    low, high = sorted((inserts.reach_up(device, n=100) for device in (first, second)), key=lambda r: r.eversion)
    assert low.tibial_rotation <= high.tibial_rotation
    assert low.pelvic_tilt <= high.pelvic_tilt


def test_even_a_strong_device_takes_less_than_the_whole_roll_of_a_step():
    assert abs(inserts.effect("orthosis").mean) < gait.stance_curves().excursion


# What inserts are made of


def test_every_material_is_a_range_and_every_modulus_is_assumed():
    table = inserts.materials()
    assert len(table) == len(inserts.MATERIALS) == 9
    assert all(0 < material.low < material.high and material.remark for material in table)
    ends = [seeds.constant(f"{key}_modulus_{end}") for key in inserts.MATERIALS.values() for end in ("low", "high")]
    assert all(end.assumed and end.unit == "MPa" for end in ends)


def test_the_ranges_are_those_of_the_specification():
    ranges = {key: (row.low, row.high) for key, row in zip(inserts.MATERIALS.values(), inserts.materials())}
    assert ranges == {
        "eva": (0.6, 5),
        "open_cell": (0.2, 0.6),
        "plastazote": (0.3, 0.7),
        "gel": (0.1, 0.5),
        "memory_foam": (0.02, 0.1),
        "latex": (0.1, 0.3),
        "cork": (5, 20),
        "polypropylene": (1000, 1500),
        "carbon": (40_000, 70_000),
    }


def test_gents_rule_gives_the_specified_stiffnesses():
    assert inserts.modulus_of_shore([20, 35, 50, 60]) == pytest.approx([0.73, 1.4, 2.5, 3.6], abs=0.05)
    by_hand = 0.0981 * (56 + 7.62336 * 50) / (0.137505 * (254 - 2.54 * 50))
    assert inserts.modulus_of_shore(50) == pytest.approx(by_hand, rel=1e-5)


@ALWAYS
@given(st.floats(20, 80), st.floats(20, 80))
def test_harder_rubber_is_never_less_stiff(first, second):
    soft, hard = (inserts.modulus_of_shore(shore) for shore in sorted((first, second)))
    assert soft <= hard


def test_insoles_stiffen_with_wear():
    assert inserts.worn_modulus(1.0, [0, 100, 200]) == pytest.approx([1.0, 1.2, 1.4])
    assert inserts.worn_modulus(0.5, 100, rise=0.4) == pytest.approx(0.7)
    assert inserts.worn_modulus(3.0, 0) == 3.0


@ALWAYS
@given(st.floats(0.01, 100), st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 1))
def test_more_wear_never_softens(modulus, first, second, rise):
    new, old = (inserts.worn_modulus(modulus, far, rise=rise) for far in sorted((first, second)))
    assert modulus <= new <= old


@ALWAYS
@given(DEVICES, st.floats(0, 6), st.floats(-10, 10))
def test_every_answer_in_range_is_a_number(device, sd, mean):
    assert np.isfinite(inserts.draw_people(20, device, sd=sd, mean=mean)).all()
    assert np.isfinite(inserts.draw_means(20, device)).all()
    assert 0 <= inserts.share_reversed(device, max(sd, 0.1)) <= 50


NAMES = " or ".join(repr(name) for name in inserts.DEVICES)
POSTS = " or ".join(repr(name) for name in inserts.POSTINGS)
REFUSALS = [
    (lambda: inserts.effect("x"), f"device is 'x'; it must be {NAMES}."),
    (lambda: inserts.compare("x"), f"device is 'x'; it must be {NAMES}."),
    (lambda: inserts.draw_means(0), "n is 0; it must be a whole number from 1 to 5,000,000."),
    (lambda: inserts.draw_people(0), "n is 0; it must be a whole number from 1 to 5,000,000."),
    (lambda: inserts.draw_people(1, sd=7), "sd is 7; it must lie between 0 and 6 degrees."),
    (lambda: inserts.draw_people(1, mean=11), "mean is 11; it must lie between -10 and 10 degrees."),
    (lambda: inserts.share_reversed(sd=0), "sd is 0; it must lie between 0.1 and 6 degrees."),
    (lambda: inserts.posted_change("x"), f"posting is 'x'; it must be {POSTS}."),
    (lambda: inserts.wedge_change(6), "wedge is 6; it must lie between -5 and 5 degrees."),
    (lambda: inserts.reach_up(feet="left"), "feet is 'left'; it must be 'both' or 'one'."),
    (lambda: inserts.modulus_of_shore(19), "shore is 19; it must lie between 20 and 80 Shore A."),
    (lambda: inserts.worn_modulus(0, 1), "modulus is 0; it must lie between 0.001 and 100000 MPa."),
    (lambda: inserts.worn_modulus(1, 1001), "distance is 1001; it must lie between 0 and 1000 km."),
    (lambda: inserts.worn_modulus(1, 1, rise=2), "rise is 2; it must lie between 0 and 1 for each 100 km."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
