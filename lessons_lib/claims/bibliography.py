"""The works a lesson stands on, each once."""

from __future__ import annotations

from dataclasses import dataclass

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
        lines = "".join(f"<li>{describe_work(work)}</li>" for work in self.works)
        return f'<ol class="lesson-works" style="overflow-wrap: anywhere">{lines}</ol>'


def bibliography(*names: str) -> Bibliography:
    """Every work that the claims of a lesson ("01") or single claims ("C010") cite, by author.

    Raises LookupError with a sentence for a lesson that teaches no claim and for a claim that does not exist.
    """
    cited = {key for name in names for claim in _claims(name) for key in claim.references}
    works = (work for work in seeds.references().values() if work.key in cited)
    return Bibliography(names, tuple(sorted(works, key=lambda work: (work.author.casefold(), work.year))))


def _claims(name: str) -> list[seeds.Claim]:
    found = [claim for claim in seeds.claims().values() if name in (claim.lesson, claim.id)]
    if not found:
        known = "lessons are written with two digits, like '01', and claims like 'C020'"
        raise LookupError(f"No claim is taught in a lesson or called {name!r}; {known}.")
    return found
