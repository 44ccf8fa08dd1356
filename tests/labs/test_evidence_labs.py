"""The labs of lesson 06: what they show is what the models and another program compute, at every setting."""

import json
from itertools import combinations, product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from scipy import stats
from statsmodels.stats import meta_analysis

from lessons_lib import seeds
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.explorable.store import load_or_bake
from lessons_lib.explorable.wording import show
from lessons_lib.labs import find_the_error as errors
from lessons_lib.labs import forest, guidelines
from lessons_lib.labs import guideline_panel as panel
from lessons_lib.labs import sham_or_waiting_list as sham
from lessons_lib.labs.build_the_forest_plot import build_the_forest_plot
from lessons_lib.labs.find_the_error import find_the_error
from lessons_lib.labs.guideline_panel import guideline_panel
from lessons_lib.labs.sham_or_waiting_list import sham_or_waiting_list
from lessons_lib.labs.time_heals_too import time_heals_too
from lessons_lib.models import risk, trials
from tests.explorable.samples import random_settings


def drawing(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name)


def caption(lab, **values):
    return drawing(lab, **values).caption.write()


def words(lab, **values):
    return [phrase.write() for phrase in drawing(lab, **values).texts]


# --- build the forest plot --------------------------------------------------------------------------------------------

FOREST = build_the_forest_plot.controls
GROUPINGS = list(product(FOREST["by"].states, FOREST["without"].states))
GROUPS = {(by, without): forest.group_trials(by, without) for by, without in GROUPINGS}
POOLED = [(*here, number) for here, groups in GROUPS.items() for number, group in enumerate(groups) if group.pool]
each_pool = pytest.mark.parametrize(("by", "without", "number"), POOLED)


def combined(group):
    """What statsmodels makes of the rows of the seeds that are left in a group: estimate, ends, error, tau², I²."""
    rows = [seeds.evidence("treatment_effects").row(trial.id) for trial in group.kept]
    effect, error = (np.array([row.number(name) for row in rows]) for name in ("estimate", "se"))
    with np.errstate(
        invalid="ignore"
    ):  # where trials agree by luck its tau² falls below zero; all else holds it at zero
        result = meta_analysis.combine_effects(effect, error**2, method_re="dl")
        spread = result.tau2 > 0
        frame = result.summary_frame().loc["random effect" if spread else "fixed effect"]
    ends = (frame[name] for name in ("eff", "ci_low", "ci_upp", "sd_eff"))
    return (*ends, result.tau2 * spread, 100 * max(0.0, result.i2))


@each_pool
def test_every_pool_that_a_learner_can_reach_agrees_with_statsmodels(by, without, number):
    group = forest.group_trials(by, without)[number]
    estimate, low, high, se, tau2, i2 = combined(group)
    assert (group.pool.estimate, group.pool.low, group.pool.high) == pytest.approx((estimate, low, high), abs=1e-6)
    assert (group.pool.tau2, group.pool.i2) == pytest.approx((tau2, i2), abs=1e-6)
    if len(group.kept) < 3:
        assert group.pool.prediction is None
    else:
        reach = stats.t.ppf(0.975, len(group.kept) - 2) * np.sqrt(tau2 + se**2)
        assert group.pool.prediction == pytest.approx((estimate - reach, estimate + reach), abs=1e-6)


@each_pool
def test_the_pool_is_written_into_the_picture_and_its_caption(by, without, number):
    pool = forest.group_trials(by, without)[number].pool
    settings = {"by": by, "without": without, "pooled": "yes"}
    shown, said = words(build_the_forest_plot, **settings), caption(build_the_forest_plot, **settings)
    assert show(pool.estimate) in shown
    assert f"{show(pool.low)} to {show(pool.high)}" in shown
    assert f"spread (I²): {show(pool.i2, '.0f')} %" in shown
    assert f"{show(pool.estimate)} points" in said
    if pool.prediction:
        assert f"next trial {show(pool.prediction[0])} to {show(pool.prediction[1])}" in said


@pytest.mark.parametrize(("by", "without"), GROUPINGS)
def test_each_trial_stands_in_one_group_and_only_who_is_left_counts(by, without):
    groups = forest.group_trials(by, without)
    assert sorted(t.id for g in groups for t in g.trials) == sorted(forest.NAMES)
    left = {t.id for g in groups for t in g.kept}
    gone = set(forest.NAMES) - left
    assert len(gone) == {"nobody": 0, "reconstructed": 2}.get(without, 1)


def test_it_starts_unpooled_and_says_so():
    assert build_the_forest_plot.settings()["pooled"] == "no"
    assert "Nothing is pooled" in caption(build_the_forest_plot)
    assert "doubt" in FOREST["pooled"].named["yes"] or "differ" in FOREST["pooled"].named["yes"]


def test_exactly_the_reconstructed_rows_are_hollow():
    hollow = {trial.id for trial in forest.five_trials() if trial.hollow}
    assert hollow == {"cambron2011-pain", "shabat2005-pain"}


def test_a_look_alike_alone_does_not_make_the_trials_agree():
    pools = {by: [g.pool for g in forest.group_trials(by)] for by in ("all", "comparator", "people")}
    assert pools["comparator"][0].i2 > pools["all"][0].i2 > max(pool.i2 for pool in pools["people"])


def test_two_trials_cannot_foresee_a_third():
    assert forest.group_trials("people")[0].pool.prediction is None
    assert "next trial unknown" in caption(build_the_forest_plot, by="people", pooled="yes")


# --- time heals too ---------------------------------------------------------------------------------------------------


def test_with_nothing_at_work_about_80_of_100_are_better_as_in_the_report():
    reported = seeds.evidence("improved_shares").row("wosk1985-improved").number("percent")
    assert "79 have less pain" in caption(time_heals_too, cutoff=6)
    assert abs(79 - reported) <= 2


def test_the_measured_fall_stands_in_the_picture():
    shown = words(time_heals_too)
    assert "51" in shown
    assert "33" in shown


@pytest.mark.parametrize("rule", ["any", "two"])
def test_an_insert_that_works_and_time_that_works_give_the_same_picture(rule):
    time, insert = (drawing(time_heals_too, cutoff=6, work=work, rule=rule) for work in ("time", "insert"))
    assert [p.write() for p in time.texts[:-1]] == [p.write() for p in insert.texts[:-1]]
    assert list(time.values) == list(insert.values)
    assert time.caption.write() != insert.caption.write()


def test_asking_for_two_points_counts_fewer_people():
    assert "42 have 2 points less" in caption(time_heals_too, cutoff=6, rule="two")


# --- sham or waiting list ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "leaving"), [(20, False), (20, True), (200, False)])
@pytest.mark.parametrize(("truth", "others", "comparator"), [(0.0, "sham", "sham"), (1.0, "waiting", "waiting list")])
def test_shifted_trials_are_the_trials_of_the_model(people, leaving, truth, others, comparator):
    runs, found = sham.invent_runs(people, leaving), sham.apparent(truth, others, True)
    lost = sham.LEAVING if leaving else 0.0
    direct = risk.simulate_trials(sham.TRIALS, people, truth, comparator, lost, "least helped", sham.SEED)
    assert runs.difference - found == pytest.approx(direct.difference, abs=1e-9)
    assert sham.share_that_works(runs, found) == pytest.approx(100 * direct.favours_insert.mean(), abs=0.1)


def test_an_insert_that_does_nothing_works_by_luck_alone_against_a_sham():
    assert "Of 100 trials 3 say that it works" in caption(sham_or_waiting_list)


def test_a_waiting_list_makes_it_work_and_more_people_make_it_surer_of_the_wrong_answer():
    assert "Of 100 trials 24 say" in caption(sham_or_waiting_list, others="waiting")
    assert "Of 100 trials 99 say" in caption(sham_or_waiting_list, others="waiting", people="200")


def test_where_being_given_something_does_nothing_all_comparisons_agree():
    said = [sham.apparent(0.5, others, False) for others in sham.OTHERS]
    assert said == [0.5] * 3
    assert sham.apparent(0.5, "waiting", True) > sham.apparent(0.5, "usual", True) > sham.apparent(0.5, "sham", True)


def test_losing_the_least_helped_flatters_even_a_fair_comparison():
    fair, flattered = (sham.invent_runs(20, leaving) for leaving in (False, True))
    assert flattered.difference.mean() < fair.difference.mean() - 0.5
    assert sham.share_that_works(flattered, 0.0) > 5 * sham.share_that_works(fair, 0.0)


# --- find the error ---------------------------------------------------------------------------------------------------

STEPS = range(0, errors.STRIDE * errors.TRIES, errors.STRIDE)


def fitting(paper, step):
    return [line.name for line in errors.CHECKS[paper](step).lines if line.fits]


@pytest.mark.parametrize("paper", ["mattila", "windle", "rannisto"])
def test_no_number_makes_all_rows_of_a_wrong_paper_fit(paper):
    for step in STEPS:
        assert len(fitting(paper, step)) < len(errors.CHECKS[paper](step).lines)


def test_147_controls_mend_two_rows_of_mattila_and_155_the_other_two():
    found = {errors.FIRST_CONTROLS + step: fitting("mattila", step) for step in STEPS}
    assert found[147] == ["difference, of 100", "its interval"]
    assert found[155] == ["people in all", "back pain, no insert"]
    assert max(len(rows) for rows in found.values()) == 2


def test_windles_pressure_and_windles_percentage_need_different_pressures():
    found = {errors.FIRST_PRESSURE + step: fitting("windle", step) for step in STEPS}
    assert [pressure for pressure, rows in found.items() if "with the insole, kPa" in rows] == [377]
    assert 361 in [pressure for pressure, rows in found.items() if "fall" in rows]
    assert "fall" not in found[377]
    assert "23.7 % less, not 27 %" in caption(find_the_error, paper="windle", shown=True)


def test_no_count_makes_an_odds_ratio_below_zero():
    ratios = [trials.odds_ratio(off, errors.ARM, errors.OFF_SICK, errors.ARM_CONTROL) for off in range(errors.ARM + 1)]
    assert min(ratio.low for ratio in ratios) > 0
    assert all(fitting("rannisto", step) == [] for step in STEPS)


def test_going_down_to_no_difference_breaks_the_number_needed_and_not_the_data():
    assert fitting("bonanno", 16) == ["its counts allow"]
    assert all(len(fitting("bonanno", step)) == 2 for step in STEPS if step < 16)
    assert "no number" in words(find_the_error, paper="bonanno", attempt=5)
    assert "helped for every 253" in caption(find_the_error, paper="bonanno", attempt=5, shown=True)


@pytest.mark.parametrize("paper", errors.CHECKS)
def test_our_sum_is_covered_until_it_is_asked_for(paper):
    because = errors.CHECKS[paper](0).because[1]
    assert because not in caption(find_the_error, paper=paper)
    assert because in caption(find_the_error, paper=paper, shown=True)


# --- be the guideline panel -------------------------------------------------------------------------------------------

PANEL = guideline_panel.controls
each_chip = pytest.mark.parametrize(
    ("counts", "says", "whom"), list(product(*(PANEL[name].states for name in ("counts", "says", "whom"))))
)


@each_chip
def test_every_recommendation_is_both_held_up_and_strained(counts, says, whom):
    evidence = panel.weigh(counts, whom)
    held, strained = panel.supports(says, evidence), panel.strains(says, evidence)
    assert len(held) == len(strained) == 2
    assert abs(len(" ".join(held)) - len(" ".join(strained))) <= 45
    assert "None of none" not in " ".join((*held, *strained))


@pytest.mark.parametrize("says", ["offer", "consider"])
def test_who_counts_nobody_like_those_he_writes_for_is_told(says):
    evidence = panel.weigh("care", "picked")
    assert evidence.direct == ()
    assert panel.strains(says, evidence)[0] == panel.NOBODY


def test_the_rows_in_these_people_are_those_sorted_by_people_in_the_forest_plot():
    for whom, number in (("picked", 0), ("all", 1)):
        assert panel.weigh("any", whom).direct == forest.group_trials("people")[number].trials


@pytest.mark.parametrize("body", ["nice", "kong", "lin"])
def test_each_body_stands_beside_the_learner_in_all_seven_fields(body):
    theirs, own = guidelines.fields_of(body), panel.own_fields("any", "consider", "picked")
    assert len(guidelines.FIELDS) == len(theirs) == len(own) == 7
    assert all(1 <= len(entry) <= 3 and max(map(len, entry)) <= 34 for entry in (*theirs, *own))
    shown = words(guideline_panel, beside=body)
    assert set(guidelines.FIELDS) <= set(shown)
    assert theirs[0][0] in shown


def test_nice_says_do_not_offer_and_that_this_is_no_proof_of_harm():
    fields = [" ".join(entry) for entry in guidelines.fields_of("nice")]
    assert fields[0].startswith("Do not offer foot orthotics")
    assert "no proof of harm" in fields[3]
    assert "second-hand" in fields[0]


def test_kongs_numbers_are_those_of_the_seeds():
    row = seeds.evidence("pooled_results").row("kong2020-pain")
    why = " ".join(guidelines.fields_of("kong")[3])
    assert f"{-row.number('estimate'):.2f} standard units ({-row.number('ci_high'):.2f} to" in why


@pytest.mark.parametrize("beside", PANEL["beside"].states)
def test_the_caption_says_what_the_learner_wrote(beside):
    said = caption(guideline_panel, counts="sham", says="consider", whom="picked", beside=beside)
    assert said.startswith("You write: consider inserts, for people with back pain and unequal legs")


# --- all five ---------------------------------------------------------------------------------------------------------

FIVE = (build_the_forest_plot, time_heals_too, sham_or_waiting_list, find_the_error, guideline_panel)


def spilled(figure):
    """Texts that can be seen and leave the figure, or lie on another one."""
    figure.set_dpi(100)
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    texts = [t for t in figure.findobj(Text) if t.get_text().strip() and (t.get_alpha() is None or t.get_alpha() > 0.1)]
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in texts]
    out = [words for words, box in boxes if box.x0 < 0 or box.x1 > figure.bbox.width or box.y0 < 0]
    on = [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if overlap(one, two)]
    return out, on


def overlap(one, two):
    wide, high = (min(getattr(one, end), getattr(two, end)) - max(getattr(one, start), getattr(two, start))
                  for start, end in (("x0", "x1"), ("y0", "y1")))  # fmt: skip
    return wide > 2 and high > 4  # lines of text may touch with their white


@pytest.mark.parametrize("lab", FIVE, ids=lambda lab: lab.name)
def test_no_text_leaves_the_picture_or_lies_on_another(lab):
    for values in random_settings(lab, 12, seed=6):
        assert spilled(lab.draw(**values)) == ([], []), values


def test_a_text_that_leaves_the_picture_would_be_seen():
    figure = find_the_error.draw()
    figure.text(0.9, 0.02, "far too long to fit into this corner")
    figure.text(0.9, 0.02, "far too long to fit into this corner")
    out, on = spilled(figure)
    assert len(out) == 2
    assert len(on) == 1


@pytest.mark.parametrize("lab", FIVE, ids=lambda lab: lab.name)
def test_the_picture_and_its_bake_stay_small(lab):
    finished = load_or_bake(lab)
    assert len(finished["picture"].encode()) + len(json.dumps(finished["bake"]).encode()) <= 60_000
