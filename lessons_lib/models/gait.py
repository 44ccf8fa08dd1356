"""One step from touch-down to push-off: how the rearfoot rolls, how the shin turns, how hard the ground pushes.

The shapes are stylised and assumed; their sizes are measured in barefoot walking. Eversion and inward turn of the
shin count as positive, in degrees. Forces are multiples of body weight, places are % of stance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import seeds
from lessons_lib.models.checks import count, known_sd, one_of, within
from lessons_lib.models.curves import Knots, smooth

MOST_WALKERS = 5_000_000
MOST_POINTS = 1001
KINDS = ("neutral", "pronated", "supinated")

# Assumed shapes. Rolling: share of the excursion, which runs from touch-down to the peak. Turning: share of the range.
ROLLING: Knots = ((0, 0.0), (10, 0.435), (25, 0.826), (45, 1.0), (65, 0.652), (80, 0.0), (100, -0.761))
ROLLING_LONG: Knots = ((0, 0.0), (10, 0.435), (25, 0.826), (45, 1.0), (65, 1.0), (80, 0.0), (100, -0.761))
TURNING: Knots = ((0, 0.0), (20, 5 / 13), (45, 6 / 13), (70, 0.0), (100, -7 / 13))
PUSHING: Knots = ((0, 0.0), (8, 0.6), (23, 1.12), (47, 0.71), (78, 1.1), (100, 0.0))
HEEL_BUMP: Knots = ((0, 0.0), (7, 1.0), (14, 0.0), (100, 0.0))


@dataclass(frozen=True)
class StanceCurves:
    """Curves of one stance: `stance` has n points, the others n points on the last axis."""

    stance: NDArray[np.float64]
    eversion: NDArray[np.float64]
    tibial_rotation: NDArray[np.float64]

    @property
    def excursion(self) -> NDArray[np.float64]:
        """Degrees from touch-down to the most everted place."""
        return np.asarray(self.eversion.max(axis=-1) - self.eversion[..., 0])

    @property
    def peak_eversion(self) -> NDArray[np.float64]:
        """The most everted angle, in degrees; it depends on which posture is called zero."""
        return np.asarray(self.eversion.max(axis=-1))

    @property
    def tibial_range(self) -> NDArray[np.float64]:
        """Degrees between the most inward and the most outward place of the shin."""
        return np.asarray(np.ptp(self.tibial_rotation, axis=-1))


@dataclass(frozen=True)
class Walkers:
    """How far many people roll and turn, in degrees; arrays of one length."""

    excursion: NDArray[np.float64]
    tibial_range: NDArray[np.float64]


@dataclass(frozen=True)
class GroundForce:
    """Vertical push of the ground over stance, in body weights, and its three landmarks (% of stance, size)."""

    stance: NDArray[np.float64]
    force: NDArray[np.float64]
    first_peak: tuple[float, float]
    trough: tuple[float, float]
    second_peak: tuple[float, float]

    @property
    def trough_share(self) -> float:
        """The trough over the first peak."""
        return self.trough[1] / self.first_peak[1]


def stance_curves(
    kind: str = "neutral",
    n: int = 101,
    *,
    excursion: ArrayLike | None = None,
    tibial_range: ArrayLike | None = None,
) -> StanceCurves:
    """Curves of a "neutral", "pronated" or "supinated" foot, n points (2 to 1001) per person.

    Excursion 0 to 20 and range 0 to 40 degrees are those of a neutral foot, numbers or arrays of one shape, and
    become the leading axes; without them 4.6 and 13.3 (Wahmkow 2017, 19 runners walking barefoot). What the other
    kinds change is assumed: the pronated foot stands more everted and stays in longer, the supinated one stands
    inverted and rolls less. The shin follows the foot with the cadaver slope of 0.68 (Fischer 2018).
    """
    long, offset, share = _manner(one_of("kind", kind, *KINDS))
    stance = _stance(n)
    roll = _given("excursion", excursion, "eversion_excursion", 20)[..., None]
    turn = _given("tibial_range", tibial_range, "tibial_range", 40)[..., None]
    usual = roll * smooth(stance, ROLLING)
    rolling = share * roll * smooth(stance, ROLLING_LONG if long else ROLLING)
    extra = seeds.constant("tibia_coupling").value * (rolling - usual)
    start = seeds.constant("touchdown_eversion").value + offset
    return StanceCurves(stance, start + rolling + 0 * turn, turn * smooth(stance, TURNING) + extra)


def draw_walkers(n: int, kind: str = "neutral", seed: int = 0) -> Walkers:
    """Excursions and ranges of n imagined walkers: gamma curves with the measured means and SDs.

    4.6 +- 2.2 and 13.3 +- 3.2 degrees (Wahmkow 2017). That they are gamma curves, and independent, is assumed;
    a supinated foot rolls less by an assumed share.
    """
    share = _manner(one_of("kind", kind, *KINDS))[2]
    walkers, rng = count("n", n, MOST_WALKERS), np.random.default_rng(seed)
    roll, turn = (_positive(rng, name, walkers) for name in ("eversion_excursion", "tibial_range"))
    return Walkers(share * roll, turn)


def vertical_force(n: int = 101, *, bump: float | None = None) -> GroundForce:
    """The push of the ground in steady level walking, n points (2 to 1001).

    `bump` is the height of the heel's knock at touch-down, 0 to 0.3 body weights (0.1 without it). Shape and sizes
    are assumed; the trough is 0.63 of the first peak, as in one walker of the BMC collection.
    """
    stance = _stance(n)
    knock = within("bump", seeds.constant("heel_bump").value if bump is None else bump, 0, 0.3, "body weights")
    force = smooth(stance, PUSHING) + knock * smooth(stance, HEEL_BUMP)
    first, trough, second = PUSHING[2:5]
    return GroundForce(stance, force, first, trough, second)


def carried_weight(force: GroundForce | None = None, stance_share: float | None = None) -> float:
    """Mean push of both legs over a whole stride, in body weights: it must be 1, or the body would rise or sink.

    Twice the mean over stance times the share of the stride that a foot is down (0.5 to 0.8; 0.62 without it,
    assumed). Without a curve it is that of `vertical_force`. This is physics; it needs no study.
    """
    usual = seeds.constant("stance_share").value
    down = float(within("stance_share", usual if stance_share is None else stance_share, 0.5, 0.8, "of a stride"))
    push = vertical_force() if force is None else force
    return 2 * down * float(np.trapezoid(push.force, push.stance) / 100)


def _stance(n: int) -> NDArray[np.float64]:
    if not 2 <= n <= MOST_POINTS or n != int(n):
        raise ValueError(f"n is {n}; it must be a whole number from 2 to {MOST_POINTS:,}.")
    return np.linspace(0, 100, int(n))


def _manner(kind: str) -> tuple[bool, float, float]:
    """Whether it stays in longer, how much more everted it stands, and the share of the excursion it uses."""
    if kind == "pronated":
        return True, seeds.constant("pronated_offset").value, 1.0
    if kind == "supinated":
        return False, seeds.constant("supinated_offset").value, seeds.constant("supinated_share").value
    return False, 0.0, 1.0


def _given(name: str, value: ArrayLike | None, constant: str, high: float) -> NDArray[np.float64]:
    return within(name, seeds.constant(constant).value if value is None else value, 0, high, "degrees")


def _positive(rng: np.random.Generator, name: str, n: int) -> NDArray[np.float64]:
    found = seeds.constant(name)
    ratio = known_sd(name, found.sd) / found.value
    return np.asarray(rng.gamma(ratio**-2, found.value * ratio**2, n))
