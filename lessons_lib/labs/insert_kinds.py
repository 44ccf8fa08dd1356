"""Six kinds of insert, cut open: each under the same foot in the same shoe, from the inside and from behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib import seeds
from lessons_lib.explorable import Choice, explorable, show

from . import feet
from .anatomy import Points, Spot, Stage
from .palette import BLUE, GREEN, INK, MINT, ORANGE, PAPER, PURPLE, QUIET, RULE, SAND, SKY, WASH

KINDS = {
    "custom": "custom",
    "prefabricated": "ready-made",
    "lift": "heel lift",
    "wedge": "wedge",
    "pad": "metatarsal pad",
    "plate": "carbon plate",
}
#: Where the foot stands in the two views, and how large it is drawn; px from the lower left.
SIDE, SIDE_SCALE = (26.0, 306.0), 1.28
BACK, BACK_SCALE = (446.0, 306.0), 1.0
#: Upper edge of the shoe's sole, in the lengths of the sketch; an insert lies between it and the foot at 0.
SOLE = -9.0
#: The underside of the foot from the inside, from toe to heel and up behind it.
UNDER = (
    (-2, 8, 36, 62, 82, 102, 126, 150, 192, 236, 247, 254),
    (6, 1, 1, 0, 3, 13, 20, 19, 2, 1, 8, 27),
)
SHOE_SIDE = (
    (-10, -24), (-15, 4), (-8, 26), (16, 40), (52, 54), (92, 80), (128, 106), (146, 124), (222, 124), (240, 110),
    (258, 62), (262, 10), (258, -26), (200, -28), (120, -24), (60, -27),
)  # fmt: skip
SHOE_BACK = (
    (-58, -26), (-60, 0), (-54, 30), (-46, 64), (-40, 96), (-30, 116), (32, 116), (42, 96), (52, 64), (66, 26),
    (74, 0), (70, -26),
)  # fmt: skip
#: Poses of the foot from the inside (heel raised about the ball, degrees) and from behind (lean, px of height), and the
#: kinds that have one of their own. Each pose is drawn once and shown or not: a foot that moves would cost far more.
SIDE_POSES = {"": 0.0, "lift": 4.0}
BACK_POSES = {"": (0.0, 0.0), "lift": (0.0, 13.0), "wedge": (-0.35, 4.0)}
Pen: TypeAlias = "Callable[[_Cut], None]"


@dataclass(frozen=True)
class Facts:
    """What the figure says of a kind: its parts with the places they point at, what it is, does, and was tested for."""

    parts: tuple[tuple[str, Spot], tuple[str, Spot], tuple[str, Spot]]
    made: tuple[str, str]
    bench: tuple[str, str]
    people: tuple[str, str]


@dataclass(frozen=True)
class _Cut:
    """One view of a kind: a stage with its origin under the foot, its scale, and whether the kind is shown."""

    stage: Stage
    at: Spot
    scale: float
    seen: float

    def fill(self, corners: Any, colour: str, edge: str, width: float = 1.4) -> None:
        """A part of the insert, corners in lengths of the sketch."""
        spots = np.asarray(corners, dtype=float) * self.scale + self.at
        self.stage.fill(spots, facecolor=colour, edgecolor=edge, linewidth=width, alpha=self.seen)


@explorable(kind=Choice("Cut open", KINDS))
def insert_kinds(fig: Figure, kind: str) -> str:
    """Six kinds, cut open

    The learner discovers that "insert" is a family of things with different jobs: some hold a shape, some raise, some
    tip, some prop up one spot, one keeps the toe from bending. What is known about one kind does not carry over.

    Sources: Rannisto 2019, Sinclair 2017, Postema 1998, Oliveira 2019, Munteanu 2021, Whittaker 2018,
    Hawke 2008, Parkes 2013. Assumptions: all shapes are drawn by hand and some are thicker than life; how stiff carbon
    and plastic are.

    Misconception: orthotic-means-custom.
    """
    fig.set_size_inches(5.4, 6.1)
    stage = Stage(fig)
    _draw_shoes(stage, kind)
    for name in KINDS:
        seen = 1.0 if name == kind else 0.0
        SIDES[name](_Cut(stage, SIDE, SIDE_SCALE, seen))
        BACKS[name](_Cut(stage, BACK, BACK_SCALE, seen))
    _label(stage, kind)
    _write(stage, FACTS[kind]())
    return _say(kind)


def _say(kind: str) -> str:
    facts = FACTS[kind]()
    return f"{KINDS[kind].capitalize()}: {facts.made[0].lower()} {facts.made[1]}. {' '.join(facts.people)}."


class _Shown(Stage):
    """A stage on which every outline is shown or hidden as a whole."""

    def __init__(self, fig: Figure, shown: bool) -> None:
        super().__init__(fig)
        self.alpha = 1.0 if shown else 0.0

    def put(self, points: ArrayLike, at: Spot, degrees: float = 0, scale: float = 1, **style: Any) -> None:
        super().put(points, at, degrees, scale, alpha=self.alpha, **style)


def _draw_shoes(stage: Stage, kind: str) -> None:
    """The shoe and the foot in it, from the inside and from behind."""
    paint: dict[str, Any] = {"facecolor": PAPER, "edgecolor": QUIET, "linewidth": 1.4}
    stage.put(SHOE_SIDE, SIDE, 0, SIDE_SCALE, **paint)
    stage.put(SHOE_BACK, BACK, 0, BACK_SCALE, **paint)
    for name, raised in SIDE_POSES.items():
        feet.draw_inside(_shown(stage, name, kind, SIDE_POSES), SIDE, 0, SIDE_SCALE, raised)
    for name, (lean, height) in BACK_POSES.items():
        feet.draw_behind(_shown(stage, name, kind, BACK_POSES), BACK, lean, BACK_SCALE, height)
    _draw_soles(stage)


def _shown(stage: Stage, pose: str, kind: str, poses: Iterable[str]) -> Stage:
    return _Shown(stage.fig, pose == (kind if kind in poses else ""))


def _draw_soles(stage: Stage) -> None:
    for at, scale, left, right in ((SIDE, SIDE_SCALE, -14, 261), (BACK, BACK_SCALE, -60, 72)):
        corners = np.array(((left, SOLE), (right, SOLE), (right - 2, -26), (left + 2, -26)))
        stage.fill(corners * scale + at, facecolor=RULE, edgecolor=QUIET)


# --- the parts of each kind, from the inside: x from the tip of the toe to the heel -----------------------------------


def hug(along: Points, share: float = 1.0) -> Points:
    """Height of the underside of the foot at places along it (n), or a share of it for a looser shape."""
    return share * np.interp(along, *UNDER)


def _band(left: float, right: float, share: float, below: float, thick: float) -> Points:
    """A strip that follows the foot: `below` its underside and `thick` deep."""
    along = np.linspace(left, right, 15 if share else 2)
    upper = hug(along, share) - below
    return np.vstack([np.column_stack([along, upper]), np.column_stack([along, upper - thick])[::-1]])


def _block(left: float, right: float, share: float) -> Points:
    """A body with a flat underside on the sole and an upper side that follows the foot."""
    along = np.linspace(left, right, 15)
    return np.vstack([np.column_stack([along, hug(along, share)]), ((right, SOLE), (left, SOLE))])


def _flat(cut: _Cut, left: float, right: float, low: float = SOLE, high: float = 0.0) -> None:
    cut.fill(((left, low), (right, low), (right, high), (left, high)), WASH, QUIET, 1.0)


def _custom_side(cut: _Cut) -> None:
    cut.fill(((200, SOLE), (244, SOLE), (240, -3), (204, -3)), SAND, ORANGE)
    cut.fill(_band(78, 254, 1, 4, 4), QUIET, INK)
    cut.fill(_band(-4, 254, 1, 0, 4), SKY, BLUE)


def _prefabricated_side(cut: _Cut) -> None:
    cut.fill(_block(-6, 254, 0.62), SAND, ORANGE)
    cut.fill(((206, -6), (214, -2), (230, -2), (238, -6), (230, -8), (214, -8)), MINT, GREEN)


def _lift_side(cut: _Cut) -> None:
    _flat(cut, -8, 256)
    cut.fill(((156, 0), (166, 6), (192, 9), (238, 13), (252, 15), (252, 0)), SAND, ORANGE)


def _wedge_side(cut: _Cut) -> None:
    _flat(cut, -8, 256)
    cut.fill(((132, 0), (142, 4), (192, 6), (252, 8), (252, 0)), SAND, ORANGE)


def _pad_side(cut: _Cut) -> None:
    _flat(cut, -8, 256)
    cut.fill(((68, 0), (76, 3), (88, 9), (99, 13), (108, 12), (116, 6), (122, 0)), SAND, ORANGE)


def _plate_side(cut: _Cut) -> None:
    cut.fill(_band(-8, 256, 0, 0, 5), SKY, BLUE)
    cut.fill(_band(-8, 256, 0, 5, 4), INK, INK)


# --- the same from behind: the inner side is on the left --------------------------------------------------------------


def _cup(rise: float, thick: float, below: float = 0.0) -> Points:
    """A cup under the heel: it rises by `rise` at both sides."""
    across = np.linspace(-46, 46, 11)
    upper = rise * (np.abs(across) / 46) ** 4 - below
    return np.vstack([np.column_stack([across, upper]), np.column_stack([across, upper - thick])[::-1]])


def _custom_back(cut: _Cut) -> None:
    cut.fill(((-26, SOLE), (26, SOLE), (24, -6), (-24, -6)), SAND, ORANGE)
    cut.fill(_cup(26, 4, 3), QUIET, INK)
    cut.fill(_cup(26, 4), SKY, BLUE)


def _prefabricated_back(cut: _Cut) -> None:
    upper = _cup(11, 0)[:11]
    cut.fill(np.vstack([upper, ((46, SOLE), (-46, SOLE))]), SAND, ORANGE)
    cut.fill(((-16, -6), (-8, -2), (8, -2), (16, -6), (8, -8), (-8, -8)), MINT, GREEN)


def _lift_back(cut: _Cut) -> None:
    _flat(cut, -48, 58)
    cut.fill(((-44, 0), (44, 0), (42, 13), (-42, 13)), SAND, ORANGE)


def _wedge_back(cut: _Cut) -> None:
    _flat(cut, -48, 58)
    cut.fill(((-44, 0), (44, 0), (-44, 10)), SAND, ORANGE)


def _pad_back(cut: _Cut) -> None:
    _flat(cut, -48, 58)


def _plate_back(cut: _Cut) -> None:
    _flat(cut, -48, 58, -5)
    cut.fill(((-48, SOLE), (58, SOLE), (58, -5), (-48, -5)), INK, INK)


SIDES: dict[str, Pen] = {
    "custom": _custom_side,
    "prefabricated": _prefabricated_side,
    "lift": _lift_side,
    "wedge": _wedge_side,
    "pad": _pad_side,
    "plate": _plate_side,
}
BACKS: dict[str, Pen] = {
    "custom": _custom_back,
    "prefabricated": _prefabricated_back,
    "lift": _lift_back,
    "wedge": _wedge_back,
    "pad": _pad_back,
    "plate": _plate_back,
}


# --- words ------------------------------------------------------------------------------------------------------------


#: The two shaped kinds meet in a blind test (what_does_an_insert_buy): their numbers would give it away.
WAIT = ("How much less the heel rolls in:", "wait for the blind test below")


def _size(name: str, form: str = ".2f") -> str:
    return show(abs(seeds.constant(name).value), form)


def _custom() -> Facts:
    return Facts(
        (("firm shell", (112, 9)), ("soft cover", (40, 0)), ("deep heel cup", (36, 12))),
        ("Made from a cast or a scan of one foot:", "often a firm shell with a soft cover"),
        WAIT,
        ("Painful high arches: better than a sham.", "Heel pain: no better than ready-made"),
    )


def _prefabricated() -> Facts:
    return Facts(
        (("soft spot", (222, -5)), ("shaped foam", (120, 4)), ("shallow cup", (40, 2))),
        ("Made in set sizes and sold from the shelf:", "often one piece of shaped foam"),
        WAIT,
        ("Heel pain: as good as custom. Kneecap pain:", "ahead of flat ones at six weeks, not at a year"),
    )


def _lift() -> Facts:
    share = show(100 * seeds.constant("lift_share").value, ".0f")
    less = show(-seeds.evidence("treatment_effects").row("rannisto2019-back").number("estimate"))
    return Facts(
        (("raise", (232, 6)), ("plain insole", (60, -4)), ("same height across", (0, 6))),
        ("A raise under one heel:", "it evens out part of a difference between the legs"),
        (f"In one trial it made up {share} of 100 parts", "of the difference (Rannisto 2019)"),
        (f"Unequal legs: back pain fell {less} of 10 points", "more than with a look-alike, in one trade"),
    )


def _wedge() -> Facts:
    gain = _size("wedge_eversion_gain_running")
    return Facts(
        (("wedge", (232, 3)), ("plain insole", (60, -4)), ("thick on one side", (-34, 4))),
        ("A piece that is thicker on one side:", "it tips the heel in or out"),
        (f"Inner wedge: {gain}° less roll for each degree", "(12 men running, Sinclair 2017)"),
        ("Worn knees: a wedge under the outer edge was", "no better than a flat insole (Parkes 2013)"),
    )


def _pad() -> Facts:
    return Facts(
        (("pad", (98, 6)), ("plain insole", (190, -4)), ("no pad back here", (0, -4))),
        ("A small dome on an insole:", "it sits just behind the ball of the foot"),
        ("Custom insoles lowered the peak at the ball", "(Postema 1998); the pad alone was not tested"),
        ("Thickened toe nerve: walking hurt a little less", "with insole and pad than with a flat one"),
    )


def _plate() -> Facts:
    times = show(seeds.constant("carbon_modulus_low").value / seeds.constant("polypropylene_modulus_low").value, ".0f")
    better = {row.id: show(row.number("percent"), ".0f") for row in seeds.evidence("improved_shares")}
    return Facts(
        (("stiff plate", (150, -7)), ("soft cover", (40, -3)), ("flat plate", (20, -7))),
        ("A thin, stiff plate under the whole foot:", "it keeps the big toe from bending much"),
        (f"Carbon is about {times} times as stiff as plastic", "(assumed, from common values)"),
        (
            f"Worn big-toe joint: {better['munteanu2021-insole']} of 100 felt better,",
            f"with a sham {better['munteanu2021-control']} of 100 (Munteanu 2021)",
        ),
    )


FACTS: dict[str, Callable[[], Facts]] = {
    "custom": _custom,
    "prefabricated": _prefabricated,
    "lift": _lift,
    "wedge": _wedge,
    "pad": _pad,
    "plate": _plate,
}


def _label(stage: Stage, kind: str) -> None:
    """The name of the kind and its parts, each with a line to its place."""
    stage.text(8, 588, KINDS[kind].capitalize(), INK, 15, weight="bold")
    for x, view in ((280, "from the inside"), (BACK[0], "from behind")):
        stage.text(x, 588, view, QUIET, 10.5, ha="center")
    *sides, third = FACTS[kind]().parts
    first, second = sorted(sides, key=lambda part: part[1][0])
    for (words, spot), x, at, scale in (
        (first, 70.0, SIDE, SIDE_SCALE),
        (second, 262.0, SIDE, SIDE_SCALE),
        (third, BACK[0], BACK, BACK_SCALE),
    ):
        place = (at[0] + scale * spot[0], at[1] + scale * spot[1])
        stage.line((x, 258), place, color=PURPLE, linewidth=1.2)
        stage.dot(place, 3.2, PURPLE)
        stage.text(x, 242, words, PURPLE, 10.5, ha="center", weight="bold")


def _write(stage: Stage, facts: Facts) -> None:
    """What it is, what it does on the bench, and what it did for people."""
    rows = (("What it is", facts.made), ("On the bench", facts.bench), ("In people", facts.people))
    for row, (name, lines) in enumerate(rows):
        top = 200 - 68 * row
        stage.line((4, top + 22), (536, top + 22), color=RULE, linewidth=1)
        stage.text(8, top, name, INK, 11, weight="bold")
        for place, words in enumerate(lines):
            stage.text(138, top - 20 * place, words, INK, 11)
