"""How fast a figure answers: `python tests/benchmarks/latency.py [--runs 3]` on a quiet machine, in a real JupyterLab.

Slider to picture: 40 presses of the right arrow, one at a time, after 5 to warm up. It starts at the key's own time
stamp and ends after the first frame that shows the change (requestAnimationFrame, then a message). The same drawing
goes through ipywidgets' `interact` and `plt.show()` beside it. A run is a new notebook with a new kernel.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_notebook  # noqa: E402

from lessons_lib.explorable.bake import bake_now  # noqa: E402
from lessons_lib.explorable.decorate import Explorable  # noqa: E402
from lessons_lib.lesson import domino, how_tightly, spot_the_wedge, two_way_tibia  # noqa: E402
from tests.browser.drive import find_cell, open_notebook, run_all  # noqa: E402
from tests.browser.server import LESSONS, LabServer, copy_course, open_lab  # noqa: E402
from tests.conftest import ARGUMENTS, find_chromium  # noqa: E402

LABS = (spot_the_wedge, domino, two_way_tibia, how_tightly)
WITH_SLIDER = (domino, two_way_tibia)
WARM_UP, PRESSES, FIRST_FRAMES = 5, 40, 10
#: Between two keys, in ms.
REST = 300
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

IMPORTS = """%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
from lessons_lib.explorable.drawing import make_figure, _style
from lessons_lib.lesson import domino, two_way_tibia

def show_by_interact(lab):
    def show(**moved):
        with plt.rc_context(_style()):
            lab.function(plt.figure(), **lab.settings(**moved))
            plt.show()
    name, slider = next(iter(lab.sliders.items()))
    interact(show, **{name: FloatSlider(slider.low, min=slider.low, max=slider.high, step=slider.step)})"""

#: Counts time from a key to the frame that shows what it changed. It marks once per batch of mutations, or it would
#: charge the page for its own work.
PROBE = """(place) => {
  const probe = { start: 0, times: [], written: [], moved: new Set(), waiting: null };
  const finish = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { probe.times.push(performance.now() - probe.start); probe.waiting?.(); };
    requestAnimationFrame(() => port2.postMessage(0));
  };
  document.addEventListener("keydown", (event) => { probe.start = event.timeStamp; probe.armed = true; }, true);
  new MutationObserver((batch) => {
    if (!probe.armed) return;
    const images = batch.flatMap((each) => [...each.addedNodes]).flatMap((node) =>
      node.nodeName === "IMG" ? [node] : [...(node.querySelectorAll?.("img") ?? [])]);
    if (place.matches(".stage")) for (const { target } of batch) probe.moved.add(target);
    else if (!images.length) return;
    probe.armed = false;
    probe.written.push(performance.now() - probe.start);
    if (images.length && !images[0].complete) images[0].addEventListener("load", finish); else finish();
  }).observe(place, { attributes: true, childList: true, characterData: true, subtree: true });
  place.probe = probe;
}"""
#: Waits for a frame, then for a part of the next one: a hand knows nothing of frames, and a key that always came right
#: after one would always wait longest.
AWAIT_TIMES = """(place, count) => new Promise((resolve) => {
  const check = () => {
    if (place.probe.times.length >= count) setTimeout(resolve, (count * 7) % 17); else place.probe.waiting = check;
  };
  check();
})"""
#: From the key that runs a cell to its first picture, and from there to the figure that needs no kernel.
FIRST_FRAME = """(cell) => new Promise((resolve) => {
  for (const old of cell.querySelectorAll("svg, .lesson-explorable")) old.dataset.old = "";
  const found = {};
  let start = 0;
  document.addEventListener("keydown", (event) => { start = event.timeStamp; }, true);
  const mark = (name, selector) => {
    if (found[name] || !cell.querySelector(selector)) return;
    found[name] = true;
    requestAnimationFrame(() => {
      found[name] = performance.now() - start;
      if (found.live > 1 && found.picture > 1) { observer.disconnect(); resolve([found.picture, found.live]); }
    });
  };
  const observer = new MutationObserver(() => {
    mark("picture", "svg.lesson-figure:not([data-old])");
    mark("live", ".lesson-explorable[data-live=baked]:not([data-old])");
  });
  observer.observe(cell, { attributes: true, childList: true, subtree: true });
})"""


@dataclass
class Run:
    """What one notebook measured, in ms: until the frame, until the numbers are `written`; and what moves."""

    baked: dict[str, list[float]] = field(default_factory=dict)
    interact: dict[str, list[float]] = field(default_factory=dict)
    written: dict[str, list[float]] = field(default_factory=dict)
    first: dict[str, list[float]] = field(default_factory=dict)
    live: dict[str, list[float]] = field(default_factory=dict)
    moving: dict[str, int] = field(default_factory=dict)


# --- in JupyterLab ----------------------------------------------------------------------------------------------------


def write_notebook(folder: Path, number: int) -> str:
    sources = [IMPORTS]
    for lab in WITH_SLIDER:
        sources += [f"{lab.name}()", f"show_by_interact({lab.name})"]
    cells = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    name = f"latency-{number}.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=PYTHON), folder / name)
    return name


def measure(browser: Any, server: LabServer, number: int) -> Run:
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    open_notebook(page, server.address_of(write_notebook(server.folder, number)))
    run_all(page)
    page.locator(".noUi-handle").nth(len(WITH_SLIDER) - 1).wait_for()
    run = Run()
    for lab in WITH_SLIDER:
        measure_baked(page, lab, run)
        measure_interact(page, lab, run)
        measure_first_frames(page, lab, run)
    context.close()
    return run


def measure_baked(page: Any, lab: Explorable, run: Run) -> None:
    cell = find_cell(page, f"{lab.name}()")
    cell.locator(".lesson-explorable[data-live=baked]").wait_for()
    stage = cell.locator(".stage")
    run.baked[lab.name] = press_arrows(cell.get_by_role("slider").first, stage)
    run.written[lab.name] = stage.evaluate("(place) => place.probe.written")[-PRESSES:]
    run.moving[lab.name] = stage.evaluate("(place) => [...place.probe.moved].filter((one) => one !== place).length")


def measure_interact(page: Any, lab: Explorable, run: Run) -> None:
    cell = find_cell(page, f"show_by_interact({lab.name})")
    cell.locator("img").wait_for()
    run.interact[lab.name] = press_arrows(cell.locator(".noUi-handle").first, cell.locator(".jp-Cell-outputArea"))


def press_arrows(slider: Any, place: Any) -> list[float]:
    """Press the right arrow from the slider's lower end, each time once the picture of the last press is there."""
    place.evaluate(PROBE)
    slider.focus()
    # Right before the first Home, because a slider that stands at its end would change nothing.
    keys = ["ArrowRight", "Home", *["ArrowRight"] * WARM_UP, "Home", *["ArrowRight"] * PRESSES]
    for done, key in enumerate(keys, 1):
        # As a person who looks at each step: a page that still draws would make the key wait for its next frame.
        slider.page.wait_for_timeout(REST)
        slider.page.keyboard.press(key)
        place.evaluate(AWAIT_TIMES, done)
    times: list[float] = place.evaluate("(place) => place.probe.times")
    return times[-PRESSES:]


def measure_first_frames(page: Any, lab: Explorable, run: Run) -> None:
    cell = find_cell(page, f"{lab.name}()")
    run.first[lab.name], run.live[lab.name] = [], []
    for _ in range(FIRST_FRAMES):
        cell.locator(".cm-content").click()
        watch = cell.evaluate_handle(f"(cell) => ({{ found: ({FIRST_FRAME})(cell) }})")
        page.keyboard.press("Control+Enter")
        picture, live = watch.evaluate("(watch) => watch.found")
        run.first[lab.name].append(picture)
        run.live[lab.name].append(max(0.0, live - picture))


# --- in this process --------------------------------------------------------------------------------------------------


def bake_afresh(lab: Explorable) -> tuple[int, float]:
    """Drawings and seconds of one bake that no cache helps."""
    start = time.perf_counter()
    packed = bake_now(lab)
    return packed["drawings"], time.perf_counter() - start


# --- what it prints ---------------------------------------------------------------------------------------------------


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[round(share * (len(times) - 1))]


def summary(times: list[float]) -> str:
    return " / ".join(f"{part:6.1f}" for part in (percentile(times, 0.5), percentile(times, 0.95), max(times)))


def collect(runs: list[Run], kind: str, lab: Explorable) -> list[float]:
    return [taken for run in runs for taken in getattr(run, kind)[lab.name]]


def print_presses(title: str, lab: str, baked: list[float], interact: list[float]) -> None:
    ratio = percentile(interact, 0.5) / percentile(baked, 0.5)
    print(f"{title:9} {lab:14} {summary(baked)}   {summary(interact)}   {ratio:5.1f}x")


def print_runs(runs: list[Run]) -> None:
    print(f"\nSlider to picture, ms, n = {PRESSES} a run: p50 / p95 / max, and the ratio of the medians")
    print(f"{'':9} {'lab':14} {'baked':22}   {'interact + plt.show()':22}   {'ratio':>6}")
    for lab in WITH_SLIDER:
        for number, run in enumerate(runs, 1):
            print_presses(f"run {number}", lab.name, run.baked[lab.name], run.interact[lab.name])
        print_presses("all runs", lab.name, *(collect(runs, kind, lab) for kind in ("baked", "interact")))
    print("\nOf that, until all that moves is written (the rest is the wait for a frame), ms: p50 / p95 / max")
    for lab in WITH_SLIDER:
        print(f"{lab.name:14} {summary(collect(runs, 'written', lab))}   {runs[0].moving[lab.name]} moving elements")
    print("\nA cell that runs, ms, median (max); kernel warm, libraries imported, bake in the cache")
    for lab in WITH_SLIDER:
        first, live = (collect(runs, kind, lab) for kind in ("first", "live"))
        told = [f"{statistics.median(times):.0f} ({max(times):.0f})" for times in (first, live)]
        print(f"{lab.name:14} first picture {told[0]}, from there to live {told[1]}")


def print_bakes(how_often: int) -> None:
    print(f"\nA bake in a process of its own, no cache, median of {how_often}")
    for lab in LABS:
        lab.draw()
        baked = [bake_afresh(lab) for _ in range(how_often)]
        drawings, seconds = baked[0][0], statistics.median(seconds for _, seconds in baked)
        print(f"{lab.name:14} {drawings:4} drawings {seconds:6.2f} s {1000 * seconds / drawings:6.1f} ms a drawing")


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast a figure answers.")
    parser.add_argument("--runs", type=int, default=3, help="notebooks to measure, each with a new kernel")
    how_often = parser.parse_args().runs
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        course = copy_course(Path(folder))
        course.run(*LESSONS, "html", "01", "--out", "html")
        with open_lab(course) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            runs = []
            for number in range(1, how_often + 1):
                print(f"run {number}: load of the machine {os.getloadavg()[0]:.2f}", flush=True)
                runs.append(measure(browser, server, number))
            browser.close()
    print_runs(runs)
    print_bakes(how_often)


if __name__ == "__main__":
    main()
