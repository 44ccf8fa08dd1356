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
from lessons_lib.labs.forest import group_trials
from lessons_lib.labs.pick_who_hurts import counts, hundred
from lessons_lib.labs.sham_or_waiting_list import apparent, invent_runs, share_that_works
from lessons_lib.models import chain, foot, footprint, inserts, leg_length, risk, trials


def improved(id: str, column: str) -> float:
    """A number of a row of seeds/evidence/improved_shares.csv."""
    return seeds.evidence("improved_shares").row(id).number(column)


def pooled(by: str = "all", group: int = 0, without: str = "nobody") -> trials.Pool:
    """The pool of one group of the forest plot."""
    found = group_trials(by, without)[group].pool
    assert found is not None
    return found


def fooled(others: str, people: int, truth: float = 0.0, leaving: bool = False) -> float:
    """Of 100 invented trials, how many say that it works."""
    return share_that_works(invent_runs(people, leaving), apparent(truth, others, True))


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
    "05": {
        "custom against ready-made, degrees": lambda: inserts.compare().mean,
    },
    "06": {
        "people of Wosk 1985": lambda: improved("wosk1985-improved", "people"),
        "improved with Wosk 1985, of 100": lambda: improved("wosk1985-improved", "percent"),
        "boots after, kPa": lambda: seeds.contradictions()["windle-running"].values[1].value,
        "boots, fall of 100": lambda: seeds.contradictions()["windle-running"].values[3].value,
        "set the groups to 200 people": lambda: 200.0,
        "conscripts with insoles, at least": lambda: trials.risk_difference(24, 73, 42, 147).low,
        "conscripts with insoles, at most": lambda: trials.risk_difference(24, 73, 42, 147).high,
        "better of those who came at 6 or more": lambda: trials.invent_clinic(6.0).improved(),
        "better of those who came on any day": lambda: trials.invent_clinic(0.0).improved(),
        "better with a point less": lambda: trials.invent_clinic(6.0, 1.0).improved(),
        "better by 2 points": lambda: trials.invent_clinic(6.0).improved(2),
        "fooled by luck": lambda: fooled("sham", 20),
        "fooled by waiting": lambda: fooled("waiting", 20),
        "fooled by waiting, many people": lambda: fooled("waiting", 200),
        "fooled by those who leave": lambda: fooled("sham", 200, leaving=True),
        "useful and seen": lambda: fooled("sham", 20, truth=1.0),
        "all five": lambda: pooled().estimate,
        "all five, low end": lambda: pooled().low,
        "all five, high end": lambda: pooled().high,
        "all five, spread": lambda: pooled().i2,
        "next trial, low end": lambda: (pooled().prediction or (0, 0))[0],
        "next trial, high end": lambda: (pooled().prediction or (0, 0))[1],
        "sham rows, spread": lambda: pooled("comparator").i2,
        "without Castro-Méndez, spread": lambda: pooled(without="prague2024").i2,
        "picked for feet or legs": lambda: pooled("people").estimate,
        "picked for feet or legs, low end": lambda: pooled("people").low,
        "picked for feet or legs, high end": lambda: pooled("people").high,
        "the others": lambda: pooled("people", 1).estimate,
        "the others, low end": lambda: pooled("people", 1).low,
        "the others, high end": lambda: pooled("people", 1).high,
    },
}
