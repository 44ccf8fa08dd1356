"""The widget carries everything the page needs, and reads without a page too."""

import html
import json
import subprocess
import sys

import pytest

from lessons_lib.quiz import bank
from lessons_lib.quiz.page import for_page, in_words, still
from lessons_lib.quiz.widget import QuizWidget, predict, quiz

from .samples import picture_of

REAL = list(bank.load().values())
PREDICTIONS = [question.id for question in REAL if question.type == "predict"]
CHECKS = [question.id for question in REAL if question.type != "predict"]


@pytest.mark.parametrize("question_id", CHECKS)
def test_quiz_asks_every_check(question_id):
    assert quiz(question_id, picture_of(bank.find(question_id))).question["id"] == question_id


@pytest.mark.parametrize("question_id", PREDICTIONS)
def test_predict_takes_every_guess(question_id):
    assert predict(question_id).question["then"]


def test_quiz_sends_a_prediction_to_predict():
    with pytest.raises(ValueError, match=r"Write predict\('pelvis-at-10'\)"):
        quiz("pelvis-at-10")


def test_predict_sends_a_check_to_quiz():
    with pytest.raises(ValueError, match=r"Write quiz\('chain-check-1'\)"):
        predict("chain-check-1")


def test_an_unknown_id_is_a_sentence():
    with pytest.raises(LookupError, match="Did you mean 'pelvis-at-10'"):
        predict("pelvis-at-1O")


def test_the_repr_is_what_one_writes():
    assert repr(quiz("chain-check-1")) == "quiz('chain-check-1')"
    assert repr(predict("pelvis-at-10")) == "predict('pelvis-at-10')"


def test_a_fresh_question_is_unanswered():
    fresh = quiz("chain-check-1")
    assert (fresh.response, fresh.checked, fresh.attempts) == ({}, False, [])


def test_what_a_learner_did_can_be_put_back():
    back = QuizWidget(bank.find("chain-check-1"), response={"answer": [1]}, checked=True, attempts=[{"right": True}])
    assert back.response == {"answer": [1]}
    assert back.checked


@pytest.mark.parametrize("question", REAL, ids=lambda question: question.id)
def test_the_page_gets_plain_data(question):
    page = for_page(question, picture_of(question))
    assert json.loads(json.dumps(page)) == page


@pytest.mark.parametrize("question", REAL, ids=lambda question: question.id)
def test_the_same_question_gives_the_same_bytes(question):
    picture = picture_of(question)
    assert json.dumps(for_page(question, picture)) == json.dumps(for_page(question, picture))


def test_the_page_gets_the_computed_answer():
    page = for_page(bank.find("pelvis-at-10"))
    assert (page["answer"], page["shown"], page["start"]) == (1.6, "1.6°", 5.0)


def test_a_negative_answer_is_shown_with_a_real_minus():
    assert for_page(bank.find("chain-check-10"))["shown"] == "−0.78°"


def test_the_page_accepts_spelled_units():
    assert {"°", "deg", "degrees"} <= set(for_page(bank.find("chain-check-9"))["units"])


def test_every_text_for_the_page_is_sanitised():
    question = bank.find("chain-check-1")
    evil = "<img src=x onerror=alert(1)>"
    options = tuple(option.model_copy(update={"text": evil, "feedback": evil}) for option in question.options)
    hostile = {"stem": evil, "explanation": evil, "hints": (evil,), "options": options}
    page = question.model_copy(update=hostile)
    shown = for_page(page)
    plain = [option.pop("words") for option in shown["options"]]  # the page sets these as text
    assert plain[0] == evil
    assert "<img" not in json.dumps(shown) + still(page)


@pytest.mark.parametrize("question", REAL, ids=lambda question: question.id)
def test_the_still_form_tells_stem_and_options_but_no_answer(question):
    form = still(question, picture_of(question))
    page = for_page(question, picture_of(question))
    assert form.startswith(f'<div class="lesson-quiz-still" data-question="{question.id}">')
    assert page["stem"] in form
    assert page["explanation"] not in form
    for option in page.get("options", []):
        assert html.escape(option["words"], quote=False) in form or option["text"] in form
        assert option["feedback"] not in form
    assert page.get("shown", "no number") not in form


def test_a_screen_of_plain_text_reads_the_question():
    data, _ = quiz("chain-check-1")._repr_mimebundle_()
    assert data["text/plain"] == in_words(bank.find("chain-check-1"))
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "(B) It tipped forward by a degree or two" in data["text/plain"]


def test_the_still_form_is_shown_before_the_widget(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.publish_display_data", lambda data, metadata=None: shown.append(data))
    quiz("chain-check-1")._ipython_display_()
    assert shown[0]["text/html"] == still(bank.find("chain-check-1"))
    assert "application/vnd.jupyter.widget-view+json" in shown[1]
    assert shown[1]["text/plain"] == "quiz('chain-check-1')"


def test_the_front_end_travels_with_every_question():
    shown = quiz("chain-check-1")
    assert "export default" in shown.get_state()["_esm"]
    assert ".lesson-quiz" in shown.get_state()["_css"]


def test_the_front_end_logs_nothing_and_fetches_nothing():
    script = str(quiz("chain-check-1")._esm)
    assert not [word for word in ("console.", "fetch(", "import ", "http://www.w3.org/1999", "eval(") if word in script]


def test_only_sanitised_text_is_set_as_html():
    script = str(quiz("chain-check-1")._esm)
    assert script.count("innerHTML") == 1  # in sanitised(), which says so


def test_a_question_can_be_read_without_the_widget_machinery():
    code = "import sys; import lessons_lib.quiz.page; sys.exit('anywidget' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
