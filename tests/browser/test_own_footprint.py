"""Your own footprint on a page without Python, and with the real Python behind it: no JupyterLab needed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.personal.own_footprint import SAID, OwnFootprint, example, own_footprint
from lessons_lib.photo import MEANING, NOTICE, REASONS
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW
from tests.photo.painter import Photo, Sole, to_bytes

from .drive import wait_for_widgets

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
PICTURE = to_bytes(Photo(Sole(12), turned=20, left=True, size=(1400, 1100)).paint(), "JPEG", quality=95)
#: A model like Jupyter's whose messages go to a function of the test, in the order in which they were sent.
MOUNT = """async ({ esm, css, traits }) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  const { default: widget } = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
  const ears = [];
  const text = (bytes) => Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join("");
  const send = async (content, _, buffers = []) => {
    for (const said of await window.python(content, buffers.map((one) => btoa(text(one)))))
      for (const ear of [...ears]) ear(said, []);
  };
  const model = { get: (name) => traits[name], on: (_, ear) => ears.push(ear), off() {}, send };
  widget.render({ model, el: document.querySelector("main") });
}"""


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


def write_page(path: Path, widget: OwnFootprint) -> Path:
    """The page of a notebook that showed the widget."""
    view = {VIEW: {"model_id": widget.model_id}, "text/plain": repr(widget)}
    cells = [new_markdown_cell("# A print", id="title"), new_code_cell("1", outputs=[new_output("display_data", view)])]
    state = {"_esm": str(widget._esm), "_css": str(widget._css), **widget.get_state(("said", "example"))}
    entries = {widget.model_id: {"model_name": "AnyModel", "state": state}}
    notebook = new_notebook(cells=cells)
    notebook.metadata.widgets = {STATE: {"state": entries, "version_major": 2, "version_minor": 0}}
    page = LessonExporter().from_notebook_node(notebook, {"metadata": {"name": "print", "path": ""}})[0]
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def open_still(tmp_path: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the widget on a page without Python."""

    def open_page(width: int = 1280, scheme: str = "light") -> Any:
        wanted = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        offline = offline_page(write_page(tmp_path / "page.html", own_footprint()), **wanted, bypass_csp=True)
        wait_for_widgets(offline.page)
        return offline

    return open_page


@pytest.fixture
def open_live(tmp_path: Path, offline_page: Callable[..., Any], monkeypatch: Any) -> Callable[..., Any]:
    """Opens the widget with the real Python behind it; `.heard` lists what the page sent."""

    def open_page(width: int = 1280, scheme: str = "light", calm: bool = True) -> Any:
        path = tmp_path / "live.html"
        path.write_text(
            '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
            "<style>body { color-scheme: light dark; color: light-dark(#1f2a35, #e8edf2);"
            " background: light-dark(#ffffff, #141a20) }</style>"
            "<title>Live</title><main><h1>A print</h1></main></html>"
        )
        wanted = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        offline = offline_page(path, **wanted)
        widget, offline.heard = own_footprint(), []
        offline.page.expose_function("python", bridge(widget, offline.heard, monkeypatch))
        traits = widget.get_state(("said", "example"))
        offline.page.evaluate(MOUNT, {"esm": str(widget._esm), "css": str(widget._css), "traits": traits})
        offline.page.locator(".lesson-gate").wait_for()
        if calm:
            answer_calmly(offline.page)
        return offline

    return open_page


def bridge(widget: OwnFootprint, heard: list[Any], monkeypatch: Any) -> Callable[..., Any]:
    told: list[Any] = []
    monkeypatch.setattr(widget, "send", told.append)

    def python(content: Any, buffers: list[str]) -> list[Any]:
        told.clear()
        heard.append(content)
        widget._hear(widget, content, [base64.b64decode(one) for one in buffers])
        return list(told)

    return python


def answer_calmly(page: Any) -> None:
    """Answer the four questions with nothing that closes a door, and fold the form."""
    page.get_by_label("16 or over").check()
    page.get_by_label("Yes, and I felt everything.").check()
    for none in page.get_by_label("None of these").all():
        none.check()
    page.get_by_role("button", name="Done").click()


def choose(page: Any, data: bytes, name: str = "photo.jpg") -> None:
    page.get_by_label(SAID["file"]).set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})


def read_table(page: Any) -> list[list[str]]:
    rows = page.locator(".lesson-print tbody tr").all()
    return [
        [row.locator("td").nth(0).locator("strong").inner_text(), row.locator("td").nth(1).inner_text()] for row in rows
    ]


def check_axe(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wanted = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    told = Axe().run(page, options=wanted).response
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in told["violations"]] == []


# --- a page without Python --------------------------------------------------------------------------------------------


def test_the_notice_comes_first_and_there_is_no_field_for_a_picture(open_still):
    page = open_still().page
    said = page.locator(".lesson-print").inner_text()
    places = [said.index(words) for words in (*NOTICE, SAID["alone"], SAID["example"], MEANING[0])]
    assert places == sorted(places)
    expect(page.locator("input[type=file]")).to_be_hidden()
    assert page.locator(".lesson-gate").count() == 0


def test_the_keys_move_the_limit_and_numbers_words_and_outline_are_those_of_python(open_still):
    offline = open_still()
    page, steps = offline.page, example()["steps"]
    slider = page.get_by_role("slider", name=SAID["limit"])
    slider.focus()
    page.keyboard.press("Home")
    for place, step in enumerate(steps):
        assert slider.get_attribute("aria-valuetext") == f"{step['limit']} of 100 from floor to print"
        assert read_table(page) == [list(pair) for pair in zip(step["numbers"], step["words"], strict=True)]
        assert page.locator("path.print").get_attribute("d") == step["print"]
        assert page.locator(".mark.here").count() == 3
        page.keyboard.press("ArrowRight")
        assert slider.input_value() == str(min(place + 1, len(steps) - 1))
    expect(slider).to_be_focused()
    offline.assert_silent()


def test_the_buttons_beside_the_slider_stop_at_both_ends(open_still):
    page = open_still().page
    slider = page.get_by_role("slider")
    for name, end in ((SAID["higher"], len(example()["steps"]) - 1), (SAID["lower"], 0)):
        for _ in range(10):
            page.get_by_role("button", name=name).click()
        assert slider.input_value() == str(end)


def test_the_marks_are_told_in_words_too(open_still):
    page = open_still().page
    flat = sum(step["words"][0] == "flat" for step in example()["steps"])
    expect(page.locator("tbody tr").first).to_contain_text(f"flat at {flat} of 9 limits")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(open_still, width, scheme):
    offline = open_still(width, scheme)
    check_axe(offline.page)
    assert offline.page.evaluate("document.documentElement.scrollWidth") <= width


# --- with Python ------------------------------------------------------------------------------------------------------


def test_the_field_waits_for_the_warning_signs(open_live):
    page = open_live(calm=False).page
    expect(page.locator("input[type=file]")).to_be_hidden()
    expect(page.locator(".closed")).to_contain_text("First answer the questions about warning signs.")
    answer_calmly(page)
    expect(page.get_by_label(SAID["file"])).to_be_visible()


def test_the_example_can_be_reached_above_the_long_form(open_live):
    page = open_live(calm=False).page
    page.get_by_role("button", name=SAID["try"]).click()
    expect(page.locator(".title")).to_be_focused()
    expect(page.locator(".title")).to_have_text(SAID["example"])


def test_a_picture_goes_in_pieces_and_comes_back_as_a_print(open_live, monkeypatch):
    offline = open_live()
    page = offline.page
    choose(page, PICTURE + bytes(2_500_000))  # what follows a JPEG's end is passed over
    expect(page.locator(".title")).to_have_text(SAID["own"], timeout=30_000)
    expect(page.locator(".title")).to_be_focused()
    expect(page.locator(".busy")).to_be_hidden()
    expect(page.locator(".board")).to_contain_text(MEANING[0])
    expect(page.locator(".board")).to_contain_text("It looks like a left foot.")
    assert [one["kind"] for one in offline.heard] == ["hello", "piece", "piece"]
    offline.assert_silent()


def test_the_page_lets_go_of_the_file(open_live):
    page = open_live().page
    choose(page, PICTURE)
    expect(page.locator(".title")).to_have_text(SAID["own"], timeout=30_000)
    assert page.get_by_label(SAID["file"]).input_value() == ""
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.parametrize(("data", "reason"), [(b"", "no bytes"), (b"words", "kind"), (PICTURE[:5000], "damaged")])
def test_a_file_without_a_print_gets_its_sentence_and_the_next_may_come(open_live, data, reason):
    page = open_live().page
    choose(page, data)
    expect(page.get_by_role("status")).to_have_text(REASONS[reason])
    expect(page.locator(".title")).to_have_text(SAID["example"])
    choose(page, PICTURE)
    expect(page.locator(".title")).to_have_text(SAID["own"], timeout=30_000)
    expect(page.get_by_role("status")).to_have_text("")


def test_a_file_that_is_too_heavy_is_not_even_sent(open_live, tmp_path):
    offline = open_live()
    heavy = tmp_path / "heavy.jpg"
    with heavy.open("wb") as file:
        file.truncate(60_000_001)
    offline.page.get_by_label(SAID["file"]).set_input_files(heavy)
    expect(offline.page.get_by_role("status")).to_have_text(REASONS["too heavy"])
    assert [one["kind"] for one in offline.heard] == ["hello"]


def test_a_tick_that_closes_the_door_takes_print_field_and_example_away(open_live):
    page = open_live().page
    choose(page, PICTURE)
    expect(page.locator(".title")).to_have_text(SAID["own"], timeout=30_000)
    page.locator(".lesson-gate summary").first.click()
    page.locator('.lesson-gate input[value="diabetes"]').check()
    for gone in (".board", ".field", "text=Try the example print"):
        expect(page.locator(".lesson-print").locator(gone)).to_be_hidden()
    expect(page.locator(".closed")).to_contain_text("a task with bare feet")
    page.locator('.lesson-gate input[value="diabetes"]').uncheck()
    page.locator('.lesson-gate input[name="none-conditions"]').check()
    expect(page.locator(".title")).to_have_text(SAID["example"])


def test_keys_do_not_reach_the_notebook(open_live):
    page = open_live().page
    page.evaluate("document.addEventListener('keydown', () => { document.title = 'heard'; })")
    page.get_by_role("slider").press("ArrowRight")
    assert page.title() == "Live"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_at_a_print_of_ones_own(open_live, width, scheme):
    page = open_live(width, scheme).page
    choose(page, PICTURE)
    expect(page.locator(".title")).to_have_text(SAID["own"], timeout=30_000)
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
