"""The works a lesson stands on, each once."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from lessons_lib import seeds

from .card import describe_work


@dataclass(frozen=True)
class Bibliography:
    """A list of works that shows itself as HTML."""

    asked: tuple[str, ...]
    works: tuple[seeds.Reference, ...]

    def __repr__(self) -> str:
        return f"bibliography({', '.join(map(repr, self.asked))})"

    def _repr_html_(self) -> str:
        lines = "".join(f'<li id="work-{escape(work.key)}">{describe_work(work)}</li>' for work in self.works)
        return f'<ol class="lesson-works" style="overflow-wrap: anywhere">{lines}</ol>'


def bibliography(*names: str) -> Bibliography:
    """Every work that the claims of a lesson ("01") or a claim ("C010") cite, and single works ("chi2005"), by author.

    Raises LookupError with a sentence for a name that is none of these.
    """
    cited = {key for name in names for key in _works(name)}
    works = (work for work in seeds.references().values() if work.key in cited)
    return Bibliography(names, tuple(sorted(works, key=lambda work: (work.author.casefold(), work.year))))


def _works(name: str) -> list[str]:
    claims = [claim for claim in seeds.claims().values() if name in (claim.lesson, claim.id)]
    found = [key for claim in claims for key in claim.references] or [key for key in seeds.references() if key == name]
    if not claims and not found:
        known = "lessons are written with two digits, like '01', claims like 'C020', works like 'pinto2008'"
        raise LookupError(f"No claim, no work and no lesson with claims is called {name!r}; {known}.")
    return found
