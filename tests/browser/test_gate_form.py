"""The warning-sign form on a page: it weighs as Python does, tells every tick, and is answered once for all tools."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import pytest
import traitlets

from lessons_lib.advice import Answers, triage
from lessons_lib.advice.gate import ACTIVITIES, PRODUCTS
from lessons_lib.advice.signs import facts
from lessons_lib.advice.triage import AGES
from lessons_lib.personal.gate import WORDS, gate_data, join

from .drive import wait_for_widgets
from .tools import answer_gate, find_overhang, find_violations, tab_to, write_bare_page, write_tool_page

DAY = date(2026, 11, 21)
TODAY = DAY.isoformat()
NAMES = ("weighGate", "gateClosed", "gateProducts", "gateFirst", "gateHeadline", "gateSoon", "drawGate")
#: What the page makes of a list of answers: as much as Python says about each.
WEIGH = """(cases) => cases.map((given) => {
  const answers = { noSigns: true, noConditions: true, day: today, ...given };
  const weighed = weighGate(data, answers);
  const { state, told, reasons } = weighed;
  return {
    urgency: state.urgency, headline: gateHeadline(data, weighed), first: gateFirst(data, weighed),
    signs: told.map((one) => [one.id, one.text, one.means, gateSoon(data, one), data.places[one.place]]),
    closed: reasons.map((one) => [one.id, one.because, data.places[one.place] ?? ""]),
    closes: state.closes, products: gateProducts(state), complete: state.complete,
    open: data.activities.map(([name]) => gateClosed(data, answers, name, today).length === 0),
  };
})"""
TOOL = """
function render({ model, el }) {
  el.classList.add("lesson-widget", "lesson-personal");
  const result = document.createElement("p");
  result.className = "result";
  const place = document.createElement("div");
  el.append(place, result);
  let gate;
  const paint = () => { result.textContent = gate ? gate.closed("diary").join(" ") || "OPEN" : ""; };
  gate = drawGate(place, model.get("gate"), paint);
  paint();
  return () => gate.stop();
}
export default { render };
"""


class SampleTool(anywidget.AnyWidget):
    """The smallest tool behind the form: it says whether a diary is open."""

    _esm = join("gate")[0] + TOOL
    _css = join("gate")[1]
    gate = traitlets.Dict().tag(sync=True)


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


@pytest.fixture
def bare(tmp_path: Path, offline_page: Callable[..., Any]) -> Any:
    """A page on which the form's functions can be called."""
    page = write_bare_page(tmp_path / "bare.html", *join("gate"), NAMES, data=gate_data(), today=TODAY)
    return offline_page(page).page


@pytest.fixture
def open_tools(tmp_path: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens a page with so many tools behind the form."""

    def open_page(count: int = 1, width: int = 1280, scheme: str = "light") -> Any:
        path = write_tool_page(tmp_path / "page.html", *(SampleTool(gate=gate_data()) for _ in range(count)))
        wanted = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        offline = offline_page(path, **wanted, bypass_csp=True)
        wait_for_widgets(offline.page)
        return offline

    return open_page


def tool(offline: Any, place: int = 0) -> Any:
    return offline.page.locator(".lesson-personal").nth(place)


# --- it weighs as Python does -----------------------------------------------------------------------------------------


def in_python(answers: Answers) -> dict[str, Any]:
    told = triage(answers, DAY)
    allowed = told.gate.allowed if told.gate else frozenset()
    return {
        "urgency": told.urgency,
        "headline": told.headline,
        "first": list(told.first),
        "signs": [[one.id, one.text, one.means, one.how_soon, one.where] for one in told.signs],
        "closed": [[one.id, one.because, one.where] for one in told.closed],
        "closes": [name for name in ACTIVITIES if name not in allowed],
        "products": told.gate.products if told.gate else PRODUCTS[-1],
        "complete": True,
        "open": [name in allowed for name in ACTIVITIES],
    }


def as_given(answers: Answers) -> dict[str, Any]:
    lists = {"signs": sorted(answers.signs), "conditions": sorted(answers.conditions)}
    return {"age": answers.age, "feeling": answers.feeling, **lists}


def same_in_the_page(page: Any, cases: list[Answers]) -> list[Answers]:
    """The cases in which the page says something else than Python."""
    told = page.evaluate(WEIGH, [as_given(one) for one in cases])
    assert len(told) == len(cases)
    return [case for case, here in zip(cases, told) if here != in_python(case)]


def adult(signs: Any = (), conditions: Any = (), feeling: str = "tested-normal", age: str = AGES[1]) -> Answers:
    return Answers(age, feeling, frozenset(signs), frozenset(conditions))


def test_each_sign_alone_and_each_pair_is_told_as_in_python(bare):
    singles = [(one,) for one in facts().signs]
    pairs = list(itertools.combinations(facts().signs, 2))
    assert len(pairs) == len(singles) * (len(singles) - 1) // 2 > 600
    assert same_in_the_page(bare, [adult(signs) for signs in [(), *singles, *pairs]]) == []


def test_each_other_answer_alone_and_each_pair_closes_as_in_python(bare):
    known = facts()
    ticks = [set(some) for size in (0, 1, 2) for some in itertools.combinations(known.conditions, size)]
    cases = [adult((), some, feeling, age) for some in ticks for feeling in known.feeling for age in AGES]
    assert same_in_the_page(bare, cases) == []


def test_each_sign_beside_each_other_answer_is_told_as_in_python(bare):
    known = facts()
    assert same_in_the_page(bare, [adult([s], [c]) for s in known.signs for c in known.conditions]) == []


def test_many_ticks_at_once_are_told_as_in_python(bare):
    known, draw = facts(), random.Random(8)
    cases = [adult(known.signs, known.conditions, "tested-less", AGES[0])]
    for _ in range(400):
        signs = draw.sample(list(known.signs), draw.randrange(12))
        conditions = draw.sample(list(known.conditions), draw.randrange(6))
        cases.append(adult(signs, conditions, draw.choice(list(known.feeling)), draw.choice(AGES)))
    assert same_in_the_page(bare, cases) == []


def test_a_page_that_forgets_a_sign_would_be_seen(bare):
    bare.evaluate("data.signs[0].closes = data.closings.findIndex((one) => !one.length)")
    assert same_in_the_page(bare, [adult([next(iter(facts().signs))])]) != []


def test_answers_of_another_day_open_nothing(bare):
    told = bare.evaluate(
        """() => {
          const answers = { age: "16-or-over", feeling: "unknown", signs: [], conditions: [], noSigns: true,
            noConditions: true };
          const closed = (day) => gateClosed(data, { ...answers, day }, "options", today);
          return [closed("2026-11-20"), closed(today)];
        }"""
    )
    assert told == [[WORDS["stale"]], []]


@pytest.mark.parametrize(
    "left_out", [{"age": ""}, {"feeling": ""}, {"noSigns": False}, {"noConditions": False}], ids=str
)
def test_not_answered_is_something_else_than_none(bare, left_out):
    told = bare.evaluate(
        """(left) => gateClosed(data, { age: "16-or-over", feeling: "unknown", signs: [], conditions: [], noSigns: true,
             noConditions: true, day: today, ...left }, "options", today)""",
        left_out,
    )
    assert told == [WORDS["first"]]


# --- what is seen -----------------------------------------------------------------------------------------------------


def test_a_fresh_form_asks_everything_and_opens_nothing(open_tools):
    offline = open_tools()
    form = tool(offline)
    expect(form.locator(".result")).to_have_text(WORDS["first"])
    expect(form.locator("[name=signs]")).to_have_count(len(facts().signs))
    expect(form.locator("[name=conditions]")).to_have_count(len(facts().conditions))
    expect(form.locator(".rare")).to_contain_text("Serious causes are rare.")
    expect(form.locator(".notice")).to_have_text(WORDS["notice"])
    assert form.locator("input:checked").count() == 0
    offline.assert_silent()


def test_nothing_ticked_still_shows_the_safety_net(open_tools):
    offline = open_tools()
    form = tool(offline)
    answer_gate(form)
    expect(form.locator(".result")).to_have_text("OPEN")
    calm = triage(adult(), DAY)
    expect(form.locator(".told .lead")).to_have_text(calm.headline)
    assert form.locator(".told li").all_text_contents() == list(calm.safety_net)
    offline.assert_silent()


def test_every_tick_is_told_the_most_urgent_first_with_where_to_go(open_tools):
    offline = open_tools()
    form = tool(offline)
    ticked = ("swollen-joints", "saddle-numb", "cancer-pain", "diabetes")
    answer_gate(form, ticked=ticked)
    told = triage(adult(ticked[:3], ticked[3:]), DAY)
    expect(form.locator(".headline")).to_have_text(told.headline)
    for item, sign in zip(form.locator(".signs > li").all(), told.signs, strict=True):
        for words in (sign.text, sign.means, sign.where):
            expect(item).to_contain_text(words)
    expect(form.locator(".told")).to_contain_text(told.closed[0].because)
    expect(form.locator(".aloud")).to_have_text(f"{told.headline} {told.signs[0].where}")
    expect(form.locator(".aloud")).to_have_attribute("aria-live", "polite")
    offline.assert_silent()


def test_a_sign_says_where_to_go_as_soon_as_it_is_ticked(open_tools):
    form = tool(open_tools())
    form.locator("[value=chest-pain]").check()
    expect(form.locator(".choice", has=form.page.locator("[value=chest-pain]")).locator(".where")).to_contain_text(
        "Call your emergency number"
    )
    expect(form.locator(".headline")).to_have_text("Get help now.")
    expect(form.locator(".result")).to_contain_text("Your answers speak against")


def test_a_child_is_sent_to_a_doctor_and_nothing_opens(open_tools):
    form = tool(open_tools())
    answer_gate(form, age="under-16")
    child = triage(adult(age="under-16"), DAY).closed[0]
    expect(form.locator(".told")).to_contain_text(child.because)
    expect(form.locator(".result")).to_contain_text(child.because)


def test_none_of_these_goes_when_a_sign_is_ticked(open_tools):
    form = tool(open_tools())
    answer_gate(form)
    form.locator("[value=fever]").check()
    none = form.locator("[name=none-signs]")
    expect(none).not_to_be_checked()
    expect(none).to_be_disabled()
    form.locator("[value=fever]").uncheck()
    expect(none).to_be_enabled()
    expect(none).not_to_be_checked()
    expect(form.locator(".result")).to_have_text(WORDS["first"])


def test_done_leads_to_what_is_missing_and_folds_when_nothing_is(open_tools):
    form = tool(open_tools())
    form.get_by_role("button", name=WORDS["done"]).click()
    expect(form.locator("[name=age]").first).to_be_focused()
    answer_gate(form)
    form.get_by_role("button", name=WORDS["done"]).click()
    expect(form.locator("form")).to_be_hidden()
    expect(form.locator("summary").first).to_be_focused()
    expect(form.locator("summary").first).to_have_text(WORDS["fold_calm"])
    expect(form.locator(".told")).to_be_visible()


def test_start_again_takes_every_answer_away(open_tools):
    form = tool(open_tools())
    answer_gate(form, ticked=("fever",))
    form.get_by_role("button", name=WORDS["again"]).click()
    assert form.locator("input:checked").count() == 0
    expect(form.locator(".result")).to_have_text(WORDS["first"])
    expect(form.locator("[name=age]").first).to_be_focused()


# --- answered once for the page ---------------------------------------------------------------------------------------


def test_one_answer_serves_every_tool_of_the_page(open_tools):
    offline = open_tools(3)
    expect(tool(offline).locator("form")).to_be_visible()
    for later in (1, 2):
        expect(tool(offline, later).locator("form")).to_be_hidden()
        expect(tool(offline, later).locator("summary").first).to_have_text(WORDS["fold_shared"])
    answer_gate(tool(offline))
    for place in range(3):
        expect(tool(offline, place).locator(".result")).to_have_text("OPEN")
    tool(offline).locator("[value=both-legs]").check()
    for place in range(3):
        expect(tool(offline, place).locator(".headline")).to_have_text("Get help now.")
        expect(tool(offline, place).locator("[value=both-legs]")).to_be_checked()
    offline.assert_silent()


def test_a_form_further_down_can_be_answered_as_well(open_tools):
    offline = open_tools(2)
    tool(offline, 1).locator("summary").first.click()
    answer_gate(tool(offline, 1))
    expect(tool(offline, 0).locator(".result")).to_have_text("OPEN")
    expect(tool(offline, 0).locator("form")).to_be_visible()


def test_nothing_is_kept_when_the_page_is_opened_again(open_tools):
    offline = open_tools()
    answer_gate(tool(offline), ticked=("fever",))
    stored = offline.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]")
    assert stored == [0, 0, 0]
    offline.page.reload()
    wait_for_widgets(offline.page)
    assert tool(offline).locator("input:checked").count() == 0


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_the_form_is_answered_by_keyboard_alone(open_tools):
    offline = open_tools()
    page, form = offline.page, tool(offline)
    for name in ("age", "feeling"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    tab_to(page, "[name=none-signs]")
    page.keyboard.press("Space")
    tab_to(page, "[name=none-conditions]")
    page.keyboard.press("Space")
    tab_to(page, "button.primary")
    page.keyboard.press("Enter")
    expect(form.locator("form")).to_be_hidden()
    expect(form.locator("[name=feeling]:checked")).to_have_value("tested-less")
    page.keyboard.press("Enter")
    expect(form.locator("form")).to_be_visible()
    offline.assert_silent()


def test_keys_stay_in_the_form(open_tools):
    page = open_tools().page
    page.evaluate("window.heard = 0; document.addEventListener('keydown', () => { window.heard += 1; });")
    page.locator("[name=age]").first.press("ArrowDown")
    assert page.evaluate("window.heard") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_to_mend_in_any_state(open_tools, width, scheme):
    offline = open_tools(2, width, scheme)
    states: list[dict[str, Any]] = [{}, {"ticked": ("both-legs", "arch-sinks", "diabetes")}]
    for state in states:
        if state:
            answer_gate(tool(offline), **state)
        assert find_violations(offline.page) == []
        assert find_overhang(offline.page, width) == []


def test_on_a_phone_everything_to_press_is_large(open_tools):
    page = open_tools(width=360).page
    small = page.evaluate("""[...document.querySelectorAll(".lesson-gate :is(label, button, summary)")]
      .filter((one) => one.getBoundingClientRect().height && one.getBoundingClientRect().height < 43.5)
      .map((one) => one.outerHTML.slice(0, 80))""")
    assert small == []
