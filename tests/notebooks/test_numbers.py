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
from lessons_lib.explorable.controls import Slider
from lessons_lib.models import chain
from lessons_lib.publish.widgets import STATE
from lessons_lib.quiz import bank
from lessons_lib.seeds.tables import TABLES
from tests.explorable.samples import shipped

from .prose import LESSONS, labs_of, load, paragraphs, texts_of
from .quoted import BY_MODEL

LESSON = "01-kinetic-chain"
ROOT = Path(__file__).parents[2]


# --- numbers in the prose ---------------------------------------------------------------------------------------------

NUMBER = r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)"
#: How a unit is written in words, in seeds and on sliders; a number counts as known only in its own unit.
UNITS = {
    "of 100": r"%|percent|(?:parts? |people |times )?(?:out )?(?:of|in) 100\b",
    "degree": r"°|degrees?\b",
    "mm": r"mm\b|millimetres?\b",
    "cm": r"cm\b|centimetres?\b",
    "kPa": r"kPa\b|kilopascals?\b",
    "MPa": r"MPa\b|megapascals?\b",
    "kg": r"kg\b|kilograms?\b",
    "people": r"people\b",
    "week": r"weeks?\b",
    "point": r"points?(?: of (?:10|the Foot Posture Index))?\b",
}
RANGE = rf"({NUMBER})(?:\s*(?:to|and|or|–|-)\s*({NUMBER}))?[\s-]?(?:(?:healthy|whole|more) )?"
#: Columns of the evidence whose heading is their unit.
COLUMNS = {"percent": "of 100", "people": "people", "cases": "people", "events": "people", "week": "week"}


def kind_of(unit):
    """The unit under which `UNITS` knows this spelling, "other" where it is none of them."""
    found = (kind for kind, spelling in UNITS.items() if re.match(spelling, unit) and " per " not in unit)
    return next(found, "other")


def quantities(text):
    """Every number with a unit in plain words, and every decimal number without one: (as written, unit or "")."""
    found = {}
    for kind, spelling in UNITS.items():
        for match in re.finditer(RANGE + rf"(?:{spelling})", text):
            found |= {match.start(place): (match[place], kind) for place in (1, 2) if match[place]}
    decimals = {match.start(): (match[0], "") for match in re.finditer(NUMBER, text) if "." in match[0]}
    return [written for _, written in sorted((decimals | found).items())]


def of_constants():
    for name, constant in seeds.constants().items():
        kind = kind_of(constant.unit)
        yield name, constant.value, kind
        if constant.sd:
            yield f"spread of {name}", constant.sd, kind
        if re.match("share|probability", constant.unit):
            yield f"{name}, of 100", 100 * constant.value, "of 100"


def claims_of(name):
    """The claims that a lesson teaches, shows or asks about."""
    code = "\n".join(cell.source for cell in load(LESSONS[name]).cells if cell.cell_type == "code")
    asked = [question.claims for id, question in bank.load().items() if f'"{id}"' in code]
    used = set(re.findall(r"C\d{3}", code)).union(*asked)
    return [claim for claim in seeds.claims().values() if claim.lesson == name[:2] or claim.id in used]


def of_claims(name):
    for claim in claims_of(name):
        for written, kind in quantities(f"{claim.studies_found} {claim.in_whom} {claim.compared_with}"):
            yield f"{claim.id}: {written} {kind}", float(written.replace(",", "")), kind or "other"


def of_evidence(name):
    """Cells of the evidence from works that the lesson's claims cite."""
    cited = {key for claim in claims_of(name) for key in claim.references}
    for table in TABLES:
        for row in seeds.evidence(table):
            if row.reference in cited:
                yield from ((f"{row.id}, {column}", *cell) for column, cell in cells_of(row))


def cells_of(row):
    unit = kind_of(str(row.cells.get("unit", "")))
    for column, cell in row.cells.items():
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and column != "year":
            heading = next((kind for word, kind in COLUMNS.items() if word in column), unit)
            yield column, (float(cell), heading)


def of_disagreements(name):
    cited = {key for claim in claims_of(name) for key in claim.references}
    for one in seeds.contradictions().values():
        for version in one.values:
            if version.reference in cited:
                yield f"{one.id}, {version.label}", version.value, kind_of(version.unit)


def of_controls(name):
    """Where the sliders of the lesson's labs start and end: the words may ask for these settings."""
    for lab in labs_of(load(LESSONS[name])):
        for label, control in shipped()[lab].controls.items():
            if isinstance(control, Slider):
                ends = (control.low, control.high, control.default)
                yield from ((f"{lab}, {label} at {end}", float(end), kind_of(control.unit)) for end in ends)


@cache
def known_numbers(name):
    """Every number that a lesson's words may quote: name → (size, unit); "" fits any unit."""
    models = ((f"model: {what}", compute(), "") for what, compute in BY_MODEL.get(name[:2], {}).items())
    sources = (of_constants(), of_claims(name), of_evidence(name), of_disagreements(name), of_controls(name), models)
    return {what: (abs(size), kind) for source in sources for what, size, kind in source}


def fits(written, kind, known):
    """Tells whether a known number gives this one when it is rounded as it is written."""
    digits = written.replace(",", "")
    places = len(digits.partition(".")[2])
    return any(f"{size:.{places}f}" == digits for size, unit in known if not (kind and unit) or kind == unit)


def unknown_numbers(text, name=LESSON):
    """Numbers of a text (Markdown) that no known number of the lesson gives; 100 as in "of 100 people" is none."""
    known = known_numbers(name).values()
    plain = " ".join([*paragraphs(text), *re.findall(r"\$[^$]*\$", text)])
    found = {" ".join([written, kind]).strip() for written, kind in quantities(plain) if not fits(written, kind, known)}
    return sorted(found - {"100 people"})


@pytest.mark.parametrize("name", LESSONS)
def test_every_number_of_the_prose_stands_in_the_seeds_or_comes_from_a_model(name):
    cells = {id: unknown_numbers(text, name) for id, text in texts_of(load(LESSONS[name]))}
    assert {id: found for id, found in cells.items() if found} == {}


@pytest.mark.parametrize("name", LESSONS)
def test_every_model_value_that_is_listed_for_a_lesson_is_quoted_there(name):
    written = quantities(" ".join(part for _, text in texts_of(load(LESSONS[name])) for part in paragraphs(text)))
    values = {what: abs(compute()) for what, compute in BY_MODEL.get(name[:2], {}).items()}
    assert [what for what, size in values.items() if not any(fits(one, "", [(size, "")]) for one, _ in written)] == []


def test_a_number_from_nowhere_is_caught():
    assert unknown_numbers("It was 1.57 degrees (not 1.75), or $r = 0.33$.") == ["0.33", "1.75"]


def test_a_number_rounded_the_wrong_way_is_caught():
    assert unknown_numbers("4.6 and 13.3 give 3.1, not 2.9.") == ["2.9"]


@pytest.mark.parametrize("words", ["71 of 100 people", "a lift of 37 mm", "395 kPa", "87 %", "97,279 people"])
def test_a_whole_number_with_a_unit_from_nowhere_is_caught(words):
    assert unknown_numbers(f"It was {words}.") != []


def test_a_known_number_in_another_unit_is_caught():
    assert unknown_numbers("The wedge was 10 degrees.") == []
    assert unknown_numbers("The wedge was 10 kg, for 10 weeks.") == ["10 kg", "10 week"]


def test_whole_numbers_without_a_unit_may_stand_and_ranges_are_taken_apart():
    assert quantities("In 3 of 7 runs, 4 to 12 mm, 5 mm and 2.5.") == [
        ("4", "mm"), ("12", "mm"), ("5", "mm"), ("2.5", ""),
    ]  # fmt: skip


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
@pytest.mark.parametrize("name", [name for name in LESSONS if labs_of(load(LESSONS[name]))])
@pytest.mark.parametrize("stored", [True, False], ids=["with widget state", "without widget state"])
def test_plain_nbconvert_shows_every_lab_with_its_words(executed, name, stored, tmp_path):
    notebook = executed[name].copy()
    assert STATE in notebook.metadata["widgets"]
    if not stored:
        notebook.metadata = {key: value for key, value in notebook.metadata.items() if key != "widgets"}
    page = plain_page(notebook, tmp_path)
    for lab in labs_of(notebook):
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
