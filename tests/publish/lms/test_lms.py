"""The questions in other systems' formats: legal, whole, the same each time, and nothing dropped in silence."""

import io
import json
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from lessons_lib.publish.lms import export
from lessons_lib.publish.lms.gift import to_gift
from lessons_lib.publish.lms.item import GUESS, Answer, Item, LeftOut, to_item, to_items
from lessons_lib.publish.lms.moodle import FRACTIONS, nearest_fraction, to_moodle
from lessons_lib.publish.lms.xapi import to_xapi
from lessons_lib.quiz import bank
from lessons_lib.quiz.numbers import Predict
from lessons_lib.records.event import Event

QUESTIONS = bank.load()
ITEMS, LEFT = to_items(QUESTIONS.values())
BY_LESSON = export.sort_by_lesson()[0]


# --- what every format starts from ------------------------------------------------------------------------------------


def test_every_question_is_an_item_or_is_left_out_with_a_reason():
    assert {item.id for item in ITEMS} | {one.id for one in LEFT} == set(QUESTIONS)
    assert all(one.reason == GUESS for one in LEFT)
    assert {one.id for one in LEFT} == {id for id, question in QUESTIONS.items() if isinstance(question, Predict)}


def test_the_lessons_hold_every_item_once():
    held = [item.id for mine in BY_LESSON.values() for item in mine]
    assert sorted(held) == sorted(item.id for item in ITEMS)


def faults(item):
    """What a platform would take in silence and teach wrongly."""
    worths = [answer.fraction for answer in item.answers]
    if item.kind == "choice" and (worths.count(100) != 1 or set(worths) - {0, 100}):
        yield "one answer with all points, the others with none"
    if item.kind == "choices" and abs(sum(one for one in worths if one > 0) - 100) > 0.01:
        yield "points that add up to 100"
    if item.kind in ("choice", "choices") and len(worths) < 3:
        yield "three answers or more"
    if item.kind in ("choice", "choices", "number") and not all(answer.feedback for answer in item.answers):
        yield "something to say to each answer"
    if item.kind == "gaps" and len(item.text) != len(item.gaps) + 1:
        yield "a piece of text more than gaps"
    if item.picture and not item.alt:
        yield "words for a picture"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_keeps_the_rules_that_importers_do_not_check(item):
    assert list(faults(item)) == []


def make_choice(*worths, feedback="f"):
    answers = tuple(Answer(str(place), str(place), worth, feedback) for place, worth in enumerate(worths))
    return Item("an-item", "choice", "s", "s", "e", (), (), answers)


@pytest.mark.parametrize(
    "item", [make_choice(100, 100, 0), make_choice(0, 0, 0), make_choice(100, 0), make_choice(100, 0, 0, feedback="")]
)
def test_an_item_that_breaks_a_rule_is_seen(item):
    assert list(faults(item)) != []


# --- Moodle -----------------------------------------------------------------------------------------------------------


def read_moodle(text):
    """The questions of a Moodle file: (type, id, answers with their fraction, number of feedbacks)."""
    for question in ET.fromstring(text).findall("question"):
        if question.get("type") != "category":
            answers = question.findall("answer")
            worths = [float(answer.get("fraction")) for answer in answers]
            yield question.get("type"), question.findtext("idnumber"), worths, answers


def test_moodle_reads_back_every_item_with_its_answers():
    read = list(read_moodle(to_moodle(BY_LESSON)))
    assert sorted(id for _, id, _, _ in read) == sorted(item.id for item in ITEMS)
    by_id = {item.id: item for item in ITEMS}
    for type_, id, worths, answers in read:
        item = by_id[id]
        assert type_ == {"choice": "multichoice", "choices": "multichoice", "number": "numerical"}.get(
            item.kind, {"pairs": "matching", "gaps": "cloze"}.get(item.kind)
        )
        assert len(worths) == len(item.answers)
        assert all(answer.findtext("feedback/text") for answer in answers)


def test_every_fraction_is_one_that_moodle_knows():
    known = {float(one) for one in FRACTIONS}
    worths = {abs(worth) for _, _, all_, _ in read_moodle(to_moodle(BY_LESSON)) for worth in all_}
    assert worths <= known


@pytest.mark.parametrize(("worth", "written"), [(100 / 3, "33.33333"), (-50, "-50"), (0, "0"), (-100 / 3, "-33.33333")])
def test_a_share_is_written_as_moodle_writes_it(worth, written):
    assert nearest_fraction(worth) == written


def test_a_moodle_question_has_its_own_id_a_penalty_and_its_tags():
    root = ET.fromstring(to_moodle(BY_LESSON))
    asked = [question for question in root.findall("question") if question.get("type") != "category"]
    ids = [question.findtext("idnumber") for question in asked]
    assert len(ids) == len(set(ids)) == len(ITEMS)
    assert all(question.findtext("penalty") == "0.3333333" for question in asked)
    first = next(question for question in asked if question.findtext("idnumber") == "chain-check-1")
    assert "C020" in [tag.findtext("text") for tag in first.findall("tags/tag")]


def test_a_gap_guards_what_means_something_to_moodle():
    item = next(item for item in ITEMS if item.kind == "gaps")
    text = next(q for q in ET.fromstring(to_moodle({"x": [item]})).findall("question") if q.get("type") == "cloze")
    gaps = re.findall(r"\{1:MULTICHOICE:(?:\\.|[^}\\])*\}", text.findtext("questiontext/text"))
    assert len(gaps) == len(item.gaps)
    assert all(gap.count("%100%") == 1 for gap in gaps)


# --- GIFT -------------------------------------------------------------------------------------------------------------


def read_gift(text):
    """A small reader: the blocks between empty lines, each with its title and whether its braces close."""
    for block in text.strip().split("\n\n"):
        bare = re.sub(r"\\.", "", block)
        title = re.search(r"::((?:\\.|[^:])*)::", block)
        yield (title[1] if title else None), bare.count("{") - bare.count("}"), bare


def test_gift_holds_every_question_that_it_can_take_and_tells_the_others():
    text, left = to_gift(BY_LESSON)
    titles = [title for title, _, _ in read_gift(text) if title]
    assert sorted([*titles, *(one.id for one in left)]) == sorted(item.id for item in ITEMS)
    assert {one.type for one in left} <= {"gaps", "choice"}


def test_gift_closes_its_braces_and_every_choice_has_a_right_answer():
    for title, open_braces, bare in read_gift(to_gift(BY_LESSON)[0]):
        if title:
            assert open_braces == 0
            assert "\t=" in bare or re.search(r"\t~%\d", bare)


def test_gift_leaves_no_colon_unguarded_in_what_people_read():
    item = make_choice(100, 0, 0, feedback="Look: this")
    assert r"Look\: this" in to_gift({"x": [item]})[0]


# --- Canvas -----------------------------------------------------------------------------------------------------------


def test_a_canvas_package_holds_what_it_says():
    for made in export.make("canvas", ["01-kinetic-chain"]):
        with zipfile.ZipFile(io.BytesIO(made.content)) as package:
            name = next(n for n in package.namelist() if re.fullmatch(r"(\S+)/\1\.xml", n))
            root = ET.fromstring(package.read(name))
        items = [element for element in root.iter() if element.tag.endswith("}item")]
        assert (
            len(items) == made.count == len(BY_LESSON["01-kinetic-chain"]) - sum(o.type != "predict" for o in made.left)
        )


def test_a_numeric_question_keeps_its_bounds_in_canvas():
    item = next(item for item in ITEMS if item.kind == "number")
    from lessons_lib.publish.lms.canvas import to_text2qti

    right = item.answers[0]
    assert f"= {right.value:.10g} +- {right.within:.10g}" in to_text2qti("T", [item])[0]


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", export.FORMATS)
def test_the_same_questions_give_the_same_bytes(format_):
    assert export.make(format_, ["02-foot-types"]) == export.make(format_, ["02-foot-types"])


@pytest.mark.parametrize("format_", export.FORMATS)
def test_no_format_drops_a_question_in_silence(format_):
    made = export.make(format_)
    assert sum(one.count for one in made) + sum(len(one.left) for one in made) == len(QUESTIONS)


def test_a_prediction_is_left_out_with_the_reason():
    question = next(question for question in QUESTIONS.values() if isinstance(question, Predict))
    assert isinstance(to_item(question), LeftOut)


# --- xAPI -------------------------------------------------------------------------------------------------------------


def event(kind, data, question="chain-check-1"):
    return Event(question, kind, data, id="0" * 31 + "1", at="2026-11-21T10:00:00.000+00:00", course="0.1.0")


def statements(*events):
    return [json.loads(line) for line in to_xapi(events, "nobody", lambda id: "What?").splitlines()]


def test_an_answer_is_a_statement_with_its_result():
    (one,) = statements(event("answer", {"attempts": [{"answer": [1], "right": True, "hints": 2, "shown": False}]}))
    assert one["verb"]["id"].endswith("/answered")
    assert one["result"]["success"] is True
    assert one["object"]["definition"]["name"] == {"en": "What?"}
    assert one["timestamp"] == "2026-11-21T10:00:00.000+00:00"
    assert one["actor"]["account"]["name"] == "nobody"
    assert any(name.endswith("/hints") and value == 2 for name, value in one["result"]["extensions"].items())


def test_a_form_is_a_statement_a_question_each_with_an_id_of_its_own():
    attempts = [{"question": id, "answer": [0], "right": False} for id in ("form-a-tilt", "form-a-heel")]
    found = statements(event("form", {"attempts": attempts}, "form-a"))
    assert [one["object"]["id"].rsplit("/")[-1] for one in found] == ["form-a-tilt", "form-a-heel"]
    assert len({one["id"] for one in found}) == 2


def test_a_hint_is_no_answer():
    (one,) = statements(event("hint", {"response": {"hints": 1}}))
    assert one["verb"]["id"].endswith("/interacted")
    assert "result" not in one


def test_the_same_records_give_the_same_lines():
    one = event("guess", {"attempts": [{"answer": 3, "right": False}]})
    assert to_xapi([one], "nobody") == to_xapi([one], "nobody")
