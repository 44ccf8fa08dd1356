"""What the warning-sign form is given: every sign, every word of triage, and in an order that a page keeps."""

import json
import re
from datetime import date, timedelta

import pytest

from lessons_lib.advice import Answers, emergency, require, triage
from lessons_lib.advice.gate import ACTIVITIES
from lessons_lib.advice.signs import facts
from lessons_lib.personal.gate import AGE_WORDS, CALM, WORDS, gate_data, join
from tests.notebooks.test_reading import grade

DAY = date(2026, 11, 21)
MOST_BYTES = 26_000
#: Whose order counts must be lists: a page's JSON sorts the keys of objects.
LISTS = ("activities", "ages", "groups", "signs", "conditions", "feeling", "closings", "rare", "net", "notes")


@pytest.fixture(scope="module")
def data():
    return json.loads(json.dumps(gate_data(), sort_keys=True))


def closes(data, one):
    return frozenset(data["closings"][one["closes"]])


def test_the_form_is_small():
    assert len(json.dumps(gate_data(), separators=(",", ":"))) <= MOST_BYTES


def test_what_has_an_order_is_a_list(data):
    assert [name for name in LISTS if not isinstance(data[name], list)] == []
    assert data["ages"] == [list(pair) for pair in AGE_WORDS.items()]
    assert [name for name, _ in data["groups"]] == list(facts().groups)


def test_every_sign_is_asked_in_the_order_of_the_file_and_closes_what_the_engine_closes(data):
    known = facts().signs
    assert [one["id"] for one in data["signs"]] == list(known)
    assert [one["id"] for one in data["signs"] if closes(data, one) != known[one["id"]].closes] == []


@pytest.mark.parametrize("part", ["conditions", "feeling"])
def test_every_other_answer_closes_what_the_engine_closes(data, part):
    known = getattr(facts(), part)
    assert [one["id"] for one in data[part]] == list(known)
    assert [one["id"] for one in data[part] if closes(data, one) != known[one["id"]].closes] == []


def test_a_child_closes_everything(data):
    assert closes(data, data["child"]) == set(ACTIVITIES)
    told = triage(Answers("under-16", "tested-normal"), DAY).closed[0]
    assert (data["child"]["because"], data["places"][data["child"]["place"]]) == (told.because, told.where)


def test_every_sign_has_its_place_group_and_source(data):
    groups = {name for name, _ in data["groups"]}
    for one in data["signs"]:
        assert one["place"] in data["places"]
        assert one["group"] in groups
        assert one["source"]
        assert one["text"] == facts().signs[one["id"]].text


def test_rarity_safety_net_and_notes_are_those_of_triage(data):
    calm = triage(CALM, DAY)
    assert (data["rare"], data["net"], data["notes"]) == (list(calm.rare), list(calm.safety_net), list(calm.notes))
    assert data["words"]["none_ticked"] == calm.headline


def test_the_form_says_what_require_says():
    with pytest.raises(ValueError, match=f"^{re.escape(WORDS['first'])}$"):
        require(None, "options", DAY)
    with pytest.raises(ValueError, match=f"^{re.escape(WORDS['stale'])}$"):
        require(triage(CALM, DAY).gate, "options", DAY + timedelta(days=1))
    diabetic = triage(Answers("16-or-over", "unknown", conditions=frozenset({"not-stable"})), DAY).gate
    with pytest.raises(ValueError, match=WORDS["against"]):
        require(diabetic, "diary", DAY)


def test_a_teachers_words_for_help_reach_the_form(monkeypatch, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text('words:\n  emergency: "144"\n', encoding="utf-8")
    monkeypatch.setenv("LESSONS_EMERGENCY", str(mine))
    assert gate_data()["places"]["emergency-number"] == "Call 144 now. Do not drive yourself."
    assert emergency().words["emergency"] == "144"


def test_the_form_says_that_it_is_education_and_not_reviewed():
    assert WORDS["notice"] == "Education, not a treatment choice. Not reviewed by a clinician."


def test_the_forms_own_words_are_easy_to_read():
    lines = [text if text[-1] in ".?!:" else f"{text}." for text in WORDS.values()]
    assert grade(" ".join(lines)) <= 6
    assert grade("The institutionalised prioritisation of biomechanical considerations necessitates evaluation.") > 6


def test_a_tool_gets_the_form_before_its_own_script():
    script, style = join("gate", "aid")
    assert 0 < script.index("function drawGate") < script.index("export default")
    assert script.count("\nexport ") == 1
    assert 0 < style.index(".lesson-gate") < style.index(".lesson-aid")
