"""What a folder of pages weighs, asks for, breaks, and how soon it answers: `python tests/benchmarks/pages.py html`.

Bytes as they lie and gzipped; requests to anywhere; what axe finds in every theme at both widths; and the time from the
start of the navigation to the frame that shows the answer of the page's first widget, on a processor four times slower
(the median of five). "top" opens the page as it is and turns the first widget, wherever it stands; "lab" opens it at
the heading above the first figure and turns that. A figure behind a prediction is opened without a guess first.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.test_every_page import AXE_TAGS  # noqa: E402
from tests.browser.tools import show_all  # noqa: E402
from tests.conftest import ARGUMENTS, LOCAL, find_chromium  # noqa: E402

SIZES = ((1280, 900), (360, 740))
#: What a reader's system may ask for; each is one more look at every page.
THEMES: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"color_scheme": "light", "contrast": "more"},
    "dark contrast": {"color_scheme": "dark", "contrast": "more"},
}
SLOWER, RUNS, PATIENCE = 4, 5, 30_000
LAB = ".lesson-explorable"

#: Turns a widget as soon as it is there, and again in every frame until something in it has changed; tells the time
#: of the frame after. It runs in the page, so that no driver's delay is counted, and looks once a frame, which costs
#: the page less than a millisecond.
PROBE = """(() => {
  const LAB = location.hash && LABS;
  const shown = (place) => place.querySelector(".stage")?.innerHTML
    ?? place.textContent + place.querySelector("input")?.checked;
  const turn = (place) => {
    const tell = (input, name) => input.dispatchEvent(new Event(name, { bubbles: true }));
    place.querySelector(".veil button")?.click();
    const box = place.querySelector("input[type=radio]:not(:checked), input[type=checkbox]");
    const other = place.querySelector("input[type=range]") ?? (box ? null : place.querySelector("select, input"));
    if (!other) box?.click();
    else {
      if (other.options) other.selectedIndex = 1;
      else other.value = other.type === "range" && other.value !== other.max ? other.max : other.min || "1";
      for (const name of ["input", "change"]) tell(other, name);
    }
    if (!LAB && !place.querySelector(".stage")) place.querySelector("button.primary")?.click();
  };
  const finish = (place) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { window.answered = { ms: performance.now(), top: place.getBoundingClientRect().top }; };
    requestAnimationFrame(() => port2.postMessage(0));
  };
  const look = () => {
    const place = LAB ? document.querySelector(LAB) : document.querySelector("[data-model]:not(:empty)");
    if (place && (!LAB || place.querySelector("input"))) {
      const before = shown(place);
      turn(place);
      if (shown(place) !== before) return finish(place);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()""".replace("LABS", repr(LAB))
#: The nearest thing with a name of its own before the first figure: where a link to it would lead.
HASH = """(lab) => [...document.querySelectorAll("main [id]")].findLast((named) =>
  named.contains(lab) || named.compareDocumentPosition(lab) & Node.DOCUMENT_POSITION_FOLLOWING)?.id"""


@dataclass
class Found:
    """What was measured on one page; times in ms by start and width."""

    raw: int
    zipped: int
    requests: set[str] = field(default_factory=set)
    violations: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    times: dict[tuple[str, int], list[float]] = field(default_factory=dict)


# --- opening ----------------------------------------------------------------------------------------------------------


@contextmanager
def opened(browser: Any, address: str, found: Found, slower: int = 1, probe: str = "", **options: Any) -> Iterator[Any]:
    """A page in a fresh context that cannot reach the network; `found.requests` grows with what it asked for."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.route("**/*", lambda route: answer(route, found))
    if probe:
        page.add_init_script(probe)
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    try:
        page.goto(address, wait_until="commit")
        yield page
    finally:
        context.close()


def answer(route: Any, found: Found) -> None:
    if route.request.url.startswith(LOCAL):
        return route.continue_()
    found.requests.add(route.request.url)
    return route.abort()


# --- measuring --------------------------------------------------------------------------------------------------------


def weigh(path: Path) -> Found:
    content = path.read_bytes()
    return Found(len(content), len(gzip.compress(content, 9)))


def measure(browser: Any, path: Path, runs: int, with_axe: bool) -> Found:
    """Everything about one page."""
    found = weigh(path)
    starts = find_starts(browser, path, found)
    for width, height in SIZES:
        for name, fragment in starts.items():
            size = {"width": width, "height": height}
            found.times[name, width] = [time_answer(browser, path, fragment, size, found) for _ in range(runs)]
        for theme, wishes in THEMES.items() if with_axe else ():
            found.violations[theme, width] = find_violations(browser, path, found, width, height, wishes)
    return found


def find_starts(browser: Any, path: Path, found: Found) -> dict[str, str]:
    """Where the page is entered: at its top, and at its first figure, if it has one."""
    with opened(browser, path.resolve().as_uri(), found) as page:
        page.wait_for_load_state("load")
        settle(page)
        starts = {"top": ""} if page.locator("[data-model]").count() else {}
        if page.locator(LAB).count():
            starts["lab"] = f"#{page.locator(LAB).first.evaluate(HASH)}"
    return starts


def settle(page: Any) -> None:
    from playwright.sync_api import expect

    expect(page.locator("[data-model]:empty")).to_have_count(0, timeout=PATIENCE)


def time_answer(browser: Any, path: Path, fragment: str, size: dict[str, int], found: Found) -> float:
    """From the start of the navigation to the frame that shows the answer, in ms."""
    address = path.resolve().as_uri() + fragment
    with opened(browser, address, found, SLOWER, PROBE, viewport=size) as page:
        told = page.evaluate_handle(AWAIT_ANSWER).json_value()
    if fragment and not -size["height"] < told["top"] < size["height"]:
        print(f"{path.name}{fragment} at {size['width']} px: the figure is out of view ({told['top']:.0f} px).")
    return float(told["ms"])


AWAIT_ANSWER = """new Promise((resolve, reject) => {
  const start = performance.now();
  const look = () => {
    if (window.answered) return resolve(window.answered);
    if (performance.now() - start > PATIENCE) return reject(new Error("No answer."));
    setTimeout(look, 50);
  };
  look();
})""".replace("PATIENCE", str(PATIENCE))


def find_violations(
    browser: Any, path: Path, found: Found, width: int, height: int, wishes: dict[str, str]
) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": height}
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    with opened(browser, path.resolve().as_uri(), found, bypass_csp=True, viewport=size, **wishes) as page:
        page.wait_for_load_state("load")
        settle(page)
        show_all(page)
        told = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:100]}" for rule in told for node in rule["nodes"]]


# --- telling ----------------------------------------------------------------------------------------------------------


def tell(found: dict[str, Found]) -> str:
    """A table in Markdown; below it every violation and every request."""
    places = [(start, width) for start in ("top", "lab") for width, _ in SIZES]
    head = ["page", "bytes", "gzipped", "requests", "axe", *(f"{start} {width} px, ms" for start, width in places)]
    rows = [
        [name, *weights(page), *(median(page.times.get(place)) for place in places)] for name, page in found.items()
    ]
    lines = [head, ["---"] * len(head), *rows]
    troubles = [f"{name}: {trouble}" for name, page in found.items() for trouble in troubles_of(page)]
    return "\n".join(["| " + " | ".join(line) + " |" for line in lines] + troubles)


def weights(page: Found) -> list[str]:
    broken = sum(map(len, page.violations.values()))
    return [f"{page.raw:,}", f"{page.zipped:,}", str(len(page.requests)), str(broken) if page.violations else "–"]


def median(times: list[float] | None) -> str:
    return f"{statistics.median(times):.0f} ({min(times):.0f}–{max(times):.0f})" if times else "–"


def troubles_of(page: Found) -> Iterator[str]:
    yield from sorted(page.requests)
    for (theme, width), violations in page.violations.items():
        yield from (f"{theme}, {width} px: {violation}" for violation in violations)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--only", default="", help="pages whose name begins so")
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--without-axe", action="store_true")
    asked = options.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        pages = sorted(asked.folder.glob(f"{asked.only}*.html"))
        found = {page.stem: measure(browser, page, asked.runs, not asked.without_axe) for page in pages}
        browser.close()
    print(tell(found))


if __name__ == "__main__":
    main()
