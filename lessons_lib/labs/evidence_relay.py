"""Evidence relay: how far up the body each supposed mechanism was followed, and where the baton drops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import chain

from . import anatomy
from .anatomy import Stage
from .palette import BLUE, GREEN, INK, MINT, ORANGE, PAPER, QUIET, RULE, SAND, WASH

MECHANISMS = {"alignment": "alignment", "shock": "shock", "pressure": "pressure", "stability": "stability"}
STATIONS = ("Foot", "Shin", "Pelvis", "Low back", "Pain")
#: What each mark means: sign, fill, edge.
MARKS = {
    "measured": ("✓", MINT, GREEN),
    "no change": ("=", PAPER, BLUE),
    "against": ("≠", PAPER, BLUE),
    "assumed": ("~", SAND, ORANGE),
    "nobody": ("?", PAPER, QUIET),
}
BADGES = {"no change": "measured: no change", "assumed": "not with inserts", "nobody": "no study found"}
#: The key: where each mark stands, and the one word for it.
KEY = (
    (222, "measured", "effect"),
    (291, "no change", "none"),
    (353, "assumed", "other test"),
    (450, "nobody", "no study"),
)
#: Where the body is touched for each station, and the middle of its card; px from the lower left.
BODY = ((118, 62), (98, 140), (92, 322), (64, 372), (112, 560))
TRACK, CARDS, PITCH = 196, 50, 108
#: A person from the side, facing right; the ankle is the origin, 550 px tall.
PERSON = (
    (-14, -22), (-22, -6), (-16, 30), (-24, 88), (-22, 128), (-14, 158), (-24, 210), (-42, 262), (-46, 296),
    (-36, 326), (-30, 352), (-40, 392), (-42, 420), (-28, 448), (-14, 458), (-20, 476), (-30, 504), (-18, 536),
    (8, 544), (30, 528), (34, 508), (42, 490), (34, 484), (34, 470), (14, 464), (12, 450), (24, 428), (32, 396),
    (28, 360), (34, 326), (30, 290), (24, 240), (22, 190), (24, 160), (14, 120), (12, 70), (14, 26), (30, 6), (62, -10),
    (72, -20), (62, -26), (20, -24),
)  # fmt: skip


@dataclass(frozen=True)
class Leg:
    """One station of a mechanism: how well it is known, what was seen, and by whom."""

    mark: str
    seen: str
    who: str
    badge: str = ""

    @property
    def says(self) -> str:
        """The words in the corner of the card."""
        return self.badge or BADGES.get(self.mark, self.mark)


@explorable(
    mechanism=Choice("Send off", MECHANISMS),
    passed=Slider("Stations run", 0, 5, start=1),
)
def evidence_relay(fig: Figure, mechanism: str, passed: float) -> str:
    """Evidence relay

    The learner discovers that each supposed mechanism was measured at the foot, that the baton drops further up because
    no one measured, or because nothing steady was seen, and that no one followed any of the four up to back pain.

    Sources: Cheung 2011, Wahmkow 2017, Pinto 2008, Christensen 2008, Leary 2008, Ogon 2001, Milgrom 2005, Windle 1999,
    Almeida 2009, Alsaafin 2023, Yazdani 2019 and Sadler 2023. Assumptions: that our search missed no study ("no study
    found" is all we can say), and the pelvis of the alignment relay, which comes from wedges and a model.

    Misconception: foot-effect-equals-back-effect.
    """
    fig.set_size_inches(5.4, 6.1)
    stage, legs, run = Stage(fig), relay(mechanism), round(passed)
    draw_person(stage)
    _draw_key(stage, mechanism)
    _draw_track(stage, legs, run)
    for place, leg in enumerate(legs):
        _draw_station(stage, place, leg, run)
    return _say(mechanism, legs, run)


def relay(mechanism: str) -> tuple[Leg, ...]:
    """The five stations of one of `MECHANISMS`, from the foot to pain."""
    return {"alignment": _alignment, "shock": _shock, "pressure": _pressure, "stability": _stability}[mechanism]()


def dropped_at(legs: tuple[Leg, ...]) -> int:
    """The number of the first station, counted from 0, at which no effect was measured."""
    return next(place for place, leg in enumerate(legs) if leg.mark != "measured")


def _number(name: str, form: str = ".1f") -> str:
    return show(abs(seeds.constant(name).value), form)


def _heel() -> Leg:
    return Leg("measured", f"heel rolls in {_number('orthosis_eversion_change')}° less", "13 trials (Cheung 2011)")


def _alignment() -> tuple[Leg, ...]:
    tilt = show(abs(chain.run_backwards().pelvic_tilt))
    return (
        _heel(),
        Leg("no change", "arch supports: shin turns as before", "19 runners (Wahmkow 2017)", "no steady change"),
        Leg("assumed", f"a model says {tilt}°, from wedges", "14 people (Pinto 2008)", "assumed"),
        Leg("nobody", "wedges only: 2 studies against 2", "with an insert: none that we know"),
        Leg("no change", "54 studies, no strong tie to curves", "Christensen 2008; others object", "measured: weak"),
    )


def _shock() -> tuple[Leg, ...]:
    foot, shin = _number("insole_less_peak_force"), _number("insole_less_tibial_shock")
    return (
        Leg("measured", f"peak force {foot} % lower", "16 people running (O’Leary 2008)"),
        Leg("measured", f"jolt {shin} % lower", "the same 16 (O’Leary 2008)"),
        Leg("nobody", "how much is left up here?", "looked for, not found"),
        Leg("assumed", "shoes, not inserts, slow the jolt", "12 people (Ogon 2001)"),
        Leg("no change", "no less back pain was shown", "404 recruits (Milgrom 2005)", "measured: not shown"),
    )


def _pressure() -> tuple[Leg, ...]:
    heel = _number("insole_less_pressure_marching", ".0f")
    return (
        Leg("measured", f"peak at the heel {heel} % lower", "marching in boots (Windle 1999)"),
        Leg("nobody", "does the leg notice it?", "looked for, not found"),
        Leg("nobody", "does it get this far?", "looked for, not found"),
        Leg("nobody", "is the spine pressed less?", "looked for, not found"),
        Leg("against", "pressure rose, and pain fell", "27 women (Almeida 2009)", "measured: other way"),
    )


def _stability() -> tuple[Leg, ...]:
    return (
        _heel(),
        Leg("no change", "the knee moves as before", "31 women (Alsaafin 2023)"),
        Leg("no change", "the hip moves as before", "Alsaafin 2023, where measured"),
        Leg("assumed", "muscle force: computed, no insert", "15 and 15 people (Yazdani 2019)"),
        Leg("no change", "no clear gain over a booklet", "41 people (Sadler 2023)", "measured: not clear"),
    )


def _say(mechanism: str, legs: tuple[Leg, ...], run: int) -> str:
    if run == 0:
        return f"The {mechanism} baton waits at the insert. Guess for each station whether it was measured."
    here, place = legs[run - 1], dropped_at(legs)
    how = here.says.replace(":", ",")
    said = f"{mechanism.capitalize()}, {STATIONS[run - 1].lower()}, {how}: {here.seen}; {here.who}."
    if run <= place:
        return f"{said} The baton is still in hand."
    return f"{said} The baton dropped at the {STATIONS[place].lower()}."


def draw_person(stage: Stage) -> None:
    """Draw the person of the relay, standing on an insert; 180 px wide, 600 px tall."""
    stage.skin(PERSON, (84, 50))
    stage.fill(_box(56, 18, 104, 9), facecolor=SAND, edgecolor=ORANGE, linewidth=1.4)
    stage.line((8, 17), (178, 17), linewidth=1.5)
    stage.text(100, 1, "insert", ORANGE, 10.5, ha="center", weight="bold")
    anatomy.bone(stage, (82, 46), (86, 182), 11)
    anatomy.bone(stage, (86, 186), (82, 318), 13)
    anatomy.spine(stage, (60, 344), 0.62)
    stage.put(anatomy.SACRUM_SIDE, (82, 320), 0, 0.52)
    stage.put(anatomy.PELVIS_SIDE, (82, 320), 0, 0.56)


def _draw_key(stage: Stage, mechanism: str) -> None:
    stage.text(222, 580, mechanism.capitalize(), INK, 16, weight="bold")
    for left, mark, words in KEY:
        _draw_mark(stage, (left + 8, 556), mark, 8)
        stage.text(left + 20, 551, words, QUIET, 10)


def _draw_mark(stage: Stage, at: anatomy.Spot, mark: str, radius: float, faded: bool = False) -> None:
    sign, fill, edge = ("·", WASH, RULE) if faded else MARKS[mark]
    stage.dot(at, radius, edge)
    stage.dot(at, radius * 0.84, fill)
    colour = QUIET if faded else edge
    stage.text(at[0], at[1] - 0.42 * radius, sign, colour, radius * 0.95, ha="center", weight="bold")


def _draw_track(stage: Stage, legs: tuple[Leg, ...], run: int) -> None:
    """The way up, thick as far as an effect was measured, and the baton."""
    drop = dropped_at(legs)
    for place, touched in enumerate(BODY):
        stage.line(touched, (TRACK, _height(place)), color=QUIET, linewidth=1, linestyle=(0, (2, 3)), zorder=0.9)
        stage.dot(touched, 3.5, QUIET)
    stage.fill(_box(TRACK - 2, 22, 4, _height(4) - 22), facecolor=RULE, linewidth=0)
    top = _height(min(run, drop) - 1) if run else 23
    stage.fill(_box(TRACK - 5, 22, 10, top - 22), facecolor=GREEN, linewidth=0)
    _draw_baton(stage, run > drop, run == 0, _height(min(run, drop)) - PITCH / 2 if run else 12)


def _draw_baton(stage: Stage, fallen: bool, waits: bool, height: float) -> None:
    """Upright while it is carried; on its side, with a note, where nobody could hand it on."""
    across, degrees = (TRACK - 4, -28.0) if fallen else (TRACK - 3, 0.0) if waits else (TRACK, 90.0)
    for start, end, colour in ((-23, 23, ORANGE), (-13, -6, PAPER), (6, 13, PAPER)):
        stripe = anatomy.turn(((start, -6), (end, -6), (end, 6), (start, 6)), degrees)
        stage.fill(np.add(stripe, (across, height)), facecolor=colour, edgecolor=ORANGE, linewidth=1.2)
    stage.text(226, height - 5, "the baton drops here", ORANGE, 10.5, weight="bold", alpha=1.0 * fallen)


def _draw_station(stage: Stage, place: int, leg: Leg, run: int) -> None:
    _draw_card(stage, place, leg, run)
    _draw_mark(stage, (TRACK, _height(place)), leg.mark, 19, faded=place >= run)


def _draw_card(stage: Stage, place: int, leg: Leg, run: int) -> None:
    low, shown = _height(place) - 44, place < run
    edge = MARKS[leg.mark][2] if shown else RULE
    hatched = 1.0 * (shown and leg.mark == "assumed")
    stage.fill(_box(222, low, 314, 88), facecolor=WASH if shown else PAPER, edgecolor=edge, linewidth=1.6)
    stage.fill(_box(222, low, 9, 88), facecolor=edge, edgecolor=edge, linewidth=0)
    stage.fill(_box(222, low, 9, 88), facecolor=SAND, edgecolor=ORANGE, hatch="////", alpha=hatched)
    stage.text(242, low + 62, STATIONS[place], INK, 12.5, weight="bold")
    says = leg.says if shown else "not run yet"
    stage.text(526, low + 62, says, edge if shown else QUIET, 10.5, ha="right", weight="bold")
    stage.text(242, low + 37, leg.seen if shown else "Was it measured? Guess.", INK, 11, alpha=1.0 * (place <= run))
    stage.text(242, low + 13, leg.who if shown else "nobody yet", QUIET, 10.5, alpha=1.0 * shown)


def _box(left: float, low: float, width: float, height: float) -> tuple[anatomy.Spot, ...]:
    return ((left, low), (left + width, low), (left + width, low + height), (left, low + height))


def _height(place: int) -> float:
    return CARDS + place * PITCH
