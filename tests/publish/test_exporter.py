"""A lesson becomes one page: what is in it, what is not, and what stops it."""

import importlib
import random
import re
import tomllib
from pathlib import Path
from string import ascii_letters

import pytest

from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.failure import LessonFailed
from lessons_lib.publish.minify import minify_script
from lessons_lib.publish.widgets import VIEW, Widgets, read_state

from .conftest import COUNTER, code_cell, export, notebook, shown, text_cell, widget_entry, with_widgets

ROOT = Path(__file__).parents[2]
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


# --- the page ---------------------------------------------------------------------------------------


def test_the_page_has_its_landmarks_once_and_one_first_level_heading():
    page = export(notebook(text_cell("## One\n\nText.")))
    for tag in ("<header", "<nav", "<main", "<footer", "<h1", 'href="#lesson"', "<title>"):
        assert page.count(tag) == 1, tag
    assert '<html lang="en"' in page
    assert "<title>A title – From the Ground Up</title>" in page
    assert "not clinically reviewed" in page.replace("has not been clinically", "not clinically")


def test_the_contents_list_the_second_level_headings_under_ids_that_are_unique():
    page = export(notebook(text_cell("## Move it\n\n### Not listed"), text_cell("## Move it\n\n## *Odds* & ends")))
    ids = re.findall(r'<h2 id="([^"]*)"', page)
    assert ids == ["Move-it", "Move-it-2", "Odds-&amp;-ends"]
    links = re.findall(r'<li><a href="#([^"]*)">([^<]*)</a>', page)
    assert links == [("Move-it", "Move it"), ("Move-it-2", "Move it"), ("Odds-%26-ends", "Odds &amp; ends")]


def test_the_lesson_number_comes_from_the_file_name():
    assert "<span>Lesson 7</span>" in export(notebook(), name="07-choosing")
    assert "<span>Lesson" not in export(notebook(), name="teaching-guide")


def test_maths_is_drawn_and_no_dollar_is_left():
    page = export(notebook(text_cell("So $a_1 < b$ holds.\n\n$$\\frac{a}{b}$$")))
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("<svg") == 2
    assert '<div class="math"><svg' in main
    assert "$" not in main


def test_a_link_to_a_lesson_leads_to_its_page_and_other_links_stay():
    page = export(notebook(text_cell("[a](02-b.ipynb#C) [d](https://x.org/e.ipynb) [f](#g)")))
    assert 'href="02-b.html#C"' in page
    assert 'href="https://x.org/e.ipynb"' in page
    assert 'href="#g"' in page


def test_a_link_to_a_lesson_inside_an_output_leads_to_its_page_too():
    links = '<a href="02-b.ipynb#C">a</a> <a href="https://x.org/e.ipynb">b</a> <a href="#d.ipynb">c</a>'
    page = export(notebook(code_cell("card()", shown({"text/html": links}))))
    assert links.replace("02-b.ipynb", "02-b.html") in page


def test_code_is_folded_after_what_it_draws_unless_the_cell_hides_it():
    cell = code_cell("x = 1  # one", shown({"text/html": "<p>drawn</p>"}))
    page = export(notebook(cell))
    assert page.index("<p>drawn</p>") < page.index('<details class="lesson-code">')
    assert '<span class="c1"># one</span>' in page
    hidden = code_cell("secret = 1", shown({"text/html": "<p>drawn</p>"}), tags=["remove-input"])
    assert "secret" not in export(notebook(hidden))


def test_code_that_shows_nothing_stands_with_the_next_that_does():
    drawn = code_cell("second = 2", shown({"text/html": "<p>drawn</p>"}))
    page = export(notebook(code_cell("first = 1"), text_cell("Between."), drawn, code_cell("third = 3")))
    (folded,) = re.findall(r'<details class="lesson-code">.*?</details>', page, re.DOTALL)
    assert "first" in folded
    assert page.index("Between.") < page.index("drawn") < page.index("second")
    assert "third" not in page


def test_a_cell_for_jupyterlab_only_is_left_out_of_the_page():
    hint = text_cell("Choose *Run*.")
    hint.metadata["tags"] = ["jupyterlab-only"]
    page = export(notebook(hint, text_cell("Stays.")))
    assert "Stays." in page
    assert "Choose" not in page


def test_text_output_is_escaped_and_loses_its_terminal_colours():
    page = export(notebook(code_cell("x", shown({"text/plain": "\x1b[31m<b>\x1b[0m"}))))
    assert "<pre>&lt;b&gt;</pre>" in page


def test_a_shared_style_is_kept_once_and_moves_to_the_head():
    styled = shown({"text/html": '<style data-lesson="card">.card { color: red }</style><p>card</p>'})
    page = export(notebook(code_cell("a", styled), code_cell("b", styled)))
    assert page.count(".card{color:red}") == 1
    assert page.index(".card{color:red}") < page.index("</head>")
    assert page.count("<p>card</p>") == 2


def test_a_picture_in_a_file_beside_the_notebook_travels_inside_the_page(tmp_path):
    (tmp_path / "foot.svg").write_text("<svg/>")
    page = export(notebook(text_cell("![A foot](foot.svg)")), folder=tmp_path)
    assert '<img src="data:image/svg+xml;base64,' in page
    assert 'alt="A foot"' in page


def test_a_png_output_carries_its_alt_text():
    page = export(notebook(code_cell("p", shown({"image/png": PIXEL}, **{"image/png": {"alt": 'A "dot"'}}))))
    assert 'alt="A &quot;dot&quot;"' in page


def test_svg_keeps_the_case_of_its_attributes():
    drawing = '<svg viewBox="0 0 1 1" role="img" aria-label="x"><clipPath id="c"/></svg>'
    assert drawing in export(notebook(code_cell("s", shown({"text/html": drawing}))))


# --- what stops a page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (text_cell("![](foot.png)"), "no alt text"),
        (text_cell('<img src="data:,">'), "no alt text"),
        (code_cell("p", shown({"image/png": PIXEL})), "no alt text"),
        (code_cell("p", shown({"text/html": '<img src="data:," alt=" ">'})), "no alt text"),
        (text_cell("![A foot](https://x.org/foot.png)"), "https://x.org/foot.png"),
        (code_cell("p", shown({"text/html": '<script src="//x.org/a.js"></script>'})), "//x.org/a.js"),
        (code_cell("p", shown({"text/html": "<style>@import 'a.css'</style>"})), "A style would load"),
        (text_cell("$\\frac{$"), "frac"),
        (text_cell("\\begin{align}a\\end{align}"), "write each formula"),
    ],
)
def test_a_cell_that_cannot_be_shown_is_named_with_its_reason(cell, reason):
    with pytest.raises(LessonFailed, match=r"^01-sample\.ipynb, cell 3: .*" + re.escape(reason)):
        export(notebook(text_cell("Fine."), cell))


def test_an_error_stored_in_a_notebook_is_named_with_its_cell():
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'hip'\nmore", "traceback": []}
    cell = code_cell("knee")
    cell.outputs = [type(cell)(error)]
    with pytest.raises(LessonFailed, match=r"^01-sample\.ipynb, cell 2: KeyError: 'hip'$"):
        export(notebook(cell))


@pytest.mark.parametrize("title", ["No heading.", "# One\n\n# Two"])
def test_a_page_without_exactly_one_title_is_refused(title):
    with pytest.raises(LessonFailed, match="exactly one first-level heading"):
        export(notebook(title=title))


def test_a_decorative_picture_needs_no_alt_text():
    assert 'role="presentation"' in export(notebook(text_cell('<img src="data:," role="presentation" alt="">')))


# --- where help is ----------------------------------------------------------------------------------


def urgent_page(monkeypatch, tmp_path, text=""):
    """The page of a notebook with the urgent cell, where a teacher has written a file with this text."""
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    monkeypatch.delenv("LESSONS_EMERGENCY", raising=False)
    if text:
        (tmp_path / "emergency.yaml").write_text(text)
    made = notebook(text_cell("> Call 112."), text_cell("Call 112 in the text."))
    made.cells[1].id = "urgent"
    return export(made)


def test_without_a_teachers_file_the_urgent_cell_stands_as_it_is(monkeypatch, tmp_path):
    page = urgent_page(monkeypatch, tmp_path)
    assert "<p>Call 112.</p>" in page


def test_a_teachers_number_takes_the_place_of_the_urgent_cell_and_of_nothing_else(monkeypatch, tmp_path):
    page = urgent_page(monkeypatch, tmp_path, "words: {emergency: 'the number of our town, 120'}")
    assert "Call the number of our town, 120 for:" in page
    assert "Call 112." not in page
    assert "Call 112 in the text." in page


def test_a_teachers_file_that_cannot_be_used_stops_the_page_and_is_named(monkeypatch, tmp_path):
    with pytest.raises(LessonFailed, match=r"cell 2: .*emergency.yaml, words, telephone"):
        urgent_page(monkeypatch, tmp_path, "words: {telephone: '120'}")


# --- widgets ----------------------------------------------------------------------------------------


def test_each_module_travels_once_and_models_are_named_in_order_of_appearance():
    entries = {
        "z": widget_entry(COUNTER, n=1),
        "a": widget_entry(COUNTER, n=2),
        "q": widget_entry("other", n=3),
    }
    page = export(with_widgets(entries, ["z", "q", "a", "z"]))
    assert re.findall(r'data-model="(m\d)"', page) == ["m0", "m1", "m2", "m0"]
    packed = read_state(page)
    assert [module["esm"] for module in packed["modules"]] == [minify_script(COUNTER), "other;\n"]
    assert [packed["models"][name]["state"]["n"] for name in ("m0", "m1", "m2")] == [1, 3, 2]


def test_a_long_value_that_several_models_hold_travels_once():
    signs = [f"A warning sign, number {number}." for number in range(30)]
    entries = {"a": widget_entry(COUNTER, n=1, gate=signs), "b": widget_entry("other", n=1, gate=signs)}
    packed = read_state(export(with_widgets(entries, ["a", "b"])))
    assert packed["shared"] == [signs]
    assert [(one["state"], one["shared"]) for one in packed["models"].values()] == [({"n": 1}, {"gate": 0})] * 2


def test_what_a_page_holds_twice_takes_no_room_however_far_apart_it_stands():
    dice = random.Random(7)
    code, noise = (f"const a = '{''.join(dice.choices(ascii_letters, k=size))}';" for size in (20_000, 60_000))
    once, far = (
        len(export(with_widgets({name: widget_entry(esm) for name, esm in modules.items()}, [*modules])))
        for modules in ({"a": code, "b": noise}, {"a": code, "b": noise, "c": f"{code} const b = 2;"})
    )
    assert far - once < 300  # a zip sees no further than 32 kB


def test_the_state_leaves_out_private_keys_layout_and_the_picture():
    entry = widget_entry(COUNTER, n=1, picture="<svg/>", _private=1, tooltip=None, tabbable=None)
    packed = read_state(export(with_widgets({"a": entry}, ["a"])))
    assert packed["models"]["m0"]["state"] == {"n": 1}


def test_no_text_of_a_widget_can_end_the_script_element_it_travels_in():
    page = export(with_widgets({"a": widget_entry(COUNTER, n="</script><!-- <script>")}, ["a"]))
    assert read_state(page)["models"]["m0"]["state"]["n"] == "</script><!-- <script>"


def test_without_widget_state_the_page_says_so_and_goes_on():
    lost = shown({VIEW: {"model_id": "gone"}, "text/plain": "Counter()"})
    page = export(notebook(code_cell("show()", lost), text_cell("After.")))
    assert "when you open the lesson in JupyterLab" in page
    assert "Counter()" not in page
    assert "<p>After.</p>" in page
    assert 'id="lesson-state"' not in page


def test_the_same_notebook_gives_the_same_bytes():
    entries = {"a": widget_entry(COUNTER, n=1, b=2), "b": widget_entry("x")}
    renamed = {"c": widget_entry(COUNTER, b=2, n=1), "d": widget_entry("x")}
    assert export(with_widgets(entries, ["a", "b"])) == export(with_widgets(renamed, ["c", "d"]))


def test_nothing_of_nbconvert_s_own_scripts_is_left():
    page = export(with_widgets({"a": widget_entry(COUNTER, n=1)}, ["a"]))
    for foreign in ("var element", "jquery", "require.js", "MathJax", "No description has been provided"):
        assert foreign.lower() not in page.lower()


# --- how it is found --------------------------------------------------------------------------------


def test_the_entry_point_names_the_exporter():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, name = project["entry-points"]["nbconvert.exporters"]["lesson"].partition(":")
    assert getattr(importlib.import_module(module), name) is LessonExporter


def test_the_execute_flag_of_nbconvert_reaches_our_own_preprocessor():
    from traitlets.config import Config

    exporter = LessonExporter(config=Config({"ExecutePreprocessor": {"enabled": True, "timeout": 7}}))
    running = [
        one for one in exporter._preprocessors if type(one).__name__.endswith(("RunLesson", "ExecutePreprocessor"))
    ]
    assert [(type(one).__name__, one.enabled, one.timeout) for one in running] == [("RunLesson", True, 7)]


def test_what_a_trait_holds_keeps_its_order():
    packed = {"modules": [], "models": {"m0": {"state": {"kinds": {"zebra": 1, "ant": 2}}}}}
    page = f'<script id="lesson-state">{Widgets(packed=packed).write()}</script>'
    assert list(read_state(page)["models"]["m0"]["state"]["kinds"]) == ["zebra", "ant"]


def test_a_page_without_widgets_has_no_state_to_read():
    with pytest.raises(ValueError, match="no widgets"):
        read_state(export(notebook()))
