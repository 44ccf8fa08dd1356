"""Answers from a page's file come into the records when they are newer, mean the same, and can have been given."""

import json

import pytest

from lessons_lib import asking, importing
from lessons_lib.quiz.meaning import fingerprint
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import Records
from lessons_lib.records.state import fold

FORMAT = "from-the-ground-up/progress"
SINGLE, JUDGE, GUESS, CASE = "chain-check-1", "start-check-7", "pelvis-at-10", "case-numb-seat"
EARLY, LATE = "2026-03-01T10:00:00.000", "2026-03-02T10:00:00.000"


def attempt(answer, right=True):
    return {"answer": answer, "right": right, "hints": 0, "shown": False}


def entry(question, answer=(1,), attempts=None, at=LATE, **parts):
    mark = fingerprint(importing.find_asked(question))
    tried = [attempt(list(answer))] if attempts is None else attempts
    told = {"of": mark, "response": {"answer": list(answer)}, "checked": True, "attempts": tried}
    return {**told, "at": f"{at}Z", **parts}


@pytest.fixture
def records(tmp_path):
    kept = Records(tmp_path / "records")
    yield kept
    kept.close()


@pytest.fixture
def bring(tmp_path, records):
    """Imports a file with these answers by question: `bring({"chain-check-1": entry(...)})`."""

    def write_and_bring(kept, **parts):
        path = tmp_path / "mine.json"
        path.write_text(json.dumps({"format": FORMAT, "version": 1, "kept": kept, "places": {}, **parts}), "utf-8")
        return importing.bring(path, records)

    return write_and_bring


def keep(records, question, answer, *attempts, at=EARLY, **parts):
    data = {"response": {"answer": answer}, "checked": True, "attempts": list(attempts)}
    mark = fingerprint(importing.find_asked(question))
    records.append(Event(question, "answer", {**data, "of": mark, **parts}, at=f"{at}+00:00"))


def state(records, question):
    return fold(records.events(question))


# --- what comes -------------------------------------------------------------------------------------------------------


def test_what_is_not_there_yet_comes_and_a_widget_shows_it(bring, records, tmp_path, monkeypatch):
    brought = bring({SINGLE: entry(SINGLE), JUDGE: entry(JUDGE, attempts=[], response={}, checked=False)})
    assert (brought.came, brought.stayed, brought.outdated) == ((SINGLE,), (JUDGE,), ())
    monkeypatch.setenv("LESSONS_RECORDS", "on")
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    shown = asking.quiz(SINGLE)
    assert (shown.response, shown.checked, shown.attempts) == ({"answer": [1]}, True, [attempt([1])])
    asking._open(tmp_path / "records").close()


def test_the_event_tells_when_and_in_what_way_it_was_answered(bring, records):
    bring({GUESS: entry(GUESS, response={"answer": 5}), SINGLE: entry(SINGLE)})
    assert {event.question: (event.kind, event.at) for event in records.events()} == {
        GUESS: ("guess", f"{LATE}+00:00"),
        SINGLE: ("answer", f"{LATE}+00:00"),
    }


def test_the_same_file_comes_once(bring, records):
    kept = {SINGLE: entry(SINGLE), CASE: entry(CASE, response={"path": []}, attempts=[])}
    assert bring(kept).came == (CASE, SINGLE)
    assert bring(kept).came == ()
    assert len(records.events()) == 2


def test_what_is_newer_here_stays(bring, records):
    keep(records, SINGLE, [0], attempt([0], False), at=LATE)
    brought = bring({SINGLE: entry(SINGLE, at=EARLY)})
    assert (brought.came, brought.stayed) == ((), (SINGLE,))
    assert state(records, SINGLE).response == {"answer": [0]}


def test_what_was_tried_here_before_still_counts_as_first(bring, records):
    keep(records, JUDGE, {"chosen": 0, "sure": 2}, attempt({"chosen": 0, "sure": 2}, False))
    answer = {"chosen": 3, "sure": 1}
    bring({JUDGE: entry(JUDGE, response={"answer": answer}, attempts=[attempt(answer)])})
    assert [one["right"] for one in state(records, JUDGE).attempts] == [False, True]


def test_attempts_that_go_on_from_those_here_come_only_once(bring, records):
    keep(records, SINGLE, [0], attempt([0], False))
    bring({SINGLE: entry(SINGLE, attempts=[attempt([0], False), attempt([1])])})
    assert [one["answer"] for one in state(records, SINGLE).attempts] == [[0], [1]]


def test_a_case_comes_with_the_attempts_of_its_own_way(bring, records):
    keep(records, CASE, {}, {"step": "first", **attempt({"chosen": 0, "reason": 0, "sure": 0}, False)})
    decision = {"chosen": 3, "reason": 0, "sure": 2}
    way = {"path": [decision], "answer": {}, "note": None}
    bring({CASE: entry(CASE, response=way, attempts=[{"step": "first", **attempt(decision)}])})
    assert [one["answer"] for one in state(records, CASE).attempts] == [decision]
    assert state(records, CASE).response == way


def test_a_guess_that_was_locked_in_here_stays_as_it_was(bring, records):
    mark = fingerprint(importing.find_asked(GUESS))
    data = {"response": {"answer": 3}, "checked": True, "attempts": [attempt(3, False)], "of": mark}
    records.append(Event(GUESS, "guess", data, at=f"{EARLY}+00:00"))
    bring({GUESS: entry(GUESS, response={"answer": 8})})
    assert state(records, GUESS).response["answer"] == 3


def test_an_answer_to_a_question_that_is_another_now_or_gone_is_named_and_left_out(bring, records):
    brought = bring({SINGLE: entry(SINGLE, of="00000000"), "no-such-question": entry(SINGLE)})
    assert brought.outdated == (SINGLE, "no-such-question")
    assert records.events() == []


def test_a_time_to_come_counts_as_now(bring, records):
    bring({SINGLE: entry(SINGLE, at="2999-01-01T00:00:00.000")})
    assert records.events()[0].at < "2999"


@pytest.mark.parametrize("question", ["form-a", "form-b", "trust-start", "trust-end", "ft-point-1", CASE])
def test_everything_that_keeps_answers_is_found_as_a_page_is_given_it(question):
    kind, _, which = question.partition("-")
    made = {"form": lambda: asking.form(which.upper()), "trust": lambda: asking.trust(which)}
    widget = made.get(kind, lambda: asking.case(question) if question == CASE else asking.quiz(question))()
    assert fingerprint(importing.find_asked(question)) == fingerprint(widget.question)


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_all_that_is_wrong_is_told_at_once_and_nothing_comes(bring, records):
    bad = {SINGLE: entry(SINGLE, checked="yes", of="?"), JUDGE: entry(JUDGE, at="soon"), GUESS: entry(GUESS)}
    with pytest.raises(importing.NotImported) as told:
        bring(bad)
    assert str(told.value).splitlines() == [
        f"mine.json, {SINGLE}, of: expected 8 of the letters 0-9 and a-f",
        f"mine.json, {SINGLE}, checked: expected true or false",
        f"mine.json, {JUDGE}, at: expected a time such as 2026-11-21T10:00:00.000Z",
        "Nothing was imported.",
    ]
    assert records.events() == []


def test_an_answer_that_a_question_cannot_have_is_refused(bring, records):
    with pytest.raises(importing.NotImported, match="chain-check-1, response: expected an answer that this"):
        bring({SINGLE: entry(SINGLE, answer=[99]), CASE: entry(CASE, response={"path": []})})
    assert records.events() == []


def test_a_file_of_another_version_says_so(bring):
    with pytest.raises(importing.NotImported, match="version: expected 1; another version of the course"):
        bring({}, version=2)
