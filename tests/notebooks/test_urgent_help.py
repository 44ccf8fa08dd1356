"""Where help is, said once: the urgent words of the notebooks and the README are those of seeds/emergency.yaml."""

from pathlib import Path

import nbformat
import pytest

from lessons_lib.advice import emergency

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"


@pytest.fixture(autouse=True)
def shipped(monkeypatch, tmp_path):
    """No teacher's file, whatever this machine has."""
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    monkeypatch.delenv("LESSONS_EMERGENCY", raising=False)


def urgent_cells(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.id == "urgent"]


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_every_lesson_says_it_once_in_the_words_of_the_configuration(path):
    assert urgent_cells(path) == [emergency().notice]


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[!0-9]*.ipynb")), ids=lambda path: path.stem)
def test_another_notebook_says_it_in_the_same_words_or_not_at_all(path):
    assert urgent_cells(path) in ([emergency().notice], [])


def test_the_readme_names_the_same_numbers():
    assert emergency().words["emergency"] in " ".join(
        (ROOT / "README.md").read_text("utf-8").replace("\n>", "\n").split()
    )


def test_another_number_would_be_seen(monkeypatch, tmp_path):
    (tmp_path / "emergency.yaml").write_text("words: {emergency: our number 120}")
    assert urgent_cells(next(NOTEBOOKS.glob("01-*.ipynb"))) != [emergency().notice]
