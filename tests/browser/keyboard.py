"""A hand that has only a keyboard, in Chromium and in Firefox: it opens pages, presses keys, and looks.

Firefox speaks WebDriver BiDi itself, over a socket: no driver's binary is needed. What is evaluated only reads.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, ClassVar

INSIDE = ("file:", "data:", "blob:", "about:", "chrome:", "resource:", "moz-")
FIREFOXES = ("firefox-esr", "firefox")
#: Looks once a frame until something holds, or tells after this many seconds what it last saw.
AWAIT = """new Promise((resolve) => {{
  const start = Date.now();
  const look = () => {{
    let seen;
    try {{ seen = {found}; }} catch (problem) {{ seen = null; }}
    if (seen || Date.now() - start > {patience} * 1000) resolve(JSON.stringify(seen ?? null));
    else setTimeout(look, 30);
  }};
  look();
}})"""
PATIENCE = 40


class Chromium:
    """Chromium with a profile that outlives it."""

    #: Whether Tab comes back to a page it has left: there may be nothing around the page.
    comes_round = True
    #: How often a place may take the focus out of view: at this speed Firefox now and then forgets to scroll.
    forgets = 0

    def __init__(self, browser_type: Any, path: str, arguments: list[str], profile: Path) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        options = {"executable_path": path, "args": arguments, "reduced_motion": "reduce", "offline": True}
        self._context = browser_type.launch_persistent_context(str(profile), **options)
        self._page = self._context.pages[0]
        self._page.on("request", lambda request: self.requests.append(request.url))
        self._page.on("pageerror", lambda error: self.errors.append(str(error)))
        self._page.on("dialog", lambda dialog: dialog.dismiss())

    def open(self, address: str) -> None:
        """Go to an address, as if it were typed."""
        self._page.goto(address)

    def press(self, key: str) -> None:
        """Press one key and let it go."""
        self._page.keyboard.press(key)

    def read(self, expression: str) -> Any:
        """Return what an expression tells of the page."""
        return self._page.evaluate(expression)

    def wait(self, found: str, patience: int = PATIENCE) -> Any:
        """Wait until an expression holds; returns what it told, None when it never did."""
        return json.loads(_again(lambda: self._page.evaluate(AWAIT.format(found=found, patience=patience))))

    def close(self) -> None:
        """End the browser; the profile stays."""
        self._context.close()


class Firefox:
    """Firefox with a profile that outlives it, led by its own WebDriver BiDi."""

    comes_round = False
    forgets = 10
    _KEYS: ClassVar = {
        "Tab": "\ue004",
        "Enter": "\ue007",
        "Space": " ",
        "Shift": "\ue008",
        "ArrowLeft": "\ue012",
        "ArrowUp": "\ue013",
        "ArrowRight": "\ue014",
        "ArrowDown": "\ue015",
    }

    def __init__(self, path: str, profile: Path) -> None:
        from websocket import create_connection

        profile.mkdir(exist_ok=True)
        # A window that nobody sees never has the focus, unless it is told that this is a test.
        wanted = ("focusmanager.testmode", True), ("ui.prefersReducedMotion", 1), ("network.proxy.type", 0)
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in wanted]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._socket = create_connection(f"{_read_address(self._process)}/session", suppress_origin=True, timeout=60)
        self._count = 0
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self._context = self._ask("browsingContext.create", type="window")[
            "context"
        ]  # the first has its focus in the bar
        self._ask("browsingContext.activate", context=self._context)

    def open(self, address: str) -> None:
        """Go to an address, as if it were typed."""
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def press(self, key: str) -> None:
        """Press one key and let it go."""
        *held, last = [self._KEYS.get(part, part) for part in key.split("+")]
        order = [("keyDown", part) for part in (*held, last)] + [("keyUp", part) for part in (last, *reversed(held))]
        actions = [{"type": what, "value": part} for what, part in order]
        hands = [{"type": "key", "id": "keys", "actions": actions}]
        self._ask("input.performActions", context=self._context, actions=hands)

    def read(self, expression: str) -> Any:
        """Return what an expression tells of the page."""
        return json.loads(self._evaluate(f"JSON.stringify(({expression}) ?? null)"))

    def wait(self, found: str, patience: int = PATIENCE) -> Any:
        """Wait until an expression holds; returns what it told, None when it never did."""
        return json.loads(_again(lambda: self._evaluate(AWAIT.format(found=found, patience=patience))))

    def close(self) -> None:
        """End the browser; the profile stays."""
        self._ask("browser.close")
        self._socket.close()
        self._process.wait(timeout=30)
        if self._process.stderr:
            self._process.stderr.close()

    def _evaluate(self, expression: str) -> str:
        told = self._ask("script.evaluate", expression=expression, target={"context": self._context}, awaitPromise=True)
        if told["type"] != "success":
            raise Gone(str(told["exceptionDetails"]["text"]))
        value: str = told["result"]["value"]
        return value

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == self._count:
                if told["type"] == "error":
                    raise Gone(f"{method}: {told['error']}: {told['message']}")
                return told["result"]
            self._note(told)

    def _note(self, told: dict[str, Any]) -> None:
        if told.get("method") == "network.beforeRequestSent":
            self.requests.append(told["params"]["request"]["url"])
        elif told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
            self.errors.append(str(told["params"]["text"]))


class Gone(Exception):
    """The page was left while it was asked."""


def find_firefox() -> str | None:
    """The path of a Firefox, or None."""
    return next((path for path in map(shutil.which, FIREFOXES) if path), None)


def outside(addresses: list[str]) -> list[str]:
    """Those of the addresses that need a network."""
    return [address for address in addresses if not address.startswith(INSIDE)]


def _again(look: Any) -> str:
    """Ask once more when the page was left meanwhile: a key that follows a link does not wait for the next page."""
    from playwright.sync_api import Error

    for _ in range(5):
        try:
            told: str = look()
            return told
        except (Gone, Error) as problem:
            last = problem
    raise last


def _read_address(process: subprocess.Popen[str]) -> str:
    """Read what Firefox prints until it names the socket on which it listens."""
    for line in process.stderr or ():
        found = re.search(r"ws://\S+", line)
        if found:
            return found[0]
    raise AssertionError("Firefox did not start.")
