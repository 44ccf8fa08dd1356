"""Packages in a platform that others wrote: `python tests/benchmarks/scorm.py path/to/scorm12.min.js PACKAGE.zip …`.

The first argument is the SCORM 1.2 file of scorm-again (npm, MIT; `dist/scorm12.min.js`). Every lesson of every package
is opened in Chromium in a page whose platform it is. All questions are answered, each wrong one once more with the
answer shown; then the lesson is left and opened again from what the platform had kept as JSON. A line a lesson: its
questions, characters of suspend_data, score, status, cards that do not show the same again, errors of the platform.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.drive import wait_for_widgets  # noqa: E402
from tests.conftest import ARGUMENTS, find_chromium  # noqa: E402

HOST = "http://lms.invalid"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
PAGE = """<!DOCTYPE html><title>scorm-again</title><iframe name="lesson" style="width:1280px;height:900px"></iframe>
<script>SCRIPT</script>"""
#: A new visit: the API gets what the visit before left behind. Errors are counted; nothing is sent anywhere.
LAUNCH = """([address, kept]) => {
  self.told ??= [];
  self.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  if (kept) API.loadFromJSON(kept.cmi);
  for (const call of ["LMSSetValue", "LMSGetValue", "LMSInitialize", "LMSCommit", "LMSFinish"]) {
    const original = API[call].bind(API);
    API[call] = (...given) => {
      const answer = original(...given);
      const code = String(API.LMSGetLastError());
      if (code !== "0") told.push(`${code} ${call} ${given.join(" ").slice(0, 60)}`);
      if (call === "LMSFinish") self.finished = true;
      return answer;
    };
  }
  self.finished = false;
  document.querySelector("iframe").src = address;
}"""
READ = "() => ({ cmi: JSON.parse(JSON.stringify(API.cmi)), told, finished })"
#: Answers what a card shows now, as far as one press leads.
ANSWER = """(card) => {
  const turn = (input, traits) => {
    Object.assign(input, traits);
    for (const event of ["input", "change"]) input.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const shown = (node) => node.getClientRects().length > 0;
  const names = new Set();
  for (const box of card.querySelectorAll("[type=radio], [type=checkbox]"))
    if (shown(box) && !names.has(box.name)) { names.add(box.name); if (!box.checked) box.click(); }
  for (const box of card.querySelectorAll("[type=text]")) if (!box.value) turn(box, { value: "5" });
  for (const box of card.querySelectorAll("[type=number]")) if (shown(box) && !box.value) turn(box, { value: "7" });
  for (const list of card.querySelectorAll("select")) if (!list.value) turn(list, { value: "1" });
  const press = (start) => {
    const buttons = [...card.querySelectorAll("button:not([hidden])")].filter(shown);
    const found = buttons.find((one) => one.textContent.startsWith(start));
    found?.click();
    return Boolean(found);
  };
  const on = ["Check", "Lock in my guess", "Lock away", "Next", "Finish", "Decide", "Hand over"].some(press);
  press("Hint");
  press("Compare");
  return on && ["form", "case"].includes(card.dataset.kind);
}"""
AGAIN = """(card) => {
  if (["form", "case", "trust", "predict"].includes(card.dataset.kind)) return;
  [...card.querySelectorAll("button:not([hidden])")].find((one) => one.textContent === "Show me")?.click();
  card.querySelector("form").requestSubmit();
}"""
SEE = """(card) => [card.dataset.question, card.textContent,
  ...[...card.querySelectorAll("input, select")].map((one) => [one.value, one.checked])]"""


@dataclass(frozen=True)
class Lesson:
    """A page of a package that answers to the platform."""

    path: str
    html: str


def read_package(path: Path) -> list[Lesson]:
    """The tracked pages of a package, found as a platform finds them: through its manifest."""
    with zipfile.ZipFile(path) as package:
        manifest = ET.fromstring(package.read("imsmanifest.xml"))
        resources = {one.get("identifier"): one for one in manifest.iter(f"{CP}resource")}
        asked = [resources[item.get("identifierref")] for item in manifest.iter(f"{CP}item")]
        paths = [unquote(one.get("href", "")) for one in asked if one.get(f"{ADL}scormtype") == "sco"]
        return [Lesson(path, package.read(path).decode()) for path in paths]


class Platform:
    """A page of scorm-again with a lesson in its frame."""

    def __init__(self, context: Any, script: str, lesson: Lesson) -> None:
        self.lesson, self.page, self.errors = lesson, context.new_page(), list[str]()
        pages = {f"{HOST}/": PAGE.replace("SCRIPT", script.replace("</script", "<\\/script"))}
        pages[f"{HOST}/{lesson.path}"] = lesson.html
        self.page.route("**/*", lambda route: self._answer(route, pages))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{HOST}/")

    def _answer(self, route: Any, pages: dict[str, str]) -> None:
        address = route.request.url.partition("#")[0]
        if address.startswith(("data:", "blob:")):
            return route.continue_()
        if address not in pages:
            self.errors.append(f"asked for {address}")
            return route.abort()
        return route.fulfill(body=pages[address], content_type="text/html; charset=utf-8")

    def launch(self, kept: Any = None) -> Any:
        address = f"{HOST}/{self.lesson.path}"
        with self.page.expect_event("framenavigated", lambda frame: frame.url == address):
            self.page.evaluate(LAUNCH, [address, kept])
        frame = self.page.frame("lesson")
        wait_for_widgets(frame)
        return frame

    def leave(self) -> Any:
        """Take the lesson away; returns what the platform has then."""
        with self.page.expect_event("framenavigated", lambda frame: frame.url == "about:blank"):
            self.page.evaluate("document.querySelector('iframe').src = 'about:blank'")
        return self.page.evaluate(READ)


def find_cards(frame: Any) -> list[Any]:
    return list(frame.locator(".lesson-quiz[data-question]").all())


def answer_all(frame: Any) -> None:
    for card in find_cards(frame):
        while card.evaluate(ANSWER):
            pass


def see(frame: Any) -> list[Any]:
    return [card.evaluate(SEE) for card in find_cards(frame)]


def measure(context: Any, script: str, lesson: Lesson) -> str:
    """One line about one lesson."""
    platform = Platform(context, script, lesson)
    frame = platform.launch()
    answer_all(frame)
    for card in find_cards(frame):
        card.evaluate(AGAIN)
    before = see(frame)
    kept = platform.leave()
    after = see(platform.launch(json.loads(json.dumps(kept))))
    again = platform.leave()
    core, then = kept["cmi"]["core"], again["cmi"]["core"]
    changed = [one[0] for one, other in zip(before, after, strict=True) if one != other]
    told = sorted(set(again["told"]) | set(platform.errors))
    platform.page.close()
    steady = (core["score"], core["lesson_status"]) == (then["score"], then["lesson_status"])
    cells = [
        lesson.path, str(len(before)), str(len(kept["cmi"]["suspend_data"])), core["score"]["raw"],
        core["lesson_status"], ", ".join(changed) or "none", "yes" if steady else f"no: {core} then {then}",
        "yes" if kept["finished"] else "no", "; ".join(told) or "none",
    ]  # fmt: skip
    return " | ".join(cells)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("script", type=Path, help="scorm-again's dist/scorm12.min.js")
    asked.add_argument("packages", type=Path, nargs="+")
    given = asked.parse_args()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # a busy machine is no fault of the package
    print("lesson | cards | suspend_data | score | status | changed | score and status stay | finished | errors")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        context = browser.new_context(reduced_motion="reduce", viewport={"width": 1300, "height": 950})
        for package in given.packages:
            for lesson in read_package(package):
                print(measure(context, given.script.read_text("utf-8"), lesson), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
