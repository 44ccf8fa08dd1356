"""What the labs of lesson 08 show: five plans that disagree and were never tested, and who had trouble with inserts."""

import pytest

from lessons_lib import seeds
from lessons_lib.advice import diary_reading
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs.five_plans import DAYS, NAMES, five_plans, hours, until_full
from lessons_lib.labs.who_had_trouble import GROUPS, gap, share, who_had_trouble
from lessons_lib.quiz import bank
from lessons_lib.quiz.answer import compute

PLANS = list(seeds.evidence("wear_in_schedules"))


def caption(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name).caption.write()


def words(lab, **values):
    return [phrase.write() for phrase in take_drawing(lab.function, lab.settings(**values), lab.name).phrases]


# --- five plans -------------------------------------------------------------------------------------------------------


def test_every_plan_of_the_table_has_a_row():
    assert len(PLANS) == len(NAMES)


def test_on_day_three_one_plan_rests_while_another_has_four_hours():
    assert caption(five_plans, day="3").startswith("Hours on day 3: A rest, B 3, C 4, D 3, E 4.")


def test_a_day_that_a_page_does_not_name_gets_no_number():
    unnamed = [(plan.id, day) for plan in PLANS for day in DAYS if plan[f"day_{day}"] is None]
    assert unnamed == [("clinic-c", "7")]
    assert hours(PLANS[2], "7") == "–"
    assert "C does not say" in caption(five_plans, day="7")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_when_a_plan_is_at_a_full_day_is_told_in_the_words_of_the_table(plan):
    assert until_full(plan)
    assert all(line in str(plan["full_day_by"]) for line in until_full(plan))


def test_the_winner_is_nobody_and_stands_under_a_cover_at_first():
    assert "nobody knows" not in words(five_plans)
    assert "nobody knows" in words(five_plans, lifted=True)
    assert caption(five_plans, lifted=True).endswith("No trial has compared one plan with another.")


# --- who had trouble --------------------------------------------------------------------------------------------------


def test_both_groups_of_recruits_are_counted_out_of_a_hundred():
    assert "20 of 100 recruits with shaped inserts, 12 of 100 with flat" in caption(who_had_trouble)


def test_the_gap_may_be_none_and_is_never_turned_into_a_number_needed():
    found = gap()
    assert found.low < 0 < found.high
    assert f"none to {found.high:.0f} more" in caption(who_had_trouble, chance=True)


def test_the_shares_are_those_of_the_counts_behind_the_gap():
    assert share("bonanno2018-contoured") - share("bonanno2018-flat") == pytest.approx(gap().estimate, abs=0.1)


@pytest.mark.parametrize("counted", ["tight", "back"])
def test_what_nobody_counted_is_hatched_and_no_gap_is_worked_out(counted):
    assert "The gap is" not in caption(who_had_trouble, counted=counted, chance=True)
    assert words(who_had_trouble, counted=counted).count("?") == sum(not row for _, row in GROUPS[counted][1:])


def test_no_report_of_harm_is_not_called_no_harm():
    assert "no harm was reported" in caption(who_had_trouble, counted="back")
    assert caption(who_had_trouble, counted="back").endswith("Whether anybody asked, we could not see.")


# --- the guesses before them ------------------------------------------------------------------------------------------


def test_the_guess_about_recruits_is_the_share_that_the_figure_draws():
    assert compute(bank.find("wear-harm").answer) == round(share("bonanno2018-contoured"))


def test_the_guess_about_the_diary_is_what_the_power_preview_says():
    right = next(option for option in bank.find("wear-own-weeks").options if option.right)
    assert right.text == f"About {diary_reading.pairs_needed(1.0, 1.0)} pairs"
