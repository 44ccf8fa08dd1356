"""The five treatment trials as rows of a forest plot: what each was, where its square stands, how they are grouped."""

from __future__ import annotations

from dataclasses import dataclass

from lessons_lib import seeds
from lessons_lib.models.trials import Pool, pool

#: The name and the few words that fit into a row, for each line of `treatment_effects.csv`.
NAMES = {
    "sadler2023-pain": ("Sadler 2023", "a booklet"),
    "rannisto2019-back": ("Rannisto 2019", "a sham insert"),
    "prague2024-pain": ("Castro-Méndez, two", "a flat sham insert"),
    "cambron2011-pain": ("Cambron 2011", "a waiting list"),
    "shabat2005-pain": ("Shabat 2005", "a flat sham insert"),
}
PEOPLE = {
    "sadler2023-pain": "lasting back pain",
    "rannisto2019-back": "unequal legs",
    "prague2024-pain": "feet that roll in",
    "cambron2011-pain": "lasting back pain",
    "shabat2005-pain": "workers who walk",
}
#: The maker paid where the seeds say so (claim C156); of the others we read nothing about money.
PAYERS = {"cambron2011-pain": "the maker paid"}
UNSEEN = "not stated"
#: How the trials can be put side by side: heading of a group → the words of its rows.
BY_COMPARATOR = {
    "sham": "against a sham (look-alike)",
    "usual care": "against usual care",
    "waiting list": "against waiting",
}
BY_PEOPLE = {
    "picked for feet or legs": ("unequal legs", "feet that roll in"),
    "picked for back pain or job": ("lasting back pain", "workers who walk"),
}
BY_PAYER = {"payer not stated in what we read": UNSEEN, "the maker paid": "the maker paid"}
#: Whom a learner can leave out: the key of the choice → the rows it takes away.
LEFT_OUT = {"nobody": ()} | {id.split("-")[0]: (id,) for id in NAMES} | {"reconstructed": None}


@dataclass(frozen=True)
class Trial:
    """One row: estimate and 95 % interval in points of 10 (below zero favours the insert), and what it was."""

    id: str
    name: str
    year: float
    estimate: float
    low: float
    high: float
    se: float
    hollow: bool
    people: float
    weeks: float
    comparator: str
    against: str
    whom: str
    payer: str


@dataclass(frozen=True)
class Group:
    """Trials that are put side by side, and their pool; None where fewer than two are left."""

    heading: str
    trials: tuple[Trial, ...]
    kept: tuple[Trial, ...]
    pool: Pool | None


def five_trials() -> tuple[Trial, ...]:
    """The rows of `treatment_effects.csv`, in their order."""
    return tuple(_read_trial(row) for row in seeds.evidence("treatment_effects"))


def group_trials(by: str, without: str = "nobody") -> tuple[Group, ...]:
    """The trials side by side, `by` "all", "comparator", "people" or "payer", with what is left in each group.

    `without` is a key of `LEFT_OUT`.
    """
    found: dict[str, list[Trial]] = {}
    for heading in _headings(by):
        found[heading] = [trial for trial in five_trials() if _heading(trial, by) == heading]
    return tuple(_group(heading, tuple(members), without) for heading, members in found.items())


def is_left_out(trial: Trial, without: str) -> bool:
    """Whether that key of `LEFT_OUT` takes the trial away."""
    ids = LEFT_OUT[without]
    return trial.hollow if ids is None else trial.id in ids


def _group(heading: str, members: tuple[Trial, ...], without: str) -> Group:
    kept = tuple(trial for trial in members if not is_left_out(trial, without))
    together = pool([one.estimate for one in kept], [one.se for one in kept]) if len(kept) > 1 else None
    return Group(heading, members, kept, together)


def _headings(by: str) -> tuple[str, ...]:
    chosen = {"comparator": tuple(BY_COMPARATOR.values()), "people": tuple(BY_PEOPLE), "payer": tuple(BY_PAYER)}
    return chosen.get(by, ("",))


def _heading(trial: Trial, by: str) -> str:
    if by == "comparator":
        return BY_COMPARATOR[trial.comparator]
    if by == "people":
        return next(heading for heading, whom in BY_PEOPLE.items() if trial.whom in whom)
    if by == "payer":
        return next(heading for heading, payer in BY_PAYER.items() if trial.payer == payer)
    return ""


def _read_trial(row: seeds.Row) -> Trial:
    name, against = NAMES[row.id]
    estimate, low, high, se, weeks = (row.number(column) for column in ("estimate", "ci_low", "ci_high", "se", "weeks"))
    return Trial(
        row.id, name, row.number("year"), estimate, low, high, se, row.reconstructed, _people(row), weeks,
        str(row["comparator_kind"]), against, PEOPLE[row.id], PAYERS.get(row.id, UNSEEN),
    )  # fmt: skip


def _people(row: seeds.Row) -> float:
    """People of both arms; where the arms were not seen, those analysed (Shabat, from a table in a review)."""
    if row["people"] is None:
        return seeds.evidence("trials").row(row.id.split("-")[0]).number("analysed")
    return row.number("people") + row.number("people_control")
