"""A folder of pages: run in parallel, written whole, failures named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from lessons_lib.markup import to_html
from lessons_lib.publish import site
from lessons_lib.publish.widgets import read_state
from lessons_lib.teaching.plans import guide

from .conftest import code_cell, notebook, text_cell

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
    assert built.read("first.html") == built.read("second.html").replace('data-page="second"', 'data-page="first"')


def test_figures_are_told_to_finish_their_bake_and_this_process_is_not(built):
    assert "<pre>bake: wait</pre>" in built.read("first.html")
    assert "LESSONS_BAKE" not in os.environ


def test_a_widget_that_ran_is_packed_with_its_binary_traits(built):
    packed = read_state(built.read("first.html"))
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


# -- a whole site ----------------------------------------------------------------------------------------------------

COUNT = "with open('runs', 'a') as file:\n    file.write('x')\nprint('ran')"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two lessons that note down each of their runs."""
    made = tmp_path_factory.mktemp("course")
    for name in ("00-first", "01-second"):
        nbformat.write(notebook(code_cell(COUNT), title=f"# {name}"), made / f"{name}.ipynb")
    return made


def build(folder, **options):
    results = site.build_site(sorted(folder.glob("*.ipynb")), folder / "site", **options)
    return {result.page.name: result for result in results}


@pytest.fixture(scope="module")
def first(folder):
    return build(folder)


def count_runs(folder):
    return len((folder / "runs").read_text())


def test_a_site_is_its_lessons_and_what_is_made_from_them(first, folder):
    assert [*first] == ["00-first.html", "01-second.html", *site.REST]
    assert sorted(path.name for path in (folder / "site").iterdir()) == sorted(first)
    assert not any(result.problem or result.kept for result in first.values())


def test_what_has_not_changed_is_neither_run_nor_written_again(first, folder):
    before = {path: path.stat().st_mtime_ns for path in (folder / "site").iterdir()}
    runs = count_runs(folder)
    assert all(result.kept and result.size for result in build(folder).values())
    assert count_runs(folder) == runs
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_lesson_that_has_changed_is_run_alone_and_what_is_made_from_it_made_anew(first, folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    runs = count_runs(copy)
    nbformat.write(notebook(code_cell(COUNT), text_cell("A new word."), title="# 01-second"), copy / "01-second.ipynb")
    results = build(copy)
    assert [name for name, result in results.items() if not result.kept] == ["01-second.html", *site.REST]
    assert count_runs(copy) == runs + 1
    assert "A new word." in (copy / "site" / "01-second.html").read_text("utf-8")


def test_a_page_that_was_lost_is_made_again(first, folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "site" / "index.html").unlink()
    (copy / "site" / "00-first.html").unlink()
    results = build(copy)
    assert [name for name, result in results.items() if not result.kept] == ["00-first.html", *site.REST]


def test_a_failing_lesson_leaves_the_rest_of_the_site_in_order(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("site"))
    nbformat.write(notebook(code_cell("1 / 0"), title="# 01-second"), copy / "01-second.ipynb")
    results = build(copy)
    assert [name for name, result in results.items() if result.problem] == ["01-second.html"]
    assert (copy / "site" / "index.html").is_file()
    assert not (copy / "site" / "01-second.html").exists()


def test_answers_for_the_teacher_stand_only_in_a_teachers_site(tmp_path):
    shown = 'from lessons_lib.teaching.sheets import homework\nhomework("00")'
    nbformat.write(notebook(code_cell(shown)), tmp_path / "guide.ipynb")
    pages = {}
    for teacher in (False, True):
        build(tmp_path, teacher=teacher)
        pages[teacher] = (tmp_path / "site" / "guide.html").read_text("utf-8")
    model = to_html(guide().plan("00").homework.model)
    assert [model in pages[teacher] for teacher in (False, True)] == [False, True]
    assert "lessons html --teacher" in pages[False]
