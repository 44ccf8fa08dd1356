"""`lessons export` as a person meets it."""

import pytest

from lessons_lib.cli import main
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import Records
from lessons_lib.records.place import find_folder


def test_it_says_what_it_wants_when_no_format_is_named(capsys):
    assert main(["export"]) == 2
    assert capsys.readouterr().err == "Say what to write: --moodle, --gift, --canvas, --xapi.\n"


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
