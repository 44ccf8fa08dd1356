"""Lesson 01 in a real JupyterLab, with a real kernel, as `lessons open` shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from lessons_lib.lesson import chain, domino, how_tightly, spot_the_wedge, two_way_tibia

from .drive import (
    add_cell,
    choose,
    find_cell,
    find_lab,
    find_question,
    lock_in,
    open_figure,
    open_notebook,
    read_contrasts,
    read_numbers,
    run_all,
    run_cell,
    watch_outside,
)

LABS = (spot_the_wedge, domino, two_way_tibia, how_tightly)
READ_GROUNDS = "(found) => found.map((one) => getComputedStyle(one).backgroundColor)"
WIDE = {"width": 1280, "height": 900}


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


def expect_baked(lab: Any) -> None:
    from playwright.sync_api import expect as expect_soon

    expect_soon(lab).to_have_attribute("data-live", "baked", timeout=60_000)


@dataclass
class Lesson:
    """The notebook of lesson 01 with all its cells run, and what its page asked of others."""

    page: Any
    outside: list[str]


@pytest.fixture(scope="module")
def lesson(chromium, lab_server):
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    outside = watch_outside(page, lab_server.origin)
    open_notebook(page, lab_server.address)
    run_all(page)
    expect_baked(find_lab(page, how_tightly.title))
    yield Lesson(page, outside)
    context.close()


@pytest.fixture
def page(lesson):
    return lesson.page


@pytest.fixture
def live(page):
    """The domino lab, uncovered, its wedge back at 10 degrees."""
    lab = find_lab(page, domino.title)
    open_figure(lab)
    type_wedge(lab, "10")
    return lab


def type_wedge(lab: Any, degrees: str) -> None:
    box = lab.get_by_role("spinbutton")
    box.fill(degrees)
    box.press("Tab")


def caption_of(lab: Any) -> str:
    text: str = lab.locator(".caption").text_content()
    return text


# --- run all ----------------------------------------------------------------------------------------------------------


def test_run_all_brings_every_lab_to_life_and_no_cell_fails(page):
    for lab in LABS:
        expect_baked(find_lab(page, lab.title))
    assert page.locator(".lesson-explorable").count() == len(LABS)
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0


def test_a_figure_is_not_shown_twice(page):
    expect(page.locator(".lesson-still")).to_have_count(0)
    assert [still.is_visible() for still in page.locator(".lesson-quiz-still").all()].count(True) == 0


def test_a_guess_comes_first_and_uncovers_its_figure(page):
    lab, question = find_lab(page, two_way_tibia.title), find_question(page, "tibia-share")
    expect(lab.locator(".stage")).to_be_hidden()
    lock_in(question)
    expect(lab.locator(".stage > svg")).to_be_visible()
    question.get_by_role("button", name="Compare with the estimate").click()
    expect(question).to_contain_text("You guessed 6.5°. It is 3.1°.")


# --- the hand ---------------------------------------------------------------------------------------------------------


def selected(page: Any) -> list[int]:
    places: list[int] = page.locator(".jp-Cell").evaluate_all(
        "(cells) => cells.flatMap((cell, place) => cell.matches('.jp-mod-selected') ? [place] : [])"
    )
    return places


def test_arrow_keys_move_the_slider_and_not_the_notebook(page, live):
    slider = live.get_by_role("slider")
    slider.focus()
    before = selected(page)
    for key, stands in (("ArrowRight", "10.5"), ("ArrowUp", "11"), ("ArrowDown", "10.5"), ("ArrowLeft", "10")):
        page.keyboard.press(key)
        assert (slider.input_value(), selected(page)) == (stands, before)
    expect(slider).to_be_focused()


def test_a_drag_moves_the_picture(page, live):
    slider = live.get_by_role("slider")
    slider.scroll_into_view_if_needed()
    box, numbers = slider.bounding_box(), read_numbers(live)
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, height)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, height, steps=8)
    page.mouse.up()
    assert float(slider.input_value()) > 15
    assert read_numbers(live) != numbers


def test_a_typed_number_moves_slider_and_caption(live):
    type_wedge(live, "3.5")
    assert live.get_by_role("slider").input_value() == "3.5"
    assert "A wedge of 3.5°" in caption_of(live)


def test_letters_typed_into_an_answer_are_no_commands_to_the_notebook(page):
    cells = page.locator(".jp-Cell").count()
    box = find_question(page, "chain-check-9").get_by_role("textbox")
    box.press_sequentially("add 3 b")  # "d d" deletes a cell and "b" adds one
    assert (box.input_value(), page.locator(".jp-Cell").count()) == ("add 3 b", cells)


def test_arrow_keys_choose_among_options_and_not_among_cells(page):
    question = find_question(page, "chain-check-2")
    question.get_by_role("radio").first.focus()
    before = selected(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    assert selected(page) == before


def test_a_wrong_answer_is_explained_and_a_right_one_confirmed(page):
    question = find_question(page, "chain-check-1")
    for option, mark, said in (
        ("It tipped forward by about 5 degrees", "wrong", "Not quite. Half of it would be a lot."),
        ("It tipped forward by a degree or two", "right", "Right. It was 1.57 degrees on average."),
    ):
        question.get_by_label(option).check()
        question.get_by_role("button", name="Check").click()
        expect(question.locator(f".option[data-mark={mark}]")).to_contain_text(said)


# --- the kernel -------------------------------------------------------------------------------------------------------


def test_what_the_hand_sets_is_read_in_python(page, live):
    type_wedge(live, "4")
    cell = find_cell(page, "posture = chain.respond")
    tilt = chain.respond(4.0).pelvic_tilt
    # The page tells the kernel a moment later; a reader would run the cell again, too.
    told = (run_cell(cell) for _ in range(20))
    assert next(text for text in told if text.startswith("Wedge 4.0°")).endswith(f"pelvis {tilt:.2f}°")


def test_what_python_sets_moves_slider_picture_and_caption(page, live):
    numbers = read_numbers(live)
    assert run_cell(add_cell(page, "lab.wedge = 7.5\nlab.wedge")) == "7.5"
    expect(live.get_by_role("slider")).to_have_value("7.5")
    expect(live.get_by_role("spinbutton")).to_have_value("7.5")
    expect(live.locator(".caption")).to_contain_text("A wedge of 7.5°")
    assert read_numbers(live) != numbers


def test_a_value_out_of_range_is_refused_in_a_sentence_and_nothing_moves(page, live):
    said = run_cell(add_cell(page, "try:\n    lab.wedge = 40\nexcept ValueError as problem:\n    print(problem)"))
    assert said == "'Wedge under the foot' takes a number from 0 to 20, not 40."
    assert live.get_by_role("slider").input_value() == "10"


# --- themes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def wear(page):
    """Put a theme on JupyterLab from its menu; the light one is worn again afterwards."""

    def put_on(name: str) -> None:
        choose(page, "Settings", "Theme", f"JupyterLab {name}")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true" if name == "Light" else "false")

    yield put_on
    put_on("Light")


@pytest.mark.parametrize(("theme", "paper"), [("Light", "rgb(255, 255, 255)"), ("Dark", "rgb(20, 26, 32)")])
def test_figures_questions_and_cards_wear_the_theme_and_can_be_read(page, live, wear, theme, paper):
    wear(theme)
    for place in (".lesson-explorable .lab-body", ".lesson-quiz .card", ".lesson-claim"):
        grounds = page.locator(place).evaluate_all(
            "(found) => found.map((one) => getComputedStyle(one).backgroundColor)"
        )
        assert set(grounds) == {paper}, place
    assert [(words, contrast) for words, contrast in read_contrasts(page) if contrast < 4.5] == []


# --- a machine that has baked nothing yet -----------------------------------------------------------------------------


@pytest.fixture
def cold_page(chromium, lab_server, tmp_path):
    """A notebook of its own whose kernel knows no bake."""
    path: Path = lab_server.folder / "cold.ipynb"
    cells = [
        f"import os\nos.environ['LESSONS_CACHE'] = {str(tmp_path)!r}\nfrom lessons_lib.lesson import domino",
        "lab = domino()\nlab",
        "print(1 + 1, lab.bake != {})",
    ]
    named = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(cells)]
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=named, metadata=python), path)
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    cold = context.new_page()
    open_notebook(cold, lab_server.address_of(path.name))
    yield cold
    context.close()


def test_without_a_bake_the_kernel_draws_and_answers_until_the_figure_needs_it_no_more(cold_page):
    run_all(cold_page)
    lab = find_lab(cold_page, domino.title)
    lab.get_by_role("slider").press("ArrowRight")
    expect(lab.locator(".caption")).to_contain_text("A wedge of 10.5°")
    drawn_by_kernel = read_numbers(lab)
    assert lab.get_attribute("data-live") is None
    assert run_cell(find_cell(cold_page, "1 + 1")) == "2 False"
    expect_baked(lab)
    assert caption_of(lab).startswith("A wedge of 10.5°")
    assert read_numbers(lab) == pytest.approx(drawn_by_kernel, abs=3)
    assert run_cell(find_cell(cold_page, "1 + 1")) == "2 True"


def test_nothing_outside_was_asked_for(lesson):
    assert lesson.outside == []
