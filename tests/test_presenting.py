"""A teacher's notes for the slides: each belongs to a slide of its lesson, tells no answer, and travels light."""

import gzip
import re

import nbformat
import pytest
import yaml
from nbformat.v4 import new_markdown_cell, new_notebook

from lessons_lib import seeds
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.failure import LessonFailed
from lessons_lib.quiz import bank
from lessons_lib.seeds import SeedProblems
from lessons_lib.teaching import plans, presenting

from .notebooks.prose import LESSONS, NOTEBOOKS, load
from .notebooks.test_lesson_frame import slide_type
from .notebooks.test_numbers import unknown_numbers
from .notebooks.test_reading import grade

MOST_BYTES = 1500  # gzipped, of one lesson's notes
HINGE = "This question decides."

each_lesson = pytest.mark.parametrize("name", LESSONS)


def said(name):
    """What the notes of a lesson say, one string for each sentence or two."""
    notes = presenting.notes_of(name).values()
    return [words for note in notes for words in (note.ask, note.watch, note.heard) if words]


@each_lesson
def test_every_lesson_has_notes_for_six_to_ten_slides(name):
    assert 6 <= len(presenting.notes_of(name)) <= 10


@each_lesson
def test_every_note_begins_a_slide_of_its_lesson_and_they_stand_in_order(name):
    begins = [cell.id for cell in load(LESSONS[name]).cells if slide_type(cell) in ("slide", "subslide")]
    noted = list(presenting.notes_of(name))
    assert [id for id in noted if id not in begins] == []
    assert noted == sorted(noted, key=begins.index)


@each_lesson
def test_the_minutes_of_the_core_path_fit_into_the_lesson(name):
    cells = [cell.id for cell in load(LESSONS[name]).cells]
    core = cells[: cells.index("deeper")]
    minutes = sum(note.minutes for id, note in presenting.notes_of(name).items() if id in core)
    assert 0.6 * plans.guide().plan(name[:2]).minutes <= minutes <= plans.guide().plan(name[:2]).minutes


@each_lesson
def test_the_hinge_question_is_named_and_no_note_tells_its_answer(name):
    hinge = plans.guide().plan(name[:2]).hinge
    cell = next(cell.id for cell in load(LESSONS[name]).cells if f'quiz("{hinge}")' in cell.source)
    assert presenting.notes_of(name)[cell].ask.startswith(HINGE)
    right = [re.sub(r"\W+", " ", one.text).lower().strip() for one in bank.find(hinge).options if one.right]
    told = re.sub(r"\W+", " ", " ".join(said(name))).lower()
    assert [words for words in right if words in told] == []


@each_lesson
def test_notes_bring_no_number_that_the_lesson_has_not(name):
    assert unknown_numbers("\n\n".join(said(name)), name) == []


@each_lesson
def test_notes_read_at_grade_eight_or_below(name):
    assert grade(" ".join(said(name))) <= 8


@each_lesson
def test_the_notes_of_a_lesson_weigh_little(name):
    written = "".join(f' data-note="{note}"' for note in presenting.notes_of(name).values())
    assert len(gzip.compress(written.encode(), 9)) <= MOST_BYTES


def test_notes_do_not_stand_in_the_notebooks():
    stored = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS.values())
    assert not any(note.ask in stored for name in LESSONS for note in presenting.notes_of(name).values())


def test_a_note_names_its_parts_and_leaves_out_what_it_lacks():
    note = presenting.Note(cell="title", minutes=3, ask="Who?", heard="Me.")
    assert str(note) == "3 min\nAsk: Who?\nOften said: Me."


def test_what_is_no_lesson_has_no_notes():
    assert dict(presenting.notes_of("teaching-guide")) == {}


# --- in the page ------------------------------------------------------------------------------------------------------


def page_of(name, id):
    cells = [new_markdown_cell("# A lesson", id="title"), new_markdown_cell("## Here", id=id)]
    return LessonExporter().from_notebook_node(new_notebook(cells=cells), {"metadata": {"name": name, "path": ""}})[0]


def test_a_note_stands_in_the_page_where_nobody_sees_it(monkeypatch):
    hostile = presenting.Note(cell="here", minutes=2, ask='"><script>alert(1)</script>')
    monkeypatch.setattr(presenting, "_load", lambda root: {"03": {"here": hostile}})
    page = page_of("03-lesson", "here")
    assert 'data-note="2 min\nAsk: &#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page
    assert "data-note=" not in page_of("03-lesson", "there")


def test_a_broken_file_of_notes_stops_the_page_with_a_sentence(monkeypatch):
    def fail(root):
        raise SeedProblems((seeds.Problem("presenting.yaml", "03", "notes", "a list"),))

    monkeypatch.setattr(presenting, "_load", fail)
    with pytest.raises(LessonFailed, match=r"presenting\.yaml, 03, notes: expected a list"):
        page_of("03-lesson", "here")


def test_slide_types_reach_the_page():
    cells = [new_markdown_cell("# A lesson", id="title"), new_markdown_cell("## Here", id="here")]
    cells[1].metadata = nbformat.from_dict({"slideshow": {"slide_type": "slide"}})
    page = LessonExporter().from_notebook_node(new_notebook(cells=cells), {"metadata": {"name": "a", "path": ""}})[0]
    assert page.count('<div class="cell" data-slide="slide">') == 1
    assert len(re.findall(r'<div class="cell"[^>]*data-slide=', page)) == 1


# --- files that must fail ---------------------------------------------------------------------------------------------


def broken(tmp_path, change):
    entries = yaml.safe_load((seeds.folder() / "presenting.yaml").read_text(encoding="utf-8"))
    change({entry["id"]: entry for entry in entries})
    (tmp_path / "presenting.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SeedProblems) as caught:
        presenting.notes_of("01", tmp_path)
    return str(caught.value)


BROKEN = {
    "no minutes": (lambda all: all["01"]["notes"][0].pop("minutes"), "01, note 1, minutes: expected this field"),
    "minutes in words": (lambda all: all["01"]["notes"][0].update(minutes="some"), "expected a whole number"),
    "no minute at all": (lambda all: all["01"]["notes"][0].update(minutes=0), "expected a number from 1 up, found 0"),
    "nothing to ask": (lambda all: all["02"]["notes"][1].update(ask=" "), "02, note 2, ask: expected some text"),
    "a misspelt part": (lambda all: all["02"]["notes"][1].update(herd="Baa."), "herd: expected no such field"),
    "two notes for a cell": (
        lambda all: all["03"]["notes"].append(all["03"]["notes"][0]),
        "03, notes: expected one note a cell, found more for title",
    ),
    "a lesson that cannot be": (lambda all: all["04"].update(id="x4"), "x4, id: expected a name like"),
}


@pytest.mark.parametrize(("change", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_by_place_and_field(tmp_path, change, told):
    assert told in broken(tmp_path, change)
