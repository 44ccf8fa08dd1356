"""A question that is asked again shows what was answered; the widget and the store know nothing of each other."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lessons_lib import asking, lesson
from lessons_lib.publish.execution import kernel_environment
from lessons_lib.quiz import bank
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import Records

ROOT = Path(__file__).parents[1]
RIGHT = {"answer": [1], "right": True, "hints": 0, "shown": False}
WRONG = {"answer": [0], "right": False, "hints": 0, "shown": False}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the answers of this test are kept."""
    monkeypatch.setenv("LESSONS_RECORDS", "on")
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    yield tmp_path / "records"
    if (tmp_path / "records").exists():
        asking._open(tmp_path / "records").close()


@pytest.fixture
def told(monkeypatch):
    """The sentences a learner is told."""
    sentences = []
    monkeypatch.setattr(asking, "_tell", lambda sentence, cell: sentences.append(sentence))
    return sentences


def act(shown, response, checked=None, *attempts):
    """What a message of the page does: all changes at once."""
    with shown.hold_trait_notifications():
        shown.response = {**shown.response, **response}
        shown.checked = shown.checked if checked is None else checked
        shown.attempts = [*shown.attempts, *attempts]


def kinds(folder):
    return [event.kind for event in read(folder)]


def read(folder):
    return asking._open(folder).events()


def state(shown):
    return dict(shown.response), shown.checked, list(shown.attempts)


# --- what comes back --------------------------------------------------------------------------------------------------


def test_a_new_question_is_unanswered_and_writes_nothing(folder):
    assert state(asking.quiz("chain-check-1")) == ({}, False, [])
    assert read(folder) == []


def test_a_checked_answer_is_there_when_it_is_asked_again(folder):
    first = asking.quiz("chain-check-1")
    act(first, {"answer": [0]}, True, WRONG)
    act(first, {"answer": [1]}, True, RIGHT)
    assert state(asking.quiz("chain-check-1")) == state(first) == ({"answer": [1]}, True, [WRONG, RIGHT])
    assert state(asking.quiz("chain-check-2")) == ({}, False, [])


def test_a_locked_guess_comes_back_locked_and_compared(folder):
    guess = {"answer": 5, "right": False, "hints": 0, "shown": False}
    first = asking.predict("pelvis-at-10")
    act(first, {"answer": 5}, True, guess)
    assert state(asking.predict("pelvis-at-10")) == ({"answer": 5}, True, [guess])
    act(first, {"compared": True})
    assert state(asking.predict("pelvis-at-10")) == ({"answer": 5, "compared": True}, True, [guess])


def test_two_notebooks_cannot_lock_in_two_guesses(folder):
    first, second = asking.predict("pelvis-at-10"), asking.predict("pelvis-at-10")
    act(first, {"answer": 5}, True, {"answer": 5, "right": False})
    act(second, {"answer": 1.6}, True, {"answer": 1.6, "right": True})
    assert asking.predict("pelvis-at-10").response["answer"] == 5


def test_hints_and_a_shown_answer_come_back(folder):
    first = asking.quiz("chain-check-5")
    act(first, {"hints": 1})
    act(first, {"answer": [0]}, True, WRONG)
    act(first, {"shown": True})
    assert asking.quiz("chain-check-5").response == {"hints": 1, "answer": [0], "shown": True}
    assert kinds(folder) == ["hint", "answer", "shown"]


def test_a_form_comes_back_where_it_was_left(folder):
    first = asking.form("A")
    name = first.question["questions"][0]["id"] if "questions" in first.question else "form-a-tilt"
    act(first, {"answers": {name: [0]}})
    act(first, {"at": 1})
    assert asking.form("A").response == {"answers": {name: [0]}, "at": 1}
    act(first, {"finished": True}, True, {"question": name, "answer": [0], "right": False})
    again = asking.form("A")
    assert (again.checked, again.response["finished"], len(again.attempts)) == (True, True, 1)
    assert kinds(folder) == ["form", "form"]


def test_trust_comes_back_once_it_is_locked_away(folder):
    first = asking.trust("start")
    act(first, {"values": {"C001": 40}})
    assert asking.trust("start").response == {}
    act(first, {"values": {"C001": 60}}, True)
    assert state(asking.trust("start")) == ({"values": {"C001": 60}}, True, [])
    assert asking.recall("trust-start").response["values"] == {"C001": 60}
    assert kinds(folder) == ["trust"]


def test_a_question_that_points_at_a_picture_gets_it_and_remembers_where(folder):
    hotspots = [question.id for question in bank.load().values() if question.type == "hotspot"]
    for question_id in hotspots[:1]:
        first = asking.quiz(question_id)
        assert first.picture.startswith("<svg")
        act(first, {"answer": [1]}, True, RIGHT)
        assert asking.quiz(question_id).response == {"answer": [1]}


def test_an_answer_to_other_options_is_not_put_back_but_kept(folder, monkeypatch):
    first = asking.quiz("chain-check-1")
    act(first, {"answer": [1]}, True, RIGHT)
    page = first.question
    fewer = {**page, "options": [{**option, "text": f"Other {option['text']}"} for option in page["options"]]}
    monkeypatch.setattr("lessons_lib.quiz.widget.for_page", lambda *arguments: fewer)
    assert state(asking.quiz("chain-check-1")) == ({}, False, [])
    assert kinds(folder) == ["answer"]


def test_an_answer_outlives_better_wording_around_it(folder, monkeypatch):
    first = asking.quiz("chain-check-1")
    act(first, {"answer": [1]}, True, RIGHT)
    options = [{**option, "feedback": "Said better."} for option in first.question["options"]]
    better = {**first.question, "options": options, "stem": "Asked better", "explanation": "Said better"}
    monkeypatch.setattr("lessons_lib.quiz.widget.for_page", lambda *arguments: better)
    assert asking.quiz("chain-check-1").response == {"answer": [1]}


# --- what is written --------------------------------------------------------------------------------------------------


def test_a_draft_is_not_written(folder):
    shown = asking.quiz("chain-check-9")
    for typed in ("3", "3.", "3.4"):
        act(shown, {"answer": typed}, False)
    assert read(folder) == []
    act(shown, {"answer": "3.4"}, True, {"answer": 3.4, "right": True})
    act(shown, {"answer": "3.45"}, False)
    assert kinds(folder) == ["answer"]
    assert asking.quiz("chain-check-9").response == {"answer": "3.4"}


def test_each_step_is_one_event_with_its_kind(folder):
    shown = asking.predict("pelvis-at-10")
    act(shown, {"answer": 5}, True, {"answer": 5, "right": False})
    act(shown, {"compared": True})
    act(shown, {"confidence": 2})
    assert kinds(folder) == ["guess", "compared", "confidence"]


def test_steps_that_arrive_in_one_message_are_kept_one_by_one(folder):
    shown = asking.predict("pelvis-at-10")
    act(shown, {"answer": 5, "compared": True}, True, {"answer": 5, "right": False})
    assert [(event.kind, len(event.data["attempts"])) for event in read(folder)] == [("guess", 1), ("compared", 0)]
    assert len(asking.predict("pelvis-at-10").attempts) == 1


def test_the_same_answer_checked_twice_is_two_attempts(folder):
    shown = asking.quiz("chain-check-1")
    act(shown, {"answer": [0]}, True, WRONG)
    act(shown, {"answer": [0]}, True, WRONG)
    assert [len(event.data["attempts"]) for event in read(folder)] == [1, 1]
    assert asking.quiz("chain-check-1").attempts == [WRONG, WRONG]


def test_a_question_that_starts_over_starts_over_next_time_too(folder):
    shown = asking.quiz("chain-check-1")
    act(shown, {"answer": [0]}, True, WRONG)
    with shown.hold_trait_notifications():
        shown.response, shown.checked, shown.attempts = {}, False, []
    assert kinds(folder) == ["answer", "again"]
    assert state(asking.quiz("chain-check-1")) == ({}, False, [])


def test_putting_an_answer_back_writes_nothing(folder):
    act(asking.quiz("chain-check-1"), {"answer": [1]}, True, RIGHT)
    asking.quiz("chain-check-1")
    assert len(read(folder)) == 1


# --- when it cannot be kept -------------------------------------------------------------------------------------------


def test_where_nothing_can_be_kept_the_lesson_goes_on_and_the_learner_is_told_once(folder, told):
    folder.write_text("a file in the way")
    shown = asking.quiz("chain-check-1")
    act(shown, {"answer": [0]}, True, WRONG)
    act(shown, {"answer": [1]}, True, RIGHT)
    assert shown.response == {"answer": [1]}
    assert all(sentence.startswith("Your answers cannot be kept in ") for sentence in told)
    assert len(set(told)) == 1
    folder.unlink()
    act(shown, {"hints": 1})
    assert kinds(folder) == ["answer", "answer", "hint"]


def test_a_damaged_file_is_told_where_the_question_stands(folder, told):
    act(asking.quiz("chain-check-1"), {"answer": [1]}, True, RIGHT)
    asking._open(folder).close()
    (folder / "learner.db").write_bytes(b"noise")
    assert asking.quiz("chain-check-1").response == {"answer": [1]}
    assert [
        sentence.startswith("The file with your answers was damaged; it is set aside as ") for sentence in told
    ] == [True]


def test_a_sentence_is_shown_below_the_cell_that_asked_even_later(monkeypatch):
    class Publisher:
        parent_header = "the comm message"
        said = ()

        def publish(self, data):
            self.said = (*self.said, (self.parent_header, data))

    publisher = Publisher()
    monkeypatch.setattr(asking, "_publisher", lambda: publisher)
    asking._tell("Disk <full>.", "the cell")
    ((cell, data),) = publisher.said
    assert (cell, publisher.parent_header) == ("the cell", "the comm message")
    assert data["text/plain"] == "Disk <full>."
    assert "Disk &lt;full&gt;." in data["text/html"]


def test_outside_a_notebook_a_sentence_goes_to_the_log(caplog):
    asking._tell("The disk is full.", None)
    assert caplog.messages == ["The disk is full."]


# --- records that are off ---------------------------------------------------------------------------------------------


def test_records_are_off_in_tests_and_in_pages():
    assert not asking.is_on()
    assert kernel_environment()["LESSONS_RECORDS"] == "off"


def test_where_records_are_off_nothing_is_read_or_written(folder, monkeypatch):
    act(asking.quiz("chain-check-1"), {"answer": [1]}, True, RIGHT)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    monkeypatch.setenv("LESSONS_RECORDS", "off")
    shown = asking.quiz("chain-check-1")
    assert state(shown) == ({}, False, [])
    assert asking.recall("chain-check-1").response == {}
    act(shown, {"answer": [0]}, True, WRONG)
    asking.resume("01")
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_the_lessons_ask_through_here():
    for name in ("form", "predict", "quiz", "resume", "trust"):
        assert getattr(lesson, name) is getattr(asking, name)


@pytest.mark.parametrize(
    ("call", "problem", "said"),
    [
        (lambda: asking.quiz("pelvis-at-10"), ValueError, r"Write predict\('pelvis-at-10'\)"),
        (lambda: asking.predict("chain-check-1"), ValueError, r"Write quiz\('chain-check-1'\)"),
        (lambda: asking.predict("pelvis-at-1O"), LookupError, "Did you mean 'pelvis-at-10'"),
        (lambda: asking.quiz("pelvis-at-1O"), LookupError, "Did you mean 'pelvis-at-10'"),
    ],
)
def test_wrong_ids_are_told_as_before(folder, call, problem, said):
    with pytest.raises(problem, match=said):
        call()


# --- where you were ---------------------------------------------------------------------------------------------------


@pytest.fixture
def displayed(monkeypatch):
    shown = []
    monkeypatch.setattr(asking, "_show", shown.append)
    return shown


def test_a_newcomer_sees_nothing(folder, displayed):
    asking.resume("01")
    assert displayed == []


def test_a_learner_is_told_how_much_is_done_and_led_to_where_it_stopped(folder, displayed):
    act(asking.quiz("chain-check-1"), {"answer": [1]}, True, RIGHT)
    act(asking.quiz("chain-check-2"), {"answer": [0]}, True, WRONG)
    act(asking.quiz("chain-check-5"), {"hints": 1})
    asking.resume("01")
    (shown,) = displayed
    number = len([name for name in bank.load() if name in asking._questions("01")])
    assert shown.words == f"You have answered 2 of {number} questions here."
    assert shown.question == "chain-check-5"
    data, _ = shown._repr_mimebundle_()
    assert data["text/plain"].startswith("You have answered 2 of ")


def test_other_lessons_do_not_count(folder, displayed):
    asking._open(folder).append(Event("of-another-lesson", "answer", {"attempts": [RIGHT]}))
    asking.resume("01")
    assert displayed == []


def test_every_lesson_knows_its_questions():
    files = {path.name[:2] for path in (ROOT / "seeds" / "questions").glob("[0-9][0-9]-*.yaml")}
    assert all(set(asking._questions(number)) <= set(bank.load()) for number in files)
    assert len(asking._questions("01")) > 15


def test_a_long_question_is_cut_at_a_word():
    short = asking._shorten("How far does the tilt travel, when both feet stand on a wedge, and why is it so?")
    assert short == "How far does the tilt travel, when both feet stand on a …"
    assert asking._shorten("Short?") == "Short?"


# --- who knows whom ---------------------------------------------------------------------------------------------------


def imported(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    return {
        name
        for node in nodes
        for name in (getattr(node, "module", None), *(alias.name for alias in node.names))
        if name
    }


def test_the_widget_knows_nothing_of_the_store_and_the_store_nothing_of_widgets():
    quiz = {name for path in (ROOT / "lessons_lib/quiz").glob("*.py") for name in imported(path)}
    assert not [name for name in quiz if re.search(r"sqlite3|records|asking", name)]
    store = {name for path in (ROOT / "lessons_lib/records").glob("*.py") for name in imported(path)}
    assert not [name for name in store if re.search(r"widget|traitlets|quiz|IPython|asking", name)]


def test_the_store_needs_the_standard_library_and_platformdirs_only():
    code = "import sys, lessons_lib.records.keeping; print(*{name.split('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    outside = set(ran.stdout.split()) - set(sys.stdlib_module_names) - {"lessons_lib", "platformdirs", "__main__"}
    assert not {"anywidget", "numpy", "yaml", "IPython", "pydantic"} & outside


def test_a_real_kernel_of_another_process_reads_what_this_one_kept(folder):
    act(asking.quiz("chain-check-1"), {"answer": [1]}, True, RIGHT)
    code = "from lessons_lib.asking import quiz; print(quiz('chain-check-1').response)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "{'answer': [1]}"
    other = Records(folder)
    assert len(other.events()) == 1
    other.close()
