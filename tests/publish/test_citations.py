"""A work is told once in a page; what stands on it leads there."""

from lessons_lib import seeds
from lessons_lib.claims.bibliography import bibliography
from lessons_lib.claims.card import claim
from lessons_lib.publish.citations import cite_once

CARD = claim("C020")._repr_html_()
SOURCES = bibliography("C020")._repr_html_()
WORKS = [seeds.references()[key] for key in seeds.claims()["C020"].references]


def test_a_card_leads_to_the_works_that_the_page_lists():
    card, sources = cite_once([CARD, SOURCES])
    assert WORKS
    for work in WORKS:
        assert f'<li><a href="#work-{work.key}">{work.label}</a></li>' in card
        assert sources.count(f'<li id="work-{work.key}">') == 1
    assert "doi.org" not in card


def test_the_list_itself_stays_as_it_is():
    assert cite_once([CARD, SOURCES])[1] == SOURCES


def test_a_work_that_the_page_does_not_list_stays_whole():
    assert cite_once([CARD, "<p>No sources here.</p>"]) == [CARD, "<p>No sources here.</p>"]
    other = bibliography("C049")._repr_html_()
    assert all(work.title in cite_once([CARD, other])[0] for work in WORKS if f"work-{work.key}" not in other)
