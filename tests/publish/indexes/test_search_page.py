"""The search holds every heading, claim, question, word and work, and gives no answer away."""

import base64
import json
import re
import zlib

import pytest

from lessons_lib import seeds
from lessons_lib.advice.emergency import emergency
from lessons_lib.glossary.terms import load
from lessons_lib.markup import to_words as plain
from lessons_lib.publish.indexes import search_page
from lessons_lib.publish.indexes.claims_index import draw_cards
from lessons_lib.publish.indexes.gathering import Found, gather, read_page, to_words
from lessons_lib.publish.indexes.places import cut_main
from lessons_lib.publish.indexes.search_page import make_search, pack, warning_words
from lessons_lib.quiz import bank
from lessons_lib.quiz.choices import Choice
from lessons_lib.quiz.readable import still
from lessons_lib.seeds import SeedProblems

from .samples import CHAIN, GUIDE, NOTICE, PAGES, SITE, cell, page

TEXTS = {name: cut_main(text) for name, text in PAGES.items()}


def unpack(packed):
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def read(text):
    return list(read_page("01-x", cut_main(text), NOTICE))


@pytest.fixture(scope="module")
def found():
    return gather(SITE, TEXTS, draw_cards(), NOTICE)


# --- what is found ----------------------------------------------------------------------------------------------------


def test_a_page_comes_apart_into_its_headings_with_the_words_below_them():
    assert [(one.kind, one.anchor, one.heading, one.text) for one in read(CHAIN)] == [
        ("page", "", "The kinetic chain", "Put something crooked under a foot."),
        ("question", "chain-check-1", "Check yourself.", "How far does the pelvis tip?"),
        ("section", "Odds-&-ends", "Odds & ends", "The pelvis tips, in deed."),
        ("section", "Words", "Words", ""),
    ]


def test_what_is_found_elsewhere_is_not_found_twice_and_code_and_scripts_not_at_all():
    text = json.dumps([(one.heading, one.text) for one in read(CHAIN)])
    for absent in ("A card of its own", "secret_code", "hidden feedback", "Masthead", "needs help now", "furlong"):
        assert absent not in text


def test_another_quote_than_the_notice_is_kept():
    assert (
        "Somebody said so."
        in read(
            page(cell("<h1 id='x'>T</h1>".replace("'", '"') + "<blockquote><p>Somebody said so.</p></blockquote>"))
        )[0].text
    )


def test_a_question_without_a_place_of_its_own_leads_to_its_section():
    asked = next(one for one in read(GUIDE) if one.kind == "question")
    assert asked.anchor == "Rules"


def test_of_a_page_for_teachers_only_headings_and_first_words_are_found():
    sections = [one for one in read(GUIDE) if one.kind == "section"]
    assert [one.heading for one in sections] == ["Rules"]
    assert 100 < len(sections[0].text) <= 160
    assert sections[0].text.endswith(("Read", "them", "aloud."))
    assert "By a hand" not in json.dumps([one.text for one in read(GUIDE)])


def test_a_question_that_two_pages_ask_is_found_once(found):
    assert [one.page for one in found if one.kind == "question"] == ["01-kinetic-chain"]


def test_every_claim_word_and_work_is_found(found):
    anchors = {one.anchor for one in found}
    assert {f"claim-{claim_id}" for claim_id in seeds.claims()} <= anchors
    assert {term.anchor for term in load().values()} <= anchors
    assert {f"work-{key}" for key in seeds.references()} <= anchors


def test_a_claim_is_found_by_its_words_its_verdict_and_what_studies_found(found):
    one, claim = next(one for one in found if one.anchor == "claim-C020"), seeds.claims()["C020"]
    assert one.heading == plain(claim.text)
    assert one.text == f"Partly. {plain(claim.studies_found)}"


# --- no answers -------------------------------------------------------------------------------------------------------

STILLS = page(cell('<h1 id="T">T</h1>'), *(cell(still(one), one.id) for one in bank.load().values()))


def test_every_question_is_found_by_its_stem_alone():
    asked = {one.anchor: one.text for one in read(STILLS) if one.kind == "question"}
    assert set(asked) == set(bank.load())
    for question_id, text in asked.items():
        stem = plain(bank.find(question_id).stem)
        assert "$" in bank.find(question_id).stem or "".join(text.split()) == "".join(stem.split())


def test_nothing_that_can_be_chosen_and_no_feedback_is_in_the_search():
    asked = {one.anchor: one.text for one in read(STILLS)}
    told = [question for question in bank.load().values() if isinstance(question, Choice)]
    assert len(told) > 100
    for question in told:
        for option in question.options:
            assert plain(option.text) not in asked[question.id] or plain(option.text) in plain(question.stem)
            assert not option.feedback or plain(option.feedback) not in asked[question.id]


def test_the_search_for_answers_can_fail():
    leaking = page(cell('<h1 id="T">T</h1><p>Right: by a hand.</p>'))
    assert "by a hand" in read(leaking)[0].text


# --- how it travels ---------------------------------------------------------------------------------------------------


def test_what_travels_can_be_unpacked_and_names_every_place():
    rows = [Found("section", "a", "Odds-&-ends", "Odds & ends", "Text"), Found("page", "b", "", "B")]
    told = unpack(pack(rows, {"a": "A", "b": "Lesson 2: B"}, ["numb"]))
    assert told["pages"] == [["a", "A"], ["b", "Lesson 2: B"]]
    assert told["columns"] == [["section", "page"], [0, 1], [1, ""], ["Odds & ends", "B"], ["Text", ""]]
    assert told["urgent"] == ["numb"]
    assert ["arch", "arches", "arched"] in told["words"]


def test_words_that_would_end_a_script_stay_packed():
    hostile = [Found("section", "a", "x", "</script><script>alert(1)</script>", "<!--")]
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", pack(hostile, {"a": "A"}, []))


def test_the_words_of_every_page_can_be_read_in_the_page_that_searches():
    made = make_search(SITE, TEXTS, draw_cards())
    packed = re.search(r'id="index">([^<]+)</script>', made)[1]
    assert unpack(packed)["pages"][:3] == [
        ["01-kinetic-chain", "Lesson 1: The kinetic chain"],
        ["06-does-it-work", "Lesson 6: Does it work?"],
        ["guide", "Teaching this course"],
    ]
    assert all(f'<a href="{name}.html">' in made for name in (*PAGES, "claims", "glossary", "sources"))


# --- urgent help ------------------------------------------------------------------------------------------------------


def test_the_notice_stands_in_the_page_as_words(monkeypatch):
    made = make_search(SITE, TEXTS, draw_cards())
    assert to_words(emergency().notice.replace("> ", "").replace("**", ""))[:40] in to_words(made)


@pytest.mark.parametrize("word", ["bladder", "bowel", "numb", "chest", "cancer", "fever", "fall", "urine"])
def test_the_words_of_warning_signs_are_known(word):
    assert word in warning_words()


def test_every_warning_word_is_one_word_in_small_letters():
    assert [word for word in warning_words() if not re.fullmatch(r"[a-z]+", word)] == []


@pytest.mark.parametrize(
    "text", ["- {id: urgent}\n", "- {id: urgent, words: []}\n", "- {id: urgent, words: [numb], more: 1}\n", "numb\n"]
)
def test_a_list_of_warning_words_that_is_wrong_is_refused(tmp_path, monkeypatch, text):
    (tmp_path / "search.yaml").write_text(text)
    monkeypatch.setattr(search_page.seeds, "folder", lambda: tmp_path)
    warning_words.cache_clear()
    with pytest.raises(SeedProblems, match=r"search\.yaml"):
        warning_words()
    warning_words.cache_clear()
