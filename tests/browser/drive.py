"""What a hand does on a lesson's page, and what an eye reads there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lessons_lib.publish.widgets import read_state as unpack_page

#: Reads a picture's numbers in the order in which explorable.js counts them.
READ_NUMBERS = r"""(svg) => {
  const numbered = new Set(["d", "x", "y", "width", "height", "cx", "cy", "r", "transform", "viewBox", "font-size",
    "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity"]);
  const found = [];
  for (const element of svg.querySelectorAll("*")) for (const { name, value } of element.attributes) {
    if (["fill", "stroke"].includes(name) && value.startsWith("#"))
      found.push(...[1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16)));
    else if (numbered.has(name)) found.push(...(value.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number));
  }
  return found;
}"""
READ_WORDS = """(lab) => [...lab.querySelectorAll(".stage > svg text")].map((text) => text.textContent)
  .concat(lab.querySelector(".caption").textContent)"""
#: Sets every control as a hand would, in one go and without waiting for a frame.
SET_VALUES = """(lab, values) => {
  const turn = (input, event, traits) => {
    Object.assign(input, traits);
    input.dispatchEvent(new Event(event, { bubbles: true }));
  };
  for (const [place, [label, value]] of values.entries()) {
    const control = lab.querySelectorAll(".control")[place];
    if (typeof value === "boolean") turn(control.querySelector("input"), "change", { checked: value });
    else if (typeof value === "number") turn(control.querySelector("[type=number]"), "change", { value });
    else turn(control.querySelector(`[value="${value}"]`), "change", { checked: true });
  }
}"""

#: axe passes over words in SVG. What a figure's words stand on is its own paper, or a fill of the palette.
READ_CONTRASTS = r"""() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll(".lesson-explorable")].flatMap((lab) => {
    const paper = light(getComputedStyle(lab.querySelector(".lab-body")).backgroundColor);
    return [...lab.querySelectorAll(".stage > svg text")].map((text) => {
      const ink = light(getComputedStyle(text).fill);
      return [text.textContent, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)];
    });
  });
}"""


def wait_for_widgets(page: Any) -> None:
    """Wait until every place for a widget has something in it."""
    from playwright.sync_api import expect

    # Not wait_for_function: the page's policy forbids the eval it needs.
    expect(page.locator("[data-model]")).not_to_have_count(0)
    expect(page.locator("[data-model]:empty")).to_have_count(0)


def find_lab(page: Any, title: str) -> Any:
    """The live figure whose controls carry a title."""
    return page.locator(".lesson-explorable").filter(has=page.locator(f'form[aria-label^="Controls: {title}"]'))


def find_question(page: Any, question_id: str) -> Any:
    """The widget of a question."""
    return page.locator(f'.lesson-quiz[data-question="{question_id}"]')


def come_near(part: Any) -> None:
    """Scroll something into view: what is far from the window is laid out then, and moves no more under the hand."""
    part.scroll_into_view_if_needed()


def open_figure(lab: Any) -> None:
    """Uncover a figure whose prediction nobody made."""
    for button in lab.locator(".veil button").all():
        button.click()


def set_values(lab: Any, values: dict[str, Any]) -> None:
    """Turn all controls of a lab, given in the order in which they stand."""
    lab.evaluate(SET_VALUES, [list(pair) for pair in values.items()])


def read_numbers(lab: Any) -> list[float]:
    """All numbers of the picture, in its own order."""
    numbers: list[float] = lab.locator(".stage > svg").evaluate(READ_NUMBERS)
    return numbers


def read_words(lab: Any) -> list[str]:
    """All texts of the picture, then the caption."""
    words: list[str] = lab.evaluate(READ_WORDS)
    return words


def read_contrasts(page: Any) -> list[tuple[str, float]]:
    """Every text of every figure, and how much brighter or darker it is than the paper (1 to 21)."""
    return [(words, contrast) for words, contrast in page.evaluate(READ_CONTRASTS)]


def read_state(page_file: Path) -> list[dict[str, Any]]:
    """What the page holds of its labs, in order."""
    states = [model["state"] for model in unpack_page(page_file.read_text("utf-8"))["models"].values()]
    return [state for state in states if "bake" in state]


def lock_in(question: Any, words: str = "") -> None:
    """Make a prediction: the option with these words, or where the slider stands."""
    come_near(question)
    if words:
        question.get_by_label(words).check()
    question.get_by_role("button", name="Lock in my guess").click()


def finish_everything(page: Any) -> None:
    """Lock in every guess and compare it, check every question, open every hint and every fold."""
    for question in page.locator(".lesson-quiz[data-question]").all():
        answer_somehow(question)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")


def answer_somehow(question: Any) -> None:
    """Choose the first option or write 5, then go as far as the buttons lead."""
    question.evaluate("""(card) => {
      const [option, box] = [card.querySelector("[type=radio], [type=checkbox]"), card.querySelector("[type=text]")];
      option?.click();
      if (box) { box.value = "5"; box.dispatchEvent(new Event("input", { bubbles: true })); }
      card.querySelector("form").requestSubmit();
      const buttons = () => [...card.querySelectorAll("button:not([hidden])")];
      const press = (start) => buttons().find((button) => button.textContent.startsWith(start))?.click();
      for (let step = 0; step < 3; step++) press("Hint");
      press("Compare");
    }""")


# --- JupyterLab -------------------------------------------------------------------------------------------------------


def watch_outside(page: Any, origin: str) -> list[str]:
    """A list that grows with every address outside a server that the page asks for."""
    outside: list[str] = []
    inside = (origin, origin.replace("http", "ws", 1), "data:", "blob:", "about:")

    def note(request: Any) -> None:
        if not request.url.startswith(inside):
            outside.append(request.url)

    page.on("request", note)
    page.on("websocket", note)
    return outside


def open_notebook(page: Any, address: str) -> None:
    """Open a notebook and wait until its kernel listens: JupyterLab would start a second one for who hurries."""
    page.goto(address)
    page.get_by_text("| Idle").wait_for()


def choose(page: Any, *path: str) -> None:
    """Go through JupyterLab's menus, such as "Run", "Run All Cells"."""
    menu, *items = path
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    for item in items:
        page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()


def run_all(page: Any) -> None:
    """Run all cells, from the menu."""
    choose(page, "Run", "Run All Cells")


def find_cell(page: Any, source: str) -> Any:
    """The code cell whose source holds a text."""
    return page.locator(".jp-CodeCell").filter(has=page.locator(".cm-content").get_by_text(source)).first


def run_cell(cell: Any) -> str:
    """Run one cell and wait for its end; returns what it shows as text."""
    prompt = cell.locator(".jp-InputPrompt").first
    count = prompt.text_content()
    cell.locator(".cm-content").click()
    cell.page.keyboard.press("Control+Enter")
    from playwright.sync_api import expect

    expect(prompt).not_to_have_text(count)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]"))
    outputs: list[str] = cell.locator(".jp-OutputArea-output").all_text_contents()
    return "".join(outputs).strip()


def add_cell(page: Any, code: str) -> Any:
    """A new cell at the end of the notebook with this code; not run yet."""
    page.locator(".jp-Cell").last.locator(".jp-InputPrompt").click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    return page.locator(".jp-Cell").last
