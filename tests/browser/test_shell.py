"""What surrounds a page: the way on, the keys, links to every place, the search box."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest

from lessons_lib.publish.site import REST

from .drive import wait_for_widgets
from .tools import find_violations

NAME = "01-kinetic-chain"


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Any) -> str:
    said: str = page.evaluate("document.activeElement.textContent")
    return said.strip().removesuffix("#")


@pytest.fixture
def page(open_lesson):
    return open_lesson().page


def test_every_page_of_the_site_is_there(site_pages):
    assert {f"{name}.html" for name in site_pages} >= set(REST)


def test_lessons_lead_to_the_ones_beside_them(page):
    assert page.locator("[rel=prev]").get_attribute("href") == "00-start-here.html"
    assert page.locator("[rel=next]").get_attribute("href") == "02-foot-types.html"


def test_the_first_has_none_before_it_and_the_last_none_after(pages):
    first, last = pages["00-start-here"].read_text("utf-8"), pages["09-case-clinic"].read_text("utf-8")
    assert ('rel="prev"' in first, 'rel="next"' in first) == (False, True)
    assert ('rel="prev"' in last, 'rel="next"' in last) == (True, False)


def test_the_name_of_the_course_leads_to_the_first_page(page):
    assert page.locator(".masthead p a").get_attribute("href") == "index.html"


def test_every_link_within_the_site_leads_to_a_place_that_is_there(site_pages):
    texts = {f"{name}.html": path.read_text("utf-8") for name, path in site_pages.items()}
    places = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in texts.items()}
    dead = [
        (name, link)
        for name, text in texts.items()
        for link in re.findall(r'<a [^>]*?href="((?:[\w-]+\.html)?(?:\?[^"#]*)?(?:#[^"]*)?)"', text)
        if not leads_somewhere(name, link, places)
    ]
    assert dead == []


def leads_somewhere(name: str, link: str, places: dict[str, set[str]]) -> bool:
    target, _, place = link.partition("#")
    there = places.get(target.partition("?")[0] or name)
    return there is not None and (not place or unquote(place) in there or "=" in place)


@pytest.mark.parametrize("link", ["none.html", "#none", "b.html#none"])
def test_a_dead_link_would_be_seen(link):
    assert not leads_somewhere("a.html", link, {"a.html": {"here"}, "b.html": {"there"}})


def test_every_question_of_a_page_can_be_linked_to(pages):
    for name, path in pages.items():
        text = path.read_text("utf-8")
        asked = set(re.findall(r'data-question="([^"]+)"', text))
        assert asked <= set(re.findall(r'<div class="cell" id="([^"]+)"', text)), name


def test_a_link_to_a_question_shows_it(open_lesson, pages):
    page = open_lesson().page
    page.goto(f"{pages[NAME].as_uri()}#chain-check-5")
    wait_for_widgets(page)
    assert page.locator("#chain-check-5 .card").is_visible()
    top = page.evaluate("document.getElementById('chain-check-5').getBoundingClientRect().top")
    assert 0 <= top < page.viewport_size["height"] / 3


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("place", ["wear-check-1", "What-to-remember", "Words"])
def test_who_comes_by_a_link_stays_there_while_the_page_around_it_grows(open_lesson, pages, width, place):
    page = open_lesson(width, "conditions").page
    page.goto(f"{pages['08-wearing'].as_uri()}#{place}")
    wait_for_widgets(page)
    top = page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", place)
    assert -50 < top < page.viewport_size["height"]


def test_sections_questions_and_claims_offer_their_link_to_a_pointing_hand(page):
    for place in ("h2#Check-yourself", ".cell#chain-check-1", ".lesson-claim >> nth=0"):
        target = page.locator(place)
        link = target.locator("> .anchor")
        target.hover()
        assert link.get_attribute("href") == f"#{target.get_attribute('id')}"


def test_links_to_places_are_not_read_aloud_and_not_in_the_way_of_keys(page):
    told = page.locator(".anchor").evaluate_all("(all) => all.map((a) => [a.tabIndex, a.ariaHidden])")
    assert {tuple(anchor) for anchor in told} == {(-1, "true")}


def test_a_question_mark_shows_the_keys_and_escape_puts_them_away(page):
    press(page, "?")
    told = page.get_by_role("dialog", name="Keys")
    assert set(told.locator("kbd").all_inner_texts()) == set("?/jknblct")
    press(page, "Escape")
    assert page.get_by_role("dialog").count() == 0


def test_the_button_shows_the_keys_too(page):
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("button", name="Close").click()
    assert page.get_by_role("dialog").count() == 0


def test_j_and_k_go_from_section_to_section(page):
    press(page, "j", "j")
    there = focused(page)
    press(page, "j", "k")
    assert focused(page) == there != ""


def test_n_and_b_go_to_the_next_lesson_and_back(page):
    press(page, "n")
    page.wait_for_url(re.compile(r"02-foot-types\.html$"))
    page.locator("h1").wait_for()
    press(page, "b")
    page.wait_for_url(re.compile(r"01-kinetic-chain\.html$"))


def test_a_slash_goes_to_the_search_box(page):
    press(page, "/")
    page.keyboard.type("arch")
    assert page.get_by_role("searchbox").input_value() == "arch"
    press(page, "Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=arch$"))


def test_l_puts_the_place_into_the_address(page):
    press(page, "j", "j", "j", "l")
    place = unquote(page.evaluate("location.hash.slice(1)"))
    top = page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", place)
    assert abs(top) < page.viewport_size["height"]


def test_keys_are_left_alone_while_somebody_types(page):
    page.locator("input[type=text]:visible, input[type=number]:visible").first.focus()
    press(page, "n", "?")
    assert page.get_by_role("dialog").count() == 0
    assert page.url.endswith(f"{NAME}.html")


def test_single_keys_can_be_switched_off_and_stay_off(page):
    press(page, "?")
    page.get_by_role("checkbox", name="Single keys act").uncheck()
    press(page, "Escape")
    page.reload()
    page.locator("h1").wait_for()
    press(page, "n", "t")
    assert page.url.endswith(f"{NAME}.html")
    assert page.get_by_role("button", name="Theme: auto").is_visible()
    press(page, "?")
    assert page.get_by_role("dialog", name="Keys").is_visible()


@pytest.mark.parametrize("name", sorted(name.removesuffix(".html") for name in REST))
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (360, "dark"), (360, "contrast")])
def test_axe_finds_nothing_on_the_pages_made_from_all_others(offline_page, site_pages, name, width, theme):
    page = offline_page(site_pages[name], viewport={"width": width, "height": 900}, bypass_csp=True).page
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert find_violations(page) == []


def test_a_page_built_alone_has_no_links_to_pages_that_are_not_there(course):
    from .server import LESSONS

    course.run(*LESSONS, "html", "conditions", "--out", "alone")
    text = (course.folder / "alone" / "conditions.html").read_text("utf-8")
    assert [link for link in ("index.html", "search.html", 'rel="next"') if link in text] == []
