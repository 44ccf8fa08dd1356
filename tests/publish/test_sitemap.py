"""What the pages of a site are called, and what stands before and after each."""

import json
from pathlib import Path

import pytest

from lessons_lib.publish.sitemap import Entry, Site, read_site

FIRST, SECOND, THIRD = Entry("00-start", "Start", 0), Entry("01-chain", "Chain", 1), Entry("02-feet", "Feet", 2)
SITE = Site((FIRST, SECOND, THIRD, Entry("guide", "Guide")))
ROOT = Path(__file__).parents[2]


def write(path: Path, *sources: str) -> Path:
    cells = [{"cell_type": "markdown", "source": source} for source in sources]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("00-start", (None, SECOND)),
        ("01-chain", (FIRST, THIRD)),
        ("02-feet", (SECOND, None)),
        ("guide", (None, None)),
        ("unknown", (None, None)),
    ],
)
def test_a_lesson_leads_to_the_lessons_beside_it_and_nothing_else_does(name, around):
    assert SITE.neighbours(name) == around


def test_lessons_are_what_has_a_number(tmp_path):
    site = read_site([write(tmp_path / "07-x.ipynb", "# Seven"), write(tmp_path / "x.ipynb", "# More")])
    assert site.lessons == (Entry("07-x", "Seven", 7),)
    assert site.beside == (Entry("x", "More"),)


def test_the_title_is_the_first_first_level_heading(tmp_path):
    lesson = write(tmp_path / "a.ipynb", "Hello\n\n## Not this", "# This  \n\n# Nor this")
    assert read_site([lesson]).entries == (Entry("a", "This"),)


@pytest.mark.parametrize("content", ["{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "markdown"}]}'])
def test_a_notebook_that_cannot_be_read_goes_by_its_name(tmp_path, content):
    (tmp_path / "torn.ipynb").write_text(content)
    assert read_site([tmp_path / "torn.ipynb"]).entries == (Entry("torn", "torn"),)


def test_every_notebook_of_the_course_has_a_title_of_its_own():
    site = read_site(sorted((ROOT / "notebooks").glob("*.ipynb")))
    titles = [entry.title for entry in site.entries]
    assert len(set(titles)) == len(titles)
    assert not {entry.name for entry in site.entries} & set(titles)
