"""Rows to check, made here so that a test shows all that it stands on."""

from collections.abc import Callable
from typing import Any

import pytest

from lessons_lib.seeds import Published

PLAIN = {
    "file": "published/chain.yaml", "id": "a-row", "says": "A row", "model": "chain.respond", "given": {"wedge": 10},
    "take": "pelvic_tilt", "published": 1.57, "tolerance": 0.01, "unit": "degree", "reference": "pinto2008",
    "provenance": "abstract", "check": "given-back",
}  # fmt: skip


@pytest.fixture(scope="session")
def make_row() -> Callable[..., Published]:
    def make(**changes: Any) -> Published:
        return Published(**(PLAIN | changes))

    return make
