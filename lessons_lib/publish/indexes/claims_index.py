"""All claims on one page, each with the card that stands in the lessons, and what one can choose them by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lessons_lib import seeds
from lessons_lib.claims import claim
from lessons_lib.markup import words_to_html
from lessons_lib.publish.citations import CITED
from lessons_lib.publish.layout import read_part, render
from lessons_lib.publish.sitemap import Site
from lessons_lib.seeds.kinds import TOPICS, VERDICTS
from lessons_lib.seeds.verdicts import GLOSSES, SHAPES, draw_verdict, say_verdict
from lessons_lib.style import undress

from .places import Link, find_claims, label

__all__ = ["TOPIC_NAMES", "draw_cards", "make_claims"]

TOPIC_NAMES = {
    "kinetic_chain": "The kinetic chain",
    "foot_type": "Foot types",
    "population": "Who has back pain",
    "mechanism": "What an insert does",
    "insert_type": "Kinds of insert",
    "material": "Materials",
    "condition": "Which problem, which insert",
    "evidence": "Does it work?",
    "myth": "Myths",
    "selection": "Choosing",
    "red_flag": "Warning signs",
    "adaptation": "Getting used to them",
    "risk": "What can go wrong",
    "care": "Care and wear",
    "adjunct": "What else helps",
}
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Tally:
    """A verdict, what it means, and how many claims have it; `share` is that in percent of the most frequent one's."""

    word: str
    name: str
    gloss: str
    shape: str
    count: int
    share: float


@dataclass(frozen=True)
class Shown:
    """A claim as the page shows it; `taught` says where, None where the site has no such lesson."""

    claim: seeds.Claim
    card: str
    articles: str
    taught: Link | None
    has_card: bool


@dataclass(frozen=True)
class Topic:
    """A subject and its claims in the order of their ids."""

    key: str
    name: str
    claims: tuple[Shown, ...]


def make_claims(site: Site, texts: Mapping[str, str], cards: Mapping[str, str]) -> str:
    """Return the page of all claims; `texts` are the main parts of the notebooks' pages, `cards` the claims' by id."""
    shown = _show(site, texts, cards)
    return render(
        "claims.html.j2",
        site=site,
        total=len(shown),
        tallies=count(one.claim for one in shown),
        topics=group(shown),
        articles=list(seeds.sources().values()),
        lessons=_lessons(site, shown),
        shapes=SHAPES,
        style=_read_style(),
    )


def draw_cards() -> dict[str, str]:
    """Return the card of each claim by id, with what all cards would repeat left to the page and to sources.html."""
    drawn = {}
    for claim_id, one in seeds.claims().items():
        card = CITED.sub(_cite, STYLE.sub("", claim(claim_id)._repr_html_()))
        drawn[claim_id] = card.replace(draw_verdict(one.verdict), _refer_to_shape(one.verdict))
    return drawn


def count(claims: Iterable[seeds.Claim]) -> list[Tally]:
    """Return how many claims have each verdict, in the order of the verdicts."""
    counted = Counter(one.verdict for one in claims)
    most = max(counted.values(), default=1)
    return [
        Tally(word, say_verdict(word), GLOSSES[word], _refer_to_shape(word), counted[word], 100 * counted[word] / most)
        for word in VERDICTS
    ]


def group(shown: Iterable[Shown]) -> list[Topic]:
    """Return the claims by topic, in the order in which the lessons come to each topic; none is left out."""
    by_topic: dict[str, list[Shown]] = {}
    for one in shown:
        by_topic.setdefault(one.claim.topic, []).append(one)
    first = {topic: min(one.claim.lesson for one in claims) for topic, claims in by_topic.items()}
    order = sorted(by_topic, key=lambda topic: (first[topic], TOPICS.index(topic)))
    return [Topic(topic, TOPIC_NAMES[topic], tuple(by_topic[topic])) for topic in order]


def _show(site: Site, texts: Mapping[str, str], cards: Mapping[str, str]) -> list[Shown]:
    homes = {one.id: one.lesson for one in seeds.claims().values()}
    cards_in_lessons = find_claims(site, texts, homes)
    asked = {f"{entry.number:02}": Link(f"{quote(entry.name)}.html", label(entry)) for entry in site.lessons}
    return [
        Shown(one, cards[one.id], _articles(one), cards_in_lessons.get(one.id) or asked.get(one.lesson),
              one.id in cards_in_lessons)
        for one in sorted(seeds.claims().values(), key=lambda one: one.id)
    ]  # fmt: skip


def _articles(one: seeds.Claim) -> str:
    return " ".join(sorted({place.split("-")[0] for place in one.sources})) or "course"


def _lessons(site: Site, shown: Iterable[Shown]) -> list[tuple[str, str]]:
    """The lessons that have claims, as (two digits, name)."""
    used = {one.claim.lesson for one in shown}
    names = {f"{entry.number:02}": label(entry) for entry in site.lessons}
    return [(number, names.get(number, f"Lesson {int(number)}")) for number in sorted(used)]


def _cite(cited: re.Match[str]) -> str:
    """A work by its short name; sources.html says the rest."""
    work = seeds.references()[cited[1]]
    return f'<li><a href="sources.html#work-{quote(work.key)}">{words_to_html(work.label)}</a></li>'


def _refer_to_shape(verdict: str) -> str:
    return f'<svg aria-hidden="true"><use href="#v-{verdict}"/></svg>'


def _read_style() -> str:
    found = STYLE.search(claim(next(iter(seeds.claims())))._repr_html_())
    return (undress(found[1]) if found else "") + read_part("indexes.css")
