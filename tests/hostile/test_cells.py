"""What a notebook's words, a lab's labels and a single line of Markdown do with hostile texts."""

from __future__ import annotations

import re
import warnings

import pytest

from lessons_lib import markup
from lessons_lib.explorable.controls import Choice, Slider, Toggle
from lessons_lib.explorable.decorate import Explorable
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.publish.failure import LessonFailed
from lessons_lib.publish.harmless import check_harmless
from lessons_lib.publish.layout import HERE
from lessons_lib.publish.lms import canvas
from lessons_lib.publish.prose import TAKEN, Prose
from lessons_lib.quiz import bank
from lessons_lib.quiz.numbers import Numeric
from lessons_lib.quiz.readable import still

from .looks import look
from .strings import ACTIVE, BREAKOUTS, LETTERS, LINKS, OTHER_LANGUAGES, SHOWN

#: Ways to write a text into a cell: alone, inside a sentence, as a heading, in a list, a table, a quotation, a link.
CELLS = (
    "{}",
    "one {} two",
    "# {}",
    "- {}\n- two",
    "| a |\n|---|\n| {} |",
    "> {}",
    "[{}](#x)",
    "<div>\n{}\n</div>",
    "**{}**",
)


def show(text):
    """The cell as HTML, or None where the page refuses it in a sentence."""
    try:
        return Prose().to_html(text)
    except LessonFailed as refused:
        assert len(str(refused)) > 20  # noqa: PT017
        return None


@pytest.mark.parametrize("name", SHOWN)
def test_a_cell_with_hostile_words_is_harmless_or_refused(name):
    for cell in CELLS:
        made = show(cell.format(SHOWN[name]) if "{}" in cell else cell)
        assert made is None or look(made).faults == [], cell


@pytest.mark.parametrize(
    "name", [*LETTERS, "template words", "spreadsheet formula", "quotes", "code that holds a link"]
)
def test_words_that_only_look_strange_stay_in_a_cell(name):
    assert show(f"one {SHOWN[name]} two") is not None


@pytest.mark.parametrize(
    "cell",
    [
        "<kbd>Esc</kbd> and <sub>2</sub>",
        "<details><summary>More</summary>\n\nText.\n\n</details>",
        "a<br>b<br/>c",
        "<!-- a note for the writer -->",
        '<p style="color: red">red</p>',
        '<a href="02-b.ipynb#C">b</a> <a href="mailto:a@b.example">c</a>',
        "`<script>` is a word here",
    ],
)
def test_marks_for_words_may_stand_in_a_cell(cell):
    assert show(cell) is not None


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("<script>1</script>", "<script>"),
        ("<b onclick='x()'>a</b>", "onclick"),
        ("<b style='position:fixed'>a</b>", "style"),
        ("[a](javascript:x)", "javascript:x"),
        ("[a](//evil.example)", "//evil.example"),
    ],
)
def test_a_cell_that_would_act_or_leave_its_place_is_refused_with_the_mark(cell, told):
    with pytest.raises(LessonFailed, match=re.escape(told)):
        Prose().to_html(cell)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("<div>a", "never closes"),
        ("a</div>", "not open"),
        ("<div title='a", "does not end"),
        ("<!-- a", "does not end"),
        ("<div/>a", "never closes"),
        ("<!DOCTYPE x>", "no mark for words"),
    ],
)
def test_html_that_leaves_its_cell_is_refused(made, told):
    with pytest.raises(LessonFailed, match=told):
        check_harmless(made)


def test_no_heading_takes_an_id_that_the_page_needs():
    prose = Prose()
    prose.to_html("\n\n".join(f"## {name}" for name in sorted(TAKEN)))
    assert not {heading.id for heading in prose.headings} & TAKEN


def test_the_ids_that_the_page_needs_are_known():
    frame = [
        (HERE / "templates" / "lesson" / f"{name}.html.j2").read_text("utf-8") for name in ("shell", "index", "keeping")
    ]
    assert set(re.findall(r' id="([\w-]+)"', "".join(frame))) <= TAKEN


@pytest.mark.parametrize("name", SHOWN)
def test_a_line_a_block_and_plain_words_are_harmless_or_refused(name):
    for cell in CELLS:
        text = cell.format(SHOWN[name]) if "{}" in cell else cell
        for write in (markup.to_html, markup.to_inline, markup.words_to_html):
            try:
                assert look(write(text)).faults == []
            except ValueError as refused:
                assert str(refused).startswith("The formula")  # noqa: PT017


@pytest.mark.parametrize("name", [*ACTIVE, *BREAKOUTS, *LINKS])
def test_plain_words_come_out_as_they_went_in(name):
    words = SHOWN[name]
    assert look(markup.words_to_html(words)).words.split() == words.split()


def test_words_that_run_from_right_to_left_turn_nothing_around_them():
    hebrew = LETTERS["Hebrew"]
    assert markup.to_inline(hebrew).startswith("<bdi>")
    assert '<p dir="auto">' in markup.to_html(hebrew)
    assert markup.to_words(hebrew) == f"\u2068{hebrew}\u2069"
    assert markup.to_inline("left to right") == "left to right"
    assert markup.to_html("left") == "<p>left</p>"
    assert markup.to_words("left") == "left"


def test_no_word_behind_a_fence_is_lost():
    fence = "```one two\nthree\n```"
    assert markup.to_words(fence) == "one two three"
    assert markup.to_html("```\nthree\n```") == "<pre><code>three\n</code></pre>"
    assert "<b>" not in markup.to_html("```<b>\nthree\n```")


@pytest.mark.parametrize("name", [*OTHER_LANGUAGES, *LINKS, *BREAKOUTS])
def test_a_unit_is_shown_as_the_words_it_is(name):
    asked = next(one for one in bank.load().values() if isinstance(one, Numeric))
    words = " ".join(SHOWN[name].split())
    other = asked.model_copy(update={"unit": SHOWN[name].strip()})
    assert f"Your answer ({words})" in look(still(other)).words
    assert look(still(other)).faults == []


@pytest.mark.parametrize("words", ["האם הרגל", "האם\n\nשני", "> האם", "- האם\n- b", "| האם |\n|---|\n| b |"])
def test_a_line_for_canvas_closes_what_it_opens_in_every_direction(words):
    assert look(canvas._line(markup.to_html(words))).faults == []


def test_a_paragraph_keeps_its_direction_in_canvas():
    assert canvas._line(markup.to_html("האם\n\nשני")) == "<bdi>האם</bdi> <bdi>שני</bdi>"


def make_lab(words):
    def draw(fig, size=1.0, kind="a", on=False):
        axes = fig.add_axes((0.1, 0.1, 0.8, 0.8))
        axes.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
        axes.text(1, 1, words, parse_math=False)
        return words

    controls = {
        "size": Slider(words, 0, 2, unit=words),
        "kind": Choice(words, {"a": words, "b": "other"}),
        "on": Toggle(words),
    }
    return Explorable(draw, controls)


@pytest.mark.parametrize("name", [name for name in SHOWN if not name.startswith(("long", "many", "deep"))])
def test_a_figure_draws_hostile_words_as_words(name):
    lab = make_lab(SHOWN[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # letters that the figures' font lacks
        drawing = take_drawing(lab.function, lab.settings(), "sample")
    held = look(drawing.svg)
    assert held.faults == []
    assert {tag for tag, name in held.marks if not name} <= {
        "svg",
        "g",
        "text",
        "path",
        "tspan",
        "defs",
        "rect",
        "clippath",
    }


def test_the_reader_of_html_sees_what_acts_and_what_leaves_its_place():
    for bad in (
        "<script>",
        "<b onclick=x>",
        "<a href=javascript:x>y</a>",
        "<p>",
        "</p>",
        "<b style='x:url(y)'>z</b>",
        "<b a=",
        '<code class="quiz">x</code>',
        '<code class="language-x quiz">x</code>',
    ):
        assert look(bad).faults != [], bad
    assert look('<p>a <a href="https://b.example">c</a></p>').faults == []
    assert look('<code class="language-x">c</code>').faults == []
