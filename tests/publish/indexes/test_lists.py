"""Words and sources: every one is there, in order, with where it is used."""

import re
from dataclasses import replace
from types import MappingProxyType

import pytest

from lessons_lib import seeds
from lessons_lib.glossary.terms import load
from lessons_lib.publish.indexes import glossary_page, sources_page
from lessons_lib.publish.indexes.glossary_page import find_letter, fold, make_glossary
from lessons_lib.publish.indexes.places import Link, cut_main, find_claims, find_terms, label
from lessons_lib.publish.indexes.sources_page import find_claims_of, find_payers, make_sources, read_how_much
from lessons_lib.publish.sitemap import Entry

from .samples import PAGES, SITE

HOSTILE = '</dt><script>alert(1)</script><img src=x onerror="alert(1)">'
WORKS = seeds.references()


# --- words ------------------------------------------------------------------------------------------------------------


def test_every_term_stands_there_once_with_its_meaning():
    page = make_glossary(SITE, PAGES)
    assert sorted(re.findall(r' id="(term-[^"]+)"', page)) == sorted(term.anchor for term in load().values())


def test_terms_stand_as_in_a_dictionary():
    words = re.findall(r"<dt><bdi>([^<]+)</bdi></dt>", make_glossary(SITE, PAGES))
    assert words == sorted(words, key=fold)
    assert words != sorted(words)


@pytest.mark.parametrize(
    ("word", "letter"), [("Arch", "A"), ("écart", "E"), ("ß", "S"), ("2-way", "#"), ("Ω", "#"), ("", "#")]
)
def test_a_word_is_listed_under_its_first_letter(word, letter):
    assert find_letter(word) == letter


def test_a_word_leads_to_the_pages_that_use_it_and_to_its_place_there_if_it_has_one():
    texts = {"06-does-it-work": '<a href="#term-pelvis">', "01-kinetic-chain": PAGES["01-kinetic-chain"], "guide": ""}
    assert find_terms(SITE, texts) == {
        "pelvis": [
            Link("01-kinetic-chain.html#term-pelvis", "Lesson 1: The kinetic chain"),
            Link("06-does-it-work.html", "Lesson 6: Does it work?"),
        ]
    }


def test_a_hostile_term_is_shown_as_text(monkeypatch):
    term = replace(load()["arch"], term=f"a{HOSTILE}", plain=HOSTILE, also=(HOSTILE,))
    monkeypatch.setattr(glossary_page, "load", lambda: {"arch": term})
    page = make_glossary(SITE, PAGES)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_only_the_main_part_of_a_page_is_read():
    assert cut_main("<main a>in</main><script>out</script>") == " a>in"
    assert cut_main("no such part") == ""


def test_a_claim_is_looked_up_in_its_own_lesson_though_another_page_shows_it_first():
    shown = ' id="claim-C001" id="claim-C002"'
    texts = {"01-kinetic-chain": shown, "06-does-it-work": shown}
    found = find_claims(SITE, texts, {"C001": "06", "C002": "08"})
    assert found["C001"].href == "06-does-it-work.html#claim-C001"
    assert found["C002"].href == "01-kinetic-chain.html#claim-C002"


def test_a_page_without_a_number_goes_by_its_title():
    assert [label(Entry("x", "Title", 7)), label(Entry("x", "Title"))] == ["Lesson 7: Title", "Title"]


# --- sources ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources():
    return make_sources(SITE)


def test_every_work_stands_there_once_by_its_label(sources):
    assert sorted(re.findall(r' id="work-([^"]+)"', sources)) == sorted(WORKS)
    order = re.findall(r' id="work-([^"]+)"', sources)
    assert [fold(WORKS[key].label) for key in order] == sorted(fold(work.label) for work in WORKS.values())


def test_each_work_says_how_much_was_read_and_links_its_doi(sources):
    assert sources.count("What we read: ") == len(WORKS)
    assert all(
        f'href="https://doi.org/{work.doi}"'.replace("<", "&lt;") in sources
        for work in WORKS.values()
        if work.doi and "<" not in work.doi
    )


def test_the_five_articles_say_what_they_are_and_have_no_address(sources):
    part = sources[sources.index('id="articles"') : sources.index('id="how-much"')]
    for source in seeds.sources().values():
        assert source.kind in part.replace("&#39;", "'")
        assert f'href="claims.html#article={source.id}"' in part
    assert "http" not in part


def test_each_work_names_the_claims_that_cite_it(sources):
    for key, claims in find_claims_of(seeds.claims().values()).items():
        part = sources[sources.index(f'id="work-{key}"') :].partition("</li>")[0]
        assert tuple(re.findall(r'href="claims\.html#claim-(C\d+)"', part)) == claims


def test_a_payer_is_named_where_one_claim_stands_on_one_work_and_tells():
    one = seeds.claims()["C020"]
    told = [
        replace(one, id="C001", references=("a",), who_paid="The maker."),
        replace(one, id="C002", references=("b",), who_paid="Not stated in what we read."),
        replace(one, id="C003", references=("c", "d"), who_paid="Somebody."),
        replace(one, id="C004", references=("e",), who_paid="No study, so no payer."),
    ]
    assert find_payers(told) == {"a": "The maker."}


def test_how_much_was_read_is_counted_once_for_each_work():
    work = next(iter(WORKS.values()))
    seen = ["abstract", "abstract, in part", "abstract and introduction", "the sheet"]
    counted = read_how_much([replace(work, seen=one) for one in seen])
    assert [number for _, number in counted] == [1, 2, 1]
    assert sum(number for _, number in read_how_much(WORKS.values())) == len(WORKS)


def test_a_hostile_work_is_shown_as_text(monkeypatch):
    work = replace(
        next(iter(WORKS.values())), key="x", title=HOSTILE, author=f"A{HOSTILE}", seen=HOSTILE, doi=None, url=None
    )
    monkeypatch.setattr(sources_page.seeds, "references", lambda: MappingProxyType({"x": work}))
    page = make_sources(SITE)
    assert "<script>alert" not in page
    assert "<img" not in page
