"""What must hold in every case: no dead end, no branch that pays for ignoring a warning sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lessons_lib.advice import Answers, triage
from lessons_lib.cases.case import CREDITS, Case, Choice, Story

__all__ = ["DELAYS", "HELP", "INSERTS", "Path", "credit_of", "find_faults", "walk", "weigh"]

#: A way through a case: (step, place of the choice) one after the other, and the end it leads to.
Path = tuple[tuple[tuple[str, int], ...], str]
#: What puts an insert under somebody.
INSERTS = frozenset({"insert", "custom"})
#: What lets time pass where time is short.
DELAYS = INSERTS | {"wait", "exercise", "shoes", "measure"}
#: By urgency, what takes somebody to the right place in time.
HELP = {
    0: frozenset({"now"}),
    1: frozenset({"now", "same-day"}),
    2: frozenset({"same-day", "clinician"}),
    3: frozenset({"clinician"}),
    4: frozenset({"clinician"}),
}
HURRIED = 2


def weigh(story: Story) -> Case:
    """Let triage decide how urgent a story is and what stays open; ValueError names what triage does not know."""
    # A story has no day of its own: the gate it gets is looked at here and handed to nobody.
    answers = Answers(story.age, story.feeling, frozenset(story.signs), frozenset(story.conditions))
    weighed = triage(answers, date.min)
    products = weighed.gate.products if weighed.gate else "none"
    return Case(**dict(story), urgency=weighed.urgency, where=weighed.first, products=products)


def find_faults(case: Case) -> Iterator[tuple[str, str]]:
    """Yield (field, what was expected) for each rule that a case breaks."""
    yield from _unknown(case)
    if not list(_unknown(case)):
        yield from _unreached(case)
        yield from _circles(case)
        yield from _unsafe(case)
    yield from _clockless(case)


def walk(case: Case) -> Iterator[Path]:
    """Yield every way through a case, from its start to an end; endless in a case that goes round in a circle."""
    yield from _walk(case, case.start, ())


def credit_of(case: Case, path: Path) -> int:
    """What the choices of a path earn; each is worth 0, 1 or 2."""
    return sum(CREDITS[case.steps[step].choices[place].credit] for step, place in path[0])


def _walk(case: Case, at: str, gone: tuple[tuple[str, int], ...]) -> Iterator[Path]:
    if at in case.ends:
        yield gone, at
        return
    for place, choice in enumerate(case.steps[at].choices):
        yield from _walk(case, choice.then, (*gone, (at, place)))


def _choices(case: Case) -> Iterator[tuple[str, Choice]]:
    for name, step in case.steps.items():
        for place, choice in enumerate(step.choices, 1):
            yield f"steps, {name}, choice {place}", choice


def _unknown(case: Case) -> Iterator[tuple[str, str]]:
    if case.start not in case.steps:
        yield "start", f"the name of a step, found {case.start!r}"
    for name in case.steps.keys() & case.ends.keys():
        yield "ends", f"another name than that of a step, found {name!r}"
    for where, choice in _choices(case):
        if choice.then not in {*case.steps, *case.ends}:
            yield f"{where}, then", f"the name of a step or an end, found {choice.then!r}"


def _unreached(case: Case) -> Iterator[tuple[str, str]]:
    reached = {case.start, *(choice.then for _, choice in _choices(case))}
    for kind, names in (("steps", case.steps), ("ends", case.ends)):
        for name in names:
            if name not in reached:
                yield f"{kind}, {name}", "a choice that leads here, found none"
    if not any(end.good for end in case.ends.values()):
        yield "ends", "at least one with good: true, found none"


def _circles(case: Case) -> Iterator[tuple[str, str]]:
    leads = {name: {choice.then for choice in step.choices} & set(case.steps) for name, step in case.steps.items()}
    while free := {name for name, to in leads.items() if not to & set(leads)}:
        leads = {name: to for name, to in leads.items() if name not in free}
    for name in leads:
        yield f"steps, {name}", "choices that lead on to an end, found a circle"


def _unsafe(case: Case) -> Iterator[tuple[str, str]]:
    bad = _never_paid(case)
    for where, choice in _choices(case):
        if choice.credit != "none" and choice.does in bad:
            yield f"{where}, credit", f"none for {choice.does!r} in a case with this sign or condition"
    if case.urgency is not None:
        yield from _helpless(case, HELP[case.urgency])


def _never_paid(case: Case) -> frozenset[str]:
    hurried = case.urgency is not None and case.urgency <= HURRIED
    return DELAYS if hurried else INSERTS if case.stops else frozenset()


def _helpless(case: Case, help_: frozenset[str]) -> Iterator[tuple[str, str]]:
    """A warning sign ends well only through the right door."""
    for where, choice in _choices(case):
        good = choice.then in case.ends and case.ends[choice.then].good
        if good and choice.does not in help_:
            yield f"{where}, does", f"{' or '.join(sorted(help_))} for what leads to a good end, found {choice.does!r}"


def _clockless(case: Case) -> Iterator[tuple[str, str]]:
    hurried = case.urgency is not None and case.urgency <= 1
    if hurried and case.clock is None:
        yield "clock", "a clock in a case that cannot wait, found none"
    if case.clock is None and any(choice.hours for _, choice in _choices(case)):
        yield "clock", "a clock where choices cost hours, found none"
