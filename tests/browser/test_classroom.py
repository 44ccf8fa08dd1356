"""A page as slides: keys, clickers, presenter notes, asking the room, and back to where one was."""

from __future__ import annotations

import re
from typing import Any

import pytest

from lessons_lib.labs import shipped
from lessons_lib.teaching.presenting import notes_of
from tests.notebooks.prose import ALONE

from .drive import find_question
from .server import NAME, ROOT
from .tools import find_violations

NOTEBOOKS = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
LESSONS = [name for name in NOTEBOOKS if re.match(r"\d\d-", name)]
SHOWN = "main .cell[data-shown]"
FORWARD = ("ArrowRight", "ArrowDown", "PageDown", "Space", "Enter")
BACK = ("ArrowLeft", "ArrowUp", "PageUp", "Shift+Space")
#: What a class looks at longer than one window is high: tools, cases, questions with a picture, lists for and against.
TALL = (
    r"decision_aid|own_|planner|Case:|What NICE|Wear-in|Your own|Education, not|footprint|wound|Invented"
    r"|a right foot from|Point at|What else is said to help|in ten lines"
)

#: Sweeps a finger over the slide, from one place to another.
SWIPE = """([from, to]) => {
  const target = document.querySelector("main");
  const touch = ([clientX, clientY]) => new Touch({ identifier: 1, target, clientX, clientY });
  const fire = (type, at, touches) =>
    target.dispatchEvent(new TouchEvent(type, { touches, changedTouches: [touch(at)], bubbles: true }));
  fire("touchstart", from, [touch(from)]);
  fire("touchend", to, []);
}"""
#: Every slide in turn: its words, and how far it reaches over the window.
MEASURE = """() => {
  const [main, bar] = ["main", ".slidebar p"].map((one) => document.querySelector(one));
  const last = Number(bar.textContent.split("/")[1]);
  const found = [];
  for (let slide = 1; slide <= last; slide++) {
    const key = slide > 1 ? "ArrowRight" : "Home";
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const words = [...document.querySelectorAll(".cell[data-shown]")].map((cell) => cell.textContent.trim()).join(" ");
    const [wide, tall] = [main.scrollWidth - main.clientWidth, main.scrollHeight - main.clientHeight];
    found.push({ slide, words: words.slice(0, 400), wide, tall });
  }
  return found;
}"""


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


@pytest.fixture
def open_slides(open_lesson):
    """Opens a lesson as slides: `open_slides(lesson, cell)` at the slide that holds some words."""

    def open_page(lesson: str = NAME, at: str = "", width: int = 1280, height: int = 720, **options: Any) -> Any:
        offline = open_lesson(width, lesson, viewport={"width": width, "height": height}, **options)
        offline.page.get_by_role("button", name="Slides", exact=True).click()
        go_to(offline.page, at)
        return offline

    return open_page


def go_to(page: Any, selector: str) -> None:
    """Show the slide with the first element that a selector finds."""
    if selector:
        place = page.evaluate(
            """(wanted) => {
          const kinds = [...document.querySelectorAll(".cell")].map((cell) => [cell.dataset.slide ?? "-", cell]);
          let slide = 0;
          for (const [kind, cell] of kinds) {
            slide += kind.endsWith("slide");
            if (cell.querySelector(wanted)) return slide;
          }
        }""",
            selector,
        )
        page.evaluate(f"location.hash = '#slide={place}'")
        expect(page.locator(".slidebar p").first).to_contain_text(f"{place} /")


def number(page: Any) -> int:
    """The number of the slide that is shown."""
    return int(page.locator(".slidebar p").first.text_content().split("/")[0])


def question(id: str) -> str:
    return f'[data-question="{id}"]'


# --- to slides and back -----------------------------------------------------------------------------------------------


def test_a_button_turns_the_page_into_slides_and_the_first_shows_the_title_alone(open_slides):
    offline = open_slides()
    page = offline.page
    assert number(page) == 1
    assert page.locator(".cell:visible").count() == 1
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not any(page.locator(part).is_visible() for part in (".masthead", ".contents", "footer"))
    offline.assert_silent()


def test_the_key_c_turns_the_page_into_slides(open_lesson):
    page = open_lesson().page
    page.keyboard.press("c")
    expect(page.locator("body")).to_have_attribute("data-classroom", "")


def test_the_keys_dialog_names_the_slides(open_lesson):
    page = open_lesson().page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("slides for a class")


@pytest.mark.parametrize("lesson", ALONE)
def test_a_page_that_one_fills_in_alone_has_no_slides(open_lesson, lesson):
    page = open_lesson(lesson=lesson).page
    assert page.get_by_role("button", name="Slides", exact=True).count() == 0


def test_slides_begin_where_one_reads_and_leaving_at_once_goes_back_there(open_lesson):
    page = open_lesson().page
    heading = page.locator("h2", has_text="And the low back?")
    for _ in range(5):  # what comes into view for the first time moves what stands below it
        heading.evaluate("(one) => { one.scrollIntoView(); return new Promise((go) => requestAnimationFrame(go)); }")
    before = heading.bounding_box()["y"]
    page.keyboard.press("c")
    expect(page.locator(SHOWN)).to_contain_text("And the low back?")
    page.keyboard.press("Escape")
    assert abs(heading.bounding_box()["y"] - before) < 40
    assert page.evaluate("scrollY") > 1000
    expect(page.locator(".masthead")).to_have_count(1)
    expect(page.locator(".slidebar")).to_be_hidden()


def test_leaving_on_another_slide_goes_to_its_place_in_the_page(open_slides):
    page = open_slides(at="h2[id^='What-to-remember']").page
    page.get_by_role("button", name="Leave").click()
    assert abs(page.locator("h2[id^='What-to-remember']").bounding_box()["y"]) < 200
    assert "slide" not in page.url


def test_the_address_holds_the_slide_over_a_reload(open_slides):
    page = open_slides().page
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    assert page.url.endswith("#slide=3")
    page.reload()
    expect(page.locator(SHOWN)).to_contain_text("Some back pain needs help now")
    assert number(page) == 3


def test_a_link_to_another_slide_leads_there(open_slides):
    page = open_slides("05-kinds-of-insert").page
    link = page.locator('main a[href="#Heel-pain"]').first
    go_to(page, 'a[href="#Heel-pain"]')
    link.click()
    expect(page.locator(SHOWN).get_by_role("heading", name="Heel pain")).to_be_visible()


# --- keys -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", FORWARD)
def test_these_keys_go_on(open_slides, key):
    page = open_slides().page
    page.keyboard.press(key)
    assert number(page) == 2


@pytest.mark.parametrize("key", BACK)
def test_these_keys_go_back(open_slides, key):
    page = open_slides(at="blockquote").page
    page.keyboard.press(key)
    assert number(page) == 2


def test_home_and_end_go_to_the_ends_and_no_key_goes_beyond_them(open_slides):
    page = open_slides().page
    page.keyboard.press("End")
    last = number(page)
    page.keyboard.press("ArrowRight")
    assert number(page) == last > 50
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert number(page) == 1


def test_a_clicker_moves_on_from_inside_a_slider_and_arrows_stay_with_the_slider(open_slides):
    page = open_slides(at=question("pelvis-at-10")).page
    here = number(page)
    slider = page.locator(SHOWN).get_by_role("slider")
    slider.focus()
    value = float(slider.input_value())
    page.keyboard.press("ArrowRight")
    assert number(page) == here
    assert float(slider.input_value()) > value
    page.keyboard.press("PageDown")
    assert number(page) == here + 1


def test_arrows_stay_with_a_choice_and_enter_with_a_button(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    here, shown = number(page), page.locator(SHOWN)
    shown.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(shown.get_by_role("radio").nth(1)).to_be_checked()
    shown.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    expect(shown).to_contain_text(re.compile("Right|Not quite"))
    assert number(page) == here


def test_a_slide_that_is_taller_than_the_window_is_read_to_its_end_first(open_slides):
    page = open_slides(at="h2", width=400, height=300).page
    page.evaluate("location.hash = '#slide=2'")
    expect(page.locator(SHOWN)).to_contain_text("When you are done")
    page.keyboard.press("PageDown")
    assert number(page) == 2
    assert page.evaluate("document.querySelector('main').scrollTop") > 0
    page.keyboard.press("ArrowRight")
    assert number(page) == 3


@pytest.mark.parametrize("key", ["b", "."])
def test_a_clicker_blackens_the_screen_and_any_key_brings_it_back(open_slides, key):
    page = open_slides().page
    page.keyboard.press(key)
    expect(page.locator("body")).to_have_attribute("data-black", "")
    assert page.evaluate("getComputedStyle(document.body, '::after').backgroundColor") == "rgb(0, 0, 0)"
    page.keyboard.press("PageDown")
    expect(page.locator("body")).not_to_have_attribute("data-black", "")
    assert number(page) == 1


@pytest.mark.parametrize("key", ["f", "F5"])
def test_full_screen_comes_and_goes_and_no_key_loads_the_page_again(open_slides, key):
    page = open_slides().page
    page.evaluate("document.body.dataset.same = 'yes'")
    page.keyboard.press(key)
    expect(page.locator(":fullscreen").first).to_have_count(1)
    page.keyboard.press(key)
    expect(page.locator(":fullscreen")).to_have_count(0)
    expect(page.locator("body")).to_have_attribute("data-same", "yes")


def test_single_keys_that_were_switched_off_do_nothing_and_a_clicker_still_works(open_slides):
    page = open_slides().page
    page.evaluate("localStorage.setItem('lesson-keys', 'off')")
    for key in ("b", "n", "p"):
        page.keyboard.press(key)
    expect(page.locator("body")).not_to_have_attribute("data-black", "")
    expect(page.locator(".presenter")).to_be_hidden()
    page.keyboard.press("PageDown")
    assert number(page) == 2


@pytest.mark.parametrize(("to", "slide"), [([100, 210], 4), ([600, 190], 2), ([330, 200], 3), ([200, 500], 3)])
def test_a_finger_swipes_sideways_and_nothing_else_turns_the_slide(open_slides, to, slide):
    page = open_slides(at="blockquote", width=700, has_touch=True).page
    page.evaluate(SWIPE, [[300, 200], to])
    assert number(page) == slide


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_the_hand_and_the_voice_follow_to_the_slide(open_slides):
    page = open_slides(at="h2[id^='The-claim']").page
    expect(page.get_by_role("heading", name="The claim on the table")).to_be_focused()
    expect(page.locator(".slidebar [role=status]")).to_have_text(re.compile(r"Slide 4 of \d+"))


def test_what_is_skipped_is_on_no_slide_and_urgent_help_is(open_slides):
    page = open_slides().page
    told = " ".join(slide["words"] for slide in page.evaluate(MEASURE))
    assert "Some back pain needs help now, and no insert." in told
    assert "The works behind this lesson" not in told
    assert page.locator(".cell[data-shown][data-slide=skip]").count() == 0


def test_on_paper_slides_are_the_whole_page_again(open_slides):
    page = open_slides().page
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="What to remember")).to_be_visible()
    expect(page.locator(".slidebar")).to_be_hidden()


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_slide_fits_the_window_of_a_projector(open_slides, lesson):
    offline = open_slides(lesson)
    slides = offline.page.evaluate(MEASURE)
    assert [slide for slide in slides if slide["wide"] > 0] == []
    too_tall = [slide for slide in slides if slide["tall"] > 0 and not re.search(TALL, slide["words"])]
    assert too_tall == []
    offline.assert_silent()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_slides_and_in_a_poll(open_slides, scheme, width):
    page = open_slides(at=question("chain-check-1"), width=width, color_scheme=scheme).page
    page.keyboard.press("n")
    assert find_violations(page) == []
    page.keyboard.press("p")
    vote(page, (4, 9, 2, 1))
    page.get_by_role("button", name="Show the answer").click()
    assert find_violations(page) == []


# --- figures ----------------------------------------------------------------------------------------------------------


def test_a_figure_keeps_its_setting_into_the_slides_and_out_again(open_lesson):
    page = open_lesson(viewport={"width": 1280, "height": 720}).page
    lab = page.locator(".lesson-explorable").filter(has=page.locator('form[aria-label*="How tightly"]'))
    lab.get_by_label("correlation r").check()
    words = lab.locator(".caption").text_content()
    page.keyboard.press("c")
    go_to(page, 'form[aria-label*="How tightly"]')
    expect(lab.get_by_label("correlation r")).to_be_checked()
    lab.locator("input[type=radio]").first.check()
    page.keyboard.press("Escape")
    assert lab.locator(".caption").text_content() != words


def test_a_page_opened_at_a_slide_brings_its_figure_to_life(pages, offline_page, open_slides):
    page = open_slides(at='form[aria-label*="How tightly"]').page
    fresh = offline_page(pages[NAME], page.url[page.url.index("#") :], viewport={"width": 1280, "height": 720}).page
    shown = fresh.locator(SHOWN)
    expect(shown.locator(".lesson-explorable")).to_be_visible()
    shown.get_by_label("correlation r").check()
    expect(shown.locator(".stage > svg")).to_have_attribute("aria-label", shown.locator(".caption").text_content())


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_a_figure_fills_most_of_the_window(open_slides, size):
    page = open_slides(at='form[aria-label^="Controls: Domino"]', width=size[0], height=size[1]).page
    page.locator(SHOWN).locator(".veil button").click()
    picture = page.locator(SHOWN).locator(".stage > svg").bounding_box()
    assert picture["height"] > 0.7 * size[1]
    assert page.evaluate("document.querySelector('main').scrollHeight <= document.querySelector('main').clientHeight")


def test_every_figure_of_a_lesson_is_alive_on_its_slide(open_slides):
    page = open_slides().page
    for lab in page.locator(".lesson-explorable").all():
        assert lab.get_attribute("data-live") == "baked"
    assert page.locator(".lesson-explorable").count() == sum(
        NOTEBOOKS[NAME].read_text("utf-8").count(f'"{name}(') + NOTEBOOKS[NAME].read_text("utf-8").count(f"= {name}(")
        for name in shipped()
    )


# --- presenter notes --------------------------------------------------------------------------------------------------


def test_notes_are_hidden_until_they_are_asked_for(open_slides):
    page = open_slides().page
    note = notes_of(NAME)["title"]
    expect(page.locator(".presenter")).to_be_hidden()
    page.keyboard.press("n")
    panel = page.get_by_role("complementary", name="Presenter notes")
    expect(panel).to_contain_text(f"{note.minutes} min\nAsk: {note.ask}")
    page.keyboard.press("n")
    expect(page.locator(".presenter")).to_be_hidden()


def test_notes_follow_the_slide_and_say_where_there_are_none(open_slides):
    page = open_slides().page
    page.get_by_role("button", name="Notes").click()
    page.keyboard.press("PageDown")
    expect(page.locator(".presenter")).to_have_text("No note for this slide.")
    go_to(page, question("chain-check-1"))
    expect(page.locator(".presenter")).to_contain_text("This question decides.")


def test_a_reader_of_the_page_sees_no_note(open_lesson):
    page = open_lesson().page
    told = page.locator("body").inner_text()
    assert not any(note.ask in told for note in notes_of(NAME).values())


# --- asking the room --------------------------------------------------------------------------------------------------


def vote(page: Any, hands: tuple[int, ...], round: str = "first") -> None:
    """Type how many hands there were for each option, and show the split."""
    for letter, count in zip("ABCDEFGH", hands):
        page.get_by_label(f"{letter}, {round}: how many hands?").fill(str(count))
    page.get_by_role("button", name="Show the split").click()


def splits(page: Any) -> list[str]:
    return [one.text_content() for one in page.locator("dialog .split").all() if one.is_visible()]


def test_a_poll_shows_the_question_alone_with_letters_and_nothing_of_its_answer(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    page.get_by_role("button", name="Poll").click()
    poll = page.get_by_role("dialog")
    stem = find_question(page, "chain-check-1").locator("legend").text_content()
    expect(poll.get_by_role("heading")).to_have_text(stem)
    assert [one.text_content() for one in poll.locator("li > b").all()] == list("ABCD")
    # The second round and the answer wait until a split was seen.
    assert poll.get_by_role("button").all_text_contents() == ["Show the split", "Close"]
    expect(poll.locator(".told:visible")).to_have_count(0)


def test_the_split_is_numbers_and_shares_of_those_who_answered(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    page.keyboard.press("p")
    vote(page, (4, 12, 7, 3))
    assert splits(page) == ["first: 4, 15%", "first: 12, 46%", "first: 7, 27%", "first: 3, 12%"]
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("first: 26 answered")
    widths = "(all) => all.map((one) => parseFloat(getComputedStyle(one, '::before').width))"
    bars = page.locator("dialog .split").evaluate_all(widths)
    assert sorted(bars[::2]) == [bars[6], bars[0], bars[4], bars[2]]
    page.get_by_role("button", name="Hide the split").click()
    assert splits(page) == []


def test_below_ten_people_no_share_is_shown(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    page.keyboard.press("p")
    vote(page, (4, 3, 2))
    assert splits(page) == ["first: 4", "first: 3", "first: 2", "first: 0"]
    page.get_by_label("D, first").fill("1")
    assert splits(page)[0] == "first: 4, 40%"


def test_after_talking_the_second_round_stands_beside_the_first_and_then_the_answer(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    page.keyboard.press("p")
    vote(page, (4, 12, 7, 3))
    page.get_by_role("button", name="Ask again").click()
    assert splits(page) == []
    expect(page.get_by_label("A, after talking: how many hands?")).to_be_focused()
    vote(page, (1, 20, 4, 1), "after talking")
    assert splits(page)[2:4] == ["first: 12, 46%", "after talking: 20, 77%"]
    poll = page.get_by_role("dialog")
    expect(poll.get_by_text("This fits.")).to_be_hidden()
    poll.get_by_role("button", name="Show the answer").click()
    marked = [row.inner_text()[0] for row in poll.get_by_role("listitem").all() if "This fits." in row.inner_text()]
    assert marked == ["B"]
    expect(poll.locator("div.told")).to_be_visible()


def test_a_poll_that_is_closed_while_people_talk_keeps_its_hands_and_the_card_learns_nothing(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    stored = page.evaluate("JSON.stringify(localStorage)")
    page.keyboard.press("p")
    vote(page, (5, 6, 7, 8))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body")).to_have_attribute("data-classroom", "")
    page.keyboard.press("p")
    expect(page.get_by_label("B, first")).to_have_value("6")
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("JSON.stringify(localStorage)") == stored
    expect(find_question(page, "chain-check-1").locator("input:checked")).to_have_count(0)
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-classroom", "")  # the figures in view come first
    page.keyboard.press("p")
    expect(page.get_by_label("B, first")).to_have_value("")


def test_hands_that_are_no_number_count_as_none(open_slides):
    page = open_slides(at=question("chain-check-1")).page
    page.keyboard.press("p")
    page.get_by_label("A, first").fill("-4")
    page.get_by_label("B, first").fill("2.9")
    page.get_by_role("button", name="Show the split").click()
    assert splits(page) == ["first: 0", "first: 2", "first: 0", "first: 0"]


def test_where_more_than_one_may_fit_hands_are_counted_and_not_shared_out(open_slides):
    page = open_slides(at=question("chain-check-3")).page
    page.keyboard.press("p")
    expect(page.get_by_role("dialog")).to_contain_text("More than one may fit.")
    vote(page, (12, 20, 18, 1))
    assert splits(page)[0] == "first: 12"
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("first: 51 hands")


@pytest.mark.parametrize(
    ("lesson", "id", "options"),
    [(NAME, "which-stands-on-ten", 3), (NAME, "chain-check-19", 5), ("03-legs-loads-lives", "legs-check-8", 4)],
)
def test_guesses_verdicts_and_places_can_be_polled(open_slides, lesson, id, options):
    page = open_slides(lesson, question(id)).page
    page.keyboard.press("p")
    vote(page, (5,) * options)
    assert len(splits(page)) == options
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_text("This fits.")).to_have_count(1)


def test_the_places_of_a_picture_carry_their_letters(open_slides):
    page = open_slides("03-legs-loads-lives", ".lesson-quiz[data-kind=hotspot]").page
    page.keyboard.press("p")
    poll = page.get_by_role("dialog")
    assert poll.locator(".marker").all_text_contents() == list("ABCD")
    picture = poll.locator(".picture svg").bounding_box()
    for marker in poll.locator(".marker").all():
        box = marker.bounding_box()
        assert picture["x"] - 20 <= box["x"] <= picture["x"] + picture["width"] + 20
        assert picture["y"] - 20 <= box["y"] <= picture["y"] + picture["height"] + 20


@pytest.mark.parametrize("at", ["h2[id^='The-claim']", question("pelvis-at-10"), question("chain-check-20")])
def test_where_there_is_nothing_to_choose_from_there_is_no_poll(open_slides, at):
    page = open_slides(at=at).page
    expect(page.get_by_role("button", name="Poll")).to_be_hidden()
    page.keyboard.press("p")
    expect(page.get_by_role("dialog")).to_have_count(0)
