"""Widgets in a page without a kernel, in a real browser."""

import pytest

from lessons_lib.publish.exporter import read_part

from .conftest import COUNTER, code_cell, notebook, shown, text_cell, widget_entry, with_widgets

pytestmark = pytest.mark.browser

BROKEN = "export default { render() { throw new Error('no'); } }"
NOT_A_MODULE = "export default {{{"


@pytest.fixture
def open_widgets(write_page, offline_page):
    """Open a page of widgets and wait until every view has something in it."""
    from playwright.sync_api import expect

    def open_page(entries, views, before="", **options):
        offline = offline_page(write_page(with_widgets(entries, views, before)), **options)
        # Not wait_for_function: the page's policy forbids the eval it needs.
        expect(offline.page.locator("[data-model]:empty")).to_have_count(0)
        return offline

    return open_page


def texts(offline, selector="[data-model]"):
    return offline.page.locator(selector).all_text_contents()


def show(expression):
    """A module whose view shows the value of a JavaScript expression."""
    return f"export default {{ render({{ model, el }}) {{ el.textContent = {expression}; }} }}"


def test_the_host_stays_small():
    assert len(read_part("host.js")) < 5000


def test_a_widget_is_alive_offline_under_the_pages_own_policy(open_widgets):
    offline = open_widgets({"a": widget_entry(COUNTER, n=3)}, ["a"])
    offline.page.get_by_role("button", name="3 steps").click()
    assert texts(offline) == ["4 steps"]
    offline.assert_silent()


def test_an_executed_notebook_is_alive_too(built, offline_page):
    offline = offline_page(built.out / "first.html")
    offline.page.get_by_role("button", name="7 steps").click()
    offline.page.get_by_role("button", name="8 steps").wait_for()
    offline.page.get_by_role("button", name="3 steps").wait_for()
    offline.assert_silent()


def test_the_policy_is_alive_and_blocks_what_it_should(open_widgets):
    offline = open_widgets({"a": widget_entry(show("'on'"))}, ["a"])
    refused = offline.page.evaluate("fetch('https://example.org').then(() => 'loaded', () => 'refused')")
    assert refused == "refused"
    assert offline.requests == []
    assert any("Content Security Policy" in line for line in offline.console)


def test_two_views_of_one_model_move_together(open_widgets):
    offline = open_widgets({"a": widget_entry(COUNTER, n=3)}, ["a", "a"])
    offline.page.locator("[data-model] button").first.click()
    assert texts(offline) == ["4 steps", "4 steps"]


def test_a_module_is_imported_once_and_a_model_initialised_once(open_widgets):
    module = """globalThis.imported = (globalThis.imported ?? 0) + 1;
    export default {
      initialize({ model }) { model.set("made", (model.get("made") ?? 0) + 1); },
      render({ model, el }) { el.textContent = `${globalThis.imported} ${model.get("made")}`; },
    }"""
    offline = open_widgets({"a": widget_entry(module), "b": widget_entry(module)}, ["a", "b", "a"])
    assert texts(offline) == ["1 1", "1 1", "1 1"]


@pytest.mark.parametrize(
    "module",
    [
        show("'drawn'"),
        "export default () => ({ render({ el }) { el.textContent = 'drawn'; } })",
        "export default async () => ({ render({ el }) { el.textContent = 'drawn'; } })",
        "export function render({ el }) { el.textContent = 'drawn'; }",
    ],
    ids=["object", "function", "async function", "named render"],
)
def test_every_way_to_write_a_module_works(open_widgets, module):
    assert texts(open_widgets({"a": widget_entry(module)}, ["a"])) == ["drawn"]


def test_binary_traits_arrive_as_data_views_also_inside_other_traits(open_widgets):
    module = show("`${model.get('raw').getUint8(0)} ${model.get('deep').inner.byteLength}`")
    binary = [(["raw"], "YWJj"), (["deep", "inner"], "YWI=")]
    assert texts(open_widgets({"a": widget_entry(module, binary=binary, deep={})}, ["a"])) == ["97 2"]


def test_a_shared_value_reaches_every_model_as_its_own(open_widgets):
    module = show("model.get('gate').push('x') && `${model.get('gate').length} ${model.get('gate')[0]}`")
    gate = ["A sentence that is long enough. " * 20]
    entries = {name: widget_entry(module, gate=gate, n=n) for n, name in enumerate("ab")}
    assert texts(open_widgets(entries, ["a", "b"])) == [f"2 {gate[0]}"] * 2


def test_css_is_added_once_for_each_module(open_widgets):
    entries = {
        "a": widget_entry(COUNTER, css=".x { color: red }", n=1),
        "b": widget_entry(COUNTER, css=".x { color: red }", n=2),
    }
    offline = open_widgets(entries, ["a", "b"])
    styles = texts(offline, "head style")
    assert sum(".x{color:red}" in style for style in styles) == 1


def test_change_events_fire_at_once_for_the_key_and_for_the_model(open_widgets):
    module = """export default { render({ model, el }) {
      const heard = [];
      const forget = () => heard.push("forgotten");
      model.on("change:n", (source, value) => heard.push(`n=${value}=${source.get("n")}`));
      model.on("change", () => heard.push("any"));
      model.on("change:n", forget);
      model.off("change:n", forget);
      model.set("n", 2);
      model.set("n", 2);
      model.set("list", [1]);
      model.set({ list: [1], n: 3 });
      model.save_changes();
      el.textContent = heard.join(" ");
    } }"""
    offline = open_widgets({"a": widget_entry(module, n=1, list=[1])}, ["a"])
    assert texts(offline) == ["n=2=2 any n=3=3 any"]


def test_a_view_gets_a_living_signal_and_nobody_to_invoke(open_widgets):
    module = """export default { render({ el, signal, experimental }) {
      let answer = "answered";
      try { experimental.invoke("x"); } catch { answer = "refused"; }
      el.textContent = `${signal.aborted} ${answer}`;
    } }"""
    assert texts(open_widgets({"a": widget_entry(module)}, ["a"])) == ["false refused"]


@pytest.mark.parametrize("module", [BROKEN, NOT_A_MODULE, "export default {}"])
def test_a_broken_module_says_so_in_its_place_and_the_rest_go_on(open_widgets, module):
    entries = {"a": widget_entry(module), "b": widget_entry(COUNTER, n=3)}
    offline = open_widgets(entries, ["a", "b"], before='<figure class="lesson-still">still</figure>')
    assert texts(offline) == [
        "This figure could not start here. The picture above shows its first state.",
        "3 steps",
    ]
    offline.assert_silent()


def test_without_a_picture_the_apology_does_not_speak_of_one(open_widgets):
    assert texts(open_widgets({"a": widget_entry(BROKEN)}, ["a"])) == ["This figure could not start here."]


def test_views_far_below_are_mounted_after_those_in_sight(open_widgets):
    module = """export default { render({ model, el }) {
      globalThis.order = [...(globalThis.order ?? []), model.get("n")];
      el.textContent = "drawn";
    } }"""
    tall = '<div style="height: 9000px"></div>'
    entries = {"a": widget_entry(module, n="below"), "b": widget_entry(module, n="last")}
    offline = open_widgets(entries, ["a", "b"], before=tall)
    assert offline.page.evaluate("order") == ["below", "last"]


def test_the_page_works_where_the_browser_cannot_tell_what_is_near(write_page, offline_page, chromium):
    context = chromium.new_context()
    context.add_init_script("delete globalThis.IntersectionObserver; delete globalThis.requestIdleCallback;")
    page = context.new_page()
    page.goto(write_page(with_widgets({"a": widget_entry(COUNTER, n=3)}, ["a"])).as_uri())
    page.get_by_role("button", name="3 steps").wait_for()
    context.close()


# --- the page around the widgets --------------------------------------------------------------------


@pytest.fixture
def long_page(write_page):
    sections = [text_cell(f"## Part {number}\n\n" + "Words. " * 600) for number in range(1, 6)]
    return write_page(notebook(*sections, code_cell("x = 1")))


def test_the_contents_say_where_the_reader_is_also_after_a_jump(long_page, offline_page):
    offline = offline_page(long_page, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    for name in ("Part 4", "Part 2"):
        offline.page.get_by_role("navigation").get_by_role("link", name=name).click()
        offline.page.locator(f".contents a[aria-current]:text-is('{name}')").wait_for()
        assert offline.page.locator(".contents a[aria-current]").count() == 1
    offline.assert_silent()


def test_the_theme_button_turns_from_auto_to_light_to_dark_and_is_remembered(long_page, offline_page):
    offline = offline_page(long_page, color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    button = offline.page.get_by_role("button", name="Theme")
    seen = []
    for _ in range(3):
        seen.append((button.text_content(), offline.page.evaluate(ground)))
        button.click()
    white, black = "rgb(255, 255, 255)", "rgb(20, 26, 32)"
    assert seen == [("Theme: auto", white), ("Theme: light", white), ("Theme: dark", black)]
    for _ in range(3):  # past high contrast and auto
        button.click()
    offline.page.reload()
    assert (button.text_content(), offline.page.evaluate(ground)) == ("Theme: dark", black)


@pytest.mark.parametrize("width", [320, 360, 768, 1060, 1280, 1920])
def test_nothing_sticks_out_sideways(write_page, offline_page, width):
    wide_table = "|" + " heading |" * 12 + "\n|" + "---|" * 12 + "\n|" + " 1234567 |" * 12
    long_word = "donaudampfschifffahrtsgesellschaft" * 4
    page = write_page(
        notebook(
            text_cell(f"## A\n\n{wide_table}\n\n{long_word}"),
            code_cell(f"'{long_word}'", shown({"text/plain": long_word})),
        )
    )
    offline = offline_page(page, viewport={"width": width, "height": 700})
    offline.page.locator("summary", has_text="Code").click()
    assert offline.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_contents_are_folded_and_beside_wide_text_they_are_open(long_page, offline_page):
    for width, expected in ((360, False), (1280, True)):
        offline = offline_page(long_page, viewport={"width": width, "height": 700})
        assert offline.page.evaluate("document.querySelector('.contents details').open") is expected


def test_without_scripts_all_text_and_the_contents_can_be_read(long_page, offline_page):
    offline = offline_page(long_page, java_script_enabled=False, viewport={"width": 360, "height": 700})
    assert offline.page.locator(".contents a").first.is_visible()
    assert offline.page.get_by_role("heading", name="Part 5").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_mend(built, offline_page, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    offline = offline_page(
        built.out / "first.html",
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": width, "height": 800},
    )
    offline.page.get_by_role("button", name="7 steps").wait_for()
    offline.page.locator("summary", has_text="Code").click()
    results = Axe().run(offline.page)
    assert results.response["violations"] == []


def test_the_skip_link_is_the_first_stop_and_leads_to_the_lesson(long_page, offline_page):
    offline = offline_page(long_page)
    offline.page.keyboard.press("Tab")
    assert offline.page.evaluate("document.activeElement.textContent") == "Skip to the lesson"
    offline.page.keyboard.press("Enter")
    assert offline.page.evaluate("document.activeElement.id") == "lesson"
