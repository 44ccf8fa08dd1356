"""Each type of question on a page: by keyboard alone, marked part by part, restored, narrow, and for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.labs.pictures import draw_picture
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW
from lessons_lib.quiz.page import still
from lessons_lib.quiz.widget import QuizWidget
from lessons_lib.style import FIGURES
from tests.quiz.samples import make_form, make_widget

from .drive import find_question, wait_for_widgets

SVG = "svg.lesson-figure"
KINDS = ("single", "order", "match", "fill", "hotspot", "judge", "form", "trust")
IDS = {"order": "an-order", "form": "form-a", "trust": "trust-start"}
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
#: What a learner leaves behind when everything was answered: right, or wrong with the answer shown.
RIGHT: dict[str, Any] = {
    "single": [1],
    "order": [0, 1, 2, 3],
    "match": None,  # shuffled, see right_picks
    "fill": None,
    "hotspot": [1],
    "judge": {"chosen": 3, "sure": 2},
}
WRONG: dict[str, Any] = {
    "single": [0],
    "order": [1, 0, 2, 3],
    "match": [0, 0, 0],
    "fill": [0, 0],
    "hotspot": [0],
    "judge": {"chosen": 0, "sure": 2},
}

each_kind = pytest.mark.parametrize("kind", KINDS)
each_check = pytest.mark.parametrize("kind", RIGHT)


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


# --- a page of one question -------------------------------------------------------------------------------------------


def write_page(path: Path, widgets: list[QuizWidget]) -> Path:
    """The page of a notebook that has run: what each widget shows and the state it left."""
    palette = f"<style>{FIGURES.read_text('utf-8')}</style>"
    cells = [new_markdown_cell("# Questions", id="title"), new_code_cell("1", outputs=[_shown(palette)], id="style")]
    for place, widget in enumerate(widgets):
        view = {VIEW: {"model_id": widget.model_id}, "text/plain": repr(widget)}
        readable = _shown(still(widget._asked, widget._picture))
        cells.append(new_code_cell("1", outputs=[readable, new_output("display_data", view)], id=f"cell-{place}"))
    entries = {widget.model_id: {"model_name": "AnyModel", "state": _state(widget)} for widget in widgets}
    notebook = new_notebook(cells=cells)
    notebook.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    resources = {"metadata": {"name": "questions", "path": ""}}
    path.write_text(LessonExporter().from_notebook_node(notebook, resources)[0], encoding="utf-8")
    return path


def _shown(html: str) -> Any:
    return new_output("display_data", {"text/html": html})


def _state(widget: QuizWidget) -> dict[str, Any]:
    kept = ("question", "picture", "response", "checked", "attempts")
    return {"_esm": str(widget._esm), "_css": str(widget._css), **widget.get_state(kept)}


@pytest.fixture
def open_card(tmp_path: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens a page with the sample of one type, in a state: `open_card("order", width=360, checked=True)`."""

    def open_page(kind: str, width: int = 1280, scheme: str = "light", **state: Any) -> Any:
        page = write_page(tmp_path / "page.html", [make_widget(kind, **state)])
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", "color_scheme": scheme}
        offline = offline_page(page, **wanted, bypass_csp=True)
        wait_for_widgets(offline.page)
        return offline

    return open_page


def find(offline: Any, kind: str) -> Any:
    return find_question(offline.page, IDS.get(kind, f"a-{kind}"))


def right_picks(kind: str) -> Any:
    if RIGHT[kind] is not None:
        return RIGHT[kind]
    parts = make_widget(kind).question["parts"]
    return [[option["right"] for option in part["options"]].index(True) for part in parts]


def left_with(kind: str, right: bool = True, shown: bool = False) -> dict[str, Any]:
    """The state of a check that was answered."""
    answer = right_picks(kind) if right else WRONG[kind]
    attempts = [{"answer": answer, "right": right, "hints": 0, "shown": False}]
    return {"response": {"answer": answer, "shown": shown}, "checked": True, "attempts": attempts}


def tab_to(page: Any, found: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(found) => document.activeElement.matches(found)", found):
            return
    pytest.fail(f"Tab does not reach {found}.")


def check_by_key(page: Any) -> None:
    tab_to(page, "button.primary")
    page.keyboard.press("Enter")


# --- by keyboard alone ------------------------------------------------------------------------------------------------


def test_items_are_ordered_by_keyboard_and_the_hand_stays_on_the_item(open_card):
    offline = open_card("order")
    page, card = offline.page, find(offline, "order")
    wanted = ["The sole", "The shin", "The hip", "The skull"]
    for place, words in enumerate(wanted):
        while not card.locator("li .text").nth(place).text_content().startswith(words):
            mover = card.get_by_role("button", name=re.compile(f"Move “{words}.* up"))
            mover.focus()
            page.keyboard.press("Enter")
            expect(mover).to_be_focused()
    expect(card.locator(".aloud")).to_have_text(re.compile(r"now place \d of 4\."))
    expect(card.locator(".aloud")).to_have_attribute("aria-live", "polite")
    check_by_key(page)
    expect(card.locator(".verdict")).to_contain_text("Right. All stand in their place.")
    expect(card.locator(".piece[data-mark=right]")).to_have_count(4)
    offline.assert_silent()


def test_an_item_at_the_end_stays_there(open_card):
    card = find(open_card("order"), "order")
    first = card.locator("li").first
    words = first.locator(".text").text_content()
    up = first.get_by_role("button").first
    expect(up).to_have_attribute("aria-disabled", "true")
    up.focus()
    up.press("Enter")
    expect(up).to_be_focused()
    expect(card.locator("li .text").first).to_have_text(words)


@pytest.mark.parametrize("kind", ["match", "fill"])
def test_lists_are_chosen_from_by_keyboard(open_card, kind):
    offline = open_card(kind)
    page, card = offline.page, find(offline, kind)
    for picked in right_picks(kind):
        tab_to(page, "select")
        for _ in range(picked + 1):
            page.keyboard.press("ArrowDown")
    check_by_key(page)
    expect(card.locator(".verdict")).to_contain_text("Right. All fit.")
    offline.assert_silent()


def test_each_list_is_called_by_what_it_belongs_to(open_card):
    card = find(open_card("match"), "match")
    expect(card.get_by_role("combobox", name="Knee, which bends")).to_have_count(1)
    gaps = find(open_card("fill"), "fill")
    expect(gaps.get_by_role("combobox", name="Gap 2 of 2")).to_have_count(1)


def test_a_place_is_chosen_in_the_list_by_keyboard(open_card):
    offline = open_card("hotspot")
    page, card = offline.page, find(offline, "hotspot")
    tab_to(page, "[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(card.locator(".marker").nth(1)).to_have_attribute("data-chosen", "true")
    page.keyboard.press("Enter")
    expect(card.locator(".option[data-mark=right]")).to_contain_text("Right. Yes, it touches the ground.")
    expect(card.locator(".marker[data-mark=right]")).to_have_text("✓")
    offline.assert_silent()


def test_a_place_is_chosen_on_the_picture_by_pointing(open_card):
    card = find(open_card("hotspot"), "hotspot")
    card.locator(".marker").nth(2).click()
    expect(card.get_by_label("up in the shin")).to_be_checked()
    expect(card.get_by_label("up in the shin")).to_be_focused()


def test_the_markers_stand_where_the_places_are(open_card):
    card = find(open_card("hotspot"), "hotspot")
    toe, heel, drawing = (card.locator(one).bounding_box() for one in (".marker >> nth=0", ".marker >> nth=1", SVG))
    _, places, _ = draw_picture("foot_inside")
    for marker, (x, y) in ((toe, places["big-toe"]), (heel, places["heel"])):
        assert marker["x"] + 13 == pytest.approx(drawing["x"] + x / 100 * drawing["width"], abs=1)
        assert marker["y"] + 13 == pytest.approx(drawing["y"] + y / 100 * drawing["height"], abs=1)


def test_a_claim_is_judged_by_keyboard_with_how_sure_one_is(open_card):
    offline = open_card("judge")
    page, card = offline.page, find(offline, "judge")
    check_by_key(page)
    expect(card.locator(".verdict")).to_have_text("Choose a verdict first.")
    page.keyboard.press("Shift+Tab")
    card.get_by_role("radio", name="Unsupported").press("Space")
    page.keyboard.press("Enter")
    expect(card.locator(".verdict")).to_have_text("Say how sure you are first.")
    card.get_by_label("certain", exact=True).press("Space")
    page.keyboard.press("Enter")
    expect(card.locator(".option[data-mark=right]")).to_contain_text("You said unsupported.")
    expect(card.locator(".verdict")).to_contain_text("You were certain, and it fits.")
    offline.assert_silent()


# --- marked part by part ----------------------------------------------------------------------------------------------


@each_check
def test_a_wrong_answer_is_marked_in_words_and_can_be_tried_again(open_card, kind):
    card = find(open_card(kind, **left_with(kind, right=False)), kind)
    wrong = card.locator("[data-mark=wrong] .judged.wrong, .judged.wrong")
    expect(wrong.first).to_be_visible()
    expect(card.locator(".why")).to_have_count(0)
    expect(card.get_by_role("button", name="Show me")).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("order", "2 of 4 stand in the right place."),
        ("match", "Right so far: "),
        ("fill", "Right so far: "),
    ],
)
def test_what_is_right_in_part_is_counted(open_card, kind, note):
    card = find(open_card(kind, **left_with(kind, right=False)), kind)
    expect(card.locator(".verdict")).to_contain_text(note)


@each_check
def test_every_part_of_a_right_answer_has_its_own_reason(open_card, kind):
    card = find(open_card(kind, **left_with(kind)), kind)
    parts = {"order": 4, "match": 3, "fill": 2}.get(kind, 1)
    expect(card.locator(":is(.piece, .option)[data-mark=right] .said .judged")).to_have_count(parts)
    reasons = card.locator(":is(.piece, .option)[data-mark=right] .said span").all_text_contents()
    assert all(reasons)
    expect(card.locator(".why")).to_be_visible()


@each_check
def test_a_learner_who_is_stuck_sees_the_answer_at_its_part(open_card, kind):
    card = find(open_card(kind, **left_with(kind, right=False)), kind)
    card.get_by_role("button", name="Show me").click()
    expect(card.locator(".verdict")).to_contain_text("It is marked above.")
    expect(card.locator(".why")).to_be_visible()
    named = {"order": "Its place is 2.", "match": "It is “", "fill": "It is “", "single": "This fits."}
    expect(card).to_contain_text(named.get(kind, "This is the "))


@pytest.mark.parametrize("kind", ["order", "match", "fill", "hotspot", "judge"])
def test_a_change_takes_the_marks_away(open_card, kind):
    card = find(open_card(kind, **left_with(kind, right=False)), kind)
    hands = {
        "order": lambda: card.get_by_role("button", name=re.compile("down$")).first.click(),
        "match": lambda: card.locator("select").first.select_option(index=2),
        "fill": lambda: card.locator("select").first.select_option(index=2),
    }
    hands.get(kind, lambda: card.get_by_role("radio").nth(2).check())()
    expect(card.locator(".judged")).to_have_count(0)


@pytest.mark.parametrize("kind", ["match", "fill"])
def test_nothing_is_checked_before_every_part_is_answered(open_card, kind):
    card = find(open_card(kind), kind)
    card.locator("select").first.select_option(index=1)
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".verdict")).to_have_text(re.compile("Choose one for each (gap|line) first."))
    expect(card.locator(".judged")).to_have_count(0)


def test_a_hint_opens(open_card):
    card = find(open_card("order"), "order")
    card.get_by_role("button", name="Hint 1 of 1").click()
    expect(card.locator(".hints")).to_contain_text("Begin with what touches the ground.")


# --- restored ---------------------------------------------------------------------------------------------------------

READ_ANSWER = """(card) => ({
  texts: [...card.querySelectorAll("li .text")].map((text) => text.textContent.slice(0, 9)),
  picks: [...card.querySelectorAll("select")].map((select) => select.selectedIndex - 1),
  radios: [...card.querySelectorAll("[type=radio]")].flatMap((box, place) => (box.checked ? [place] : [])),
})"""


@each_check
def test_a_restored_widget_shows_what_was_answered(open_card, kind):
    card = find(open_card(kind, **left_with(kind, right=False)), kind)
    told = card.evaluate(READ_ANSWER)
    wanted = {
        "order": ("texts", ["The shin", "The sole", "The hip, ", "The skull"]),
        "match": ("picks", WRONG["match"]),
        "fill": ("picks", WRONG["fill"]),
        "judge": ("radios", [0, 7]),
    }
    name, answer = wanted.get(kind, ("radios", WRONG[kind] if kind in ("single", "hotspot") else None))
    assert told[name] == answer


def test_a_fresh_order_begins_with_the_fixed_shuffle(open_card):
    card = find(open_card("order"), "order")
    question = make_widget("order").question
    texts = [question["items"][place]["words"][:9] for place in question["start"]]
    assert card.evaluate(READ_ANSWER)["texts"] == texts


# --- the form ---------------------------------------------------------------------------------------------------------


def answer_form(card: Any) -> None:
    """First question right, second skipped, third wrong; ends on the last."""
    card.get_by_role("radio", name="The second").check()
    card.get_by_role("button", name="Next").click()
    card.get_by_role("button", name="Next").click()
    card.get_by_role("radio", name="The third").check()


def test_a_form_asks_one_by_one_and_tells_nothing_until_its_end(open_card):
    offline = open_card("form")
    card = find(offline, "form")
    expect(card).to_contain_text("Question 1 of 3")
    expect(card.get_by_role("button", name="Back")).to_be_hidden()
    answer_form(card)
    expect(card).to_contain_text("Question 3 of 3")
    expect(card).to_contain_text("Not answered yet: 2.")
    expect(card.locator(".judged")).to_have_count(0)
    card.get_by_role("button", name="Back").click()
    card.get_by_role("button", name="Back").click()
    expect(card.get_by_role("radio", name="The second")).to_be_checked()
    offline.assert_silent()


def test_a_finished_form_tells_score_choice_answer_and_reason(open_card):
    offline = open_card("form")
    card = find(offline, "form")
    answer_form(card)
    card.get_by_role("button", name="Finish").click()
    expect(card.locator(".verdict")).to_be_focused()
    expect(card.locator(".score")).to_have_text("You got 1 of 3. You skipped 1.")
    reviewed = card.locator(".review > li")
    expect(reviewed.nth(0)).to_contain_text("Right. You chose: The second. Yes, the second.")
    expect(reviewed.nth(1)).to_contain_text("Skipped.")
    expect(reviewed.nth(1)).to_contain_text("Right is: Unsupported.")
    expect(reviewed.nth(2)).to_contain_text("You chose: The third. No, not the third.")
    expect(reviewed.nth(2)).to_contain_text("Right is: The second. Yes, the second.")
    expect(reviewed.nth(2).locator(".why")).to_have_text("Because it is so.")
    expect(card.get_by_role("button")).to_have_count(0)
    offline.assert_silent()


def test_a_form_goes_on_where_it_was_left(open_card):
    answers = {"a-single": [1], "a-judge": {"chosen": 3, "sure": 0}}
    card = find(open_card("form", response={"answers": answers, "at": 1}), "form")
    expect(card).to_contain_text("Question 2 of 3")
    expect(card.get_by_role("radio", name="Unsupported")).to_be_checked()


def test_a_finished_form_stays_finished(open_card):
    answers = {question.id: [1] for question in make_form().questions}
    state = {"response": {"answers": answers, "at": 2, "finished": True}, "checked": True}
    card = find(open_card("form", **state), "form")
    expect(card.locator(".score")).to_have_text("You got 2 of 3. You skipped 1.")


# --- trust ------------------------------------------------------------------------------------------------------------


def test_trust_wants_a_number_for_each_claim_and_then_hides_them(open_card):
    offline = open_card("trust")
    page, card = offline.page, find(offline, "trust")
    boxes = card.get_by_role("spinbutton")
    expect(boxes).to_have_count(6)
    assert [box.input_value() for box in boxes.all()] == [""] * 6
    tab_to(page, "[type=range]")
    page.keyboard.press("ArrowRight")
    expect(boxes.first).to_have_value("51")
    card.get_by_role("button", name="Lock away").click()
    expect(card.locator("div.told")).to_have_text("Give each claim a number first. 5 have none yet.")
    for box in boxes.all()[1:]:
        box.fill("70")
    card.get_by_role("button", name="Lock away").click()
    expect(card.locator("p.told")).to_be_focused()
    assert "70" not in card.inner_text()
    assert card.inner_text().strip().endswith("lesson 09 brings them back.")
    offline.assert_silent()


def test_locked_numbers_stay_locked(open_card):
    values = {claim["id"]: 40 for claim in make_widget("trust").question["claims"]}
    card = find(open_card("trust", response={"values": values}, checked=True), "trust")
    expect(card.get_by_role("slider").first).to_be_hidden()
    expect(card.locator("p.told")).to_be_visible()


# --- for everybody ----------------------------------------------------------------------------------------------------


def some_states(kind: str) -> list[dict[str, Any]]:
    """Fresh, and as far as it goes."""
    if kind == "form":
        answers = {"a-single": [0], "a-judge": {"chosen": 0, "sure": 2}}
        return [{}, {"response": {"at": 1}}, {"response": {"answers": answers, "finished": True}, "checked": True}]
    if kind == "trust":
        return [{}, {"response": {"values": {}}, "checked": True}]
    return [{}, left_with(kind), left_with(kind, right=False), left_with(kind, right=False, shown=True)]


@each_kind
def test_nothing_sticks_out_on_a_phone_and_everything_is_large_enough(open_card, kind):
    for state in some_states(kind):
        page = open_card(kind, 360, **state).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(FIND_OVERHANG) == []
        assert page.evaluate(FIND_SMALL) == []


FIND_OVERHANG = """[...document.querySelectorAll(".lesson-quiz *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > 360 && !element.closest("svg svg, .aloud, option");
}).map((element) => element.outerHTML.slice(0, 80))"""
FIND_SMALL = """[...document.querySelectorAll(
  ".lesson-quiz :is(button, select, .option label, .marker)")]
.filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && (box.height < 24 || box.width < 24);
}).map((element) => element.outerHTML.slice(0, 80))"""


@each_kind
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_in_any_state(open_card, kind, scheme):
    from axe_playwright_python.sync_playwright import Axe

    wanted = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    for state in some_states(kind):
        told = Axe().run(open_card(kind, 360, scheme, **state).page, options=wanted).response
        found = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in told["violations"]]
        assert found == [], state


@each_kind
def test_the_readable_form_gives_way_to_the_card(open_card, kind):
    page = open_card(kind).page
    expect(page.locator(".lesson-quiz-still")).to_be_hidden()


def test_the_picture_stands_on_the_page_once(open_card):
    page = open_card("hotspot").page
    expect(page.locator("svg.lesson-figure")).to_have_count(1)
    expect(page.locator(".lesson-quiz svg.lesson-figure")).to_be_visible()
