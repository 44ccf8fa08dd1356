"""A learning platform made of one page: it holds a lesson in a frame and answers it by the letter of SCORM 1.2."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

RUNTIME = (Path(__file__).parent / "scorm_runtime.js").read_text("utf-8")
HOST = "http://lms.invalid"
#: Nothing is ever asked of the network: the browser gets every file of this host from the test.
PAGE = """<!DOCTYPE html><html lang="en"><title>A learning platform</title>
<style>body { margin: 0 } iframe { width: 100%; height: 880px; border: 0 }</style>
<iframe name="lesson" title="Lesson"></iframe><script>RUNTIME</script>"""
LAUNCH = """([address, data, without]) => {
  self.platform ??= new Platform(data, without);
  self.API = platform.visit();
  document.querySelector("iframe").src = address;
}"""
AROUND = '<!DOCTYPE html><title>Around</title><iframe name="inner" src="ADDRESS"></iframe>'


class Lms:
    """The platform's page in a browser."""

    def __init__(self, context: Any) -> None:
        context.route("**/*", self._answer)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def start(self, files: Mapping[str, str | bytes], data: Mapping[str, str] | None = None) -> Lms:
        """Begin anew with what the server holds, by path, and what is kept of the lesson already."""
        self.files, self.data, self.without = dict(files), dict(data or {}), list[str]()
        self.errors, self.outside = list[str](), list[str]()
        self.page.goto(f"{HOST}/")
        return self

    def _answer(self, route: Any) -> None:
        address = route.request.url
        if not address.startswith("http"):
            return route.continue_()
        body = self._find(address)
        if body is None:
            self.outside.append(address)
            return route.abort()
        return route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def _find(self, address: str) -> str | bytes | None:
        path = address.removeprefix(HOST).partition("#")[0].lstrip("/")
        around = AROUND.replace("ADDRESS", f"{HOST}/{path.rpartition('around/')[2]}") if "around/" in path else None
        return around or (self.files.get(path) if path else PAGE.replace("RUNTIME", RUNTIME))

    def launch(self, path: str) -> Any:
        """Open a lesson in the frame; returns the frame when it has loaded."""
        with self.page.expect_event("framenavigated", lambda frame: frame.url.endswith(path)):
            self.page.evaluate(LAUNCH, [f"{HOST}/{path}", self.data, self.without])
        frame = self.page.frame("lesson")
        frame.wait_for_load_state("load")
        return frame

    def leave(self) -> None:
        """Take the lesson away, as a platform does when its reader goes elsewhere."""
        with self.page.expect_event("framenavigated", lambda frame: frame.url == "about:blank"):
            self.page.evaluate("document.querySelector('iframe').src = 'about:blank'")

    def __getitem__(self, element: str) -> str:
        """What is kept of an element, without "cmi."."""
        kept: str = self.page.evaluate("(name) => platform.kept[name]", element)
        return kept

    @property
    def faults(self) -> list[str]:
        """Everything that was refused so far."""
        found: list[str] = self.page.evaluate("platform.faults")
        return found

    def call(self, *steps: list[Any]) -> list[list[str]]:
        """Make these calls at the visit that is on; returns of each its result and the error code after it."""
        asked = "(steps) => steps.map(([name, ...given]) => [API[name](...given), API.LMSGetLastError()])"
        told: list[list[str]] = self.page.evaluate(asked, list(steps))
        return told


def to_state(questions: list[dict[str, Any]], to_keep: Callable[[Any], Any]) -> str:
    """Questions as they stand in a page for its scripts."""
    models = {f"m{place}": {"keep": to_keep(one), "state": {"question": one}} for place, one in enumerate(questions)}
    return json.dumps({"models": models, "shared": []}).replace("<", "\\u003c")


def write_bare_lesson(store: str, state: str = '{"models":{},"shared":[]}', name: str = "sample") -> str:
    """A page with nothing but a store script, whose `store` is there for the test."""
    return (
        f'<!DOCTYPE html><title>Bare</title><body data-page="{name}">'
        f'<script type="application/json" id="lesson-state">{state}</script>'
        f'<script type="module">{store}\nself.store = store;</script>'
    )
