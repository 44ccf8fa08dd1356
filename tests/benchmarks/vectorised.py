"""Does one call on many people cost what its numpy operations cost? Run: python tests/benchmarks/vectorised.py

Names of modules after it measure only these.
Each function that takes arrays (or draws people) is called once on 1,000,000 people, or on 100,000 grid points where it
marches through time. Its time, the best of several calls, is divided by the time of the numpy operations it consists
of: the same call on an array that times every ufunc, numpy function, index and random draw that it goes through, and
adds these times up. A function that loops over people in Python spends its time outside of them (filling an array from
a long list is not counted), or looks at each of them in an array, which is refused as well. The ratio must not pass 5;
below 1 is chance, as both are measured one after the other. --prove shows that two planted loops are noticed.
"""

from __future__ import annotations

import argparse
import contextlib
import inspect
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from lessons_lib.check.verify import functions
from lessons_lib.models import footprint

MOST = 5.0
MOST_LOOKS = 1000  # at single items of an array; more of them are a loop over people
PEOPLE, GRID = 1_000_000, 100_000
TAKES_MANY = ("Numbers", "Many", "ArrayLike", "N", "Floats", "Sequence[float]", "Sequence[int]")
DRAWN = ("n",)
REASONS = {
    "footprint.arch_index_of_rectangles": "takes three areas",
    "footprint.read_thresholds": "takes a few thresholds for one print",
    "risk.icon_counts": "takes a few shares of one hundred people",
    "trials.leave_one_out": "pools a few trials, each left out in turn",
    "trials.pool": "pools a few trials, whose weights it tells one by one",
    "trials.like": "a helper that only changes the shape",
}


def some(low: float, high: float, count: int = PEOPLE) -> np.ndarray[Any, Any]:
    return np.random.default_rng(0).uniform(low, high, count)


def whole(low: int, high: int, *shape: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(0).integers(low, high + 1, shape or PEOPLE)


def tables() -> dict[str, Any]:
    people = whole(50, 200)
    return {"events": whole(5, 40), "people": people, "events_control": whole(5, 40), "people_control": people}


def groups() -> dict[str, Any]:
    both = {"mean": some(1, 5), "sd": some(1, 3), "people": whole(10, 90)}
    return both | {f"{name}_control": values for name, values in both.items()}


def large_map() -> np.ndarray[Any, Any]:
    """A footprint of about 100,000 grid points."""
    small = footprint.pressure_map(cell=1.0)
    return np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)


CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "chain.respond": lambda: {"wedge": some(0, 20)},
    "chain.saturating_tilt": lambda: {"wedge": some(0, 20)},
    "chain.draw_people": lambda: {"n": PEOPLE, "wedge": 10.0},
    "chain.drawn_coupling": lambda: {"n": PEOPLE},
    "chain.measured_changes": lambda: {"n": PEOPLE, "wedge": 10.0},
    "chain.stance_curves": lambda: {"n": PEOPLE},
    "foot.posture_index": lambda: {"items": whole(-2, 2, PEOPLE, 6)},
    "foot.band": lambda: {"score": whole(-12, 12)},
    "foot.draw_feet": lambda: {"n": PEOPLE},
    "foot.split_into_items": lambda: {"scores": whole(-12, 12)},
    "foot.rate": lambda: {"items": whole(-2, 2, PEOPLE, 6)},
    "foot.two_raters": lambda: {"n": PEOPLE},
    "foot.weighted_kappa": lambda: {"first": whole(0, 4), "second": whole(0, 4), "labels": 5},
    "foot.navicular_drop": lambda: {"foot_length": some(200, 300), "sex": "men"},
    "footprint.arch_class": lambda: {"index": some(0.1, 0.4)},
    "footprint.pressure_map": lambda: {"cell": 1.0, "scale": 2.0},
    "footprint.measure_print": lambda: {"picture": large_map(), "threshold": 10.0},
    "footprint.arch_index": lambda: {"picture": large_map(), "threshold": 10.0},
    "gait.stance_curves": lambda: {"excursion": some(2, 8, 10_000), "tibial_range": some(8, 18, 10_000)},
    "gait.draw_walkers": lambda: {"n": PEOPLE},
    "gait.vertical_force": lambda: {"n": 1001},
    "inserts.draw_means": lambda: {"n": PEOPLE},
    "inserts.draw_people": lambda: {"n": PEOPLE},
    "inserts.reach_up": lambda: {"n": PEOPLE},
    "inserts.wedge_change": lambda: {"wedge": some(-5, 5)},
    "inserts.modulus_of_shore": lambda: {"shore": some(20, 80)},
    "inserts.worn_modulus": lambda: {"modulus": some(0.1, 3), "distance": some(0, 500)},
    "leg_length.obliquity": lambda: {"difference": some(-30, 30)},
    "leg_length.transmitted_floor": lambda: {"tilt": some(1, 3), "lift": some(10, 30)},
    "leg_length.arc_spine": lambda: {"tilt": some(-10, 10)},
    "leg_length.spine_line": lambda: {"tilt": some(-10, 10, GRID // 41)},
    "leg_length.lift_height": lambda: {"difference": some(-30, 30)},
    "leg_length.difference_with_lift": lambda: {"difference": some(-30, 30)},
    "leg_length.draw_people": lambda: {"n": PEOPLE},
    "leg_length.population_summary": lambda: {"n": PEOPLE},
    "leg_length.share_above": lambda: {"threshold": some(0, 40, GRID)},
    "leg_length.one_in": lambda: {"threshold": some(0, 30, GRID)},
    "pressure.pressure_ratio": lambda: {"area": some(80, 200), "reference_area": some(80, 200)},
    "pressure.heel_load": lambda: {"body_mass": some(40, 120)},
    "pressure.heel_pressure": lambda: {"load": some(100, 900), "modulus": some(0.1, 2), "conformity": some(0, 1)},
    "pressure.reduction": lambda: {"modulus": some(0.1, 2), "conformity": some(0, 1)},
    "pressure.pad_ratio_for": lambda: {"reduction": some(5, 60)},
    "pressure.foam_pressure": lambda: {"load": some(200, 700), "modulus": some(0.1, 2)},
    "pressure.best_foam": lambda: {"load": some(200, 700)},
    "risk.risk_from_odds_ratio": lambda: {"odds_ratio": some(0.5, 3), "baseline": some(0.1, 0.6)},
    "risk.odds_ratio_from_risks": lambda: {"risk": some(0.1, 0.6), "baseline": some(0.1, 0.6)},
    "risk.split_risk": lambda: {"overall": some(0.2, 0.5), "odds_ratio": some(1, 3), "exposed_share": some(0.1, 0.5)},
    "risk.relative_change": lambda: {"before": some(1, 9), "after": some(1, 9)},
    "risk.natural_course": lambda: {"week": some(0, 52)},
    "risk.simulate_regression": lambda: {"n": PEOPLE},
    "risk.important_fall": lambda: {"before": some(1, 9)},
    "risk.improved_share": lambda: {"before": some(1, 9), "after": some(1, 9)},
    "risk.responder_share": lambda: {"mean_fall": some(0, 4), "sd": some(1, 3)},
    "risk.simulate_trials": lambda: {"n": 10_000, "people": 50},
    "shock.foot_mass": lambda: {"body_mass": some(40, 120)},
    "shock.impact_energy": lambda: {"body_mass": some(40, 120), "speed": some(0.1, 1)},
    "shock.at_skull": lambda: {"tibia": some(1, 9)},
    "shock.pad_stiffness": lambda: {"modulus": some(0.1, 3), "thickness": some(3, 12)},
    "shock.in_series": lambda: {"base": some(20, 90), "pad": some(20, 900)},
    "shock.reduction_for_pad_ratio": lambda: {"pad_ratio": some(0.1, 9)},
    "shock.pad_ratio_for": lambda: {"reduction": some(2, 80)},
    "shock.softening_for": lambda: {"reduction": some(2, 80)},
    "shock.undamped_strike": lambda: {"modulus": some(0.5, 3)},
    "shock.heel_strike": lambda: {"modulus": some(0.5, 3, GRID), "law": "stiffening"},
    "shock.reduction": lambda: {"modulus": some(0.5, 3, GRID)},
    "shock.strike_trace": lambda: {"modulus": some(0.5, 3, GRID // 300)},
    "shock.travel_wanted": lambda: {"modulus": some(0.5, 3, GRID)},
    "shock.bottoms_out": lambda: {"modulus": some(0.5, 3, GRID)},
    "shock.calibrated_base": lambda: {"tibia": some(2, 6, GRID // 10)},
    "trials.risk_ratio": tables,
    "trials.odds_ratio": tables,
    "trials.risk_difference": tables,
    "trials.mean_difference": groups,
    "trials.standardised_difference": groups,
    "trials.standardised_from_t": lambda: {"t": some(-4, 4), "people": whole(9, 90), "people_control": whole(9, 90)},
    "trials.t_from_p": lambda: {"p": some(0.001, 0.5, GRID), "df": whole(5, 90, GRID)},
    "trials.error_from_p": lambda: {"difference": -2.0, "p": some(0.001, 0.5, GRID), "df": whole(5, 90, GRID)},
    "trials.error_from_interval": lambda: {"low": some(-3, -1), "high": some(0, 1)},
    "trials.log_error_from_interval": lambda: {"low": some(0.2, 0.9), "high": some(1, 3)},
    "trials.middle": lambda: {"low": some(0.2, 0.9), "high": some(1, 3), "scale": "ratio"},
    "trials.t_quantile": lambda: {"share": some(0.6, 0.99, GRID), "df": whole(5, 90, GRID)},
}  # fmt: skip


class Timed(np.ndarray):
    """An array that adds up how long numpy takes over everything it goes through."""

    spent: ClassVar[float] = 0.0
    looks: ClassVar[int] = 0
    busy: ClassVar[bool] = False

    @staticmethod
    def run(work: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if Timed.busy:  # numpy calling itself
            return work(*args, **kwargs)
        plain, named = unwrap(args), unwrap(kwargs)
        Timed.busy, begun = True, time.perf_counter()
        try:
            result = work(*plain, **named)
        finally:
            Timed.spent += time.perf_counter() - begun
            Timed.busy = False
        return wrap(result)

    @staticmethod
    def make(work: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Run what makes an array; time spent on a long list does not count, as it was filled by a loop."""
        long = bool(args) and isinstance(args[0], (list, tuple)) and len(args[0]) > 1000
        return wrap(work(*args, **kwargs)) if long else Timed.run(work, args, kwargs)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return Timed.run(getattr(ufunc, method), inputs, kwargs)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return Timed.run(function, args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        Timed.looks += isinstance(key, (int, np.integer))
        return Timed.run(lambda array, place: array[place], (self, key), {})

    def __setitem__(self, key: Any, value: Any) -> None:
        Timed.run(np.ndarray.__setitem__, (self, key, value), {})

    def astype(self, *args: Any, **kwargs: Any) -> Any:
        return Timed.run(np.ndarray.astype, (self, *args), kwargs)


def wrap(result: Any) -> Any:
    if isinstance(result, tuple) and type(result) is tuple:
        return tuple(wrap(part) for part in result)
    return [wrap(part) for part in result] if isinstance(result, list) else _wrap_array(result)


def _wrap_array(result: Any) -> Any:
    return result.view(Timed) if type(result) is np.ndarray and result.size > 1 else result


def unwrap(value: Any) -> Any:
    if isinstance(value, Timed):
        return value.view(np.ndarray)
    if isinstance(value, dict):
        return {name: unwrap(part) for name, part in value.items()}
    return type(value)(unwrap(part) for part in value) if type(value) in (tuple, list) else value


class TimedDraws:
    """A random generator whose draws are timed as well."""

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.generator, name)
        return lambda *args, **kwargs: Timed.run(method, args, kwargs)


@contextlib.contextmanager
def timing() -> Iterator[None]:
    """While this lasts, asarray keeps timed arrays, and draws, ramps and blanks are timed."""
    names = ("asarray", "array", "linspace", "arange", "zeros", "ones", "full", "empty", "zeros_like", "full_like")
    kept, draws = {name: getattr(np, name) for name in names}, np.random.default_rng
    for name, make in kept.items():
        setattr(np, name, lambda *args, _make=make, **kwargs: Timed.make(_make, args, kwargs))
    np.random.default_rng = lambda *args: TimedDraws(draws(*args))  # type: ignore[assignment]
    try:
        yield
    finally:
        for name, make in kept.items():
            setattr(np, name, make)
        np.random.default_rng = draws


def best(call: Callable[[], object], seconds: float = 0.6) -> float:
    """The shortest of at least three calls."""
    times: list[float] = []
    begun = time.perf_counter()
    while len(times) < 3 or (time.perf_counter() - begun < seconds and len(times) < 30):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(name: str) -> tuple[float, float]:
    """Seconds of one call, and of the numpy operations in it."""
    module, function = name.split(".")
    return time_both(functions(module)[function], CALLS[name]())


def time_both(call: Callable[..., object], given: dict[str, Any]) -> tuple[float, float]:
    whole_call = best(lambda: call(**given))
    operations = []
    with timing():
        for _ in range(5):
            Timed.spent, Timed.looks = 0.0, 0
            call(**{key: wrap(value) for key, value in given.items()})
            operations.append(Timed.spent)
    return whole_call, min(operations) if Timed.looks < MOST_LOOKS else 0.0


def exists(name: str) -> bool:
    module, function = name.split(".")
    return function in functions(module)


def find_unmeasured(module: str) -> Iterator[str]:
    """Functions that take arrays or draw people but are not in the tables above, and names there that are none."""
    yield from (name for name in (*CALLS, *REASONS) if name.split(".")[0] == module and not exists(name))
    for name, function in functions(module).items():
        parameters = inspect.signature(function).parameters.values()
        many = any(str(one.annotation).split(" |")[0] in TAKES_MANY or one.name in DRAWN for one in parameters)
        if many and f"{module}.{name}" not in {*CALLS, *REASONS}:
            yield f"{module}.{name}"


def prove() -> int:
    planted: tuple[tuple[Callable[..., object], bool], ...] = (
        (lambda x: np.asarray([value * 2 for value in x.tolist()]), True),
        (lambda x: np.asarray([value * 2 for value in x]), True),
        (lambda x: np.asarray(x * 2), False),
    )
    right = 0
    for call, loops in planted:
        whole_call, operations = time_both(call, {"x": some(0, 1)})
        right += (whole_call > MOST * operations) == loops
    print(f"{right} of {len(planted)} planted functions are told apart.")
    return int(right < len(planted))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    known = sorted({name.split(".")[0] for name in CALLS})
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(known)}; else all")
    parser.add_argument("--prove", action="store_true", help="measure two functions that loop, and one that does not")
    if parser.parse_args().prove:
        return prove()
    asked = parser.parse_args().modules or known
    slow = [*(f"{name} is not measured" for module in asked for name in find_unmeasured(module))]
    for name in CALLS:
        if name.split(".")[0] in asked and exists(name):
            call, operations = measure(name)
            ratio = call / operations if operations else float("inf")
            print(f"{name:34} {1e3 * call:9.2f} ms  {1e3 * operations:9.2f} ms  ratio {ratio:6.2f}", flush=True)
            slow += [f"{name} has a ratio of {ratio:.1f}"] if ratio > MOST else []
    print("\n".join(slow) or f"All ratios are at most {MOST:g}.")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
