"""From a wedge under the foot to the pelvis and the low back: a chain of gains; and the two-way shin.

Angles are degrees, changes from standing on a flat floor. Eversion, inward turn of shin and hip, and forward
tilt of the pelvis count as positive. It describes means of small studies, not the person who looks at it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, known_sd, one_of, within
from lessons_lib.models.curves import smooth

Floats: TypeAlias = NDArray[np.float64]
Degrees: TypeAlias = float | Floats
Many: TypeAlias = Floats | Sequence[float]

MOST_PEOPLE = 5_000_000

# Stylised shapes over stance, assumed: (% of stance, share of the excursion). The foot rolls in and back to
# where it touched down. The turn from above peaks and ends with it, so that the two ranges add up.
ROLLING_IN = ((0, 0.0), (10, 0.43), (25, 0.83), (45, 1.0), (65, 0.65), (80, 0.2), (100, 0.0))
TURN_FROM_ABOVE = ((0, 0.0), (20, 0.35), (45, 0.4), (70, -0.1), (100, -0.6))


@dataclass(frozen=True)
class Gains:
    """Mean gains, degrees per degree; those from wedge to hip are above zero.

    The step from hip to pelvis is not among them: `hip_to_pelvis` solves it from the others.
    """

    wedge_to_eversion: float
    eversion_to_tibia: float
    tibia_to_hip: float
    adduction_to_tibia: float
    pelvis_to_lordosis: float

    def __post_init__(self) -> None:
        for name in ("wedge_to_eversion", "eversion_to_tibia", "tibia_to_hip"):
            gain = getattr(self, name)
            if not gain > 0:
                raise ValueError(f"{name} is {gain}; it must be above 0, or nothing reaches the pelvis.")

    def hip_to_pelvis(self, feet: str = "both") -> float:
        """The gain with which the mean chain returns the pelvic tilt of Pinto 2008 on 10 degrees."""
        below = self.wedge_to_eversion * self.eversion_to_tibia * self.tibia_to_hip
        return _pinto_tilt(feet) / (seeds.constant("pinto_wedge").value * below)


@dataclass(frozen=True)
class Posture:
    """How far each part moved, in degrees."""

    eversion: float
    tibial_rotation: float
    hip_rotation: float
    pelvic_tilt: float
    pelvic_obliquity: float
    lordosis_change: float


@dataclass(frozen=True)
class Postures:
    """Many postures: the fields of `Posture`, arrays of one shape, in degrees."""

    eversion: Floats
    tibial_rotation: Floats
    hip_rotation: Floats
    pelvic_tilt: Floats
    pelvic_obliquity: Floats
    lordosis_change: Floats


@dataclass(frozen=True)
class Backwards:
    """What an orthosis would move further up, in degrees; 95 % interval of the pelvic tilt (low, high)."""

    eversion: float
    tibial_rotation: float
    hip_rotation: float
    pelvic_tilt: float
    pelvic_interval: tuple[float, float]


@dataclass(frozen=True)
class Rung:
    """How tightly two parts are linked in one study: `r2` is the share of variation they have in common."""

    below: str
    above: str
    r: float
    r2: float
    setting: str
    statistic: str
    reference: str


@dataclass(frozen=True)
class TibialShare:
    """The foot's part of the measured shin turn: degrees, degrees, and their ratio (it may pass 1)."""

    from_foot: float
    measured: float
    share: float


@dataclass(frozen=True)
class Coupling:
    """Degrees of shin turn per degree of eversion among drawn people: mean and SD."""

    slope: float
    sd: float


@dataclass(frozen=True)
class StanceCurves:
    """Stylised curves over stance (% of stance against degrees), arrays of one length."""

    stance: Floats
    eversion: Floats
    tibia_from_foot: Floats
    tibia_from_above: Floats
    tibia_total: Floats


class _Links(NamedTuple):
    wedge_to_eversion: Degrees
    eversion_to_tibia: Degrees
    adduction_to_tibia: float
    tibia_to_hip: Degrees
    hip_to_pelvis: Degrees
    wedge_to_obliquity: float
    pelvis_to_lordosis: Degrees


@functools.cache
def mean_gains() -> Gains:
    """The mean gains of the seeds: two measured in cadaver legs (Fischer 2018), the others assumed."""
    return Gains(
        wedge_to_eversion=seeds.constant("wedge_eversion_gain").value,
        eversion_to_tibia=seeds.constant("tibia_coupling").value,
        tibia_to_hip=seeds.constant("hip_gain").value,
        adduction_to_tibia=seeds.constant("adduction_coupling").value,
        pelvis_to_lordosis=seeds.constant("lordosis_gain").value,
    )


@overload
def respond(
    wedge: float,
    feet: str = "both",
    *,
    camp: str = "none",
    adduction: float = 0.0,
    gains: Gains | None = None,
) -> Posture: ...
@overload
def respond(
    wedge: Many,
    feet: str = "both",
    *,
    camp: str = "none",
    adduction: float = 0.0,
    gains: Gains | None = None,
) -> Postures: ...
def respond(
    wedge: float | Many,
    feet: str = "both",
    *,
    camp: str = "none",
    adduction: float = 0.0,
    gains: Gains | None = None,
) -> Posture | Postures:
    """The mean posture on a wedge of 0 to 20 degrees that rolls the foot in, under "both" feet or "one".

    One wedge gives a Posture, an array of them Postures. `adduction` is heel adduction, -20 to 20 degrees.
    `camp` chooses between studies of the low back: "none" (Duval 2010, Betsch 2011) or "increase" (Ghasemi
    2016, Farokhmanesh 2014; its gain is assumed). Pelvic tilt is Pinto 2008 at 10 degrees; that it grows in a
    straight line is assumed.
    """
    angle = within("wedge", wedge, 0, 20, "degrees")
    turned = within("adduction", adduction, -20, 20, "degrees")
    parts = _climb(angle, turned, _mean_links(gains or mean_gains(), feet, camp))
    return Postures(*parts) if angle.ndim else Posture(*(float(part) for part in parts))


def draw_people(
    n: int,
    wedge: float,
    feet: str = "both",
    seed: int = 0,
    *,
    camp: str = "none",
    gains: Gains | None = None,
) -> Postures:
    """Postures of n imagined people on one wedge, arrays of length n: what the uncertain gains allow.

    Gains are normal and drawn anew where they are negative or, so that the mean stays put, as far out on the
    other side; only the gain of the low back may be negative. Spreads are the seeds' (measured for the shin,
    assumed elsewhere) and grow with the gains. Obliquity has no known spread and gets none. Same seed, same
    people.
    """
    angle = within("wedge", wedge, 0, 20, "degrees")
    people, rng = count("n", n, MOST_PEOPLE), np.random.default_rng(seed)
    links = _drawn_links(gains or mean_gains(), feet, camp, people, rng)
    return Postures(*_climb(angle, np.zeros(people), links))


def drawn_coupling(n: int = 100_000, seed: int = 0) -> Coupling:
    """Shin turn per degree of eversion among n drawn people; Fischer 2018 gives 0.68 with an SD of 0.15."""
    people = draw_people(n, seeds.constant("pinto_wedge").value, seed=seed)
    slopes = people.tibial_rotation / people.eversion
    return Coupling(float(slopes.mean()), float(slopes.std()))


def run_backwards(
    eversion_change: float | None = None, feet: str = "both", *, gains: Gains | None = None, seed: int = 0
) -> Backwards:
    """What a change of eversion (-10 to 10 degrees) would move at shin, hip and pelvis, if the chain held.

    Without a number it is the pooled effect of foot orthoses, -2.24 degrees (Cheung 2011). The interval comes
    from 100,000 drawn chains and from the standard error of that effect, taken as a share of it.
    """
    chosen = gains or mean_gains()
    wanted = _or(eversion_change, "orthosis_eversion_change")
    change = float(within("eversion_change", wanted, -10, 10, "degrees"))
    tibia = chosen.eversion_to_tibia * change
    hip = chosen.tibia_to_hip * tibia
    low, high = sorted(change * quantile for quantile in _reach_quantiles(chosen, feet, seed))
    return Backwards(change, tibia, hip, chosen.hip_to_pelvis(feet) * hip, (low, high))


def measured_changes(n: int, wedge: float, feet: str = "both", seed: int = 0, *, noise: float | None = None) -> Floats:
    """Changes of pelvic tilt, in degrees, that n single measurements would show on a wedge; length n.

    Evenly spaced quantiles of a normal curve, shuffled by the seed, so that the share of reversed changes is
    exact. Its mean is the mean tilt. Its SD at 10 degrees is derived from Pinto 2008 (1.45 degrees on both
    feet, 1.8 on one) and shrinks to `noise` (assumed, 0 to 1.45) at no wedge: two measurements always differ.
    """
    tilt = respond(wedge, feet).pelvic_tilt
    places = np.random.default_rng(seed).permutation(_normal_quantiles(count("n", n, MOST_PEOPLE)))
    return np.asarray(tilt + _spread(float(wedge), feet, noise) * places)


def shared_variation() -> tuple[Rung, ...]:
    """The published links, tightest first; different studies and statistics, so a ladder and not one chain.

    Sources: Souza 2010 (walking) and Duval 2010 (standing); r2 is the square of their r.
    """
    walking, standing = "walking, 18 people", "standing"
    in_time, between = "mean likeness in time", "correlation"
    rungs = (
        _rung("shin turn", "hip turn", "r_shank_hip", walking, in_time),
        _rung("leg turn", "pelvic tilt", "r_leg_pelvis", standing, between),
        _rung("rearfoot roll", "hip turn", "r_rearfoot_hip", walking, in_time),
        _rung("foot tilt", "pelvic tilt", "r_foot_pelvis", standing, between),
        _rung("foot tilt", "low-back curve", "r_foot_lordosis", standing, between),
    )
    return tuple(sorted(rungs, key=lambda rung: -rung.r2))


@overload
def saturating_tilt(wedge: float, feet: str = "both", *, scale: float | None = None) -> float: ...
@overload
def saturating_tilt(wedge: Many, feet: str = "both", *, scale: float | None = None) -> Floats: ...
def saturating_tilt(wedge: float | Many, feet: str = "both", *, scale: float | None = None) -> Degrees:
    """Pelvic tilt that levels off, Pmax (1 - exp(-wedge / scale)), through Pinto's point; degrees.

    Wedge 0 to 20 degrees, `scale` 1 to 100 degrees (assumed; a large one is the straight line again).
    """
    angle = within("wedge", wedge, 0, 20, "degrees")
    length = within("scale", _or(scale, "saturation_wedge"), 1, 100, "degrees")
    share = np.expm1(-angle / length) / np.expm1(-seeds.constant("pinto_wedge").value / length)
    tilt: Floats = np.asarray(_pinto_tilt(feet) * share)
    return tilt if angle.ndim else float(tilt)


def tibial_share(eversion_excursion: float | None = None, coupling: float | None = None) -> TibialShare:
    """How much of the measured shin turn the foot would give: about a quarter, if the cadaver slope holds.

    Excursion 0 to 20 degrees (4.6, and the turn of 13.3: Wahmkow 2017, 19 runners walking), coupling 0 to 1.5
    (0.68: Fischer 2018). The abstract does not say whether both were taken over the same part of the step.
    """
    rolled = within("eversion_excursion", _or(eversion_excursion, "eversion_excursion"), 0, 20, "degrees")
    slope = within("coupling", _or(coupling, "tibia_coupling"), 0, 1.5, "degrees per degree")
    turn, measured = float(rolled * slope), seeds.constant("tibial_range").value
    return TibialShare(turn, measured, turn / measured)


def stance_curves(
    eversion_excursion: float | None = None,
    coupling: float | None = None,
    turn_from_above: float | None = None,
    n: int = 41,
) -> StanceCurves:
    """Stylised curves of one stance, n points: the shin's turn is the foot's part plus a part from above.

    Excursion 0 to 20, turn from above 0 to 30 degrees, coupling 0 to 1.5. The part from above and the shapes
    are assumed; push-off beyond the angle of touch-down is left out, so that the ranges of both parts add up.
    """
    part = tibial_share(eversion_excursion, coupling)
    above = within("turn_from_above", _or(turn_from_above, "tibial_turn_from_above"), 0, 30, "degrees")
    stance = np.linspace(0, 100, count("n", n, MOST_PEOPLE))
    rolling = smooth(stance, ROLLING_IN)
    eversion = _or(eversion_excursion, "eversion_excursion") * rolling
    foot, top = part.from_foot * rolling, above * smooth(stance, TURN_FROM_ABOVE)
    return StanceCurves(stance, eversion, foot, top, foot + top)


def _climb(wedge: Floats, adduction: Floats, links: _Links) -> tuple[Floats, ...]:
    eversion = links.wedge_to_eversion * wedge
    tibia = links.eversion_to_tibia * eversion + links.adduction_to_tibia * adduction
    hip = links.tibia_to_hip * tibia
    tilt = links.hip_to_pelvis * hip
    obliquity = links.wedge_to_obliquity * wedge + 0.0 * tilt  # the other term lends its shape
    parts = (eversion, tibia, hip, tilt, obliquity, links.pelvis_to_lordosis * tilt)
    return tuple(np.asarray(part) for part in parts)


def _mean_links(gains: Gains, feet: str, camp: str) -> _Links:
    return _Links(
        gains.wedge_to_eversion,
        gains.eversion_to_tibia,
        gains.adduction_to_tibia,
        gains.tibia_to_hip,
        gains.hip_to_pelvis(feet),
        _obliquity_gain(feet),
        gains.pelvis_to_lordosis * _believes(camp),
    )


def _drawn_links(gains: Gains, feet: str, camp: str, n: int, rng: np.random.Generator) -> _Links:
    mean = _mean_links(gains, feet, camp)
    last = seeds.constant("pelvis_gain_spread").value
    back = seeds.constant("lordosis_gain").value * _relative_sd("lordosis_gain") * _believes(camp)
    return mean._replace(
        wedge_to_eversion=gains.wedge_to_eversion * _draw(rng, _relative_sd("wedge_eversion_gain"), n),
        eversion_to_tibia=gains.eversion_to_tibia * _draw(rng, _relative_sd("tibia_coupling"), n),
        tibia_to_hip=gains.tibia_to_hip * _draw(rng, _relative_sd("hip_gain"), n),
        hip_to_pelvis=gains.hip_to_pelvis(feet) * _draw(rng, last, n),
        pelvis_to_lordosis=rng.normal(mean.pelvis_to_lordosis, back, n),
    )


def _draw(rng: np.random.Generator, sd: float, n: int) -> Floats:
    """Normal numbers around 1, from 0 to 2: what falls outside is drawn again."""
    drawn = rng.normal(1, sd, n)
    while (outside := np.flatnonzero(np.abs(drawn - 1) > 1)).size:
        drawn[outside] = rng.normal(1, sd, outside.size)
    return drawn


@functools.cache
def _reach_quantiles(gains: Gains, feet: str, seed: int) -> tuple[float, float]:
    """Degrees of pelvic tilt per degree of eversion change that bound the middle 95 % of drawn chains."""
    n, rng = 100_000, np.random.default_rng(seed)
    links = _drawn_links(gains, feet, "none", n, rng)
    effect, error = (seeds.constant(f"orthosis_eversion_{name}").value for name in ("change", "error"))
    change = rng.normal(1, error / abs(effect), n)
    reach = change * links.eversion_to_tibia * links.tibia_to_hip * links.hip_to_pelvis
    low, high = np.quantile(reach, [0.025, 0.975])
    return float(low), float(high)


def _normal_quantiles(n: int) -> Floats:
    return np.interp((np.arange(n) + 0.5) / n, *_normal_curve())


@functools.cache
def _normal_curve() -> tuple[Floats, Floats]:
    """Shares of a standard normal curve and the places they lie below; straight lines between err by less than 1e-6."""
    places = np.linspace(-9, 9, 18_001)
    return np.array([NormalDist().cdf(place) for place in places]), places


def _spread(wedge: float, feet: str, noise: float | None) -> float:
    most = seeds.constant("measured_change_sd_both").value
    floor = float(within("noise", _or(noise, "pelvic_noise_low"), 0, most, "degrees"))
    total = seeds.constant(f"measured_change_sd_{feet}").value
    people = (total**2 - floor**2) * (wedge / seeds.constant("pinto_wedge").value) ** 2
    return float(np.sqrt(floor**2 + people))


def _rung(below: str, above: str, name: str, setting: str, statistic: str) -> Rung:
    found = seeds.constant(name)
    return Rung(below, above, found.value, found.value**2, setting, statistic, found.reference)


def _pinto_tilt(feet: str) -> float:
    return seeds.constant(f"pinto_tilt_{one_of('feet', feet, 'both', 'one')}").value


def _obliquity_gain(feet: str) -> float:
    if feet == "both":
        return 0.0
    return seeds.constant("pinto_obliquity_one").value / seeds.constant("pinto_wedge").value


def _believes(camp: str) -> float:
    return float(one_of("camp", camp, "none", "increase") == "increase")


def _relative_sd(name: str) -> float:
    found = seeds.constant(name)
    return known_sd(name, found.sd) / found.value


def _or(given: float | None, name: str) -> float:
    return seeds.constant(name).value if given is None else given
