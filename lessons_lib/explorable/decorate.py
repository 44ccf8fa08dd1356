"""Turn a drawing function into a lab: the function stays plain matplotlib, the decorator knows its controls."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from .controls import Choice, Control, Slider, Toggle, Value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .widget import ExplorableWidget


class Explorable:
    """A drawing function with its controls; calling it shows the live figure, `draw` gives the plain one."""

    def __init__(self, function: Callable[..., str], controls: Mapping[str, Control]) -> None:
        _check_arguments(function, controls)
        self.function = function
        self.controls = dict(controls)
        update_wrapper(self, function)

    @property
    def name(self) -> str:
        """The drawing function's name."""
        return self.function.__name__

    @property
    def title(self) -> str:
        """The first line of the drawing function's docstring."""
        return (inspect.getdoc(self.function) or self.name).partition("\n")[0].rstrip(".")

    @property
    def sliders(self) -> dict[str, Slider]:
        """The controls whose values run in steps, in order."""
        return {name: control for name, control in self.controls.items() if isinstance(control, Slider)}

    @property
    def choices(self) -> dict[str, Choice | Toggle]:
        """The controls with a few states, in order."""
        return {name: control for name, control in self.controls.items() if not isinstance(control, Slider)}

    def settings(self, **values: object) -> dict[str, Value]:
        """A full setting from some values, the rest at their start; ValueError for a wrong name or value."""
        unknown = sorted(set(values) - set(self.controls))
        if unknown:
            raise ValueError(
                f"{self.name} has no control named {', '.join(unknown)}; it has {', '.join(self.controls)}."
            )
        return {
            name: control.check(values[name]) if name in values else control.default
            for name, control in self.controls.items()
        }

    def draw(self, **values: object) -> Figure:
        """The plain matplotlib figure at one setting: for print, slides and tests."""
        from .drawing import make_figure

        return make_figure(self.function, self.settings(**values))[0]

    def __call__(self, after: str = "", covers: str = "figure", **values: object) -> ExplorableWidget:
        """The live figure; until the prediction named `after` is made, the figure (or its controls) stays covered."""
        from .widget import ExplorableWidget

        return ExplorableWidget(self, self.settings(**values), after, covers)

    def __repr__(self) -> str:
        return f"<lab {self.name}: {', '.join(self.controls)}>"


def explorable(**controls: Control) -> Callable[[Callable[..., str]], Explorable]:
    """Decorate `draw(fig, **values) -> caption` so that it can be moved.

    The function draws on the figure it is given with ordinary matplotlib and returns one sentence that says what
    the figure shows: its caption and spoken text. Each control's name is an argument of the function.
    """

    def decorate(function: Callable[..., str]) -> Explorable:
        return Explorable(function, controls)

    return decorate


def _check_arguments(function: Callable[..., str], controls: Mapping[str, Any]) -> None:
    _, *arguments = inspect.signature(function).parameters
    if set(arguments) != set(controls):
        raise TypeError(
            f"{function.__name__} takes {', '.join(arguments) or 'no values'}, "
            f"but its controls are {', '.join(controls) or 'none'}."
        )
