"""The command line: what it finds, what it writes, and what it says when it cannot."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lessons_lib import cli
from lessons_lib.publish import library

ROOT = Path(__file__).parents[1]
NAMES = ("00-start-here", "01-kinetic-chain", "02-foot-types", "teaching-guide")


def write_lesson(path: Path, code: str = "print('hello')") -> None:
    cells = [new_markdown_cell(f"# {path.stem}", id="title"), new_code_cell(code, id="code")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "notebooks"
    made.mkdir()
    for name in NAMES:
        write_lesson(made / f"{name}.ipynb")
    monkeypatch.setattr(library, "find_shelf", lambda: library.Shelf(made))
    return made


def says(capsys) -> str:
    """Return the only line on stderr."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err.strip()


# --- which lesson -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["01", "1", "kinetic-chain", "01-kinetic-chain.ipynb", "Kinetic-Chain"])
def test_a_lesson_answers_to_its_number_and_its_names(folder, name):
    assert library.choose(name, library.Shelf(folder).lessons).stem == "01-kinetic-chain"


def test_a_notebook_without_a_number_answers_to_its_name(folder):
    assert library.choose("teaching-guide", library.Shelf(folder).lessons).stem == "teaching-guide"


@pytest.mark.parametrize("command", ["open", "html"])
def test_an_unknown_lesson_gets_one_sentence_that_lists_the_lessons(folder, capsys, command):
    assert cli.main([command, "11"]) == 2
    assert says(capsys) == f'There is no lesson "11"; the lessons are: {", ".join(NAMES)}.'


# --- where the lessons are --------------------------------------------------------------------------


def test_a_checkout_reads_its_own_notebooks(tmp_path):
    (tmp_path / "notebooks").mkdir()
    assert library.find_shelf(tmp_path / "lessons_lib") == library.Shelf(tmp_path / "notebooks")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package as a wheel leaves it: notebooks inside, none beside."""
    package = tmp_path / "site-packages" / "lessons_lib"
    (package / "_notebooks" / "pictures").mkdir(parents=True)
    write_lesson(package / "_notebooks" / "00-a.ipynb")
    (package / "_notebooks" / "pictures" / "foot.svg").write_text("<svg/>")
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "home"))
    return package


def test_an_installed_course_copies_its_notebooks_to_a_working_folder(installed, tmp_path):
    assert library.find_shelf(installed) == library.Shelf(tmp_path / "home")
    assert (tmp_path / "home" / "pictures" / "foot.svg").exists()
    assert [lesson.name for lesson in library.Shelf(tmp_path / "home").lessons] == ["00-a.ipynb"]


def test_a_lesson_that_the_learner_changed_is_left_alone_and_named(installed, tmp_path):
    library.find_shelf(installed)
    mine = tmp_path / "home" / "00-a.ipynb"
    mine.write_text("my notes")
    assert library.find_shelf(installed) == library.Shelf(tmp_path / "home", (mine,))
    assert mine.read_text() == "my notes"


def test_lessons_left_alone_are_told_in_one_sentence(folder, monkeypatch, capsys):
    shelf = library.Shelf(folder, (folder / "01-kinetic-chain.ipynb",))
    monkeypatch.setattr(library, "find_shelf", lambda: shelf)
    assert cli._find_shelf() is shelf
    assert says(capsys) == f"Left as you have it in {folder}, not replaced: 01-kinetic-chain.ipynb."


def test_a_damaged_lesson_is_one_sentence(folder, capsys):
    (folder / "01-kinetic-chain.ipynb").write_text("{")
    assert cli.main(["open", "0"]) == 2
    assert says(capsys).endswith("01-kinetic-chain.ipynb is damaged: it cannot be read as a notebook.")


def test_a_working_folder_that_cannot_be_made_is_one_sentence(installed, tmp_path, monkeypatch, capsys):
    (tmp_path / "home").write_text("a file in the way")
    monkeypatch.setattr(library, "find_shelf", lambda find=library.find_shelf: find(installed))
    assert cli.main(["html"]) == 2
    assert says(capsys).endswith("home cannot be used: File exists.")


# --- wrong use --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "COMMAND"),
        (["read"], "read"),
        (["html", "--jobs", "0"], '"0" is not a whole number from 1 to 1000'),
        (["open", "--port", "http"], '"http" is not a whole number from 1 to 65535'),
        (["open", "--prt", "1"], "--prt"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_two(capsys, arguments, reason):
    assert cli.main(arguments) == 2
    assert reason in says(capsys)


def test_a_folder_without_lessons_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(library, "find_shelf", lambda: library.Shelf(tmp_path))
    assert cli.main(["open"]) == 2
    assert says(capsys) == f"There are no lessons in {tmp_path}."


@pytest.mark.parametrize("command", ["open", "html"])
def test_a_missing_kernel_is_one_sentence_with_the_cure(folder, monkeypatch, capsys, command):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def refuse(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", refuse)
    assert cli.main([command]) == 2
    assert says(capsys).endswith("pip install ipykernel")


def test_a_port_in_use_is_one_sentence(folder, capsys):
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["open", "--port", str(port)]) == 2
    assert says(capsys) == f"Port {port} is in use; choose another, or leave --port out."


def test_an_output_folder_that_is_a_file_is_one_sentence(folder, tmp_path, capsys):
    (tmp_path / "taken").write_text("")
    assert cli.main(["html", "--out", str(tmp_path / "taken")]) == 2
    assert says(capsys).endswith("taken cannot be used: File exists.")


# --- html -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_html_writes_the_good_lessons_names_the_bad_cell_and_exits_with_one(folder, tmp_path, capsys):
    write_lesson(folder / "02-foot-types.ipynb", "{}['arch']")
    out = tmp_path / "html"
    assert cli.main(["html", "1", "02", "01", "--out", str(out), "--jobs", "1"]) == 1
    told, err = capsys.readouterr()
    assert re.fullmatch(re.escape(str(out / "01-kinetic-chain.html")) + r"  \d+ kB\n", told)
    assert "02-foot-types.ipynb, cell 2: KeyError: 'arch'\n" in err
    assert [path.name for path in out.iterdir()] == ["01-kinetic-chain.html"]


# --- open -------------------------------------------------------------------------------------------


def test_lab_starts_on_the_lesson_as_a_single_document(folder):
    arguments = cli.lab_arguments(folder / "01-kinetic-chain.ipynb", folder, 9999, no_browser=True)
    assert "--LabApp.default_url=/doc/tree/01-kinetic-chain.ipynb" in arguments
    assert f"--ServerApp.root_dir={folder}" in arguments
    assert {"--ServerApp.port=9999", "--ServerApp.port_retries=0", "--no-browser"} <= set(arguments)
    free = cli.lab_arguments(folder / "01-kinetic-chain.ipynb", folder, None, no_browser=False)
    assert not any("port" in argument or "browser" in argument for argument in free)


def test_the_shipped_settings_ask_no_questions_about_news():
    settings = json.loads((cli.SETTINGS / "overrides.json").read_text())
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_signed_lessons_are_trusted(folder, tmp_path, monkeypatch):
    from nbformat.sign import NotebookNotary

    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    lessons = library.Shelf(folder).lessons
    notary = NotebookNotary()
    trusted = [notary.check_signature(nbformat.read(lesson, 4)) for lesson in lessons]
    cli.sign(lessons[:1])
    trusted += [notary.check_signature(nbformat.read(lesson, 4)) for lesson in lessons[:2]]
    notary.store.close()
    assert trusted == [False] * 4 + [True, False]


@pytest.fixture
def lab(folder, tmp_path):
    """`lessons open 1` in a process of its own, with empty Jupyter folders as on a learner's first day."""
    names = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    private = {name: str(tmp_path / name) for name in names}
    code = (
        "import sys; from pathlib import Path; from lessons_lib import cli\n"
        f"cli.library.find_shelf = lambda: cli.library.Shelf(Path({str(folder)!r}))\n"
        "sys.exit(cli.main(['open', '1', '--no-browser']))"
    )
    environment = {**os.environ, **private, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    lines = iter(process.stderr.readline, "")
    yield next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1\S+token=\w+", line)))
    process.terminate()
    process.communicate(timeout=20)


@pytest.mark.slow
@pytest.mark.browser
def test_a_real_lab_opens_on_the_lesson_alone_and_asks_nothing(lab, chromium):
    context = chromium.new_context()
    asked = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab)
    page.get_by_role("heading", name="01-kinetic-chain").wait_for(timeout=60_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")  # by then the stock settings have asked about news
    assert "/doc/tree/01-kinetic-chain.ipynb" in page.url
    assert page.locator(".jp-Dialog, .Toastify__toast").all_text_contents() == []
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []
    context.close()
