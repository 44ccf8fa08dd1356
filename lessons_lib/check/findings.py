"""All that a check found out, ready to be told as text or as a page."""

from __future__ import annotations

from dataclasses import dataclass

from lessons_lib.check import coverage, tables, verify
from lessons_lib.check.coverage import Covered, Lesson
from lessons_lib.check.verify import Checked


@dataclass(frozen=True)
class Findings:
    """The claims with where they are taught and tested, by claim and by lesson, and the published values computed."""

    covered: tuple[Covered, ...]
    lessons: tuple[Lesson, ...]
    checked: tuple[Checked, ...]

    def to_text(self, each_claim: bool = False) -> str:
        """The tables for a terminal; with `each_claim` one line a claim as well."""
        parts = [
            tables.lay_out_counts("claims", coverage.count_verdicts()),
            tables.lay_out_counts("numbers", coverage.count_provenances()),
            tables.lay_out_lessons(self.lessons),
            "\n".join(tables.list_missing(self.lessons)),
            tables.lay_out_claims(self.covered) if each_claim else "",
            tables.lay_out_published(self.checked),
        ]
        return "\n\n".join(part for part in parts if part)

    def to_page(self) -> str:
        """The verification report: one page that needs nothing but itself, the same bytes for the same course."""
        from lessons_lib.check import report

        return report.make_page(self.covered, self.lessons, self.checked)


def gather() -> Findings:
    """Read the notebooks, cover the claims and compute every published value."""
    notebooks = coverage.read_notebooks()
    covered = coverage.cover_claims(notebooks)
    return Findings(covered, coverage.cover_lessons(covered, notebooks), verify.verify())
