"""Light, dark, high contrast and a reader's own colours: what is chosen is worn, by pages, widgets and figures."""

from __future__ import annotations

from typing import Any

import pytest

from lessons_lib.claims.card import claim

from .drive import finish_everything, lock_in, open_figure, read_contrasts
from .server import NAME

#: What a system may ask for, and what words must at least have there.
SYSTEMS = {
    "light": ({"color_scheme": "light"}, 4.5),
    "dark": ({"color_scheme": "dark"}, 4.5),
    "light contrast": ({"color_scheme": "light", "contrast": "more"}, 7),
    "dark contrast": ({"color_scheme": "dark", "contrast": "more"}, 7),
}
#: Bars and dots, bodies and hatches, a map of colours.
LOOKED_AT = ("01-kinetic-chain", "02-foot-types", "04-what-an-insert-does", "06-does-it-work")

each_system = pytest.mark.parametrize("system", SYSTEMS)
READ_STYLE = """(element, [name, pseudo]) => getComputedStyle(element, pseudo)[name]"""
COUNT_MOVING = """() => {
  const waits = [...document.querySelectorAll("*")].map((one) => getComputedStyle(one).transitionDuration);
  return [document.getAnimations().length, waits.filter((wait) => wait !== "0s").length];
}"""
READ_TEXTS = r"""() => {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const shares = parts(colour).map((part) => part / 255);
    const [r, g, b] = shares.map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) === 1) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const PASSED = "svg, script, style, .aloud, .skip, .anchor, :disabled";
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const [words, element] = [walk.currentNode.textContent.trim(), walk.currentNode.parentElement];
    if (!words || !element.checkVisibility() || element.closest(PASSED)) continue;
    const [ink, paper] = [light(getComputedStyle(element).color), light(ground(element))];
    found.push([words, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)]);
  }
  return found;
}"""


def expect(found: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(found)


def read(element: Any, name: str, pseudo: str | None = None) -> str:
    """What a style comes to."""
    found: str = element.evaluate(READ_STYLE, [name, pseudo])
    return found


def wear(page: Any, words: str) -> Any:
    """Press the theme button until it says these words."""
    button = page.get_by_role("button", name="Theme:")
    for _ in range(4):
        if button.text_content() == f"Theme: {words}":
            return button
        button.click()
    pytest.fail(f"The button never says {words}.")


# --- what is chosen ---------------------------------------------------------------------------------------------------


def test_the_button_goes_through_four_themes_and_the_choice_is_kept(open_lesson):
    page = open_lesson().page
    button = page.get_by_role("button", name="Theme:")
    heard = []
    for _ in range(4):
        heard.append(button.text_content())
        button.click()
    assert heard == [f"Theme: {words}" for words in ("auto", "light", "dark", "high contrast")]
    assert wear(page, "high contrast").text_content() == "Theme: high contrast"
    page.reload()
    expect(page.get_by_role("button", name="Theme:")).to_have_text("Theme: high contrast")
    assert read(page.locator("body"), "color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(0, 0, 0)")])
def test_high_contrast_is_black_and_white_by_the_scheme_of_the_system(open_lesson, scheme, paper):
    page = open_lesson(color_scheme=scheme).page
    wear(page, "high contrast")
    assert read(page.locator("body"), "backgroundColor") == paper
    assert {read(page.locator("body"), "color"), paper} == {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}


def test_auto_follows_a_wish_for_more_contrast_and_a_choice_wins_over_it(open_lesson):
    page = open_lesson(color_scheme="dark", contrast="more").page
    assert read(page.locator("body"), "backgroundColor") == "rgb(0, 0, 0)"
    wear(page, "dark")
    assert read(page.locator("body"), "backgroundColor") == "rgb(20, 26, 32)"
    wear(page, "light")
    assert read(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"


def test_widgets_wear_the_theme_of_the_page(open_lesson):
    page = open_lesson(color_scheme="light").page
    card = page.locator(".lesson-quiz .card").first
    for words, paper, edge in (("dark", "rgb(20, 26, 32)", "1px"), ("high contrast", "rgb(255, 255, 255)", "2px")):
        wear(page, words)
        assert (read(card, "backgroundColor"), read(card, "borderTopWidth")) == (paper, edge)
        assert read(page.locator(".lab-body").first, "backgroundColor") == paper


# --- high contrast is more than colours -------------------------------------------------------------------------------


def test_in_high_contrast_focus_edges_links_lines_and_hatches_are_stronger(open_lesson):
    page = open_lesson().page
    link = page.locator(".contents a").first
    hatch, line = (
        page.locator(".lesson-figure pattern path").first,
        page.locator('.lesson-figure [stroke-width="1.39"]').first,
    )

    def look() -> list[float | str]:
        link.focus()
        widths = [read(hatch, "strokeWidth"), read(line, "strokeWidth"), read(link, "outlineWidth")]
        return [*(float(width.removesuffix("px")) for width in widths), read(link, "textDecorationLine")]

    plain = look()
    wear(page, "high contrast")
    page.keyboard.press("Tab")
    strong = look()
    assert plain[:2] == [1.67, 1.39]  # as they were drawn
    assert plain[3] == "none"
    assert all(strong[place] > plain[place] for place in range(3)), (plain, strong)
    assert strong[3] == "underline"


@each_system
def test_all_words_of_a_finished_page_stand_out(open_lesson, system):
    options, least = SYSTEMS[system]
    page = open_lesson(**options).page
    finish_everything(page)
    found = page.evaluate(READ_TEXTS)
    assert len(found) > 200
    assert [(words[:60], round(contrast, 2)) for words, contrast in found if contrast < least] == []


@pytest.mark.parametrize("lesson", LOOKED_AT)
@each_system
def test_the_words_of_figures_stand_out_in_every_theme(open_lesson, lesson, system):
    options, least = SYSTEMS[system]
    page = open_lesson(lesson=lesson, **options).page
    found = read_contrasts(page)
    assert len(found) > 10
    assert [(words, round(contrast, 2)) for words, contrast in found if contrast < least] == []


def test_a_word_that_is_too_faint_would_be_seen(open_lesson):
    page = open_lesson(contrast="more").page
    page.evaluate("document.querySelector('main p').style.color = '#777777'")
    assert min(contrast for _, contrast in page.evaluate(READ_TEXTS)) == pytest.approx(4.48, abs=0.01)


def test_a_picture_without_any_script_follows_the_theme(offline_page, lesson_page):
    page = offline_page(lesson_page, java_script_enabled=False, color_scheme="dark").page
    words = page.locator(".lesson-still .lesson-figure text").first
    assert read(words, "fill") in ("rgb(232, 237, 242)", "rgb(169, 182, 194)")


# --- a reader's own colours (forced) ----------------------------------------------------------------------------------


@pytest.fixture
def forced_page(open_lesson) -> Any:
    return open_lesson(forced_colors="active", color_scheme="dark").page


def test_with_forced_colours_a_figure_keeps_its_own_on_its_own_paper(forced_page):
    figure = forced_page.locator(".stage > .lesson-figure").first
    assert read(figure, "backgroundColor") == "rgb(20, 26, 32)"
    fills = figure.locator("path[fill]:not([fill=none])").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).fill)"
    )
    assert len(set(fills)) > 3


def test_with_forced_colours_what_is_chosen_and_what_has_the_focus_can_be_told(forced_page):
    question = forced_page.locator('.lesson-quiz[data-question="chain-check-1"]')
    question.get_by_role("radio").nth(1).check()
    chosen, other = question.locator(".option").nth(1), question.locator(".option").nth(0)
    assert read(chosen, "outlineStyle") == "solid"
    assert read(other, "outlineStyle") == "none"
    forced_page.keyboard.press("Tab")
    assert forced_page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for card in (".lesson-quiz .card", ".lab-body", ".lesson-claim"):
        assert read(forced_page.locator(card).first, "borderTopStyle") == "solid"


def test_with_forced_colours_the_marks_of_an_answer_keep_their_shape(forced_page):
    question = forced_page.locator('.lesson-quiz[data-question="which-stands-on-ten"]')
    lock_in(question, "I cannot tell")
    question.get_by_role("button", name="Compare").click()
    mark = question.locator(".judged.right").first
    assert read(mark, "backgroundColor", "::before") == "rgb(92, 200, 161)"


# --- JupyterLab, which has no palette of ours and names its theme at the body -----------------------------------------

LAB_THEMES = {
    "JupyterLab Light": ("true", "rgb(255, 255, 255)", "1px"),
    "JupyterLab Dark": ("false", "rgb(20, 26, 32)", "1px"),
    "JupyterLab Dark High Contrast": ("false", "rgb(0, 0, 0)", "2px"),
}


@pytest.mark.parametrize("name", LAB_THEMES)
def test_a_card_wears_the_theme_of_jupyterlab(offline_page, tmp_path, name):
    is_light, paper, edge = LAB_THEMES[name]
    lab = tmp_path / "lab.html"
    card = claim("C020")._repr_html_()
    lab.write_text(f'<body data-jp-theme-light="{is_light}" data-jp-theme-name="{name}">{card}', "utf-8")
    # Whatever the system wishes, the laboratory's own theme is worn.
    page = offline_page(lab, color_scheme="dark" if is_light == "true" else "light").page
    shown = page.locator(".lesson-claim")
    assert (read(shown, "backgroundColor"), read(shown, "borderTopWidth")) == (paper, edge)
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')") == ""


# --- still and small --------------------------------------------------------------------------------------------------


def test_nothing_moves_for_who_asked_for_less_motion(open_lesson):
    page = open_lesson(reduced_motion="reduce").page
    assert read(page.locator("html"), "scrollBehavior") == "auto"
    for lab in page.locator(".lesson-explorable").all():
        open_figure(lab)
    assert page.evaluate(COUNT_MOVING) == [0, 0]


def test_scrolling_is_smooth_for_everybody_else(open_lesson):
    page = open_lesson(reduced_motion="no-preference").page
    assert read(page.locator("html"), "scrollBehavior") == "auto"  # who comes by a link is there at once
    page.locator(".contents a").first.focus()
    assert read(page.locator("html"), "scrollBehavior") == "smooth"


def test_on_a_phone_the_thicker_edges_of_high_contrast_stick_out_nowhere(open_lesson):
    page = open_lesson(360, NAME, contrast="more").page
    finish_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
