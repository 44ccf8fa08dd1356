"""Finished bakes are kept, found again, and forgotten when anything they depend on has changed."""

import json
import logging

import pytest

from lessons_lib.explorable import store
from lessons_lib.explorable.bake import bake_now
from lessons_lib.labs.how_tightly import how_tightly

from .samples import on_axes

OWN = on_axes(lambda ax, v: ax.plot([0, 10], [0, v]))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "wheel")
    store._fingerprint.cache_clear()
    yield tmp_path / "cache"
    store._fingerprint.cache_clear()


@pytest.fixture(scope="module")
def finished():
    return store.finish(how_tightly, bake_now(how_tightly))


def test_what_was_kept_is_found_again(folder, finished):
    assert store.load(how_tightly) is None
    store.save(how_tightly, finished)
    assert store.load(how_tightly) == finished
    assert len(list(folder.iterdir())) == 1


def test_a_bake_of_the_wheel_is_found_before_the_cache(finished):
    store.save(how_tightly, {**finished, "caption": "from the wheel"}, store.SHIPPED)
    store.save(how_tightly, finished)
    assert store.load(how_tightly)["caption"] == "from the wheel"


def test_load_or_bake_bakes_once(monkeypatch):
    first = store.load_or_bake(how_tightly)
    monkeypatch.setattr(store, "bake_now", lambda lab: pytest.fail("it was baked twice"))
    assert store.load_or_bake(how_tightly) == first


def test_a_finished_bake_holds_picture_and_caption_of_the_start(finished):
    assert finished["picture"].startswith('<svg class="lesson-figure"')
    assert finished["caption"].startswith("Tightest: shin turn and hip turn, 59.")


def test_a_folder_that_cannot_be_written_is_logged_and_costs_only_time(folder, finished, caplog):
    folder.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        store.save(how_tightly, finished)
    assert "The bake of how_tightly could not be kept" in caplog.text
    assert store.load_or_bake(how_tightly) == finished


def test_a_damaged_file_is_as_good_as_none(folder, finished):
    store.save(how_tightly, finished)
    (kept,) = folder.iterdir()
    kept.write_text(kept.read_text()[:100])
    assert store.load(how_tightly) is None


def test_nothing_half_written_is_left_behind(folder, finished):
    store.save(how_tightly, finished)
    assert [path.suffix for path in folder.iterdir()] == [".json"]
    json.loads(next(folder.iterdir()).read_text())


def test_a_lab_of_a_notebook_is_never_cached(folder):
    store.save(OWN, store.load_or_bake(OWN))
    assert store.load(OWN) is None
    assert not folder.exists()


# --- what a file's name depends on ------------------------------------------------------------------------------------


def name_now():
    store._fingerprint.cache_clear()
    return store._file_name(how_tightly)


def test_the_same_code_gives_the_same_name():
    assert name_now() == name_now()
    assert name_now().startswith("how_tightly-")


def test_changed_code_changes_the_file_name(tmp_path, monkeypatch):
    before, sources = name_now(), list(store._sources())
    changed = tmp_path / sources[0].name
    changed.write_bytes(sources[0].read_bytes() + b"# changed\n")
    monkeypatch.setattr(store, "_sources", lambda: iter([changed, *sources[1:]]))
    assert name_now() != before


def test_line_endings_of_another_system_do_not_change_the_name(tmp_path, monkeypatch):
    before, sources = name_now(), list(store._sources())
    same = tmp_path / sources[0].name
    same.write_bytes(sources[0].read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(store, "_sources", lambda: iter([same, *sources[1:]]))
    assert name_now() == before


def test_another_matplotlib_changes_the_file_name(monkeypatch):
    before = name_now()
    monkeypatch.setattr(store, "version", lambda library: "99.0")
    assert name_now() != before


def test_the_name_depends_on_code_models_labs_style_and_constants():
    names = {path.name for path in store._sources()}
    assert {"renderer.py", "chain.py", "domino.py", "lessons.mplstyle", "constants.yaml"} <= names
