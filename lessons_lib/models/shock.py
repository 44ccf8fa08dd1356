"""The step onto the heel in walking: the shock at the shin, what a pad takes off it, and when a pad is too soft.

A foot of 6.3 % of body mass (Chi 2005) meets the ground on a spring, heel pad and shoe, with the insole in series
and one damper. Kilonewton per metre, megapascal, millimetre, kilogram, metre per second, newton, g. The base is
calibrated so that a person of 75 kg on hard heels gets 5 g (Light 1980); speed, damping and every modulus of a pad
are assumed. It is a passive model of walking: in running, softer shoes gave harder landings. At the skull a tenth
is left, and part of what is lost on the way was taken by the spine; nothing here was measured at the back.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, one_of, within

Floats: TypeAlias = NDArray[np.float64]  # numpy hands out a plain number where only plain numbers went in
Numbers: TypeAlias = float | Sequence[float] | Floats
_Point: TypeAlias = tuple[Floats, Floats]  # time, force

GRAVITY = 9.80665  # m/s2, by definition
STEPS = 64  # of the integrator to a quarter swing, within which the peak must come
QUARTER = np.pi / 2
LAWS = ("straight", "stiffening")

# What was measured, smallest first: the constants with a reduction in percent.
MEASURED = (
    "insole_less_peak_force",
    "insole_less_loading_rate",
    "insole_less_tibial_shock",
    "insole_less_pressure_marching",
    "insole_less_pressure_running_printed",
    "insole_less_shock_factor",
    "insole_less_bone_oscillation",
    "soft_heel_less_shock",
)
MATERIALS = ("polypropylene shell", "firm EVA", "EVA", "PU foam", "soft PU or gel", "memory foam")


@dataclass(frozen=True)
class Strike:
    """Peaks of one landing: force (N), shin and skull (g), when the force peaks (ms), travel of the pad (mm)."""

    force: Floats
    tibia: Floats
    skull: Floats
    time: Floats
    travel: Floats


@dataclass(frozen=True)
class Trace:
    """A landing over time (ms, the last axis): force (N), shin and skull (g)."""

    time: Floats
    force: Floats
    tibia: Floats
    skull: Floats


@dataclass(frozen=True)
class Ratio:
    """A measured reduction (percent) and how stiff a pad over its base must be for it (`pad_ratio`)."""

    measured: str
    reduction: float
    pad_ratio: float
    reference: str


@dataclass(frozen=True)
class Prediction:
    """Percent less shock under a pad by both laws of foam; both None where it bottoms out."""

    material: str
    modulus: float
    travel: float
    bottoms_out: bool
    straight: float | None
    stiffening: float | None


class UndampedStep(TypedDict, total=False):
    """Who lands: kg, m/s, and kN/m of heel pad, shoe and floor together."""

    body_mass: Numbers
    speed: Numbers
    base_stiffness: Numbers


class Step(UndampedStep, total=False):
    """Who lands, and with how much damping (share of critical)."""

    damping: Numbers


@dataclass(frozen=True)
class _Landing:
    """One landing in SI units; arrays of one shape, but for the law of the foam.

    Inside the integrator lengths are counted in swings (speed / omega), time in 1 / omega, force in `force_unit`.
    `give` is base over pad stiffness, `room` the travel after which the foam is flat.
    """

    mass: Floats
    speed: Floats
    omega: Floats
    damping: Floats
    pad: Floats
    give: Floats
    room: Floats
    stiffens: bool = field(default=False, kw_only=True)

    @property
    def force_unit(self) -> Floats:
        return self.mass * self.omega * self.speed

    @functools.cached_property
    def ramp(self) -> Floats:
        """The swing, counted in the depth over which the damper comes in."""
        return 1e3 * self.speed / self.omega / seeds.constant("damper_ramp").value

    @functools.cached_property
    def crowding(self) -> Floats:
        """The swing, counted in the room of the foam."""
        return self.speed / self.omega / self.room


def foot_mass(body_mass: Numbers | None = None) -> Floats:
    """The mass in kg that is stopped at heel strike in walking: 6.3 % of 20 to 250 kg (Chi 2005)."""
    whole = within("body_mass", _or(body_mass, "model_body_mass"), 20, 250, "kg")
    return seeds.constant("foot_mass_share").value * whole


def impact_energy(body_mass: Numbers | None = None, speed: Numbers | None = None) -> Floats:
    """Energy in J that the foot brings along at 0 to 2 m/s (0.45, assumed); Chi 2005 measured 0.24 to 3.99."""
    return foot_mass(body_mass) * _speed(speed) ** 2 / 2


def at_skull(tibia: Numbers) -> Floats:
    """The shock at the skull in g for one of 0 to 500 g at the shin: a tenth (0.5 over 5 g, Light 1980)."""
    shares = (seeds.constant(f"{place}_shock_hard_heels").value for place in ("skull", "tibia"))
    return within("tibia", tibia, 0, 500, "g") * next(shares) / next(shares)


def pad_stiffness(modulus: Numbers, thickness: Numbers, area: Numbers | None = None) -> Floats:
    """Stiffness in kN/m of a pad, E A / t: 0.01 to 5000 MPa, 1 to 40 mm, 5 to 40 cm2 (15, assumed)."""
    stiff = within("modulus", modulus, 0.01, 5000, "MPa")
    wide = within("area", _or(area, "pad_area"), 5, 40, "cm2")
    return 100 * stiff * wide / within("thickness", thickness, 1, 40, "mm")


def in_series(base: Numbers, pad: Numbers) -> Floats:
    """Stiffness of two springs one on the other, softer than each; both above 0 and up to 1e9, any one unit."""
    below, above = within("base", base, 1e-9, 1e9, "kN/m"), within("pad", pad, 1e-9, 1e9, "kN/m")
    return below * above / (below + above)


def reduction_for_pad_ratio(pad_ratio: Numbers) -> Floats:
    """Percent less shock with a pad 0.0001 to 1000 times as stiff as its base; root law, no damping."""
    ratio = within("pad_ratio", pad_ratio, 0.0001, 1000, "times the base")
    return 100 * (1 - np.sqrt(ratio / (1 + ratio)))


def pad_ratio_for(reduction: Numbers) -> Floats:
    """How stiff a pad must be, over its base, for 1 to 99 percent less shock; root law, no damping."""
    left = 1 / softening_for(reduction)
    return left / (1 - left)


def softening_for(reduction: Numbers) -> Floats:
    """How many times softer all that lies under the foot must become for 1 to 99 percent less shock: 4 for half."""
    return (1 - within("reduction", reduction, 1, 99, "percent") / 100) ** -2


def ratio_table() -> tuple[Ratio, ...]:
    """Measured reductions, smallest first, each with the pad that would explain it; walking, marching and running.

    They are reductions of different things. The 27 percent of Windle 1999 are as printed; its own numbers give 23.7.
    """
    found = (seeds.constant(name) for name in MEASURED)
    return tuple(Ratio(one.name, one.value, float(pad_ratio_for(one.value)), one.reference) for one in found)


def undamped_strike(
    modulus: Numbers | None = None, thickness: Numbers | None = None, **step: Unpack[UndampedStep]
) -> Strike:
    """The landing without damping, in closed form: force v sqrt(k m), shock v sqrt(k / m), after a quarter swing.

    Arguments as in `heel_strike`, but for damping. So half the shock takes a quarter of the stiffness.
    """
    landing = _landing(modulus, thickness, damping=0.0, **step)
    _refuse_bottoming(landing, modulus, thickness, landing.force_unit, "The pad")
    return _strike(landing, landing.force_unit, QUARTER / landing.omega)


def heel_strike(
    modulus: Numbers | None = None,
    thickness: Numbers | None = None,
    *,
    law: str = "straight",
    material: str = "The pad",
    **step: Unpack[Step],
) -> Strike:
    """The landing on a pad, or without one where there is no modulus; integrated, arrays of one broadcast shape.

    Modulus 0.01 to 5000 MPa, thickness 1 to 40 mm (6, assumed); `body_mass` 20 to 250 kg, `speed` 0 to 2 m/s,
    `base_stiffness` 5 to 1000 kN/m, `damping` 0 to 0.5 of critical (0.3, assumed). `law` is how the foam answers:
    "straight", or "stiffening" the more it is squeezed. Where the pad bottoms out (see `bottoms_out`) nothing can be
    predicted: ValueError, which calls it `material`.
    """
    stiffens = one_of("law", law, *LAWS) == "stiffening"
    landing = _landing(modulus, thickness, **step)
    force, time = _peak(landing)
    _refuse_bottoming(landing, modulus, thickness, force, material)
    if not stiffens:
        return _strike(landing, force, time)
    squeezed = replace(landing, stiffens=True)
    return _strike(squeezed, *_peak(squeezed))


def strike_trace(
    modulus: Numbers | None = None,
    thickness: Numbers | None = None,
    *,
    until: float = 30.0,
    n: int = 301,
    law: str = "straight",
    **step: Unpack[Step],
) -> Trace:
    """The same landing over the first `until` ms (1 to 200) at n times (up to 10,000); refuses like `heel_strike`.

    The foot may leave the ground again and then feels nothing: the rest of the body is not part of this model.
    """
    heel_strike(modulus, thickness, law=law, **step)
    landing = replace(_landing(modulus, thickness, **step), stiffens=law == "stiffening")
    seconds = np.linspace(0, within("until", until, 1, 200, "ms") / 1e3, count("n", n, 10_000))
    turns = landing.omega * (seconds[-1] / max(n - 1, 1))
    fine = max(1, int(np.ceil(turns.max() * STEPS)))
    pushes = list(itertools.islice(_march(landing, turns / fine, fine * (n - 1)), 0, None, fine))
    force = np.stack(pushes, axis=-1) * landing.force_unit[..., None]
    tibia = force / (landing.mass * GRAVITY)[..., None]
    return Trace(seconds * 1e3, force, tibia, at_skull(tibia))


def reduction(
    modulus: Numbers,
    thickness: Numbers | None = None,
    *,
    law: str = "straight",
    material: str = "The pad",
    **step: Unpack[Step],
) -> Floats:
    """How many percent less shock the shin gets than without the pad; arguments and refusals as in `heel_strike`.

    Speed 0.01 to 2 m/s: from a foot that does not move nothing can be taken off.
    """
    within("speed", _or(step.get("speed"), "heel_speed"), 0.01, 2, "m/s")
    pad = heel_strike(modulus, thickness, law=law, material=material, **step)
    return 100 * (1 - pad.tibia / heel_strike(**step).tibia)


def travel_wanted(modulus: Numbers, thickness: Numbers | None = None, **step: Unpack[Step]) -> Floats:
    """How far in mm a straight-law pad would have to give, whether or not it can; arguments as in `heel_strike`.

    Counted as if the pad bore the whole force, the damper's part too: an upper limit, so pads are refused early.
    """
    landing = _landing(modulus, thickness, **step)
    return 1e3 * _peak(landing)[0] / landing.pad


def bottoms_out(modulus: Numbers, thickness: Numbers | None = None, **step: Unpack[Step]) -> NDArray[np.bool_]:
    """Whether the landing asks for more travel than the foam has: 75 % of its thickness (assumed).

    Arguments as in `heel_strike`. True means that the pad is flat before the foot has stopped.
    """
    has = 1e3 * _landing(modulus, thickness, **step).room
    return np.asarray(travel_wanted(modulus, thickness, **step) > has)[()]


def calibrated_base(tibia: Numbers | None = None, **step: Unpack[Step]) -> Floats:
    """The base stiffness in kN/m at which hard heels give 0.5 to 20 g at the shin (5, Light 1980).

    Speed 0.05 to 2 m/s, the rest as in `heel_strike`; `base_stiffness` is where the search begins. 5 g, 75 kg and
    0.45 m/s give 72.5 kN/m.
    """
    wanted = within("tibia", _or(tibia, "tibia_shock_hard_heels"), 0.5, 20, "g") * GRAVITY
    within("speed", _or(step.get("speed"), "heel_speed"), 0.05, 2, "m/s")
    landing = _landing(None, None, **step)
    for _ in range(15):  # each round leaves at most a fifth of the error, as damping hardly depends on stiffness
        force, _ = _peak(landing)
        landing = replace(landing, omega=landing.omega * wanted * landing.mass / force)
    return landing.mass * landing.omega**2 / 1e3


def forward_predictions() -> tuple[Prediction, ...]:
    """What pads of six materials, 6 mm thick, would take off the shock; all moduli are assumed.

    The two laws of foam give a band, not limits. Published reductions run from none to 40 percent.
    """
    return tuple(_predict(name) for name in MATERIALS)


def _predict(material: str) -> Prediction:
    modulus = seeds.constant(f"strike_modulus_{material.lower().replace(' ', '_')}").value
    travel, flat = float(travel_wanted(modulus)), bool(bottoms_out(modulus))
    less = (None, None) if flat else tuple(float(reduction(modulus, law=law)) for law in LAWS)
    return Prediction(material, modulus, travel, flat, *less)


def _landing(
    modulus: Numbers | None,
    thickness: Numbers | None,
    *,
    body_mass: Numbers | None = None,
    speed: Numbers | None = None,
    base_stiffness: Numbers | None = None,
    damping: Numbers | None = None,
) -> _Landing:
    mass, fast = foot_mass(body_mass), _speed(speed)
    base = 1e3 * within("base_stiffness", _or(base_stiffness, "heel_base_stiffness"), 5, 1000, "kN/m")
    lost = within("damping", _or(damping, "heel_damping"), 0, 0.5, "of critical")
    thick = within("thickness", _or(thickness, "pad_thickness"), 1, 40, "mm")
    pad = np.asarray(np.inf) if modulus is None else 1e3 * pad_stiffness(modulus, thick)
    give, room = base / pad, seeds.constant("foam_limit_strain").value * thick / 1e3
    omega = np.sqrt(base / (1 + give) / mass)
    return _Landing(*np.broadcast_arrays(mass, fast, omega, lost, pad, give, room))


def _peak(landing: _Landing) -> tuple[Floats, Floats]:
    """The highest force in N and its time in s, between the steps of the integrator."""
    zero = np.zeros_like(landing.mass)
    top, when, before, middle = zero, zero, (zero, zero), (zero, zero)
    for after in _walk(landing):
        time, height = _crest(before, middle, after)
        higher = (middle[1] >= before[1]) & (middle[1] > after[1]) & (height > top)
        top, when = np.where(higher, height, top), np.where(higher, time, when)
        before, middle = middle, after
    return top * landing.force_unit, when / landing.omega


def _crest(first: _Point, middle: _Point, last: _Point) -> _Point:
    """The top of the parabola through three points, or the middle one where two of them are the same."""
    (start, low), (here, high), (end, fall) = first, middle, last
    left, right = here - start, end - here
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = (high - low) / left, (fall - high) / right
        slope, bend = (up * right + down * left) / (left + right), (down - up) / (left + right)
        aside = -slope / (2 * bend)
    fits = (np.minimum(left, right) > 1e-9) & (aside >= -left) & (aside <= right)
    return np.where(fits, here + aside, here), np.where(fits, high + slope * aside / 2, high)


def _walk(landing: _Landing) -> Iterator[_Point]:
    """Time and force through a landing, with one step ending just where the damper is all in.

    The force has a kink there, and where damping is strong that kink is the peak: steps are short behind it.
    """
    x, v, time = np.zeros_like(landing.mass), np.ones_like(landing.mass), np.zeros_like(landing.mass)
    edge = 1 / np.maximum(landing.ramp, 1e-9)
    longest = np.minimum(edge / 40, QUARTER / STEPS)
    for number in range(-STEPS - 10, 2 * STEPS):
        yield time, _push(landing, x, v)
        size = _size_to(edge - x, v, longest) if number < 0 else QUARTER / STEPS * min(1, (number + 1) / 16)
        x, v = _step(landing, x, v, size)
        time = time + size


def _size_to(distance: Floats, v: Floats, longest: Floats) -> Floats:
    """The next step towards an edge, never past it: as v only falls, it ends on the edge after a few rounds."""
    near = (v > 0) & (distance < longest * v)
    return np.where(near, np.maximum(distance, 0) / np.where(near, v, 1), longest)


def _march(landing: _Landing, size: Floats, steps: int) -> Iterator[Floats]:
    """The force at each of equal steps, from touch-down on."""
    x, v = np.zeros_like(landing.mass), np.ones_like(landing.mass)
    yield _push(landing, x, v)
    for _ in range(steps):
        x, v = _step(landing, x, v, size)
        yield _push(landing, x, v)


def _step(landing: _Landing, x: Floats, v: Floats, h: Floats | float) -> tuple[Floats, Floats]:
    """One step of the classical Runge-Kutta method, of fourth order."""
    a1 = -_push(landing, x, v)
    v2 = v + h / 2 * a1
    a2 = -_push(landing, x + h / 2 * v, v2)
    v3 = v + h / 2 * a2
    a3 = -_push(landing, x + h / 2 * v2, v3)
    v4 = v + h * a3
    a4 = -_push(landing, x + h * v3, v4)
    return x + h / 6 * (v + 2 * v2 + 2 * v3 + v4), v + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4)


def _push(landing: _Landing, x: Floats, v: Floats) -> Floats:
    """The ground's force: springs and a damper that comes in over the first millimetre; never a pull."""
    deep = np.maximum(x, 0)
    damper = 2 * landing.damping * v * np.minimum(1, landing.ramp * deep)
    return np.maximum(0, _springs(landing, deep) + damper)


def _springs(landing: _Landing, deep: Floats) -> Floats:
    """Base and pad in series; the stiffening pad, F = k u / (1 - u / room), is a quadratic in its travel u."""
    if not landing.stiffens:
        return deep
    q = landing.give
    b = 1 + q + q * landing.crowding * deep
    pad = 2 * q * deep / (b + np.sqrt(b**2 - 4 * q**2 * landing.crowding * deep))
    return (1 + q) * (deep - pad)


def _strike(landing: _Landing, force: Floats, time: Floats) -> Strike:
    tibia = force / (landing.mass * GRAVITY)
    travel = force / landing.pad
    travel = travel / (1 + travel / landing.room) if landing.stiffens else travel
    return Strike(force, tibia, at_skull(tibia), 1e3 * time, 1e3 * travel)


def _refuse_bottoming(
    landing: _Landing, modulus: Numbers | None, thickness: Numbers | None, force: Floats, material: str
) -> None:
    wanted = force / landing.pad
    flat = np.flatnonzero(wanted > landing.room)
    if modulus is None or not flat.size:
        return
    soft, thick = (_pick(value, flat[0], wanted.shape) for value in (modulus, _or(thickness, "pad_thickness")))
    asks, has = (1e3 * part.flat[flat[0]] for part in (wanted, landing.room))
    raise ValueError(
        f"{material} of {soft:g} MPa and {thick:g} mm bottoms out: the landing asks for {asks:.1f} mm of travel and "
        f"it has {has:.1f} mm, so nothing can be predicted; take a firmer or a thicker one."
    )


def _pick(value: Numbers, place: int, shape: tuple[int, ...]) -> float:
    return float(np.broadcast_to(np.asarray(value, dtype=float), shape).flat[place])


def _speed(speed: Numbers | None) -> Floats:
    return within("speed", _or(speed, "heel_speed"), 0, 2, "m/s")


def _or(given: Numbers | None, name: str) -> Numbers:
    return seeds.constant(name).value if given is None else given
