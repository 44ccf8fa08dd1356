"""The wear-in planner on a page: plan and calendar as in Python, behind the gate, for everybody, on one sheet."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.advice import Answers, triage
from lessons_lib.advice.ics import to_ics
from lessons_lib.advice.planner import MORNINGS, Plan, plan, replan, table
from lessons_lib.advice.signs import facts
from lessons_lib.advice.wear_in import wear_in
from lessons_lib.personal.wear_in_planner import planner_data, wear_in_planner
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW

from .drive import wait_for_widgets

KNOWN = wear_in()
TODAY = date(2026, 11, 21)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
#: A plan of six weeks across each kind of day on which a calendar may slip.
STARTS = (
    TODAY,
    date(2026, 3, 20),  # clock forward in Europe
    date(2026, 10, 20),  # clock back in Europe, in the US on 1 November
    date(2026, 3, 1),  # clock forward in the US
    date(2028, 2, 20),  # leap day
    date(2027, 2, 20),  # no leap day
    date(2026, 12, 20),  # end of the year
)
HOURS = range(KNOWN.limits.least_hours, KNOWN.limits.most_hours + 1)
CLOSING = [one.id for one in facts().conditions.values() if "plan" in one.closes]
OPEN = [one.id for one in facts().conditions.values() if "plan" not in one.closes]


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


# --- the functions of the page against Python -------------------------------------------------------------------------

LOAD = """async ([code, data]) => {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  Object.assign(window, { data, tool: await import(url) });
}"""
PLANS = """([asked, calendar]) => asked.map(([wish, mornings, day, first]) => {
  const found = tool.wearPlan(data, wish, mornings, day, first);
  return JSON.stringify([found, calendar ? tool.wearIcs(found, data) : ""]);
})"""
Asked = tuple[dict[str, Any], list[str], str, list[str]]


@pytest.fixture(scope="module")
def page_plans(chromium: Any) -> Iterator[Callable[..., list[Any]]]:
    """Plans and calendars as the page makes them: `page_plans([(wish, mornings, day, first), …])`."""
    context = chromium.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.evaluate(LOAD, [str(wear_in_planner()._esm), planner_data()])
    yield lambda asked, calendar=True: [json.loads(text) for text in page.evaluate(PLANS, [asked, calendar])]
    context.close()


def open_gate(day: date, conditions: tuple[str, ...] = ()) -> Any:
    return triage(Answers("16-or-over", "tested-normal", frozenset(), frozenset(conditions)), day).gate


def plain(made: Plan) -> Any:
    return json.loads(json.dumps(asdict(made), default=str))


def make_pair(wish: tuple[Any, ...], mornings: list[str], after: int = 0, conditions: tuple[str, ...] = ()) -> Any:
    """What the page is asked, and what Python says: the plan and its calendar, some days after the start."""
    start, hours, job, insert, schedule = wish
    later = open_gate(day := start + timedelta(days=after), conditions)
    made = plan(open_gate(start, conditions), start, hours, job, insert, schedule, today=start)
    made = replan(later, made, mornings, today=day)
    told = plain(made)
    return (told["wish"], mornings, day.isoformat(), list(later.first)), [told, to_ics(made, later, today=day).decode()]


def make_plain(wish: tuple[Any, ...]) -> Any:
    """The same without a calendar, on the day of the start."""
    start, hours, job, insert, schedule = wish
    told = plain(plan(open_gate(start), start, hours, job, insert, schedule, today=start))
    return (told["wish"], [], start.isoformat(), []), [told, ""]


def assert_same(page_plans: Any, pairs: list[Any], calendar: bool = True) -> None:
    found = page_plans([asked for asked, _ in pairs], calendar)
    for (asked, wanted), got in zip(pairs, found, strict=True):
        assert got == wanted, asked


@pytest.mark.parametrize("schedule", KNOWN.schedules)
def test_the_page_makes_the_plan_of_python_for_the_whole_table(page_plans, schedule):
    table_of_wishes = list(product(HOURS, KNOWN.jobs, KNOWN.inserts))
    assert len(table_of_wishes) == 16 * 3 * 7
    wishes = [(STARTS[place % len(STARTS)], *one, schedule) for place, one in enumerate(table_of_wishes)]
    for some in (wishes[at : at + 84] for at in range(0, len(wishes), 84)):
        assert_same(page_plans, [make_plain(wish) for wish in some], calendar=False)


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_each_start_gives_the_plan_and_the_calendar_of_python_and_icalendar_reads_it(page_plans, start):
    pairs = [make_pair((start, 8, "stands", "arch", schedule), []) for schedule in KNOWN.schedules]
    assert_same(page_plans, pairs)
    for _, (made, text) in pairs:
        first = Calendar.from_ical(text.encode()).walk("VEVENT")[0]
        assert first.decoded("DTSTART") == start
        assert first["SUMMARY"].startswith("Insert: up to")
        assert made["days"][41]["date"] == (start + timedelta(days=41)).isoformat()


def some_mornings(draw: random.Random) -> list[str]:
    weights = draw.choice([(6, 3, 0), (20, 3, 1), (1, 1, 0)])
    return draw.choices(MORNINGS, weights, k=draw.randrange(43))


def test_the_page_replans_as_python_does_after_any_mornings_on_any_day_of_the_plan(page_plans):
    draw, pairs = random.Random(20261121), []
    for _ in range(120):
        wish = (
            draw.choice(STARTS),
            draw.choice(HOURS),
            *map(draw.choice, map(list, (KNOWN.jobs, KNOWN.inserts, KNOWN.schedules))),
        )
        pairs.append(make_pair(wish, some_mornings(draw), draw.randrange(43), draw.choice([(), ("prescribed",)])))
    assert {one["kind"] for _, (made, _) in pairs for one in made["days"]} == {"wear", "rest", "out"}
    assert_same(page_plans, pairs)


def test_a_difference_of_one_hour_would_be_seen(page_plans):
    asked, (wanted, calendar) = make_pair((TODAY, 8, "sits", "cushioned", "clinics"), [])
    wanted["days"][3]["hours"] += 1
    assert page_plans([asked])[0] != [wanted, calendar]


# --- a page with the planner ------------------------------------------------------------------------------------------


def write_page(path: Path) -> Path:
    """A lesson's page with the planner and some words after it."""
    made = wear_in_planner()
    shown = new_output("display_data", {VIEW: {"model_id": made.model_id}, "text/plain": repr(made)})
    words = [new_markdown_cell("# Wearing", id="title"), new_markdown_cell("Words after the planner.", id="after")]
    notebook = new_notebook(cells=[words[0], new_code_cell("1", outputs=[shown], id="planner"), words[1]])
    state = {"_esm": str(made._esm), "_css": str(made._css), **made.get_state(("gate", "planner"))}
    entries = {made.model_id: {"model_name": "AnyModel", "state": state}}
    notebook.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    resources = {"metadata": {"name": "wearing", "path": ""}}
    path.write_text(LessonExporter().from_notebook_node(notebook, resources)[0], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def planner_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("planner") / "wearing.html")


@pytest.fixture
def open_planner(planner_page: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the page on 21 November 2026: `open_planner(360, "dark", bypass_csp=True)`."""

    def open_page(width: int = 1280, scheme: str = "light", now: datetime | None = None, **options: Any) -> Any:
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", "color_scheme": scheme}
        offline = offline_page(planner_page, **{"timezone_id": "Europe/Berlin", **wanted, **options})
        offline.page.clock.set_fixed_time(now or datetime(2026, 11, 21, 12, tzinfo=UTC))
        offline.page.reload()
        wait_for_widgets(offline.page)
        return offline

    return open_page


def pass_gate(page: Any, conditions: tuple[str, ...] = ()) -> None:
    page.locator('[name="age"][value="16-or-over"]').check()
    page.locator('[name="feeling"][value="tested-normal"]').check()
    page.locator('[name="none-signs"]').check()
    for one in conditions:
        page.locator(f'[name="conditions"][value="{one}"]').check()
    if not conditions:
        page.locator('[name="none-conditions"]').check()


def choose(page: Any, insert: str = "arch", job: str = "stands", schedule: str = "articles", **others: str) -> None:
    for name, value in (("insert", insert), ("job", job), ("schedule", schedule)):
        page.locator(f"select[name={name}]").select_option(value)
    for name, value in others.items():
        page.locator(f"input[name={name}]").fill(value)


def tell(page: Any, number: int, morning: str) -> None:
    page.locator("select[name=morning]").select_option(str(number))
    page.locator(f'.mornings input[value="{morning}"]').check()


def open_weeks(page: Any) -> None:
    page.evaluate("document.querySelectorAll('.week').forEach((week) => { week.open = true; })")


def read_table(page: Any) -> list[list[str]]:
    open_weeks(page)
    return page.evaluate("""[...document.querySelectorAll(".week tbody tr")].map((row) =>
      [...row.cells].map((cell) => cell.textContent))""")


# --- the gate ---------------------------------------------------------------------------------------------------------

LEFT = ".wear-chart, .week, .checks, .part-of.stops li"


def assert_no_plan(page: Any) -> None:
    expect(page.locator(".lesson-planner .desk form")).to_be_hidden()
    expect(page.locator(".result")).to_be_hidden()
    expect(page.locator(LEFT)).to_have_count(0)


def test_before_the_answers_about_warning_signs_there_is_no_plan(open_planner):
    offline = open_planner()
    assert_no_plan(offline.page)
    expect(offline.page.locator(".instead")).to_contain_text("First answer the questions about warning signs.")
    offline.assert_silent()


@pytest.mark.parametrize("name", CLOSING)
def test_what_closes_a_plan_leaves_only_the_words_of_triage(open_planner, name):
    page = open_planner().page
    pass_gate(page, (name,))
    assert_no_plan(page)
    expect(page.locator(".instead")).to_contain_text("Your answers speak against a wear-in plan or its calendar.")


def test_a_warning_sign_takes_a_plan_away_that_stood_there_and_every_sign_does(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    expect(page.locator(".wear-chart")).to_be_visible()
    for box in page.locator('[name="signs"]').all():
        box.check()
        assert_no_plan(page)
        box.uncheck()


def test_a_child_gets_no_plan(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    page.locator('[name="age"][value="under-16"]').check()
    assert_no_plan(page)


def test_what_was_prescribed_comes_first_and_the_clinicians_hours_win(open_planner):
    page = open_planner().page
    assert "prescribed" in OPEN
    pass_gate(page, ("prescribed",))
    choose(page, insert="custom")
    expect(page.locator(".first-of-all")).to_contain_text(
        "Ask the person who prescribed it. Keep wearing it until then."
    )
    expect(page.locator(".heading")).to_contain_text("If a clinician gave you other hours, theirs count and not these.")


@pytest.mark.parametrize("press", ["Save as calendar (.ics)", "Print on one page"])
def test_after_midnight_the_answers_are_too_old_and_nothing_is_saved_or_printed(open_planner, press):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    handed = []
    page.on("download", lambda one: handed.append(one))
    page.clock.set_fixed_time(datetime(2026, 11, 22, 12, tzinfo=UTC))
    page.get_by_role("button", name=press).click()
    assert_no_plan(page)
    expect(page.locator(".instead")).to_contain_text("are not from today. Please answer them again.")
    assert handed == []
    expect(page.locator(".lesson-planner-sheet")).to_have_count(0)


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_the_table_on_the_page_is_the_table_of_python(open_planner):
    page = open_planner().page
    pass_gate(page)
    for schedule in KNOWN.schedules:
        choose(page, schedule=schedule, hours="10")
        made = plan(open_gate(TODAY), TODAY + timedelta(days=1), 10, "stands", "arch", schedule, today=TODAY)
        rows, wanted = read_table(page), table(made)
        assert [(row[0], row[2]) for row in rows] == [(one["day"], one["hours"]) for one in wanted]
        assert [row[1] for row in rows] == [f"{day.date:%a} {day.date.day} {day.date:%b}" for day in made.days]
        assert [row[3].endswith(f"{one['check']}.") for row, one in zip(rows, wanted)] == [True] * 42


def test_by_default_the_plan_begins_tomorrow_and_no_insert_is_chosen_for_anybody(open_planner):
    page = open_planner().page
    pass_gate(page)
    expect(page.locator("input[name=start]")).to_have_value("2026-11-22")
    expect(page.locator("select[name=insert]")).to_have_value("")
    expect(page.locator(".instead")).to_contain_text("Choose your kind of insert and your work.")


def test_today_is_the_day_of_the_person_and_not_that_of_greenwich(open_planner):
    late = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)  # half past ten in the evening of the 21st in New York
    page = open_planner(now=late, timezone_id="America/New_York").page
    pass_gate(page)
    expect(page.locator("input[name=start]")).to_have_value("2026-11-22")


def test_the_chart_itself_says_that_no_trial_compared_schedules_and_names_its_phases(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    chart = page.locator(".wear-chart")
    for words in (
        "No trial has compared schedules.",
        "Weeks 1 and 2",
        "Weeks 3 to 6",
        "After",
        "The hours are assumed.",
    ):
        expect(chart).to_contain_text(words)
    assert chart.get_attribute("role") == "img"
    told = chart.get_attribute("aria-label")
    for words in ("No trial has compared schedules.", "First check: Sun 6 Dec 2026.", "Last check", "8 hours"):
        assert words in told
    fills = set(chart.evaluate("(svg) => [...svg.querySelectorAll('.bar')].map((bar) => bar.getAttribute('fill'))"))
    assert len(fills) == 2
    assert all(fill.startswith("url(#") for fill in fills)


def test_stop_rules_checks_care_and_claims_stand_beside_each_plan(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page, insert="plate", job="sits")
    result = page.locator(".result")
    made = plan(open_gate(TODAY), TODAY, 8, "sits", "plate", today=TODAY)
    texts = [made.replace, made.source, *made.care, *made.says, *(one.text for one in made.checks), *made.claims]
    for words in (*texts, *(f"{one.text} {one.where}" for one in made.stop)):
        expect(result).to_contain_text(words)


def test_a_safety_shoe_and_a_lift_have_their_sentence_before_anything_else(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page, insert="lift", job="safety-shoe")
    expect(page.locator(".first-of-all")).to_contain_text("Only an insert that its maker or your employer approves.")
    expect(page.locator(".first-of-all")).to_contain_text("Use a lift only if a clinician measured the difference.")


# --- sore mornings ----------------------------------------------------------------------------------------------------


def test_r7_a_sore_morning_of_today_takes_a_running_plan_a_step_back(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page, schedule="clinics")
    page.get_by_label("I began on").check()
    page.locator("input[name=start]").fill("2026-11-18")
    expect(page.locator("select[name=morning] option:checked")).to_have_text("Day 4, Sat 21 Nov 2026 (today)")
    page.get_by_label("Mild soreness that is still there this morning").check()
    expect(page.locator(".answer")).to_contain_text("Sat 21 Nov: up to 2 hours. Go one step back.")
    expect(page.locator(".answer")).to_have_attribute("aria-live", "polite")
    assert [row[2] for row in read_table(page)][:6] == ["1", "2", "3", "2", "3", "4"]
    expect(page.get_by_label("Mild soreness that is still there this morning")).to_be_focused()


def test_three_sore_mornings_in_a_row_end_the_plan_and_they_can_be_taken_back(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    for number in (2, 3, 4):
        tell(page, number, "sore")
    expect(page.locator(".answer")).to_contain_text("leave it out. Three sore mornings in a row end the plan.")
    expect(page.locator(".wear-chart")).to_contain_text("Stopped")
    assert [row[2] for row in read_table(page)][4:] == ["out"] * 38
    page.get_by_role("button", name="Take all mornings back").click()
    expect(page.locator(".wear-chart")).not_to_contain_text("Stopped")
    expect(page.locator("select[name=morning]")).to_be_focused()


def test_a_reason_to_stop_ends_the_plan_and_says_where_to_go(open_planner):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    tell(page, 5, "stop")
    expect(page.locator(".answer")).to_contain_text("Take the insert out now. This plan ends here.")
    expect(page.locator(".stops")).to_contain_text("A swollen calf and shortness of breath. Call your emergency number")
    expect(page.locator(".result")).to_contain_text("None lies ahead, as the plan has ended.")


# --- dates and hours that cannot be used ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begun", "start", "words"),
    [
        (False, "2026-11-20", "That day is past; choose a day from Sat 21 Nov 2026 to Tue 22 Dec 2026"),
        (False, "2026-12-23", "That is too far ahead; choose a day from Sat 21 Nov 2026 to Tue 22 Dec 2026."),
        (False, "", "Please give the day as a full date that the calendar has."),
        (True, "2026-11-22", "That day is still to come, so give the day on which you began."),
        (True, "2026-10-09", "That plan is over by now; choose a day from Sat 10 Oct 2026 to Sat 21 Nov 2026."),
    ],
)
def test_a_day_that_cannot_be_used_gets_one_clear_sentence_and_no_plan(open_planner, begun, start, words):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    if begun:
        page.get_by_label("I began on").check()
    page.locator("input[name=start]").fill(start)
    fault = page.locator(".fault:not(:empty)")
    expect(fault).to_have_count(1)
    expect(fault).to_contain_text(words)
    expect(page.locator("input[name=start]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".result")).to_be_hidden()
    assert fault.text_content().count(".") == 1


@pytest.mark.parametrize(
    ("begun", "start"), [(False, "2026-11-21"), (False, "2026-12-22"), (True, "2026-11-21"), (True, "2026-10-10")]
)
def test_the_first_and_the_last_day_that_python_takes_are_taken(open_planner, begun, start):
    page = open_planner().page
    pass_gate(page)
    choose(page)
    if begun:
        page.get_by_label("I began on").check()
    page.locator("input[name=start]").fill(start)
    expect(page.locator(".wear-chart")).to_be_visible()


@pytest.mark.parametrize("hours", ["0", "17", "2.5", ""])
def test_hours_that_cannot_be_used_get_one_sentence(open_planner, hours):
    page = open_planner().page
    pass_gate(page)
    choose(page, hours=hours)
    expect(page.locator(".fault:not(:empty)")).to_have_text("Hours a day are a whole number from 1 to 16.")
    expect(page.locator(".result")).to_be_hidden()


# --- saved and printed ------------------------------------------------------------------------------------------------


def test_the_saved_calendar_is_pythons_byte_for_byte_and_only_a_press_makes_it(open_planner, tmp_path):
    offline = open_planner()
    page, handed = offline.page, []
    page.on("download", lambda one: handed.append(one))
    pass_gate(page, ("prescribed",))
    choose(page, schedule="clinic-a", start="2026-11-23")
    tell(page, 2, "sore")
    assert handed == []
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as calendar (.ics)").click()
    assert caught.value.suggested_filename == "wear-in-2026-11-23.ics"
    caught.value.save_as(tmp_path / "plan.ics")
    gate = open_gate(TODAY, ("prescribed",))
    made = plan(gate, date(2026, 11, 23), 8, "stands", "arch", "clinic-a", today=TODAY)
    wanted = to_ics(replan(gate, made, ["fine", "sore"], today=TODAY), gate, today=TODAY)
    assert (tmp_path / "plan.ics").read_bytes() == wanted
    offline.assert_silent()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


LONGEST = [("arch", "safety-shoe", "clinic-a"), ("lift", "safety-shoe", "clinics"), ("custom", "stands", "articles")]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("insert", "job", "schedule"), LONGEST)
def test_the_plan_prints_on_one_page_without_the_lesson(open_planner, paper, insert, job, schedule):
    page = open_planner().page
    page.evaluate("window.print = () => {}")
    pass_gate(page, ("prescribed", "not-stable", "skin-feels-less"))
    choose(page, insert, job, schedule)
    page.get_by_role("button", name="Print on one page").click()
    page.emulate_media(media="print")
    expect(page.get_by_text("Words after the planner.")).to_be_hidden()
    sheet = page.locator("body > .lesson-planner-sheet")
    for words in (
        "No trial has compared schedules.",
        "Call your emergency number",
        "No clinician has reviewed",
        "First check",
    ):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator("tbody td")).to_have_count(42)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1


def test_after_printing_the_sheet_is_gone_and_the_lesson_prints_as_before(open_planner):
    page = open_planner().page
    page.evaluate("window.print = () => window.dispatchEvent(new Event('afterprint'))")
    pass_gate(page)
    choose(page)
    page.get_by_role("button", name="Print on one page").click()
    expect(page.locator(".lesson-planner-sheet")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text("Words after the planner.")).to_be_visible()


# --- for everybody ----------------------------------------------------------------------------------------------------


def tab_to(page: Any, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}.")


def test_a_plan_is_made_told_and_saved_by_keyboard_alone(open_planner):
    offline = open_planner()
    page = offline.page
    pass_gate(page)
    page.locator("body").focus()
    tab_to(page, "select[name=insert]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "select[name=job]")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".wear-chart")).to_be_visible()
    tab_to(page, ".result button.primary")
    with page.expect_download():
        page.keyboard.press("Enter")
    tab_to(page, ".week summary")
    page.keyboard.press("Space")
    expect(page.locator(".week").first).not_to_have_attribute("open", "")
    tab_to(page, "select[name=morning]")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".mornings [type=radio]")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".answer")).to_contain_text("Go one step back.")
    expect(page.locator('.mornings input[value="sore"]')).to_be_focused()
    offline.assert_silent()


def test_no_key_reaches_the_notebook_around_the_planner(open_planner):
    page = open_planner().page
    page.evaluate("window.heard = 0; document.body.addEventListener('keydown', () => { window.heard += 1; })")
    pass_gate(page)
    page.locator("select[name=insert]").press("a")
    assert page.evaluate("window.heard") == 0


def bring(page: Any, state: str) -> None:
    """A state of the planner: fresh, open (no insert yet), planned, sore, stopped, or a fault."""
    if state == "fresh":
        return
    pass_gate(page, ("prescribed",))
    if state == "open":
        return
    choose(page, schedule="clinic-a", job="safety-shoe")
    if state == "sore":
        tell(page, 2, "sore")
    if state == "stopped":
        tell(page, 2, "stop")
    if state == "fault":
        page.locator("input[name=start]").fill("2026-01-01")
    open_weeks(page)


STATES = ("fresh", "open", "planned", "sore", "stopped", "fault")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_in_any_state(open_planner, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    wanted = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    for state in STATES:
        page = open_planner(width, scheme, bypass_csp=True).page
        bring(page, state)
        told = Axe().run(page, options=wanted).response
        found = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in told["violations"]]
        assert found == [], state


FIND_OVERHANG = """[...document.querySelectorAll(".lesson-planner *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > 360 && !element.closest(".aloud, option, defs");
}).map((element) => element.outerHTML.slice(0, 80))"""
FIND_SMALL = """[...document.querySelectorAll(
  ".lesson-planner :is(button, select, summary, .choice label, .desk input:not([type=radio]))")]
.filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && (box.height < 44 || box.width < 44);
}).map((element) => element.outerHTML.slice(0, 80))"""
#: Words of the chart that leave it, or lie on one another.
FIND_CLASHES = """(svg) => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const leaves = (box) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const pairs = texts.flatMap((one, place) => texts.slice(place + 1).map((other) => [one, other]));
  return [...texts.filter(([, box]) => leaves(box)).map(([words]) => words),
    ...pairs.filter(([[, a], [, b]]) => meet(a, b)).map(([[one], [other]]) => `${one} / ${other}`)];
}"""


@pytest.mark.parametrize("state", STATES)
def test_nothing_sticks_out_on_a_phone_and_everything_is_large_enough(open_planner, state):
    page = open_planner(360).page
    bring(page, state)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(FIND_OVERHANG) == []
    assert page.evaluate(FIND_SMALL) == []


@pytest.mark.parametrize("width", [320, 360, 600, 1280])
def test_no_words_of_the_chart_lie_on_one_another_or_outside_it(open_planner, width):
    page = open_planner(width).page
    pass_gate(page)
    for schedule, hours in product(KNOWN.schedules, ("1", "2", "4", "8", "16")):
        choose(page, schedule=schedule, hours=hours)
        assert page.locator(".wear-chart").evaluate(FIND_CLASHES) == [], (schedule, hours)


def test_the_chart_is_drawn_anew_where_the_window_changes(open_planner):
    offline = open_planner()
    page = offline.page
    pass_gate(page)
    choose(page)
    wide = page.locator(".wear-chart").get_attribute("viewBox")
    page.set_viewport_size({"width": 360, "height": 900})
    expect(page.locator(".wear-chart")).not_to_have_attribute("viewBox", wide)
    expect(page.locator(".wear-chart")).to_contain_text("Weeks 1–2")
    offline.assert_silent()
