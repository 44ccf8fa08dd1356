"""The self-assessment: all 44 points, honest where people are missing, every place it names is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.check.validators import validate
from lessons_lib.lesson import ipdas
from lessons_lib.personal.ipdas import PAGE, STATUSES, assessment
from tests.notebooks.test_reading import grade

ROOT = Path(__file__).parents[2]
FOUND = assessment()
ITEMS = {item.id: item for item in FOUND.items}
PEOPLE = ("needs-of-patients", "needs-of-clinicians", "review-by-patients", "review-by-clinicians",
          "tried-by-patients", "tried-by-clinicians", "better-match", "better-knowledge")  # fmt: skip
PLACES = sorted({place for item in FOUND.items for place in item.where})


@pytest.fixture
def altered(tmp_path):
    """Reads a copy of the file with something changed in it."""

    def read(change):
        content = yaml.safe_load((ROOT / "seeds" / "ipdas.yaml").read_text("utf-8"))
        change(content)
        (tmp_path / "ipdas.yaml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return assessment(tmp_path)

    return read


def test_there_are_44_points_6_and_10_and_28():
    assert [group.number for group in FOUND.groups.values()] == [6, 10, 28]
    assert len(FOUND.items) == 44


@pytest.mark.parametrize("name", PEOPLE)
def test_what_needs_people_is_not_met_as_long_as_nobody_was_asked(name):
    assert ITEMS[name].status == "not met"


def test_only_points_about_tests_do_not_apply():
    away = [item.id for item in FOUND.items if item.status == "not applicable"]
    assert away == [item.id for item in FOUND.items if item.id.startswith("test-")]
    assert len(away) == 9


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_there(place):
    page = PAGE.fullmatch(place)
    if not page:
        assert (ROOT / place).exists()
        return
    name, _, heading = page["page"].partition("#")
    notebook = nbformat.read(ROOT / "notebooks" / name, as_version=4)
    headings = [
        re.sub(r"\s", "-", line.lstrip("# ").strip())
        for cell in notebook.cells
        for line in cell.source.splitlines()
        if cell.cell_type == "markdown" and line.startswith("#")
    ]
    assert not heading or unquote(heading) in headings


def test_each_text_is_plain():
    assert grade(" ".join(f"{item.text} {item.why}" for item in FOUND.items)) <= 8


# --- how it shows -----------------------------------------------------------------------------------------------------


def test_every_point_is_a_row_and_the_counts_are_those_of_the_file():
    shown = ipdas()._repr_html_()
    assert re.findall(r'<tr id="ipdas-([\w-]+)"', shown) == list(ITEMS)
    last = re.search(r'<th scope="row">All</th>((?:<td>\d+</td>)+)', shown)
    assert [int(number) for number in re.findall(r"\d+", last[1])] == [FOUND.count(status) for status in STATUSES]
    assert shown.count("<caption>") == 4


def test_raw_html_in_the_file_comes_out_as_words(altered):
    shown = type(ipdas())(altered(lambda content: content["items"]["decision"].update(why="<script>x</script>")))
    assert "<script>" not in shown._repr_html_()
    assert "&lt;script&gt;" in shown._repr_html_()


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c["items"]["decision"].update(status="yes"), r"items, decision, status: expected one of met"),
        (lambda c: c["items"]["decision"].update(where=["here"]), r"decision, where: expected .*found 'here'"),
        (lambda c: c["items"]["decision"].pop("where"), r"decision, where: expected a place to look"),
        (lambda c: c["items"]["decision"].update(group="x"), r"decision, group: expected one of qualifying"),
        (lambda c: c["items"].pop("decision"), r"groups, qualifying: expected 6 items, found 5"),
        (lambda c: c["items"]["decision"].update(score=3), r"decision, score: expected no such field"),
        (lambda c: c["about"].update(assessed="soon"), r"about, assessed: expected a date"),
    ],
)
def test_a_mistake_is_named_with_file_entry_field_and_what_was_expected(altered, change, said):
    with pytest.raises(seeds.SeedProblems, match=said) as refused:
        altered(change)
    assert all(problem.file == "ipdas.yaml" for problem in refused.value.problems)


def test_the_check_reads_it(monkeypatch):
    from lessons_lib.check import validators

    assert assessment in validators.READERS
    assert not [problem for problem in validate() if problem.file == "ipdas.yaml"]
