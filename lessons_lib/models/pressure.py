"""Pressure under the foot: smaller area, softer pad, better fitting shape, and a foam that can be too soft.

Newton, millimetres, megapascals for materials and kilopascals for pressures. The heel is a round bone end on
independent springs (a Winkler foundation) standing on a rigid floor; sizes and moduli of tissue and pads are
assumed. A drop of pressure is not a drop of pain: in Almeida 2009 pressure rose while pain fell.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import within

Floats: TypeAlias = NDArray[np.float64]  # numpy hands out a plain number where only plain numbers went in
Numbers: TypeAlias = float | Sequence[float] | Floats

GRAVITY = 9.80665  # m/s2, by definition
HALVINGS = 50


@dataclass(frozen=True)
class HeelContact:
    """Peak pressure (kPa), radius of the contact (mm) and how deep heel and pad give together (mm)."""

    peak: Floats
    radius: Floats
    depth: Floats


@dataclass(frozen=True)
class BestFoam:
    """The foam with the lowest peak: modulus (MPa), peak (kPa), gain over the bare floor (%), peak strain."""

    modulus: Floats
    peak: Floats
    gain: Floats
    strain: Floats


@dataclass(frozen=True)
class _Heel:
    """Curvature of the gap (1/m), stiffness of the tissue and of tissue and pad in series (Pa/m)."""

    curvature: Floats
    tissue: Floats
    stack: Floats


def pressure_ratio(area: Numbers, reference_area: Numbers) -> Floats:
    """How many times the pressure rises when the same load stands on `area` instead (both 1 to 500 cm2): p = F / A.

    High-arched against neutral feet (118.26 and 165.04 cm2) give 1.396; measured was 1.302, as load also moves to
    other places.
    """
    small = within("area", area, 1, 500, "cm2")
    return within("reference_area", reference_area, 1, 500, "cm2") / small


def heel_load(body_mass: Numbers, share: Numbers | None = None) -> Floats:
    """Newton on one heel of a person of 20 to 250 kg; share of body weight 0 to 1 (0.3 in easy standing, assumed)."""
    part = within("share", _or(share, "heel_share_standing"), 0, 1, "of body weight")
    return part * within("body_mass", body_mass, 20, 250, "kg") * GRAVITY


def heel_pressure(
    load: Numbers | None = None,
    modulus: Numbers | None = None,
    thickness: Numbers | None = None,
    conformity: Numbers = 0.0,
    *,
    contact_limit: Numbers | None = None,
    radius: Numbers | None = None,
    tissue_modulus: Numbers | None = None,
    tissue_thickness: Numbers | None = None,
) -> HeelContact:
    """Contact of a heel with an elastic pad, or with a rigid base where there is no modulus; closed form.

    Load 0 to 3000 N, modulus 0.01 to 5000 MPa, thickness 1 to 40 mm (it counts only as modulus / thickness),
    conformity 0 (flat) to 1 (shaped like the heel), contact limit 10 to 60 mm (half the width of the heel).
    A softer linear pad always wins here; `best_foam` says why that is not the end.
    """
    force = _load(load, 0)
    heel = _heel(modulus, thickness, conformity, radius, tissue_modulus, tissue_thickness)
    limit = _metres("contact_limit", _or(contact_limit, "heel_contact_limit"), 10, 60)
    share = force / (np.pi * heel.stack)
    free, full = np.sqrt(share * heel.curvature), share / limit**2 + heel.curvature * limit**2 / 4
    whole = share >= heel.curvature * limit**4 / 4  # the contact has reached the edge of the heel
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(whole, limit, np.sqrt(2 * free / heel.curvature))[()]
    depth = np.where(whole, full, free)[()]
    return HeelContact(heel.stack * depth / 1e3, 1e3 * reach, 1e3 * depth)


def reduction(
    modulus: Numbers,
    thickness: Numbers | None = None,
    conformity: Numbers = 0.0,
    *,
    load: Numbers | None = None,
    contact_limit: Numbers | None = None,
) -> Floats:
    """How many percent lower the peak is than on a bare flat floor; load 1 to 3000 N, else as in `heel_pressure`.

    Goske 2006 (27 pads in a computer model, checked on one person's heel): 24 % on flat pads, up to 44 % on fully
    fitting ones. Both come out of 0.175 MPa, 9.5 mm and a contact limit of 29.2 mm, which were chosen for that.
    """
    force = _load(load, 1)
    pad = heel_pressure(force, modulus, thickness, conformity, contact_limit=contact_limit)
    return 100 * (1 - pad.peak / heel_pressure(force, contact_limit=contact_limit).peak)


def pad_ratio_for(reduction: Numbers) -> Floats:
    """How stiff a flat pad must be, over the tissue, to take 1 to 99 percent off the peak (no contact limit).

    The peak goes with the root of the stiffness, so 24 percent need a pad 1.37 times as stiff as the tissue.
    """
    left = (1 - within("reduction", reduction, 1, 99, "percent") / 100) ** 2
    return left / (1 - left)


def foam_pressure(load: Numbers, modulus: Numbers, thickness: Numbers | None = None) -> Floats:
    """Peak pressure in kPa on a flat foam that stiffens as it is squeezed: stress = E strain / (1 - strain / 0.75).

    Load 0 to 3000 N, small-strain modulus E 0.01 to 5000 MPa, thickness 1 to 40 mm (10, assumed). The contact has
    no limit here. Solved by halving between the linear pad (too low) and the bare floor (too high).
    """
    thick = _or(thickness, "foam_pad_thickness")
    heel, room = _heel(modulus, thick), _room(thick)
    wanted = _load(load, 0) * heel.curvature / (2 * np.pi)
    low, high = np.sqrt(2 * wanted * heel.stack), np.sqrt(2 * wanted * heel.tissue)
    flat = seeds.constant("foam_limit_strain").value * 1e6 * np.asarray(modulus, dtype=float)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = middle**2 / (2 * heel.tissue) + room * middle * _relief(middle / flat) >= wanted
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return ((low + high) / 2e3)[()]


def squeeze(pressure: Numbers, modulus: Numbers) -> Floats:
    """Share of its thickness by which a stiffening foam gives way under an even pressure: p / (E + p / 0.75).

    Pressure 0 to 2000 kPa, small-strain modulus E 0.01 to 5000 MPa; the law of `foam_pressure`, solved for the strain.
    """
    stress = within("pressure", pressure, 0, 2000, "kPa") / 1e3
    limit = seeds.constant("foam_limit_strain").value
    return (stress / (within("modulus", modulus, 0.01, 5000, "MPa") + stress / limit))[()]


def best_foam(load: Numbers, thickness: Numbers | None = None) -> BestFoam:
    """The stiffening foam with the lowest peak under a load of 1 to 3000 N; closed form, thickness 1 to 40 mm.

    Too soft and it is flat, too hard and it is a floor: the best foam is squeezed to 68 % of its limit whatever
    the load, so its stiffness rises with the load. Chatzistergos 2017 found the same direction with body mass, and
    16 % (standing) and 19 % (walking) or more between best and other stiffnesses.
    """
    heel, squeezed = _heel(None, None), _best_squeeze()
    wanted = _load(load, 1) * heel.curvature / (2 * np.pi)
    eased = _room(_or(thickness, "foam_pad_thickness")) * squeezed * (1 - squeezed)
    peak = heel.tissue * (np.sqrt(eased**2 + 2 * wanted / heel.tissue) - eased)
    limit = seeds.constant("foam_limit_strain").value
    bare = np.sqrt(2 * wanted * heel.tissue)
    modulus = peak * (1 - squeezed) / (squeezed * limit)
    return BestFoam(modulus / 1e6, peak / 1e3, 100 * (1 - peak / bare), squeezed * limit + 0 * peak)


def _heel(
    modulus: Numbers | None,
    thickness: Numbers | None,
    conformity: Numbers = 0.0,
    radius: Numbers | None = None,
    tissue_modulus: Numbers | None = None,
    tissue_thickness: Numbers | None = None,
) -> _Heel:
    fit = within("conformity", conformity, 0, 1, "(flat to fully fitting)")
    curvature = (1 - fit) / _metres("radius", _or(radius, "heel_radius"), 10, 200)
    soft = within("tissue_modulus", _or(tissue_modulus, "heel_tissue_modulus"), 0.01, 10, "MPa")
    tissue = 1e6 * soft / _metres("tissue_thickness", _or(tissue_thickness, "heel_tissue_thickness"), 5, 40)
    thick = _metres("thickness", _or(thickness, "heel_pad_thickness"), 1, 40)
    if modulus is None:
        return _Heel(curvature, tissue, tissue)
    pad = 1e6 * within("modulus", modulus, 0.01, 5000, "MPa") / thick
    return _Heel(curvature, tissue, tissue * pad / (tissue + pad))


def _relief(squeeze: Floats) -> Floats:
    """ln(1 + s) / s - 1 / (1 + s), what a stiffening foam takes over; s / 2 where the subtraction would drown."""
    small = squeeze < 1e-6
    safe = np.where(small, 1.0, squeeze)
    return np.where(small, squeeze / 2, np.log1p(safe) / safe - 1 / (1 + safe))


@functools.cache
def _best_squeeze() -> float:
    """Share y of the limit strain at which `_relief` is largest: y + y2 = -ln(1 - y), about 0.68."""
    low, high = 0.5, 0.9
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = middle + middle**2 + np.log1p(-middle) > 0
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2


def _room(thickness: Numbers) -> Floats:
    """Travel in metres after which the foam is flat."""
    return seeds.constant("foam_limit_strain").value * _metres("thickness", thickness, 1, 40)


def _load(load: Numbers | None, least: float) -> Floats:
    return within("load", _or(load, "heel_load"), least, 3000, "N")


def _metres(name: str, value: Numbers, low: float, high: float) -> Floats:
    return within(name, value, low, high, "mm") / 1e3


def _or(given: Numbers | None, name: str) -> Numbers:
    return seeds.constant(name).value if given is None else given
