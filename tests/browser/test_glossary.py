"""Words that explain themselves: on the offline page, and in a JupyterLab with more than one notebook open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lessons_lib.glossary.terms import find, taught_in

from .drive import choose, open_notebook, run_all

LINK = 'a[href$="#term-{}"]'
WIDTHS = (1280, 360)
OWN = "A meaning of its own."


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


def link_to(page: Any, word: str = "kinetic-chain") -> Any:
    """The first link to a word; `pelvis` stands on a line above."""
    return page.locator(LINK.format(word)).first


def tip_of(page: Any) -> Any:
    return page.get_by_role("tooltip")


def expect_meaning(page: Any, word: str, meaning: str = "") -> None:
    """One tip, with this word's meaning, and the word is described by it."""
    expect(tip_of(page)).to_have_count(1)
    expect(tip_of(page)).to_have_text(find(word).term + (meaning or find(word).plain))
    expect(link_to(page, word)).to_have_attribute("aria-describedby", tip_of(page).get_attribute("id"))


def expect_none(page: Any) -> None:
    expect(tip_of(page)).to_have_count(0)
    expect(page.locator("[aria-describedby=lesson-tip]")).to_have_count(0)


def sticks_out(tip: Any, width: int, height: int = 900) -> bool:
    box = tip.bounding_box()
    return box["x"] < 0 or box["y"] < 0 or box["x"] + box["width"] > width or box["y"] + box["height"] > height


# --- pointer and keys -------------------------------------------------------------------------------------------------


@pytest.fixture
def offline(open_lesson: Callable[..., Any]) -> Any:
    """The lesson's page, which must stay silent until the end."""
    opened = open_lesson()
    yield opened
    opened.assert_silent()


@pytest.fixture
def page(offline: Any) -> Any:
    return offline.page


def test_a_pointer_on_a_word_brings_up_its_meaning_and_leaving_takes_it_away(page):
    link_to(page).hover()
    expect_meaning(page, "kinetic-chain")
    page.mouse.move(5, 5)
    expect_none(page)


def test_the_pointer_may_move_onto_the_meaning(page):
    link_to(page).hover()
    box = tip_of(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.evaluate("new Promise((done) => setTimeout(done, 400))")  # longer than the tip lingers
    expect_meaning(page, "kinetic-chain")


def test_another_word_takes_its_place(page):
    link_to(page).hover()
    expect_meaning(page, "kinetic-chain")
    link_to(page, "pelvis").hover()
    expect_meaning(page, "pelvis")


def test_escape_dismisses_it_while_the_pointer_rests(page):
    link_to(page).hover()
    expect_meaning(page, "kinetic-chain")
    page.keyboard.press("Escape")
    expect_none(page)


def test_a_key_that_comes_to_a_word_shows_it_and_going_on_hides_it(page):
    link_to(page, "pelvis").evaluate("(link) => link.focus({ focusVisible: true })")
    expect_meaning(page, "pelvis")
    page.keyboard.press("Tab")
    expect_meaning(page, "kinetic-chain")
    page.keyboard.press("Escape")
    expect_none(page)
    expect(link_to(page)).to_be_focused()


def test_enter_keeps_the_meaning_and_does_not_jump(page):
    link_to(page).evaluate("(link) => link.focus({ focusVisible: true })")
    page.keyboard.press("Enter")
    expect_meaning(page, "kinetic-chain")
    page.keyboard.press("Enter")
    expect_none(page)
    assert "#" not in page.url


def test_a_click_elsewhere_takes_away_what_a_click_has_kept(page):
    link_to(page).click()
    page.mouse.move(5, 5)
    page.evaluate("new Promise((done) => setTimeout(done, 400))")
    expect_meaning(page, "kinetic-chain")
    page.mouse.click(5, 5)
    expect_none(page)


def test_it_follows_its_word_when_the_page_scrolls_and_goes_when_the_word_does(page):
    link_to(page).click()
    before = tip_of(page).bounding_box()["y"] - link_to(page).bounding_box()["y"]
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(50)
    assert tip_of(page).bounding_box()["y"] - link_to(page).bounding_box()["y"] == pytest.approx(before, abs=1)
    page.locator(".lesson-words").scroll_into_view_if_needed()
    expect_none(page)


# --- touch and small screens ------------------------------------------------------------------------------------------


def test_a_tap_shows_the_meaning_a_second_hides_it_and_none_jumps(open_lesson):
    offline = open_lesson(360, has_touch=True)
    for wanted in (expect_meaning, lambda page, _: expect_none(page), expect_meaning):
        link_to(offline.page).tap()
        wanted(offline.page, "kinetic-chain")
    assert "#" not in offline.page.url
    offline.assert_silent()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_meaning_stays_on_the_screen(open_lesson, width):
    page = open_lesson(width).page
    links = page.locator('a[href*="#term-"]').all()
    assert len(links) >= 10
    for link in links:
        link.click()
        assert not sticks_out(tip_of(page), width), link.text_content()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_at_the_lower_end_of_the_window_it_stands_above_its_word(page):
    link_to(page).evaluate("(link) => scrollBy(0, link.getBoundingClientRect().bottom - innerHeight + 10)")
    link_to(page).click()
    tip, word = tip_of(page).bounding_box(), link_to(page).bounding_box()
    assert tip["y"] + tip["height"] <= word["y"]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_every_linked_word_is_in_the_list(page):
    wanted = {link.get_attribute("href") for link in page.locator('a[href^="#term-"]').all()}
    assert wanted == {f"#{term.anchor}" for term in taught_in("01")}
    assert all(page.locator(f"dl dt{anchor}").count() == 1 for anchor in wanted)


def test_without_scripts_a_word_leads_to_its_meaning(offline_page, lesson_page):
    page = offline_page(lesson_page, java_script_enabled=False, viewport={"width": 360, "height": 640}).page
    link_to(page).click()
    assert page.url.endswith("#term-kinetic-chain")
    expect(page.locator("#term-kinetic-chain")).to_be_in_viewport()
    expect(page.locator("#term-kinetic-chain + dd")).to_have_text(find("kinetic chain").plain)


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 26, 32)")])
def test_it_wears_the_theme_and_breaks_no_rule_of_access(open_lesson, scheme, paper):
    from axe_playwright_python.sync_playwright import Axe

    page = open_lesson(color_scheme=scheme, bypass_csp=True).page
    link_to(page).click()
    assert tip_of(page).evaluate("(tip) => getComputedStyle(tip).backgroundColor") == paper
    broken = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], [node["html"][:80] for node in one["nodes"]]) for one in broken] == []


# --- JupyterLab -------------------------------------------------------------------------------------------------------

OTHER = f"""from lessons_lib.glossary.terms import Term
from lessons_lib.glossary.words import Words
Words("99", (Term("arch", "arch", (), "{OWN}", ()),))"""


def write_notebook(path: Path, title: str, code: str) -> None:
    links = f"# {title}\n\nThe [arch](#term-arch), the [pelvis](#term-pelvis)."
    cells = [new_markdown_cell(links, id="text"), new_code_cell(code, id="list")]
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=python), path)


@pytest.fixture(scope="module")
def two_open(chromium, lab_server):
    """Two notebooks side by side in one JupyterLab: the second has a meaning of its own for `arch`."""
    code = 'from lessons_lib.lesson import words\nwords("01")'
    for name, source in (("first", code), ("second", OTHER)):
        write_notebook(lab_server.folder / f"{name}.ipynb", name, source)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    # A workspace of its own: another test may have left the shared one with its list of files folded away.
    open_notebook(page, lab_server.address_of("first.ipynb").replace("/doc/", "/lab/workspaces/glossary/"))
    run_all(page)
    expect(page.locator(".lesson-words")).to_have_count(1, timeout=60_000)
    page.locator(".jp-DirListing-item").get_by_text("second.ipynb").dblclick()
    run_second(page)
    yield page
    context.close()


def run_second(page: Any) -> None:
    """Run the notebook in front, again where its kernel was not there yet: JupyterLab then asks for one instead."""
    panel_of(page, "second").wait_for()
    lists = page.locator(".lesson-glossary")
    for _ in range(10):
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]:visible").wait_for()
        run_all(page)
        if appears(lists.nth(1)):
            break
        for dialog in page.locator(".jp-Dialog .jp-mod-accept").all():
            dialog.click()
    expect(lists).to_have_count(2)


def appears(place: Any) -> bool:
    """Whether something stands in the page within some seconds."""
    from playwright.sync_api import TimeoutError as TooLate

    try:
        place.wait_for(state="attached", timeout=10_000)
    except TooLate:
        return False
    return True


def panel_of(page: Any, title: str) -> Any:
    return page.locator(".jp-NotebookPanel").filter(has=page.get_by_role("heading", name=title))


def turn_to(page: Any, name: str) -> Any:
    page.locator(".lm-TabBar-tab").get_by_text(f"{name}.ipynb").click()
    panel = panel_of(page, name)
    panel.wait_for()
    return panel


def test_in_jupyterlab_a_word_explains_itself_in_its_own_notebook_only(two_open):
    first = turn_to(two_open, "first")
    first.locator(LINK.format("pelvis")).hover()
    expect(tip_of(two_open)).to_have_text("pelvis" + find("pelvis").plain)
    first.locator(LINK.format("arch")).hover()  # the first notebook's lesson does not list it, the second's does
    expect_none(two_open)
    second = turn_to(two_open, "second")
    second.locator(LINK.format("arch")).hover()
    expect(tip_of(two_open)).to_have_text(f"arch{OWN}")
    second.locator(LINK.format("pelvis")).hover()
    expect_none(two_open)


def test_in_jupyterlab_a_click_shows_the_meaning_and_escape_hides_it(two_open):
    first = turn_to(two_open, "first")
    first.locator(LINK.format("pelvis")).click()
    expect(tip_of(two_open)).to_be_visible()
    assert not sticks_out(tip_of(two_open), 1280)
    two_open.keyboard.press("Escape")
    expect_none(two_open)


@pytest.mark.parametrize(("theme", "paper"), [("Dark", "rgb(20, 26, 32)"), ("Light", "rgb(255, 255, 255)")])
def test_in_jupyterlab_it_wears_the_theme(two_open, theme, paper):
    first = turn_to(two_open, "first")
    choose(two_open, "Settings", "Theme", f"JupyterLab {theme}")
    expect(two_open.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "Light").lower())
    first.locator(LINK.format("pelvis")).hover()
    expect(tip_of(two_open)).to_have_css("background-color", paper)
    two_open.keyboard.press("Escape")


def test_in_jupyterlab_nothing_is_left_when_the_outputs_are_cleared(two_open):
    first = turn_to(two_open, "first")
    run_all(two_open)  # a list that is shown anew takes the place of the old one
    expect(first.locator(".lesson-glossary")).to_have_count(1)
    first.locator(LINK.format("pelvis")).hover()
    expect(tip_of(two_open)).to_have_count(1)
    choose(two_open, "Edit", "Clear Outputs of All Cells")
    expect(first.locator(".lesson-glossary")).to_have_count(0)
    expect_none(two_open)
    first.locator(LINK.format("arch")).hover()
    first.locator(LINK.format("pelvis")).hover()
    two_open.evaluate("new Promise((done) => setTimeout(done, 400))")  # longer than a tip would take
    expect_none(two_open)
