"""The first page: what the course is for, where help is, every notebook with its minutes."""

import html
import json
import re
from pathlib import Path

import pytest

from lessons_lib.advice.emergency import emergency
from lessons_lib.markup import to_html
from lessons_lib.publish import cover as covers
from lessons_lib.publish.cover import Picture, cover, find_picture, find_questions, make_cover
from lessons_lib.publish.sitemap import Entry, Site, read_site
from lessons_lib.seeds import SeedProblems
from lessons_lib.teaching.plans import guide

ROOT = Path(__file__).parents[2]
SITE = read_site(sorted((ROOT / "notebooks").glob("*.ipynb")))
DRAWN = '<svg role="img"><path/></svg>'
PAGES = {
    "01-kinetic-chain": '<main><p data-question="a"><p data-question="b"><p data-question="a"></main>data-question="c"',
    "02-foot-types": f'<figure class="lesson-still" data-lab="meet_the_foot">{DRAWN}<figcaption>x</figcaption>',
}
LISTED = re.compile(r'<li data-lesson="([^"]+)".*?<a href="\1\.html">(?:<span[^>]*>\d</span> )?([^<]+)</a>', re.DOTALL)


@pytest.fixture(scope="module")
def made():
    return make_cover(SITE, PAGES)


def test_every_notebook_is_listed_once_with_its_title(made):
    assert [(name, html.unescape(title)) for name, title in LISTED.findall(made)] == [
        (entry.name, entry.title) for entry in (*SITE.lessons, *SITE.beside)
    ]


def test_every_notebook_has_a_line_about_it_and_no_other_has():
    assert set(cover().about) == {entry.name for entry in SITE.entries}


def test_minutes_are_those_of_the_teaching_plans(made):
    told = re.findall(r'<span class="minutes">(\d+) minutes</span>', made)
    assert [int(minutes) for minutes in told] == [plan.minutes for plan in guide().plans.values()]


def test_what_the_learner_will_be_able_to_do_stands_there(made):
    assert all(aim in html.unescape(made) for aim in guide().plan("00").objectives)


def test_where_urgent_help_is_stands_before_the_lessons(made):
    assert made.index(to_html(emergency().notice)) < made.index('id="lessons"')


def test_what_each_page_asks_is_told_once_and_in_order():
    assert find_questions(PAGES)["01-kinetic-chain"] == ("a", "b")


def test_the_script_finds_the_questions_of_each_lesson(made):
    told = dict(re.findall(r'data-lesson="([^"]+)" data-questions="([^"]+)"', made))
    assert json.loads(html.unescape(told["01-kinetic-chain"])) == ["a", "b"]
    assert json.loads(html.unescape(told["03-legs-loads-lives"])) == []


def test_the_picture_is_the_one_of_the_lessons_page(made):
    assert '<figure><svg role="img"><path/></svg><figcaption>' in made


@pytest.mark.parametrize("pages", [{}, {"02-foot-types": "<p>nothing</p>"}])
def test_without_its_picture_the_first_page_still_stands(pages):
    assert find_picture(Picture(page="02-foot-types", lab="meet_the_foot", caption="A foot"), pages) == ""
    assert "<figure>" not in make_cover(SITE, pages)


def test_a_title_is_text_and_never_markup():
    site = Site((Entry('x"><script>', "<script>alert(1)</script> & more"),))
    made = make_cover(site, {})
    assert "<script>alert" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in made


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- id: cover\n  title: T\n", "hook"),
        ("- id: cover\n  titel: T\n", "titel"),
        ("[]", "cover"),
        ("- {id: cover, beside: [{page: 'javascript:x', title: T, about: A}]}", "page"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_its_field(tmp_path, monkeypatch, written, told):
    (tmp_path / "cover.yaml").write_text(written)
    monkeypatch.setattr(covers.seeds, "folder", lambda: tmp_path)
    cover.cache_clear()
    with pytest.raises(SeedProblems, match=told):
        cover()
    cover.cache_clear()
