"""The lessons as pages that were built once, and lesson 01 in a JupyterLab that was started once."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from lessons_lib.publish.site import REST

from .drive import wait_for_widgets
from .server import LESSONS, NAME, Course, LabServer, copy_course, open_lab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run see: what is slow to make is made once for them all."""
    mine = tmp_path_factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


@pytest.fixture(scope="session")
def site_pages(chromium: Any, shared: Path) -> dict[str, Path]:
    """Every page of the site, built by `lessons html`; where there is no browser it is not needed."""
    folder = shared / "site"
    with FileLock(shared / "site.lock"):
        if not (folder / "html" / REST[-1]).is_file():
            shutil.rmtree(folder, ignore_errors=True)
            copy_course(folder).run(*LESSONS, "html", "--out", "html")
    return {page.stem: page for page in sorted((folder / "html").glob("*.html"))}


@pytest.fixture(scope="session")
def course(site_pages: dict[str, Path], shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A checkout whose notebooks may be changed; the bakes are in its cache, as the site was built before."""
    return copy_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def pages(site_pages: dict[str, Path]) -> dict[str, Path]:
    """The pages that a notebook makes."""
    return {name: page for name, page in site_pages.items() if f"{name}.html" not in REST}


@pytest.fixture(scope="session")
def lesson_page(pages: dict[str, Path]) -> Path:
    """The page of lesson 01."""
    return pages[NAME]


@pytest.fixture(scope="session")
def plain_page(course: Course, lesson_page: Path) -> Path:
    """What the stock `jupyter nbconvert` makes of lesson 01."""
    convert = (LESSONS[0], "-m", "nbconvert", "--execute", "--to", "html", "--output-dir", "plain")
    course.run(*convert, f"notebooks/{NAME}.ipynb")
    return course.folder / "plain" / f"{NAME}.html"


@pytest.fixture
def open_lesson(pages: dict[str, Path], offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens a lesson's page and waits until every widget stands: `open_lesson(1280, "02-foot-types", **options)`."""

    def open_page(width: int = 1280, lesson: str = NAME, **options: Any) -> Any:
        # A page that scrolls smoothly would make every click wait for it.
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", **options}
        offline = offline_page(pages[lesson], **wanted)
        if "data-model=" in pages[lesson].read_text("utf-8"):  # a page of words alone has none to wait for
            wait_for_widgets(offline.page)
        return offline

    return open_page


@pytest.fixture(scope="session")
def lab_server(course: Course, lesson_page: Path) -> Iterator[LabServer]:
    """A JupyterLab that `lessons open` started; the page was built before, so the bakes are in the cache."""
    with open_lab(course) as server:
        yield server
