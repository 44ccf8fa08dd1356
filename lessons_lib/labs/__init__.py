"""What the learner moves: one drawing function a file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lessons_lib.explorable import Explorable


def shipped() -> dict[str, Explorable]:
    """Every lab of the course by name."""
    from lessons_lib.explorable import Explorable

    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    things = [getattr(module, name) for module in modules for name in vars(module)]
    return {thing.name: thing for thing in things if isinstance(thing, Explorable)}
