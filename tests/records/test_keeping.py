"""What is kept stays: by many notebooks at once, across a kernel's end, and until it is forgotten."""

import os
import random
import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from lessons_lib.records import database, place, spare
from lessons_lib.records.event import Event, from_row
from lessons_lib.records.keeping import NotKept, Records, forget

from .hands import answer, fill, ids, start_writer

# --- one notebook -----------------------------------------------------------------------------------------------------


def test_nothing_is_kept_at_first(records):
    assert records.events() == []


def test_an_event_comes_back_as_it_was(records):
    event = Event("pelvis-at-10", "guess", {"response": {"answer": 2.5, "why": "“Bänder”\n\x00🦶"}, "checked": True})
    records.append(event)
    assert records.events() == [event]


def test_events_come_back_in_the_order_in_which_they_were_kept(records, open_records):
    kept = fill(records, 12)
    assert ids(records) == kept
    records.close()
    assert ids(open_records()) == kept


def test_one_question_is_read_without_the_others(records):
    fill(records, 14)
    assert [event.question for event in records.events("chain-check-3")] == ["chain-check-3"] * 2
    assert records.events("no-such-question") == []


def test_every_event_has_a_time_in_utc_and_a_course_version(records):
    records.append(answer(1))
    (event,) = records.events()
    assert datetime.fromisoformat(event.at).utcoffset() == timedelta(0)
    assert event.course


def test_the_learner_is_a_random_id_and_nothing_else(records, open_records, tmp_path):
    learner = records.learner()
    assert len(bytes.fromhex(learner)) == 16
    assert open_records().learner() == learner
    other = Records(tmp_path / "other")
    assert other.learner() != learner
    other.close()


def test_no_name_of_the_user_or_the_machine_is_in_any_file(records, folder):
    fill(records, 3)
    records.close()
    names = {os.environ.get(name, "") for name in ("USER", "LOGNAME", "HOSTNAME")} | {os.uname().nodename}
    kept = b"".join(path.read_bytes() for path in place.Place(folder).traces())
    assert [name for name in names - {""} if len(name) > 3 and name.encode() in kept] == []


def test_only_the_owner_may_read_the_files(records, folder):
    fill(records, 1)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert {"learner.db", "learner.db-wal", "learner.jsonl"} <= set(modes)
    assert {name for name, mode in modes.items() if mode != 0o600} == set()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("change", ["UPDATE event SET kind = 'hint'", "DELETE FROM event"])
def test_the_database_refuses_to_change_what_was_kept(records, folder, change):
    fill(records, 2)
    with (
        closing(sqlite3.connect(folder / "learner.db")) as other,
        pytest.raises(sqlite3.IntegrityError, match="only added"),
    ):
        other.execute(change)
    assert len(records.events()) == 2


def test_the_database_waits_for_the_disk_and_keeps_readers_apart_from_writers(records, folder):
    fill(records, 1)
    with closing(database.connect(folder / "learner.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_what_is_no_plain_data_is_refused(records):
    with pytest.raises(TypeError):
        records.append(Event("q", "answer", {"response": {1, 2}}))


def test_a_row_that_was_changed_is_no_event():
    row = answer(1).to_row()
    assert from_row(row) is not None
    for position, other in enumerate(("x", "x", "x", "x", "{}", "x", 7)):
        assert from_row((*row[:position], other, *row[position + 1 :])) is None
    assert from_row([None] * 7) is None


def test_the_folder_is_the_learners_own_and_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.delenv("LESSONS_HOME", raising=False)
    assert "from-the-ground-up" in place.find_folder().parts
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    assert place.find_folder() == tmp_path / "records"


# --- two and more notebooks -------------------------------------------------------------------------------------------


def test_what_one_notebook_keeps_the_other_reads(records, open_records):
    other = open_records()
    mine, hers = fill(records, 2), fill(other, 2)
    assert ids(records) == ids(other) == mine + hers


def write_at_once(folder, processes, number):
    writers = [start_writer(folder, str(number)) for _ in range(processes)]
    told = [writer.communicate() for writer in writers]
    assert [err for _, err in told if err] == []
    return [known for out, _ in told for known in out.split()]


def assert_all_kept_once(folder, acknowledged):
    records = Records(folder)
    kept = ids(records)
    records.close()
    assert len(set(kept)) == len(kept)
    assert set(acknowledged) <= set(kept)
    return kept


@pytest.mark.slow
def test_eight_processes_at_once_lose_nothing_and_keep_nothing_twice(folder):
    acknowledged = write_at_once(folder, 8, 50)
    assert len(acknowledged) == len(assert_all_kept_once(folder, acknowledged)) == 400


@pytest.mark.exhaustive
@pytest.mark.slow
def test_eight_processes_with_a_thousand_events_each_lose_nothing_and_keep_nothing_twice(folder):
    acknowledged = write_at_once(folder, 8, 1000)
    assert len(acknowledged) == len(assert_all_kept_once(folder, acknowledged)) == 8000
    assert len({event.id for event in spare.read(folder / "learner.jsonl")}) == 8000


# --- a killed kernel --------------------------------------------------------------------------------------------------


def kill_somewhen(folder, draw):
    """Start a process that adds events, kill it at a random moment; returns the events it was told were kept."""
    writer = start_writer(folder)
    told = "".join(writer.stdout.readline() for _ in range(draw.choice((0, 0, 1, 2, 5, 9))))
    try:
        writer.wait(timeout=draw.uniform(0, 0.02 if told else 0.3))
    except subprocess.TimeoutExpired:
        writer.kill()
    rest, err = writer.communicate()
    assert (writer.returncode, err) == (-9, "")
    return (told + rest).split()


def kill_often(tmp_path, turns):
    """Kill so many processes, ten in each folder, and look into the folder after each; returns what was kept."""
    draw, acknowledged = random.Random(turns), []
    for turn in range(turns):
        folder = tmp_path / f"records-{turn // 10}"
        acknowledged = acknowledged if turn % 10 else []
        acknowledged += kill_somewhen(folder, draw)
        assert_all_kept_once(folder, acknowledged)
        yield len(acknowledged)


@pytest.mark.slow
def test_a_kernel_killed_at_a_random_moment_loses_nothing_that_was_kept(tmp_path):
    assert max(kill_often(tmp_path, 12)) > 0


@pytest.mark.exhaustive
@pytest.mark.slow
def test_two_hundred_kernels_killed_at_random_moments_lose_nothing_that_was_kept(tmp_path):
    counts = list(kill_often(tmp_path, 200))
    assert (len(counts), min(counts[9::10]) > 0) == (200, True)


def test_what_was_kept_but_for_the_last_word_of_the_database_is_kept_once(records, open_records, folder):
    """As when a kernel is killed between the second copy and the commit."""
    kept, event = fill(records, 2), answer(3)
    spare.write(folder / "learner.jsonl", [event])
    assert ids(open_records()) == [*kept, event.id]
    assert ids(open_records()) == [*kept, event.id]


# --- forgotten --------------------------------------------------------------------------------------------------------


def test_forgetting_leaves_no_file(records, folder):
    fill(records, 3)
    (folder / "learner.damaged-20260101-000000.db").write_bytes(b"old")
    records.close()
    assert {path.name for path in forget(folder)} >= {
        "learner.db",
        "learner.jsonl",
        "learner.damaged-20260101-000000.db",
    }
    assert not folder.exists()


def test_forgetting_leaves_what_is_not_ours(records, folder):
    fill(records, 1)
    (folder / "notes.txt").write_text("mine")
    forget(folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_forgetting_twice_deletes_nothing_the_second_time(records, folder):
    fill(records, 1)
    assert forget(folder)
    assert forget(folder) == []


def test_a_notebook_that_is_open_while_all_is_forgotten_begins_anew(records, folder):
    learner, _ = records.learner(), fill(records, 3)
    forget(folder)
    event = answer(2)
    records.append(event)
    assert records.events() == [event]
    assert records.learner() != learner


def test_a_folder_that_cannot_be_cleared_is_one_sentence(folder):
    folder.mkdir()
    (folder / "learner.db").mkdir()
    with pytest.raises(NotKept, match=r"cannot be cleared .* Close the course in JupyterLab and try again\.$"):
        forget(folder)
