"""Figures that stay alive: draw once with matplotlib, bake, run anywhere."""

from .controls import Choice, Slider, Toggle
from .decorate import Explorable, explorable
from .wording import show

__all__ = ["Choice", "Explorable", "Slider", "Toggle", "explorable", "show"]
