"""Lesson 01 as a page that was built once, and in a JupyterLab that was started once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .drive import wait_for_widgets
from .server import LESSONS, NAME, Course, LabServer, copy_course, open_lab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def course(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A checkout whose notebooks may be changed; where there is no browser it is not needed."""
    return copy_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def lesson_page(course: Course) -> Path:
    """The page of lesson 01, built by `lessons html`; afterwards the bakes are in the course's cache."""
    course.run(*LESSONS, "html", "01", "--out", "html")
    return course.folder / "html" / f"{NAME}.html"


@pytest.fixture(scope="session")
def plain_page(course: Course, lesson_page: Path) -> Path:
    """What the stock `jupyter nbconvert` makes of lesson 01."""
    convert = (LESSONS[0], "-m", "nbconvert", "--execute", "--to", "html", "--output-dir", "plain")
    course.run(*convert, f"notebooks/{NAME}.ipynb")
    return course.folder / "plain" / f"{NAME}.html"


@pytest.fixture
def open_lesson(lesson_page: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the lesson's page and waits until every widget stands in it: `open_lesson(width=1280, **options)`."""

    def open_page(width: int = 1280, **options: Any) -> Any:
        # A page that scrolls smoothly would make every click wait for it.
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", **options}
        offline = offline_page(lesson_page, **wanted)
        wait_for_widgets(offline.page)
        return offline

    return open_page


@pytest.fixture(scope="session")
def lab_server(course: Course, lesson_page: Path) -> Iterator[LabServer]:
    """A JupyterLab that `lessons open` started; the page was built before, so the bakes are in the cache."""
    with open_lab(course) as server:
        yield server
