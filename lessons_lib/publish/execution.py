"""Running a lesson's cells before it becomes a page."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from traitlets import Bool, default

from .failure import LessonFailed, naming

PATIENCE = 120  # seconds a cell may take


def kernel_environment(teacher: bool = False) -> dict[str, str]:
    """Return the environment of a kernel whose outputs end up in a page.

    LESSONS_BAKE=wait makes a figure finish its bake before its cell ends; LESSONS_RECORDS=off keeps
    everybody's answers out of pages, and pages out of everybody's answers; the fixed hash seed
    keeps the order of sets, and so the page's bytes, the same from run to run. What is for the teacher only
    (LESSONS_ANSWERS) stands in a page when it is asked for.
    """
    ours = {"LESSONS_BAKE": "wait", "LESSONS_RECORDS": "off", "PYTHONHASHSEED": "0"}
    return {**os.environ, **ours, "LESSONS_ANSWERS": "on" if teacher else "off"}


def place(resources: Any, index: int) -> str:
    """Name a cell as a reader finds it: the file and the cell's position counted from 1."""
    name = resources.get("metadata", {}).get("name") or "notebook"
    return f"{name}.ipynb, cell {index + 1}"


class RunLesson(ExecutePreprocessor):
    """Runs a lesson's cells and says in a sentence which one failed.

    It answers to the settings of its parent class, so nbconvert's `--execute` switches it on.
    """

    teacher = Bool(False, help="Whether what is for the teacher only stands in the page.").tag(config=True)

    @default("timeout")
    def _default_timeout(self) -> int:
        return PATIENCE

    @default("extra_arguments")
    def _default_extra_arguments(self) -> list[str]:
        # The kernel would otherwise warn, once per lesson, that it talks to this machine unencrypted.
        return ["--log-level=ERROR"]

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Generator[None, None, None]:
        """Start the kernel in its own environment and leave this process's alone."""
        with super().setup_kernel(**{"env": kernel_environment(self.teacher), **kwargs}):
            yield

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, dict[str, Any]]:
        """Run one cell; raise LessonFailed with the notebook, the cell and its error."""
        with naming(place(resources, index)):
            return self._run(cell, resources, index)

    def _run(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, dict[str, Any]]:
        try:
            ran = super().preprocess_cell(cell, resources, index)  # type: ignore[no-untyped-call]
        except CellExecutionError as error:
            raise LessonFailed(describe(error.ename, error.evalue)) from None
        except CellTimeoutError:
            raise LessonFailed(f"It did not finish within {self.timeout} seconds.") from None
        except DeadKernelError:
            raise LessonFailed("The kernel died while this cell ran.") from None
        return cast(tuple[NotebookNode, dict[str, Any]], ran)


def describe(name: str, value: str) -> str:
    """Put an exception into one line: its class and the first line of what it says."""
    first = (value.strip().splitlines() or ["no message"])[0]
    return f"{name}: {first}"
