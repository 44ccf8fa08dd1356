"""`lessons forget` deletes what is kept about the learner, says so, and asks first."""

import pytest

from lessons_lib import cli
from lessons_lib.records.event import Event
from lessons_lib.records.keeping import Records


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    return tmp_path / "records"


@pytest.fixture
def kept(folder):
    records = Records(folder)
    for day in (3, 1, 2):
        records.append(Event("chain-check-1", "answer", {"attempts": [{}]}, at=f"2026-03-0{day}T10:00:00.000+00:00"))
    records.close()
    return folder


def type_in(monkeypatch, word):
    monkeypatch.setattr("builtins.input", lambda asked: print(asked, end="") or word)


def test_it_says_what_goes_asks_and_deletes_all(kept, monkeypatch, capsys):
    (kept / "learner.damaged-20260101-000000.db").write_bytes(b"old")
    type_in(monkeypatch, "yes")
    assert cli.main(["forget"]) == 0
    out, err = capsys.readouterr()
    assert f"3 entries since 2026-03-01 will be deleted from {kept}: answers, guesses, hints." in out
    assert "Type yes to delete: " in out
    assert out.endswith("Deleted 3 files. Nothing is kept about you any more.\n")
    assert err == ""
    assert not kept.exists()


@pytest.mark.parametrize("word", ["", "no", "y", "yes please"])
def test_any_other_word_deletes_nothing(kept, monkeypatch, capsys, word):
    type_in(monkeypatch, word)
    assert cli.main(["forget"]) == 0
    assert capsys.readouterr().out.endswith("Nothing was deleted.\n")
    assert len(read(kept)) == 3


def test_without_a_keyboard_nothing_is_deleted(kept, monkeypatch, capsys):
    def ended(asked):
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    assert cli.main(["forget"]) == 0
    assert capsys.readouterr().out.endswith("Nothing was deleted.\n")
    assert len(read(kept)) == 3


def test_yes_skips_the_question(kept, monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda asked: pytest.fail("It asked."))
    assert cli.main(["forget", "--yes"]) == 0
    assert not kept.exists()


def test_it_works_where_records_are_off(kept, monkeypatch):
    monkeypatch.setenv("LESSONS_RECORDS", "off")
    assert cli.main(["forget", "--yes"]) == 0
    assert not kept.exists()


def test_where_nothing_is_kept_it_says_so_and_makes_no_folder(folder, capsys):
    assert cli.main(["forget"]) == 0
    assert capsys.readouterr().out == f"Nothing is kept about you in {folder}.\n"
    assert not folder.exists()


def test_one_entry_is_one_entry(folder, capsys):
    records = Records(folder)
    records.append(Event("chain-check-1", "hint", {}))
    records.close()
    cli.main(["forget", "--yes"])
    assert capsys.readouterr().out.startswith("1 entry since 20")


def test_damaged_files_are_deleted_too(kept, capsys):
    (kept / "learner.db").write_bytes(b"noise")
    (kept / "learner.jsonl").write_bytes(b"\xff\xfe")
    assert cli.main(["forget", "--yes"]) == 0
    assert capsys.readouterr().out.startswith("0 entries will be deleted")
    assert not kept.exists()


def test_a_folder_that_cannot_be_cleared_is_one_sentence_and_exit_code_two(folder, capsys):
    (folder / "learner.db").mkdir(parents=True)
    assert cli.main(["forget", "--yes"]) == 2
    err = capsys.readouterr().err
    assert "cannot be cleared" in err
    assert err.count("\n") == 1


def read(folder):
    records = Records(folder)
    found = records.events()
    records.close()
    return found
