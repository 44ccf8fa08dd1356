"""Claims, words, sources and search as somebody opens them: from a file, by keyboard, on a phone, read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lessons_lib import seeds
from lessons_lib.glossary.terms import load
from lessons_lib.publish.indexes import make_all
from tests.publish.indexes.samples import PAGES, SITE

from .tools import find_overhang, find_violations

NAMES = ("claims", "glossary", "sources", "search")
CLAIMS = seeds.claims()
HOSTILE = (
    "<script>document.title = 'caught'</script>",
    "<img src=x onerror=\"document.title = 'caught'\">",
    '"><svg onload="document.title = \'caught\'">',
    "javascript:alert(1)",
    "(((((a+)+)+)+)+$",
    "[\\",
    "\\p{L}{999999}",
    "__proto__ constructor toString",
    "% %41 %zz &amp; &lt;b&gt;",
    "‮שלום‬ foot",
    "🦶🏽 \ud83d",
    "a " * 5000,
    "ﬁ ½ ² İ ß",
)
each_page = pytest.mark.parametrize("name", NAMES)
each_width = pytest.mark.parametrize("width", [1280, 360])
each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four pages beside the lessons they lead to."""
    place = tmp_path_factory.mktemp("indexes")
    for name, page in {**make_all(SITE, PAGES), **{f"{name}.html": page for name, page in PAGES.items()}}.items():
        (place / name).write_text(page, encoding="utf-8")
    return place


@pytest.fixture
def open_page(folder: Path, offline_page: Callable[..., Any]) -> Any:
    """Opens one of the pages: `open_page("claims", "#verdict=partly", width=360)`; it must stay silent to the end."""
    opened = []

    def open_it(name: str, after: str = "", width: int = 1280, **options: Any) -> Any:
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", **options}
        opened.append(offline_page(folder / f"{name}.html", after, **wanted))
        page = opened[-1].page
        if options.get("java_script_enabled", True):
            expect(page.locator(".sieve")).to_be_visible()
        return page

    yield open_it
    for one in opened:
        one.assert_silent()


# --- for everybody ----------------------------------------------------------------------------------------------------


@each_page
@each_width
@each_scheme
def test_axe_finds_nothing_to_mend_and_nothing_sticks_out(open_page, name, width, scheme):
    after = "?q=numb+feet" if name == "search" else ""
    page = open_page(name, after, width, color_scheme=scheme, bypass_csp=True)
    page.locator("details").evaluate_all("(all) => all.slice(0, 9).forEach((one) => { one.open = true; })")
    assert find_violations(page) == []
    assert find_overhang(page, width) == []


@pytest.mark.parametrize("query", ["pronatoin", "zzzz"])
def test_axe_finds_nothing_to_mend_where_nothing_is_found(open_page, query):
    assert find_violations(open_page("search", f"?q={query}", bypass_csp=True)) == []


@each_page
def test_without_scripts_everything_can_be_read_and_no_form_is_dead(open_page, name):
    page = open_page(name, java_script_enabled=False)
    expect(page.locator(".sieve")).to_be_hidden()
    assert all(
        one.is_visible() for one in page.locator(".one, .contents a, .letters a, #all a, #urgent, #without").all()
    )
    assert page.locator("main a").count() > 5


# --- claims -----------------------------------------------------------------------------------------------------------


def shown_claims(page: Any) -> set[str]:
    ids: list[str] = page.locator(".lesson-claim:visible").evaluate_all("(all) => all.map((one) => one.id.slice(6))")
    return set(ids)


def status(page: Any) -> Any:
    return page.locator(".sieve output")


def claims_with(**traits: str) -> set[str]:
    return {one.id for one in CLAIMS.values() if all(getattr(one, name) == value for name, value in traits.items())}


def test_choosing_shows_those_that_fit_says_how_many_and_keeps_the_choice_in_the_address(open_page):
    page = open_page("claims")
    expect(status(page)).to_have_text("183 of 183 claims shown.")
    assert status(page).get_attribute("aria-live") == "polite"
    page.get_by_label("Verdict", exact=True).select_option("partly")
    page.get_by_label("Topic", exact=True).select_option("mechanism")
    wanted = claims_with(verdict="partly", topic="mechanism")
    expect(status(page)).to_have_text(f"{len(wanted)} of 183 claims shown.")
    assert shown_claims(page) == wanted
    assert page.evaluate("location.hash") == "#verdict=partly&topic=mechanism"
    assert page.locator("h2:visible").count() == 1


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ("#verdict=contradicted", claims_with(verdict="contradicted")),
        ("#stop=1", claims_with(safety="stop")),
        ("#lesson=03&verdict=supported", claims_with(lesson="03", verdict="supported")),
        ("#article=course", claims_with(origin="course")),
        ("#article=S2", {one.id for one in CLAIMS.values() if any(place.startswith("S2") for place in one.sources)}),
        ("#verdict=nonsense", set(CLAIMS)),
        ("#words=%3Cscript%3E", set()),
        ("#words=zzzz", set()),
    ],
)
def test_an_address_with_a_choice_opens_that_view(open_page, after, wanted):
    page = open_page("claims", after)
    assert shown_claims(page) == wanted
    expect(status(page)).to_contain_text(f"{len(wanted)} of 183")


def test_words_find_plurals_and_singulars_whatever_their_capitals(open_page):
    page = open_page("claims")
    page.get_by_label("Words on the card").fill("STUDY pelvis")
    one = shown_claims(page)
    page.get_by_label("Words on the card").fill("studies pelvis")
    assert shown_claims(page) == one
    assert 0 < len(one) < 40


def test_a_row_of_the_counts_is_a_way_to_choose(open_page):
    page = open_page("claims")
    page.locator(".verdicts").get_by_role("link", name="Contested").click()
    expect(status(page)).to_contain_text(f"{len(claims_with(verdict='contested'))} of 183")
    assert shown_claims(page) == claims_with(verdict="contested")


def test_show_all_takes_the_choice_back(open_page):
    page = open_page("claims", "#verdict=partly&stop=1")
    page.get_by_role("button", name="Show all").click()
    expect(status(page)).to_have_text("183 of 183 claims shown.")
    assert page.evaluate("location.hash") == ""


def test_a_link_to_a_claim_that_is_hidden_shows_it(open_page):
    page = open_page("claims", "#verdict=contradicted")
    expect(page.locator("#claim-C020")).to_be_hidden()
    page.evaluate("location.hash = 'claim-C020'")
    expect(page.locator("#claim-C020")).to_be_in_viewport()


def test_a_link_to_a_claim_opens_at_its_card(open_page):
    expect(open_page("claims", "#claim-C170").locator("#claim-C170")).to_be_in_viewport()


def test_claims_about_warning_signs_stand_out_by_more_than_colour(open_page):
    page = open_page("claims")
    stop, other = (page.locator(f"#claim-{next(iter(sorted(claims_with(safety=kind))))}") for kind in ("stop", "none"))
    width = "(card) => parseFloat(getComputedStyle(card).borderLeftWidth)"
    assert stop.evaluate(width) > other.evaluate(width)
    expect(stop).to_contain_text("Stop sign")


# --- words and sources ------------------------------------------------------------------------------------------------


def test_the_box_keeps_the_words_that_fit(open_page):
    page = open_page("glossary")
    page.get_by_label("Find a word").fill("arches")
    shown = page.locator(".one:visible")
    total = len(load())
    expect(status(page)).to_have_text(re.compile(rf"^\d+ words of {total}\.$"))
    assert 0 < shown.count() < 20
    expect(page.locator("#term-arch")).to_be_visible()
    expect(page.locator("#term-bias")).to_be_hidden()
    page.get_by_label("Find a word").fill("")
    expect(page.locator(".one:visible")).to_have_count(total)


def test_a_link_to_a_word_that_is_hidden_clears_the_box(open_page):
    page = open_page("glossary")
    page.get_by_label("Find a word").fill("arch index")
    page.evaluate("location.hash = 'term-bias'")
    expect(page.locator("#term-bias")).to_be_in_viewport()
    expect(page.get_by_label("Find a word")).to_have_value("")


def test_a_work_leads_to_the_claims_that_stand_on_it(open_page):
    page = open_page("sources", "#work-pinto2008")
    page.locator("#work-pinto2008").get_by_role("link", name="claim C020").click()
    expect(page.locator("#claim-C020")).to_be_in_viewport()


# --- search -----------------------------------------------------------------------------------------------------------


def results(page: Any) -> list[str]:
    found: list[str] = page.locator("#found a").all_text_contents()
    return found


def ask(page: Any, words: str) -> list[str]:
    page.get_by_label("What are you looking for?").fill(words)
    return results(page)


def test_the_words_of_the_address_are_looked_for_at_once(open_page):
    page = open_page("search", "?q=kinetic+chain")
    expect(page.get_by_label("What are you looking for?")).to_have_value("kinetic chain")
    assert results(page)[0] == "The kinetic chain"
    expect(status(page)).to_have_text(re.compile(r"^\d+ places found\.$"))


def test_every_page_has_a_box_that_leads_to_the_search(open_page):
    page = open_page("glossary")
    page.get_by_role("searchbox", name="Search the course").fill("pelvis")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("Search"))
    assert "pelvis" in results(page)


def test_by_keyboard_alone_one_gets_from_words_to_the_place(open_page):
    page = open_page("search")
    page.keyboard.type("odds ends")
    expect(page.locator("#found a")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("What are you looking for?")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"01-kinetic-chain\.html#Odds-%26-ends$"))


def test_arrow_keys_stop_at_both_ends_and_the_box_keeps_its_own_keys(open_page):
    page = open_page("search", "?q=pinto")
    links = page.locator("#found a")
    for _ in range(links.count() + 3):
        page.keyboard.press("ArrowDown")
    expect(links.last).to_be_focused()
    for _ in range(links.count() + 3):
        page.keyboard.press("ArrowUp")
    expect(page.get_by_label("What are you looking for?")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" x")
    expect(page.get_by_label("What are you looking for?")).to_have_value("pinto x")


def test_the_key_for_search_leads_back_to_the_box_and_there_is_one_box_only(open_page):
    page = open_page("search", "?q=pinto")
    page.locator("#found a").last.focus()
    page.keyboard.press("/")
    expect(page.get_by_label("What are you looking for?")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_count(1)


def test_titles_come_before_headings_before_words_before_text(open_page):
    page = open_page("search")
    ask(page, "chain")
    kinds = page.locator("#found li > .quiet").all_text_contents()
    assert kinds[0] == "Page"
    assert kinds.index("Word") < next(place for place, kind in enumerate(kinds) if kind.startswith("Claim"))


def test_all_words_must_be_there_and_the_beginning_of_a_word_is_enough(open_page):
    page = open_page("search")
    both = ask(page, "pelv tilt")
    assert both
    assert set(both) < set(ask(page, "pelv"))
    assert ask(page, "pelvis zzzz") == []


@pytest.mark.parametrize(
    ("one", "other"), [("ARCH", "arch"), ("arches", "arch"), ("study", "studies"), ("feet", "foot"), ("ārch", "arch")]
)
def test_capitals_accents_and_plurals_do_not_matter(open_page, one, other):
    page = open_page("search")
    assert ask(page, one) == ask(page, other) != []


def test_what_was_looked_for_is_marked(open_page):
    page = open_page("search", "?q=arches")
    marked = page.locator("#found mark").all_text_contents()
    assert {word.lower() for word in marked} >= {"arch", "arches"}
    assert all(word.lower().startswith("arch") for word in marked)


def test_at_most_fifty_are_shown_and_the_rest_is_counted(open_page):
    page = open_page("search", "?q=the")
    expect(page.locator("#found li")).to_have_count(50)
    expect(page.locator("#more")).to_have_text(re.compile(r"^and \d+ more\."))
    ask(page, "pinto")
    expect(page.locator("#more")).to_be_hidden()


def test_where_nothing_is_found_the_nearest_words_are_offered(open_page):
    page = open_page("search", "?q=pronatoin")
    expect(status(page)).to_have_text("Nothing found.")
    page.get_by_role("button", name="pronation").first.click()
    assert "pronation" in results(page)
    expect(page.locator("#near")).to_be_hidden()


@pytest.mark.parametrize(
    "words", ["numb", "Urine", "999", "112", "bowel trouble", "chest pain", "fever", "falls", "cancer"]
)
def test_words_of_a_warning_sign_bring_urgent_help_first(open_page, words):
    page = open_page("search", f"?q={words.replace(' ', '+')}")
    notice = page.get_by_role("note", name="Urgent help")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("999")
    expect(status(page)).to_have_text(re.compile("^Urgent help stands first"))
    found = page.locator("#found, #near:visible").first
    assert notice.evaluate("(note, other) => note.compareDocumentPosition(other)", found.element_handle()) & 4


@pytest.mark.parametrize("words", ["number", "weeks", "arch", "pool", "9990", "fellow"])
def test_other_words_do_not(open_page, words):
    expect(open_page("search", f"?q={words}").get_by_role("note", name="Urgent help")).to_be_hidden()


def test_what_is_typed_stands_in_the_address_and_an_empty_box_shows_all_pages(open_page):
    page = open_page("search")
    expect(page.get_by_role("heading", name="All pages")).to_be_visible()
    ask(page, "heel & toe")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "heel & toe"
    expect(page.get_by_role("heading", name="All pages")).to_be_hidden()
    ask(page, " ")
    assert page.evaluate("location.search") == ""
    expect(page.get_by_role("heading", name="All pages")).to_be_visible()


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(open_page, words):
    page = open_page("search")
    ask(page, words)
    page.evaluate("(words) => { location.search = new URLSearchParams({ q: words }); }", words)
    expect(page.locator(".sieve")).to_be_visible()
    expect(page).to_have_title("Search – From the Ground Up")
    assert page.locator("main :is(script, img)").count() == 0
    assert re.match(r"^$|(Urgent help stands first\. )?(Nothing|\d+ places?) found\.$", status(page).text_content())


@pytest.mark.parametrize("name", ["claims", "glossary"])
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words_in_the_lists_too(open_page, name, words):
    page = open_page(name)
    page.locator(".sieve [name=words]").fill(words)
    assert page.locator("main :is(script, img)").count() == 0
    page.locator(".sieve [name=words]").fill("")
    expect(page.locator(".one[hidden]")).to_have_count(0)
