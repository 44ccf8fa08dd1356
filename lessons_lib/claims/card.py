"""One claim on a card: verdict and finding at once, the evidence behind them one click away, no script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from html import escape
from pathlib import Path

from lessons_lib import seeds
from lessons_lib.markup import to_inline, words_to_html
from lessons_lib.seeds.verdicts import GLOSSES, SHAPES, explain_verdict, say_verdict
from lessons_lib.style import dress

__all__ = ["GLOSSES", "SHAPES", "ClaimCard", "claim"]

SAFETY = {
    "note": "Take care: this is not for everybody. Ask a clinician before you act on it.",
    "stop": "Stop sign: this is about a warning sign. Get medical help first, and try no insert meanwhile.",
}


@dataclass(frozen=True)
class ClaimCard:
    """A claim of the ledger that shows itself as an HTML card."""

    claim: seeds.Claim

    def __repr__(self) -> str:
        return f"claim({self.claim.id!r})"

    def _repr_html_(self) -> str:
        return f'<style data-lesson="claim">{_style()}</style>{_card(self.claim)}'


def claim(claim_id: str) -> ClaimCard:
    """Return the card of one claim, such as "C020".

    Raises LookupError with a sentence that names the nearest ids when there is no such claim.
    """
    known = seeds.claims()
    if claim_id not in known:
        near = " or ".join(repr(name) for name in get_close_matches(claim_id, known, n=3, cutoff=0.5))
        hint = f"Did you mean {near}?" if near else "Ids look like 'C020'."
        raise LookupError(f"There is no claim {claim_id!r} in the ledger. {hint}")
    return ClaimCard(known[claim_id])


@cache
def _style() -> str:
    return dress(Path(__file__).parent / "claim.css")


def _card(shown: seeds.Claim) -> str:
    inside = [
        f'<p class="lesson-claim-eyebrow">Check the claim · {shown.id}</p>',
        f'<p class="lesson-claim-title">{to_inline(shown.text)}</p>',
        f'<p class="lesson-claim-verdict">{explain_verdict(shown.verdict)}</p>',
        _halves(shown),
        _safety(shown),
        _list([("Studies found", to_inline(shown.studies_found))]),
        f"<details><summary>See the evidence</summary>{_list(_evidence(shown))}</details>",
    ]
    attributes = f'id="claim-{shown.id}" data-verdict="{shown.verdict}" aria-label="Claim {shown.id}"'
    return f'<article class="lesson-claim" {attributes}>{"".join(inside)}</article>'


def _halves(shown: seeds.Claim) -> str:
    if not shown.sub_verdicts:
        return ""
    halves = [(to_inline(half.text), say_verdict(half.verdict)) for half in shown.sub_verdicts]
    lines = "".join(f"<li>{text} <strong>{verdict}.</strong></li>" for text, verdict in halves)
    return f'<ul class="lesson-claim-halves">{lines}</ul>'


def _safety(shown: seeds.Claim) -> str:
    return f'<p class="lesson-claim-safety">{SAFETY[shown.safety]}</p>' if shown.safety in SAFETY else ""


def _evidence(shown: seeds.Claim) -> list[tuple[str, str]]:
    sure = f"{shown.certainty.capitalize()} certainty. {to_inline(shown.why_not_surer)}"
    return [
        ("The articles say", f"{to_inline(shown.articles_say)} {_where(shown)}"),
        ("In whom", to_inline(shown.in_whom)),
        ("Compared with", to_inline(shown.compared_with)),
        ("Who paid", to_inline(shown.who_paid)),
        ("How sure are we", sure if shown.certainty != "not rated" else to_inline(shown.why_not_surer)),
        ("References", _references(shown)),
    ]


def _where(shown: seeds.Claim) -> str:
    articles = sorted({place.split("-")[0] for place in shown.sources})
    said = f"{len(articles)} of the {len(seeds.sources())} articles: {', '.join(articles)}"
    return f'<span class="lesson-claim-quiet">({said if articles else "added by the course"})</span>'


def _references(shown: seeds.Claim) -> str:
    works = seeds.references()
    lines = "".join(f'<li data-work="{escape(key)}">{describe_work(works[key])}</li>' for key in shown.references)
    return f"<ul>{lines}</ul>" if lines else "None was found."


def describe_work(work: seeds.Reference) -> str:
    """One work as safe HTML: authors, year, title, journal, link, and how much of it we read."""
    told = f"{work.label}. {work.title}. {work.journal}."
    read = f'<span class="lesson-claim-quiet">What we read: {words_to_html(work.seen)}.</span>'
    return f"{words_to_html(told)} {_link(work)} {read}"


def _link(work: seeds.Reference) -> str:
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    words = f"doi:{work.doi}" if work.doi else work.url
    return f'<a href="{escape(address)}" rel="noopener">{escape(words)}</a>' if address and words else ""


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{text}</dd></div>' for name, text in rows)}</dl>"
