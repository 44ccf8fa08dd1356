"""Where a question stands follows from its events alone."""

from lessons_lib.records.event import Event
from lessons_lib.records.state import State, fold, last_touched

TRY = {"answer": [0], "right": False}
RIGHT = {"answer": [1], "right": True}


def done(kind, response, checked=False, attempts=(), **others):
    return Event("q", kind, {"response": response, "checked": checked, "attempts": list(attempts), **others})


def test_nothing_happened_to_a_new_question():
    assert fold([]) == State({}, False, ())


def test_the_last_check_stands_and_every_attempt_is_there():
    events = [done("answer", {"answer": [0]}, True, [TRY]), done("answer", {"answer": [1]}, True, [RIGHT])]
    assert fold(events) == State({"answer": [1]}, True, (TRY, RIGHT))


def test_hints_and_the_shown_answer_come_back():
    events = [done("hint", {"hints": 1}), done("answer", {"answer": [0], "hints": 1}, True, [TRY])]
    events.append(done("shown", {"answer": [0], "hints": 1, "shown": True}, True))
    assert fold(events) == State({"answer": [0], "hints": 1, "shown": True}, True, (TRY,))


def test_a_guess_stays_as_it_was_first_locked_in():
    first, second = {"answer": 5, "right": False}, {"answer": 1.6, "right": True}
    events = [done("guess", {"answer": 5}, True, [first]), done("guess", {"answer": 1.6}, True, [second])]
    events.append(done("compared", {"answer": 1.6, "compared": True}, True))
    assert fold(events) == State({"answer": 5, "compared": True}, True, (first,))


def test_a_new_start_forgets_what_was_before():
    events = [done("answer", {"answer": [0]}, True, [TRY]), done("again", {}, restart=True)]
    assert fold(events) == State({}, False, ())


def test_an_event_of_another_make_changes_nothing_but_the_answer():
    assert fold([Event("q", "visited", {})]) == State({}, False, ())


def test_the_last_place_is_the_latest_of_the_questions_asked_for():
    events = [Event(name, "answer", {}, at=f"2026-01-01T00:00:0{second}") for second, name in enumerate("abc")]
    assert last_touched(events, ["a", "b"]).question == "b"
    assert last_touched(events, ["d"]) is None
    assert last_touched([], ["a"]) is None
