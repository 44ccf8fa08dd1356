"""The calendar file: read by the icalendar package, right days whatever the clock does, calm, and always the same."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from lessons_lib.advice.ics import _escape, _fold, to_ics
from lessons_lib.advice.planner import plan, replan
from lessons_lib.advice.wear_in import wear_in

from .conftest import TODAY, ask

ALWAYS = settings(derandomize=True, deadline=None)  # a busy machine is no fault of the calendar


def make(today=TODAY, schedule="clinics", **wish):
    wish = {"hours_a_day": 8, "job": "sits", "insert": "cushioned", **wish}
    gate = ask(today=today).gate
    return plan(gate, wish.pop("start", today), schedule=schedule, today=today, **wish), gate


def save(today=TODAY, **wish):
    made, gate = make(today, **wish)
    return made, to_ics(made, gate, today=today)


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def hours_by_day(data):
    """Each day that an event of hours covers, with its title; a day may be covered once only."""
    found = {}
    for event in events(data):
        day, end = event.decoded("DTSTART"), event.decoded("DTEND")
        while event["SUMMARY"].startswith("Insert") and day < end:
            assert day not in found
            found[day] = str(event["SUMMARY"])
            day += timedelta(days=1)
    return found


def expected(made):
    names = {"rest": "Insert: day of rest", "out": "Insert: stopped, leave it out"}
    units = {1: "1 hour"}
    return {
        one.date: names.get(one.kind, f"Insert: up to {units.get(one.hours, f'{one.hours:g} hours')}")
        for one in made.days
    }


# A plan across each kind of day on which a calendar may slip.
STARTS = {
    "clock forward in Europe (29 March 2026)": date(2026, 3, 20),
    "clock back in Europe (25 October 2026)": date(2026, 10, 20),
    "clock forward in the US (8 March 2026)": date(2026, 3, 1),
    "leap day 2028": date(2028, 2, 20),
    "no leap day 2027": date(2027, 2, 20),
    "end of the year": date(2026, 12, 20),
}


@pytest.mark.parametrize("schedule", wear_in().schedules)
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_every_day_has_its_hours_once(start, schedule):
    made, data = save(start, schedule=schedule)
    assert hours_by_day(data) == expected(made)


def test_the_leap_day_is_a_day_of_the_plan_and_march_begins_after_it():
    days = hours_by_day(save(date(2028, 2, 20), schedule="clinics", hours_a_day=16)[1])
    assert days[date(2028, 2, 28)] == "Insert: up to 9 hours"
    assert days[date(2028, 2, 29)] == "Insert: up to 10 hours"
    assert days[date(2028, 3, 1)] == "Insert: up to 11 hours"
    assert len(days) == 42


@pytest.mark.parametrize("start", [date(2026, 3, 20), date(2026, 10, 20), date(2028, 2, 20)])
def test_days_are_dates_without_a_time_so_that_no_clock_moves_them(start):
    made, data = save(start)
    for event in events(data):
        for edge in ("DTSTART", "DTEND"):
            assert type(event.decoded(edge)) is date
            assert event[edge].params["VALUE"] == "DATE"
    assert min(hours_by_day(data)) == made.days[0].date


@ALWAYS
@given(st.dates(date(2025, 1, 1), date(2040, 12, 31)), st.integers(1, 16), st.sampled_from(list(wear_in().schedules)))
def test_any_plan_reads_back_as_it_was(start, hours, schedule):
    made, data = save(start, hours_a_day=hours, schedule=schedule)
    assert hours_by_day(data) == expected(made)


def test_the_checks_are_events_of_one_day():
    made, data = save()
    checks = [(str(one["SUMMARY"]), one.decoded("DTSTART"), one.decoded("DTEND")) for one in events(data)]
    for check in made.checks:
        assert (check.name, check.date, check.date + timedelta(days=1)) in checks


def test_the_same_plan_gives_the_same_bytes_and_other_plans_other_ids():
    assert save()[1] == save()[1]
    ids = [str(one["UID"]) for wish in ({}, {"hours_a_day": 9}, {"insert": "arch"}) for one in events(save(**wish)[1])]
    assert len(ids) == len(set(ids))


def test_an_id_is_made_of_plain_words_so_that_a_page_makes_the_same():
    first = events(save(job="safety-shoe")[1])[0]
    assert str(first["UID"]) == "wear-in-20261121-8-safety-shoe-cushioned-clinics-day-1@from-the-ground-up"


def test_the_stamp_is_the_day_of_the_answers_and_not_the_clock():
    assert {one.decoded("DTSTAMP").isoformat() for one in events(save()[1])} == {"2026-11-21T00:00:00+00:00"}


def test_the_calendar_is_calm_private_and_never_busy():
    data = save()[1]
    assert b"VALARM" not in data
    assert {str(one["TRANSP"]) for one in events(data)} == {"TRANSPARENT"}
    assert {str(one["CLASS"]) for one in events(data)} == {"PRIVATE"}
    assert len(events(data)) <= 20


def test_r7_each_event_carries_every_stop_rule_with_where_to_go_and_that_nobody_tested_it():
    made, data = save(job="safety-shoe")
    for event in events(data):
        text = str(event["DESCRIPTION"])
        assert all(f"- {one.text} {one.where}" in text for one in made.stop)
        assert "No trial has compared schedules." in text
        assert "No clinician has reviewed" in text
        assert "Only an insert that its maker or your employer approves" in text  # R12


def test_r1_without_a_gate_of_today_there_is_no_calendar():
    made, gate = make()
    for other, day in ((None, TODAY), (gate, TODAY + timedelta(days=1)), (ask(conditions=["wound"]).gate, TODAY)):
        with pytest.raises(ValueError, match=r"warning signs|speak against a wear-in plan"):
            to_ics(made, other, today=day)


def test_a_plan_that_ended_says_so_on_every_day_that_is_left():
    made, gate = make()
    ended = replan(gate, made, ["fine", "stop"], today=TODAY)
    days = hours_by_day(to_ics(ended, gate, today=TODAY))
    assert set(list(days.values())[2:]) == {"Insert: stopped, leave it out"}


# --- the form of the file ---------------------------------------------------------------------------------------------


def test_lines_end_with_cr_and_lf_and_have_75_octets_at_most():
    data = save()[1]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", data) is None
    assert max(map(len, data.split(b"\r\n"))) <= 75


@ALWAYS
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_is_folded_inside_no_character_and_unfolds_to_itself(text):
    line = f"DESCRIPTION:{_escape(text)}"
    folded = _fold(line)
    assert max(map(len, folded.split(b"\r\n"))) <= 75
    for piece in folded.split(b"\r\n"):
        piece.decode()
    assert folded.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode() == line


@pytest.mark.parametrize("text", ["a,b;c\\d", "two\nlines", "\\n is no line end", "ends with \\", "naïve – 日本 🦶"])
def test_escaped_text_reads_back(text):
    made, gate = make()
    strange = type(made)(**{**vars(made), "untested": text})
    assert text in str(events(to_ics(strange, gate, today=TODAY))[0]["DESCRIPTION"])


def test_text_cannot_smuggle_a_line_into_the_file():
    made, gate = make()
    evil = type(made)(**{**vars(made), "untested": "x\r\nEND:VEVENT\rBEGIN:VALARM\x00\x85"})
    data = to_ics(evil, gate, today=TODAY)
    assert Calendar.from_ical(data).walk("VALARM") == []
    assert len(events(data)) == len(events(save()[1]))
