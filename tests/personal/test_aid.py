"""What the decision aid is given: every option with the same fields, figures of the book, claims that exist."""

import json

import nbformat
import pytest

from lessons_lib import seeds
from lessons_lib.advice.kinds import CLOSED, GATE
from lessons_lib.advice.page import to_plain
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.advice.table import all_situations
from lessons_lib.personal.aid import SHEET, WORDS, AidWidget, aid_data, decision_aid
from lessons_lib.seeds import SeedProblems
from tests.advice.conftest import broken  # noqa: F401
from tests.notebooks.prose import NOTEBOOKS
from tests.notebooks.test_reading import grade

MOST_BYTES = 70_000
CASES = [*list(all_situations(book()))[::11], {GATE: CLOSED}]
FIELDS = {"what_it_is", "tried_in", "in_favour", "against", "benefit", "harm", "cost", "effort", "undo", "living"}


@pytest.fixture(scope="module")
def data():
    return json.loads(json.dumps(aid_data(), sort_keys=True))


def claims_in(value):
    """Every claim that stands anywhere in a part of the data."""
    if isinstance(value, dict):
        own = [one for name in ("claims", "start_claims") for one in value.get(name, ()) if isinstance(one, str)]
        return {*own, *(claim for part in value.values() for claim in claims_in(part))}
    return {claim for part in value for claim in claims_in(part)} if isinstance(value, list) else set()


def test_the_aid_is_small():
    assert len(json.dumps(aid_data(), separators=(",", ":"))) <= MOST_BYTES


def test_every_option_has_the_same_fields_and_going_without_is_one(data):
    assert list(book().options) == data["table"]["options"]
    assert {name: FIELDS - set(option) for name, option in data["options"].items() if FIELDS - set(option)} == {}
    assert {"none", "active", "exercise", "education"} <= set(data["options"])


def test_every_figure_on_the_page_is_that_of_the_book(data):
    for name, option in book().options.items():
        for side in ("benefit", "harm"):
            assert data["options"][name][side] == json.loads(json.dumps(to_plain(getattr(option, side))))


def test_every_claim_that_is_cited_exists_and_is_shown_with_its_words(data):
    cited = claims_in(data["options"]) | claims_in(data["rules"])
    assert cited == set(data["claims"])
    assert cited <= set(seeds.claims())
    assert len(cited) > 30


def test_what_has_an_order_is_a_list_of_the_table(data):
    assert [name for name, _ in data["table"]["inputs"]] == [GATE, *book().inputs]
    assert [answers for _, answers in data["table"]["inputs"][1:]] == [list(i.answers) for i in book().inputs.values()]
    assert data["table"]["values"] == list(book().values)


def test_no_trait_of_the_widget_holds_an_answer():
    own = {name for name, trait in AidWidget.class_traits(sync=True).items() if not name.startswith("_")}
    assert own - {"layout", "tabbable", "tooltip"} == {"gate", "aid"}


def test_the_widget_is_called_by_its_name():
    shown, _ = decision_aid()._repr_mimebundle_()
    assert shown["text/plain"] == repr(decision_aid()) == "decision_aid()"


def test_the_sheet_brings_its_own_look():
    assert SHEET.startswith("/* The sheet")
    assert "@page aid-sheet" in SHEET
    assert ".lesson-gate" not in SHEET


def test_the_aids_own_words_are_easy_to_read():
    lines = [text for text in WORDS.values() if isinstance(text, str)]
    assert grade(" ".join(text if text[-1] in ".?!:" else f"{text}." for text in lines)) <= 6


# --- questions to ask a clinician -------------------------------------------------------------------------------------


def asked(situation):
    return [one.id for one in book().questions if one.fits(situation)]


def test_there_is_something_to_ask_in_every_case():
    assert min(len(asked(situation)) for situation in CASES) >= 2
    assert 3 <= len(asked({GATE: CLOSED})) <= 5


def test_where_all_is_closed_no_question_is_about_something_to_buy():
    texts = [one.text for one in book().questions if one.fits({GATE: CLOSED})]
    assert not [text for text in texts if "insert" in text or "lift" in text]


def test_the_most_questions_of_any_case_fit_on_a_page():
    assert max(len(asked(situation)) for situation in CASES) <= 12


def test_every_question_is_asked_in_some_case():
    assert {one.id for one in book().questions} == {name for situation in CASES for name in asked(situation)}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("text", "Ask about it.", "cause, text: expected a question"),
        ("when", {"gate": ["ajar"]}, "expected an answer of gate"),
        ("when", {"weather": ["dry"]}, "expected an input"),
        ("note", "x", "cause, note"),
    ],
)
def test_a_broken_question_is_refused(broken, field, value, expected):  # noqa: F811
    root = broken("advice.yaml", lambda file: file["questions"]["cause"].update({field: value}))
    with pytest.raises(SeedProblems, match=expected):
        book(root)


# --- the page of its own ----------------------------------------------------------------------------------------------


def test_the_page_lists_every_work_behind_rules_options_and_signs(data):
    notebook = nbformat.read(NOTEBOOKS["decision-aid"], as_version=4)
    (works,) = [cell.source for cell in notebook.cells if cell.source.startswith("bibliography(")]
    named = set(works.replace("bibliography(", "").replace(")", "").replace('"', "").replace(",", " ").split())
    of_signs = {key for sign in facts().signs.values() for key in sign.references}
    assert named == set(data["claims"]) | of_signs
