"""What was answered in JupyterLab is there again after the kernel's end, and shows in no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from lessons_lib.publish.widgets import read_state
from lessons_lib.records.keeping import Records

from .drive import add_cell, choose, find_question, lock_in, open_notebook, run_all, run_cell
from .server import LESSONS, NAME, Course, LabServer, copy_course, open_lab

WIDE = {"width": 1280, "height": 900}
RIGHT = "It tipped forward by a degree or two"
RESUME = 'from lessons_lib.lesson import resume\nresume("01")'


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


@pytest.fixture(scope="module")
def learner(lesson_page, tmp_path_factory) -> Course:
    """A course of its own in which answers are kept, and lesson 01 says where one was."""
    mine = copy_course(tmp_path_factory.mktemp("learner"))
    own = {"LESSONS_RECORDS": "on", "LESSONS_HOME": str(mine.folder / "home")}
    path = mine.notebooks / f"{NAME}.ipynb"
    notebook = nbformat.read(path, 4)
    if not any("resume(" in cell.source for cell in notebook.cells):
        place = next(number for number, cell in enumerate(notebook.cells) if cell.id == "imports")
        notebook.cells.insert(place + 1, new_code_cell(RESUME, id="resume"))
        nbformat.write(notebook, path)
    return replace(mine, environment={**mine.environment, **own})


@pytest.fixture(scope="module")
def server(learner) -> Iterator[LabServer]:
    with open_lab(learner) as running:
        yield running


@pytest.fixture
def open_it(chromium, server):
    """Opens lesson 01 and runs all its cells, as somebody does who comes back: `open_it()`."""
    contexts = []

    def open_page():
        contexts.append(chromium.new_context(viewport=WIDE, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        open_notebook(page, server.address)
        run_everything(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def run_everything(page: Any) -> None:
    run_all(page)
    expect(find_question(page, "chain-check-18")).to_be_visible(timeout=120_000)


def restart(page: Any) -> None:
    """Restart the kernel and clear all that is shown, from the menu, then run all again."""
    choose(page, "Kernel", "Restart Kernel and Clear Outputs of All Cells…")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(page.locator(".lesson-quiz")).to_have_count(0)
    page.get_by_text("| Idle").wait_for()
    run_everything(page)


def check(question: Any, option: str) -> None:
    question.get_by_label(option).check()
    question.get_by_role("button", name="Check").click()


def kept_in(learner: Course) -> list[str]:
    records = Records(learner.folder / "home" / "records")
    kinds = [event.kind for event in records.events()]
    records.close()
    return kinds


def expect_kept(learner: Course, page: Any, number: int) -> None:
    """The page tells the kernel a moment later; whoever runs a cell waits for that."""
    cell = add_cell(page, "1 + 1")
    for _ in range(20):
        run_cell(cell)
        if len(kept_in(learner)) >= number:
            return
    assert len(kept_in(learner)) == number


def test_answers_and_guesses_are_there_after_a_restart_and_lead_back_to_the_last(open_it, learner):
    page = open_it()
    assert page.locator(".lesson-resume").count() == 0
    check(find_question(page, "chain-check-1"), RIGHT)
    guess = find_question(page, "pelvis-at-10")
    guess.get_by_role("spinbutton").fill("6")
    lock_in(guess)
    guess.get_by_role("button", name="Compare with").click()
    find_question(page, "chain-check-5").get_by_role("button", name="Hint 1 of 2").click()
    expect_kept(learner, page, 4)
    assert kept_in(learner) == ["answer", "guess", "compared", "hint"]
    restart(page)
    expect_it_all_back(page)
    expect_to_be_led_back(page)
    assert kept_in(learner) == ["answer", "guess", "compared", "hint"]


def expect_it_all_back(page: Any) -> None:
    first, guess = find_question(page, "chain-check-1"), find_question(page, "pelvis-at-10")
    expect(first.get_by_label(RIGHT)).to_be_checked()
    expect(first.locator(".option[data-mark=right]")).to_contain_text("Right. It was 1.57 degrees on average.")
    expect(guess).to_contain_text("Your guess is locked in: 6°.")
    expect(guess).to_contain_text("You guessed 6°. It is 1.6°.")
    expect(guess.get_by_role("spinbutton")).to_be_disabled()
    expect(guess.get_by_role("button", name="Lock in")).to_be_hidden()
    expect(find_question(page, "chain-check-5").locator(".hints p")).to_have_count(1)
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0


def expect_to_be_led_back(page: Any) -> None:
    line = page.locator(".lesson-resume")
    line.scroll_into_view_if_needed()
    expect(line).to_contain_text(re.compile(r"You have answered 2 of \d\d questions here\. Go on where you stopped:"))
    target = find_question(page, "chain-check-5")
    line.get_by_role("button").click()
    expect(target).to_be_in_viewport()
    expect(target.get_by_role("textbox")).to_be_focused()


def test_what_cannot_be_kept_is_said_below_the_question(open_it, learner):
    page = open_it()
    spare = learner.folder / "home" / "records" / "learner.jsonl"
    spare.rename(spare.with_suffix(".moved"))
    spare.mkdir()  # nothing can be written there
    question = find_question(page, "chain-check-2")
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Check").click()
    cell = page.locator(".jp-CodeCell").filter(has=question)
    expect(cell.get_by_role("status").filter(has_text="Your answers cannot be kept in")).to_be_visible()
    spare.rmdir()
    spare.with_suffix(".moved").rename(spare)


def test_no_answer_gets_into_a_page(learner, open_it):
    learner.run(*LESSONS, "html", "01", "--out", "html")
    text = (learner.folder / "html" / f"{NAME}.html").read_text("utf-8")
    models = [model["state"] for model in read_state(text)["models"].values()]
    assert "You have answered" not in re.sub(r"(?s)<script.*?</script>", "", text)
    assert any("attempts" in model for model in models)
    assert not any(model.get("attempts") or model.get("response") or model.get("words") for model in models)
