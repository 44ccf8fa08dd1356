# ruff: noqa: E501
"""Hostile words in real pages: nothing acts, nothing is asked of the web, nothing leaves its place, the words stand there."""

from __future__ import annotations

import copy
import importlib.util
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib import seeds
from lessons_lib.cases.case import Story
from lessons_lib.cases.rules import weigh
from lessons_lib.cases.widget import CaseWidget
from lessons_lib.claims.card import ClaimCard
from lessons_lib.glossary.terms import Term
from lessons_lib.glossary.words import Words, definitions
from lessons_lib.personal.aid import decision_aid
from lessons_lib.personal.own_trial import own_trial
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW
from lessons_lib.quiz.model import QUESTION
from lessons_lib.quiz.readable import still
from lessons_lib.quiz.widget import QuizWidget

from .drive import finish_everything, wait_for_widgets


def load(name: str):
    """A module of another folder of tests, under the name that pytest gives it."""
    path = Path(__file__).parents[1] / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"hostile_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


STRINGS = load("hostile/strings").SHOWN
SAMPLES = load("quiz/samples")
CASE = load("cases/samples")
#: Parts of a sample that are a name or a word of a fixed list.
FIXED = {
    "id",
    "type",
    "misconception",
    "objective",
    "place",
    "picture",
    "claim",
    "claims",
    "signs",
    "does",
    "credit",
    "then",
    "start",
    "age",
    "number",
}


def put(value, texts, key=""):
    """A sample with the next hostile text behind each of its words."""
    if isinstance(value, dict):
        free = {
            name: put(part, texts, name)
            for name, part in value.items()
            if name not in FIXED and name != "misconceptions"
        }
        return value | free
    if isinstance(value, list):
        return [put(part, texts, key) for part in value]
    return f"{value} {next(texts)} end" if isinstance(value, str) else value


def endless():
    """All texts over and over, but those that a formula makes the course refuse."""
    kept = [text for name, text in STRINGS.items() if not name.startswith("formula that")]
    while True:
        yield from kept


def ask_everything():
    """Questions of each type, so many that each text stands in a field of each type, and two cases."""
    texts = endless()
    for kind, sample in SAMPLES.SAMPLES.items():
        for number in range(len(STRINGS) // 15 + 1):
            raw = put(copy.deepcopy(sample), texts) | {"id": f"{kind}-{number}"}
            question = QUESTION.validate_python(raw)
            picture = SAMPLES.picture_of(question)
            yield QuizWidget(question, picture), still(question, picture)
    for number in range(2):
        story = Story.model_validate(put(CASE.sample(), texts) | {"id": f"case-{number}"})
        yield CaseWidget(weigh(story)), ""


def page_of(tmp_path, widgets, html="", markdown=""):
    """A page that shows these widgets, each with the HTML before it."""
    entries, cells = {}, [new_markdown_cell("# A title")]
    if markdown:
        cells.append(new_markdown_cell(markdown))
    if html:
        cells.append(new_code_cell("show()", outputs=[new_output("display_data", data={"text/html": html})]))
    for widget, before in widgets:
        state = {**widget.get_state(), "_esm": str(widget._esm), "_css": str(widget._css)}
        entries[widget.model_id] = {"model_name": "AnyModel", "state": state, "buffers": []}
        outputs = [new_output("display_data", data={"text/html": before})] if before else []
        outputs.append(new_output("display_data", data={VIEW: {"model_id": widget.model_id}, "text/plain": "w"}))
        cells.append(new_code_cell("ask()", outputs=outputs))
    made = new_notebook(cells=cells)
    made.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    path = tmp_path / "page.html"
    resources = {"metadata": {"name": "01-sample", "path": ""}}
    path.write_text(LessonExporter().from_notebook_node(made, resources)[0], encoding="utf-8")
    return path


def look_at(open_page, path, width=360):
    """Open a page and note every dialogue; widgets stand when this returns."""
    offline = open_page(path, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    dialogues = []
    offline.page.on("dialog", lambda dialogue: (dialogues.append(dialogue.message), dialogue.dismiss()))
    wait_for_widgets(offline.page)
    return offline, dialogues


HURT = """() => ({
  hurt: window.hurt === undefined,
  elements: [...document.querySelectorAll("main :is(script, iframe, object, embed, base, meta, link, math, template)")].length,
  handlers: [...document.querySelectorAll("main *")].filter((one) => [...one.attributes].some((a) => a.name.startsWith("on"))).length,
  links: [...document.querySelectorAll("main a")].map((a) => a.protocol).filter((p) => !["https:", "http:", "mailto:", "file:"].includes(p)),
  outside: [...document.querySelectorAll("main .cell")].length,
  wide: document.documentElement.scrollWidth - innerWidth,
})"""


def assert_unhurt(offline, dialogues, cells):
    seen = offline.page.evaluate(HURT)
    assert seen["hurt"]
    assert (seen["elements"], seen["handlers"], seen["links"], dialogues) == (0, 0, [], [])
    assert seen["outside"] == cells
    assert seen["wide"] <= 0
    offline.assert_silent()


def test_questions_and_cases_with_hostile_words_show_them_and_do_nothing_else(offline_page, tmp_path):
    widgets = list(ask_everything())
    offline, dialogues = look_at(offline_page, page_of(tmp_path, widgets))
    finish_everything(offline.page)
    assert_unhurt(offline, dialogues, len(widgets) + 1)
    words = offline.page.locator("main").text_content()
    # What is said to an answer that nobody gave does not stand on the page, and marks of Markdown are none of its words.
    assert sum(text.strip()[:12] in words for text in STRINGS.values()) > len(STRINGS) / 3


def test_claims_words_and_a_cell_with_hostile_words_show_them_and_do_nothing_else(offline_page, tmp_path):
    texts = endless()
    claims = list(seeds.claims().values())[:30]
    fields = ("text", "articles_say", "studies_found", "in_whom", "compared_with", "who_paid", "why_not_surer")
    cards = [ClaimCard(_replace(one, {name: next(texts) for name in fields}))._repr_html_() for one in claims]
    terms = tuple(Term(f"t-{place}", text, (), f"{text}.", ("01",)) for place, text in enumerate(STRINGS.values()))
    words = "Words [one](#term-t-0) `<script>` \\<b\\> {{7*7}} אבג"
    page = page_of(tmp_path, [(Words("01", terms), "")], "".join(cards) + definitions(terms), words)
    offline, dialogues = look_at(offline_page, page)
    offline.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    offline.page.locator("main a[href='#term-t-0']").first.focus()
    assert_unhurt(offline, dialogues, 4)
    assert offline.page.locator(".lesson-words dt").count() == len(STRINGS)


def _replace(claim, news):
    from dataclasses import replace

    return replace(claim, **{name: f"word {text} end" for name, text in news.items()})


@pytest.mark.parametrize("make", [decision_aid, own_trial])
def test_a_tool_with_hostile_words_in_every_text_shows_them_and_does_nothing_else(make, offline_page, tmp_path):
    texts, widget = endless(), make()
    for name in ("gate", "aid", "trial"):
        if widget.has_trait(name):
            setattr(widget, name, _spoil(getattr(widget, name), texts))
    offline, dialogues = look_at(offline_page, page_of(tmp_path, [(widget, "")]))
    assert_unhurt(offline, dialogues, 2)
    assert "window.hurt=1;alert(1)" in offline.page.locator("main").text_content()


def _spoil(value, texts, key=""):
    """A tool's data with a hostile text behind each sentence; names and codes stay."""
    if isinstance(value, dict):
        return {name: part if name in ("table", "sheet") else _spoil(part, texts, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_spoil(part, texts, key) for part in value]
    return f"{value} {next(texts)}" if isinstance(value, str) and " " in value else value


def test_what_a_learner_types_is_only_text(offline_page, tmp_path):
    number = {"id": "a-number", "type": "numeric", "stem": "How many?", "explanation": "So.", "objective": "Count."}
    number |= {"unit": "", "tolerance": 1, "answer": {"constant": "pelvis_share"}}
    number |= {"feedback": {"right": "Yes.", "low": "Low.", "high": "High."}}
    name = next(iter(seeds.constants()))
    question = QUESTION.validate_python(number | {"answer": {"constant": name}})
    offline, dialogues = look_at(offline_page, page_of(tmp_path, [(QuizWidget(question), still(question))]))
    box = offline.page.locator(".lesson-quiz input.number")
    for text in STRINGS.values():
        box.fill(text[:500])
        offline.page.get_by_role("button", name="Check").click()
    assert_unhurt(offline, dialogues, 2)
