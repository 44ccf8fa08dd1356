"""The works a lesson stands on, each once."""

from __future__ import annotations

from dataclasses import dataclass

from lessons_lib import seeds

from .card import describe_work


@dataclass(frozen=True)
class Bibliography:
    """A list of works that shows itself as HTML."""

    lesson: str
    works: tuple[seeds.Reference, ...]

    def __repr__(self) -> str:
        return f"bibliography({self.lesson!r})"

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{describe_work(work)}</li>" for work in self.works)
        return f'<ol class="lesson-works" style="overflow-wrap: anywhere">{lines}</ol>'


def bibliography(lesson: str) -> Bibliography:
    """Every work that the claims of a lesson ("01") cite, by author; LookupError for an unknown lesson."""
    mine = [claim for claim in seeds.claims().values() if claim.lesson == lesson]
    if not mine:
        raise LookupError(f"No claim is taught in lesson {lesson!r}; lessons are written with two digits, like '01'.")
    cited = {key for claim in mine for key in claim.references}
    works = (work for work in seeds.references().values() if work.key in cited)
    return Bibliography(lesson, tuple(sorted(works, key=lambda work: (work.author.casefold(), work.year))))
