"""What inserts, tape and shoes do to the rolling of the rearfoot, how far up it may reach, and what they are made of.

A change of eversion is in degrees and negative where the foot rolls in less. A degree is not a benefit: nobody has
shown that fewer degrees mean less pain.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import seeds
from lessons_lib.models import chain
from lessons_lib.models.checks import count, one_of, within

MOST_PEOPLE = 5_000_000
Z95 = NormalDist().inv_cdf(0.975)
DEVICES = {
    "orthosis": "orthosis",
    "custom": "custom",
    "prefabricated": "prefabricated",
    "motion-control shoe": "control_shoe",
    "taping": "taping",
    "stirrup taping": "stirrup_taping",
}
POSTINGS = ("none", "neutral rearfoot", "medial forefoot", "forefoot and rearfoot")
MATERIALS = {
    "EVA foam, soft to firm": "eva",
    "open-cell polyurethane": "open_cell",
    "soft polyethylene foam": "plastazote",
    "silicone or viscoelastic gel": "gel",
    "memory foam": "memory_foam",
    "latex foam": "latex",
    "cork mix": "cork",
    "polypropylene shell": "polypropylene",
    "carbon-fibre plate": "carbon",
}


@dataclass(frozen=True)
class Effect:
    """Pooled change of eversion in degrees, its 95 % interval as published, and the standard error behind it."""

    device: str
    mean: float
    low: float
    high: float
    error: float


@dataclass(frozen=True)
class Difference:
    """Difference of two effects in degrees with its 95 % interval, the two taken as independent."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Reach:
    """What a device would move at heel, shin and pelvis in degrees; 95 % intervals of the means (low, high)."""

    eversion: float
    tibial_rotation: float
    pelvic_tilt: float
    tibial_interval: tuple[float, float]
    pelvic_interval: tuple[float, float]


@dataclass(frozen=True)
class Material:
    """Stiffness of a material: small-strain modulus in MPa from soft to firm, and a remark."""

    name: str
    low: float
    high: float
    remark: str


def effect(device: str = "orthosis") -> Effect:
    """The pooled effect of one of `DEVICES` against nothing (Cheung 2011; 13 trials for all orthoses)."""
    name = DEVICES[one_of("device", device, *DEVICES)]
    mean, low, high = (seeds.constant(f"{name}_eversion_{part}").value for part in ("change", "low", "high"))
    return Effect(device, mean, low, high, (high - low) / (2 * Z95))


def effects() -> tuple[Effect, ...]:
    """All pooled effects, for a forest plot; they come from one review but from different trials."""
    return tuple(effect(device) for device in DEVICES)


def compare(first: str = "custom", second: str = "prefabricated") -> Difference:
    """How much more one device changes eversion than another: mean(first) - mean(second).

    Custom against prefabricated: -2.35 against -2.08 (Cheung 2011). No trial is compared head to head here.
    """
    one, other = effect(first), effect(second)
    gap, error = one.mean - other.mean, float(np.hypot(one.error, other.error))
    return Difference(gap, gap - Z95 * error, gap + Z95 * error)


def draw_means(n: int, device: str = "orthosis", seed: int = 0) -> NDArray[np.float64]:
    """n true mean effects that fit the pooled interval: what is not known about the average, in degrees."""
    found, rng = effect(device), np.random.default_rng(seed)
    return rng.normal(found.mean, found.error, count("n", n, MOST_PEOPLE))


def draw_people(
    n: int, device: str = "orthosis", seed: int = 0, *, sd: float | None = None, mean: float | None = None
) -> NDArray[np.float64]:
    """Changes of eversion in n imagined people, degrees: N(mean, sd) around the pooled mean or a drawn one.

    `sd` between people is 0 to 6 degrees; 2 without it, which is assumed. So is the share that comes out reversed:
    no trial shows it, and a single measurement is part noise. `mean` is -10 to 10 degrees.
    """
    middle = float(within("mean", effect(device).mean if mean is None else mean, -10, 10, "degrees"))
    spread = float(within("sd", _between_people() if sd is None else sd, 0, 6, "degrees"))
    return np.random.default_rng(seed).normal(middle, spread, count("n", n, MOST_PEOPLE))


def share_reversed(device: str = "orthosis", sd: float | None = None) -> float:
    """Out of 100 imagined people, how many would roll in more, were the assumed SD (0.1 to 6 degrees) true."""
    spread = float(within("sd", _between_people() if sd is None else sd, 0.1, 6, "degrees"))
    return 100 * NormalDist().cdf(effect(device).mean / spread)


def posted_change(posting: str, device: str = "orthosis") -> float:
    """Change of eversion by what is under the arch: nothing for an arch support alone or a neutral rearfoot post.

    Posts under the inner forefoot, alone or with the rearfoot, do reduce it (Desmyttere 2018, 11 studies); by how
    much was not seen, so the pooled mean of all orthoses stands in (Cheung 2011), which includes unposted ones.
    Pooled forces did not change with any of them.
    """
    posted = one_of("posting", posting, *POSTINGS) in POSTINGS[2:]
    return effect(device).mean if posted else 0.0


def wedge_change(wedge: ArrayLike) -> NDArray[np.float64]:
    """Change of eversion in running by an inner (plus) or outer (minus) wedge, -5 to 5 degrees.

    0.34 degrees per degree: from an outer to an inner wedge of 5 degrees in 12 men (Sinclair 2017).
    """
    tilt = within("wedge", wedge, -5, 5, "degrees")
    return np.asarray(-seeds.constant("wedge_eversion_gain_running").value * tilt)


def reach_up(
    device: str = "orthosis", feet: str = "both", *, gains: chain.Gains | None = None, n: int = 100_000, seed: int = 0
) -> Reach:
    """How far a device would reach up the leg if the chain of `models.chain` held, with intervals of the means.

    The shin follows with the cadaver slope of 0.68 (Fischer 2018); hip and pelvis through gains that are partly
    assumed. Compare the pelvis with what two measurements of it differ by.
    """
    mean = chain.run_backwards(effect(device).mean, feet, gains=gains)
    drawn = chain.draw_people(n, 10.0, feet, seed, gains=gains)
    heel = draw_means(n, device, seed + 1) / drawn.eversion
    shin, pelvis = (_middle(heel * part) for part in (drawn.tibial_rotation, drawn.pelvic_tilt))
    return Reach(mean.eversion, mean.tibial_rotation, mean.pelvic_tilt, shin, pelvis)


def materials() -> tuple[Material, ...]:
    """Common insert materials, softest range to stiffest as listed; every modulus is assumed and may be changed."""
    rows = []
    for name, key in MATERIALS.items():
        low, high = (seeds.constant(f"{key}_modulus_{end}") for end in ("low", "high"))
        rows.append(Material(name, low.value, high.value, low.note))
    return tuple(rows)


def modulus_of_shore(shore: ArrayLike) -> NDArray[np.float64]:
    """Gent's rule for rubbers: stiffness in MPa from Shore A hardness, 20 to 80; foams deviate from it.

    0.0981 (56 + 7.62336 S) / (0.137505 (254 - 2.54 S)), as public programs quote Gent 1958.
    """
    hard = within("shore", shore, 20, 80, "Shore A")
    offset, slope, scale = (seeds.constant(f"gent_{part}").value for part in ("offset", "slope", "scale"))
    return np.asarray(scale * (offset + slope * hard) / (100 - hard))


def worn_modulus(modulus: ArrayLike, distance: ArrayLike, *, rise: float | None = None) -> NDArray[np.float64]:
    """Stiffness of an insole after `distance` (0 to 1000 km): it rises, by `rise` (0 to 1) for each 100 km.

    Modulus 0.001 to 100,000 MPa. That all of four insoles grew stiffer and took up less shock after about 100 km
    is measured (Dixon 2003, running in boots, aged by a machine); by how much was not seen: 0.2 is assumed, and so is
    that it goes on in a straight line.
    """
    fresh = within("modulus", modulus, 0.001, 100_000, "MPa")
    far = within("distance", distance, 0, 1000, "km")
    usual = seeds.constant("insole_stiffening").value
    return np.asarray(
        fresh * (1 + within("rise", usual if rise is None else rise, 0, 1, "for each 100 km") * far / 100)
    )


def _between_people() -> float:
    return seeds.constant("orthosis_people_sd").value


def _middle(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
