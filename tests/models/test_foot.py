"""Facts about posture scores and drops: published values first, then what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.models import foot

ALWAYS = settings(derandomize=True, deadline=None, max_examples=40)
NIELSEN = {"highly supinated": 2.9, "supinated": 19.9, "neutral": 69.7, "pronated": 6.6, "highly pronated": 1.0}
COUNTS = (53, 369, 1292, 122, 18)


# The Foot Posture Index


def test_six_items_add_up_to_the_score():
    assert foot.posture_index([2, 1, 0, -1, 2, 1]) == 5
    assert foot.posture_index([[2] * 6, [-2] * 6, [0] * 6]).tolist() == [12, -12, 0]
    assert len(foot.ITEMS) == 6


@pytest.mark.parametrize(
    ("scheme", "edges"),
    [("manual", (-12, -5, -4, -1, 0, 5, 6, 9, 10, 12)), ("norms", (-12, -4, -3, 0, 1, 7, 8, 10, 11, 12))],
)
def test_each_band_ends_where_its_scheme_says(scheme, edges):
    assert foot.band(list(edges), scheme).tolist() == [name for name in foot.BANDS for _ in range(2)]
    assert foot.band(edges[4], scheme) == "neutral"


def test_the_label_of_one_person_flips_between_the_schemes():
    assert (foot.band(6), foot.band(6, "norms")) == ("pronated", "neutral")
    assert (foot.band(0), foot.band(0, "norms")) == ("neutral", "supinated")


def test_the_mean_of_healthy_adults_is_neutral_in_both_schemes():
    usual = int(seeds.constant("fpi_mean_norms").value)
    assert usual == 4
    assert foot.band(usual) == foot.band(usual, "norms") == "neutral"


def test_the_population_stays_within_two_of_a_hundred_of_1854_feet():
    ours = foot.population_shares()
    assert ours == {name: pytest.approx(share, abs=2) for name, share in NIELSEN.items()}
    assert max(abs(ours[name] - share) for name, share in NIELSEN.items()) == pytest.approx(1.7, abs=0.05)
    assert sum(ours.values()) == pytest.approx(100)


def test_the_published_shares_follow_from_the_published_counts():
    assert [round(100 * feet / sum(COUNTS), 1) for feet in COUNTS] == list(NIELSEN.values())


def test_the_manuals_bands_fit_the_same_feet_much_worse():
    ours = foot.population_shares("manual")
    assert max(abs(ours[name] - share) for name, share in NIELSEN.items()) > 5
    assert ours["pronated"] == pytest.approx(21.0, abs=0.1)


def test_one_foot_in_four_changes_its_label_with_the_bands():
    assert foot.share_relabelled() == pytest.approx(24.83, abs=0.01)
    assert foot.share_relabelled(6.0, 0.5) == pytest.approx(84.0, abs=0.1)  # of 5, 6 and 7 only 5 keeps its label
    assert foot.share_relabelled(3.0, 0.5) < 0.01


def test_scores_follow_the_rounded_curve_and_the_far_ends_count_as_twelve():
    shares = foot.score_shares()
    assert shares.shape == (25,)
    assert shares.sum() == pytest.approx(1)
    assert shares @ foot.SCORES == pytest.approx(3.1, abs=0.01)
    assert np.sqrt(shares @ (foot.SCORES - 3.1) ** 2) == pytest.approx(np.sqrt(3.4**2 + 1 / 12), abs=0.02)
    assert foot.score_shares(6, 6)[-1] == pytest.approx(0.1797, abs=1e-3)


@pytest.fixture(scope="module")
def million():
    return foot.draw_feet(1_000_000, seed=1)


def test_a_million_people_have_the_shares_of_the_curve(million):
    names, number = np.unique(foot.band(million.right, "norms"), return_counts=True)
    drawn = dict(zip(names.tolist(), number / 10_000))
    assert drawn == {name: pytest.approx(share, abs=0.15) for name, share in foot.population_shares().items()}


def test_both_sides_are_alike_and_differ_by_two_points(million):
    assert np.corrcoef(million.right, million.left)[0, 1] == pytest.approx(0.83, abs=0.01)
    assert (million.left.mean(), million.left.std()) == pytest.approx((3.1, 3.4), abs=0.02)
    assert (million.right - million.left).std() == pytest.approx(2.0, abs=0.05)
    assert (million.right - million.left).mean() == pytest.approx(0, abs=0.01)
    assert foot.side_difference_sd() == pytest.approx(seeds.constant("fpi_side_difference").value, abs=0.05)


def test_equal_sides_do_not_differ_and_unrelated_ones_by_the_root_of_two():
    assert foot.side_difference_sd(1.0) == 0
    assert foot.side_difference_sd(0.0) == pytest.approx(3.4 * 2**0.5)


def test_the_same_seed_draws_the_same_feet_and_another_seed_does_not():
    one, same, other = (foot.draw_feet(50, seed).left for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_drawn_feet_follow_the_mean_and_spread_that_are_asked_for():
    people = foot.draw_feet(100_000, mean=-2.0, sd=1.0).right
    assert people.mean() == pytest.approx(-2, abs=0.02)
    assert people.std() == pytest.approx(np.sqrt(1 + 1 / 12), abs=0.02)


@ALWAYS
@given(st.lists(st.integers(-12, 12), min_size=1, max_size=30), st.integers(0, 5))
def test_items_add_up_to_their_score_and_none_stands_out(scores, seed):
    items = foot.split_into_items(scores, seed)
    assert foot.posture_index(items).tolist() == scores
    assert np.all(np.ptp(items, axis=-1) <= 1)


def test_one_score_and_tables_of_scores_are_split_as_lists_are():
    assert foot.posture_index(foot.split_into_items(5)) == 5
    assert foot.posture_index(foot.split_into_items([[5, -7], [0, 12]])).tolist() == [[5, -7], [0, 12]]


def test_no_item_gets_the_extra_points_more_often_than_another():
    assert foot.split_into_items(np.full(60_000, 3)).mean(axis=0) == pytest.approx([0.5] * 6, abs=0.01)


# Two raters


def test_a_rater_without_noise_sees_what_is_there():
    items = foot.split_into_items(np.arange(-12, 13))
    assert np.array_equal(foot.rate(items, 0.0), items)
    assert foot.two_raters(500, 0.0) == foot.Agreement(1.0, 1.0)


def test_noise_has_the_spread_that_is_asked_for_and_stays_within_the_items():
    seen = foot.rate(np.zeros(100_000), 1.0)
    assert seen.std() == pytest.approx(np.sqrt(1 + 1 / 12), abs=0.05)
    assert (seen.min(), seen.max()) == (-2, 2)
    assert foot.rate(np.zeros(10_000)).std() == pytest.approx(0.213, abs=0.02)  # noise of 0.25: 4.6 in 100 move


def test_the_set_noise_returns_the_agreement_of_one_rater_on_two_days():
    published = seeds.constant("fpi_kappa_two_days").value
    assert foot.two_raters() == foot.two_raters(20_000)
    assert foot.two_raters(100_000, seed=5).kappa == pytest.approx(published, abs=0.01)


def test_more_noise_means_less_agreement_and_raters_differ_from_each_other():
    kappas = [foot.two_raters(5_000, noise).kappa for noise in (0.0, 0.2, 0.5, 1.0, 2.0)]
    assert kappas == sorted(kappas, reverse=True)
    assert kappas[-1] < 0.7
    same = foot.two_raters(5_000, 0.5).same_label
    assert 0.6 < same < 0.8


def test_kappa_of_a_table_worked_out_by_hand():
    first, second = [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2, 0]
    # margins (2, 2, 2) and (2, 3, 1): by chance a cost of 30 / 6 in linear and 42 / 6 in quadratic weights
    assert foot.weighted_kappa(first, second, 3, "linear") == pytest.approx(1 - (1 + 2) / 5)
    assert foot.weighted_kappa(first, second, 3) == pytest.approx(1 - (1 + 4) / 7)


def test_up_to_a_hundred_labels_are_weighed():
    assert foot.weighted_kappa([0, 99], [0, 99], 100) == 1.0


def test_two_raters_with_one_label_for_all_agree_fully():
    assert foot.weighted_kappa([1, 1], [1, 1], 3) == 1.0


def test_independent_ratings_agree_no_better_than_chance():
    one, two = np.random.default_rng(0).integers(0, 5, (2, 200_000))
    assert foot.weighted_kappa(one, two, 5) == pytest.approx(0, abs=0.01)
    assert foot.weighted_kappa(one, 4 - one, 5) == pytest.approx(-1, abs=0.01)


# The navicular drop


def test_longer_feet_drop_more_and_mens_more_than_womens():
    assert foot.drop_growth("men") == pytest.approx(0.40)
    assert foot.drop_growth("women") == pytest.approx(0.31)
    assert foot.drop_growth("men", 20) == pytest.approx(0.80)


def test_the_usual_foot_has_the_mean_drop_of_walking():
    for sex, length in (("men", 270), ("women", 245)):
        norm = foot.navicular_drop(length, sex)
        assert norm.mean == pytest.approx(5.9)
        assert (norm.high - norm.mean) / 1.96 == pytest.approx(2.8, abs=0.001)
        assert (norm.mean - norm.low) / 1.96 == pytest.approx(2.8, abs=0.001)
    assert foot.navicular_drop([270, 280], "men").mean.tolist() == pytest.approx([5.9, 6.3])
    assert np.all(foot.navicular_drop([180, 340], "men").low >= 0)


def test_three_rules_call_three_different_drops_too_much():
    assert [len(foot.called_too_much(mm)) for mm in (8.1, 10, 10.1, 13, 13.1, 15, 15.1)] == [0, 0, 1, 1, 2, 2, 3]
    assert foot.called_too_much(14) == ("Mueller", "Beckett")


@ALWAYS
@given(st.floats(-6, 6), st.floats(0.5, 6))
def test_shares_are_never_negative_and_add_up(mean, sd):
    for scheme in ("manual", "norms"):
        shares = list(foot.population_shares(scheme, mean, sd).values())
        assert min(shares) >= 0
        assert sum(shares) == pytest.approx(100)


@ALWAYS
@given(st.floats(-6, 6), st.floats(0.5, 6))
def test_a_more_pronated_population_never_has_more_supinated_feet(mean, sd):
    less, more = (foot.population_shares("manual", place, sd) for place in sorted((mean, 3.0)))
    assert more["highly supinated"] <= less["highly supinated"] + 1e-9
    assert more["highly pronated"] >= less["highly pronated"] - 1e-9


@ALWAYS
@given(st.floats(180, 340), st.sampled_from(["men", "women"]))
def test_every_drop_in_range_is_a_number_inside_its_interval(length, sex):
    norm = foot.navicular_drop(length, sex)
    assert 0 <= norm.low < norm.mean < norm.high


REFUSALS = [
    (lambda: foot.posture_index([3, 0, 0, 0, 0, 0]), "items is 3; it must lie between -2 and 2 points."),
    (lambda: foot.posture_index([0.5] * 6), "items is 0.5; it must be made of whole numbers."),
    (lambda: foot.posture_index([1] * 5), "items has the shape (5,); its last axis must hold the six items."),
    (lambda: foot.band(13), "score is 13; it must lie between -12 and 12 points."),
    (lambda: foot.band(1, "x"), "scheme is 'x'; it must be 'manual' or 'norms'."),
    (lambda: foot.score_shares(7), "mean is 7; it must lie between -6 and 6 points."),
    (lambda: foot.score_shares(0, 0.1), "sd is 0.1; it must lie between 0.5 and 6 points."),
    (lambda: foot.draw_feet(0), "n is 0; it must be a whole number from 1 to 5,000,000."),
    (lambda: foot.draw_feet(2.5), "n is 2.5; it must be a whole number from 1 to 5,000,000."),
    (lambda: foot.draw_feet(np.nan), "n is nan; it must be a whole number from 1 to 5,000,000."),
    (lambda: foot.draw_feet(np.inf), "n is inf; it must be a whole number from 1 to 5,000,000."),
    (lambda: foot.side_difference_sd(2), "correlation is 2; it must lie between 0 and 1 (no unit)."),
    (lambda: foot.split_into_items([-13]), "scores is -13; it must lie between -12 and 12 points."),
    (lambda: foot.rate([-2.1]), "items is -2.1; it must lie between -2 and 2 points."),
    (lambda: foot.rate([2.1]), "items is 2.1; it must lie between -2 and 2 points."),
    (lambda: foot.rate([0], 3), "noise is 3; it must lie between 0 and 2 points."),
    (lambda: foot.weighted_kappa([0], [3], 3), "rating is 3; it must lie between 0 and 2 (no unit)."),
    (
        lambda: foot.weighted_kappa([0], [0, 1], 3),
        "The ratings have the shapes (1,) and (2,); they must match and not be empty.",
    ),
    (lambda: foot.weighted_kappa([0], [0], 101), "labels is 101; it must be a whole number from 1 to 100."),
    (lambda: foot.weighted_kappa([0], [0], 3, "x"), "weights is 'x'; it must be 'linear' or 'quadratic'."),
    (lambda: foot.navicular_drop(170, "men"), "foot_length is 170; it must lie between 180 and 340 mm."),
    (lambda: foot.navicular_drop(250, "x"), "sex is 'x'; it must be 'men' or 'women'."),
    (lambda: foot.drop_growth("men", 51), "longer is 51; it must lie between 0 and 50 mm."),
    (lambda: foot.called_too_much(-1), "drop is -1; it must lie between 0 and 40 mm."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
