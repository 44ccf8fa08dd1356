"""Facts about chance, time and invented trials: published values first, then what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lessons_lib import seeds
from lessons_lib.models import risk

ALWAYS = settings(derandomize=True, deadline=None, max_examples=80)
SHARE, RATIO = st.floats(0, 1), st.floats(0.001, 1000)
INNER = st.floats(1e-4, 1 - 1e-4)
PAIN = st.floats(0, 10)


# Odds and people


def test_an_odds_ratio_of_151_turns_30_percent_into_39_and_not_into_45():
    assert risk.risk_from_odds_ratio(1.51, 0.30) == pytest.approx(0.39, abs=0.005)


@pytest.mark.parametrize(("ratio", "percent"), [(1.31, 36), (1.36, 37)])
def test_odds_ratios_of_standing_and_weight_turn_30_percent_into(ratio, percent):
    assert round(100 * risk.risk_from_odds_ratio(ratio, 0.30)) == percent


def test_35_of_100_women_become_45_of_100():
    assert risk.risk_from_odds_ratio(1.51, 0.35) == pytest.approx(0.45, abs=0.005)
    women = risk.back_pain_in_women()
    assert (round(100 * women.unexposed), round(100 * women.exposed)) == (35, 45)
    assert women == risk.back_pain_in_women(0.3)
    assert seeds.constant("women_pain_usual_function").value == 35
    assert seeds.constant("women_pain_pronated_function").value == 45


@pytest.mark.parametrize("share", [0.2, 0.25, 0.35, 0.4])
def test_the_share_of_women_that_was_not_seen_hardly_matters(share):
    women = risk.back_pain_in_women(share)
    assert (100 * women.unexposed, 100 * women.exposed) == pytest.approx((35, 45), abs=1.4)
    assert (1 - share) * women.unexposed + share * women.exposed == pytest.approx(404 / 1067)


@ALWAYS
@given(SHARE, RATIO, SHARE)
def test_split_risks_give_back_the_overall_risk_and_the_odds_ratio(overall, ratio, share):
    split = risk.split_risk(overall, ratio, share)
    assert (1 - share) * split.unexposed + share * split.exposed == pytest.approx(overall, abs=1e-9)
    assert split.exposed == pytest.approx(risk.risk_from_odds_ratio(ratio, min(split.unexposed, 1.0)), abs=1e-9)


@ALWAYS
@given(INNER, RATIO)
def test_an_odds_ratio_can_be_taken_back_out(baseline, ratio):
    exposed = risk.risk_from_odds_ratio(ratio, baseline)
    assert 0 <= exposed <= 1
    assert (exposed > baseline) == (ratio > 1) or exposed == pytest.approx(baseline)
    if 1e-6 <= exposed <= 1 - 1e-6:
        assert risk.odds_ratio_from_risks(exposed, baseline) == pytest.approx(ratio, rel=1e-6)


@ALWAYS
@given(SHARE, SHARE, RATIO)
def test_a_higher_baseline_never_gives_a_lower_risk(one, other, ratio):
    low, high = sorted((one, other))
    assert risk.risk_from_odds_ratio(ratio, low) <= risk.risk_from_odds_ratio(ratio, high) + 1e-12


def test_nobody_stays_nobody_and_everybody_stays_everybody():
    assert risk.risk_from_odds_ratio(1.51, 0.0) == 0
    assert risk.risk_from_odds_ratio(1.51, 1.0) == 1
    assert risk.risk_from_odds_ratio(1.0, 0.3) == pytest.approx(0.3)


def test_the_odds_ratio_of_two_risks_is_the_ratio_of_their_odds():
    assert risk.odds_ratio_from_risks(0.5, 0.2) == pytest.approx(4)


def test_risks_of_a_millionth_still_have_odds_and_smaller_ones_have_none():
    low, high = 1.05e-6, 1 - 1.05e-6
    assert risk.odds_ratio_from_risks(low, high) == pytest.approx((low / high) ** 2, rel=1e-6)
    for slip in (0.95e-6, 1 - 0.95e-6):
        with pytest.raises(ValueError, match=r"it must lie between 1e-06 and 0\.999999"):
            risk.odds_ratio_from_risks(slip, 0.5)


def test_icons_of_shares_add_up_and_the_largest_remainder_wins():
    assert risk.icon_counts([1 / 3, 1 / 3, 1 / 3]) == (34, 33, 33)
    assert risk.icon_counts([0.029, 0.199, 0.697, 0.066, 0.009]) == (3, 20, 70, 6, 1)
    assert risk.icon_counts([0.004, 0.003, 0.993]) == (1, 0, 99)
    assert risk.icon_counts([0.29, 0.71], 100) == (29, 71)
    assert risk.icon_counts([0.5, 0.5], 1000) == (500, 500)


def test_remainders_that_differ_by_less_than_a_billionth_of_a_person_are_equal_and_the_first_wins():
    assert risk.icon_counts([0.105 - 1e-12, 0.895 + 1e-12]) == (11, 89)
    assert risk.icon_counts([0.105 - 1e-11, 0.895 + 1e-11]) == (10, 90)


def test_shares_may_miss_1_by_a_millionth_and_no_more():
    assert risk.icon_counts([0.25, 0.75 + 0.95e-6]) == risk.icon_counts([0.25, 0.75 - 0.95e-6]) == (25, 75)
    for slip in (-1.05e-6, 1.05e-6):
        with pytest.raises(ValueError, match=r"shares sums to (1\.00000105|0\.99999895); it must be a list"):
            risk.icon_counts([0.25, 0.75 + slip])


@ALWAYS
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=9), st.integers(1, 10_000))
def test_icons_always_add_up_and_stay_within_one_of_their_share(parts, people):
    shares = np.array(parts) / sum(parts)
    counts = risk.icon_counts(shares, people)
    assert sum(counts) == people
    assert np.all(np.abs(np.array(counts) - shares * people) < 1 + 1e-6)


def test_extra_people_are_a_difference_of_whole_people():
    assert risk.natural_frequency(0.35, 0.4485) == risk.Icons(100, anyway=35, extra=10, spared=0, free=55)
    assert risk.natural_frequency(0.12, 0.05, 1000) == risk.Icons(1000, anyway=50, extra=0, spared=70, free=880)
    assert risk.natural_frequency(0.145, 0.145) == risk.Icons(100, anyway=15, extra=0, spared=0, free=85)


@ALWAYS
@given(SHARE, SHARE, st.integers(1, 2000))
def test_people_of_a_natural_frequency_add_up(baseline, exposed, people):
    icons = risk.natural_frequency(baseline, exposed, people)
    assert icons.anyway + icons.extra + icons.spared + icons.free == icons.people == people
    assert min(icons.anyway, icons.extra, icons.spared, icons.free) >= 0
    assert icons.anyway + icons.extra == pytest.approx(exposed * people, abs=0.5 + 1e-6)
    assert icons.anyway + icons.spared == pytest.approx(baseline * people, abs=0.5 + 1e-6)


def test_windles_pressures_fall_by_23_and_237_percent():
    assert risk.relative_change(395, 303) == pytest.approx(-23, abs=0.5)
    assert risk.relative_change(494, 377) == pytest.approx(-23.7, abs=0.05)
    assert risk.relative_change(2, 3) == pytest.approx(50)


# Time


@pytest.mark.parametrize(("group", "course"), [("acute", [52, 23, 12, 6]), ("persistent", [51, 33, 26, 23])])
def test_pain_takes_the_published_course(group, course):
    assert risk.natural_course(np.array([0.0, 6, 26, 52]), group) == pytest.approx(course)


def test_lasting_pain_falls_by_18_of_100_in_six_weeks():
    assert risk.natural_course(0) - risk.natural_course(6) == pytest.approx(18)
    assert risk.natural_course(3) == pytest.approx(42)
    assert seeds.constant("trial_natural_fall").value == pytest.approx(1.8)


@ALWAYS
@given(st.floats(0, 52), st.floats(0, 52), st.sampled_from(["acute", "persistent"]))
def test_mean_pain_never_rises_with_time(one, other, group):
    early, late = (risk.natural_course(week, group) for week in sorted((one, other)))
    assert 0 < late <= early


def test_people_picked_on_a_bad_day_fall_back_as_far_as_worked_out_by_hand():
    # Cut-off 6, mean 4, both SDs 1.5: 2 / 2.1213 = 0.9428 SDs; mean of the rest 1.4795 SDs; half of it stays.
    spread = math.hypot(1.5, 1.5)
    beyond = stats.norm.pdf(2 / spread) / stats.norm.sf(2 / spread)
    regression = risk.regression_to_the_mean()
    assert regression.share == pytest.approx(stats.norm.sf(2 / spread))
    assert regression.first == pytest.approx(4 + spread * beyond)
    assert regression.second == pytest.approx(4 + 0.5 * spread * beyond)
    assert regression.fall == pytest.approx(1.569, abs=0.001)


def test_unequal_spreads_keep_the_share_that_people_differ_by():
    regression = risk.regression_to_the_mean(5, 3, 2, 1)
    assert (regression.second - 3) / (regression.first - 3) == pytest.approx(4 / 5)
    assert regression.share == pytest.approx(stats.norm.sf(2 / math.sqrt(5)))


@pytest.mark.parametrize("how", [{}, {"cutoff": 7, "mean": 5, "between": 1, "within_person": 2}])
def test_a_million_drawn_people_fall_back_as_the_formula_says(how):
    formula, drawn = risk.regression_to_the_mean(**how), risk.simulate_regression(1_000_000, seed=1, **how)
    assert (drawn.share, drawn.first, drawn.second) == pytest.approx(
        (formula.share, formula.first, formula.second), abs=0.01
    )


def test_people_who_never_vary_do_not_fall_back():
    steady = risk.regression_to_the_mean(within_person=0)
    assert steady.fall == pytest.approx(0)
    assert risk.simulate_regression(1000, within_person=0).fall == 0


def test_the_same_seed_picks_the_same_people_and_another_does_not():
    one, same, other = (risk.simulate_regression(1000, seed=seed) for seed in (3, 3, 4))
    assert one == same != other


@ALWAYS
@given(PAIN, PAIN, st.floats(0.01, 10), st.floats(0, 10))
def test_falling_back_is_a_number_and_never_a_rise(cutoff, mean, between, days):
    regression = risk.regression_to_the_mean(cutoff, mean, between, days)
    assert np.all(np.isfinite([regression.share, regression.first, regression.second]))
    assert regression.fall >= 0
    assert regression.first >= cutoff - 1e-6
    assert regression.second >= mean - 1e-9


# Changes that count


def test_two_points_or_30_percent_count():
    assert risk.important_fall(5.0) == 2
    assert risk.important_fall(5.0, "percent") == pytest.approx(1.5)
    assert risk.important_fall(np.array([5.0, 8.0]), "either") == pytest.approx([1.5, 2])


def test_shares_of_improved_people_are_counted_with_the_fall_that_just_counts():
    before, after = [5, 5, 5, 0], [3, 3.5, 3.6, 0]
    assert risk.improved_share(before, after) == pytest.approx(0.25)
    assert risk.improved_share(before, after, "percent") == pytest.approx(0.5)
    assert risk.improved_share(before, after, "either") == pytest.approx(0.5)
    assert risk.improved_share([10, 10], [10, 8]) == pytest.approx(0.5)


def test_a_fall_that_misses_by_less_than_a_billionth_of_a_point_counts():
    assert risk.improved_share([5], [3 + 0.95e-9]) == 1
    assert risk.improved_share([5], [3 + 1.05e-9]) == 0


def test_shares_are_taken_along_the_last_axis():
    before, after = np.full((3, 4), 6.0), np.array([[6, 6, 6, 6], [4, 4, 6, 6], [1, 2, 3, 4]])
    assert risk.improved_share(before, after) == pytest.approx([0, 0.5, 1])


def test_half_of_the_people_improve_when_the_mean_fall_is_just_what_counts():
    assert risk.responder_share(2.0, 1.9) == pytest.approx(0.5)
    assert risk.responder_share(2.0 + 1.9, 1.9) == pytest.approx(stats.norm.cdf(1))
    falls = np.random.default_rng(0).normal(1.0, 1.9, 400_000)
    assert risk.responder_share(1.0, 1.9) == pytest.approx(np.mean(falls >= 2), abs=0.003)


@ALWAYS
@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(0.01, 10))
def test_a_larger_mean_fall_never_gives_fewer_responders(one, other, sd):
    few, many = (risk.responder_share(fall, sd) for fall in sorted((one, other)))
    assert 0 <= few <= many <= 1


# Invented trials


def test_time_alone_makes_83_of_100_feel_better_when_they_came_on_a_bad_day_and_50_when_on_any():
    assert round(100 * risk.better_share(0.0)) == 83
    assert risk.better_share(0.0, "any") == pytest.approx(0.5)
    assert risk.better_share(1.0) == pytest.approx(stats.norm.cdf((1.8 + 1.0) / 1.9))


@ALWAYS
@given(st.floats(-5, 5), st.floats(-5, 5))
def test_taking_more_pain_away_never_makes_fewer_people_feel_better(one, other):
    assert risk.better_share(min(one, other)) <= risk.better_share(max(one, other))


@pytest.mark.parametrize(("wrong", "named"), [({"extra": 6.0}, "extra"), ({"extra": 0.0, "came": "late"}, "came")])
def test_what_a_clinic_cannot_give_is_refused_by_name(wrong, named):
    with pytest.raises(ValueError, match=named):
        risk.better_share(**wrong)


def test_the_spread_of_changes_is_the_one_behind_three_trials():
    sd = seeds.constant("trial_change_sd").value
    rows = seeds.evidence("treatment_effects")
    for name in ("rannisto2019-back", "cambron2011-pain", "sadler2023-pain"):
        row = rows.row(name)
        own = row.number("se") / math.sqrt(1 / row.number("people") + 1 / row.number("people_control"))
        assert own == pytest.approx(sd, abs=0.15), name


def test_parameters_of_invented_trials_can_be_printed_and_say_what_is_assumed():
    assert [(one.name, one.assumed) for one in risk.trial_parameters()] == [
        ("trial_natural_fall", False),
        ("trial_change_sd", False),
        ("trial_sham_effect", True),
    ]


def test_against_a_sham_only_the_true_effect_is_left():
    assert risk.expected_difference(0.7) == pytest.approx(-0.7)
    assert risk.expected_difference() == 0
    assert risk.expected_difference(0.7, leavers="least helped") == pytest.approx(-0.7)


def test_a_waiting_list_adds_what_being_given_something_does():
    sham = seeds.constant("trial_sham_effect").value
    assert risk.expected_difference(0.0, "waiting list") == pytest.approx(-sham)
    assert risk.expected_difference(0.7, "waiting list") == pytest.approx(-0.7 - sham)


def test_losing_those_who_were_least_helped_makes_an_effect_out_of_nothing():
    a = 0.2
    made = seeds.constant("trial_change_sd").value * stats.norm.pdf(stats.norm.ppf(a)) / (1 - a)
    assert risk.expected_difference(0.0, "sham", a, "least helped") == pytest.approx(-made)
    assert made == pytest.approx(0.665, abs=0.001)


@pytest.mark.parametrize("comparator", ["sham", "waiting list"])
@pytest.mark.parametrize("leavers", ["anyone", "least helped"])
@pytest.mark.parametrize("leaving", [0.0, 0.25])
def test_many_large_trials_show_the_expected_difference(comparator, leavers, leaving):
    how = {"true_effect": 0.5, "comparator": comparator, "leaving": leaving, "leavers": leavers}
    runs = risk.simulate_trials(400, 2000, seed=2, **how)
    assert runs.difference.mean() == pytest.approx(risk.expected_difference(**how), abs=0.01)
    assert runs.everybody.mean() == pytest.approx(risk.expected_difference(0.5, comparator), abs=0.01)


def test_without_any_effect_one_sham_trial_in_twenty_is_wrong_half_of_them_each_way():
    runs = risk.simulate_trials(40_000, 12, seed=3)
    assert runs.favours_insert.mean() == pytest.approx(0.025, abs=0.003)
    assert runs.favours_comparator.mean() == pytest.approx(0.025, abs=0.003)


def test_intervals_of_invented_trials_are_those_of_a_t_test():
    runs = risk.simulate_trials(3, 10, 0.4, "waiting list", seed=5)
    rng, sd = np.random.default_rng(5), seeds.constant("trial_change_sd").value
    insert, control = rng.normal(1.8 + 0.8 + 0.4, sd, (3, 10)), rng.normal(1.8, sd, (3, 10))
    for trial in range(3):
        theirs = stats.ttest_ind(-insert[trial], -control[trial]).confidence_interval(0.95)
        assert (runs.low[trial], runs.high[trial]) == pytest.approx((theirs.low, theirs.high))
        assert runs.difference[trial] == pytest.approx(control[trial].mean() - insert[trial].mean())
        assert runs.improved[trial] == np.mean(insert[trial] >= 2)
        assert runs.improved_control[trial] == np.mean(control[trial] >= 2)


def test_those_who_stay_are_the_best_helped_of_the_insert_arm_and_anyone_of_the_other():
    whole = risk.simulate_trials(1, 10, seed=5)
    runs = risk.simulate_trials(1, 10, leaving=0.3, leavers="least helped", seed=5)
    rng, sd = np.random.default_rng(5), seeds.constant("trial_change_sd").value
    insert, control = rng.normal(2.6, sd, 10), rng.normal(2.6, sd, 10)
    assert runs.difference[0] == pytest.approx(control[:7].mean() - np.sort(insert)[3:].mean())
    assert runs.everybody == pytest.approx(whole.difference)
    anyone = risk.simulate_trials(1, 10, leaving=0.3, seed=5)
    assert anyone.difference[0] == pytest.approx(control[:7].mean() - insert[:7].mean())


def test_time_alone_improves_many_people_of_both_arms():
    runs = risk.simulate_trials(2000, 50, seed=4)
    time, sham = seeds.constant("trial_natural_fall").value, seeds.constant("trial_sham_effect").value
    expected = risk.responder_share(time + sham, seeds.constant("trial_change_sd").value)
    assert runs.improved.mean() == pytest.approx(expected, abs=0.005)
    assert runs.improved_control.mean() == pytest.approx(expected, abs=0.005)
    assert expected > 0.6


def test_the_same_seed_invents_the_same_trials_and_another_does_not():
    one, same, other = (risk.simulate_trials(5, seed=seed).difference for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert one.shape == (5,)


@ALWAYS
@given(st.integers(1, 20), st.integers(2, 40), st.floats(-5, 5), st.floats(0, 0.9))
def test_invented_trials_are_numbers_inside_their_intervals(n, people, effect, leaving):
    if people - round(people * leaving) < 2:
        return
    runs = risk.simulate_trials(n, people, effect, "waiting list", leaving, "least helped")
    assert np.all((runs.low < runs.difference) & (runs.difference < runs.high))
    assert np.all(runs.difference <= runs.everybody + 5)
    assert np.all((runs.improved >= 0) & (runs.improved <= 1))


def test_arrays_are_answered_as_their_numbers_would_be():
    ratios, baselines = np.array([[0.5], [1.51]]), np.array([0.1, 0.3, 0.9])
    many = risk.risk_from_odds_ratio(ratios, baselines)
    assert many.shape == (2, 3)
    assert many[1, 1] == risk.risk_from_odds_ratio(1.51, 0.3)
    assert isinstance(risk.risk_from_odds_ratio(1.51, 0.3), float)
    assert risk.split_risk(baselines, np.array(1.51), np.array(0.3)).exposed.shape == (3,)


OF = "it must lie between"
REFUSALS = [
    (lambda: risk.risk_from_odds_ratio(0, 0.3), f"odds_ratio is 0; {OF} 0.001 and 1000 (a ratio)."),
    (lambda: risk.risk_from_odds_ratio(1.5, 30), f"baseline is 30; {OF} 0 and 1 (a share)."),
    (lambda: risk.risk_from_odds_ratio(1.5, [0.1, math.nan]), f"baseline is nan; {OF} 0 and 1 (a share)."),
    (lambda: risk.odds_ratio_from_risks(1, 0.5), f"risk is 1; {OF} 1e-06 and 0.999999 (a share)."),
    (lambda: risk.odds_ratio_from_risks(0.5, 0), f"baseline is 0; {OF} 1e-06 and 0.999999 (a share)."),
    (lambda: risk.split_risk(1.1, 2, 0.5), f"overall is 1.1; {OF} 0 and 1 (a share)."),
    (lambda: risk.split_risk(0.1, 2, -0.5), f"exposed_share is -0.5; {OF} 0 and 1 (a share)."),
    (lambda: risk.split_risk(0.1, 1001, 0.5), f"odds_ratio is 1001; {OF} 0.001 and 1000 (a ratio)."),
    (lambda: risk.icon_counts([0.5, 0.4]), "shares sums to 0.9; it must be a list of shares that sum to 1."),
    (lambda: risk.icon_counts([[0.5, 0.5]]), "shares sums to 1; it must be a list of shares that sum to 1."),
    (lambda: risk.icon_counts([1.5, -0.5]), f"shares is 1.5; {OF} 0 and 1 (a share)."),
    (lambda: risk.icon_counts([1], 0), "people is 0; it must be a whole number from 1 to 10,000,000."),
    (lambda: risk.natural_frequency(0.1, 2), f"risk is 2; {OF} 0 and 1 (a share)."),
    (lambda: risk.natural_frequency(-0.1, 0.2), f"baseline is -0.1; {OF} 0 and 1 (a share)."),
    (lambda: risk.relative_change(0, 1), f"before is 0; {OF} 1e-06 and 1e+06 units."),
    (lambda: risk.relative_change(1, -1), f"after is -1; {OF} 0 and 1e+06 units."),
    (lambda: risk.natural_course(53), f"week is 53; {OF} 0 and 52 weeks."),
    (lambda: risk.natural_course(5, "old"), "group is 'old'; it must be 'persistent' or 'acute'."),
    (lambda: risk.regression_to_the_mean(11), f"cutoff is 11; {OF} 0 and 10 points."),
    (lambda: risk.regression_to_the_mean(mean=-1), f"mean is -1; {OF} 0 and 10 points."),
    (lambda: risk.regression_to_the_mean(between=0), f"between is 0; {OF} 0.01 and 10 points."),
    (lambda: risk.regression_to_the_mean(within_person=-1), f"within_person is -1; {OF} 0 and 10 points."),
    (lambda: risk.simulate_regression(0), "n is 0; it must be a whole number from 1 to 10,000,000."),
    (lambda: risk.simulate_regression(5, 10, mean=0, between=0.01, within_person=0),
     "cutoff is 10; it must be one that somebody of 5 reaches."),
    (lambda: risk.important_fall(11), f"before is 11; {OF} 0 and 10 points."),
    (lambda: risk.important_fall(5, "half"), "rule is 'half'; it must be 'points' or 'percent' or 'either'."),
    (lambda: risk.improved_share(11, 5), f"before is 11; {OF} 0 and 10 points."),
    (lambda: risk.improved_share(5, 11), f"after is 11; {OF} 0 and 10 points."),
    (lambda: risk.responder_share(11, 1), f"mean_fall is 11; {OF} -10 and 10 points."),
    (lambda: risk.responder_share(1, 0), f"sd is 0; {OF} 0.01 and 10 points."),
    (lambda: risk.simulate_trials(0), "n is 0; it must be a whole number from 1 to 333,333."),
    (lambda: risk.simulate_trials(5, 0), "people is 0; it must be a whole number from 1 to 10,000,000."),
    (lambda: risk.simulate_trials(5, 10, 6), f"true_effect is 6; {OF} -5 and 5 points."),
    (lambda: risk.simulate_trials(5, 10, comparator="x"),
     "comparator is 'x'; it must be 'sham' or 'waiting list'."),
    (lambda: risk.simulate_trials(5, 10, leaving=0.95), f"leaving is 0.95; {OF} 0 and 0.9 (a share)."),
    (lambda: risk.simulate_trials(5, 10, leaving=0.9), "people is 10; it must be so many that 2 of an arm stay."),
    (lambda: risk.simulate_trials(5, 10, leavers="x"), "leavers is 'x'; it must be 'anyone' or 'least helped'."),
    (lambda: risk.expected_difference(0, "sham", 1), f"leaving is 1; {OF} 0 and 0.9 (a share)."),
    (lambda: risk.expected_difference(0, leavers="x"), "leavers is 'x'; it must be 'anyone' or 'least helped'."),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:34] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
