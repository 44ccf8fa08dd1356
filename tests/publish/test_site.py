"""A folder of pages: run in parallel, written whole, failures named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lessons_lib.publish import site

from .test_exporter import state_of

pytestmark = pytest.mark.slow


def test_every_lesson_is_heard_of_and_reported_in_the_order_asked(built):
    assert [result.lesson.stem for result in built.results] == ["first", "second", "broken"]
    assert sorted(result.lesson.stem for result in built.heard) == ["broken", "first", "second"]


def test_a_failing_cell_is_named_and_the_other_lessons_are_written(built):
    assert [bool(result.problem) for result in built.results] == [False, False, True]
    assert built.results[2].problem == "broken.ipynb, cell 3: ZeroDivisionError: division by zero"


def test_a_failed_lesson_leaves_the_older_page_as_it_was(built):
    assert built.read("broken.html") == "yesterday's page"


def test_no_half_written_file_is_left(built):
    assert sorted(path.name for path in built.out.iterdir()) == ["broken.html", "first.html", "second.html"]


def test_the_reported_size_is_the_size_of_the_page(built):
    assert built.results[0].size == built.results[0].page.stat().st_size


def test_two_runs_of_the_same_cells_give_the_same_bytes(built):
    assert built.read("first.html") == built.read("second.html")


def test_figures_are_told_to_finish_their_bake_and_this_process_is_not(built):
    assert "<pre>bake: wait</pre>" in built.read("first.html")
    assert "LESSONS_BAKE" not in os.environ


def test_a_widget_that_ran_is_packed_with_its_binary_traits(built):
    packed = state_of(built.read("first.html"))
    assert len(packed["modules"]) == 1
    assert [model["state"]["n"] for model in packed["models"].values()] == [3, 7]
    assert packed["models"]["m0"]["binary"] == [[["raw"], "YWJj"]]
    assert "PICTURE-IN-STATE" not in str(packed["models"])


def test_a_broken_file_is_a_problem_and_not_an_exception(tmp_path):
    lesson = tmp_path / "torn.ipynb"
    lesson.write_text("{")
    (result,) = site.build([lesson], tmp_path / "out")
    assert result.problem.startswith("torn.ipynb: ")
    assert not result.page.exists()


def test_the_stock_command_of_nbconvert_makes_the_same_page(built, tmp_path):
    exporter = "lessons_lib.publish.exporter.LessonExporter"  # "lesson" once the package is installed
    command = [
        sys.executable,
        "-m",
        "nbconvert",
        "--execute",
        "--to",
        exporter,
        "--output-dir",
        str(tmp_path),
    ]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([*command, str(built.results[0].lesson)], env=here, check=True, capture_output=True)
    assert Path(tmp_path / "first.html").read_text("utf-8").strip() == built.read("first.html").strip()
