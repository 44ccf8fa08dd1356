"""How far do you trust this? Claims to rate before the course and after it; seeds/trust.yaml lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from lessons_lib import seeds
from lessons_lib.seeds import Problem, SeedProblems

__all__ = ["Trust", "find_trust", "load_claims"]

FILE = "trust.yaml"
COUNT = 6
#: What the card says once the numbers are locked away, by the moment at which it asks.
KEPT = {
    "start": "Six numbers, locked away. Where your answers are kept, lesson 09 brings them back.",
    "end": "Six numbers, locked away.",
}


@dataclass(frozen=True)
class Trust:
    """Claims that wait for a number from 0 to 100 each, at the start of the course or at its end."""

    moment: str
    claims: tuple[seeds.Claim, ...]
    type: str = "trust"
    title: str = "Your trust in six claims"
    stem: str = "How far do you trust each of these claims? Give each a number. Nobody marks them."
    scale: str = "0 not at all – 100 completely"

    @property
    def id(self) -> str:
        """The id under which the numbers are kept, such as trust-start."""
        return f"trust-{self.moment}"

    @property
    def kept(self) -> str:
        """What the card says afterwards."""
        return KEPT[self.moment]


def find_trust(moment: str, root: Path | None = None) -> Trust:
    """Return the six claims to rate at the "start" or at the "end".

    Raises LookupError with a sentence when there is no such moment.
    """
    if moment not in KEPT:
        raise LookupError(f'There is no moment {moment!r}. Write trust("start") or trust("end").')
    return Trust(moment, tuple(seeds.claims()[claim] for claim in load_claims(root)))


def load_claims(root: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the claims to rate, in the order of the file.

    Raises SeedProblems with every mistake of the file, one a line.
    """
    return _load(root or seeds.folder())


@cache
def _load(folder: Path) -> tuple[str, ...]:
    ids = _read(folder / FILE)
    expected = [f"the id of a claim of the ledger, found {one!r}" for one in ids if one not in seeds.claims()]
    if len(ids) != COUNT or len(set(ids)) != COUNT:
        expected.append(f"a list of {COUNT} different claim ids, found {len(set(ids))}")
    if expected:
        raise SeedProblems(tuple(Problem(FILE, "", "", one) for one in expected))
    return tuple(ids)


def _read(path: Path) -> list[str]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as cause:
        raise SeedProblems((Problem(FILE, "", "", f"a file that can be read as YAML ({cause})"),)) from cause
    return [str(one) for one in found] if isinstance(found, list) else []
