"""The lessons, run once for all tests."""

import os
from pathlib import Path
from unittest import mock

import nbformat
import pytest
from nbclient import NotebookClient

from lessons_lib.publish.execution import kernel_environment

from .prose import LESSONS, load


@pytest.fixture(scope="session")
def executed():
    """Each lesson after a run, its widgets' state stored as Jupyter stores it."""
    with mock.patch.dict(os.environ, kernel_environment()):
        return {name: run(path) for name, path in LESSONS.items()}


def run(path: Path) -> nbformat.NotebookNode:
    notebook = load(path)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", extra_arguments=["--log-level=ERROR"])
    return client.execute(cwd=str(path.parent))
