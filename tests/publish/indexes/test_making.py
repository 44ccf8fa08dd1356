"""Four pages made of seeds: whole, the same each time, linked to the lessons, light."""

import gzip
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from lessons_lib.publish.indexes import make_all
from lessons_lib.publish.sitemap import Entry, Site

from .samples import PAGES, SITE

NAMES = ["claims.html", "glossary.html", "sources.html", "search.html"]
VOID = {"meta", "link", "input", "br", "img", "hr"}
each_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def made():
    return make_all(SITE, PAGES)


class Reader(HTMLParser):
    """Collects ids, links and tags that are not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.ids, self.links = [], [], [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if tag == "a" and "href" in named else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def read(markup):
    reader = Reader()
    reader.feed(markup)
    return reader


def test_there_are_four_pages(made):
    assert list(made) == NAMES


@each_page
def test_a_page_is_closed_in_order_has_one_first_heading_and_every_id_once(made, name):
    reader = read(made[name])
    assert (reader.open, reader.wrong) == ([], [])
    assert made[name].count("<h1") == 1
    assert [one for one in reader.ids if reader.ids.count(one) > 1] == []


def test_the_order_check_can_fail():
    assert read("<p><b></p>").wrong


@each_page
def test_links_inside_the_site_lead_to_what_is_there(made, name):
    ids = {page: set(read(text).ids) for page, text in {**made, **lessons()}.items()}
    for link in read(made[name]).links:
        page, _, anchor = link.partition("#")
        if not re.match(r"\w+:", link) and page != "index.html" and "=" not in anchor:
            assert (page or name) in ids, link
            assert not anchor or anchor in ids[page or name], link


def lessons():
    return {f"{name}.html": text for name, text in PAGES.items()}


def test_the_pages_are_the_same_each_time_and_hold_the_mark(made):
    assert make_all(SITE, PAGES) == made
    assert all('<meta name="built-from" content="feed123">' in page for page in made.values())


@each_page
def test_a_page_weighs_at_most_400_kilobytes_and_100_packed(made, name):
    assert len(made[name].encode()) <= 400_000
    assert len(gzip.compress(made[name].encode(), 9)) <= 100_000


@each_page
def test_a_page_asks_for_nothing(made, name):
    assert not re.search(r'\bsrc=|@import|url\(\s*["\']?http', made[name])


def test_without_any_lesson_the_pages_are_made_all_the_same():
    empty = make_all(Site(()), {})
    assert list(empty) == NAMES
    assert "Taught in" not in empty["claims.html"]
    assert empty["claims.html"].count('<article class="lesson-claim"') == 183


def test_a_hostile_title_is_shown_as_text():
    hostile = Site((Entry("01-kinetic-chain", '<script>alert(1)</script>"><img src=x>', 1),))
    made = make_all(hostile, {"01-kinetic-chain": PAGES["01-kinetic-chain"]})
    assert "".join(made.values()).count("&lt;script&gt;alert(1)") >= 3
    assert not [name for name, page in made.items() if "<script>alert" in page or "<img" in page]


def test_nothing_heavy_is_loaded():
    heavy = ("matplotlib", "anywidget", "nbconvert", "numpy", "scipy", "traitlets")
    code = (
        "import sys; from lessons_lib.publish.indexes import make_all; from lessons_lib.publish.sitemap import Site;"
        f"make_all(Site(()), {{}}); print(*[name for name in {heavy} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
