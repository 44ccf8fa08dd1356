"""A folder of pages: every lesson run and written, several at a time; only those that are not up to date."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from .freshness import is_fresh, mark_lesson, mark_rest
from .sitemap import Site, read_site

#: The pages that are made from all others.
REST = ("index.html", "claims.html", "glossary.html", "sources.html", "search.html")
#: The script that keeps answers in the reader's browser.
BROWSER = "browser_store.js"
Hear = Callable[["Result"], None]


@dataclass(frozen=True)
class Result:
    """What became of one page: its size in bytes, or a sentence about the problem; `kept` if it was up to date."""

    lesson: Path
    page: Path
    size: int = 0
    problem: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Order:
    """One page to make: the notebook, where its page goes, the site around it (None: a page by itself).

    `store` is the script that keeps what is answered.
    """

    lesson: Path
    page: Path
    site: Site | None = None
    store: str = BROWSER


def build(
    lessons: Iterable[Path],
    out: Path,
    jobs: int = 1,
    on_progress: Hear = lambda result: None,
    site: Site | None = None,
    store: str = BROWSER,
) -> list[Result]:
    """Run each lesson in its own folder and write its page to `out`, whole or not at all.

    A lesson that fails does not stop the others; `on_progress` hears of each as it ends. In a site a page that is up
    to date is not made again. Returns the results in the order of `lessons`. Raises OSError when `out` cannot be made.
    """
    out.mkdir(parents=True, exist_ok=True)
    orders = [_order(lesson, out, site, store) for lesson in lessons]
    done: dict[Path, Result] = {}
    for result in _fill(orders, jobs):
        done[result.lesson] = result
        on_progress(result)
    return [done[order.lesson] for order in orders]


def build_site(
    lessons: Iterable[Path],
    out: Path,
    jobs: int = 1,
    on_progress: Hear = lambda result: None,
    teacher: bool = False,
) -> list[Result]:
    """Build the whole site: a page a notebook, then the cover, the indexes and the search made from those pages.

    A teacher's site holds the answers of the guide. Raises OSError when `out` cannot be made or written.
    """
    wanted = list(lessons)
    site = read_site(wanted, teacher)
    results = build(wanted, out, jobs, on_progress, site)
    return [*results, *_build_rest(site, out)]


def _order(lesson: Path, out: Path, site: Site | None, store: str) -> Order:
    return Order(lesson, out / f"{lesson.stem}.html", site and mark_lesson(lesson, site), store)


def _fill(orders: list[Order], jobs: int) -> Iterator[Result]:
    stale = [order for order in orders if not _is_up_to_date(order)]
    yield from (
        Result(order.lesson, order.page, order.page.stat().st_size, kept=True) for order in orders if order not in stale
    )
    yield from _run(stale, min(jobs, len(stale)))


def _is_up_to_date(order: Order) -> bool:
    return order.site is not None and is_fresh(order.page, order.site.mark)


def _run(orders: list[Order], jobs: int) -> Iterator[Result]:
    if jobs < 2:
        yield from map(write_page, orders)
        return
    # Fresh processes: a fork would copy the locks of whatever threads the caller has running.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for finished in as_completed([pool.submit(write_page, order) for order in orders]):
            yield finished.result()


def write_page(order: Order) -> Result:
    """Run one lesson and write its page; a problem is returned, not raised."""
    try:
        size = write_whole(order.page, make_page(order.lesson, order.site, order.store).encode())
    except Exception as error:  # the other lessons must go on, whatever broke in this one
        return Result(order.lesson, order.page, problem=_sentence(order.lesson, error))
    return Result(order.lesson, order.page, size)


def make_page(lesson: Path, site: Site | None = None, store: str = BROWSER) -> str:
    """Return the page of an executed lesson; `store` is the script that keeps what is answered.

    Raises LessonFailed with notebook, cell and error.
    """
    from traitlets.config import Config

    from .exporter import LessonExporter

    running = {"enabled": True, "kernel_name": "python3", "teacher": bool(site and site.teacher)}
    exporter = LessonExporter(  # type: ignore[no-untyped-call]
        config=Config({"ExecutePreprocessor": running}), site=site, store=store
    )
    return exporter.from_filename(str(lesson.resolve()))[0]


# -- the pages made from all others ---------------------------------------------------------------------------------


def _build_rest(site: Site, out: Path) -> list[Result]:
    """Write the cover and the indexes, unless they are what today's lesson pages would make."""
    pages = {path.stem: path.read_bytes() for entry in site.entries if (path := out / f"{entry.name}.html").is_file()}
    marked = mark_rest(site, pages.values())
    if all(is_fresh(out / name, marked.mark) for name in REST):
        return [Result(out / name, out / name, (out / name).stat().st_size, kept=True) for name in REST]
    made = _make_rest(marked, {name: page.decode() for name, page in pages.items()})
    return [Result(out / name, out / name, write_whole(out / name, made[name].encode())) for name in REST]


def _make_rest(site: Site, pages: Mapping[str, str]) -> dict[str, str]:
    from .cover import make_cover
    from .indexes import make_all

    return {"index.html": make_cover(site, pages), **make_all(site, pages)}


def write_whole(path: Path, content: bytes) -> int:
    """Put all bytes in place at once, so that a reader never meets half a file; returns how many they are."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            size = file.write(content)
        os.chmod(name, 0o644)  # a web server must be able to read it
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    return size


def _sentence(lesson: Path, error: Exception) -> str:
    from .failure import LessonFailed

    if isinstance(error, LessonFailed):
        return str(error)
    return f"{lesson.name}: {type(error).__name__}: {error}"
