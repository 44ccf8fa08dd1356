"""The decision aid on a page: it says what Python says, sells nothing behind a sign, and prints on one page."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lessons_lib.advice.kinds import GATE, TIERS, WEIGHTS
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.advice.suggest import Place, find_change, fired, first_insert, order, place_all
from lessons_lib.advice.table import all_situations
from lessons_lib.personal.aid import WORDS, aid_data, decision_aid
from lessons_lib.personal.gate import join

from .drive import open_notebook, run_all, wait_for_widgets, watch_outside
from .tools import answer_gate, find_overhang, find_violations, tab_to, write_bare_page, write_tool_page

NAMES = ("aidAnswer", "aidOutcome", "aidTiers", "aidTotals", "aidFired", "aidReasons", "aidQuestions", "aidShown")
ALL = 43_200
RED = 3  # signs up to this urgency send to a clinician; 4 asks before an insert
PRODUCTS = [option.name for option in book().options.values() if option.buy]
HEEL = {
    "hurts": "both", "foot": "heel", "since": "long", "legs": "self", "posture": "rolls-in", "work": "stands",
    "tried": "nothing", "pregnant": "not-pregnant", "arthritis": "no-arthritis",
}  # fmt: skip
MUCH = {
    "hurts": "both", "foot": "other", "since": "long", "legs": "clinician-5-20", "posture": "rolls-in",
    "work": "safety-shoe", "tried": "failed", "pregnant": "pregnant", "arthritis": "arthritis",
}  # fmt: skip
Situation = dict[str, str]

#: Walks through every set of answers, the last input fastest, and says the aid's whole answer in short.
WALK = """() => {
  const axes = data.table.inputs;
  const short = (one) => (one ? [one.input, one.answer, one.before, one.after].join(">") : "");
  const lines = (tiers) => tiers.map((tier) => tier.join(" ")).join("|");
  const told = [];
  const walk = (situation, depth) => {
    if (depth < axes.length) {
      for (const answer of axes[depth][1]) walk({ ...situation, [axes[depth][0]]: answer }, depth + 1);
      return;
    }
    const { tiers, fired, change, insertChange } = aidAnswer(data, situation, {});
    told.push([lines(tiers), fired.join(" "), short(change), short(insertChange)].join(";"));
  };
  walk({}, 0);
  return told;
}"""
#: The order of each situation's tiers under every weighing of the values.
WEIGHINGS = """(situations) => {
  const weigh = (name) => (one) => [0, 1, 2].map((weight) => ({ ...one, [name]: weight }));
  const all = data.table.values.reduce((some, name) => some.flatMap(weigh(name)), [{}]);
  const lines = (tiers) => tiers.map((tier) => tier.join(" ")).join("|");
  return all.map((values) => {
    const totals = aidTotals(data.table, values);
    return situations.map((one) => lines(aidTiers(data.table, one, totals))).join(";");
  });
}"""


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


@pytest.fixture
def bare(tmp_path: Path, offline_page: Callable[..., Any]) -> Any:
    """A page on which the aid's functions can be called."""
    page = write_bare_page(tmp_path / "bare.html", *join("gate", "aid"), NAMES, data=aid_data())
    return offline_page(page).page


@pytest.fixture
def open_aid(tmp_path: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the aid on a page without Python; the window's print is a sheet left open."""

    def open_page(width: int = 1280, scheme: str = "light") -> Any:
        path = write_tool_page(tmp_path / "page.html", decision_aid())
        wanted = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        offline = offline_page(path, **wanted, bypass_csp=True, accept_downloads=True)
        wait_for_widgets(offline.page)
        offline.page.evaluate("window.print = () => {}")
        return offline

    return open_page


def aid(offline: Any) -> Any:
    return offline.page.locator(".lesson-aid")


def answer(tool: Any, answers: Situation) -> None:
    for name, value in answers.items():
        tool.locator(f'.asked input[name="{name}"][value="{value}"]').check()


def answer_all(offline: Any, answers: Situation, ticked: tuple[str, ...] = ()) -> Any:
    answer_gate(aid(offline), ticked=ticked)
    answer(aid(offline), answers)
    return aid(offline)


# --- the same answers in Python and in the page -----------------------------------------------------------------------


@cache
def in_python() -> dict[tuple[str, ...], tuple[Place, ...]]:
    """Every option in its place for every set of answers, sorted by the rules themselves."""
    rules = book()
    return {tuple(one.values()): order(place_all(one, rules), {}) for one in all_situations(rules)}


def in_tiers(places: tuple[Place, ...]) -> str:
    return "|".join(" ".join(one.option.id for one in places if one.tier == tier) for tier in range(len(TIERS)))


def in_short(situation: Situation) -> str:
    """The whole answer as the page says it in `WALK`."""
    rules, sorted_by_rules = book(), in_python()

    def places(other: Any) -> tuple[Place, ...]:
        return sorted_by_rules[tuple(other.values())]

    tops: list[Callable[[Any], str]] = [lambda one: places(one)[0].option.id, lambda one: first_insert(places(one))]
    changes = (find_change(situation, rules.inputs, top) for top in tops)
    said = (">".join((one.input, one.answer, one.before, one.after)) if one else "" for one in changes)
    rules_fired = " ".join(rule.id for rule in fired(situation, rules))
    return ";".join((in_tiers(places(situation)), rules_fired, *said))


def test_order_rules_and_what_would_change_are_those_of_python_for_every_set_of_answers(bare):
    told = bare.evaluate(WALK)
    situations = list(all_situations(book()))
    assert len(told) == len(situations) == ALL
    assert [one for one, here in zip(situations, told) if here != in_short(dict(one))] == []


def test_a_page_with_one_wrong_branch_would_be_seen(bare):
    bare.evaluate("data.table.outcomes[7] = data.table.outcomes[7].split('').reverse().join('')")
    told = bare.evaluate(WALK)
    assert [1 for one, here in zip(all_situations(book()), told) if here != in_short(dict(one))] != []


def by_outcome() -> list[Situation]:
    """One set of answers for each outcome there is: in which tier and order the options stand."""
    found = {in_tiers(places): answers for answers, places in in_python().items()}
    names = [GATE, *book().inputs]
    return [dict(zip(names, answers)) for answers in found.values()]


def test_every_outcome_is_ordered_by_every_weighing_of_the_values_as_in_python(bare):
    situations = by_outcome()
    told = bare.evaluate(WEIGHINGS, situations)
    all_values = [
        dict(zip(book().values, weights)) for weights in itertools.product(WEIGHTS, repeat=len(book().values))
    ]
    assert len(told) == len(all_values) == 243
    found = [in_python()[tuple(one.values())] for one in situations]
    wrong = [v for v, here in zip(all_values, told) if here != ";".join(in_tiers(order(p, v)) for p in found)]
    assert wrong == []


def test_ties_stay_in_the_order_of_the_rules(bare):
    tied = bare.evaluate(
        "(situation) => aidTiers(data.table, situation, data.table.options.map(() => 7))", MUCH | {GATE: "open"}
    )
    assert "|".join(" ".join(tier) for tier in tied) == in_tiers(in_python()[("open", *MUCH.values())])


def test_what_would_change_follows_the_values(bare):
    draw, rules = random.Random(3), book()
    cases = [(draw.choice(by_outcome()), {name: draw.choice(WEIGHTS) for name in rules.values}) for _ in range(200)]
    script = """(cases) => cases.map(([one, values]) => {
      const { change, insertChange } = aidAnswer(data, one, values);
      return [change, insertChange];
    })"""
    for (situation, values), told in zip(cases, bare.evaluate(script, cases)):

        def places(other: Any, values: dict[str, int] = values) -> tuple[Place, ...]:
            return order(in_python()[tuple(other.values())], values)

        tops: list[Callable[[Any], str]] = [lambda one: places(one)[0].option.id, lambda one: first_insert(places(one))]
        wanted = [find_change(situation, rules.inputs, top) for top in tops]
        assert told == [vars(one) if one else None for one in wanted]


def test_the_reasons_beside_an_option_are_those_of_python(bare):
    script = """(situations) => situations.map((one) => { const fired = aidFired(data.table, one);
      return data.table.options.map((id) => aidReasons(data, id, fired)); })"""
    situations = by_outcome()
    for situation, told in zip(situations, bare.evaluate(script, situations)):
        for place, reasons in zip(place_all(situation, book()), told):
            assert [one["because"] for one in reasons] == list(place.because)
            assert {claim for one in reasons for claim in one["claims"]} == set(place.claims)


def test_the_questions_for_a_clinician_are_those_of_python(bare):
    cases = [*by_outcome(), {GATE: "closed"}]
    told = bare.evaluate("(cases) => cases.map((one) => aidQuestions(data, one))", cases)
    assert told == [[one.text for one in book().questions if one.fits(case)] for case in cases]


# --- nothing to buy behind a sign -------------------------------------------------------------------------------------


#: Every text in an element, each on a line of its own.
TEXTS = """(tool) => [...tool.querySelectorAll("*")].flatMap((one) => [...one.childNodes])
  .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("\\n")"""


def products_in(tool: Any) -> list[str]:
    """The names of things to buy that stand anywhere in the aid, seen or not."""
    text = tool.evaluate(TEXTS)
    return [name for name in PRODUCTS if re.search(rf"\b{re.escape(name)}(?!\w)", text)]


def test_without_a_sign_products_do_stand_there(open_aid):
    assert products_in(answer_all(open_aid(), HEEL)) == PRODUCTS


@pytest.mark.parametrize("group", facts().groups)
def test_behind_any_sign_that_sends_to_a_clinician_no_product_is_on_the_page(open_aid, group):
    offline = open_aid()
    signs = [one for one in facts().signs.values() if one.group == group and one.urgency <= RED]
    tool = answer_all(offline, HEEL)
    for sign in signs:
        tool.locator(f'[value="{sign.id}"]').check()
        expect(tool.locator(".signs")).to_contain_text(sign.text)
        assert products_in(tool) == [], sign.id
        expect(tool.locator(".aid-card")).to_have_count(4 if sign.options_below else 0)
        tool.locator(f'[value="{sign.id}"]').uncheck()
        tool.locator('[name="none-signs"]').check()
        answer(tool, HEEL)
        expect(tool.locator(".aid-card")).to_have_count(len(book().options))
    offline.assert_silent()


def test_behind_every_other_reason_no_product_can_be_chosen_alone(open_aid):
    tool = answer_all(open_aid(), HEEL)
    for one in facts().conditions.values():
        if "product" not in one.closes:
            continue
        tool.locator(f'[value="{one.id}"]').check()
        expect(tool.locator(".told")).to_contain_text(one.because)
        assert products_in(tool) == [], one.id
        tool.locator(f'[value="{one.id}"]').uncheck()
        tool.locator('[name="none-conditions"]').check()
        answer(tool, HEEL)


def test_a_child_sees_no_option_at_all(open_aid):
    offline = open_aid()
    tool = answer_all(offline, HEEL)
    tool.locator('[value="under-16"]').check()
    assert products_in(tool) == []
    expect(tool.locator(".asked")).to_have_count(0)
    expect(tool.locator(".aid-notice")).to_have_text(WORDS["closed"])


def test_a_tick_that_is_taken_away_brings_the_answers_back(open_aid):
    tool = answer_all(open_aid(), HEEL)
    tool.get_by_label("It should cost little.").fill("2")
    before = tool.locator(".short").inner_text()
    tool.locator('[value="fever"]').check()
    expect(tool.locator(".asked")).to_have_count(0)
    tool.locator('[value="fever"]').uncheck()
    expect(tool.locator(".asked")).to_have_count(0)  # "not answered" is not "none"
    tool.locator('[name="none-signs"]').check()
    assert tool.locator(".short").inner_text() == before


def test_after_surgery_inserts_are_only_to_be_asked_about(open_aid):
    tool = answer_all(open_aid(), HEEL, ("surgery",))
    bought = [option.id for option in book().options.values() if option.buy]
    tiers = {one: tool.locator(f'.aid-card[data-option="{one}"]').get_attribute("data-tier") for one in bought}
    assert set(tiers.values()) == {"ask", "no"}
    expect(tool.locator(".headline")).to_have_text("Ask before you use an insert.")


# --- what is seen -----------------------------------------------------------------------------------------------------


def test_the_options_wait_for_the_warning_signs_and_for_all_nine_answers(open_aid):
    offline = open_aid()
    tool = aid(offline)
    expect(tool.locator(".aid-notice")).to_have_text(WORDS["waiting"])
    expect(tool.locator(".asked")).to_have_count(0)
    answer_gate(tool)
    expect(tool.locator(".asked fieldset")).to_have_count(9)
    answer(tool, {name: value for name, value in HEEL.items() if name != "tried"})
    expect(tool.locator(".still")).to_have_text(f"{WORDS['still']} {book().inputs['tried'].text}")
    expect(tool.locator(".result")).to_be_hidden()
    answer(tool, {"tried": "nothing"})
    expect(tool.locator(".result")).to_be_visible()
    offline.assert_silent()


def test_every_option_stands_side_by_side_with_reasons_claims_and_the_same_fields(open_aid):
    offline = open_aid()
    tool = answer_all(offline, HEEL)
    names = [option.name for option in book().options.values()]
    assert sorted(tool.locator("tbody th").evaluate_all("(all) => all.map((one) => one.firstChild.data)")) == sorted(
        names
    )
    for card in tool.locator(".aid-card").all():
        assert card.locator("dt").count() == 10
        assert re.search(r"\bC\d{3}\b", card.locator("> ul").inner_text())
    cited = set(re.findall(r"\bC\d{3}\b", tool.inner_text()))
    explained = {line.split(" ·")[0] for line in tool.locator(".claims li").all_text_contents()}
    assert cited <= explained <= set(aid_data()["claims"])
    offline.assert_silent()


def test_the_short_answer_is_spoken_and_names_what_would_change_it(open_aid):
    tool = answer_all(open_aid(), HEEL)
    short = tool.locator(".short")
    expect(short).to_have_attribute("role", "status")
    expect(short).to_contain_text("Fits best first: Stay active; Exercise with a plan; Learn about back and foot pain.")
    change = find_change(
        {GATE: "open", **HEEL}, book().inputs, lambda one: in_python()[tuple(one.values())][0].option.id
    )
    assert change
    expect(short).to_contain_text(book().inputs[change.input].answers[change.answer])
    expect(short).to_contain_text(book().options[change.after].name)


def test_wishes_reorder_and_hide_nothing(open_aid):
    tool = answer_all(open_aid(), HEEL)
    read = "(cards) => cards.map((card) => `${card.dataset.tier} ${card.dataset.option}`)"
    before = tool.locator(".aid-card").evaluate_all(read)
    tool.get_by_label("My feet should feel good.").fill("2")
    expect(tool.locator("output").last).to_have_text(WORDS["weights"][2])
    after = tool.locator(".aid-card").evaluate_all(read)
    assert before != after
    assert sorted(before) == sorted(after)


COUNT_DOTS = """(svg, kinds) => [...svg.querySelectorAll(kinds)]
  .reduce((sum, path) => sum + path.getAttribute("d").split("h0").length - 1, 0)"""


def test_a_hundred_dots_show_what_was_counted(open_aid):
    tool = answer_all(open_aid(), HEEL)
    dots = tool.locator('[data-option="arch"] .dots').all()
    assert [one.evaluate(COUNT_DOTS, ".sure, .pale") for one in dots] == [20, 12]
    assert [one.evaluate(COUNT_DOTS, "path:not(.hole)") for one in dots] == [100, 100]
    expect(tool.locator('[data-option="arch"] .counted').first).to_have_text("With it: 20 of 100")


# --- on paper ---------------------------------------------------------------------------------------------------------


def count_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def tick_everything(offline: Any) -> None:
    answer_gate(aid(offline))
    boxes = offline.page.locator(".lesson-gate :is([name=signs], [name=conditions])")
    boxes.evaluate_all("(boxes) => boxes.forEach((box) => box.click())")


def ask_nothing(offline: Any) -> None:
    answer_all(offline, HEEL)


def ask_much(offline: Any) -> None:
    tool = answer_all(offline, MUCH)
    for slider in tool.locator("input[type=range]").all():
        slider.fill("2")


def tick_two(offline: Any) -> None:
    answer_gate(aid(offline), feeling="unknown", ticked=("both-legs", "diabetes"))


CASES = {"calm": ask_nothing, "much": ask_much, "flags": tick_two, "all": tick_everything}


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("case", CASES)
def test_the_summary_is_one_page_and_the_rest_stays_off_it(open_aid, case, size):
    offline = open_aid()
    CASES[case](offline)
    offline.page.get_by_role("button", name=WORDS["print"]).click()
    assert count_pages(offline.page.pdf(format=size)) == 1
    offline.assert_silent()


def test_the_aid_itself_would_take_more_than_one_page(open_aid):
    offline = open_aid()
    ask_nothing(offline)
    assert count_pages(offline.page.pdf(format="A4")) > 1


def test_while_it_is_printed_only_the_summary_is_seen_and_afterwards_it_is_gone(open_aid):
    offline = open_aid()
    page = offline.page
    ask_nothing(offline)
    page.get_by_role("button", name=WORDS["print"]).click()
    expect(page.locator("body > .aid-sheet")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("body > .aid-sheet")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".aid-sheet")).to_have_count(0)
    expect(page.locator("main")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("main")).to_be_visible()


def read_sheet(offline: Any) -> str:
    offline.page.get_by_role("button", name=WORDS["print"]).click()
    text: str = offline.page.locator("body > .aid-sheet").text_content()
    return text


def test_the_summary_holds_what_was_answered_what_was_said_and_what_to_ask(open_aid):
    offline = open_aid()
    ask_much(offline)
    sheet = read_sheet(offline)
    for name, value in MUCH.items():
        assert f"{book().inputs[name].text} {book().inputs[name].answers[value]}" in sheet
    situation = {GATE: "open", **MUCH}
    for place in place_all(situation, book()):
        assert place.option.name in sheet
        if TIERS[place.tier] != "no":
            assert [line for line in place.because if line not in sheet] == []
    assert [one.text for one in book().questions if one.fits(situation) and one.text not in sheet] == []
    for text in book().values.values():
        assert text in sheet


def test_with_a_sign_the_summary_holds_the_words_of_triage_and_questions_only(open_aid):
    offline = open_aid()
    tick_two(offline)
    sheet = read_sheet(offline)
    assert "Both legs hurt, tingle, are weak or are numb." in sheet
    assert "Go to an emergency department now." in sheet
    assert facts().conditions["diabetes"].because in sheet
    assert WORDS["feeling_ask"] in sheet
    assert [one.text for one in book().questions if one.fits({GATE: "closed"}) and one.text not in sheet] == []
    assert [name for name in PRODUCTS if name in sheet] == []
    assert WORDS["sheet_said"] not in sheet


@pytest.mark.parametrize("case", ["calm", "flags"])
def test_a_saved_summary_is_a_page_of_its_own_that_prints_on_one_page(open_aid, offline_page, tmp_path, case):
    offline = open_aid()
    CASES[case](offline)
    with offline.page.expect_download() as waiting:
        offline.page.get_by_role("button", name=WORDS["save"]).click()
    expect(aid(offline).locator(".kept")).to_have_text(WORDS["saved"])
    assert re.fullmatch(r"my-summary-\d{4}-\d\d-\d\d\.html", waiting.value.suggested_filename)
    waiting.value.save_as(tmp_path / "saved.html")
    saved = offline_page(tmp_path / "saved.html")
    expect(saved.page.locator("h1")).to_have_text(WORDS["sheet"])
    expect(saved.page.locator(".aid-sheet")).to_be_visible()
    assert count_pages(saved.page.pdf(format="A4")) == 1
    assert find_violations(saved.page) == []
    saved.assert_silent()


def test_nothing_is_stored_or_sent(open_aid):
    offline = open_aid()
    ask_nothing(offline)
    assert offline.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
    offline.page.reload()
    wait_for_widgets(offline.page)
    assert aid(offline).locator("input:checked").count() == 0
    offline.assert_silent()


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_the_aid_is_used_by_keyboard_alone(open_aid):
    offline = open_aid()
    page = offline.page
    for name in ("age", "feeling"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
        if name == "age":
            page.keyboard.press("ArrowDown")  # the second answer: 16 or over
    for name in ("none-signs", "none-conditions"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    tab_to(page, ".lesson-gate button.primary")
    page.keyboard.press("Enter")
    for name in book().inputs:
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    tab_to(page, "[name=price]")
    page.keyboard.press("ArrowRight")
    expect(aid(offline).locator("output").first).to_have_text(WORDS["weights"][1])
    expect(aid(offline).locator(".short")).to_contain_text("Fits best first")
    tab_to(page, ".keep button.primary")
    page.keyboard.press("Enter")
    expect(page.locator("body > .aid-sheet")).to_have_count(1)
    offline.assert_silent()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("state", ["fresh", "flags", "suggestions"])
def test_axe_finds_nothing_to_mend_and_nothing_sticks_out(open_aid, state, width, scheme):
    offline = open_aid(width, scheme)
    {"fresh": lambda _: None, "flags": tick_two, "suggestions": ask_much}[state](offline)
    offline.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert find_violations(offline.page) == []
    assert find_overhang(offline.page, width) == []


def test_in_jupyterlab_the_summary_prints_alone_and_the_notebook_is_usable_afterwards(lab_server, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    outside = watch_outside(page, lab_server.origin)
    open_notebook(page, lab_server.address_of("decision-aid.ipynb"))
    run_all(page)
    tool = page.locator(".lesson-aid")
    tool.locator(".lesson-gate").wait_for(timeout=60_000)
    answer_gate(tool)
    answer(tool, HEEL)
    cells = page.locator(".jp-Cell").count()
    for key in ("a", "b", "d", "d"):
        tool.locator("[name=price]").press(key)  # JupyterLab would add and delete cells
    assert page.locator(".jp-Cell").count() == cells
    page.evaluate("window.print = () => {}")
    tool.get_by_role("button", name=WORDS["print"]).click()
    assert count_pages(page.pdf(format="A4")) == 1
    expect(page.locator(".aid-sheet")).to_have_count(0)
    with page.expect_download() as waiting:
        tool.get_by_role("button", name=WORDS["save"]).click()
    assert waiting.value.suggested_filename.startswith("my-summary-")
    assert outside == []
    context.close()
