"""What every test may use: a browser, and pages that cannot reach the network."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Quiet: Chromium's own housekeeping would otherwise reach for the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-quic",
]
LOCAL = ("file:", "data:", "blob:", "about:")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the exhaustive tests, which take minutes")


def pytest_configure(config: pytest.Config) -> None:
    os.environ["LESSONS_RECORDS"] = "off"  # no test and no kernel of a test reads or writes somebody's answers
    if not hasattr(config, "workerinput"):  # the processes that xdist starts get it from this one
        # What is slow to bake is baked once for all processes and kernels of this run; nobody's own cache is touched.
        bakes = tempfile.TemporaryDirectory(prefix="bakes-")
        os.environ["LESSONS_CACHE"] = bakes.name
        config.add_cleanup(bakes.cleanup)
    config.addinivalue_line("markers", "exhaustive: the same facts at many more settings, run by --slow only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests last; deselect what only --slow runs (deselected tests are counted apart, a skip looks green)."""
    # Playwright keeps an event loop running in this thread from its first use to the end of the session.
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))
    if config.getoption("--slow"):
        return
    left_out = [item for item in items if item.get_closest_marker("exhaustive")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def find_chromium() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


def skip_without_browser() -> None:
    if os.environ.get("LESSONS_REQUIRE_BROWSER"):
        pytest.fail("LESSONS_REQUIRE_BROWSER is set, but no Chromium was found.")
    pytest.skip("No Chromium: install it, or set CHROMIUM to its path.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Playwright browser on the machine's own Chromium."""
    path = find_chromium() or skip_without_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class OfflinePage:
    """A page with what it asked for, what it wrote to the console and what broke in it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _answer(self, route: Any) -> None:
        if route.request.url.startswith(LOCAL):
            return route.continue_()
        self.requests.append(route.request.url)
        return route.abort()

    def assert_silent(self) -> None:
        assert (self.requests, self.console, self.errors) == ([], [], [])


@pytest.fixture
def offline_page(chromium: Any) -> Iterator[Callable[..., OfflinePage]]:
    """Opens a file in a fresh context: `offline_page(path, **context_options)`."""
    contexts = []

    def open_page(path: Path, fragment: str = "", **options: Any) -> OfflinePage:
        contexts.append(chromium.new_context(**options))
        offline = OfflinePage(contexts[-1].new_page())
        offline.watch()
        offline.page.goto(path.resolve().as_uri() + fragment)
        return offline

    yield open_page
    for context in contexts:
        context.close()
