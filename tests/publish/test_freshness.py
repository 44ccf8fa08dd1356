"""A page is made again when anything that goes into it has changed, and not otherwise."""

from dataclasses import replace

import pytest

from lessons_lib.publish import freshness
from lessons_lib.publish.freshness import is_fresh, mark_lesson, mark_rest
from lessons_lib.publish.sitemap import Entry, Site

SITE = Site((Entry("00-start", "Start", 0),))


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "00-start.ipynb"
    path.write_text("one")
    return path


@pytest.fixture(autouse=True)
def anew():
    yield
    freshness._common.cache_clear()


def page(folder, mark):
    path = folder / "page.html"
    path.write_text(f'<head>\n<meta name="built-from" content="{mark}">\n')
    return path


def test_the_same_notebook_in_the_same_site_has_the_same_mark(lesson):
    assert mark_lesson(lesson, SITE) == mark_lesson(lesson, replace(SITE, mark="of another page"))


def test_a_changed_notebook_another_site_and_a_teachers_site_have_other_marks(lesson):
    before = mark_lesson(lesson, SITE).mark
    others = [mark_lesson(lesson, replace(SITE, teacher=True)), mark_lesson(lesson, Site(()))]
    lesson.write_text("two")
    others.append(mark_lesson(lesson, SITE))
    assert before not in {other.mark for other in others}
    assert len({other.mark for other in others}) == 3


@pytest.mark.parametrize("what", ["code", "facts"])
def test_a_changed_file_of_the_code_or_of_the_facts_counts(lesson, what, tmp_path, monkeypatch):
    file = tmp_path / what / "one.txt"
    file.parent.mkdir()
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path / "code")
    monkeypatch.setattr(freshness.seeds, "folder", lambda: tmp_path / "facts")
    marks = []
    for text in ("x = 1", "x = 2", "x = 1"):
        file.write_text(text)
        freshness._common.cache_clear()
        marks.append(mark_lesson(lesson, SITE).mark)
    assert marks[0] == marks[2] != marks[1]


def test_another_release_of_a_tool_counts(lesson, monkeypatch):
    before = mark_lesson(lesson, SITE).mark
    monkeypatch.setattr(freshness, "version", lambda tool: "99.0")
    freshness._common.cache_clear()
    assert mark_lesson(lesson, SITE).mark != before


def test_a_teachers_own_emergency_file_counts(lesson, tmp_path, monkeypatch):
    own = tmp_path / "emergency.yaml"
    own.write_text("words: {}")
    before = mark_lesson(lesson, SITE).mark
    monkeypatch.setenv("LESSONS_EMERGENCY", str(own))
    freshness._common.cache_clear()
    assert mark_lesson(lesson, SITE).mark != before


def test_what_is_made_from_the_pages_hangs_on_each_of_them():
    assert len({mark_rest(SITE, pages).mark for pages in ([], [b"a"], [b"a", b"b"], [b"ab"], [b"b", b"a"])}) == 5


def test_a_page_with_its_mark_is_fresh(tmp_path):
    assert is_fresh(page(tmp_path, "abc123"), "abc123")


@pytest.mark.parametrize("mark", ["abc124", "abc12", ""])
def test_a_page_with_another_mark_is_not(tmp_path, mark):
    assert not is_fresh(page(tmp_path, "abc123"), mark)


def test_no_page_and_a_page_without_a_mark_are_not_fresh(tmp_path):
    assert not is_fresh(tmp_path / "none.html", "abc123")
    (tmp_path / "page.html").write_text("abc123")
    assert not is_fresh(tmp_path / "page.html", "abc123")
