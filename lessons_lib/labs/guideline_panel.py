"""Be the guideline panel: choose what counts, write the recommendation, and lay those of others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, explorable, show

from .anatomy import Stage
from .forest import BY_PEOPLE, Trial, five_trials
from .guidelines import BODIES, FIELDS, Entry, fields_of
from .palette import BLUE, GREEN, INK, MINT, ORANGE, PAPER, QUIET, RULE, SAND, SKY, WASH

#: What can be counted: the words of the choice → the kinds of comparison in the seeds.
COUNTED = {
    "any": ("anything", ("sham", "usual care", "waiting list")),
    "sham": ("a sham", ("sham",)),
    "care": ("usual care or waiting", ("usual care", "waiting list")),
}
#: The chips: what the panel says, how strong that word is, and how it begins.
SAYS = {
    "offer": ("offer inserts", "strong, for"),
    "consider": ("consider inserts", "weak, for"),
    "none": ("make no recommendation yet", "no word either way"),
    "against": ("do not offer inserts", "strong, against"),
}
WHOM = {
    "all": ("everyone with low back pain", "everyone with", "low back pain"),
    "picked": ("unequal legs or feet that roll in", "people with back pain and", "unequal legs or rolling feet"),
}
NOBODY = "No row that you count is in these people."
CARRIED = (NOBODY, "You would carry results over from others.")
IGNORED = ("Rows that you do not count did look at them.", "They choose anyway, and get no help from you.")
SMALL = "Few and small is not the same as no effect."
LOW, HIGH, LEFT, RIGHT = -4.6, 1.0, 214.0, 404.0  # points of 10, and px


@dataclass(frozen=True)
class Evidence:
    """What a panel has to go on: the rows it counts, those of them in the people it writes for, and their sums."""

    counted: tuple[Trial, ...]
    direct: tuple[Trial, ...]

    @property
    def people(self) -> float:
        """People in the direct rows."""
        return sum(trial.people for trial in self.direct)

    @property
    def clear(self) -> int:
        """Direct rows whose interval lies below zero."""
        return sum(trial.high < 0 for trial in self.direct)


@explorable(
    counts=Choice(
        "Count trials set beside", {"any": "anything", "sham": "a sham only", "care": "usual care or waiting only"}
    ),
    says=Choice("You write", {key: words for key, (words, _) in SAYS.items()}, start="none"),
    whom=Choice("For", {key: words[0] for key, words in WHOM.items()}),
    beside=Choice("Lay beside yours", {"alone": "nobody yet", "nice": "NICE", "kong": "Kong", "lin": "Lin"}),
)
def guideline_panel(fig: Figure, counts: str, says: str, whom: str, beside: str) -> str:
    """Be the guideline panel

    The learner discovers that the same five rows can carry different recommendations, and that what one counts, the
    strength of the word and the people it is for must hold together. There is no right answer.

    Assumptions: the panel has only the five rows of the forest plot, two of them worked back by us. What NICE 2016
    says was read second-hand; Kong 2020 and Lin 2025 are known from their abstracts. Who is "in these people" is our
    sorting: rows picked for feet or legs, or for back pain or job. Rows: Sadler 2023, Rannisto 2019, Cambron 2011,
    Shabat 2005, and two trials of Castro-Méndez in one.

    Misconception: guideline-no-means-harmful.
    """
    fig.set_size_inches(5.4, 6.1)
    stage, evidence = Stage(fig), weigh(counts, whom)
    if beside == "alone":
        _draw_evidence(stage, evidence, counts)
        _draw_words(stage, says, whom)
        _draw_feedback(stage, says, evidence)
    else:
        _draw_fields(stage, own_fields(counts, says, whom), fields_of(beside), BODIES[beside])
    return _say(counts, says, whom, beside)


def weigh(counts: str, whom: str) -> Evidence:
    """The rows that a panel counts, and which of them are in the people it writes for."""
    kinds = COUNTED[counts][1]
    counted = tuple(trial for trial in five_trials() if trial.comparator in kinds)
    wanted = BY_PEOPLE["picked for feet or legs" if whom == "picked" else "picked for back pain or job"]
    return Evidence(counted, tuple(trial for trial in counted if trial.whom in wanted))


def supports(says: str, evidence: Evidence) -> Entry:
    """What in the rows a panel counts speaks for its words: two lines."""
    rows, clear, people = len(evidence.direct), evidence.clear, evidence.people
    few = f"{people:.0f} people in {_rows(rows)} are few for so common" if rows else NOBODY
    return {
        "offer": (f"{_of(clear, rows)} in these people", "found less pain, clear of no effect.") if rows else CARRIED,
        "consider": ("A weak word suits small and short trials", "that lean one way. People keep the choice."),
        "none": (
            few,
            "a pain. You can ask for a better trial." if rows else "You can ask for the trial that is missing.",
        ),
        "against": (
            few,
            "a pain. A firm word keeps care for what is tested." if rows else "A firm word is at least clear.",
        ),
    }[says]


def strains(says: str, evidence: Evidence) -> Entry:
    """What in the rows a panel counts speaks against its words: two lines."""
    rows, clear, people = len(evidence.direct), evidence.clear, evidence.people
    if not rows:
        return {"none": (*IGNORED,), "against": ("Nobody looked, in the rows that you count.", SMALL)}.get(
            says, CARRIED
        )
    room = f"{_of(rows - clear, rows)} leave{'s' * (rows - clear == 1)} room for no effect."
    return {
        "offer": (f"A strong word, carried by {people:.0f} people.", "The next trial may well find no effect."),
        "consider": (
            room if rows > clear else "Few trials, by few groups of authors.",
            "Say for how long, and at what cost.",
        ),
        "none": (
            f"{_of(clear, rows)} in these people found less pain.",
            "They choose anyway, and get no help from you.",
        ),
        "against": (f"{_of(clear, rows)} in these people found less pain.", SMALL),
    }[says]


def own_fields(counts: str, says: str, whom: str) -> tuple[Entry, ...]:
    """The learner's panel in the seven fields; the last two are left to pen and paper."""
    evidence, last = weigh(counts, whom), "Yours to write down."
    ends = sorted(trial.estimate for trial in evidence.counted)
    newest = max(trial.year for trial in evidence.counted)
    return (
        (SAYS[says][0].capitalize(), f"for {WHOM[whom][1]}", f"{WHOM[whom][2]}."),
        (WHOM[whom][1].capitalize(), f"{WHOM[whom][2]};", "to ease pain."),
        (f"{SAYS[says][1].capitalize()}.",),
        (
            f"{_rows(len(ends)).capitalize()}, {_minus(ends[0])} to {_minus(ends[-1])},",
            f"beside {COUNTED[counts][0]};",
            f"{evidence.people:.0f} people like these." if evidence.people else "nobody like these.",
        ),
        (f"Newest row you count: {newest:.0f}.",),
        (last,),
        (last,),
    )


NUMBERS = ("none", "one", "two", "three", "four", "five")


def _rows(count: int) -> str:
    return f"{NUMBERS[count]} row{'s' * (count != 1)}" if count else "no rows"


def _of(some: int, rows: int) -> str:
    return f"{NUMBERS[some].capitalize()} of {NUMBERS[rows]} rows"


def _minus(points: float) -> str:
    return f"{points:.1f}".replace("-", "−")


def _say(counts: str, says: str, whom: str, beside: str) -> str:
    wrote = f"You write: {SAYS[says][0]}, for {WHOM[whom][1]} {WHOM[whom][2]}."
    if beside != "alone":
        return f"{wrote} {BODIES[beside]}: {_join(fields_of(beside)[0])}."
    evidence = weigh(counts, whom)
    told = f"You count {_rows(len(evidence.counted))}, {show(len(evidence.direct), '.0f')} of them in these people."
    return f"{wrote} {told} Strain: {_join(strains(says, evidence))}."


def _join(entry: Entry) -> str:
    """Lines as one sentence without its full stop."""
    first, *others = " ".join(entry).rstrip(".").split(". ")
    return "; ".join([first, *(one[0].lower() + one[1:] for one in others)])


def _at(points: float) -> float:
    return LEFT + (points - LOW) / (HIGH - LOW) * (RIGHT - LEFT)


def _draw_evidence(stage: Stage, evidence: Evidence, counts: str) -> None:
    words = f"You count {_rows(len(evidence.counted))} set beside {COUNTED[counts][0]}"
    stage.text(8, 588, words, INK, 12.5, weight="bold")
    stage.line((_at(0), 376), (_at(0), 576), color=QUIET, linewidth=1.4)
    for row, trial in enumerate(five_trials()):
        _draw_trial(stage, 554 - 38 * row, trial, trial in evidence.counted, trial in evidence.direct)
    stage.text(_at(-0.15), 360, "less pain with inserts", BLUE, 10.5, ha="right")
    stage.text(_at(0.15), 360, "more", INK, 10.5)


def _draw_trial(stage: Stage, height: float, trial: Trial, counted: bool, direct: bool) -> None:
    seen = 1.0 if counted else 0.0
    stage.text(8, height + 2, trial.name, INK if counted else QUIET, 11, weight="bold")
    stage.text(8, height - 13, f"{trial.people:.0f} people, {trial.whom}", QUIET, 10)
    stage.line((_at(trial.low), height), (_at(trial.high), height), color=BLUE, linewidth=2.2, alpha=seen)
    face = PAPER if trial.hollow else BLUE
    stage.dots([(_at(trial.estimate), height)], 7, [face], [BLUE], alpha=seen)
    words = "these people" if direct else "other people" if counted else "not counted"
    stage.text(RIGHT + 30, height - 4, words, GREEN if direct else QUIET, 10.5)


def _draw_words(stage: Stage, says: str, whom: str) -> None:
    stage.fill(((4, 246), (536, 246), (536, 344), (4, 344)), facecolor=SKY, edgecolor=BLUE)
    stage.text(18, 322, "The panel’s words", BLUE, 10.5, weight="bold")
    stage.text(522, 322, SAYS[says][1], BLUE, 10.5, ha="right")
    stage.text(18, 294, SAYS[says][0].capitalize(), INK, 17, weight="bold")
    stage.text(18, 264, f"for {WHOM[whom][1]} {WHOM[whom][2]}.", INK, 12.5)


def _draw_feedback(stage: Stage, says: str, evidence: Evidence) -> None:
    parts = ((128, "What holds them up", MINT, GREEN, supports), (14, "What strains them", SAND, ORANGE, strains))
    for bottom, title, face, edge, lines in parts:
        corners = ((4, bottom), (536, bottom), (536, bottom + 98), (4, bottom + 98))
        stage.fill(corners, facecolor=face, edgecolor=edge)
        stage.text(18, bottom + 74, title, INK, 11.5, weight="bold")
        for row, line in enumerate(lines(says, evidence)):
            stage.text(18, bottom + 46 - 24 * row, line, INK, 12)


def _draw_fields(stage: Stage, own: Sequence[Entry], theirs: Sequence[Entry], name: str) -> None:
    """Seven fields, the learner's on the left and the other's on the right."""
    stage.fill(((4, 12), (264, 12), (264, 604), (4, 604)), facecolor=SKY, edgecolor=SKY)
    stage.fill(((270, 12), (536, 12), (536, 604), (270, 604)), facecolor=WASH, edgecolor=WASH)
    for left, words in ((12, "Your panel"), (278, name)):
        stage.text(left, 584, words, INK, 12.5, weight="bold")
    for row, (field, *pair) in enumerate(zip(FIELDS, own, theirs)):
        top = 562 - 79 * row
        stage.line((8, top + 12), (532, top + 12), color=RULE, linewidth=1)
        stage.text(12, top - 4, field, BLUE, 10, weight="bold")
        for left, entry in zip((12, 278), pair):
            _draw_entry(stage, left, top - 22, entry)


def _draw_entry(stage: Stage, left: float, top: float, entry: Entry) -> None:
    """Three lines, however many are said, so that every pair has the same picture."""
    for row, line in enumerate((*entry, "–", "–")[:3]):
        stage.text(left, top - 17 * row, line, INK, 10.5, alpha=1.0 if row < len(entry) else 0.0)
