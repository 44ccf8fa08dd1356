"""Somebody without a mouse reads the whole course, without a network: from the first page to the score, and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ARGUMENTS, find_chromium

from .keyboard import Chromium, Firefox, find_firefox, outside

Browser = Chromium | Firefox
LESSONS = 10
#: Where the hand stands: what a reader hears of it, and what is needed to know what to do with it.
STAND = """(() => {
  const at = document.activeElement;
  if (!document.hasFocus() || at === document.body || at === document.documentElement) return null;
  window.numbers ??= new WeakMap();
  if (!numbers.has(at)) numbers.set(at, window.counted = (window.counted ?? 0) + 1);
  const inside = (found) => at.closest(found);
  const box = at.getBoundingClientRect(), card = inside("[data-question]"), lab = inside(".lesson-explorable");
  const stops = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const end = [...stops].findLast((one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length
    && getComputedStyle(one).visibility === "visible");
  const group = `[name="${CSS.escape(at.name ?? "")}"]:checked`;
  return {
    number: numbers.get(at), tag: at.localName, type: at.type ?? "", value: String(at.value ?? ""),
    href: at.getAttribute("href") ?? "", rel: at.rel ?? "", classes: at.className,
    words: (at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 60),
    question: card?.dataset.question ?? "", kind: card?.dataset.kind ?? "",
    lab: lab?.querySelector("form")?.getAttribute("aria-label") ?? "",
    veiled: Boolean(inside(".veil")), gate: Boolean(inside(".lesson-gate")),
    chosen: at.type === "radio" && Boolean((at.form ?? document).querySelector(group)),
    ticked: Boolean(card?.querySelector("[type=checkbox]:checked")), last: at === end,
    seen: at.getClientRects().length > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
})()"""
#: What a figure shows: its picture, and what it says.
SHOWN = """(() => {
  const lab = document.activeElement.closest(".lesson-explorable");
  return lab.querySelector(".stage").innerHTML + lab.querySelector(".caption").textContent;
})()"""
READY = """document.readyState === "complete" && location.protocol !== "about:"
  && !document.querySelector("[data-model]:empty") && location.pathname"""
SCORE = """[...document.querySelectorAll(".lesson-back p")].map((told) => told.textContent)
  .find((words) => words.includes("After:"))"""
#: Longer than any page has places for a hand, and all that is answered there.
MOST_STOPS = 3000
#: A field for a date has a stop for the day, the month, the year, and the calendar.
DATE_PARTS = 4
TYPES = {
    "single",
    "multiple",
    "numeric",
    "order",
    "match",
    "fill",
    "hotspot",
    "judge",
    "predict",
    "form",
    "trust",
    "case",
}


@dataclass
class Reader:
    """Goes through pages with Tab, and does at every stop what a diligent reader would."""

    browser: Browser
    answered: Counter[str] = field(default_factory=Counter)
    moved: set[str] = field(default_factory=set)
    done: set[tuple[str, ...]] = field(default_factory=set)
    passed_gate: bool = False
    pages: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def open(self, page: Path) -> None:
        self.browser.open(page.resolve().as_uri())
        assert self.arrive() == page.stem

    def arrive(self) -> str:
        """Wait until a page and all its widgets stand; returns its name."""
        path = self.browser.wait(READY)
        assert path, "the page never stood"
        self.pages.append(Path(path).stem)
        return self.pages[-1]

    def stand(self) -> Any:
        """Where the hand is, None where it has left the page's contents."""
        return self.browser.read(STAND)

    def go_through(self) -> None:
        """From the top of the page with Tab alone to its end, answering and moving whatever there is."""
        at, held = None, 0
        for _ in range(MOST_STOPS):
            before, at = at, self.step()
            held = held + 1 if before and at["number"] == before["number"] else 0
            assert held < DATE_PARTS, f"{self.pages[-1]}: Tab does not leave {at}"
            self.act(at)
            at = self.stand()
            assert at, f"{self.pages[-1]}: the hand is lost after {before}"
            if at["last"]:
                return self.come_out()
        raise AssertionError(f"{self.pages[-1]}: Tab never comes out; it stands on {at}")

    def step(self) -> Any:
        """Press Tab; the hand should stand on something that can be seen."""
        self.browser.press("Tab")
        at = self.stand()
        assert at, f"{self.pages[-1]}: Tab leads nowhere"
        if not at["seen"] and not self.browser.wait(f"({STAND}).seen", 2):  # the page may move a frame later
            self.unseen.append(f"{self.pages[-1]}: {at}")
        return at

    def come_out(self) -> None:
        """Tab leads from the last thing of the page out of it, and Shift+Tab back."""
        if self.browser.comes_round:
            self.browser.press("Tab")
            at = self.stand()
            assert at is None or "skip" in at["classes"], f"{self.pages[-1]}: Tab does not come out: {at}"
            self.find(lambda at: at["last"], "Shift+Tab")

    def find(self, holds: Callable[[Any], bool], key: str = "Tab") -> Any:
        """Press Tab (or Shift+Tab) until the hand stands on what is looked for."""
        for _ in range(MOST_STOPS):
            self.browser.press(key)
            at = self.stand()
            if at and holds(at):
                return at
        raise AssertionError(f"{self.pages[-1]}: not found by {key}")

    def follow(self, holds: Callable[[Any], bool], key: str = "Tab") -> str:
        """Find a link and press Enter on it; returns the name of the page it leads to."""
        before = self.pages[-1]
        self.find(holds, key)
        self.browser.press("Enter")
        assert self.browser.wait(f"!location.pathname.endsWith('/{before}.html')"), "the link leads nowhere"
        return self.arrive()

    # --- what to do at a stop ---

    def act(self, at: Any) -> None:
        if at["lab"]:
            self.move(at)
        elif at["gate"]:
            self.pass_gate(at)
        elif at["question"]:
            self.answer(at)

    def move(self, at: Any) -> None:
        """Open a figure that waits for a guess; turn its first control there and back."""
        if at["veiled"]:
            self.browser.press("Enter")
        elif at["type"] in ("range", "radio", "checkbox") and at["lab"] not in self.moved:
            before = self.browser.read(SHOWN)
            for key in {"range": ("ArrowRight", "ArrowLeft"), "radio": ("ArrowDown", "ArrowUp")}.get(
                at["type"], ("Space",)
            ):
                self.browser.press(key)
                if self.browser.read(SHOWN) != before:
                    self.moved.add(at["lab"])

    def pass_gate(self, at: Any) -> None:
        """An adult who feels everything and has none of the signs."""
        if at["type"] == "radio" and not at["chosen"]:
            self.browser.press("Space")
            for _ in range(6):
                if self.stand()["value"] in ("16-or-over", "tested-normal"):
                    break
                self.browser.press("ArrowDown")
        elif at["type"] == "checkbox" and at["value"] == "none":
            self.browser.press("Space")
        elif at["type"] == "submit":
            self.browser.press("Enter")
            self.passed_gate = True

    def answer(self, at: Any) -> None:
        """Choose, type or move something, then press what there is to press, each button of a card once."""
        if at["tag"] == "button":
            self.press_button(at)
        elif at["tag"] == "select":
            self.once(at, "ArrowDown")
        elif at["type"] == "radio":
            if not at["chosen"]:
                self.browser.press("Space")
        elif at["type"] == "checkbox":
            if not at["ticked"]:
                self.browser.press("Space")
        elif at["type"] == "range":
            self.once(at, "ArrowRight")
        elif at["type"] in ("text", "number") and not at["value"]:
            self.once(at, "5")

    def press_button(self, at: Any) -> None:
        submits = at["type"] == "submit"
        if at["words"] in ("Back", "Try another way"):
            return
        if at["kind"] in ("form", "case") and submits:  # one button leads through all of it
            self.browser.press("Enter")
            self.answered[at["kind"]] += 1
        elif self.once(at, "Enter") and submits:
            self.answered[at["kind"]] += 1

    def once(self, at: Any, key: str) -> bool:
        """Press a key on something, the first time the hand stands on it."""
        what = (at["question"], str(at["number"]), at["words"])
        if what in self.done:
            return False
        self.done.add(what)
        self.browser.press(key)
        return True


# --- the browsers -----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["chromium", *(["firefox"] if find_firefox() else [])])
def start(request: pytest.FixtureRequest, chromium: Any, tmp_path: Path) -> Iterator[Callable[[], Browser]]:
    """Starts a browser on one profile; what is still open at the end is closed."""
    started: list[Browser] = []
    profile = tmp_path / "profile"

    def start_browser() -> Browser:
        for browser in started:
            started.remove(browser)
            browser.close()
        if request.param == "chromium":
            started.append(Chromium(chromium.browser_type, str(find_chromium()), ARGUMENTS, profile))
        else:
            started.append(Firefox(str(find_firefox()), profile))
        return started[-1]

    yield start_browser
    for browser in started:
        browser.close()


def is_next(at: Any) -> bool:
    return at["tag"] == "a" and at["rel"] == "next"


def leads_to(name: str) -> Callable[[Any], bool]:
    return lambda at: at["href"].partition("#")[0] == name


def test_a_reader_without_a_mouse_gets_from_the_first_page_to_a_score_that_is_there_tomorrow(start, site_pages):
    reader = Reader(start())
    reader.open(site_pages["index"])
    reader.go_through()
    reader.follow(leads_to("00-start-here.html"), "Shift+Tab")
    for _ in range(LESSONS - 1):
        reader.go_through()
        reader.follow(is_next, "Shift+Tab")
    reader.go_through()
    score = reader.browser.wait(SCORE)
    assert re.search(r"Before: \d+ of \d+.*After: \d+ of \d+", score)
    assert [name for name in reader.pages if re.match(r"\d\d-", name)] == sorted(
        name for name in site_pages if re.match(r"\d\d-", name)
    )
    assert set(reader.answered) >= TYPES
    assert reader.passed_gate
    assert len(reader.moved) >= LESSONS - 1
    assert len(reader.unseen) <= reader.browser.forgets, reader.unseen
    assert (outside(reader.browser.requests), reader.browser.errors) == ([], [])

    again = Reader(start())
    again.open(site_pages[reader.pages[-1]])
    assert again.browser.wait(f"({SCORE}) === {score!r} && {SCORE}") == score
