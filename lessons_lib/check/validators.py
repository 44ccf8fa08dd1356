"""Runs every reader of the course and gathers what they complain about, each problem once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lessons_lib import advice, seeds
from lessons_lib.check import verify
from lessons_lib.check.verify import Checked
from lessons_lib.glossary import terms
from lessons_lib.personal import ipdas
from lessons_lib.quiz import bank, forms, trust
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.seeds import Problem, SeedProblems

#: What is read above the seeds' own readers: each complains about all that is wrong in its files.
READERS: tuple[Callable[[], object], ...] = (
    misconceptions, bank.load, forms.load_pairs, trust.load_claims, terms.load, ipdas.assessment,
)  # fmt: skip


def validate() -> tuple[Problem, ...]:
    """Everything wrong in seeds, advice, questions, forms, glossary, ipdas; while there is any, nothing is counted."""
    first = (*seeds.problems(), *advice.problems())
    # A question that computes with a broken constant repeats what is wrong with the constant.
    others = (one for read in READERS for one in _complaints(read) if not _repeats(one, first))
    return tuple(dict.fromkeys((*first, *others)))


def _repeats(problem: Problem, known: Iterable[Problem]) -> bool:
    return any(str(one) in problem.expected for one in known)


def find_failures(checked: Iterable[Checked]) -> tuple[str, ...]:
    """Sentences about published rows that ask for what no model gives, or that a model does not give back."""
    misfits = verify.problems()
    told = {(one.file, one.id) for one in misfits}
    failed = (one for one in checked if not one.passed and (one.row.file, one.row.id) not in told)
    return (*map(str, misfits), *map(_tell, failed))


def _tell(one: Checked) -> str:
    row = one.row
    wanted = f"{row.published:g} ± {row.tolerance:g} {row.unit}"
    return one.problem or f"{row.file}, {row.id}: expected {wanted}, but {row.model} gives {one.ours:.6g}"


def _complaints(read: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        read()
    except SeedProblems as wrong:
        return wrong.problems
    return ()
