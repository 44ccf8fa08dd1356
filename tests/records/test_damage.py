"""Damaged files, full disks, folders that cannot be used: a sentence, and nothing that was kept is lost."""

import random
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lessons_lib.records import spare
from lessons_lib.records.keeping import NotKept, Records
from lessons_lib.records.place import Place

from .hands import answer, fill, ids

NUMBER = 40


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A folder with events and nobody in it, the ids of its events, and the learner's."""
    folder = tmp_path_factory.mktemp("sound") / "records"
    records = Records(folder)
    kept, learner = fill(records, NUMBER), records.learner()
    records.close()
    return folder, kept, learner


@pytest.fixture
def copied(sound, tmp_path):
    """A copy of that folder to do harm to."""
    return Path(shutil.copytree(sound[0], tmp_path / "records")), sound[1]


def truncate(draw, data):
    return data[: draw.randrange(len(data))]


def flip_a_bit(draw, data):
    position = draw.randrange(len(data))
    return data[:position] + bytes([data[position] ^ 1 << draw.randrange(8)]) + data[position + 1 :]


def flip_a_bit_of_the_header(draw, data):
    return flip_a_bit(draw, data[:100]) + data[100:]


def zero_some(draw, data):
    start, length = draw.randrange(len(data)), draw.randrange(1, 4096)
    return data[:start] + bytes(len(data[start : start + length])) + data[start + length :]


def zero_all(draw, data):
    return bytes(len(data))


def empty(draw, data):
    return b""


def write_noise(draw, data):
    return draw.randbytes(len(data))


HARMS = [truncate, flip_a_bit, flip_a_bit_of_the_header, zero_some, zero_all, empty, write_noise]


def harm(path, how, seed):
    path.write_bytes(how(random.Random(seed), path.read_bytes()))


def use(folder):
    """Read all and keep one more, as a lesson does; returns what was there, and what the learner is told."""
    records = Records(folder)
    found, event = ids(records), answer(0)
    records.append(event)
    assert ids(records) == [*found, event.id]
    news = records.take_news()
    records.close()
    return found, news


def assert_set_aside(news, folder):
    (sentence,) = news
    told = re.fullmatch(
        r"The file with your answers was damaged; it is set aside as (.+\.db)\. .+ here again\.", sentence
    )
    assert told
    assert re.fullmatch(r"learner\.damaged-\d{8}-\d{6}\.db", Path(told[1]).name)
    assert Path(told[1]).parent == folder
    assert Path(told[1]).stat().st_mode & 0o777 == 0o600


def assert_nothing_is_lost(folder, kept, how, seed):
    harm(folder / "learner.db", how, seed)
    found, news = use(folder)
    assert found == kept
    if news:
        assert_set_aside(news, folder)
    return bool(news)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_database_loses_nothing(copied, how, seed):
    assert_nothing_is_lost(*copied, how, seed)


@pytest.mark.exhaustive
@pytest.mark.parametrize("how", HARMS)
def test_a_database_damaged_in_a_hundred_places_loses_nothing(sound, tmp_path, how):
    for seed in range(100):
        folder = Path(shutil.copytree(sound[0], tmp_path / str(seed)))
        assert_nothing_is_lost(folder, sound[1], how, seed)


@pytest.mark.parametrize("how", [truncate, zero_all, empty, write_noise])
def test_heavy_damage_is_told_and_the_file_is_kept_as_it_was_found(copied, how):
    folder, kept = copied
    found = how(random.Random(1), (folder / "learner.db").read_bytes())
    assert assert_nothing_is_lost(folder, kept, how, 1)
    (aside,) = folder.glob("learner.damaged-*.db")
    assert aside.read_bytes() == found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("how", HARMS)
def test_without_the_second_copy_what_can_be_read_is_kept_and_the_rest_is_told(copied, how, seed):
    folder, kept = copied
    (folder / "learner.jsonl").unlink()
    harm(folder / "learner.db", how, seed)
    found, news = use(folder)
    assert set(found) <= set(kept)
    assert news or found == kept


def test_a_broken_page_costs_only_its_own_events(copied):
    folder, kept = copied
    (folder / "learner.jsonl").unlink()
    data = bytearray((folder / "learner.db").read_bytes())
    page = int.from_bytes(data[16:18], "big")
    middle = max(range(2 * page, len(data), page), key=lambda start: data[start : start + page].count(b'"attempts"'))
    data[middle : middle + page] = bytes(page)
    (folder / "learner.db").write_bytes(data)
    found, news = use(folder)
    assert 0 < len(found) < len(kept)
    assert f"{len(found)} of your steps could be read" in news[0]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("how", [truncate, flip_a_bit, zero_some, empty])
def test_a_damaged_second_copy_is_made_whole_again(copied, how, seed):
    folder, kept = copied
    harm(folder / "learner.jsonl", how, seed)
    assert use(folder) == (kept, [])
    assert {event.id for event in spare.read(folder / "learner.jsonl")} >= set(kept)


@pytest.mark.parametrize("how", [truncate, flip_a_bit, zero_all, empty])
def test_a_damaged_log_of_a_killed_kernel_loses_nothing(records, open_records, folder, tmp_path, how):
    kept = fill(records, 10)
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))  # with the log that a sound end would have folded in
    harm(copy / "learner.db-wal", how, 3)
    assert use(copy) == (kept, [])


def test_a_database_that_is_gone_comes_back_from_its_second_copy(copied):
    folder, kept = copied
    (folder / "learner.db").unlink()
    found, news = use(folder)
    assert found == kept
    assert news == [f"The file with your answers was gone. {NUMBER} of your steps could be read and are here again."]


def test_the_learner_stays_the_same_where_the_id_can_be_read(sound, copied):
    folder, _ = copied
    harm(
        folder / "learner.db",
        lambda draw, data: data[: data.rindex(b"chain")] + b"!" + data[data.rindex(b"chain") + 1 :],
        0,
    )
    records = Records(folder)
    assert records.learner() == sound[2]
    assert records.take_news()
    records.close()


def test_a_changed_answer_is_not_shown_as_the_learners(copied):
    folder, kept = copied
    data = (folder / "learner.db").read_bytes()
    (folder / "learner.jsonl").unlink()
    (folder / "learner.db").write_bytes(data.replace(b'"answer":[1]', b'"answer":[2]', 1))
    found, news = use(folder)
    assert (len(found), bool(news)) == (len(kept) - 1, True)


def test_a_notebook_that_was_open_when_another_mended_the_file_goes_on_in_the_new_one(records, open_records, folder):
    kept = fill(records, 5)
    harm(folder / "learner.db", zero_all, 0)
    (folder / "learner.db-wal").write_bytes(b"")
    other = open_records()
    assert ids(other) == kept
    assert other.take_news()
    event = answer(1)
    records.append(event)
    assert ids(records) == ids(other) == [*kept, event.id]


def test_damage_that_happens_while_a_notebook_is_open_is_mended(records, folder):
    kept = fill(records, 5)
    records.close()
    records.events()
    harm(folder / "learner.db", write_noise, 0)
    event = answer(1)
    records.append(event)
    assert ids(records) == [*kept, event.id]


# --- a later course ---------------------------------------------------------------------------------------------------


@pytest.fixture
def later(copied):
    folder, kept = copied
    with closing(sqlite3.connect(folder / "learner.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 2")
        connection.execute("UPDATE learner SET schema = 2")
        connection.execute("ALTER TABLE event ADD COLUMN mood TEXT")
    return folder, kept


def test_the_records_of_a_later_course_are_not_touched_and_that_is_told(later):
    folder, _ = later
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    records = Records(folder)
    with pytest.raises(NotKept, match=r"^A newer version of this course keeps .* Update the course to see them\.$"):
        records.append(answer(1))
    records.close()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_version_that_stands_only_once_is_damage_and_no_later_course(copied):
    folder, kept = copied
    with closing(sqlite3.connect(folder / "learner.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 9")
    found, news = use(folder)
    assert found == kept
    assert_set_aside(news, folder)


# --- disks and folders ------------------------------------------------------------------------------------------------

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_on_a_full_disk_the_lesson_goes_on_and_all_is_kept_once_there_is_room(records, open_records, folder):
    kept = fill(records, 3)
    (folder / "learner.jsonl").rename(folder / "learner.moved")
    (folder / "learner.jsonl").symlink_to(FULL)
    late = [answer(1), answer(2)]
    for event in late:
        with pytest.raises(NotKept, match=r"^The disk is full, so your answers cannot be kept\."):
            records.append(event)
    assert ids(records) == kept + [event.id for event in late]  # this notebook still shows them
    (folder / "learner.jsonl").unlink()
    (folder / "learner.moved").rename(folder / "learner.jsonl")
    last = answer(3)
    records.append(last)
    assert ids(open_records()) == [*kept, *(event.id for event in late), last.id]


def test_what_was_not_kept_is_not_in_the_database(records, open_records, folder):
    kept = fill(records, 2)
    (folder / "learner.jsonl").unlink()
    (folder / "learner.jsonl").mkdir()
    with pytest.raises(NotKept):
        records.append(answer(1))
    (folder / "learner.jsonl").rmdir()
    assert ids(open_records()) == kept


def test_a_file_in_place_of_the_folder_is_a_sentence(tmp_path):
    (tmp_path / "records").write_text("in the way")
    records = Records(tmp_path / "records")
    with pytest.raises(
        NotKept, match=r"^Your answers cannot be kept in .*records \(.+\)\. The lesson works all the same\."
    ):
        records.append(answer(1))
    assert (tmp_path / "records").read_text() == "in the way"


def test_a_folder_that_cannot_be_written_is_a_sentence_and_the_answers_are_still_shown(records, folder, monkeypatch):
    kept = fill(records, 3)
    records.close()

    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(NotKept, match="Permission denied"):
        records.append(answer(1))
    assert ids(records)[:3] == kept
    assert "Permission denied" in records.take_news()[0]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "taken").write_text("A file stands where the folder should be.")
    records = Records(tmp_path / "taken" / "records")
    with pytest.raises(NotKept):
        records.append(answer(1))
    assert (tmp_path / "taken").read_text() == "A file stands where the folder should be."
    records.close()


def test_a_file_that_another_program_holds_too_long_is_a_sentence_and_nothing_is_lost(records, folder, monkeypatch):
    monkeypatch.setattr("lessons_lib.records.database.PATIENCE", 0.05)
    kept, late = fill(records, 2), answer(1)
    records.close()
    records.events()
    with closing(sqlite3.connect(folder / "learner.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotKept, match="Another program holds the file with your answers"):
            records.append(late)
    assert ids(records) == [*kept, late.id]
    last = answer(2)
    records.append(last)
    assert ids(records) == [*kept, late.id, last.id]


def test_news_are_told_once(copied):
    folder, _ = copied
    harm(folder / "learner.db", empty, 0)
    records = Records(folder)
    records.events()
    assert len(records.take_news()) == 1
    assert records.take_news() == []
    records.close()


def test_every_file_that_may_be_left_over_is_known_to_be_ours(copied):
    folder, _ = copied
    harm(folder / "learner.db", zero_some, 1)
    use(folder)
    assert set(Place(folder).traces()) == set(folder.iterdir())
