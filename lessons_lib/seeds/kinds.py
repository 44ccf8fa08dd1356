"""What the seeds hold: sources, references, constants and claims, and the words they may use."""

from __future__ import annotations

from dataclasses import dataclass

PROVENANCES = ("abstract", "full-text", "secondary", "derived", "computed", "assumed")
VERDICTS = ("supported", "partly", "contested", "unsupported", "contradicted", "practical-advice")
CERTAINTIES = ("high", "moderate", "low", "very low", "not rated")
ORIGINS = ("articles", "course")
SAFETIES = ("none", "note", "stop")
TOPICS = (
    "evidence", "adjunct", "kinetic_chain", "mechanism", "foot_type", "population", "myth", "condition",
    "insert_type", "material", "selection", "risk", "adaptation", "red_flag", "care",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One of the five articles: what it is about, and what kind of text it is."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True)
class Reference:
    """A work that is cited; `seen` says how much of it was read, the last four are None where not known."""

    key: str
    title: str
    author: str
    year: int
    journal: str
    seen: str
    doi: str | None
    volume: str | None
    pages: str | None
    url: str | None

    @property
    def label(self) -> str:
        """Surnames (the first, from three on) and year, as they stand in running text."""
        names = [name.split(",")[0] for name in self.author.split(" and ")]
        return f"{' and '.join(names) if len(names) < 3 else f'{names[0]} and others'} {self.year}"


@dataclass(frozen=True)
class Constant:
    """One number of a model: its value and spread in `unit`, where it comes from, and how it was seen."""

    name: str
    value: float
    sd: float | None
    unit: str
    reference: str
    provenance: str
    note: str

    @property
    def assumed(self) -> bool:
        """True where nobody measured it: it may be drawn as an assumption, never quoted as a finding."""
        return self.provenance == "assumed"


@dataclass(frozen=True)
class SubVerdict:
    """One half of a claim that says two things."""

    text: str
    verdict: str


@dataclass(frozen=True)
class Claim:
    """One claim of the articles (or of the course) and what is known about it, in our own words."""

    id: str
    origin: str
    sources: tuple[str, ...]
    topic: str
    text: str
    verdict: str
    certainty: str
    articles_say: str
    studies_found: str
    in_whom: str
    compared_with: str
    who_paid: str
    why_not_surer: str
    references: tuple[str, ...]
    safety: str
    lesson: str
    sub_verdicts: tuple[SubVerdict, ...] = ()
