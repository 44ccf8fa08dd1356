"""Numbers that a lesson's words quote and that no seed holds as they are printed: lesson → name → what computes it.

Each callable returns the number as the words print it, before rounding: 59.3 for "59 of 100", 0.8 for "0.8 degrees".
Add a line for each new number; a line that its lesson does not quote fails `test_numbers.py`, and so does a number
of a lesson that stands neither here nor in `seeds/` (constants, their spreads, evidence, claims, contradictions).
A setting that the words ask for ("set the wedge to 7 mm") is no finding: write it as `lambda: 7.0`, named "set ...".
"""

from collections.abc import Callable

from lessons_lib import seeds
from lessons_lib.advice import diary_reading
from lessons_lib.advice.diary_facts import diary_facts
from lessons_lib.labs import how_rare, odds_clinic, who_had_trouble
from lessons_lib.labs.pick_who_hurts import counts, hundred
from lessons_lib.models import chain, foot, footprint, leg_length, risk


def finished(insert: str) -> float:
    """Recruits of a hundred who finished in the insert that they were given (Milgrom 2005)."""
    return seeds.evidence("adherence_harms").row(f"milgrom2005-{insert}").number("percent")


BY_MODEL: dict[str, dict[str, Callable[[], float]]] = {
    "00": {},
    "01": {
        "shin turn from the foot": lambda: chain.tibial_share().from_foot,
        "shin and hip share, of 100": lambda: 100 * chain.shared_variation()[0].r2,
        "foot tilt and pelvic tilt share": lambda: seeds.constant("r_foot_pelvis").value ** 2,
        "foot tilt and pelvic tilt share, of 100": lambda: 100 * seeds.constant("r_foot_pelvis").value ** 2,
    },
    "02": {
        "people of Redmond 2008": lambda: next(
            float(row.cells["people"]) for row in seeds.evidence("norms") if row.id == "redmond2008-fpi"
        ),
        "set the limit to 10 kPa": lambda: 10.0,
        "set the limit to 40 kPa": lambda: 40.0,
        "set the limit to 80 kPa": lambda: 80.0,
        "print at 10 kPa": lambda: footprint.map_arch_index(10),
        "print at 40 kPa": lambda: footprint.map_arch_index(40),
        "print at 80 kPa": lambda: footprint.map_arch_index(80),
        "feet with another name under other borders, of 100": foot.share_relabelled,
        "recruits with clearly flat feet and no back pain, of 100": lambda: (
            100 - seeds.constant("recruits_pain_flat_feet").value
        ),
        "more drop for 10 mm more of foot, men": lambda: foot.drop_growth("men"),
    },
    "03": {
        "people picked from 5 mm up": lambda: float(sum(counts(hundred(), 5)[:2])),
        "women with rolling feet, low end": lambda: odds_clinic.read_odds("rolling", 35).low,
        "women with rolling feet, high end": lambda: odds_clinic.read_odds("rolling", 35).high,
        "odds of women with usual feet": lambda: odds_clinic.read_odds("rolling", 35).odds,
        "odds of women with rolling feet": lambda: odds_clinic.read_odds("rolling", 35).odds_with,
        "new pain at the start": lambda: risk.natural_course(0.0, "acute"),
        "new pain after six weeks": lambda: risk.natural_course(6.0, "acute"),
        "standing, of 100": lambda: odds_clinic.read_odds("standing", 30).exposed,
        "overweight, of 100": lambda: odds_clinic.read_odds("overweight", 30).exposed,
        "obesity and no pain, of 100": lambda: 100 - odds_clinic.read_odds("obesity", 30).exposed,
        "pelvis on stiff legs at 10 mm": lambda: float(leg_length.obliquity(10)),
        "the least that arrives": lambda: float(leg_length.transmitted_floor()),
        "wrong leg, times": lambda: float(leg_length.difference_with_lift(10, under="long")) / 10,
    },
    "04": {},
    "07": {
        "people of the crowd": lambda: float(how_rare.PEOPLE),
        "well people for whom the sign rings": lambda: float(how_rare.count_found("cauda-equina", 5, 0).alarms),
    },
    "08": {
        "recruits who finished in a soft insert, of 100": lambda: finished("soft"),
        "recruits who finished in a half-stiff insert, of 100": lambda: finished("half-stiff"),
        "recruits who finished in a simple insert, of 100": lambda: finished("simple"),
        "most of the gap in harm, of 100": lambda: who_had_trouble.gap().high,
        "weeks of a diary for 1 point": lambda: float(2 * diary_reading.pairs_needed(1, 1)),
        "diaries that would see it, of 100": lambda: float(diary_facts().limits.power),
        "set ups and downs to 1 point": lambda: 1.0,
    },
}
