"""All claims on one page: none missing, the lessons' own cards, and what they are chosen by is true."""

import re
from dataclasses import replace
from html import unescape

import pytest

from lessons_lib import seeds
from lessons_lib.claims import claim
from lessons_lib.publish.indexes.claims_index import TOPIC_NAMES, Shown, count, draw_cards, group, make_claims
from lessons_lib.publish.indexes.gathering import to_words
from lessons_lib.seeds.kinds import TOPICS, VERDICTS

from .samples import PAGES, SITE

CLAIMS = seeds.claims()


@pytest.fixture(scope="module")
def page():
    return make_claims(SITE, PAGES, draw_cards())


@pytest.fixture(scope="module")
def boxes(page):
    """Each claim's box by id: whether it is a stop, its lesson, its articles, its card, and what is below the card."""
    opened = r'<div class="one( stop)?" data-lesson="(\d\d)" data-articles="([^"]*)">'
    found = re.findall(opened + r"\s*(<article.*?</article>)(.*?)</div>", page, re.DOTALL)
    return {re.search(r'id="claim-(C\d+)"', box[3])[1]: box for box in found}


def test_every_claim_stands_there_once(page, boxes):
    assert sorted(boxes) == sorted(CLAIMS)
    assert page.count('class="lesson-claim"') == len(CLAIMS)


def test_what_a_claim_is_chosen_by_is_what_the_ledger_says(page, boxes):
    for one in CLAIMS.values():
        stop, lesson, articles, card, _ = boxes[one.id]
        assert lesson == one.lesson
        assert set(articles.split()) == ({place[:2] for place in one.sources} or {"course"})
        assert bool(stop) == (one.safety == "stop")
        assert f'data-verdict="{one.verdict}"' in card
    sections = dict(re.findall(r'(?s)<section class="topic" data-topic="(\w+)"(.*?)</section>', page))
    for topic, section in sections.items():
        ids = re.findall(r'id="claim-(C\d+)"', section)
        assert {CLAIMS[claim_id].topic for claim_id in ids} == {topic}
        assert ids == sorted(ids)


def test_a_card_says_what_the_card_in_the_lesson_says():
    cards = draw_cards()
    for claim_id, one in CLAIMS.items():
        lesson = to_words(re.sub(r"(?s)<style.*?</style>", "", claim(claim_id)._repr_html_()))
        here = to_words(cards[claim_id])
        assert here.split("References")[0] == lesson.split("References")[0]
        assert all(seeds.references()[key].label in unescape(cards[claim_id]) for key in one.references)


def test_each_work_of_a_card_leads_to_its_place_among_the_sources():
    for claim_id, card in draw_cards().items():
        assert re.findall(r'href="sources\.html#work-([^"]+)"', card) == list(CLAIMS[claim_id].references)


def test_shapes_are_drawn_once_and_referred_to(page):
    used = set(re.findall(r'<use href="#(v-[\w-]+)"', page))
    assert used == {f"v-{word}" for word in VERDICTS}
    assert used == set(re.findall(r'<symbol id="([^"]+)"', page))


def test_a_claim_leads_to_its_card_in_a_lesson_and_one_that_is_only_asked_to_the_lesson(boxes):
    assert 'Taught in <a href="01-kinetic-chain.html#claim-C020">Lesson 1: The kinetic chain</a>' in boxes["C020"][4]
    other = next(one for one in CLAIMS.values() if one.lesson == "06")
    assert 'Asked about in <a href="06-does-it-work.html">' in boxes[other.id][4]


def test_a_claim_of_a_lesson_that_the_site_lacks_leads_nowhere(boxes):
    other = next(one for one in CLAIMS.values() if one.lesson == "08")
    assert "<a" not in boxes[other.id][4]


def test_verdicts_are_counted_all_of_them_even_those_that_no_claim_has():
    tallies = count(CLAIMS.values())
    assert [one.word for one in tallies] == list(VERDICTS)
    assert sum(one.count for one in tallies) == len(CLAIMS)
    assert max(one.share for one in tallies) == 100
    assert [(one.count, one.share) for one in count([])] == [(0, 0)] * len(VERDICTS)


def test_every_topic_has_a_name():
    assert set(TOPIC_NAMES) == set(TOPICS)
    assert len(set(TOPIC_NAMES.values())) == len(TOPICS)


def test_topics_stand_in_the_order_of_the_lessons():
    one = CLAIMS["C020"]
    shown = [
        Shown(replace(one, topic=topic, lesson=lesson), "", "", None, False)
        for topic, lesson in (("care", "08"), ("myth", "06"), ("care", "09"), ("evidence", "06"))
    ]
    assert [(topic.key, len(topic.claims)) for topic in group(shown)] == [("evidence", 1), ("myth", 1), ("care", 2)]


def test_it_can_be_read_and_gone_through_without_scripts(page):
    assert "html:not(.live) .sieve{display:none}" in page
    assert page.count('href="#topic-') == len({one.topic for one in CLAIMS.values()})
    assert " data-href=" in page  # a link that needs the script is none without it
    assert ' href="#verdict=' not in page
