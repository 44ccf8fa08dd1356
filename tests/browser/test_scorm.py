"""Lessons in a learning platform: SCORM 1.2 to the letter; answers, score and completion come back, and all fits."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from lessons_lib import asking
from lessons_lib.publish.layout import read_part
from lessons_lib.publish.widgets import read_state
from lessons_lib.quiz import bank
from lessons_lib.quiz.meaning import to_keep

from .drive import find_question, wait_for_widgets
from .lms import HOST, Lms, to_state, write_bare_lesson
from .test_question_types import expect
from .tools import write_tool_page

FORMAT = "from-the-ground-up/progress"
ROOM = 4096
STORE = read_part("scorm_store.js")
SINGLE, NUMBER, GUESS, JUDGE = "chain-check-1", "chain-check-5", "pelvis-at-10", "start-check-7"
TYPES = [SINGLE, "chain-check-3", NUMBER, "start-check-2", "start-check-3", "start-check-5", "ft-point-1", JUDGE, GUESS]
CASE = "case-numb-seat"
NOON = "2026-11-21T12:00:00.000Z"


@pytest.fixture(scope="module")
def shared_lms(chromium: Any) -> Iterator[Lms]:
    context = chromium.new_context(reduced_motion="reduce")
    yield Lms(context)
    context.close()


@pytest.fixture
def open_lms(shared_lms: Lms) -> Callable[..., Lms]:
    """Starts the platform anew with the files of its server: `open_lms({"a.html": text}, data)`."""
    return shared_lms.start


# --- the platform of these tests is as strict as the standard ---------------------------------------------------------

LIVE = ["LMSInitialize", ""]


def put(name: str, value: str) -> list[str]:
    return ["LMSSetValue", f"cmi.{name}", value]


def ask(name: str) -> list[str]:
    return ["LMSGetValue", f"cmi.{name}"]


@pytest.fixture
def platform(open_lms: Callable[..., Lms]) -> Lms:
    lms = open_lms({"empty.html": "<title>Empty</title>"})
    lms.launch("empty.html")
    return lms


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([ask("core.lesson_status")], "301"),
        ([put("suspend_data", "a")], "301"),
        ([["LMSCommit", ""]], "301"),
        ([["LMSFinish", ""]], "301"),
        ([["LMSInitialize", "now"]], "201"),
        ([LIVE, LIVE], "101"),
        ([LIVE, ["LMSFinish", ""], put("suspend_data", "a")], "301"),
        ([LIVE, ["LMSFinish", ""], ["LMSFinish", ""]], "301"),
        ([LIVE, ["LMSCommit", "now"]], "201"),
        ([LIVE, ask("core.nothing")], "201"),
        ([LIVE, ["LMSGetValue", "suspend_data"]], "201"),
        ([LIVE, ask("core.exit")], "404"),
        ([LIVE, ask("core.session_time")], "404"),
        ([LIVE, put("core.student_id", "me")], "403"),
        ([LIVE, put("core.total_time", "00:00:01")], "403"),
        ([LIVE, put("core.score._children", "raw")], "402"),
        ([LIVE, put("suspend_data", "a" * 4097)], "405"),
        ([LIVE, put("suspend_data", "−")], "405"),
        ([LIVE, put("core.lesson_location", "a" * 256)], "405"),
        ([LIVE, put("core.lesson_status", "done")], "405"),
        ([LIVE, put("core.lesson_status", "not attempted")], "405"),
        ([LIVE, put("core.exit", "normal")], "405"),
        ([LIVE, put("core.score.raw", "101")], "405"),
        ([LIVE, put("core.score.raw", "-1")], "405"),
        ([LIVE, put("core.score.raw", "50 %")], "405"),
        ([LIVE, put("core.session_time", "1:00:00")], "405"),
        ([LIVE, put("core.session_time", "00:60:00")], "405"),
        ([LIVE, put("core.session_time", "00:00:00.123")], "405"),
        ([LIVE, put("core.session_time", "PT5M")], "405"),
        ([LIVE, ["LMSSetValue", "cmi.core.score.raw", 5]], "201"),
    ],
)
def test_the_platform_refuses_what_the_standard_refuses(platform, steps, code):
    result, found = platform.call(*steps)[-1]
    assert (result in ("false", ""), found) == (True, code)
    assert platform.faults[-1].startswith(code)


def test_the_platform_takes_what_the_standard_takes(platform):
    good = {
        "suspend_data": "a" * 4096, "core.lesson_location": "a" * 255, "core.lesson_status": "completed",
        "core.exit": "", "core.score.raw": "66.7", "core.score.min": "", "core.session_time": "9999:59:59.99",
    }  # fmt: skip
    steps = [put(name, value) for name, value in good.items()]
    told = platform.call(LIVE, *steps, ["LMSCommit", ""], ["LMSFinish", ""])
    assert told == [["true", "0"]] * len(told)
    assert platform.faults == []


def test_the_platform_keeps_what_was_committed_only_and_notes_who_left_without_a_word(platform):
    platform.call(LIVE, put("suspend_data", "a"), ["LMSCommit", ""], put("suspend_data", "b"))
    platform.launch("empty.html")
    assert platform["suspend_data"] == "a"
    assert platform.faults == ["left without LMSFinish"]


def test_a_lesson_that_says_nothing_counts_as_completed_and_time_adds_up(platform):
    for _ in range(2):
        platform.call(LIVE, put("core.session_time", "00:40:30.50"), put("core.exit", "suspend"), ["LMSFinish", ""])
        platform.launch("empty.html")
    assert platform["core.lesson_status"] == "completed"
    assert platform["core.total_time"] == "01:21:01.00"
    assert platform["core.entry"] == "resume"


BAD = "const api = parent.API; api.LMSInitialize(''); const store = {};"


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (f"{BAD} api.LMSSetValue('cmi.suspend_data', 'a'.repeat(5000));", "405 LMSSetValue cmi.suspend_data aaa"),
        (f"{BAD} api.LMSSetValue('cmi.core.session_time', '0:5');", "405 LMSSetValue cmi.core.session_time 0:5"),
        (f"{BAD} api.LMSFinish(''); api.LMSCommit('');", "301 LMSCommit"),
        (f"{BAD} api.LMSInitialize('');", "101 LMSInitialize"),
    ],
)
def test_a_store_with_a_mistake_is_caught(open_lms, script, fault):
    lms = open_lms({"bad.html": write_bare_lesson(script)})
    lms.launch("bad.html")
    assert lms.faults[0].startswith(fault)


# --- what may be done in a lesson -------------------------------------------------------------------------------------


def ask_page(id: str) -> dict[str, Any]:
    """A question as the page is given it."""
    made = asking.predict(id) if bank.find(id).type == "predict" else asking.quiz(id)
    question: dict[str, Any] = made.question
    return question


def ask_lesson(lesson: str) -> list[dict[str, Any]]:
    """All that a lesson asks: its questions, and the test, the trust and the cases where they are."""
    questions = [ask_page(id) for id in asking._questions(lesson)]
    if lesson == "09":
        from lessons_lib.cases.bank import load

        questions += [asking.case(id).question for id in load()]
    ends = {"00": ("A", "start"), "09": ("B", "end")}.get(lesson)
    return questions + ([asking.form(ends[0]).question, asking.trust(ends[1]).question] if ends else [])


def choose(question: dict[str, Any], lot: random.Random) -> Any:
    """An answer as the card of its type writes it."""
    if "items" in question:
        return lot.sample(range(len(question["items"])), len(question["items"]))
    if "parts" in question:
        return [lot.randrange(len(part["options"])) for part in question["parts"]]
    if "sureness" in question:
        return {"chosen": lot.randrange(len(question["options"])), "sure": lot.randrange(3)}
    if "options" in question:
        places = range(len(question["options"]))
        return sorted(lot.sample(places, 2)) if question.get("many") else [lot.choice(places)]
    return lot.randrange(100) if question["type"] == "predict" else f"{lot.uniform(0, 99):.1f}"


def try_once(asked: dict[str, Any], lot: random.Random, **more: Any) -> dict[str, Any]:
    return {"answer": choose(asked, lot), "right": lot.random() < 0.6, "hints": 0, "shown": False, **more}


def go(question: dict[str, Any], lot: random.Random) -> tuple[dict[str, Any], list[Any]]:
    """Some way through a case to its end."""
    at, path, attempts = question["start"], [], []
    while at in question["steps"]:
        step = question["steps"][at]
        places = [("chosen", step["choices"]), ("reason", step["reasons"]), ("sure", question["sureness"])]
        decision = {name: lot.randrange(len(part)) for name, part in places}
        choice = step["choices"][decision["chosen"]]
        right = choice["credit"] == 2
        attempts.append({"step": at, "answer": decision, "right": right, "hints": 0, "shown": False})
        path.append(decision)
        at = choice["then"]
    note = [lot.randrange(len(one["chips"])) for one in question["note"]["lines"]]
    return {"path": path, "answer": {}, "note": note}, attempts


def do(question: dict[str, Any], lot: random.Random, tries: int) -> tuple[dict[str, Any], list[Any]]:
    """The response and the attempts of somebody who did all of a question, with hints."""
    if question["type"] == "case":
        return go(question, lot)
    if question["type"] == "form":
        attempts = [try_once(one, lot, question=one["id"]) for one in question["questions"]]
        answers = {one["question"]: one["answer"] for one in attempts}
        return {"answers": answers, "at": len(answers) - 1, "finished": True}, attempts
    if question["type"] == "trust":
        return {"values": {one["id"]: lot.randrange(101) for one in question["claims"]}}, []
    if question["type"] == "predict":
        attempts = [try_once(question, lot)]
        return {"answer": attempts[0]["answer"], "compared": True}, attempts
    attempts = [try_once(question, lot, hints=lot.randrange(3), shown=lot.random() < 0.3) for _ in range(tries)]
    return {"answer": attempts[-1]["answer"], "hints": 2, "shown": True}, attempts


def date(place: int, lot: random.Random) -> str:
    return f"2026-11-21T10:{place:02}:{lot.randrange(60):02}.{lot.randrange(1000):03}Z"


def keep(question: dict[str, Any], response: Any, attempts: Sequence[Any] = (), at: str = NOON) -> dict[str, Any]:
    checked = bool(attempts) or "values" in response
    of = to_keep(question)["of"]
    return {"of": of, "response": response, "checked": checked, "attempts": list(attempts), "at": at}


def fill_in(questions: list[dict[str, Any]], tries: int = 2, seed: int = 7) -> dict[str, Any]:
    """The progress of somebody who did everything."""
    lot = random.Random(seed)
    kept = {one["id"]: keep(one, *do(one, lot, tries), date(place, lot)) for place, one in enumerate(questions)}
    return wrap(kept, {"id": "to-remember", "at": NOON})


def wrap(kept: dict[str, Any], place: Any = None) -> dict[str, Any]:
    return {"format": FORMAT, "version": 1, "kept": kept, "places": {"sample": place} if place else {}}


# --- the store by itself ----------------------------------------------------------------------------------------------

READ = "store.read().then((found) => [found, store.problem()], (problem) => [problem.message, store.problem()])"
WRITE = """(progress) =>
  store.write(progress).then(() => ['', store.problem()], (problem) => [problem.message, store.problem()])"""


def bare(asked: list[dict[str, Any]]) -> str:
    """A page that asks these questions, with the store and nothing else."""
    return write_bare_lesson(STORE, to_state(asked, to_keep))


class Desk:
    """The store of a page that asks some questions, in a platform."""

    def __init__(self, lms: Lms) -> None:
        self.lms = lms
        self.open()

    def open(self) -> None:
        self.frame = self.lms.launch("sample.html")
        self.found, self.problem = self.frame.evaluate(READ)

    def write(self, progress: dict[str, Any]) -> str:
        told, self.problem = self.frame.evaluate(WRITE, progress)
        return str(told)

    def again(self) -> Any:
        """Leave, open the lesson anew, and return what it finds."""
        self.lms.leave()
        self.open()
        return self.found


@pytest.fixture
def open_desk(open_lms: Callable[..., Lms]) -> Callable[..., Desk]:
    def open_page(asked: list[dict[str, Any]], data: Any = None, without: Sequence[str] = ()) -> Desk:
        lms = open_lms({"sample.html": bare(asked)}, data)
        lms.without = list(without)
        return Desk(lms)

    return open_page


@pytest.fixture(scope="module")
def some() -> list[dict[str, Any]]:
    """Every type of question, a case, a test and claims to trust."""
    return [
        *map(ask_page, TYPES),
        *(made.question for made in (asking.case(CASE), asking.form("A"), asking.trust("start"))),
    ]


def test_everything_comes_back_exactly(open_desk, some):
    desk = open_desk(some)
    assert (desk.found, desk.problem) == (None, "")
    done = fill_in(some)
    assert desk.write(done) == ""
    assert desk.again() == done
    assert desk.lms.faults == []


def test_what_was_only_begun_comes_back_too(open_desk, some):
    trust = keep(some[-1], {"values": {some[-1]["claims"][0]["id"]: 7}}) | {"checked": False}
    draft = wrap({some[2]["id"]: keep(some[2], {"answer": "2,"}), some[-1]["id"]: trust})
    desk = open_desk(some)
    desk.write(draft)
    assert desk.again() == draft


HOSTILE = [
    "−3,5 °", "“مرحبا” \u202eabc", "👣🦶", '"\\\n\t\0', "</script><script>alert(1)</script>", "]]>", "[1,[],[0]]",
    "a" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_any_words_come_back_as_they_were_written(open_desk, some, words):
    draft = wrap({some[2]["id"]: keep(some[2], {"answer": words})}, {"id": words[:250], "at": NOON})
    desk = open_desk(some)
    assert desk.write(draft) == ""
    assert desk.again() == draft
    assert desk.lms.faults == []


@pytest.mark.parametrize("lesson", ["00", "08", "09"])
def test_the_lessons_that_ask_most_fit_with_all_attempts(open_desk, lesson):
    questions = ask_lesson(lesson)
    desk = open_desk(questions)
    for tries in (2, 12):
        done = fill_in(questions, tries)
        assert desk.write(done) == ""
        assert len(desk.lms["suspend_data"]) <= ROOM
        assert desk.again() == done
    assert desk.lms.faults == []


def test_where_all_attempts_do_not_fit_the_last_of_each_question_stays(open_desk):
    questions = ask_lesson("08")
    done = fill_in(questions, tries=40)
    desk = open_desk(questions)
    assert desk.write(done) == ""
    found = desk.again()
    assert {id: [kept["attempts"][-1:], kept["response"], kept["at"]] for id, kept in done["kept"].items()} == {
        id: [kept["attempts"], kept["response"], kept["at"]] for id, kept in found["kept"].items()
    }
    assert desk.lms.faults == []


def scribble(length: int, seed: int) -> str:
    """Text that nothing can make shorter."""
    lot = random.Random(seed)
    return "".join(chr(lot.randrange(33, 127)) for _ in range(length))


def test_where_even_that_does_not_fit_the_oldest_drafts_go_and_the_reader_is_told(open_desk):
    questions = ask_lesson("08")
    kept = fill_in(questions)["kept"]
    drafts = [id for id in kept if id.startswith("wear-check")][:20]
    for place, id in enumerate(drafts):
        kept[id] |= {"response": {"answer": scribble(250, place)}, "attempts": [], "checked": False}
    desk = open_desk(questions)
    told = desk.write(wrap(kept))
    found = desk.again()["kept"]
    gone = [id for id in kept if id not in found]
    assert gone == drafts[: len(gone)] != []
    assert told.startswith(f"The learning platform has no room for all you wrote: {len(gone)} answers are not kept.")
    assert {id: kept[id]["response"] for id in found} == {id: one["response"] for id, one in found.items()}


def test_one_huge_draft_does_not_push_out_the_others(open_desk, some):
    done = fill_in(some)
    done["kept"][NUMBER] |= {"response": {"answer": scribble(9000, 1)}, "attempts": [], "checked": False}
    desk = open_desk(some)
    assert desk.write(done).endswith("one answer is not kept. Make the longest shorter.")
    assert desk.again()["kept"] == {id: one for id, one in done["kept"].items() if id != NUMBER}


def test_an_answer_to_a_question_that_has_changed_since_does_not_come_back(open_desk, some):
    desk = open_desk(some)
    desk.write(fill_in(some))
    changed = [{**some[0], "options": some[0]["options"][:2]}, *some[1:]]
    desk.lms.files["sample.html"] = bare(changed[::-1])
    assert set(desk.again()["kept"]) == {one["id"] for one in some[1:]}


def test_answers_of_other_lessons_are_not_kept_here(open_desk, some):
    desk = open_desk(some[:2])
    desk.write(fill_in(some))
    assert set(desk.again()["kept"]) == {one["id"] for one in some[:2]}


@pytest.mark.parametrize("data", ["[1,[", "eJx", "[1,[[]],[0,[9,1]]]", "words", '{"a":1}'])
def test_damaged_data_are_told_and_the_lesson_starts_anew(open_desk, some, data):
    desk = open_desk(some, {"suspend_data": data})
    assert desk.found == (
        "What the learning platform kept of this lesson is damaged and cannot be read. "
        "What you answer from now on is kept again."
    )
    done = fill_in(some)
    desk.write(done)
    assert desk.again() == done


def test_what_a_later_version_wrote_is_handed_on_as_such(open_desk, some):
    desk = open_desk(some, {"suspend_data": '[2,"?"]'})
    assert desk.found["version"] == 2


# --- score and completion ---------------------------------------------------------------------------------------------


def answer(*right: bool) -> list[dict[str, Any]]:
    return [{"answer": [0], "right": one, "hints": 0, "shown": False} for one in right]


def test_the_score_is_the_share_of_what_was_right_at_last(open_desk, some):
    desk = open_desk(some[:4])
    kept = {}
    for question, tries, score in [
        (some[0], answer(False, True), "25"), (some[1], answer(True, False), "25"), (some[2], answer(True), "50"),
        (some[3], answer(True), "75"), (some[1], answer(True, False, True), "100"),
    ]:  # fmt: skip
        kept[question["id"]] = keep(question, {"answer": [0]}, tries)
        desk.write(wrap(kept))
        assert desk.lms["core.score.raw"] == score
    assert (desk.lms["core.score.min"], desk.lms["core.score.max"]) == ("0", "100")


def test_guesses_and_trust_have_no_score_but_are_part_of_the_lesson(open_desk, some):
    guess, trust = some[8], some[-1]
    desk = open_desk([some[0], guess, trust])
    assert desk.lms["core.score.raw"] == ""
    kept = {guess["id"]: keep(guess, {"answer": 3}, answer(True))}
    desk.write(wrap(kept))
    assert desk.lms["core.score.raw"] == ""  # a figure before the first answer would read as a result
    kept[some[0]["id"]] = keep(some[0], {"answer": [0]}, answer(True))
    desk.write(wrap(kept))
    assert (desk.lms["core.score.raw"], desk.lms["core.lesson_status"]) == ("100", "incomplete")
    kept[trust["id"]] = keep(trust, {"values": {}})
    desk.write(wrap(kept))
    assert (desk.lms["core.score.raw"], desk.lms["core.lesson_status"]) == ("100", "completed")


def test_a_test_counts_question_by_question_and_a_case_step_by_step(open_desk, some):
    case, form = some[9], some[10]
    lot = random.Random(1)
    response, attempts = do(form, lot, 1)
    attempts = [one | {"right": place < 9} for place, one in enumerate(attempts)]
    desk = open_desk([form, case])
    desk.write(wrap({form["id"]: keep(form, response, attempts)}))
    assert desk.lms["core.score.raw"] == str(round(100 * 9 / 16))
    way, decisions = do(case, lot, 1)
    decisions = [one | {"right": True} for one in decisions]
    desk.write(wrap({form["id"]: keep(form, response, attempts), case["id"]: keep(case, way, decisions)}))
    assert desk.lms["core.score.raw"] == str(round(100 * (9 + len(decisions)) / (15 + len(decisions))))
    assert desk.lms["core.lesson_status"] == "completed"


def test_a_case_is_answered_at_its_end_and_not_before(open_desk, some):
    case = some[9]
    way, decisions = do(case, random.Random(1), 1)
    desk = open_desk([case])
    desk.write(wrap({case["id"]: keep(case, {"path": [], "answer": {"chosen": 1}})}))
    assert desk.lms["core.lesson_status"] == "incomplete"
    desk.write(wrap({case["id"]: keep(case, way, decisions)}))
    assert desk.lms["core.lesson_status"] == "completed"


def test_a_draft_is_no_answer_and_opening_hints_neither(open_desk, some):
    desk = open_desk([some[0]])
    desk.write(wrap({some[0]["id"]: keep(some[0], {"answer": [1], "hints": 2})}))
    assert (desk.lms["core.lesson_status"], desk.lms["core.score.raw"]) == ("incomplete", "")


def test_what_has_been_completed_is_never_taken_back(open_desk, some):
    desk = open_desk(some)
    desk.write(fill_in(some))
    assert desk.lms["core.lesson_status"] == "completed"
    desk.write(wrap({}))
    kept = [desk.lms[name] for name in ("core.lesson_status", "core.score.raw", "suspend_data")]
    assert kept == ["completed", "0", ""]
    desk.again()
    assert desk.lms["core.lesson_status"] == "completed"


@pytest.mark.parametrize("status", ["completed", "passed", "failed"])
def test_what_the_platform_says_of_a_lesson_stays_when_it_is_opened_again(open_desk, some, status):
    desk = open_desk(some, {"core.lesson_status": status})
    desk.write(wrap({}))
    assert desk.again() is None
    assert desk.lms["core.lesson_status"] == status


def test_a_lesson_that_was_only_opened_is_incomplete(open_desk, some):
    desk = open_desk(some)
    desk.again()
    assert desk.lms["core.lesson_status"] == "incomplete"


# --- coming and going -------------------------------------------------------------------------------------------------


def test_a_lesson_left_half_way_is_suspended_and_one_that_is_done_is_left_normally(open_desk, some):
    desk = open_desk(some[:2])
    first = keep(some[0], {"answer": [0]}, answer(True))
    desk.write(wrap({some[0]["id"]: first}, {"id": "check-yourself", "at": NOON}))
    assert desk.lms["core.exit"] == "suspend"
    assert desk.lms["core.lesson_location"] == "check-yourself"
    desk.again()
    assert desk.lms["core.entry"] == "resume"
    desk.write(wrap({some[0]["id"]: first, some[1]["id"]: keep(some[1], {"answer": [0]}, answer(True))}))
    assert desk.lms["core.exit"] == ""
    assert len(desk.again()["kept"]) == 2
    assert desk.lms.faults == []


def test_every_visit_is_one_session_whose_time_adds_up(open_desk, some):
    desk = open_desk(some)
    for _ in range(3):
        desk.again()
    assert desk.lms.page.evaluate("platform.visits") == 4
    assert desk.lms.faults == []  # each was begun once and finished once, with a time the standard can read
    assert desk.lms["core.total_time"] > "00:00:00.00"


def test_a_session_of_an_hour_is_told_in_the_standards_way(open_desk, some):
    desk = open_desk(some)
    desk.frame.evaluate("{ const begun = Date.now; Date.now = () => begun() + 3_723_450; }")
    desk.write(wrap({}))
    assert desk.lms["core.session_time"].startswith("0001:02:0")


#: As keep.js does it, which listens to the end of the page once it has read.
WRITE_AT_THE_END = """(progress) => {
  addEventListener("pagehide", () => { store.write(progress); });
  return store.write({ ...progress, kept: {} });
}"""


def test_what_is_written_while_the_page_closes_is_kept(open_desk, some):
    desk = open_desk(some)
    done = fill_in(some)
    desk.frame.evaluate(WRITE_AT_THE_END, done)
    assert desk.again() == done
    assert desk.lms.faults == []


def test_what_needs_deflating_while_the_page_closes_is_kept_with_the_last_attempts(open_desk):
    questions = ask_lesson("08")
    done = fill_in(questions, tries=3)
    desk = open_desk(questions)
    desk.frame.evaluate(WRITE_AT_THE_END, done)
    found = desk.again()["kept"]
    assert [one["attempts"] for one in found.values()] == [one["attempts"][-1:] for one in done["kept"].values()]
    assert desk.lms.faults == []


NEVER_DEFLATED = """(progress) => {
  CompressionStream = function () { return { readable: new ReadableStream(), writable: new WritableStream() }; };
  void store.write(progress);
}"""


def test_what_is_being_deflated_when_the_page_closes_is_kept(open_desk):
    questions = ask_lesson("08")
    done = fill_in(questions, tries=3)
    desk = open_desk(questions)
    desk.frame.evaluate(NEVER_DEFLATED, done)
    assert set(desk.again()["kept"]) == set(done["kept"])


def test_the_newest_of_two_writes_stays_though_the_older_took_longer(open_desk):
    questions = ask_lesson("08")
    desk = open_desk(questions)
    older, newer = fill_in(questions, tries=5), wrap({questions[0]["id"]: keep(questions[0], {"answer": [1]})})
    desk.frame.evaluate("([older, newer]) => Promise.all([store.write(older), store.write(newer)])", [older, newer])
    assert desk.again() == newer


# --- when something is missing or breaks ------------------------------------------------------------------------------


def test_a_page_without_a_platform_says_so_and_works(chromium, tmp_path, some):
    page_file = tmp_path / "sample.html"
    page_file.write_text(bare(some), "utf-8")
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    found, problem = page.evaluate(READ)
    assert found is None
    assert problem.startswith("This page was made for a learning platform, and none was found around it.")
    assert page.evaluate(WRITE, fill_in(some))[0] == ""
    page.close()


def test_a_platform_some_frames_above_is_found(open_lms, some):
    lms = open_lms({"sample.html": bare(some)})
    with lms.page.expect_event("framenavigated", lambda frame: frame.url == f"{HOST}/sample.html") as inner:
        lms.launch("around/around/around/sample.html")
    assert inner.value.evaluate(READ) == [None, ""]
    assert lms.page.evaluate("platform.open")


FAR = f'<iframe name="far" src="{HOST}/sample.html"></iframe>'
POP_UP = "(address) => { self.platform = new Platform(); self.API = platform.visit(); open(address); }"
#: A platform that takes a lesson for begun before it begins.
BEGUN = """() => {
  const { visit } = platform;
  platform.visit = () => {
    const api = visit.call(platform);
    api.LMSInitialize("");
    return api;
  };
}"""


def test_a_platform_on_another_server_cannot_be_reached_and_the_page_goes_on(open_lms, some):
    lms = open_lms({"sample.html": bare(some)})
    other = "<!DOCTYPE html><script>var API = { LMSInitialize() {} }</script>"
    lms.page.route("http://school.invalid/", lambda route: route.fulfill(body=other + FAR, content_type="text/html"))
    lms.page.goto("http://school.invalid/")
    found, problem = lms.page.frame("far").evaluate(READ)
    assert (found, problem.startswith("This page was made for a learning platform")) == (None, True)


def test_a_lesson_in_a_window_of_its_own_finds_the_platform_that_opened_it(open_lms, some):
    lms = open_lms({"sample.html": bare(some)})
    with lms.page.expect_popup() as opened:
        lms.page.evaluate(POP_UP, f"{HOST}/sample.html")
    opened.value.evaluate(READ)
    assert opened.value.evaluate(WRITE, fill_in(some))[0] == ""
    opened.value.close()
    lms.page.wait_for_function("!platform.open")
    assert lms["core.lesson_status"] == "completed"
    assert lms.faults == []


def test_a_platform_that_keeps_nothing_any_more_is_told_in_its_own_words(open_desk, some):
    desk = open_desk(some)
    desk.lms.page.evaluate("platform.down = true")
    said = "The learning platform did not keep what you did last (error 101, General exception, The server is down)."
    assert (desk.write(fill_in(some)), desk.problem) == (said, said)
    desk.lms.page.evaluate("platform.down = false")
    assert (desk.write(fill_in(some)), desk.problem) == ("", "")


def test_a_platform_that_does_not_let_the_lesson_start_is_told_once_and_left_alone(open_desk, some):
    desk = open_desk(some)
    desk.lms.leave()
    desk.lms.page.evaluate(BEGUN)
    desk.open()
    assert desk.found.startswith("The learning platform did not let this lesson start, so nothing is kept (error 101")
    assert desk.write(fill_in(some)) == ""
    assert desk.lms.faults == ["101 LMSInitialize"]


def test_a_platform_that_throws_is_told(open_desk, some):
    desk = open_desk(some)
    desk.lms.page.evaluate("() => { API.LMSSetValue = () => { throw new Error('x'); }; }")
    assert desk.write(fill_in(some)) == "The learning platform did not answer. What you do now may not be kept."


def test_the_visit_ends_even_where_the_platform_takes_nothing_any_more(open_desk, some):
    desk = open_desk(some)
    desk.lms.page.evaluate("() => { API.LMSSetValue = () => 'false'; }")
    desk.lms.leave()
    assert not desk.lms.page.evaluate("platform.open")


def test_elements_that_a_platform_need_not_have_are_not_missed(open_desk, some):
    desk = open_desk(some, without=["core.score.min", "core.score.max", "core.lesson_mode"])
    done = fill_in(some)
    assert (desk.write(done), desk.problem) == ("", "")
    assert desk.again() == done
    assert {fault.split()[0] for fault in desk.lms.faults} == {"401"}


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_a_lesson_opened_to_look_at_changes_nothing_and_says_so(open_desk, some, mode):
    before = {"core.lesson_mode": mode, "core.lesson_status": "completed", "core.score.raw": "80"}
    desk = open_desk(some, before)
    assert desk.problem == "The learning platform opened this lesson to look at only. What you answer now is not kept."
    assert desk.write(fill_in(some)) == ""
    assert desk.again() is None
    assert (desk.lms["core.lesson_status"], desk.lms["core.score.raw"]) == ("completed", "80")
    assert desk.lms.faults == []


# --- a real page ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with a check, a number, a judgement and a guess, as the export makes it."""
    widgets = [asking.quiz(SINGLE), asking.quiz(NUMBER), asking.quiz(JUDGE), asking.predict(GUESS)]
    path = tmp_path_factory.mktemp("lesson") / "tool.html"
    return write_tool_page(path, *widgets, store="scorm_store.js").read_text("utf-8")


@pytest.fixture
def open_lesson_in_lms(open_lms: Callable[..., Lms], lesson: str) -> Callable[..., tuple[Lms, Any]]:
    def open_page(lms: Lms | None = None, data: dict[str, str] | None = None) -> tuple[Lms, Any]:
        lms = lms or open_lms({"tool.html": lesson}, data)
        frame = lms.launch("tool.html")
        wait_for_widgets(frame)
        return lms, frame

    return open_page


def answer_single(frame: Any, place: int) -> None:
    card = find_question(frame, SINGLE)
    card.locator("[type=radio]").nth(place).check()
    card.get_by_role("button", name="Check").click()


def wait_until_kept(lms: Lms, element: str, value: str) -> None:
    lms.page.wait_for_function("([name, value]) => platform.kept[name] === value", arg=[element, value])


RIGHT = next(place for place, option in enumerate(bank.find(SINGLE).options) if option.right)


def test_an_answer_is_there_at_the_next_visit_with_the_same_score(open_lesson_in_lms):
    lms, frame = open_lesson_in_lms()
    answer_single(frame, RIGHT)
    wait_until_kept(lms, "core.score.raw", "33")
    lms.leave()
    _, frame = open_lesson_in_lms(lms)
    card = find_question(frame, SINGLE)
    expect(card.locator("[type=radio]").nth(RIGHT)).to_be_checked()
    expect(card.locator(".verdict, .said").first).to_be_attached()
    expect(card).to_contain_text("Right.")
    assert lms["core.score.raw"] == "33"
    assert (lms.faults, lms.errors, lms.outside) == ([], [], [])


def test_an_answer_given_in_the_last_moment_is_kept(open_lesson_in_lms):
    lms, frame = open_lesson_in_lms()
    answer_single(frame, RIGHT)
    lms.leave()  # sooner than the page would have written by itself
    assert lms["core.score.raw"] == "33"
    assert not lms.page.evaluate("platform.open")
    assert lms.faults == []


def test_all_answered_is_completed_and_survives_another_machine(open_lesson_in_lms):
    lms, frame = open_lesson_in_lms()
    answer_single(frame, 1 - RIGHT if RIGHT < 2 else 0)
    number = find_question(frame, NUMBER)
    number.locator("[type=text]").fill("999999")
    number.get_by_role("button", name="Check").click()
    judge = find_question(frame, JUDGE)
    judge.locator("[type=radio]").first.check()
    judge.locator(".sure [type=radio]").first.check()
    judge.get_by_role("button", name="Check").click()
    wait_until_kept(lms, "core.lesson_status", "incomplete")
    find_question(frame, GUESS).get_by_role("button", name="Lock in my guess").click()
    wait_until_kept(lms, "core.lesson_status", "completed")
    lms.leave()
    kept = lms.page.evaluate("platform.kept")
    other, frame = open_lesson_in_lms(data=kept)
    expect(find_question(frame, NUMBER).locator("[type=text]")).to_have_value("999999")
    expect(find_question(frame, GUESS)).to_contain_text("Your guess is locked in")
    other.leave()
    assert {name: other[name] for name in ("core.score.raw", "core.lesson_status")} == {
        name: kept[name] for name in ("core.score.raw", "core.lesson_status")
    }
    assert (other.faults, other.errors) == ([], [])


def test_a_link_to_elsewhere_does_not_take_the_lessons_place(open_lesson_in_lms):
    lms, frame = open_lesson_in_lms()
    frame.evaluate("""() => document.querySelector("h2").insertAdjacentHTML("afterend",
      "<p><a href='08-wearing.html#x'>another lesson</a> <a href='#Here'>here</a></p>")""")
    lms.files["08-wearing.html"] = "<title>Another</title>"
    with lms.page.expect_popup() as opened:
        frame.get_by_text("another lesson").click()
    assert opened.value.evaluate("self.opener") is None  # or it would write over what this lesson keeps
    opened.value.close()
    frame.get_by_text("here", exact=True).click()
    assert (frame.url, len(lms.page.context.pages)) == (f"{HOST}/tool.html#Here", 1)


def test_a_page_opened_without_a_platform_warns_its_reader(tmp_path, lesson, offline_page):
    page_file = tmp_path / "tool.html"
    page_file.write_text(lesson, "utf-8")
    offline = offline_page(page_file)
    wait_for_widgets(offline.page)
    expect(offline.page.locator("main [role=alert]")).to_contain_text("none was found around it")
    answer_single(offline.page, RIGHT)
    expect(find_question(offline.page, SINGLE)).to_contain_text("Right.")
    offline.assert_silent()


def test_the_store_finds_each_question_of_a_real_page(lesson):
    models = read_state(lesson)["models"].values()
    assert [model["keep"]["id"] for model in models] == [SINGLE, NUMBER, JUDGE, GUESS]
