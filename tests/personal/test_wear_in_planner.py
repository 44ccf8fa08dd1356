"""The wear-in planner's data and words; how it behaves on a page is tested in tests/browser."""

import json
import re
from pathlib import Path

import pytest

from lessons_lib import personal
from lessons_lib.advice.planner import page_data
from lessons_lib.advice.wear_in import wear_in
from lessons_lib.personal.wear_in_planner import planner_data, wear_in_planner
from lessons_lib.publish.minify import minify_script, minify_style

FOLDER = Path(personal.__file__).parent
SCRIPT = (FOLDER / "planner.js").read_text(encoding="utf-8")
KEEPS = r"localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon|fetch\(|XMLHttpRequest|WebSocket"


def test_the_page_has_the_engines_data_and_a_name_for_every_job_and_insert():
    data = planner_data()
    assert {**data, **page_data()} == data
    assert list(data["jobs"]) == list(wear_in().jobs)
    assert list(data["inserts"]) == list(wear_in().inserts)
    assert all({**data["jobs"], **data["inserts"]}.values())


def test_the_data_survive_json_and_are_small():
    text = json.dumps(planner_data(), separators=(",", ":"))
    assert json.loads(text) == planner_data()
    assert len(text) < 20_000


def test_script_style_and_data_stay_below_a_quarter_of_a_lessons_page():
    made = wear_in_planner()
    data = json.dumps([made.gate, made.planner], separators=(",", ":"))
    assert len((minify_script(str(made._esm)) + minify_style(str(made._css)) + data).encode()) < 100_000


def test_the_form_about_warning_signs_comes_first():
    script = str(wear_in_planner()._esm)
    assert script.index("function drawGate") < script.index("function wearPlan")
    assert script.rstrip().endswith("export default { render };")


def test_a_page_without_widgets_reads_what_the_planner_is_and_that_nobody_tested_schedules():
    data, _ = wear_in_planner()._repr_mimebundle_()
    assert data["text/plain"].startswith("The wear-in planner asks about warning signs first.")
    assert "No trial has compared schedules." in data["text/plain"]


def test_nothing_that_a_person_enters_is_a_trait_so_that_no_kernel_keeps_it():
    assert {name for name in wear_in_planner().keys if not name.startswith("_")} <= {
        "gate", "planner", "layout", "tabbable", "tooltip",
    }  # fmt: skip


def test_the_script_stores_nothing_and_sends_nothing():
    assert re.findall(KEEPS, SCRIPT) == []


@pytest.mark.parametrize("bad", ["localStorage.setItem('a', 1)", "navigator.sendBeacon('x')", "document.cookie = 'a'"])
def test_a_script_that_keeps_something_would_be_seen(bad):
    assert re.findall(KEEPS, bad)


def test_the_script_writes_text_as_text():
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", SCRIPT) == []


def test_the_sentence_that_nobody_tested_it_is_not_typed_in_the_script_but_looked_up():
    assert "No trial" not in SCRIPT
    assert "known.about.untested" in SCRIPT
