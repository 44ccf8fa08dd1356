"""Which columns each table of `seeds/evidence/` has, and what may stand in them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Column:
    """What may stand in a column: text, one of some words, yes or no, a number, or a count (a whole number)."""

    kind: str = "text"
    optional: bool = False
    low: float | None = None
    high: float = math.inf
    among: tuple[str, ...] = ()

    @property
    def or_nothing(self) -> Column:
        """The same column, where a cell may be empty."""
        return replace(self, optional=True)


def _one_of(*among: str) -> Column:
    return Column("choice", among=among)


TEXT, NUMBER, YES_NO = Column(), Column("number"), Column("yes or no")
COUNT, AMOUNT = Column("count", low=0), Column("number", low=0)
YEAR, WEEKS = Column("count", low=1900, high=2100), Column("number", low=0, high=520)
PERCENT = Column("number", low=0, high=100)
COMPARATOR = _one_of("sham", "other device", "usual care", "waiting list", "nothing", "not seen")
MEASURE = _one_of("mean difference", "SMD", "risk ratio", "rate ratio", "odds ratio")
ESTIMATE: Mapping[str, Column] = {"estimate": NUMBER, "ci_low": NUMBER, "ci_high": NUMBER}
IF_SEEN: Mapping[str, Column] = {name: column.or_nothing for name, column in ESTIMATE.items()}
STUDY: Mapping[str, Column] = {"study": TEXT, "year": YEAR}

TABLES: Mapping[str, Mapping[str, Column]] = {
    # Pain on 0 to 10 points, insert minus comparator: below zero favours the insert.
    "treatment_effects": {
        **STUDY, "population": TEXT, "device": TEXT, "comparator": TEXT, "comparator_kind": COMPARATOR,
        "people": COUNT.or_nothing, "people_control": COUNT.or_nothing, "weeks": WEEKS, **ESTIMATE,
        "se": AMOUNT, "reconstructed": YES_NO,
    },
    "pooled_results": {
        **STUDY, "topic": _one_of("back pain", "prevention", "foot and knee", "exercise"), "outcome": TEXT,
        "comparison": TEXT, "measure": MEASURE, **IF_SEEN, "direction": TEXT, "sign_flipped": YES_NO,
        "trials": COUNT.or_nothing, "people": COUNT.or_nothing, "i2": PERCENT.or_nothing,
    },
    "trials": {
        **STUDY, "purpose": _one_of("treatment", "prevention"),
        "design": _one_of("randomised", "crossover", "not randomised"), "population": TEXT,
        "device": TEXT, "comparator": TEXT, "comparator_kind": COMPARATOR, "randomised": COUNT,
        "analysed": COUNT.or_nothing, "weeks": WEEKS.or_nothing, "in_chuter": YES_NO,
        "downs_black": PERCENT.or_nothing, "result_seen": TEXT,
    },
    "trial_results": {
        **STUDY, "condition": TEXT, "outcome": TEXT, "device": TEXT, "comparator": TEXT, "people": COUNT.or_nothing,
        "weeks": WEEKS.or_nothing, "measure": MEASURE, "estimate": NUMBER, "ci_low": NUMBER.or_nothing,
        "ci_high": NUMBER.or_nothing, "unit": TEXT, "better": _one_of("lower", "higher"),
    },
    "arm_means": {
        **STUDY, "arm": TEXT, "outcome": TEXT, "week": WEEKS, "value": AMOUNT, "unit": TEXT,
    },
    "improved_shares": {
        **STUDY, "condition": TEXT, "arm": TEXT, "meaning": TEXT, "percent": PERCENT, "people": COUNT.or_nothing,
        "weeks": WEEKS.or_nothing, "control_group": YES_NO,
    },
    "prevention_events": {
        **STUDY, "outcome": TEXT, "design": _one_of("randomised", "looking back"), "device": TEXT, "comparator": TEXT,
        "weeks": WEEKS.or_nothing, "events": COUNT, "people": COUNT, "events_control": COUNT,
        "people_control": COUNT, "reconstructed": YES_NO,
    },
    "injury_prevention": {
        **STUDY, "outcome": TEXT, "device": TEXT, "comparator": TEXT, "kind": _one_of("pooled", "one trial"),
        "measure": MEASURE, **ESTIMATE, "trials": COUNT.or_nothing,
    },
    "adherence_harms": {
        **STUDY, "outcome": TEXT, "arm": TEXT, "percent": PERCENT, "people": COUNT.or_nothing,
    },
    "associations": {
        **STUDY, "exposure": TEXT, "outcome": TEXT, "who": TEXT, "design": TEXT, "measure": MEASURE, **ESTIMATE,
        "adjusted": _one_of("yes", "no", "not seen"), "people": COUNT.or_nothing,
        "reconstructed": YES_NO,
    },
    "back_pain_counts": {"group": TEXT, "people": COUNT, "cases": COUNT, "percent": PERCENT},
    "flat_feet_recruits": {
        "group": TEXT, "people": COUNT, "back_pain_percent": PERCENT, "knee_pain_percent": PERCENT,
        "back_pain_cases": COUNT, "reconstructed": YES_NO,
    },
    "foot_posture_classes": {"group": TEXT, "feet": COUNT, "percent": PERCENT},
    "norms": {
        "quantity": TEXT, "group": TEXT, "people": COUNT.or_nothing, "value": NUMBER, "sd": AMOUNT.or_nothing,
        "unit": TEXT,
    },
    "natural_course": {"group": _one_of("acute", "persistent"), "week": WEEKS, "pain": PERCENT},
    "important_change": {"scale": TEXT, "lowest": AMOUNT.or_nothing, "highest": AMOUNT.or_nothing, "change": AMOUNT,
                         "unit": TEXT},
    "insert_effects": {
        "device": TEXT, "outcome": TEXT, "measure": MEASURE, **ESTIMATE, "unit": TEXT, "trials": COUNT.or_nothing,
        "i2": PERCENT.or_nothing,
    },
    "wear_in_schedules": {
        "source": TEXT, **{f"day_{day}": AMOUNT.or_nothing for day in (1, 2, 3, 5, 7)}, "rest_days": TEXT,
        "full_day_by": TEXT, "sport_after": Column(optional=True), "stop_rule": TEXT,
    },
    "prices": {"device": TEXT, "low": AMOUNT, "high": AMOUNT, "unit": TEXT},
    "serious_causes": {"cause": TEXT, "bound": _one_of("about", "below"), "percent": PERCENT},
}  # fmt: skip
