"""Every number in a lesson is one the seeds hold or the models compute, and what its cells print says the same."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lessons_lib import seeds
from lessons_lib.models import chain
from lessons_lib.publish.widgets import STATE

from .prose import LESSONS, load, paragraphs, texts_of

LESSON = "01-kinetic-chain"
ROOT = Path(__file__).parents[2]
LABS = ("spot_the_wedge", "domino", "two_way_tibia", "how_tightly")


# --- numbers in the prose ---------------------------------------------------------------------------------------------


@cache
def known_numbers():
    """Values and spreads of the seeds, and what the models of lesson 01 make of them, each under the name it has."""
    found = {name: abs(constant.value) for name, constant in seeds.constants().items()}
    found |= {f"spread of {name}": constant.sd for name, constant in seeds.constants().items() if constant.sd}
    found |= {f"r2 of {rung.below} and {rung.above}": rung.r2 for rung in chain.shared_variation()}
    back = chain.run_backwards()
    return found | {
        "shin turn from the foot": chain.tibial_share().from_foot,
        "pelvis, run backwards": abs(back.pelvic_tilt),
    }


def unknown_decimals(text):
    """Decimal numbers that no known number gives when it is rounded as they are."""
    quoted = set(re.findall(r"(?<![\w.])\d+\.\d+(?![\w.]*\d)", text))
    rounded = {f"{value:.{places}f}" for value in known_numbers().values() for places in (1, 2, 3)}
    return sorted(quoted - rounded)


@pytest.mark.parametrize("name", LESSONS)
def test_every_decimal_number_of_the_prose_stands_in_the_seeds_or_comes_from_a_model(name):
    assert {id: found for id, text in texts_of(load(LESSONS[name])) if (found := unknown_decimals(text))} == {}


def test_a_number_from_nowhere_is_caught():
    assert unknown_decimals("It was 1.57 degrees (not 1.75), or $r = 0.33$.") == ["0.33", "1.75"]


def test_a_number_rounded_the_wrong_way_is_caught():
    assert unknown_decimals("4.6 and 13.3 give 3.1, not 2.9.") == ["2.9"]


def prose():
    return " ".join(part for _, text in texts_of(load(LESSONS[LESSON])) for part in paragraphs(text))


def constant(name):
    return seeds.constant(name).value


def shared(place):
    return chain.shared_variation()[place].r2


def reversed_share():
    changes = chain.measured_changes(10_000, 10.0, "both")
    return (changes < 0).mean()


QUOTED = {
    "the pelvis on both wedges": ("1.57 degrees", lambda: constant("pinto_tilt_both"), 1.57, 0.005),
    "the pelvis on one wedge": ("1.41 degrees", lambda: constant("pinto_tilt_one"), 1.41, 0.005),
    "the drop to one side": ("1.46 degrees", lambda: constant("pinto_obliquity_one"), 1.46, 0.005),
    "the people of Pinto": ("Fourteen healthy people", lambda: constant("pinto_people"), 14, 0),
    "one in seven reversed": ("about 1 of 7 measurements", lambda: 1 / reversed_share(), 7, 0.5),
    "the heel's roll": ("4.6 degrees", lambda: constant("eversion_excursion"), 4.6, 0.05),
    "the shin's turn": ("13.3", lambda: constant("tibial_range"), 13.3, 0.05),
    "the runners": ("19 runners", lambda: constant("wahmkow_people"), 19, 0),
    "the slope": ("0.68", lambda: constant("tibia_coupling"), 0.68, 0.005),
    "the foot's part": ("3.1 degrees", lambda: chain.tibial_share().from_foot, 3.1, 0.05),
    "a quarter": ("about a quarter of the turn", lambda: chain.tibial_share().share, 0.25, 0.03),
    "what inserts cut": ("2.24 degrees", lambda: -constant("orthosis_eversion_change"), 2.24, 0.005),
    "less than one degree": ("Less than one degree", lambda: -chain.run_backwards().pelvic_tilt, 0.5, 0.5),
    "one and a half": ("about one and a half", lambda: constant("pinto_tilt_both"), 1.5, 0.1),
    "the tightest link": ("share 59 parts of 100", lambda: 100 * shared(0), 59, 0.5),
    "foot and pelvis": ("share 9", lambda: 100 * constant("r_foot_pelvis") ** 2, 9, 0.5),
    "foot and low back": ("share less than 1", lambda: 100 * shared(-1), 0.5, 0.5),
}


@pytest.mark.parametrize(("words", "compute", "said", "within"), QUOTED.values(), ids=QUOTED)
def test_what_the_prose_says_is_what_the_models_compute(words, compute, said, within):
    assert words in prose()
    assert abs(compute() - said) <= within


# --- numbers the cells print ------------------------------------------------------------------------------------------


def printed(notebook, id):
    cell = next(cell for cell in notebook.cells if cell.id == id)
    return "".join(output.get("text", "") for output in cell.outputs)


PRINTED = {
    "travel-read": ("Wedge 10.0°: heel 4.5° (assumed), pelvis 1.57°", "travel-explain", ("1.57",)),
    "tibia-read": ("3.1 of 13.3 degrees: 24 of 100 parts", "tibia-explain", ("3.1", "13.3")),
    "backwards-read": ("Heel -2.24°, so pelvis -0.8°", "backwards", ("2.24",)),
}


@pytest.mark.parametrize("id", PRINTED)
def test_a_cell_prints_what_the_prose_beside_it_says(executed, id):
    line, beside, numbers = PRINTED[id]
    assert printed(executed[LESSON], id).replace("−", "-").startswith(line.replace("−", "-"))
    text = dict(texts_of(executed[LESSON]))[beside]
    assert all(number in text and number in line for number in numbers)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_without_a_word_on_stderr(executed, name):
    noise = [out for cell in executed[name].cells for out in cell.get("outputs", []) if out.get("name") == "stderr"]
    assert noise == []


# --- plain Jupyter shows the figures too ------------------------------------------------------------------------------


def plain_page(notebook, folder):
    """What `jupyter nbconvert --to html`, knowing nothing of this project, makes of a notebook that has run."""
    nbformat.write(notebook, folder / "lesson.ipynb")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--log-level=ERROR", "lesson.ipynb"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "lesson.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("stored", [True, False], ids=["with widget state", "without widget state"])
def test_plain_nbconvert_shows_every_lab_with_its_words(executed, stored, tmp_path):
    notebook = executed[LESSON].copy()
    assert STATE in notebook.metadata["widgets"]
    if not stored:
        notebook.metadata = {key: value for key, value in notebook.metadata.items() if key != "widgets"}
    page = plain_page(notebook, tmp_path)
    for lab in LABS:
        figure = re.search(rf'<figure[^>]* data-lab="{lab}"><svg([^>]*)>', page)
        assert figure, lab
        assert 'class="lesson-figure"' in figure[1]
        assert re.search(r'aria-label="[^"]{20,}"', figure[1])


# --- a broken notebook fails ------------------------------------------------------------------------------------------

BAD_CELLS = {
    "an error": "1 / 0",
    "a claim that does not exist": 'from lessons_lib.claims import claim\nclaim("C999")',
    "a value out of range": "from lessons_lib.lesson import chain\nchain.respond(wedge=50)",
    "a number that is wrong": "from lessons_lib.lesson import chain\nassert chain.tibial_share().from_foot > 9",
}


def run_nbval(*paths):
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"]
    folder = f"--rootdir={paths[0].parent}"
    return subprocess.run([*command, folder, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=False)


def write(path, *code):
    cells = [new_markdown_cell("# A lesson", id="title")]
    cells += [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(code)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
    return path


@pytest.mark.slow
def test_every_bad_cell_of_a_notebook_fails_and_the_good_one_passes(tmp_path):
    good, bad = write(tmp_path / "good.ipynb", "1 + 1"), write(tmp_path / "bad.ipynb", *BAD_CELLS.values())
    ran = run_nbval(good, bad)
    assert ran.returncode == 1
    assert f"{len(BAD_CELLS)} failed, 1 passed" in ran.stdout, ran.stdout
