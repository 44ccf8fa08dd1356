"""`lessons import` brings in what a page saved, and says how many answers came and how many stayed."""

import json

import pytest

from lessons_lib import cli, importing
from lessons_lib.quiz.meaning import fingerprint
from lessons_lib.records.keeping import Records

SINGLE, JUDGE = "chain-check-1", "start-check-7"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    monkeypatch.setenv("LESSONS_RECORDS", "on")
    return tmp_path


def entry(question, **parts):
    mark = fingerprint(importing.find_asked(question))
    told = {"of": mark, "response": {}, "checked": False, "attempts": [{"right": True}]}
    return {**told, "at": "2026-03-01T10:00:00.000Z", **parts}


def write(folder, kept):
    path = folder / "mine.json"
    data = {"format": "from-the-ground-up/progress", "version": 1, "kept": kept, "places": {}}
    path.write_text(json.dumps(data), "utf-8")
    return str(path)


def run(capsys, *arguments):
    code = cli.main(["import", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_it_says_how_many_came_and_how_many_stayed(home, capsys):
    path = write(home, {SINGLE: entry(SINGLE)})
    assert run(capsys, path) == (0, "Imported 1 answer.\n", "")
    path = write(home, {SINGLE: entry(SINGLE), JUDGE: entry(JUDGE), "gone": entry(JUDGE)})
    assert run(capsys, path)[1].splitlines() == [
        "Imported 1 answer.",
        "1 left out, as yours here are as new.",
        "1 left out, as the question is another now, or is gone: gone.",
    ]
    records = Records(home / "records")
    assert [event.question for event in records.events()] == [SINGLE, JUDGE]
    records.close()


def test_a_damaged_file_is_told_and_imports_nothing(home, capsys):
    code, out, err = run(capsys, write(home, {SINGLE: entry(SINGLE, checked=1)}))
    assert (code, out) == (2, "")
    assert err == f"mine.json, {SINGLE}, checked: expected true or false\nNothing was imported.\n"
    assert not (home / "records").exists()


def test_a_file_that_is_not_there_is_told(home, capsys):
    code, _, err = run(capsys, str(home / "none.json"))
    assert (code, err) == (2, f"{home / 'none.json'} cannot be used: No such file or directory.\n")


def test_where_nothing_is_kept_nothing_is_imported(home, capsys, monkeypatch):
    monkeypatch.setenv("LESSONS_RECORDS", "off")
    code, _, err = run(capsys, write(home, {SINGLE: entry(SINGLE)}))
    assert (code, err) == (2, "Answers are not kept here: LESSONS_RECORDS is off.\n")


def test_records_that_cannot_be_used_are_told_and_not_a_crash(home, capsys):
    (home / "records").write_text("in the way")
    code, _, err = run(capsys, write(home, {SINGLE: entry(SINGLE)}))
    assert code == 2
    assert "Your answers cannot be kept in" in err or "cannot be used" in err
