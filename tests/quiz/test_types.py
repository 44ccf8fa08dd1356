"""The newer types as the page gets them and as they read without it; nothing is given away or left to chance."""

import html
import json

import pytest

from lessons_lib import seeds
from lessons_lib.labs.pictures import PICTURES, draw_picture
from lessons_lib.quiz import bank
from lessons_lib.quiz.arranging import shuffle
from lessons_lib.quiz.model import Hotspot
from lessons_lib.quiz.page import for_page, in_words, still
from lessons_lib.quiz.widget import QuizWidget
from lessons_lib.seeds.verdicts import GLOSSES

from .samples import FILL, HOTSPOT, JUDGE, MATCH, ORDER, SAMPLES, make, make_form, make_picture, make_trust, make_widget

NEWER = ("order", "match", "fill", "hotspot", "judge")
CARDS = (*SAMPLES, "form", "trust")


def page_of(kind):
    return for_page(make(SAMPLES[kind]), make_picture() if kind == "hotspot" else None)


# --- what the page gets


@pytest.mark.parametrize("kind", CARDS)
def test_the_page_gets_plain_data_that_is_the_same_each_time(kind):
    page = json.dumps(make_widget(kind).question)
    assert json.dumps(make_widget(kind).question) == page


@pytest.mark.parametrize("length", range(2, 7))
@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_a_shuffle_is_fixed_and_never_what_it_was(length, seed):
    drawn = shuffle(range(length), seed)
    assert drawn == shuffle(range(length), seed)
    assert sorted(drawn) == list(range(length))
    assert drawn != list(range(length))


def test_two_questions_are_shuffled_each_in_its_own_way():
    assert len({tuple(shuffle(range(6), f"q-{number}")) for number in range(20)}) > 10


def test_an_order_never_begins_right():
    for question in bank.load().values():
        if question.type == "order":
            assert question.start != list(range(len(question.items)))


def test_each_left_side_has_one_right_side_and_its_own_words():
    for part in page_of("match")["parts"]:
        assert [option["right"] for option in part["options"]].count(True) == 1
        assert all(option["feedback"] for option in part["options"])


def test_what_belongs_to_another_says_so_and_gives_nothing_away():
    first = page_of("match")["parts"][0]["options"]
    taken = [option["feedback"] for option in first if option["words"] in ("in the middle", "at the top of the leg")]
    assert taken == ["That one goes with something else here."] * 2


def test_a_sentence_has_one_piece_more_than_gaps_and_keeps_its_marks():
    page = page_of("fill")
    assert page["sentence"] == ["A wedge of ", " tips the pelvis by ", ", <em>on average</em>."]
    assert [part["label"] for part in page["parts"]] == ["Gap 1", "Gap 2"]


def test_gaps_are_counted_in_the_order_of_the_sentence():
    swapped = make(FILL | {"text": "By {tilt} tips it {wedge}."})
    assert len(for_page(swapped)["parts"][0]["options"]) == 3


def test_a_hotspot_gets_the_places_of_its_picture():
    places = make_picture().places
    assert page_of("hotspot")["spots"] == [list(places[name]) for name in ("big-toe", "heel", "shin")]


def test_a_hotspot_without_its_picture_is_a_sentence():
    with pytest.raises(ValueError, match="'a-hotspot' points at a picture"):
        for_page(make(HOTSPOT))


def test_a_place_that_the_picture_lacks_is_a_sentence():
    with pytest.raises(ValueError, match=r"has no place 'big-toe'. Its places are: outer-ankle"):
        for_page(make(HOTSPOT), make_picture("foot_behind"))


def test_the_picture_travels_beside_the_question():
    widget = make_widget("hotspot")
    assert widget.picture.startswith("<svg")
    assert "<svg" not in json.dumps(widget.question)


# --- judging a claim


def test_a_judged_claim_takes_text_verdict_and_finding_from_the_ledger():
    claim, question = seeds.claims()["C024"], make(JUDGE)
    assert (question.stem, question.verdict, question.claims) == (claim.text, claim.verdict, ("C024",))
    assert question.explanation.startswith(claim.studies_found)
    assert [option["right"] for option in page_of("judge")["options"]] == [False, False, False, True, False]


@pytest.mark.parametrize("short", [True, False])
def test_a_reason_is_told_when_it_is_short(short):
    claims = (claim for claim in seeds.claims().values() if claim.verdict == "unsupported")
    claim = next(claim for claim in claims if (len(claim.why_not_surer) <= 160) is short)
    assert (claim.why_not_surer in make(JUDGE | {"claim": claim.id}).explanation) is short


def test_the_halves_of_a_claim_are_told_with_their_verdicts():
    explanation = make(JUDGE | {"claim": "C053", "misconceptions": {}}).explanation
    assert "It disturbs the spine. **Contested.**" in explanation


def test_other_claims_are_kept_beside_the_judged_one():
    assert make(JUDGE | {"claims": ["C041", "C024"]}).claims == ("C024", "C041")


@pytest.mark.parametrize(("verdict", "yes"), [("supported", True), ("partly", True), ("contested", False)])
def test_a_claim_that_holds_in_part_affirms(verdict, yes):
    claim = next(claim.id for claim in seeds.claims().values() if claim.verdict == verdict)
    assert make(JUDGE | {"claim": claim, "misconceptions": {}}).affirms is yes


# --- without a page


@pytest.mark.parametrize("kind", CARDS)
def test_the_readable_form_gives_no_answer_away(kind):
    widget = make_widget(kind)
    told = still(widget._asked, widget._picture) + in_words(widget._asked, widget._picture)
    for said in feedback_in(widget.question):
        assert said not in told


def feedback_in(page):
    """Every feedback and explanation in a page's data, however deep."""
    if isinstance(page, dict):
        yield from (page[name] for name in ("feedback", "explanation") if isinstance(page.get(name), str))
        page = list(page.values())
    for part in page if isinstance(page, list) else ():
        yield from feedback_in(part)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("order", ["First place: lowest. Last place: highest.", *(item["text"] for item in ORDER["items"])]),
        ("match", [*(pair["left"] for pair in MATCH["pairs"]), *(pair["right"] for pair in MATCH["pairs"])]),
        ("fill", ["A wedge of ___ (1) tips the pelvis by ___ (2)", "Gap 2:", "90 degrees", "nothing"]),
        ("hotspot", ["at the big toe", "Point at one of these:"]),
        ("judge", [seeds.claims()["C024"].text, *(GLOSSES[word] for word in JUDGE["feedback"]), "fairly sure"]),
        ("form", ["(1) Why?", "The second", seeds.claims()["C024"].text]),
        ("trust", ["0 not at all – 100 completely", "____"]),
    ],
)
def test_the_readable_form_asks_everything(kind, words):
    widget = make_widget(kind)
    shown, told = still(widget._asked, widget._picture), in_words(widget._asked, widget._picture)
    for one in words:
        assert html.escape(one, quote=False) in shown
        assert one in told


def test_an_order_is_not_read_out_in_the_right_order():
    told = in_words(make(ORDER))
    places = [told.index(item["text"]) for item in ORDER["items"]]
    assert places != sorted(places)


def test_the_picture_stands_in_the_readable_form_and_is_told_in_words():
    question, picture = make(HOTSPOT), make_picture()
    assert picture.svg in still(question, picture)
    assert picture.alt in in_words(question, picture)


@pytest.mark.parametrize(
    ("kind", "written"),
    [("order", "quiz('an-order')"), ("form", "form('A')"), ("trust", "trust('start')")],
)
def test_the_repr_is_what_one_writes(kind, written):
    assert repr(make_widget(kind)) == written


@pytest.mark.parametrize("kind", NEWER)
def test_what_a_learner_did_can_be_put_back(kind):
    assert make_widget(kind, response={"answer": [1]}, checked=True).response == {"answer": [1]}


def test_form_and_trust_bring_the_same_script_as_a_question():
    scripts = {str(widget._esm) for widget in (QuizWidget(make_form()), QuizWidget(make_trust()), make_widget("order"))}
    assert len(scripts) == 1


# --- pictures


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_with_its_places_inside_and_its_own_ids(name):
    svg, places, alt = draw_picture(name, "one")
    assert svg.startswith('<svg class="lesson-figure"')
    assert html.escape(alt) in svg
    assert all(0 < x < 100 and 0 < y < 100 for x, y in places.values())
    assert "places:" not in alt
    assert draw_picture(name, "one") == (svg, places, alt)
    if ' id="' in svg:
        assert svg != draw_picture(name, "two")[0]


def test_an_unknown_picture_names_its_neighbours():
    with pytest.raises(LookupError, match="Did you mean 'foot_inside'"):
        draw_picture("foot_insid")


@pytest.mark.parametrize("question", [q for q in bank.load().values() if isinstance(q, Hotspot)], ids=lambda q: q.id)
def test_every_hotspot_finds_its_places(question):
    picture = make_picture(question.picture)
    assert len(for_page(question, picture)["spots"]) == len(question.places)
