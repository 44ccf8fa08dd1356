"""`lessons export` as a person meets it."""

import zipfile

import pytest

from lessons_lib import cli, exporting
from lessons_lib.cli import main
from lessons_lib.publish.site import Result
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import NotKept, Records
from lessons_lib.records.place import find_folder
from lessons_lib.seeds import Problem, SeedProblems


def test_it_says_what_it_wants_when_no_format_is_named(capsys):
    assert main(["export"]) == 2
    assert capsys.readouterr().err == "Say what to write: --moodle, --gift, --canvas, --scorm, --xapi.\n"


def test_it_writes_the_files_and_tells_what_was_left_out(tmp_path, capsys):
    assert main(["export", "1", "--moodle", "--gift", "--canvas", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert {path.name for path in tmp_path.rglob("*.*")} == {
        "from-the-ground-up.moodle.xml", "from-the-ground-up.gift", "01-kinetic-chain.zip"
    }  # fmt: skip
    assert "4 left out, as a prediction is a guess" in said
    assert "chain-check-20" in said


def test_a_lesson_that_does_not_exist_is_named(tmp_path, capsys):
    assert main(["export", "99", "--gift", "--out", str(tmp_path)]) == 2
    assert 'There is no lesson "99"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "home"))
    return tmp_path


def test_nothing_is_kept_so_nothing_is_written_and_no_file_is_made_for_it(home, capsys):
    assert main(["export", "--xapi", "--out", str(home / "out")]) == 0
    assert "0 statements" in capsys.readouterr().out
    assert not (home / "home").exists()


def test_records_become_statements(home, capsys):
    records = Records(find_folder())
    records.append(Event("chain-check-1", "answer", {"attempts": [{"answer": [1], "right": True}]}))
    records.close()
    assert main(["export", "--xapi", "--out", str(home / "out")]) == 0
    text = (home / "out" / "from-the-ground-up.xapi.jsonl").read_text("utf-8")
    assert text.count("\n") == 1
    assert "1 statement," in capsys.readouterr().out


# --- packages of lessons: the pages themselves are made in tests/publish ----------------------------------------------


@pytest.fixture
def built(monkeypatch):
    """Pages made of nothing but their names; a lesson whose name is added to the list fails."""
    broken = []

    def build(lessons, out, jobs=1, on_progress=print, site=None, store=""):
        results = [Result(lesson, out / f"{lesson.stem}.html") for lesson in lessons]
        for result in results:
            result.page.write_text(f"{result.lesson.stem} with {store}", "utf-8")
        return [
            Result(one.lesson, one.page, problem="It broke.") if one.lesson.stem in broken else one for one in results
        ]

    monkeypatch.setattr(cli.site, "build", build)
    return broken


def read_package(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_the_whole_course_is_one_package_without_what_is_for_teachers(tmp_path, capsys, built):
    assert main(["export", "--scorm", "--out", str(tmp_path)]) == 0
    package = read_package(tmp_path / "scorm" / "from-the-ground-up.zip")
    assert {"00-start-here.html", "09-case-clinic.html", "decision-aid.html", "imsmanifest.xml"} <= set(package)
    assert not {"teaching-guide.html", "ipdas-self-assessment.html"} & set(package)
    assert package["00-start-here.html"] == "00-start-here with scorm_store.js"
    assert "<title>The kinetic chain</title>" in package["imsmanifest.xml"]
    said = capsys.readouterr().out
    assert "from-the-ground-up.zip  14 pages, " in said


def test_each_lesson_that_is_named_is_a_package(tmp_path, capsys, built):
    assert main(["export", "--scorm", "1", "chain", "kinetic-chain", "--out", str(tmp_path)]) == 2  # "chain" is none
    assert main(["export", "--scorm", "1", "02", "kinetic-chain", "--out", str(tmp_path)]) == 0
    packages = sorted(path.name for path in tmp_path.rglob("*.zip"))
    assert packages == ["01-kinetic-chain.zip", "02-foot-types.zip"]
    assert set(read_package(tmp_path / "scorm" / packages[0])) == {"01-kinetic-chain.html", "imsmanifest.xml"}
    assert "1 page, " in capsys.readouterr().out


def test_a_lesson_that_fails_is_told_and_no_package_lacks_it(tmp_path, capsys, built):
    built.append("02-foot-types")
    assert main(["export", "--scorm", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.endswith("It broke.\nNo package was written.\n")
    assert list(tmp_path.rglob("*.zip")) == []


@pytest.mark.parametrize(
    "problem",
    [NotKept("The records are damaged."), SeedProblems((Problem("cover.yaml", "cover", "hook", "some text"),))],
)
def test_what_cannot_be_read_is_told_in_a_sentence(home, capsys, monkeypatch, problem):
    def fail(*_, **__):
        raise problem

    monkeypatch.setattr(exporting, "make", fail)
    assert main(["export", "--xapi", "--out", str(home / "out")]) == 2
    assert capsys.readouterr().err.splitlines() == [str(problem)]
