"""The frame every lesson keeps, checked on the stored notebooks; each check is shown to catch a broken lesson."""

import copy
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise, takewhile
from statistics import median

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from lessons_lib import seeds
from lessons_lib.cases import bank as cases
from lessons_lib.quiz import bank
from lessons_lib.quiz.core_ten import core_ten
from lessons_lib.quiz.model import Predict
from tests.explorable.samples import shipped

from .prose import ALONE, LESSONS, NOTEBOOKS, load, paragraphs, texts_of

SECTIONS = ("What to remember", "What this means for me", "Claims checked", "Go deeper", "Sources", "Words")
#: How long things take, in minutes: 150 words, a figure, a question, a claim card, a prediction, six sliders,
#: a case; a tool for one's own case is called without an id, so its calls are counted as a lab's are.
#: A form is counted apart. The lesson's own words say the sum, give or take SLACK.
WORDS_A_MINUTE, SLACK = 150, 2
TOOLS = {"decision_aid": 8, "wear_in_planner": 5, "own_trial": 5, "own_footprint": 5}
MINUTES = {"lab": 5, "quiz": 0.75, "claim": 0.5, "predict": 1, "trust": 2, "case": 5} | TOOLS
FORM_MINUTES = 12
MOST_WORDS = 90
#: A lesson may be cut in two here; then each half is a sitting of its own.
SECOND_SITTING, MOST_OF_A_SITTING = "## Second sitting", 33
LABS = shipped()
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def calls(notebook, name):
    """The first arguments with which the code cells call a function."""
    return [id for cell in code_of(notebook) for id in re.findall(rf'\b{name}\("([^"]*)"', cell.source)]


def headings(notebook):
    text = "\n".join(text for _, text in texts_of(notebook))
    return [(len(marks), words.strip()) for marks, words in re.findall(r"^(#+) (.*)$", text, re.MULTILINE)]


# --- stored clean -----------------------------------------------------------------------------------------------------


def check_is_stripped(notebook, name):
    yield from (f"{cell.id} keeps outputs" for cell in code_of(notebook) if cell.outputs)
    yield from (f"{cell.id} keeps its execution count" for cell in code_of(notebook) if cell.execution_count)
    yield from (f"{cell.id} keeps metadata" for cell in notebook.cells if set(cell.metadata) - {"tags", "slideshow"})
    if set(notebook.metadata) - {"kernelspec", "language_info"} or "widgets" in notebook.metadata:
        yield "the notebook keeps metadata of a run"


def check_cell_ids(notebook, name):
    ids = [cell.get("id", "") for cell in notebook.cells]
    yield from (f"{id!r} is no readable id" for id in ids if not re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*", id))
    yield from (f"{id!r} looks drawn by lot" for id in ids if re.fullmatch(r"[0-9a-f]{8}", id))
    yield from (f"{id!r} stands twice" for id in set(ids) if ids.count(id) > 1)


def check_code_cells(notebook, name):
    lengths = {cell.id: len(cell.source.splitlines()) for cell in code_of(notebook)}
    yield from (f"{id} has {lines} lines of code" for id, lines in lengths.items() if lines > 12)
    if median(lengths.values()) > 3:
        yield "half of the code cells have more than three lines"


# --- read from top to bottom ------------------------------------------------------------------------------------------


def check_headings(notebook, name):
    levels = [level for level, _ in headings(notebook)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "there must be one first-level heading, and it comes first"
    yield from (f"level {after} follows level {level}" for level, after in pairwise(levels) if after > level + 1)


def check_sections(notebook, name):
    found = [words for level, words in headings(notebook) if level == 2]
    yield from (f"the section '{section}' is missing" for section in SECTIONS if section not in found)
    there = [found.index(section) for section in SECTIONS if section in found]
    if there != sorted(there):
        yield "the closing sections stand in another order"


def check_notice(notebook, name):
    top = " ".join(cell.source for cell in notebook.cells[:3])
    needed = ("does not diagnose", "No clinician has reviewed", "112", "999", "911", "numbness between the legs")
    yield from (f"the first three cells do not say '{words}'" for words in needed if words not in top)


def check_paragraphs(notebook, name):
    for id, text in texts_of(notebook):
        for paragraph in paragraphs(text):
            if len(paragraph.split()) > MOST_WORDS:
                yield f"{id} has a paragraph of {len(paragraph.split())} words"


class _Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.bare = 0

    def handle_starttag(self, tag, attrs):
        self.bare += tag == "img" and not (dict(attrs).get("alt") or "").strip()


def check_images(notebook, name):
    for id, text in texts_of(notebook):
        parser = _Images()
        parser.feed(text)
        if parser.bare or re.search(r"!\[\s*\]\(", text):
            yield f"{id} shows an image without alt text"


# --- ids that exist ---------------------------------------------------------------------------------------------------


def check_claims(notebook, name):
    used = calls(notebook, "claim")
    yield from (f"there is no claim {id}" for id in used if id not in seeds.claims())
    yield from (f"claim {id} stands twice" for id in set(used) if used.count(id) > 1)


def check_taught(notebook, name):
    known = bank.load()
    asked = [known[id] for kind in ("quiz", "predict") for id in calls(notebook, kind) if id in known]
    reached = {*calls(notebook, "claim"), *(claim for question in asked for claim in question.claims)}
    mine = [claim.id for claim in seeds.claims().values() if claim.lesson == name[:2]]
    yield from (f"claim {id} of the lesson is neither shown nor asked about" for id in mine if id not in reached)


def core(notebook):
    """The cells above "Go deeper"."""
    above = takewhile(lambda cell: not cell.source.startswith("## Go deeper"), notebook.cells)
    return nbformat.v4.new_notebook(cells=list(above))


def labs_in(notebook):
    return [name for cell in code_of(notebook) for name in re.findall(r"\b(\w+)\(", cell.source) if name in LABS]


def tools_in(notebook):
    return Counter(
        name for cell in code_of(notebook) for name in re.findall(r"\b(\w+)\(", cell.source) if name in TOOLS
    )


def minutes(notebook):
    words = sum(len(paragraph.split()) for _, text in texts_of(notebook) for paragraph in paragraphs(text))
    pieces = (
        {kind: len(calls(notebook, kind)) for kind in MINUTES} | {"lab": len(labs_in(notebook))} | tools_in(notebook)
    )
    return words / WORDS_A_MINUTE + sum(MINUTES[kind] * number for kind, number in pieces.items())


def sittings(notebook):
    """The core path in the parts that are meant for one sitting; a lesson of two has a "## Second sitting"."""
    cells, cut = core(notebook).cells, SECOND_SITTING
    place = next((number for number, cell in enumerate(cells) if cell.source.startswith(cut)), len(cells))
    return [nbformat.v4.new_notebook(cells=part) for part in (cells[:place], cells[place:]) if part]


def said_minutes(notebook):
    """What the lesson says about its minutes, a number for each sitting."""
    found = re.search(r"About (\d+) minutes|Two sittings of about (\d+) and (\d+) minutes", notebook.cells[1].source)
    return [int(number) for number in found.groups() if number] if found else []


def check_core_path(notebook, name):
    parts, said = sittings(notebook), said_minutes(notebook)
    if len(said) != len(parts):
        yield f"the core path has {len(parts)} sittings, said are the minutes of {len(said)}"
    for place, part in enumerate(parts):
        if len(found := labs_in(part)) > 2:
            yield f"the core path has {len(found)} labs in one sitting: {', '.join(found)}"
        if place < len(said) and abs(said[place] - (took := minutes(part))) > SLACK:
            yield f"sitting {place + 1} of the core path takes {took:.0f} minutes, said are {said[place]}"


def check_sittings(notebook, name):
    if len(parts := sittings(notebook)) > 1:
        yield from (f"sitting {place} takes {minutes(part):.0f} minutes, more than {MOST_OF_A_SITTING}"
                    for place, part in enumerate(parts, 1) if minutes(part) > MOST_OF_A_SITTING)  # fmt: skip
        named = [any(words.startswith("Check yourself") for _, words in headings(part)) for part in parts]
        yield from (f"sitting {place} has no questions of its own" for place, has in enumerate(named, 1) if not has)


def check_form(notebook, name):
    said = re.search(r"(\d+) more for the test", notebook.cells[1].source)
    if calls(notebook, "form") and (not said or int(said[1]) != FORM_MINUTES):
        yield f"the test takes {FORM_MINUTES} minutes more, said are {said and said[1]}"


def check_cases(notebook, name):
    known, told = cases.load(), calls(notebook, "case")
    yield from (f"there is no case {id}" for id in told if id not in known)
    yield from (f"case {id} stands twice" for id in set(told) if told.count(id) > 1)
    if told:
        yield from (f"case {id} is not told" for id in known if id not in told)


def check_questions(notebook, name):
    known = bank.load()
    asked, guessed = calls(notebook, "quiz"), calls(notebook, "predict")
    yield from (f"there is no question {id}" for id in [*asked, *guessed] if id not in known)
    yield from (f"{id} is a prediction" for id in asked if isinstance(known.get(id), Predict))
    yield from (f"{id} is no prediction" for id in guessed if id in known and not isinstance(known[id], Predict))
    yield from (f"question {id} stands twice" for id in {*asked, *guessed} if [*asked, *guessed].count(id) > 1)


def check_after(notebook, name):
    code = "\n".join(cell.source for cell in code_of(notebook))
    after = re.findall(r'\bafter="([^"]*)"', code)
    yield from (f"a lab waits for {id}, which nobody asks" for id in after if id not in calls(notebook, "predict"))


def check_bibliography(notebook, name):
    mine = {name[:2], *calls(notebook, "claim")}
    if not set(calls(notebook, "bibliography")) & mine:
        yield "the lesson's own bibliography is missing"


# --- as slides --------------------------------------------------------------------------------------------------------

SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes", "-"}
#: One idea a slide: more than this is no longer read from the back row.
MOST_CELLS, MOST_WORDS_ON_A_SLIDE = 3, 280


def slide_type(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type")


def slides_of(notebook):
    """The cells of each slide."""
    found = []
    for cell in notebook.cells:
        if slide_type(cell) in ("slide", "subslide"):
            found.append([cell])
        elif found and slide_type(cell) != "skip":
            found[-1].append(cell)
    return found


def stands_alone(cell):
    """Whether a class needs the whole slide for it: a question, a guess, a figure, a case."""
    called = set(re.findall(r"\b(\w+)\(", cell.source)) if cell.cell_type == "code" else set()
    return bool(called & {"quiz", "predict", "case", *TOOLS, *LABS})


def check_slides(notebook, name):
    kinds = {cell.id: slide_type(cell) for cell in notebook.cells}
    yield from (f"{id} has the slide type {kind!r}" for id, kind in kinds.items() if kind not in SLIDE_TYPES)
    yield from (f"{cell.id} is more than its slide type" for cell in notebook.cells
                if set(cell.metadata.get("slideshow", {})) - {"slide_type"})  # fmt: skip
    yield from (f"{cell.id} begins a section and no slide" for cell in notebook.cells
                if cell.source.startswith(("# ", "## ")) and slide_type(cell) not in ("slide", "skip"))  # fmt: skip
    yield from (f"{id} is not shown" for id in ("title", "urgent") if kinds.get(id) not in ("slide", "subslide"))
    yield from (f"{cell.id} shares its slide" for cell in notebook.cells
                if stands_alone(cell) and kinds[cell.id] not in ("subslide", "skip"))  # fmt: skip


def check_full_slides(notebook, name):
    for slide in slides_of(notebook):
        texts = [part for cell in slide if cell.cell_type == "markdown" for part in paragraphs(cell.source)]
        words = sum(len(part.split()) for part in texts)
        if len(slide) > MOST_CELLS or words > MOST_WORDS_ON_A_SLIDE:
            yield f"the slide of {slide[0].id} holds {len(slide)} cells and {words} words"


FRAME = {name.removeprefix("check_"): check for name, check in list(globals().items()) if name.startswith("check_")}
FOR_ALL = ("is_stripped", "cell_ids", "code_cells", "headings", "paragraphs", "images", "claims_exist")


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("check", FRAME)
def test_a_lesson_keeps_the_frame(name, check):
    assert list(FRAME[check](load(LESSONS[name]), name)) == []


@pytest.mark.parametrize("name", sorted(set(NOTEBOOKS) - set(LESSONS)) or ["(there is none)"])
def test_a_notebook_that_is_no_lesson_is_stored_clean(name):
    checks = [check for known, check in FRAME.items() if known in FOR_ALL] if name in NOTEBOOKS else []
    assert [problem for check in checks for problem in check(load(NOTEBOOKS[name]), name)] == []


@pytest.mark.parametrize("name", ["conditions", "teaching-guide"])
@pytest.mark.parametrize("check", ["slides", "full_slides"])
def test_what_is_shown_to_a_class_beside_the_lessons_keeps_to_slides(name, check):
    notebook = load(NOTEBOOKS[name])
    # In a guide or an index the questions are shown below the heading that names them.
    problems = [problem for problem in FRAME[check](notebook, name) if not problem.endswith("shares its slide")]
    assert problems == []


@pytest.mark.parametrize("name", ALONE)
def test_a_form_that_one_fills_in_alone_is_no_slides(name):
    assert {slide_type(cell) for cell in load(NOTEBOOKS[name]).cells} == {None}


def test_there_are_lessons_to_check():
    assert "01-kinetic-chain" in LESSONS


def test_every_lesson_has_a_kernel_that_any_machine_knows():
    for path in NOTEBOOKS.values():
        assert load(path).metadata["kernelspec"] == KERNEL["kernelspec"]


# --- lessons that must fail -------------------------------------------------------------------------------------------


def edit(notebook, where, **changes):
    cell = next(cell for cell in notebook.cells if cell.id == where)
    for name, value in changes.items():
        setattr(cell, name, value)


def turn(notebook, where, kind):
    edit(notebook, where, metadata=nbformat.from_dict({"slideshow": {"slide_type": kind}}))


def drop(notebook, wanted):
    notebook.cells = [cell for cell in notebook.cells if wanted not in cell.source]


def add(notebook, source, kind=new_markdown_cell):
    notebook.cells.append(kind(source, id="added"))


BROKEN = {
    "outputs are stored": ("is_stripped", lambda nb: edit(nb, "imports", outputs=[{"output_type": "stream"}])),
    "a count is stored": ("is_stripped", lambda nb: edit(nb, "imports", execution_count=3)),
    "a folded cell is stored": ("is_stripped", lambda nb: edit(nb, "imports", metadata={"collapsed": True})),
    "an id drawn by lot": ("cell_ids", lambda nb: edit(nb, "imports", id="a3f29bc1")),
    "an id twice": ("cell_ids", lambda nb: edit(nb, "imports", id="title")),
    "a long code cell": ("code_cells", lambda nb: add(nb, "1\n" * 13, new_code_cell)),
    "a second first-level heading": ("headings", lambda nb: add(nb, "# Again")),
    "a skipped level": ("headings", lambda nb: add(nb, "## One\n\n#### Three")),
    "no summary": ("sections", lambda nb: drop(nb, "## What to remember")),
    "sources before the summary": ("sections", lambda nb: nb.cells.insert(5, nb.cells.pop(-4))),
    "no notice": ("notice", lambda nb: drop(nb, "does not diagnose")),
    "urgent help further down": ("notice", lambda nb: nb.cells.insert(9, nb.cells.pop(2))),
    "a long paragraph": ("paragraphs", lambda nb: add(nb, "word " * 91)),
    "an image without alt": ("images", lambda nb: add(nb, "![](foot.svg)")),
    "an img without alt": ("images", lambda nb: add(nb, '<img src="foot.svg">')),
    "a claim that does not exist": ("claims", lambda nb: add(nb, 'claim("C999")', new_code_cell)),
    "a claim left out": ("taught", lambda nb: (drop(nb, 'claim("C048")'), drop(nb, "quiz("))),
    "a third lab in the core path": ("core_path", lambda nb: nb.cells.insert(9, new_code_cell("domino()", id="added"))),
    "a tool that takes its time": (
        "core_path",
        lambda nb: nb.cells.insert(9, new_code_cell("own_trial()", id="added")),
    ),
    "a core path that takes longer": ("core_path", lambda nb: nb.cells.insert(9, new_markdown_cell("word " * 900))),
    "a question that does not exist": ("questions", lambda nb: add(nb, 'quiz("chain-check-99")', new_code_cell)),
    "a prediction as quiz": ("questions", lambda nb: add(nb, 'quiz("pelvis-at-10")', new_code_cell)),
    "a quiz as prediction": ("questions", lambda nb: add(nb, 'predict("chain-check-1")', new_code_cell)),
    "a lab waiting for nobody": ("after", lambda nb: drop(nb, 'predict("pelvis-at-10")')),
    "no bibliography": ("bibliography", lambda nb: drop(nb, "bibliography(")),
    "a cell without a slide type": ("slides", lambda nb: edit(nb, "travel-do", metadata={})),
    "a slide type that does not exist": ("slides", lambda nb: turn(nb, "travel-do", "sub-slide")),
    "more about a slide than its type": (
        "slides",
        lambda nb: edit(nb, "see", metadata={"slideshow": {"slide_type": "slide", "seen": True}}),
    ),
    "a section that begins no slide": ("slides", lambda nb: turn(nb, "travel", "subslide")),
    "urgent help that is not shown": ("slides", lambda nb: turn(nb, "urgent", "skip")),
    "a question that shares a slide": ("slides", lambda nb: turn(nb, "check-2", "-")),
    "a figure that shares a slide": ("slides", lambda nb: turn(nb, "domino-lab", "fragment")),
    "a slide of four cells": (
        "full_slides",
        lambda nb: [turn(nb, id, "-") for id in ("claim-c020", "claim-c021", "claim-c022")],
    ),
    "a slide of many words": (
        "full_slides",
        lambda nb: (
            [turn(nb, id, "-") for id in ("travel-read", "travel-explain", "back")]
            + [edit(nb, "travel-do", source="word " * 90 + "\n\n" + "word " * 90)]
        ),
    ),
}


@pytest.mark.parametrize(("check", "damage"), BROKEN.values(), ids=BROKEN)
def test_a_broken_lesson_is_caught(check, damage):
    broken = copy.deepcopy(load(LESSONS["01-kinetic-chain"]))
    damage(broken)
    assert list(FRAME[check](broken, "01-kinetic-chain")) != []


CLINIC = "09-case-clinic"
BROKEN_CLINICS = {
    "a case that does not exist": ("cases", lambda nb: edit(nb, "shop-case", source='case("case-of-nobody")')),
    "a case twice": ("cases", lambda nb: add(nb, 'case("case-shop-worker")', new_code_cell)),
    "a case left out": ("cases", lambda nb: drop(nb, 'case("case-gardener")')),
    "a test without its minutes": ("form", lambda nb: edit(nb, "frame", source="*About 35 minutes.*")),
    "a fifth case in the core path": (
        "core_path",
        lambda nb: nb.cells.insert(9, new_code_cell('case("case-gardener")', id="added")),
    ),
}


@pytest.mark.parametrize(("check", "damage"), BROKEN_CLINICS.values(), ids=BROKEN_CLINICS)
def test_a_broken_clinic_is_caught(check, damage):
    broken = copy.deepcopy(load(LESSONS[CLINIC]))
    damage(broken)
    assert list(FRAME[check](broken, CLINIC)) != []


# --- the core ten -----------------------------------------------------------------------------------------------------


def remembered(notebook):
    """The bold words under "What to remember", each without its last stop."""
    summary = next(cell.source for cell in notebook.cells if cell.source.startswith("## What to remember"))
    return [words.rstrip(".,;:") for words in re.findall(r"\*\*(.+?)\*\*", summary.replace("*foot*", "foot"))]


SAID = [(lesson, idea.number, words) for idea in core_ten() for lesson, words in idea.said.items()]


@pytest.mark.parametrize(("lesson", "number", "words"), SAID)
def test_each_of_the_ten_ideas_stands_in_the_summary_of_its_lessons(lesson, number, words):
    found = [name for name in LESSONS if name.startswith(lesson)]
    assert found, f"lesson {lesson} is not there yet"
    assert words.rstrip(".,;:") in remembered(load(LESSONS[found[0]]))


def test_the_last_lesson_says_all_ten_in_order():
    assert remembered(load(LESSONS[CLINIC])) == [idea.idea.rstrip(".,;:") for idea in core_ten()]


def test_a_paragraph_of_ninety_words_may_stand():
    broken = copy.deepcopy(load(LESSONS["01-kinetic-chain"]))
    add(broken, "word " * 90)
    assert list(check_paragraphs(broken, "01")) == list(check_paragraphs(load(LESSONS["01-kinetic-chain"]), "01"))


# --- two sittings that must fail --------------------------------------------------------------------------------------

TWO_SITTINGS = "06-does-it-work"


def join(notebook, wanted):
    """Takes the heading away that cuts the lesson in two."""
    cell = next(cell for cell in notebook.cells if cell.source.startswith(wanted))
    cell.source = cell.source.removeprefix(wanted)


def insert_before(notebook, where, *added):
    place = next(number for number, cell in enumerate(notebook.cells) if cell.source.startswith(where))
    notebook.cells[place:place] = added


def at_the_end_of_the_first(notebook, source, kind=new_markdown_cell):
    insert_before(notebook, SECOND_SITTING, kind(source, id="added"))


BROKEN_SITTINGS = {
    "four labs in one sitting": ("core_path", lambda nb: join(nb, SECOND_SITTING)),
    "a third lab in the first": ("core_path", lambda nb: at_the_end_of_the_first(nb, "domino()", new_code_cell)),
    "a first sitting that takes longer": ("core_path", lambda nb: at_the_end_of_the_first(nb, "word " * 900)),
    "a second sitting that takes longer": (
        "core_path",
        lambda nb: insert_before(nb, "## What to remember", new_markdown_cell("word " * 900, id="added")),
    ),
    "the minutes of one sitting": ("core_path", lambda nb: edit(nb, "frame", source="About 60 minutes")),
    "a sitting that nobody sits through": ("sittings", lambda nb: at_the_end_of_the_first(nb, "word " * 2000)),
    "a sitting without questions": ("sittings", lambda nb: drop(nb, "### Check yourself: first sitting")),
}


@pytest.mark.parametrize(("check", "damage"), BROKEN_SITTINGS.values(), ids=BROKEN_SITTINGS)
def test_a_broken_sitting_is_caught(check, damage):
    broken = copy.deepcopy(load(LESSONS[TWO_SITTINGS]))
    damage(broken)
    assert list(FRAME[check](broken, TWO_SITTINGS)) != []
