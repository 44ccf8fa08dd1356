"""The wear-in plan: behind the gate, step by step, back after a sore morning, out at a stop rule."""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.advice.planner import MORNINGS, ladder, page_data, plan, replan, table
from lessons_lib.advice.signs import facts
from lessons_lib.advice.wear_in import wear_in
from lessons_lib.seeds import SeedProblems

from .conftest import TODAY, ask

ALWAYS = settings(derandomize=True, deadline=None)  # a busy machine is no fault of the planner
KNOWN = wear_in()
HOURS = st.integers(KNOWN.limits.least_hours, KNOWN.limits.most_hours)
SCHEDULES = st.sampled_from(list(KNOWN.schedules))
LOGS = st.lists(st.sampled_from(MORNINGS), max_size=42)


def make(start=TODAY, hours=8, job="sits", insert="cushioned", schedule="articles", gate=None):
    return plan(gate or ask().gate, start, hours, job, insert, schedule, today=TODAY)


def worn(made, days):
    return [one.hours for one in made.days[:days]]


# --- the gate ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [one.id for one in facts().conditions.values() if "plan" in one.closes])
def test_r1_r4_what_closes_a_plan_closes_the_planner(name):
    with pytest.raises(ValueError, match=r"warning signs|speak against a wear-in plan"):
        plan(ask(conditions=[name]).gate, TODAY, 8, "sits", "cushioned", today=TODAY)


@pytest.mark.parametrize("name", list(facts().signs))
def test_r1_no_warning_sign_gets_a_plan(name):
    with pytest.raises(ValueError, match=r"warning signs|speak against a wear-in plan"):
        plan(ask([name]).gate, TODAY, 8, "sits", "cushioned", today=TODAY)


def test_r1_without_a_gate_or_with_one_of_yesterday_there_is_no_plan_and_no_new_one(open_gate):
    made, tomorrow = make(), TODAY + timedelta(days=1)
    for gate, day in ((None, TODAY), (open_gate, tomorrow)):
        with pytest.raises(ValueError, match="warning signs"):
            plan(gate, TODAY, 8, "sits", "cushioned", today=day)
        with pytest.raises(ValueError, match="warning signs"):
            replan(gate, made, ["fine"], today=day)


def test_the_gate_is_asked_before_anything_else_is_looked_at():
    with pytest.raises(ValueError, match="First answer the questions about warning signs"):
        plan(None, TODAY, 99, "flies", "wings", "none", today=TODAY)


# --- what each plan says ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("schedule", KNOWN.schedules)
def test_each_plan_says_that_no_trial_compared_schedules(schedule):
    assert make(schedule=schedule).untested.startswith("No trial has compared schedules.")


@pytest.mark.parametrize("insert", KNOWN.inserts)
@pytest.mark.parametrize("job", KNOWN.jobs)
def test_each_plan_has_care_replacement_stop_rules_and_claims_that_exist(job, insert):
    made = make(job=job, insert=insert)
    assert made.care
    assert made.replace
    assert [one.id for one in made.stop] == list(facts().stop_rules)
    assert all(one.where for one in made.stop)
    assert set(made.claims) <= set(seeds.claims())
    assert any("No clinician has reviewed" in note for note in made.notes)


def test_r12_a_safety_shoe_comes_first_and_other_jobs_do_not_speak_of_it():
    assert "Only an insert that its maker or your employer approves" in make(job="safety-shoe").first[0]
    assert make(job="sits").first == ()
    assert "C180" in make(job="safety-shoe").claims


def test_r8_a_lift_needs_a_clinician_who_measured_and_sets_side_and_height():
    (first,) = make(insert="lift").first
    assert "only if a clinician measured" in first
    assert "side and the height" in first


def test_r7_only_mild_soreness_that_is_gone_by_morning_allows_the_next_step():
    made = make()
    assert made.soreness == "Only mild soreness that is gone by the next morning allows the next step."
    assert [then.split()[0] for _, then in made.mornings] == ["Go", "Go", "Take"]


# --- days -------------------------------------------------------------------------------------------------------------


def test_the_hours_of_the_clinics_are_those_of_the_table():
    for name, row in (("clinics", "clinic-b"), ("clinic-a", "clinic-a"), ("clinic-c", "clinic-c"), ("clinic-e",) * 2):
        cells, made = seeds.evidence("wear_in_schedules").row(row), make(hours=16, schedule=name)
        for day in (1, 2, 3, 5, 7):
            if cells[f"day_{day}"] is not None:
                assert made.days[day - 1].hours == cells.number(f"day_{day}"), (name, day)


def test_two_clinics_name_the_steps_that_the_plan_calls_those_of_two_clinics():
    rows = seeds.evidence("wear_in_schedules")
    days = [f"day_{day}" for day in (1, 2, 3, 5, 7)]
    assert [rows.row("clinic-b")[day] for day in days] == [rows.row("clinic-d")[day] for day in days]


def test_the_clinic_with_rest_days_rests_on_days_3_6_and_9():
    assert [one.number for one in make(schedule="clinic-a").days if one.kind == "rest"] == [3, 6, 9]


def test_the_articles_plan_rises_in_two_weeks_then_stays_and_marks_its_hours_as_assumed():
    made = make(hours=8)
    assert worn(made, 15) == [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 8, 8]
    assert made.basis == "assumed"
    assert [(one.id, (one.date - TODAY).days) for one in made.phases] == [("begin", 0), ("middle", 14), ("after", 42)]
    assert [(one.date - TODAY).days + 1 for one in made.checks] == [15, 29, 43]


@ALWAYS
@given(SCHEDULES, HOURS)
def test_hours_never_fall_and_never_pass_the_wanted_ones_on_a_plan_that_goes_well(schedule, hours):
    steps = ladder(schedule, hours)
    assert list(steps) == sorted(steps)
    assert steps[-1] == hours
    assert steps[0] <= 2
    assert [one.hours for one in make(hours=hours, schedule=schedule).days if one.kind == "wear"] == list(steps)


@ALWAYS
@given(SCHEDULES, HOURS, LOGS)
def test_r7_after_a_bad_morning_hours_never_rise_and_after_a_stop_there_are_none(schedule, hours, log):
    days = replan(ask().gate, make(hours=hours, schedule=schedule), log, today=TODAY).days
    last = 0.0  # hours of the latest day on which the insert was worn
    for before, morning, after in zip(days, log, days[1:]):
        last = before.hours or last
        if morning == "sore":
            assert after.hours <= last
        if morning == "stop" or before.kind == "out":
            assert after.kind == "out"
            assert after.hours == 0


@ALWAYS
@given(SCHEDULES, HOURS, LOGS, st.data())
def test_one_more_sore_morning_never_raises_the_hours_of_any_day(schedule, hours, log, data):
    place = data.draw(st.integers(0, max(0, len(log) - 1)))
    worse = [*log[:place], "sore", *log[place + 1 :]] if log and log[place] == "fine" else log
    gate, made = ask().gate, make(hours=hours, schedule=schedule)
    milder, harder = (replan(gate, made, one, today=TODAY).days for one in (log, worse))
    assert all(two.hours <= one.hours for one, two in zip(milder, harder))


def test_a_sore_morning_goes_one_step_back_and_a_fine_one_goes_on():
    made = replan(ask().gate, make(schedule="clinics"), ["fine", "fine", "sore", "fine"], today=TODAY)
    assert worn(made, 6) == [1, 2, 3, 2, 3, 4]


@ALWAYS
@given(SCHEDULES, HOURS, st.integers(0, 40))
def test_r7_a_sore_morning_after_any_worn_day_means_fewer_hours_or_none(schedule, hours, day):
    made = make(hours=hours, schedule=schedule)
    if made.days[day].kind == "wear":
        after = replan(ask().gate, made, ["fine"] * day + ["sore"], today=TODAY).days[day + 1]
        assert after.hours < made.days[day].hours


def test_below_the_first_step_the_insert_stays_out_for_a_day():
    made = replan(ask().gate, make(schedule="clinics"), ["sore", "fine"], today=TODAY)
    assert [(one.hours, one.kind) for one in made.days[:3]] == [(1, "wear"), (0, "rest"), (1, "wear")]


def test_three_sore_mornings_in_a_row_end_the_plan_and_two_do_not():
    gate = ask().gate
    assert not replan(gate, make(), ["fine", "sore", "sore", "fine", "sore"], today=TODAY).stopped
    made = replan(gate, make(), ["fine", "sore", "sore", "sore"], today=TODAY)
    assert [one.kind for one in made.days[2:6]] == ["wear", "rest", "out", "out"]
    assert made.checks == ()


def test_the_sentence_about_sore_mornings_in_a_row_names_the_number_that_the_plan_uses():
    assert KNOWN.about["too_sore"].startswith("Three sore mornings in a row end the plan.")
    assert KNOWN.limits.sore_in_a_row == 3
    assert KNOWN.about["too_sore"] in make().says


@pytest.mark.parametrize("later", [1, 20, 42])
def test_a_plan_that_runs_can_be_changed_on_each_of_its_days(later):
    day, made = TODAY + timedelta(days=later), make()
    again = replan(ask(today=day).gate, made, ["sore"], today=day)
    assert [one.date for one in again.days] == [one.date for one in made.days]
    assert (again.day, again.days[1].kind) == (day, "rest")


def test_a_plan_that_is_over_is_not_changed_any_more():
    day = TODAY + timedelta(days=43)
    with pytest.raises(ValueError, match="This plan was over on 2027-01-02"):
        replan(ask(today=day).gate, make(), ["sore"], today=day)


def test_all_mornings_fine_change_nothing():
    made = make(schedule="clinic-a")
    assert replan(ask().gate, made, ["fine"] * 42, today=TODAY) == made


def test_the_table_has_a_row_for_each_day_with_its_check():
    rows = table(make(schedule="clinic-a"))
    assert len(rows) == 42
    assert rows[2] == {
        "day": "3",
        "date": "2026-11-23",
        "hours": "rest",
        "phase": "Weeks 1 and 2",
        "check": "",
    }
    assert rows[14]["check"] == "First check"


def replay(page, wish, mornings):
    """The plan as the docstring of `page_data` tells a page to make it: hours a day, None where the insert is out."""
    chosen, limits = page["wear_in"]["schedules"][wish.schedule], page["wear_in"]["limits"]
    steps, step, sore, ended, told = page["ladders"][wish.schedule][str(wish.hours_a_day)], 0, 0, False, []
    for number in range(1, limits["weeks"] * 7 + 1):
        named_rest = chosen["rest_every"] and number <= chosen["rest_until"] and number % chosen["rest_every"] == 0
        rests = named_rest or step < 0
        told.append(None if ended else 0 if rests else steps[step])
        morning = mornings[number - 1] if number <= len(mornings) else "fine"
        sore = sore + 1 if morning == "sore" else 0
        ended = ended or morning == "stop" or sore == limits["sore_in_a_row"]
        fewer = [-1, *(one for one in range(step) if steps[one] < steps[step])]
        on = step if named_rest and step >= 0 else min(step + 1, len(steps) - 1)
        step = fewer[-1] if morning != "fine" else on
    return told


@ALWAYS
@given(SCHEDULES, HOURS, LOGS)
def test_a_page_that_follows_its_data_makes_the_same_plan(schedule, hours, log):
    page = json.loads(json.dumps(page_data()))
    made = replan(ask().gate, make(hours=hours, schedule=schedule), log, today=TODAY)
    days = [None if one.kind == "out" else one.hours for one in made.days]
    assert replay(page, made.wish, log) == days


def test_the_data_of_a_page_are_small_and_say_that_nobody_tested_it():
    page = json.dumps(page_data(), separators=(",", ":"))
    assert len(page.encode()) < 20_000
    assert "No trial has compared schedules." in page


# --- what cannot be used ----------------------------------------------------------------------------------------------


def test_every_fault_is_told_at_once():
    with pytest.raises(ValueError, match="schedule") as refused:
        plan(ask().gate, TODAY - timedelta(days=1), 17, "flies", "wings", "none", today=TODAY)
    assert len(str(refused.value).splitlines()) == 5


@pytest.mark.parametrize("hours", [0, 17, 2.5, True, "8", None])
def test_hours_that_are_none_are_refused(hours):
    with pytest.raises(ValueError, match="whole number from 1 to 16"):
        make(hours=hours)


@pytest.mark.parametrize("days", [-1, 32])
def test_a_plan_begins_today_or_within_a_month(days):
    with pytest.raises(ValueError, match="answer the questions about warning signs again then"):
        make(start=TODAY + timedelta(days=days))


def test_an_unknown_morning_or_too_many_are_refused():
    with pytest.raises(ValueError, match="A morning is fine, sore, stop, not 'awful'"):
        replan(ask().gate, make(), ["awful"], today=TODAY)
    with pytest.raises(ValueError, match="42 days, and there are 43"):
        replan(ask().gate, make(), ["fine"] * 43, today=TODAY)


# --- the file ---------------------------------------------------------------------------------------------------------


def test_everything_that_is_wrong_in_the_file_is_told_at_once(broken):
    def spoil(data):
        data["schedules"]["clinics"].update(claims=["C999"])
        data["schedules"]["clinic-c"].update(row="clinic-x")
        data["schedules"]["clinic-e"].update(basis="assumed")
        data["schedules"]["clinic-a"].pop("rest_every")
        data["mornings"].pop("stop")
        data["inserts"].pop("lift")
        data["jobs"].update(flies={"say": "Up.", "claims": ["C126"]})
        data["reviews"].pop("decide")
        data["phases"]["middle"].update(weeks=[4, 6])
        data["limits"].update(most_hours=30)
        data["about"].pop("untested")
        data["care"]["dry"].update(colour="red")

    with pytest.raises(SeedProblems) as found:
        wear_in(broken("wear_in.yaml", spoil))
    for expected in (
        "C999", "a row of wear_in_schedules", "commercial pages for the steps", "rest on the days with 0 hours",
        "fine, sore, stop in this order", "an entry for each of cushioned", "an entry for each of sits",
        "a last check on day 43", "each week from 1 to 7", "most_hours: expected from 1 to 24",
        "about, untested: expected some text", "no such field",
    ):  # fmt: skip
        assert expected in str(found.value)


def test_the_shipped_file_is_clean_and_every_sentence_of_it_is_short():
    assert all(len(text.split()) <= 40 for text in KNOWN.about.values())
