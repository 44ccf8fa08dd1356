"""What a learner can turn: sliders, choices and switches, each a small value that checks what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Real

Value = float | str | bool


@dataclass(frozen=True)
class Slider:
    """A number from `low` to `high` in equal steps; `start` is the middle step unless it is given."""

    label: str
    low: float
    high: float
    start: float | None = None
    step: float = 1
    unit: str = ""

    def __post_init__(self) -> None:
        if self.step <= 0 or self.high <= self.low:
            raise ValueError(f"Slider '{self.label}': high must lie above low and step above 0.")
        if abs(self.last * self.step - (self.high - self.low)) > 1e-6 * self.step:
            raise ValueError(
                f"Slider '{self.label}': {self.low} to {self.high} is not a whole number of steps of {self.step}."
            )

    @property
    def last(self) -> int:
        """The number of the last step, counted from 0."""
        return round((self.high - self.low) / self.step)

    @property
    def decimals(self) -> int:
        """How many decimals a value on this slider needs."""
        exponents = (Decimal(str(number)).normalize().as_tuple().exponent for number in (self.low, self.step))
        return max(0, *(-int(exponent) for exponent in exponents))

    @property
    def default(self) -> float:
        """The value at the start."""
        return self.at(self.last // 2) if self.start is None else self.check(self.start)

    def at(self, index: int) -> float:
        """The value at a step."""
        return round(self.low + index * self.step, self.decimals)

    def index(self, value: float) -> int:
        """The step of a value."""
        return round((value - self.low) / self.step)

    def check(self, value: object) -> float:
        """The nearest step's value; ValueError if the value is not a number between `low` and `high`."""
        if isinstance(value, bool) or not isinstance(value, Real) or not self.low <= float(value) <= self.high:
            raise ValueError(f"'{self.label}' takes a number from {self.low} to {self.high}, not {value!r}.")
        return self.at(self.index(float(value)))

    def spec(self) -> dict[str, object]:
        """What the page needs to build the control."""
        return {
            "kind": "slider",
            "label": self.label,
            "low": self.low,
            "high": self.high,
            "step": self.step,
            "unit": self.unit,
            "decimals": self.decimals,
            "last": self.last,
        }


@dataclass(frozen=True)
class Choice:
    """One of a few named options, given as a mapping of key to label or as a list of words."""

    label: str
    options: Mapping[str, str] | Sequence[str]
    start: str | None = None
    named: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        named = dict(self.options) if isinstance(self.options, Mapping) else {word: word for word in self.options}
        object.__setattr__(self, "named", named)
        if len(named) < 2:
            raise ValueError(f"Choice '{self.label}' needs at least two options.")

    @property
    def default(self) -> str:
        """The option at the start: the first unless `start` names another."""
        return next(iter(self.named)) if self.start is None else self.check(self.start)

    @property
    def states(self) -> tuple[str, ...]:
        """The keys of all options, in order."""
        return tuple(self.named)

    def check(self, value: object) -> str:
        """The key itself; ValueError if there is no such option."""
        if value not in self.named:
            raise ValueError(f"'{self.label}' takes one of {', '.join(self.named)}, not {value!r}.")
        return str(value)

    def spec(self) -> dict[str, object]:
        """What the page needs to build the control."""
        return {"kind": "choice", "label": self.label, "options": [list(pair) for pair in self.named.items()]}


@dataclass(frozen=True)
class Toggle:
    """A switch that is on or off."""

    label: str
    start: bool = False

    @property
    def default(self) -> bool:
        """Whether it is on at the start."""
        return self.start

    @property
    def states(self) -> tuple[bool, bool]:
        """Off, then on."""
        return (False, True)

    def check(self, value: object) -> bool:
        """The switch itself; ValueError if it is neither True nor False."""
        if not isinstance(value, bool):
            raise ValueError(f"'{self.label}' takes True or False, not {value!r}.")
        return value

    def spec(self) -> dict[str, object]:
        """What the page needs to build the control."""
        return {"kind": "toggle", "label": self.label}


Control = Slider | Choice | Toggle
