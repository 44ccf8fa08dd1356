"""What is answered in a page is there at the next visit, travels as a file, and nothing hostile gets in with it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lessons_lib import asking
from lessons_lib.looking_back import calibration, what_you_learned
from lessons_lib.personal.aid import decision_aid
from lessons_lib.personal.own_footprint import own_footprint
from lessons_lib.personal.own_trial import own_trial
from lessons_lib.personal.wear_in_planner import wear_in_planner
from lessons_lib.publish.cover import make_cover
from lessons_lib.publish.sitemap import Entry, Site

from .drive import find_question, wait_for_widgets
from .test_question_types import expect
from .tools import find_overhang, find_violations, write_tool_page

KEY = "lessons-progress"
FORMAT = "from-the-ground-up/progress"
KINDS = {
    "single": "chain-check-1",
    "multiple": "chain-check-3",
    "numeric": "chain-check-5",
    "order": "start-check-2",
    "match": "start-check-3",
    "fill": "start-check-5",
    "hotspot": "ft-point-1",
    "judge": "start-check-7",
    "predict": "pelvis-at-10",
}
CASE = "case-numb-seat"
#: Answers all there is to answer in a card, as a hand would, and goes as far as the buttons lead.
ANSWER = """(card) => {
  const turn = (input, traits) => {
    Object.assign(input, traits);
    for (const event of ["input", "change"]) input.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const names = new Set();
  for (const box of card.querySelectorAll("[type=radio], [type=checkbox]"))
    if (!names.has(box.name)) { names.add(box.name); box.click(); }
  for (const box of card.querySelectorAll("[type=text]")) turn(box, { value: "5" });
  for (const box of card.querySelectorAll("[type=number]")) turn(box, { value: "7" });
  for (const list of card.querySelectorAll("select")) turn(list, { value: "1" });
  const buttons = () => [...card.querySelectorAll("button:not([hidden])")];
  const press = (start) => buttons().find((button) => button.textContent.startsWith(start))?.click();
  press("↓");
  card.querySelector("form").requestSubmit();
  press("Hint");
  press("Compare");
}"""
#: What a card shows and what stands in its controls; what it said aloud once does not count. A browser may leave
#: what is far from the window unpainted, and then it has no words either.
READ_CARD = """(card) => {
  for (let up = card; up; up = up.parentElement) up.style.contentVisibility = "visible";
  for (const said of card.querySelectorAll(".aloud")) said.textContent = "";
  const controls = [...card.querySelectorAll("input, select")];
  return [card.innerText, ...controls.map((one) => [one.value, one.checked, one.disabled])];
}"""
BREAK_READING = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
)
FILL_UP = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


# --- a site of some pages ---------------------------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """A test prints nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    """The address of a server on this machine: pages of one site share what a browser keeps."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def write_lesson(path: Path, *widgets: Any) -> None:
    """A page of these widgets under a name of its own, with the readable form before each question."""
    text = write_tool_page(path, *widgets).read_text("utf-8").replace('data-page="tool"', f'data-page="{path.stem}"')
    for place, widget in enumerate(widgets):
        text = text.replace(
            f'<div class="cell">\n<div class="lesson-mount" data-model="m{place}">', _begin_cell(widget, place)
        )
    path.write_text(text, "utf-8")


def _begin_cell(widget: Any, place: int) -> str:
    question = getattr(widget, "question", {})
    still = (
        f'<div class="lesson-quiz-still" data-question="{question["id"]}"><p>{question["stem"]}</p></div>'
        if question
        else ""
    )
    named = f' id="{question["id"]}"' if question else ""
    return f'<div class="cell"{named}>{still}\n<div class="lesson-mount" data-model="m{place}">'


@pytest.fixture(scope="module")
def site(folder: Path, origin: str) -> str:
    """Pages: every type of question; a test and trust as in lesson 00; what looks back, as in lesson 09."""
    write_lesson(folder / "types.html", *map(asking_for, KINDS.values()), asking.case(CASE))
    write_lesson(folder / "00-start.html", asking.form("A"), asking.trust("start"), asking.quiz(KINDS["judge"]))
    write_lesson(folder / "09-end.html", what_you_learned(), calibration(), asking.quiz("chain-check-2"))
    write_cover(folder / "index.html")
    return origin


def write_cover(path: Path) -> None:
    """The first page of this site, with two lessons and a page beside them."""
    entries = (Entry("00-start", "Start", 0), Entry("09-end", "The end", 9), Entry("types", "All types"))
    pages = {entry.name: (path.parent / f"{entry.name}.html").read_text("utf-8") for entry in entries}
    path.write_text(make_cover(Site(entries), pages), "utf-8")


def asking_for(question: str) -> Any:
    return asking.predict(question) if question == KINDS["predict"] else asking.quiz(question)


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site: `visit("types")` as somebody new, `visit("types", page.context)` as the same person."""
    contexts, errors = [], []

    def open_page(name: str, context: Any = None, script: str = "", width: int = 1280) -> Any:
        if context is None:
            context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
            contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{site}/{name}.html")
        wait_for_widgets(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def reload(page: Any) -> None:
    page.reload()
    wait_for_widgets(page)


def answer(page: Any, question: str) -> list[Any]:
    """Answer a question somehow; returns what the card shows then."""
    card = find_question(page, question)
    card.evaluate(ANSWER)
    return read_card(page, question)


def read_card(page: Any, question: str) -> list[Any]:
    shown: list[Any] = find_question(page, question).evaluate(READ_CARD)
    return shown


def read_kept(page: Any) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "{}")
    return kept


def wait_kept(page: Any, question: str) -> dict[str, Any]:
    """Hide the page, as somebody does who looks at another window: then all is written at once."""
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    return read_kept(page)["kept"][question]


def button(page: Any, name: str) -> Any:
    return page.locator(".keeping").get_by_role("button", name=name)


def told(page: Any) -> Any:
    return page.locator(".keeping [role=status]")


def load(page: Any, content: Any) -> None:
    """Choose a file: bytes, what becomes JSON, or a path."""
    data = content if isinstance(content, bytes | Path) else json.dumps(content).encode()
    file = data if isinstance(data, Path) else {"name": "p.json", "mimeType": "application/json", "buffer": data}
    page.locator(".keeping input").set_input_files(file)


# --- the next visit ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_reload_brings_back_every_type_of_question(visit, kind):
    page = visit("types")
    fresh = read_card(page, KINDS[kind])
    answered = answer(page, KINDS[kind])
    assert answered != fresh
    reload(page)
    assert read_card(page, KINDS[kind]) == answered


def test_a_reload_brings_back_a_draft_that_was_not_checked(visit):
    page = visit("types")
    find_question(page, KINDS["numeric"]).get_by_role("textbox").fill("3,")
    reload(page)
    expect(find_question(page, KINDS["numeric"]).get_by_role("textbox")).to_have_value("3,")


def test_a_reload_brings_back_a_case_on_its_way_and_a_form_half_way(visit):
    page = visit("types")
    way = answer(page, CASE)
    reload(page)
    assert read_card(page, CASE) == way
    start = visit("00-start", page.context)
    half = answer(start, "form-a")
    expect(find_question(start, "form-a")).to_contain_text("Question 2 of")
    reload(start)
    assert read_card(start, "form-a") == half


def test_a_reload_brings_back_locked_trust_and_shows_no_number(visit):
    page = visit("00-start")
    answer(page, "trust-start")
    reload(page)
    expect(find_question(page, "trust-start").locator("p.told")).to_be_visible()
    expect(find_question(page, "trust-start").get_by_role("spinbutton").first).to_be_hidden()


def test_what_was_never_touched_is_not_kept(visit):
    page = visit("types")
    answer(page, KINDS["single"])
    wait_kept(page, KINDS["single"])
    assert list(read_kept(page)["kept"]) == [KINDS["single"]]


def test_an_answer_to_a_question_that_means_something_else_now_is_not_put_back(visit):
    page = visit("types")
    fresh = read_card(page, KINDS["single"])
    answer(page, KINDS["single"])
    entry = wait_kept(page, KINDS["single"])
    entry["of"] = "00000000" if entry["of"] != "00000000" else "11111111"
    other = visit("types", script=f"localStorage.setItem('{KEY}', {json.dumps(json.dumps(progress(entry)))})")
    assert read_card(other, KINDS["single"]) == fresh


def test_a_page_that_comes_back_says_how_far_one_was_and_leads_there(visit):
    page = visit("types")
    assert page.locator(".kept-line").count() == 0
    answer(page, KINDS["single"])
    answer(page, KINDS["judge"])
    find_question(page, KINDS["judge"]).scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    reload(page)
    line = page.locator(".kept-line")
    expect(line).to_contain_text("You have answered 2 of 10 questions here. You stopped at: “")
    page.evaluate("scrollTo(0, 0)")
    line.get_by_role("link", name="Go on").click()
    assert page.evaluate("scrollY") > 900


# --- pages of one site ------------------------------------------------------------------------------------------------


def test_the_last_lesson_knows_what_the_first_one_was_told(visit):
    start = visit("00-start")
    for question in ("trust-start", KINDS["judge"]):
        answer(start, question)
    form = find_question(start, "form-a")
    for _ in range(15):
        form.evaluate(ANSWER)
    expect(form.locator(".score")).to_contain_text("You got")
    right = form.locator(".score").inner_text().removeprefix("You got ").split(".")[0]
    start.evaluate("dispatchEvent(new Event('pagehide'))")
    end = visit("09-end", start.context)
    learned, sure = end.locator(".lesson-back").nth(0), end.locator(".lesson-back").nth(1)
    expect(learned).to_contain_text(f"Before: {right}.")
    expect(learned.get_by_role("row", name="An orthotic is by definition")).to_contain_text("7––")
    expect(sure).to_contain_text("of 1 right. Too few to tell.")


def open_cover(page: Any, site: str) -> Any:
    page.goto(f"{site}/index.html")
    expect(page.locator(".keeping")).to_be_visible()
    return page


def test_the_first_page_says_nothing_to_somebody_new(visit, site):
    page = open_cover(visit("types"), site)
    assert page.locator(".go-on").is_hidden()
    assert page.locator(".far, .kept-line").count() == 0


def test_the_first_page_counts_what_is_answered_and_leads_to_where_one_stopped(visit, site):
    page = visit("00-start")
    answer(page, KINDS["judge"])
    end = visit("09-end", page.context)
    answer(end, "chain-check-2")
    end.close()
    cover = open_cover(page, site)
    rows = cover.locator("[data-lesson]")
    expect(rows.nth(0)).to_contain_text("1 of 3 answered")
    expect(rows.nth(1)).to_contain_text("1 of 1 answered")
    expect(rows.nth(2)).to_contain_text("1 of 10 answered")  # the same question stands there too
    assert rows.nth(0).locator("progress").evaluate("(bar) => [bar.value, bar.max]") == [1, 3]
    expect(cover.locator(".go-on a")).to_have_text("Go on with lesson 9")
    cover.locator(".go-on a").click()
    cover.wait_for_url("**/09-end.html*")
    wait_for_widgets(cover)
    expect(find_question(cover, "chain-check-2").locator(".verdict")).not_to_be_empty()


def test_the_first_page_loads_a_file_and_forgets_too(visit, site):
    page = visit("09-end")
    answer(page, "chain-check-2")
    saved = save(page)
    cover = open_cover(visit("types"), site)
    load(cover, saved)
    expect(cover.locator("[data-lesson]").nth(1)).to_contain_text("1 of 1 answered")
    forget(cover)
    expect(cover.locator(".far")).to_have_count(0)
    expect(cover.locator(".go-on")).to_be_hidden()


def test_two_tabs_lose_nothing_of_each_other(visit):
    one = visit("types")
    two = visit("types", one.context)
    first = answer(one, KINDS["single"])
    expect(find_question(two, KINDS["single"]).locator(".verdict")).not_to_be_empty()
    second = answer(two, KINDS["judge"])
    expect(find_question(one, KINDS["judge"]).locator(".verdict")).not_to_be_empty()
    for page in (one, two):
        reload(page)
        assert [read_card(page, KINDS[kind]) for kind in ("single", "judge")] == [first, second]


def test_a_tab_forgets_with_the_other(visit):
    one = visit("types")
    two = visit("types", one.context)
    fresh = read_card(two, KINDS["single"])
    answer(one, KINDS["single"])
    expect(find_question(two, KINDS["single"]).locator(".verdict")).not_to_be_empty()
    forget(one)
    expect(find_question(two, KINDS["single"]).locator(".verdict")).to_be_empty()
    assert read_card(two, KINDS["single"]) == read_card(one, KINDS["single"]) == fresh
    two.close()
    reload(one)
    assert one.evaluate("localStorage.length") == 0


def forget(page: Any, sure: bool = True) -> str:
    """Press Forget and answer what the browser asks then; returns what it asks."""
    asked = []

    def reply(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.accept() if sure else dialog.dismiss()

    page.once("dialog", reply)
    button(page, "Forget").click()
    return asked[0]


# --- the file ---------------------------------------------------------------------------------------------------------


def save(page: Any) -> dict[str, Any]:
    with page.expect_download() as download:
        button(page, "Save my progress").click()
    assert download.value.suggested_filename == "from-the-ground-up-progress.json"
    saved: dict[str, Any] = json.loads(download.value.path().read_text("utf-8"))
    return saved


def test_what_one_browser_saves_another_loads_and_shows_at_once(visit):
    page = visit("types")
    shown = {question: answer(page, question) for question in [*KINDS.values(), CASE]}
    saved = save(page)
    expect(told(page)).to_have_text("Saved as from-the-ground-up-progress.json. Answers in it: 10.")
    assert (saved["format"], saved["version"]) == (FORMAT, 1)
    assert list(saved["kept"]) == sorted(shown)
    other = visit("types")
    load(other, saved)
    expect(told(other)).to_have_text("Answers loaded: 10.")
    assert {question: read_card(other, question) for question in shown} == shown
    reload(other)
    assert {question: read_card(other, question) for question in shown} == shown
    again = save(other)
    assert {**again, "saved": "", "places": {}} == {**saved, "saved": "", "places": {}}


def test_what_is_newer_here_stays_when_a_file_is_loaded(visit):
    page = visit("types")
    answer(page, KINDS["single"])
    answer(page, KINDS["judge"])
    saved = save(page)
    find_question(page, KINDS["judge"]).get_by_role("radio").nth(1).check()
    saved["kept"]["chain-check-9"] = saved["kept"][KINDS["single"]]
    load(page, saved)
    expect(told(page)).to_have_text("Answers loaded: 1. Left out, as yours here are as new: 2.")
    expect(find_question(page, KINDS["judge"]).get_by_role("radio").nth(1)).to_be_checked()


def test_forgetting_asks_once_more_and_takes_everything(visit):
    page = visit("types")
    fresh = {question: read_card(page, question) for question in [*KINDS.values(), CASE]}
    for question in fresh:
        answer(page, question)
    page.evaluate("scrollTo(0, 2000)")
    wait_kept(page, CASE)
    assert forget(page, sure=False) == "Forget all answers that are kept here?"
    assert len(read_kept(page)["kept"]) == 10
    forget(page)
    expect(told(page)).to_have_text("Forgotten.")
    assert {question: read_card(page, question) for question in fresh} == fresh
    reload(page)
    assert page.evaluate("localStorage.length") == 0
    assert {question: read_card(page, question) for question in fresh} == fresh


# --- what can go wrong ------------------------------------------------------------------------------------------------


def progress(entry: Any = None, **parts: Any) -> dict[str, Any]:
    kept = {} if entry is None else {KINDS["single"]: entry}
    return {"format": FORMAT, "version": 1, "kept": kept, "places": {}} | parts


def entry(**parts: Any) -> dict[str, Any]:
    told = {"of": "00000000", "response": {"answer": [0]}, "checked": True, "attempts": []}
    return told | {"at": "2026-11-21T10:00:00.000Z"} | parts


def put_in(text: str) -> str:
    """A script that lays a text into the store before the page starts, once."""
    kept = f"localStorage.setItem('{KEY}', {json.dumps(text)});"
    return f"if (!sessionStorage.laid) {{ sessionStorage.laid = 1; {kept} }}"


def test_a_private_window_says_so_and_the_page_works(visit):
    page = visit("types", script=BREAK_READING)
    expect(page.get_by_role("alert")).to_contain_text("This browser does not keep your answers")
    shown = answer(page, KINDS["single"])
    assert "Right." in shown[0] or "Not quite." in shown[0]
    assert save(page)["kept"][KINDS["single"]]["checked"] is True
    expect(page.get_by_role("alert")).to_have_count(1)


def test_a_full_store_says_so_beside_the_question_and_the_answer_stays(visit):
    page = visit("types", script=FILL_UP)
    assert page.get_by_role("alert").count() == 0
    shown = answer(page, KINDS["judge"])
    expect(page.get_by_role("alert")).to_contain_text("This browser has no room left")
    assert find_question(page, KINDS["judge"]).evaluate("(card) => card.nextElementSibling.role") == "alert"
    assert read_card(page, KINDS["judge"]) == shown
    other = answer(page, KINDS["single"])
    assert set(save(page)["kept"]) == {KINDS["judge"], KINDS["single"]}
    assert read_card(page, KINDS["single"]) == other


def test_what_could_not_be_kept_is_kept_once_there_is_room(visit):
    page = visit("types", script="window.setItem = Storage.prototype.setItem;" + FILL_UP)
    answer(page, KINDS["judge"])
    expect(page.get_by_role("alert")).to_have_count(1)
    page.evaluate("void (Storage.prototype.setItem = window.setItem)")
    answer(page, KINDS["single"])
    wait_kept(page, KINDS["single"])
    assert set(read_kept(page)["kept"]) == {KINDS["judge"], KINDS["single"]}


@pytest.mark.parametrize("text", ["{", "[]", '"x"', "7", '{"format": "other"}', '{"kept": {}}'])
def test_a_damaged_store_is_set_aside_and_new_answers_are_kept(visit, text):
    page = visit("types", script=put_in(text))
    expect(page.get_by_role("alert")).to_contain_text("is damaged, and was set aside.")
    assert page.evaluate(f"localStorage.getItem('{KEY}-damaged')") == text
    shown = answer(page, KINDS["single"])
    reload(page)
    assert read_card(page, KINDS["single"]) == shown
    assert page.get_by_role("alert").count() == 0


def test_damage_in_the_middle_of_a_visit_loses_nothing_that_is_on_the_screen(visit):
    page = visit("types")
    first = answer(page, KINDS["single"])
    wait_kept(page, KINDS["single"])
    page.evaluate(f"localStorage.setItem('{KEY}', '{{{{{{')")
    second = answer(page, KINDS["judge"])
    expect(page.get_by_role("alert")).to_contain_text("is damaged")
    reload(page)
    assert [read_card(page, KINDS[kind]) for kind in ("single", "judge")] == [first, second]


def test_a_damaged_entry_is_left_out_and_the_others_come_back(visit):
    page = visit("types")
    shown = answer(page, KINDS["single"])
    good = wait_kept(page, KINDS["single"])
    kept = {KINDS["single"]: good, KINDS["judge"]: {"of": 7}, KINDS["order"]: good | {"attempts": "no"}}
    other = visit("types", script=put_in(json.dumps(progress(kept=kept))))
    assert read_card(other, KINDS["single"]) == shown
    expect(other.locator(".kept-line")).to_contain_text("You have answered 1 of 10")


def test_what_a_later_course_keeps_is_left_alone(visit):
    text = json.dumps(progress(version=2, kept={"x": "of a kind nobody knows yet"}))
    page = visit("types", script=put_in(text))
    expect(page.get_by_role("alert")).to_contain_text("Another version of the course")
    answer(page, KINDS["single"])
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text


def deep(levels: int) -> Any:
    return {"a": deep(levels - 1)} if levels else 1


HOSTILE: dict[str, Any] = {
    "not JSON": b"\x00\xff<script>",
    "empty": b"",
    "cut off": json.dumps(progress(entry())).encode()[:-3],
    "a list": [],
    "null": None,
    "another format": progress(format="moodle"),
    "no format": {"kept": {}},
    "another version": progress(version=2),
    "a version in words": progress(version="1"),
    "answers in a list": progress(kept=[]),
    "no answers": {"format": FORMAT, "version": 1},
    "no places": progress(places=None),
    "a place that is no place": progress(places={"01": {"id": 3, "at": entry()["at"]}}),
    "a prototype as an id": json.dumps(progress(kept={"ID": entry()})).replace("ID", "__proto__").encode(),
    "a prototype inside": json.dumps(progress(entry(response={"ID": {"x": 1}}))).replace("ID", "__proto__").encode(),
    "a script as an id": progress(kept={"<script>alert(1)</script>": entry()}),
    "a mark that is none": progress(entry(of="<b>")),
    "a mark in a list": progress(entry(of=["00000000"])),
    "a response in a list": progress(entry(response=[])),
    "checked in words": progress(entry(checked="true")),
    "attempts in words": progress(entry(attempts="many")),
    "an attempt that is none": progress(entry(attempts=[1])),
    "a number past all numbers": json.dumps(progress(entry(response={"answer": 7}))).replace("7", "1e999").encode(),
    "a text without end": progress(entry(response={"answer": "x" * 6000})),
    "too deep": progress(entry(response=deep(20))),
    "a time in a list": progress(entry(at=["2026-11-21T10:00:00.000Z"])),
    "no time": progress(entry(at="soon")),
    "a month 13": progress(entry(at="2026-13-21T10:00:00.000Z")),
    "too many": progress(kept={f"q-{number}": entry() for number in range(5001)}),
}


def test_a_hostile_file_changes_nothing_and_is_told_in_a_sentence(visit, tmp_path):
    page = visit("types")
    shown = answer(page, KINDS["single"])
    wait_kept(page, KINDS["single"])
    before = read_kept(page)["kept"]
    (tmp_path / "large.json").write_bytes(b" " * 50_000_000)
    for name, content in {**HOSTILE, "too large": tmp_path / "large.json"}.items():
        page.evaluate("document.querySelector('.keeping [role=status]').textContent = ''")
        load(page, content)
        expect(told(page)).to_contain_text("This file", timeout=20_000)
        assert told(page).inner_text().endswith("Nothing was changed."), name
        assert read_kept(page)["kept"] == before, name
    assert read_card(page, KINDS["single"]) == shown
    assert page.evaluate("({}).x") is None
    load(page, progress(kept={}))  # the same way, so that the hostile ones are seen to fail for their own reason
    expect(told(page)).to_have_text("Answers loaded: 0.")


#: Answers that a file may hold as JSON, but no card can show: for each question, what does not fit it.
UNFIT = {
    "single": [{"answer": [9]}, {"answer": [-1]}, {"answer": ["0"]}, {"answer": {"0": 0}}, {"hints": -3}],
    "numeric": [{"answer": 5}, {"answer": ["5"]}, {}],
    "order": [{"answer": [0, 0, 0, 0]}, {"answer": [0]}, {"answer": "0123"}],
    "match": [{"answer": [0]}, {"answer": [99, 0, 0]}, {"answer": {"length": 3}}],
    "judge": [{"answer": {"chosen": 99, "sure": 0}}, {"answer": [1]}, {"answer": {"chosen": 0, "sure": "certain"}}],
    "predict": [{"answer": "6"}, {"answer": 1e9}, {"answer": [0]}],
}
UNFIT_CASES = [
    {"path": [{"chosen": 99, "reason": 0, "sure": 0}]},
    {"path": [7]},
    {"path": "abc"},
    {"path": [{"chosen": 0, "reason": 0, "sure": 0}] * 50},
    {"note": [0, 0, 0]},
    {"answer": {"chosen": "0"}},
    {"answer": 3},
]


@pytest.mark.parametrize("kind", [*UNFIT, "case"])
def test_an_answer_that_no_card_can_show_reaches_no_card(visit, kind):
    page = visit("types")
    question = CASE if kind == "case" else KINDS[kind]
    fresh = read_card(page, question)
    answer(page, question)
    good = wait_kept(page, question)
    forget(page)
    for number, unfit in enumerate(UNFIT_CASES if kind == "case" else UNFIT[kind]):
        stamp = f"2099-01-01T00:00:00.{number:03d}Z"
        load(page, progress(kept={question: good | {"response": unfit, "at": stamp}}))
        expect(told(page)).to_have_text("Answers loaded: 1.")
        assert read_card(page, question) == fresh, unfit
    load(page, progress(kept={question: good | {"at": "2099-01-01T00:00:01.000Z"}}))
    expect(told(page)).to_have_text("Answers loaded: 1.")
    assert read_card(page, question) != fresh


def test_a_file_full_of_markup_shows_as_words(visit):
    page = visit("types")
    answer(page, KINDS["numeric"])
    good = wait_kept(page, KINDS["numeric"])
    words = "<img src=x onerror=\"document.title='gone'\">"
    load(
        page,
        progress(kept={KINDS["numeric"]: good | {"response": {"answer": words}, "at": "2099-01-01T00:00:00.000Z"}}),
    )
    expect(find_question(page, KINDS["numeric"]).get_by_role("textbox")).to_have_value(words)
    assert page.locator("img").count() == 0


# --- what is meant for one's own case ---------------------------------------------------------------------------------

PERSONAL = {"footprint": own_footprint, "aid": decision_aid, "planner": wear_in_planner, "trial": own_trial}
TOUCH = """(root) => {
  for (const box of root.querySelectorAll("input, select, textarea")) {
    if (box.disabled || !box.getClientRects().length) continue;
    if (["radio", "checkbox"].includes(box.type)) box.click();
    else if (box.tagName === "SELECT") box.selectedIndex = box.options.length - 1;
    else if (box.type !== "file") box.value = { number: "3", date: "2026-11-21" }[box.type] ?? "my own words";
    for (const event of ["input", "change"]) box.dispatchEvent(new Event(event, { bubbles: true }));
  }
}"""


@pytest.mark.parametrize("tool", PERSONAL)
def test_what_is_meant_for_ones_own_case_is_kept_nowhere(visit, folder, tool):
    write_lesson(folder / f"{tool}.html", PERSONAL[tool](), asking.quiz(KINDS["single"]))
    page = visit(tool)
    for _ in range(3):
        page.locator("main .cell").nth(1).evaluate(TOUCH)
    answer(page, KINDS["single"])
    wait_kept(page, KINDS["single"])
    assert list(read_kept(page)["kept"]) == [KINDS["single"]]
    assert page.evaluate("Object.keys(localStorage)") == [KEY]
    assert page.evaluate("sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_a_page_without_questions_keeps_nothing_and_does_not_speak_of_it(visit, folder):
    write_lesson(folder / "own.html", decision_aid())
    page = visit("own")
    page.evaluate("scrollTo(0, 500)")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.locator(".keeping").count() == 0
    assert page.evaluate("localStorage.length") == 0


# --- for everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_the_buttons_and_the_line_are_for_everybody(visit, chromium, site, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = visit("types", context)
    answer(page, KINDS["single"])
    reload(page)
    expect(page.locator(".kept-line")).to_be_visible()
    load(page, b"no progress")
    expect(told(page)).not_to_be_empty()
    assert find_violations(page) == []
    assert find_overhang(page, width) == []
    for box in [one.bounding_box() for one in page.locator(".keeping button").all()]:
        assert box["height"] >= 44
    context.close()


def test_nothing_of_it_is_printed(visit):
    page = visit("types")
    answer(page, KINDS["single"])
    reload(page)
    page.emulate_media(media="print")
    expect(page.locator(".kept-line")).to_be_hidden()
    expect(page.locator(".keeping")).to_be_hidden()
