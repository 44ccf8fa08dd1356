"""A case on a page: decided by keyboard alone, restored, for everybody; what looks back sees it at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.cases.readable import still
from lessons_lib.cases.widget import CaseWidget, case
from lessons_lib.looking_back import calibration, what_you_learned
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW
from lessons_lib.quiz.widget import form, trust
from lessons_lib.style import FIGURES

from .drive import find_question, wait_for_widgets
from .test_question_types import AXE_TAGS, FIND_OVERHANG, FIND_SMALL, expect, tab_to

ALARM = "case-numb-seat"
HEEL = "case-sore-heel"
KEPT = ("question", "picture", "response", "checked", "attempts", "kind", "kept")
#: Where each decision leads: what was chosen, the reason, how sure; places from 0.
GOOD = [{"chosen": 3, "reason": 0, "sure": 2}, {"chosen": 1, "reason": 1, "sure": 2}]
BAD = [{"chosen": 0, "reason": 1, "sure": 2}, {"chosen": 2, "reason": 1, "sure": 1}]
EXPERT, HASTY = [0, 2, 1], [1, 0, 2]


# --- a page of some widgets -------------------------------------------------------------------------------------------


def write_page(path: Path, shown: list[Any]) -> Path:
    palette = f"<style>{FIGURES.read_text('utf-8')}</style>"
    cells = [new_markdown_cell("# Cases", id="title"), new_code_cell("1", outputs=[html(palette)], id="style")]
    cells += [new_code_cell("1", outputs=outputs_of(widget), id=f"cell-{place}") for place, widget in enumerate(shown)]
    entries = {widget.model_id: {"model_name": "AnyModel", "state": state_of(widget)} for widget in shown}
    notebook = new_notebook(cells=cells)
    notebook.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    resources = {"metadata": {"name": "cases", "path": ""}}
    path.write_text(LessonExporter().from_notebook_node(notebook, resources)[0], encoding="utf-8")
    return path


def outputs_of(widget: Any) -> list[Any]:
    readable = [html(still(widget._told))] if isinstance(widget, CaseWidget) else []
    view = {VIEW: {"model_id": widget.model_id}, "text/plain": repr(widget)}
    return [*readable, new_output("display_data", view)]


def html(text: str) -> Any:
    return new_output("display_data", {"text/html": text})


def state_of(widget: Any) -> dict[str, Any]:
    own = [name for name in KEPT if widget.has_trait(name)]
    return {"_esm": str(widget._esm), "_css": str(widget._css), **widget.get_state(own)}


def told(id: str, path: list[dict[str, int]] | None = None, note: list[int] | None = None) -> CaseWidget:
    """A case that was left after some decisions."""
    widget = case(id)
    if path:
        widget.response = {"path": path, "answer": {}, "note": note}
        widget.checked = True
    return widget


@pytest.fixture
def open_widgets(tmp_path: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    def open_page(*shown: Any, width: int = 1280, scheme: str = "light") -> Any:
        page = write_page(tmp_path / "page.html", list(shown))
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", "color_scheme": scheme}
        offline = offline_page(page, **wanted, bypass_csp=True)
        wait_for_widgets(offline.page)
        return offline

    return open_page


def pick(page: Any, group: str, place: int) -> None:
    tab_to(page, f'[name="{group}"]')
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")


def press(page: Any, words: str) -> None:
    tab_to(page, "button.primary")
    assert page.evaluate("document.activeElement.textContent") == words
    page.keyboard.press("Enter")


def decide(page: Any, id: str, step: str, decision: dict[str, int]) -> None:
    for part, name in (("do", "chosen"), ("why", "reason"), ("sure", "sure")):
        pick(page, f"{id}-{step}-{part}", decision[name])
    press(page, "Decide")


def hand_over(page: Any, id: str, chips: list[int]) -> None:
    for line, chip in enumerate(chips):
        pick(page, f"{id}-note-{line}", chip)
    press(page, "Hand over")


# --- by keyboard alone ------------------------------------------------------------------------------------------------


def test_the_right_way_through_a_warning_sign_is_gone_by_keyboard_alone(open_widgets):
    offline = open_widgets(told(ALARM))
    page, card = offline.page, find_question(offline.page, ALARM)
    for step, decision in zip(("first", "second"), GOOD):
        decide(page, ALARM, step, decision)
        expect(card.locator(".review > li").last).to_contain_text("Yes.")
    expect(card.locator(".now")).to_contain_text("as well as it could")
    expect(card.locator(".now")).to_contain_text("Go to an emergency department now.")
    expect(card.locator(".clock-now")).to_contain_text("5 hours since the odd feeling began.")
    hand_over(page, ALARM, EXPERT)
    expect(card.locator(".verdict")).to_be_focused()
    expect(card.locator(".score")).to_have_text("Choices: 4 of 4 points. Reasons: 2 of 2. Note: 3 of 3 lines.")
    offline.assert_silent()


def test_an_insole_for_a_warning_sign_earns_nothing_and_costs_hours(open_widgets):
    offline = open_widgets(told(ALARM))
    page, card = offline.page, find_question(offline.page, ALARM)
    decide(page, ALARM, "first", BAD[0])
    expect(card.locator(".review > li").first).to_be_focused()
    expect(card.locator(".review > li").first).to_contain_text("No. An insole cannot help here")
    expect(card.locator(".clock-now")).to_contain_text("23 hours since the odd feeling began. Lost by waiting: 18")
    decide(page, ALARM, "rescue", BAD[1])
    expect(card.locator(".now")).not_to_contain_text("as well as it could")
    hand_over(page, ALARM, HASTY)
    expect(card.locator(".score")).to_have_text("Choices: 2 of 4 points. Reasons: 1 of 2. Note: 0 of 3 lines.")
    expect(card.locator(".verdict li").first).to_contain_text("An expert would write:")
    offline.assert_silent()


def test_a_decision_needs_a_choice_a_reason_and_how_sure(open_widgets):
    page = open_widgets(told(ALARM)).page
    card = find_question(page, ALARM)
    for group, words in (("do", "Choose what to do"), ("why", "Give your reason"), ("sure", "Say how sure")):
        card.get_by_role("button", name="Decide").click()
        expect(card.locator(".said-now")).to_contain_text(words)
        card.locator(f'[name="{ALARM}-first-{group}"]').first.check()
    card.get_by_role("button", name="Decide").click()
    expect(card.locator(".review > li")).to_have_count(1)


def test_another_way_can_be_tried_once_the_story_has_ended(open_widgets):
    page = open_widgets(told(ALARM, BAD, HASTY)).page
    card = find_question(page, ALARM)
    card.get_by_role("button", name="Try another way").click()
    expect(card.locator(".review > li")).to_have_count(0)
    expect(card.locator(".now")).to_contain_text("cotton wool")
    expect(card.locator(".clock-now")).not_to_contain_text("Lost")


def test_days_are_told_in_days(open_widgets):
    late = [{"chosen": 0, "reason": 0, "sure": 0}]
    card = find_question(open_widgets(told("case-gardener", late)).page, "case-gardener")
    expect(card.locator(".clock-now")).to_contain_text("30 days since he told you. Lost by waiting: 30 days.")


# --- restored ---------------------------------------------------------------------------------------------------------


def test_a_case_goes_on_where_it_was_left(open_widgets):
    card = find_question(open_widgets(told(ALARM, GOOD[:1])).page, ALARM)
    expect(card.locator(".review > li")).to_have_count(1)
    expect(card.locator(".told-now")).to_contain_text("He is numb between the legs")
    expect(card.get_by_role("button", name="Decide")).to_be_visible()


def test_a_finished_case_stays_finished(open_widgets):
    card = find_question(open_widgets(told(HEEL, HEEL_WAY, [1, 0, 2])).page, HEEL)
    expect(card.locator(".score")).to_have_text("Choices: 6 of 6 points. Reasons: 3 of 3. Note: 3 of 3 lines.")
    expect(card.locator("input:visible")).to_have_count(0)
    expect(card.get_by_role("button", name="Hand over")).to_be_hidden()


HEEL_WAY = [
    {"chosen": 1, "reason": 0, "sure": 1},
    {"chosen": 0, "reason": 2, "sure": 1},
    {"chosen": 1, "reason": 1, "sure": 2},
]


# --- looking back -----------------------------------------------------------------------------------------------------


def test_calibration_counts_a_decision_as_soon_as_it_is_made(open_widgets):
    page = open_widgets(calibration(), told(ALARM, BAD, HASTY), told(HEEL)).page
    rows = page.locator(".lesson-back .rows li")
    expect(rows.nth(2)).to_contain_text("When you said “certain”: 0 of 1 right. Too few to tell.")
    expect(rows.nth(1)).to_contain_text("1 of 1 right.")
    decide(page, HEEL, "first", {"chosen": 1, "reason": 0, "sure": 2})
    expect(rows.nth(2)).to_contain_text("1 of 2 right.")
    expect(rows.nth(0)).to_contain_text("None yet.")


def test_what_you_learned_waits_for_the_test_and_for_the_trust(open_widgets):
    offline = open_widgets(what_you_learned(), form("B"), trust("end"))
    page = offline.page
    back, asked, rated = page.locator(".lesson-back"), find_question(page, "form-b"), find_question(page, "trust-end")
    expect(back).to_contain_text("After: not done, or not kept here.")
    expect(back).not_to_contain_text("Contradicted")
    asked.get_by_role("radio", name="Chest pain and a cold sweat").check()
    for _ in range(14):
        asked.get_by_role("button", name="Next").click()
    asked.get_by_role("button", name="Finish").click()
    expect(back).to_contain_text("After: 1 of 15.")
    expect(back.get_by_role("row", name="Stop signs come first.")).to_contain_text("1 of 2")
    for box in rated.get_by_role("spinbutton").all():
        box.fill("35")
    rated.get_by_role("button", name="Lock away").click()
    expect(back.get_by_role("row", name="An orthotic is by definition")).to_contain_text("35Contradicted")
    offline.assert_silent()


# --- for everybody ----------------------------------------------------------------------------------------------------


STATES = {
    "fresh": ([], None),
    "on the way": (BAD[:1], None),
    "ended": (BAD, None),
    "handed over": (BAD, HASTY),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_sticks_out_on_a_phone_and_everything_is_large_enough(open_widgets, state):
    page = open_widgets(told(ALARM, *STATES[state]), calibration(), what_you_learned(), width=360).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(FIND_OVERHANG.replace("svg svg, .aloud, option", ".aloud, .frame")) == []
    assert page.evaluate(FIND_SMALL) == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_to_mend(open_widgets, state, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = open_widgets(told(ALARM, *STATES[state]), calibration(), what_you_learned(), width=width, scheme=scheme).page
    wanted = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    found = [
        (rule["id"], [node["html"][:120] for node in rule["nodes"]])
        for rule in Axe().run(page, options=wanted).response["violations"]
    ]
    assert found == []


def test_the_readable_form_gives_way_to_the_card(open_widgets):
    page = open_widgets(told(ALARM)).page
    expect(page.locator(".lesson-quiz-still")).to_be_hidden()
