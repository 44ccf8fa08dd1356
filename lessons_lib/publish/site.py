"""A folder of pages: every lesson run and written, several at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """What became of one lesson: its page and the page's size in bytes, or a sentence about the problem."""

    lesson: Path
    page: Path
    size: int = 0
    problem: str = ""


def build(
    lessons: Iterable[Path],
    out: Path,
    jobs: int = 1,
    on_progress: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Run each lesson in its own folder and write its page to `out`, whole or not at all.

    A lesson that fails does not stop the others; `on_progress` hears of each as it ends. Returns the
    results in the order of `lessons`. Raises OSError when `out` cannot be made.
    """
    wanted = list(lessons)
    out.mkdir(parents=True, exist_ok=True)
    done: dict[Path, Result] = {}
    for result in _run(wanted, out, min(jobs, len(wanted))):
        done[result.lesson] = result
        on_progress(result)
    return [done[lesson] for lesson in wanted]


def _run(lessons: list[Path], out: Path, jobs: int) -> Iterator[Result]:
    if jobs < 2:
        yield from (write_page(lesson, out) for lesson in lessons)
        return
    # Fresh processes: a fork would copy the locks of whatever threads the caller has running.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for finished in as_completed([pool.submit(write_page, lesson, out) for lesson in lessons]):
            yield finished.result()


def write_page(lesson: Path, out: Path) -> Result:
    """Run one lesson and write its page; a problem is returned, not raised."""
    page = out / f"{lesson.stem}.html"
    try:
        size = write_whole(page, make_page(lesson).encode())
    except Exception as error:  # the other lessons must go on, whatever broke in this one
        return Result(lesson, page, problem=_sentence(lesson, error))
    return Result(lesson, page, size)


def make_page(lesson: Path) -> str:
    """Return the page of an executed lesson; raises LessonFailed with notebook, cell and error."""
    from traitlets.config import Config

    from .exporter import LessonExporter

    running = Config({"ExecutePreprocessor": {"enabled": True, "kernel_name": "python3"}})
    exporter = LessonExporter(config=running)  # type: ignore[no-untyped-call]
    return exporter.from_filename(str(lesson.resolve()))[0]


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
