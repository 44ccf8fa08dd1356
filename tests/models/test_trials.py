"""Facts about trials and pooling: published values and another program first, then what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats import meta_analysis

from lessons_lib import seeds
from lessons_lib.models import risk, trials

ALWAYS = settings(derandomize=True, deadline=None, max_examples=60)
MATTILA, MATTILA_155, RELEASED = (24, 73, 42, 147), (24, 73, 42, 155), (4, 73, 8, 147)
UNWANTED = (31, 153, 19, 153)
COUNTS = st.tuples(st.integers(0, 50), st.integers(50, 400), st.integers(0, 50), st.integers(50, 400))
SOME = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.05, 3)), min_size=2, max_size=9)


def interval(effect):
    return effect.estimate, effect.low, effect.high


def shipped(reconstructed):
    rows = seeds.evidence("treatment_effects")
    rows = rows if reconstructed else rows.where(reconstructed=False)
    return np.array(rows.numbers("estimate")), np.array(rows.numbers("se"))


def logs():
    """Logarithms of the risk ratios of all rows of prevention_events, and their errors."""
    rows = seeds.evidence("prevention_events")
    counts = [np.array(rows.numbers(name)) for name in ("events", "people", "events_control", "people_control")]
    effect = trials.risk_ratio(*counts)
    return np.log(effect.estimate), effect.se


DATA = {"all five": lambda: shipped(True), "three": lambda: shipped(False), "log risk ratios": logs}


# What was published


def test_mattila_returns_both_risk_ratios_one_for_each_count_of_controls():
    assert interval(trials.risk_ratio(*MATTILA)) == pytest.approx((1.15, 0.76, 1.74), abs=0.005)
    assert interval(trials.risk_ratio(*MATTILA_155)) == pytest.approx((1.21, 0.80, 1.84), abs=0.005)
    assert interval(trials.risk_ratio(*RELEASED)) == pytest.approx((1.01, 0.31, 3.23), abs=0.006)


def test_only_147_controls_return_the_printed_difference():
    assert interval(trials.risk_difference(*MATTILA)) == pytest.approx((4.3, -8.7, 17.3), abs=0.05)
    assert trials.risk_difference(*MATTILA_155).estimate == pytest.approx(5.8, abs=0.05)
    assert interval(trials.risk_difference(*RELEASED)) == pytest.approx((0, -6, 6), abs=0.5)


def test_bonannos_unwanted_effects_return_as_printed():
    assert interval(trials.risk_ratio(*UNWANTED)) == pytest.approx((1.63, 0.96, 2.76), abs=0.006)
    assert interval(trials.risk_difference(*UNWANTED)) == pytest.approx((7.8, -0.4, 16.1), abs=0.05)


def test_flat_feet_double_the_risk_of_recruits():
    assert interval(trials.risk_ratio(415, 4149, 4079, 81581)) == pytest.approx((2.0, 1.82, 2.20), abs=0.006)


def test_the_five_row_pool_returns():
    pool = trials.pool_treatment()
    assert interval(pool) == pytest.approx((-2.06, -3.19, -0.94), abs=0.006)
    assert pool.i2 == pytest.approx(87, abs=0.5)


def test_the_pool_of_rows_that_were_not_worked_back_returns():
    pool = trials.pool_treatment("no")
    assert interval(pool) == pytest.approx((-2.39, -3.93, -0.85), abs=0.006)
    assert pool.i2 == pytest.approx(87, abs=0.5)


def test_the_five_row_pool_does_not_tell_what_a_sixth_trial_would_find():
    low, high = trials.pool_treatment().prediction
    assert (low, high) == pytest.approx((-6.27, 2.14), abs=0.005)


def test_the_pool_of_the_seeds_takes_the_same_ways_of_pooling():
    assert trials.pool_treatment("yes", "fixed") == trials.pool(*shipped(True), "fixed")
    knapp = trials.pool_treatment("no", interval="hartung-knapp")
    assert knapp == trials.pool(*shipped(False), interval="hartung-knapp")


def test_cambrons_p_returns_the_error_and_hedges_g():
    assert trials.error_from_p(-2.0, 0.0007, 44) == pytest.approx(0.548, abs=0.0006)
    g = trials.standardised_from_t(-trials.t_from_p(0.0007, 44), 22, 24)
    assert interval(g) == pytest.approx((-1.06, -1.67, -0.45), abs=0.006)


def test_shabats_error_returns_when_all_57_people_stand_behind_each_p():
    whole = math.hypot(trials.error_from_p(1.49, 0.0001, 57), trials.error_from_p(0.31, 0.1189, 57))
    half = math.hypot(trials.error_from_p(1.49, 0.0001, 28), trials.error_from_p(0.31, 0.1189, 28))
    assert whole == pytest.approx(0.407, abs=0.001)
    assert half == pytest.approx(0.381, abs=0.001)


@pytest.mark.parametrize("id", ["sadler2023-pain", "rannisto2019-back", "prague2024-pain"])
def test_errors_of_rows_as_printed_follow_from_their_intervals(id):
    row = seeds.evidence("treatment_effects").row(id)
    error = trials.error_from_interval(row.number("ci_low"), row.number("ci_high"))
    assert row.number("se") == pytest.approx(error, abs=0.0006)


def test_cambrons_interval_is_wider_than_its_error_because_it_uses_t():
    row = seeds.evidence("treatment_effects").row("cambron2011-pain")
    reach = (row.number("ci_high") - row.number("ci_low")) / 2
    assert reach / row.number("se") == pytest.approx(stats.t.ppf(0.975, 44), abs=0.015)


@pytest.mark.parametrize("table", ["treatment_effects", "pooled_results", "injury_prevention", "associations",
                                   "trial_results", "insert_effects"])  # fmt: skip
def test_every_printed_estimate_lies_in_the_middle_of_its_interval(table):
    slack = {"rannisto2019-sciatic": 0.06}  # printed as -2.3 (-3.4 to -1.07), which no rounding makes even
    for row in seeds.evidence(table):
        low, centre, high = (row.number(name) for name in ("ci_low", "estimate", "ci_high"))
        if math.isnan(low) or math.isnan(centre):
            continue
        scale = "ratio" if row.cells.get("measure") in {"risk ratio", "rate ratio", "odds ratio"} else "difference"
        middle = trials.middle(low, high, scale)
        room = slack.get(row.id, 0.0) + (0.014 * centre if scale == "ratio" else 0.0501)
        assert abs(middle - centre) <= room, f"{table}, {row.id}: {middle:.3f} and {centre}"


# Another program


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("method", ["fixed", "random"])
def test_pooling_agrees_with_statsmodels(data, method):
    y, se = DATA[data]()
    ours, theirs = trials.pool(y, se, method), meta_analysis.combine_effects(y, se**2, method_re="dl")
    frame = theirs.summary_frame().loc[f"{method} effect"]
    assert interval(ours) == pytest.approx((frame["eff"], frame["ci_low"], frame["ci_upp"]), abs=1e-9)
    assert ours.se == pytest.approx(frame["sd_eff"], abs=1e-9)
    assert (ours.q, ours.i2 / 100, ours.df) == pytest.approx((theirs.q, theirs.i2, theirs.df), abs=1e-9)
    weights = theirs.weights_rel_fe if method == "fixed" else theirs.weights_rel_re
    assert ours.weights == pytest.approx(tuple(weights), abs=1e-9)
    assert ours.tau2 == pytest.approx(theirs.tau2 if method == "random" else 0, abs=1e-9)


@pytest.mark.parametrize("data", DATA)
def test_hartung_and_knapp_agree_with_statsmodels(data):
    y, se = DATA[data]()
    ours = trials.pool(y, se, interval="hartung-knapp")
    theirs = meta_analysis.combine_effects(y, se**2, method_re="dl", use_t=True)
    low, high = theirs.conf_int(use_t=True)[3]
    assert ours.se == pytest.approx(theirs.sd_eff_w_re_hksj, abs=1e-9)
    assert interval(ours) == pytest.approx((theirs.mean_effect_re, low, high), abs=1e-9)


@pytest.mark.parametrize("counts", [MATTILA, MATTILA_155, RELEASED, UNWANTED])
@pytest.mark.parametrize(("ask", "name"), [(trials.risk_ratio, "risk-ratio"), (trials.odds_ratio, "odds-ratio")])
def test_ratios_agree_with_statsmodels(counts, ask, name):
    log, variance = meta_analysis.effectsize_2proportions(*map(np.array, counts), statistic=name)
    ours = ask(*counts)
    assert (np.log(ours.estimate), ours.se**2) == pytest.approx((float(log), float(variance)), abs=1e-9)
    assert (ours.low, ours.high) == pytest.approx(np.exp(log + np.array([-1, 1]) * 1.959963984540054 * ours.se))


def test_risk_differences_agree_with_statsmodels():
    share, variance = meta_analysis.effectsize_2proportions(*map(np.array, MATTILA), statistic="diff")
    ours = trials.risk_difference(*MATTILA)
    assert (ours.estimate, ours.se) == pytest.approx((100 * share, 100 * variance**0.5), abs=1e-9)


def test_hedges_g_agrees_with_statsmodels_and_its_error_with_borenstein():
    groups = (3.0, 2.0, 25, 4.1, 1.5, 18)
    theirs, _ = meta_analysis.effectsize_smd(*map(np.array, groups))
    ours = trials.standardised_difference(*groups)
    shrink = 1 - 3 / (4 * 41 - 1)
    d = ours.estimate / shrink
    assert ours.estimate == pytest.approx(float(theirs), abs=1e-9)
    assert ours.se == pytest.approx(shrink * math.sqrt(1 / 25 + 1 / 18 + d**2 / 86), abs=1e-12)
    assert trials.standardised_from_t(ours.estimate / shrink / math.sqrt(1 / 25 + 1 / 18), 25, 18) == ours


def test_the_difference_of_two_means_has_welchs_error():
    effect = trials.mean_difference(3.0, 2.0, 25, 4.1, 1.5, 18)
    assert effect.estimate == pytest.approx(-1.1)
    assert effect.se == pytest.approx(math.sqrt(4 / 25 + 2.25 / 18))
    assert (effect.low, effect.high) == pytest.approx((-1.1 - 1.96 * effect.se, -1.1 + 1.96 * effect.se), abs=1e-4)


def test_quantiles_of_t_are_those_of_the_tables():
    assert trials.t_quantile(0.975, np.array([1, 2, 4, 30])) == pytest.approx(
        [12.7062, 4.30265, 2.77645, 2.04227], abs=1e-4
    )


def test_a_p_value_and_its_t_belong_together():
    t = trials.t_from_p(np.array([0.0007, 0.05, 1.0]), np.array([44.0, 10.0, 5.0]))
    assert 2 * stats.t.sf(t, [44, 10, 5]) == pytest.approx([0.0007, 0.05, 1.0])
    assert trials.error_from_p(-1.0, 0.99, 30) == pytest.approx(1 / stats.t.isf(0.495, 30))


def test_the_p_of_q_is_that_of_chi_squared():
    pool = trials.pool_treatment()
    assert pool.p == pytest.approx(stats.chi2.sf(pool.q, 4))
    assert pool.df == 4


def test_the_prediction_interval_is_higgins():
    pool = trials.pool_treatment()
    reach = stats.t.ppf(0.975, 3) * math.sqrt(pool.tau2 + pool.se**2)
    assert pool.prediction == pytest.approx((pool.estimate - reach, pool.estimate + reach))


# Contradictions of the seeds, worked out


def said(id, label):
    return seeds.contradictions()[id].value(label)


def test_mattilas_totals_contradict_each_other():
    printed, by_total = (said("mattila-controls", f"controls {how}") for how in ("as printed", "by the total"))
    assert 73 + printed != said("mattila-controls", "people in all") == 73 + by_total
    assert round(100 * 42 / printed) != said("mattila-controls", "printed percent") == round(100 * 42 / by_total)
    for controls, label in ((printed, "ratio with 147"), (by_total, "ratio with 155")):
        ratio = trials.risk_ratio(24, 73, 42, controls).estimate
        assert said("mattila-controls", label) == pytest.approx(ratio, abs=0.005)


def test_windles_fall_is_not_the_printed_one():
    before, after = said("windle-running", "before"), said("windle-running", "after")
    fall = 100 * (before - after) / before
    assert said("windle-running", "fall by its own numbers") == pytest.approx(fall, abs=0.05)
    assert said("windle-running", "printed fall") == 27
    assert abs(fall - 27) > 3


def test_rannistos_ratio_cannot_exist_and_is_kept():
    ends = [said("rannisto-negative-odds", f"printed {what}") for what in ("low end", "ratio", "high end")]
    assert ends == [-7.2, -3.7, -0.2]
    assert said("rannisto-negative-odds", "if it was a logarithm") == pytest.approx(math.exp(ends[1]), abs=0.0005)
    counts = np.arange(1.0, 40.0)
    assert np.all(trials.odds_ratio(counts, np.full(39, 40.0), counts[::-1], np.full(39, 40.0)).low > 0)


def test_bonannos_interval_passes_through_nobody_at_all():
    needed = trials.number_needed(*UNWANTED)
    difference = trials.risk_difference(*UNWANTED)
    assert needed.crosses
    assert round(needed.number) == said("bonanno-needed-to-harm", "printed number")
    assert needed.help_limit == pytest.approx(said("bonanno-needed-to-harm", "printed far end"), abs=0.5)
    assert needed.harm_limit == pytest.approx(6, abs=0.5)
    labels = ("difference", "difference low", "difference high")
    said_so = tuple(said("bonanno-needed-to-harm", label) for label in labels)
    assert said_so == pytest.approx(interval(difference), abs=0.06)


def test_bonannos_number_needed_to_harm_is_never_in_words():
    words = trials.number_needed(*UNWANTED).in_words
    assert words == "20 against 12 of 100; it could be no difference"
    assert "13" not in words


def test_the_low_back_is_two_studies_against_two():
    labels = [version.label for version in seeds.contradictions()["low-back-curve"].values]
    assert sum(label.startswith("saw it grow") for label in labels) == 2
    assert sum(label.startswith("saw no change") for label in labels) == 2


def test_20_mm_of_leg_length_depend_on_the_curve():
    norm = seeds.evidence("norms").row("knutson2005-mean")
    mean, sd = norm.number("value"), norm.number("sd")
    half_bell = 100 * 2 * stats.norm.sf(20 / (mean * math.sqrt(math.pi / 2)))
    gamma = 100 * stats.gamma.sf(20, (mean / sd) ** 2, scale=sd**2 / mean)
    assert said("leg-length-20-mm", "half a bell curve") == pytest.approx(half_bell, abs=0.05)
    assert said("leg-length-20-mm", "gamma curve") == pytest.approx(gamma, abs=0.05)


def test_404_of_1067_women_are_not_37_percent():
    women = said("menz-women", "women with back pain") / said("menz-women", "women")
    assert said("menz-women", "percent by its own numbers") == pytest.approx(100 * women, abs=0.05)
    assert said("menz-women", "printed percent") != round(100 * women)


# What must always hold


def test_numbers_needed_tell_harm_from_help():
    harm, help_ = trials.number_needed(50, 100, 10, 100), trials.number_needed(10, 100, 50, 100)
    assert (harm.kind, help_.kind) == ("harmed", "helped")
    assert harm.number == help_.number == pytest.approx(2.5)
    assert not harm.crosses
    assert harm.help_limit is None
    assert help_.harm_limit is None
    assert harm.harm_limit == pytest.approx(help_.help_limit) == pytest.approx(100 / (40 + 1.959964 * 5.830952))
    assert harm.in_words == "50 against 10 of 100; one more is harmed for every 2"
    assert (harm.percent, harm.percent_control) == (50, 10)


def test_a_very_small_but_clear_harm_is_a_harm():
    needed = trials.number_needed(3000, 1_000_000, 2500, 1_000_000)
    assert (needed.kind, needed.crosses, needed.help_limit) == ("harmed", False, None)
    assert needed.number == pytest.approx(2000)
    assert needed.harm_limit == pytest.approx(1550, abs=5)
    turned = trials.number_needed(2500, 1_000_000, 3000, 1_000_000)
    assert (turned.kind, turned.crosses, turned.harm_limit) == ("helped", False, None)


def test_no_difference_at_all_needs_infinitely_many_people():
    needed = trials.number_needed(5, 50, 10, 100)
    assert needed.number == math.inf
    assert needed.crosses
    assert needed.harm_limit == pytest.approx(needed.help_limit)


def test_groups_in_which_nobody_has_the_event_still_have_an_interval():
    effect = trials.risk_ratio(0, 20, 4, 20)
    assert effect.estimate == pytest.approx((0.5 / 21) / (4.5 / 21))
    everybody = trials.odds_ratio(20, 20, 4, 20)
    assert everybody.estimate == pytest.approx((20.5 / 0.5) / (4.5 / 16.5))
    for control in (0, 20):
        assert np.isfinite(trials.risk_ratio(3, 20, control, 20).high)
    assert trials.risk_ratio(3, 20, 4, 20).estimate == pytest.approx(0.75)  # nothing to mend, nothing added


@ALWAYS
@given(COUNTS)
def test_swapping_the_groups_turns_ratios_round_and_differences_over(counts):
    a, n, c, m = counts
    for ask in (trials.risk_ratio, trials.odds_ratio):
        one, other = ask(a, n, c, m), ask(c, m, a, n)
        assert interval(other) == pytest.approx((1 / one.estimate, 1 / one.high, 1 / one.low))
    one, other = trials.risk_difference(a, n, c, m), trials.risk_difference(c, m, a, n)
    assert interval(other) == pytest.approx((-one.estimate, -one.high, -one.low))


@ALWAYS
@given(COUNTS)
def test_every_answer_about_counts_is_a_number_inside_its_interval(counts):
    for ask in (trials.risk_ratio, trials.odds_ratio, trials.risk_difference):
        effect = ask(*counts)
        assert np.all(np.isfinite(interval(effect)))
        assert effect.low <= effect.estimate <= effect.high


@ALWAYS
@given(COUNTS)
def test_four_times_as_many_people_halve_the_error(counts):
    a, n, c, m = (count + 1 for count in counts)
    for ask in (trials.risk_ratio, trials.odds_ratio, trials.risk_difference):
        few, many = ask(a, n, c, m), ask(4 * a, 4 * n, 4 * c, 4 * m)
        if a < n and c < m:
            assert many.se == pytest.approx(few.se / 2)
            assert many.estimate == pytest.approx(few.estimate)


@ALWAYS
@given(SOME, st.floats(-9, 9), st.sampled_from(["fixed", "random"]), st.sampled_from(["normal", "hartung-knapp"]))
def test_pooling_follows_a_shift_and_a_change_of_sign(some, shift, method, how):
    y, se = np.array(some).T
    how = "normal" if method == "fixed" else how
    pool = trials.pool(y, se, method, how)
    moved, turned = trials.pool(y + shift, se, method, how), trials.pool(-y, se, method, how)
    assert interval(moved) == pytest.approx([value + shift for value in interval(pool)], abs=1e-6)
    assert interval(turned) == pytest.approx((-pool.estimate, -pool.high, -pool.low), abs=1e-6)
    assert (moved.i2, turned.i2) == pytest.approx((pool.i2, pool.i2), abs=1e-4)


@ALWAYS
@given(SOME)
def test_a_pool_lies_among_its_trials_and_random_is_never_surer_than_fixed(some):
    y, se = np.array(some).T
    fixed, random = trials.pool(y, se, "fixed"), trials.pool(y, se)
    for pool in (fixed, random):
        assert y.min() - 1e-9 <= pool.estimate <= y.max() + 1e-9
        assert sum(pool.weights) == pytest.approx(1)
        assert 0 <= pool.i2 <= 100
        assert 0 <= pool.p <= 1
    assert random.se >= fixed.se - 1e-12
    assert np.ptp(random.weights) <= np.ptp(fixed.weights) + 1e-9
    assert random.prediction is None or random.prediction[0] <= random.low


@ALWAYS
@given(SOME)
def test_leaving_one_out_is_pooling_the_others(some):
    y, se = np.array(some).T
    left = trials.leave_one_out(y, se)
    assert len(left) == len(some)
    assert interval(left[1]) == pytest.approx(interval(trials.pool(np.delete(y, 1), np.delete(se, 1))), abs=1e-9)
    fixed = trials.leave_one_out(y, se, "fixed")[0]
    assert interval(fixed) == pytest.approx(interval(trials.pool(y[1:], se[1:], "fixed")), abs=1e-9)


def test_leaving_one_of_the_five_out_agrees_with_statsmodels():
    y, se = shipped(True)
    for left_out, ours in enumerate(trials.leave_one_out(y, se, interval="hartung-knapp")):
        rest = np.arange(5) != left_out
        theirs = meta_analysis.combine_effects(y[rest], se[rest] ** 2, method_re="dl", use_t=True)
        assert interval(ours) == pytest.approx((theirs.mean_effect_re, *theirs.conf_int(use_t=True)[3]), abs=1e-9)


def test_without_the_row_that_holds_two_trials_the_pool_moves_most():
    whole = trials.pool_treatment().estimate
    moves = [abs(pool.estimate - whole) for pool in trials.leave_one_out(*shipped(True))]
    assert np.argmax(moves) == 2


def test_trials_that_agree_differ_by_nothing():
    pool = trials.pool([1.0, 1.0, 1.0], [0.5, 0.2, 0.3])
    assert (pool.q, pool.i2, pool.tau2) == pytest.approx((0, 0, 0))
    assert pool.p == pytest.approx(1)
    assert interval(pool) == pytest.approx(interval(trials.pool([1.0] * 3, [0.5, 0.2, 0.3], "fixed")))
    assert pool.se == pytest.approx((1 / (4 + 25 + 1 / 0.09)) ** 0.5)


def test_one_trial_is_its_own_pool():
    pool = trials.pool([0.4], [0.2])
    assert interval(pool) == pytest.approx((0.4, 0.4 - 1.959964 * 0.2, 0.4 + 1.959964 * 0.2))
    assert (pool.weights, pool.df, pool.p, pool.i2, pool.tau2, pool.prediction) == ((1.0,), 0, 1.0, 0.0, 0.0, None)


def test_two_trials_have_no_prediction_and_fixed_effects_have_none_at_all():
    assert trials.pool([1, 3], [0.5, 0.5]).prediction is None
    assert trials.pool([1, 3, 2], [0.5, 0.5, 0.5]).prediction is not None
    assert trials.pool([1, 3, 2], [0.5, 0.5, 0.5], "fixed").prediction is None


def test_a_pool_of_logarithms_turns_back_into_ratios():
    logs_ = trials.pool(np.log([0.5, 0.8, 1.1]), [0.2, 0.1, 0.3])
    ratio = logs_.as_ratio()
    assert interval(ratio) == pytest.approx(tuple(np.exp(interval(logs_))))
    assert ratio.prediction == pytest.approx(tuple(np.exp(logs_.prediction)))
    assert (ratio.i2, ratio.se, ratio.weights) == (logs_.i2, logs_.se, logs_.weights)
    assert trials.pool([0.1], [0.2]).as_ratio().prediction is None


def test_intervals_give_back_the_error_they_were_made_of():
    effect, ratio = trials.risk_difference(*MATTILA), trials.risk_ratio(*MATTILA)
    assert trials.error_from_interval(effect.low, effect.high) == pytest.approx(effect.se)
    assert trials.log_error_from_interval(ratio.low, ratio.high) == pytest.approx(ratio.se)
    assert trials.middle(effect.low, effect.high) == pytest.approx(effect.estimate)
    assert trials.middle(ratio.low, ratio.high, "ratio") == pytest.approx(ratio.estimate)


def test_arrays_are_answered_as_their_numbers_would_be():
    rows = np.array([MATTILA, MATTILA_155, RELEASED, (0, 10, 3, 10)], dtype=float)
    for ask in (trials.risk_ratio, trials.odds_ratio, trials.risk_difference):
        many = ask(*rows.T)
        for place, row in enumerate(rows):
            assert [part[place] for part in interval(many)] == pytest.approx(list(interval(ask(*row))))
    assert trials.mean_difference(*np.ones((6, 3, 2)) * 2).se.shape == (3, 2)
    assert isinstance(trials.risk_ratio(*MATTILA).estimate, float)


REFUSALS = [
    (lambda: trials.risk_ratio(8, 7, 1, 9), "events is 8; it must lie between 0 and 7."),
    (lambda: trials.risk_ratio(1, 7, [2, 10], 9), "events_control is 10; it must lie between 0 and 9."),
    (lambda: trials.risk_ratio([8, 1], [7, 100], 1, 9), "events is 8; it must lie between 0 and 7."),
    (lambda: trials.odds_ratio(-1, 7, 1, 9), "events is -1; it must lie between 0 and 1e+07 people."),
    (lambda: trials.risk_difference(0, 0, 0, 9), "people is 0; it must lie between 1 and 1e+07 people."),
    (lambda: trials.risk_difference(0, 1, 0, 0), "people_control is 0; it must lie between 1 and 1e+07 people."),
    (lambda: trials.number_needed(math.nan, 9, 0, 9), "events is nan; it must lie between 0 and 1e+07 people."),
    (lambda: trials.mean_difference(1, 0, 9, 1, 1, 9), "sd is 0; it must lie between 1e-06 and 1e+06 units."),
    (lambda: trials.mean_difference(1, 1, 9, 1, 1, 1), "people_control is 1; it must lie between 2 and 1e+07 people."),
    (lambda: trials.standardised_difference(1, 1, 9, 2e6, 1, 9),
     "mean_control is 2e+06; it must lie between -1e+06 and 1e+06 units."),
    (lambda: trials.standardised_from_t(101, 9, 9), "t is 101; it must lie between -100 and 100 (a t value)."),
    (lambda: trials.standardised_from_t(1, 1, 9), "people is 1; it must lie between 2 and 1e+07 people."),
    (lambda: trials.t_from_p(0, 9), "p is 0; it must lie between 1e-300 and 1 (a probability)."),
    (lambda: trials.t_from_p(0.1, 0), "df is 0; it must lie between 1 and 1e+07 degrees of freedom."),
    (lambda: trials.error_from_p(1, 1, 9), "p is 1; it must lie below 1, or no standard error follows from it."),
    (lambda: trials.error_from_interval(2, 1), "low is 2; it must not lie above high, which is 1."),
    (lambda: trials.error_from_interval([1, 4, 9], [2, 3, 10]), "low is 4; it must not lie above high, which is 3."),
    (lambda: trials.error_from_p(0, 0.5, 9),
     "difference is 0; it must be another number, or no standard error follows from it."),
    (lambda: trials.log_error_from_interval(0, 1), "low is 0; it must lie between 1e-06 and 1e+06 units."),
    (lambda: trials.middle(0, 2, "ratio"), "low is 0; it must lie between 1e-06 and 1e+06 units."),
    (lambda: trials.middle(1, 2, "log"), "scale is 'log'; it must be 'difference' or 'ratio'."),
    (lambda: trials.pool([1, 2], [1]), "errors has shape (1,); it must be one list as long as estimates, (2,)."),
    (lambda: trials.pool([], []), "errors has shape (0,); it must be one list as long as estimates, (0,)."),
    (lambda: trials.pool([[1, 2]], [[1, 2]]),
     "errors has shape (1, 2); it must be one list as long as estimates, (1, 2)."),
    (lambda: trials.pool([1, 2], [1, 0]), "errors is 0; it must lie between 1e-06 and 1e+06 units."),
    (lambda: trials.pool([1, math.inf], [1, 1]), "estimates is inf; it must lie between -1e+06 and 1e+06 units."),
    (lambda: trials.pool([1], [1], "mixed"), "method is 'mixed'; it must be 'random' or 'fixed'."),
    (lambda: trials.pool([1], [1], interval="t"), "interval is 't'; it must be 'normal' or 'hartung-knapp'."),
    (lambda: trials.pool([1], [1], interval="hartung-knapp"),
     'interval is "hartung-knapp"; it needs method "random" and two trials or more.'),
    (lambda: trials.pool([1, 2], [1, 1], "fixed", "hartung-knapp"),
     'interval is "hartung-knapp"; it needs method "random" and two trials or more.'),
    (lambda: trials.leave_one_out([1], [1]), "estimates has 1 trial; it must have 2 or more, or nothing is left."),
    (lambda: trials.pool_treatment("perhaps"), "reconstructed is 'perhaps'; it must be 'yes' or 'no'."),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:34] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence


# Invented people


@pytest.mark.parametrize("cutoff", [2.0, 4.0, 6.0, 8.0])
def test_the_clinic_has_the_means_of_regression_to_the_mean(cutoff):
    clinic, exact = trials.invent_clinic(cutoff), risk.regression_to_the_mean(cutoff)
    assert clinic.before.mean() == pytest.approx(exact.first, abs=0.06)
    assert clinic.after.mean() == pytest.approx(exact.second, abs=0.06)


def test_on_a_bad_day_about_80_of_100_come_who_are_better_later_with_nothing_done():
    improved = trials.invent_clinic(6.0).improved()
    assert improved == 79
    rng = np.random.default_rng(4)
    usual = rng.normal(4, 1.5, 400_000)
    first, later = (usual + rng.normal(0, 1.5, usual.size) for _ in range(2))
    assert 100 * np.mean(later[first >= 6] < first[first >= 6]) == pytest.approx(improved, abs=1.5)


def test_who_come_on_any_day_are_better_as_often_as_worse():
    assert trials.invent_clinic(0.0).improved() == pytest.approx(50, abs=2)


def test_whatever_eased_their_pain_more_are_better_and_fewer_by_two_points():
    plain, eased = (trials.invent_clinic(6.0, by) for by in (0.0, 1.0))
    assert eased.improved() > plain.improved() > plain.improved(2)
    assert eased.after.mean() == pytest.approx(plain.after.mean() - 1, abs=0.02)


def test_the_pain_of_the_clinic_stays_on_its_scale_and_comes_sorted_by_fall():
    clinic = trials.invent_clinic(8.0, 5.0)
    assert clinic.before.min() >= 8
    assert clinic.before.max() <= 10
    assert clinic.after.min() >= 0
    assert np.all(np.diff(clinic.change) >= 0)


@pytest.mark.parametrize("wrong", [{"cutoff": 11}, {"eased": -1}, {"people": 0}, {"cutoff": math.nan}])
def test_a_clinic_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        trials.invent_clinic(**wrong)
