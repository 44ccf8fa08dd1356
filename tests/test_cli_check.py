"""`lessons check`: tables on stdout, problems on stderr, and a page that is written whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from lessons_lib import cli, seeds
from lessons_lib.check import findings

LAST = "Nothing else was checked: mend this first."


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the course's seeds, to be broken."""
    folder = tmp_path / "seeds"
    shutil.copytree(seeds.folder(), folder)
    monkeypatch.setattr(seeds, "folder", lambda: folder)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_row(folder: Path, **changes) -> None:
    row = {
        "id": "a-broken-row", "says": "S", "model": "chain.respond", "with": {"wedge": 10}, "take": "pelvic_tilt",
        "published": 1.57, "tolerance": 0.1, "unit": "degree", "reference": "pinto2008", "provenance": "abstract",
        "check": "calibrated",
    } | changes  # fmt: skip
    (folder / "published" / "zz.yaml").write_text(yaml.safe_dump([row]))


def errors(capsys) -> list[str]:
    err = capsys.readouterr().err
    assert "Traceback" not in err
    return err.splitlines()


# The real course


def test_the_course_is_clean_and_its_tables_are_aligned(capsys):
    assert cli.main(["check"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    parts = [part.splitlines() for part in out.strip().split("\n\n")]
    heads = [part[0].split()[0] for part in parts]
    assert [head for head in heads if head != "Lesson"] == ["claims", "numbers", "lesson", "published"]
    assert all(line == line.rstrip() for part in parts for line in part)
    assert parts[0][-1].split()[-1] == str(len(seeds.claims()))
    assert parts[-1][-1].split()[:3] == ["all", str(len(seeds.published())), str(len(seeds.published()))]


def test_each_claim_is_listed_when_asked_for(capsys):
    assert cli.main(["check", "--claims"]) == 0
    out, _ = capsys.readouterr()
    assert [line for line in out.splitlines() if line.startswith("C020 ")] != []
    listed = {line.split()[0] for line in out.splitlines() if line[:1] == "C" and line[1:4].isdecimal()}
    assert listed == set(seeds.claims())


# Broken samples: each kind gives exactly its message


BREAKS = {
    "claim": (
        ("claims/kinetic_chain.yaml", "verdict: partly", "verdict: maybe"),
        "claims/kinetic_chain.yaml, C019, verdict: expected one of supported, partly, contested, unsupported, "
        "contradicted, practical-advice, found 'maybe'",
    ),
    "constant": (
        ("constants.yaml", "unit: degree of shin turn per degree of eversion\n", "unit: ''\n"),
        "constants.yaml, tibia_coupling, unit: expected some text, found ''",
    ),
    "reference": (
        ("references.bib", "note = {seen: abstract}", "note = {read}"),
        "references.bib, pinto2008, note: expected 'seen: ' and how much was read, found 'read'",
    ),
    "evidence": (
        ("evidence/back_pain_counts.csv", "men,863,257,30,", "men,863,257,,"),
        "evidence/back_pain_counts.csv, menz2013-men, percent: expected a number of at least 0, found nothing",
    ),
    "misconception": (
        ("misconceptions.yaml", "- id: ", "- ids: "),
        None,
    ),
    "question": (
        ("questions/01-kinetic-chain.yaml", "close_within: 0.5", "close_within: wide"),
        "questions/01-kinetic-chain.yaml, pelvis-at-10, close_within: expected a number, found 'wide'",
    ),
    "pair of a form": (
        ("forms.yaml", "a: form-a-emergency", "a: form-a-emergncy"),
        None,
    ),
    "claim to trust": (
        ("trust.yaml", "- C005", "- C999"),
        None,
    ),
    "term": (
        ("glossary.yaml", "  term: alignment\n", "  term: ''\n"),
        None,
    ),
    "published": (
        ("published/chain.yaml", "tolerance: 0.005", "tolerance: 0"),
        "published/chain.yaml, pinto-tilt-both, tolerance: expected a number above 0, found 0",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("place", "sentence"), BREAKS.values(), ids=BREAKS)
def test_a_broken_file_is_told_with_its_place_and_nothing_is_counted(copy, capsys, place, sentence):
    file, old, new = place
    change(copy / file, old, new)
    assert cli.main(["check"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    told = err.splitlines()
    assert told[-1] == LAST
    if sentence:
        assert told[:-1] == [sentence]
    assert all(line.startswith((f"{file}, ", f"{file}: ")) for line in told[:-1])


def test_problems_of_several_files_are_told_at_once(copy, capsys):
    change(copy / "claims" / "kinetic_chain.yaml", "certainty: low", "certainty: some")
    change(copy / "published" / "chain.yaml", "unit: degree", "unit: ''")
    change(copy / "questions" / "01-kinetic-chain.yaml", "type: predict", "type: guess")
    cli.main(["check"])
    files = [line.split(",")[0] for line in errors(capsys)]
    assert files[:2] == ["claims/kinetic_chain.yaml", "published/chain.yaml"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"model": "chain.respnd"},
            "a-broken-row, model: expected a function of lessons_lib.models, found 'chain.respnd' "
            "(did you mean chain.respond?)",
        ),
        (
            {"with": {"wege": 1, "wedge": 1}},
            "a-broken-row, with: expected arguments that chain.respond takes (wedge, feet, camp, adduction, gains), "
            "found 'wege'",
        ),
        ({"with": {"wedge": 21}}, "a-broken-row: wedge is 21; it must lie between 0 and 20 degrees."),
        ({"take": "tilt"}, "a-broken-row: what chain.respond returns has no part 'tilt'."),
        ({"published": 2}, "a-broken-row: expected 2 ± 0.1 degree, but chain.respond gives 1.57"),
    ],
)
def test_a_row_that_fails_is_told_and_everything_else_is_counted(copy, capsys, row, sentence):
    add_row(copy, **row)
    assert cli.main(["check"]) == 1
    out, err = capsys.readouterr()
    assert err == f"published/zz.yaml, {sentence}\n"
    rows = len(seeds.published())
    assert out.splitlines()[-1].split()[:3] == ["all", str(rows), str(rows - 1)]


# The page


@pytest.fixture
def quick(monkeypatch):
    """A page of one line, where only the writing is looked at."""
    monkeypatch.setattr(findings.Findings, "to_page", lambda self: "<p>page</p>\n")


def test_the_report_is_written_and_named(quick, tmp_path, capsys):
    page = tmp_path / "my report.html"
    assert cli.main(["check", "--report", str(page)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{page}  0 kB"
    assert page.read_text() == "<p>page</p>\n"
    assert list(tmp_path.iterdir()) == [page]


def test_without_a_name_the_page_is_verification_html_here(quick, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "--report"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["verification.html"]


def test_git_never_sees_the_page():
    ignored = (Path(__file__).parents[1] / ".gitignore").read_text().splitlines()
    assert "verification.html" in ignored


def test_a_failing_row_is_in_the_page_all_the_same(copy, tmp_path, capsys):
    add_row(copy, published=2)
    assert cli.main(["check", "--report", str(tmp_path / "page.html")]) == 1
    assert '<tr id="a-broken-row">' in (tmp_path / "page.html").read_text("utf-8")


def test_broken_seeds_leave_yesterdays_page_alone(copy, quick, tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text("yesterday")
    change(copy / "constants.yaml", "provenance: assumed", "provenance: guessed")
    assert cli.main(["check", "--report", str(page)]) == 1
    assert page.read_text() == "yesterday"


def test_a_page_that_breaks_half_way_leaves_yesterdays_page_alone(tmp_path, monkeypatch, quick):
    page = tmp_path / "page.html"
    page.write_text("yesterday")

    def fill_up(*paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fill_up)
    assert cli.main(["check", "--report", str(page)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text() == "yesterday"


def test_a_place_that_cannot_be_written_is_one_sentence(quick, tmp_path, capsys):
    page = tmp_path / "nowhere" / "page.html"
    assert cli.main(["check", "--report", str(page)]) == 2
    assert errors(capsys) == [f"{page} cannot be written: No such file or directory."]


def test_a_folder_in_the_way_is_one_sentence(quick, tmp_path, capsys):
    assert cli.main(["check", "--report", str(tmp_path)]) == 2
    assert errors(capsys) == [f"{tmp_path} cannot be written: Is a directory."]


@pytest.mark.parametrize("arguments", [["check", "now"], ["check", "--rapport"], ["check", "--report", "a", "b"]])
def test_wrong_use_is_one_sentence_and_exit_code_two(capsys, arguments):
    assert cli.main(arguments) == 2
    assert len(errors(capsys)) == 1
