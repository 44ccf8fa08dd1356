"""A lesson on paper: answers only where they were asked for, figures as they stand, links as notes, nothing blank."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pytest

from .drive import finish_everything, set_values
from .server import NAME

#: What only somebody who answered may read.
TOLD = ".lesson-quiz :is(.said:not(:empty), .verdict:not(:empty), .why, .told:not(:empty), .judged)"
#: The browser's own way to paper, without its dialog: listeners first, then the rules for print.
PRINT = "dispatchEvent(new Event('beforeprint'))"
DONE = "dispatchEvent(new Event('afterprint'))"
NUMBER = re.compile(r"^ (\d+)$")
ADD_LINKS = """() => {
  for (const place of ["https://example.org/one", "https://example.org/two", "https://example.org/one", "#words"])
    document.querySelector("main p").append(
      Object.assign(document.createElement("a"), { href: place, textContent: "here" }));
}"""
READ_NOTE = "(one) => (one.nextElementSibling?.matches('sup.lesson-note') ? one.nextElementSibling.textContent : '')"
READ_WIDTHS = """(one) => ["Top", "Right", "Bottom", "Left"]
  .map((side) => parseFloat(getComputedStyle(one)[`border${side}Width`]))"""


def expect(found: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(found)


def put_on_paper(page: Any) -> None:
    """Go as far as the printer's dialog."""
    page.evaluate(PRINT)
    page.emulate_media(media="print")


def ask_for_answers(page: Any) -> None:
    """Press the button for it, with a printer that only listens."""
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print with answers").click()
    put_on_paper(page)


def seen(page: Any, found: str) -> int:
    """How many of these can be seen."""
    return sum(one.is_visible() for one in page.locator(found).all())


# --- answers ----------------------------------------------------------------------------------------------------------


def test_a_question_prints_as_it_was_asked_whatever_was_answered(open_lesson):
    page = open_lesson().page
    questions = page.locator(".lesson-quiz[data-question]").count()
    finish_everything(page)
    assert seen(page, TOLD) > questions
    put_on_paper(page)
    assert seen(page, TOLD) == 0
    assert seen(page, ".lesson-quiz-still") == questions > 0
    assert seen(page, ".lesson-quiz input, .lesson-quiz button") == 0


def test_with_answers_what_was_chosen_and_told_prints_and_each_question_once(open_lesson):
    page = open_lesson().page
    finish_everything(page)
    told = seen(page, TOLD)
    ask_for_answers(page)
    assert seen(page, TOLD) == told > 0
    assert seen(page, ".lesson-quiz-still") == 0
    assert page.locator(".lesson-quiz input:checked:visible").count() > 0
    assert seen(page, ".lesson-quiz button") == 0


def test_the_wish_for_answers_holds_for_one_print(open_lesson):
    page = open_lesson().page
    finish_everything(page)
    ask_for_answers(page)
    page.evaluate(DONE)
    put_on_paper(page)
    assert seen(page, TOLD) == 0


def test_a_picture_to_point_at_prints_with_its_letters_and_without_what_was_chosen(open_lesson):
    page = open_lesson(lesson="03-legs-loads-lives").page
    question = page.locator(".lesson-quiz:has(.picture)").first
    finish_everything(page)
    put_on_paper(page)
    expect(question.locator(".picture svg")).to_be_visible()
    assert question.locator(".letter:visible").count() == question.locator(".option").count() > 1
    grounds = question.locator(".marker").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert set(grounds) == {"rgba(0, 0, 0, 0)"}
    assert question.locator(".said:visible, .verdict:visible, input:visible").count() == 0


def test_what_is_for_teachers_prints_only_with_answers(open_lesson):
    page = open_lesson().page
    page.evaluate("""() => {
      const fold = Object.assign(document.createElement("details"), { className: "for-teacher" });
      fold.append(Object.assign(document.createElement("summary"), { textContent: "For the teacher" }), "Key: B");
      document.querySelector("main").append(fold);
    }""")
    put_on_paper(page)
    expect(page.locator(".for-teacher")).to_be_hidden()
    page.evaluate(DONE)
    page.emulate_media(media="screen")
    ask_for_answers(page)
    expect(page.locator(".for-teacher")).to_contain_text("Key: B")
    expect(page.locator(".for-teacher")).to_have_attribute("open", "")


# --- figures, cards, links --------------------------------------------------------------------------------------------


def test_a_figure_prints_at_the_setting_it_was_left_at(open_lesson):
    page = open_lesson().page
    finish_everything(page)
    lab = page.locator(".lesson-explorable").nth(1)
    set_values(lab, {"wedge": 4})
    put_on_paper(page)
    expect(lab.locator(".caption")).to_contain_text("A wedge of 4.0°")
    expect(lab.locator(".stage > svg")).to_be_visible()
    assert lab.locator(".controls:visible, button:visible").count() == 0


def test_the_evidence_of_every_card_prints_and_is_folded_again_afterwards(open_lesson):
    page = open_lesson().page
    cards = page.locator(".lesson-claim details")
    put_on_paper(page)
    assert [card.get_attribute("open") for card in cards.all()] == [""] * cards.count()
    assert seen(page, ".lesson-claim details dl") == cards.count() > 3
    assert seen(page, ".lesson-code") == 0
    page.evaluate(DONE)
    assert [card.get_attribute("open") for card in cards.all()] == [None] * cards.count()


def test_after_printing_the_page_is_what_it_was(open_lesson):
    page = open_lesson().page

    def read() -> str:
        # What is spoken comes when it comes.
        return re.sub(r'aria-live="polite">[^<]*<', "<", page.locator("main").inner_html())

    before = read()
    page.evaluate(PRINT)
    page.evaluate(PRINT)  # some browsers say it twice
    assert read() != before
    page.evaluate(DONE)
    assert read() == before


def test_every_outside_link_can_be_followed_from_paper(open_lesson):
    page = open_lesson().page
    page.evaluate(ADD_LINKS)
    put_on_paper(page)
    listed = page.locator("main > ol.lesson-note li").all_text_contents()
    assert listed[:2] == ["https://example.org/one", "https://example.org/two"]
    assert len(set(listed)) == len(listed)
    told = page.locator("main p").first.locator("sup.lesson-note").all_text_contents()
    assert told == [" 1", " 2", " 1"]
    for link in page.locator("main a[href^=http]:visible").all():
        noted = link.evaluate(READ_NOTE)
        address = link.evaluate("(one) => one.href")
        read = (link.text_content() or "").strip()
        named = listed[int(noted) - 1] == address if NUMBER.match(noted) else re.match(r"doi:|http|www\.", read)
        assert named, read
    assert page.locator("main a[href^='#'] + sup.lesson-note").count() == 0


def test_the_stop_notice_prints_in_a_frame_and_nothing_of_the_machinery(open_lesson):
    page = open_lesson().page
    put_on_paper(page)
    notice = page.locator("blockquote", has_text="Some back pain needs help now")
    widths = notice.evaluate(READ_WIDTHS)
    assert min(widths) >= 1
    for needless in (
        ".skip",
        ".contents",
        ".masthead button",
        ".masthead form",
        ".printing",
        ".anchor",
        "footer button",
    ):
        assert seen(page, needless) == 0, needless


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_a_dark_page_prints_light(open_lesson, theme):
    page = open_lesson(color_scheme="dark").page
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    put_on_paper(page)
    for element in ("body", ".lesson-claim", ".lab-body"):
        ground = page.locator(element).first.evaluate("(one) => getComputedStyle(one).backgroundColor")
        assert ground == "rgb(255, 255, 255)", element
    ink = page.locator(".lesson-figure text").first.evaluate("(one) => getComputedStyle(one).fill")
    assert max(int(part) for part in re.findall(r"\d+", ink)) < 128


# --- the sheets themselves --------------------------------------------------------------------------------------------


def read_sheets(pdf: bytes) -> list[bytes]:
    """What is drawn on each sheet of a PDF that Chromium made."""
    parts = {
        int(found[1]): found[2] for found in re.finditer(rb"^(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL | re.MULTILINE)
    }
    contents = [
        re.search(rb"/Contents (\d+) 0 R", part) for part in parts.values() if re.match(rb"<</Type /Page\b", part)
    ]
    drawn = [parts[int(found[1])] for found in contents if found]
    return [zlib.decompress(part[part.index(b"stream\n") + 7 : part.rindex(b"\nendstream")]) for part in drawn]


def is_blank(sheet: bytes) -> bool:
    """Whether nothing but the page's number stands on it."""
    return sheet.count(b"Tj") < 8 and len(re.findall(rb" c$| l$", sheet, re.MULTILINE)) < 20


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_sheet_is_blank_and_the_page_is_whole_again_after_it(open_lesson, paper):
    page = open_lesson(color_scheme="dark").page
    sheets = read_sheets(page.pdf(format=paper))
    assert 10 < len(sheets) < 40
    assert [number for number, sheet in enumerate(sheets, 1) if is_blank(sheet)] == []
    assert page.locator(".lesson-note, .lesson-claim details[open]").count() == 0


def test_a_blank_sheet_would_be_seen(open_lesson):
    page = open_lesson(lesson=NAME).page
    page.evaluate("""document.querySelector("main").insertAdjacentHTML("afterbegin",
      '<div style="break-before: page; break-after: page; height: 1cm"></div>')""")
    assert any(is_blank(sheet) for sheet in read_sheets(page.pdf(format="A4")))
