"""Lesson 01 as a file that somebody opens: no network, no Python, no kernel."""

from __future__ import annotations

import random
import re
from typing import Any

import numpy as np
import pytest

from lessons_lib.explorable.decorate import Explorable
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.explorable.playback import Playback
from lessons_lib.explorable.tape import Kind
from lessons_lib.lesson import chain, domino, how_tightly, spot_the_wedge, two_way_tibia

from .drive import (
    come_near,
    find_lab,
    find_question,
    lock_in,
    open_figure,
    read_numbers,
    read_state,
    read_words,
    set_values,
)

LABS = (spot_the_wedge, domino, two_way_tibia, how_tightly)
WIDTHS = (1280, 360)
POLICY = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:"

each_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
each_width = pytest.mark.parametrize("width", WIDTHS)


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


# --- the page as a whole (what holds for every lesson's page stands in test_every_page.py) ---------------------------


def test_the_page_lives_under_the_promised_policy_which_blocks_the_rest(open_lesson):
    offline = open_lesson()
    policies = offline.page.locator("meta[http-equiv=Content-Security-Policy]")
    assert [meta.get_attribute("content") for meta in policies.all()] == [POLICY]
    assert offline.page.evaluate("fetch('data:,x').then(() => 'loaded', () => 'refused')") == "refused"


def test_the_stock_nbconvert_shows_the_picture_of_each_lab_before_its_widget(plain_page):
    text = plain_page.read_text("utf-8")
    described = r'<figure class="lesson-still"[^>]*><svg[^>]*aria-label="[^"]'
    stills = [found.start() for found in re.finditer(described, text)]
    widgets = [found.start() for found in re.finditer(r'"application/vnd\.jupyter\.widget-view\+json"', text)]
    names = re.findall(r'<figure class="lesson-still" data-lab="([^"]*)"', text)
    assert names == [lab.name for lab in LABS]
    ends = [*stills[1:], len(text)]
    assert [any(still < widget < end for widget in widgets) for still, end in zip(stills, ends)] == [True] * len(LABS)


# --- predict first ----------------------------------------------------------------------------------------------------


def test_a_locked_guess_uncovers_the_figure_and_can_then_be_compared(open_lesson):
    page = open_lesson().page
    lab, question = find_lab(page, domino.title), find_question(page, "pelvis-at-10")
    expect(lab.locator(".stage")).to_be_hidden()
    question.get_by_role("spinbutton").fill("6")
    lock_in(question)
    expect(lab.locator(".stage")).to_be_visible()
    expect(lab.locator(".veil")).to_have_count(0)
    expect(question).not_to_contain_text("1.6°")
    question.get_by_role("button", name="Compare with").click()
    expect(question).to_contain_text("You guessed 6°. It is 1.6°.")
    expect(question).to_contain_text("Your guess is higher.")


def test_a_figure_that_is_guessed_from_is_seen_and_only_its_controls_wait(open_lesson):
    page = open_lesson().page
    lab, question = find_lab(page, spot_the_wedge.title), find_question(page, "which-stands-on-ten")
    expect(lab.locator(".stage > svg")).to_be_visible()
    expect(lab.locator(".controls")).to_be_hidden()
    lock_in(question, "I cannot tell")
    expect(lab.locator(".controls")).to_be_visible()


def test_a_locked_guess_cannot_be_changed(open_lesson):
    question = find_question(open_lesson().page, "which-stands-on-ten")
    lock_in(question, "I cannot tell")
    expect(question.get_by_label("Person A")).to_be_disabled()
    expect(question.get_by_role("button", name="Lock in")).to_be_hidden()


def test_nothing_is_locked_in_before_an_option_is_chosen(open_lesson):
    page = open_lesson().page
    question = find_question(page, "which-stands-on-ten")
    lock_in(question)
    expect(question).to_contain_text("Choose one first.")
    expect(find_lab(page, spot_the_wedge.title).locator(".controls")).to_be_hidden()


def test_a_covered_figure_can_be_opened_without_a_guess(open_lesson):
    lab = find_lab(open_lesson().page, domino.title)
    open_figure(lab)
    expect(lab.get_by_role("slider")).to_be_focused()
    expect(lab.locator(".stage")).to_be_visible()


# --- the controls -----------------------------------------------------------------------------------------------------


def drag(lab: Any) -> None:
    box = lab.get_by_role("slider").bounding_box()
    mouse, height = lab.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] / 2, height)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.8, height, steps=5)
    mouse.up()


def press(key: str) -> Any:
    return lambda lab: lab.get_by_role("slider").press(key)


def type_number(lab: Any) -> None:
    box = lab.get_by_role("spinbutton")
    box.fill("3.5")
    box.press("Tab")


HANDS = {
    "drag": drag,
    "right arrow": press("ArrowRight"),
    "left arrow": press("ArrowLeft"),
    "end key": press("End"),
    "typed number": type_number,
    "plus": lambda lab: lab.get_by_role("button", name="more").click(),
    "minus": lambda lab: lab.get_by_role("button", name="less").click(),
    "radio": lambda lab: lab.get_by_label("one foot").check(),
}


@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS.keys())
def test_every_way_to_turn_a_control_changes_picture_and_caption(open_lesson, hand):
    offline = open_lesson()
    lab = find_lab(offline.page, domino.title)
    open_figure(lab)
    lab.scroll_into_view_if_needed()
    numbers, words = read_numbers(lab), read_words(lab)
    hand(lab)
    assert read_numbers(lab) != numbers
    assert read_words(lab)[-1] != words[-1]
    offline.assert_silent()


def test_a_switch_changes_picture_and_caption(open_lesson):
    lab = find_lab(open_lesson().page, spot_the_wedge.title)
    open_figure(lab)
    numbers, words = read_numbers(lab), read_words(lab)
    lab.get_by_label("Lift the screen").check()
    assert read_numbers(lab) != numbers
    assert read_words(lab)[-1] != words[-1]


@pytest.mark.parametrize(("typed", "stands"), [("3.6", "3.5"), ("99", "20"), ("-4", "0"), ("", "0")])
def test_a_number_that_is_no_step_of_the_slider_becomes_the_nearest(open_lesson, typed, stands):
    lab = find_lab(open_lesson().page, domino.title)
    open_figure(lab)
    box = lab.get_by_role("spinbutton")
    box.fill(typed)
    box.press("Tab")
    assert (box.input_value(), lab.get_by_role("slider").input_value()) == (stands, stands)


def test_what_the_figure_says_is_spoken_once_the_hand_rests(open_lesson):
    lab = find_lab(open_lesson().page, domino.title)
    open_figure(lab)
    lab.get_by_role("slider").press("Home")
    caption = lab.locator(".caption").text_content()
    assert "A wedge of 0.0°" in caption
    expect(lab.locator("[aria-live=polite]")).to_have_text(caption)
    expect(lab.locator(".stage > svg")).to_have_attribute("aria-label", caption)


# --- the page and Python tell the same --------------------------------------------------------------------------------


@pytest.fixture
def open_with_playback(open_lesson, lesson_page):
    """Open the page at one lab, with Python's reading of the very bake that stands in the page."""

    def open_page(lab: Explorable) -> tuple[Any, Playback]:
        packed = next(state["bake"] for state in read_state(lesson_page) if state["title"] == lab.title)
        return find_lab(open_lesson().page, lab.title), Playback(lab, packed)

    return open_page


def some_settings(lab: Explorable, how_many: int = 10) -> list[dict[str, Any]]:
    draw = random.Random(lab.name)
    settings = [
        {
            name: control.at(draw.randint(0, control.last)) if name in lab.sliders else draw.choice(control.states)
            for name, control in lab.controls.items()
        }
        for _ in range(how_many)
    ]
    ends = [{name: slider.at(end * slider.last) for name, slider in lab.sliders.items()} for end in (0, 1)]
    return [lab.settings(), *(lab.settings(**end) for end in ends), *settings]


@each_lab
def test_the_page_draws_what_python_reads_from_the_same_bake(open_with_playback, lab):
    live, playback = open_with_playback(lab)
    for values in some_settings(lab):
        set_values(live, values)
        kinds = np.array(take_drawing(lab.function, values, lab.name).kinds)
        off = np.abs(np.array(read_numbers(live)) - playback.picture(values))
        assert off[kinds != Kind.COLOUR].max(initial=0) < 0.01, values
        assert off[kinds == Kind.COLOUR].max(initial=0) <= 0.51, values  # a screen knows whole steps only


@each_lab
def test_the_page_says_what_python_reads_from_the_same_bake(open_with_playback, lab):
    live, playback = open_with_playback(lab)
    for values in some_settings(lab):
        set_values(live, values)
        assert read_words(live) == playback.texts(values), values


def numbers_in(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_the_numbers_under_the_domino_are_those_of_the_chain(open_with_playback):
    live, _ = open_with_playback(domino)
    for values in some_settings(domino):
        set_values(live, values)
        posture = chain.respond(values["wedge"], values["feet"])
        told = [values["wedge"], posture.eversion, posture.pelvic_tilt]
        assert numbers_in(read_words(live)[-1]) == pytest.approx(told, abs=0.0501), values


def test_the_numbers_under_the_tibia_are_those_of_the_chain(open_with_playback):
    live, _ = open_with_playback(two_way_tibia)
    for values in some_settings(two_way_tibia):
        values = {**values, "coupling": "mean"}
        set_values(live, values)
        share = chain.tibial_share(values["roll"])
        told = [share.from_foot, 100 * share.share, share.measured, values["above"], share.from_foot + values["above"]]
        written = numbers_in(read_words(live)[-1].replace("in 100 ", ""))
        off = np.abs(np.array(written) - told)
        assert np.all(off <= [0.0501, 0.501, 0.0501, 0.0501, 0.0501]), values


# --- questions --------------------------------------------------------------------------------------------------------


def check(question: Any, answer: str) -> None:
    come_near(question)
    boxes = question.get_by_label(answer)
    if boxes.count():
        boxes.check()
    else:
        question.get_by_role("textbox").fill(answer)
    question.get_by_role("button", name="Check").click()


def test_a_wrong_answer_gets_its_own_reason_and_another_try(open_lesson):
    question = find_question(open_lesson().page, "chain-check-1")
    check(question, "It tipped forward by about 5 degrees")
    wrong = question.locator(".option[data-mark=wrong]")
    expect(wrong).to_contain_text("Not quite. Half of it would be a lot.")
    expect(question.locator(".why")).to_have_count(0)
    check(question, "It tipped forward by a degree or two")
    expect(question.locator(".option[data-mark=right]")).to_contain_text("Right. It was 1.57 degrees on average.")
    expect(question.locator(".option[data-mark=wrong]")).to_have_count(0)
    expect(question.locator(".why")).to_be_visible()


@pytest.mark.parametrize("written", ["3.4", "3,4", " 3.4° ", "3,4 degrees", "3.40 deg"])
def test_a_number_is_read_with_comma_and_unit(open_lesson, written):
    question = find_question(open_lesson().page, "chain-check-9")
    check(question, written)
    expect(question.locator(".verdict")).to_contain_text("Right. Foot and shin are truly linked")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5", "That would hand the whole roll on to the shin."),
        ("3.3", "That is too little."),
        ("4", "That is too much."),
        ("about 3", "Write a number first, such as 2.5 or 2,5."),
        ("3.4 kg", "Write the number alone, or as degrees."),
    ],
)
def test_a_number_that_does_not_fit_is_told_why(open_lesson, written, said):
    question = find_question(open_lesson().page, "chain-check-9")
    check(question, written)
    expect(question.locator(".verdict")).to_contain_text(said)
    expect(question.locator(".verdict .judged.right")).to_have_count(0)


def test_a_question_with_several_answers_counts_what_was_found(open_lesson):
    question = find_question(open_lesson().page, "chain-check-3")
    question.get_by_role("checkbox").first.check()
    question.get_by_role("button", name="Check").click()
    expect(question.locator(".verdict")).to_contain_text(re.compile(r"You found \d of \d that fit\.|Right\."))


def test_hints_open_one_by_one(open_lesson):
    question = find_question(open_lesson().page, "chain-check-5")
    question.get_by_role("button", name="Hint 1 of 2").click()
    expect(question.locator(".hints p")).to_have_count(1)
    question.get_by_role("button", name="Hint 2 of 2").click()
    expect(question.locator(".hints p")).to_have_count(2)
    expect(question.get_by_role("button", name="Hint")).to_have_count(0)


def test_a_learner_who_is_stuck_may_see_the_answer(open_lesson):
    question = find_question(open_lesson().page, "chain-check-9")
    expect(question.get_by_role("button", name="Show me")).to_have_count(0)
    check(question, "5")
    question.get_by_role("button", name="Show me").click()
    expect(question.locator(".verdict")).to_contain_text("The answer is 3.4°.")


# --- by keyboard alone ------------------------------------------------------------------------------------------------

READ_FOCUS = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const before = window.lastFocus;
  window.lastFocus = here;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    name: here.outerHTML.slice(0, 90),
    onward: !before || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@each_width
def test_tab_walks_the_whole_page_once_in_order_and_can_always_be_seen(open_lesson, width):
    page = open_lesson(width).page
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(READ_FOCUS)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail("Tab never leaves the page again.")
    assert [stop["name"] for stop in stops if not stop["onward"]] == []
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    questions = page.locator(".lesson-quiz").count()
    assert sum("Check" in stop["name"] or "Lock in" in stop["name"] for stop in stops) >= questions


def tab_to(page: Any, found: str) -> None:
    """Press Tab until the focus is on an element that matches."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("(found) => document.activeElement.matches(found)", found):
            return
    pytest.fail(f"Tab does not reach {found}.")


def test_the_lesson_can_be_done_by_keyboard_alone(open_lesson):
    page = open_lesson().page
    keys = page.keyboard
    tab_to(page, '[data-question="pelvis-at-10"] [type=range]')
    keys.press("ArrowRight")
    tab_to(page, '[data-question="pelvis-at-10"] button')
    keys.press("Enter")
    keys.press("Enter")  # the focus is on "Compare" now
    expect(find_question(page, "pelvis-at-10")).to_contain_text("You guessed 5.1°. It is 1.6°.")
    lab = find_lab(page, domino.title)
    tab_to(page, ".lesson-explorable [type=range]")
    keys.press("ArrowRight")
    assert "A wedge of 10.5°" in lab.locator(".caption").text_content()
    tab_to(page, ".lesson-explorable [type=radio]")
    keys.press("ArrowDown")
    assert "under one foot" in lab.locator(".caption").text_content()
    tab_to(page, '[data-question="chain-check-1"] [type=radio]')
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(find_question(page, "chain-check-1").locator(".option[data-mark=right]")).to_contain_text("Right.")


def test_a_caption_that_stands_still_in_its_choice_is_said_when_the_choice_changes(open_lesson):
    page = open_lesson(1280, "08-wearing").page
    lab = find_lab(page, "Who had trouble?")
    open_figure(lab)
    caption = lab.locator(".caption")
    before = caption.text_content()
    lab.locator("fieldset input[type=radio]").nth(1).check()
    from playwright.sync_api import expect

    expect(caption).not_to_have_text(before)
