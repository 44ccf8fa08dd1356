"""What the search knows of each page: its headings with the words below them, what it asks, and no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from lessons_lib import seeds
from lessons_lib.glossary.terms import load
from lessons_lib.publish.sitemap import Site
from lessons_lib.seeds.verdicts import say_verdict

__all__ = ["Found", "gather", "read_page", "to_words"]

CELL = '<div class="cell"'
#: What is found elsewhere (claims, words, works), is no text (pictures, code), or holds answers (a teacher's sheets).
LEFT_OUT = re.compile(
    r'<details class="lesson-code".*?</details>|<article class="lesson-claim".*?</article>|'
    r'<ol class="lesson-works".*?</ol>|<dl class="lesson-words".*?</dl>|<(style|script|svg|pre)\b.*?</\1>',
    re.DOTALL,
)
QUOTE = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
SHEET = 'class="lesson-guide"'
#: Letters below each heading of a page for teachers: who learns would drown in it.
GLANCE = 160
HEADING = re.compile(r'<h([1-3]) id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
#: A question that stands still: its id, what kind of task it is, and its stem. What can be chosen is left out.
QUESTION = re.compile(r'data-question="([^"]*)"[^>]*>\s*<p[^>]*><strong>(.*?)</strong>(.*?)</p>', re.DOTALL)
INLINE = re.compile(r"</?(?:a|bdi|code|del|em|span|strong|sub|sup)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
CARD = re.compile(r'lesson-claim-title">(.*?)</p>.*?<dt>Studies found</dt><dd>(.*?)</dd>', re.DOTALL)


@dataclass(frozen=True)
class Found:
    """Something that can be found: its kind, the page by its file's stem, the place in it, a heading, and words."""

    kind: str
    page: str
    anchor: str
    heading: str
    text: str = ""


def gather(site: Site, texts: Mapping[str, str], cards: Mapping[str, str], notice: str = "") -> list[Found]:
    """Return all that can be found, page after page, each question once.

    `texts` are the main parts of the pages by name, `cards` the claims' cards by id, `notice` the urgent one as HTML:
    it opens every lesson and is shown by itself.
    """
    found = [*_terms()]
    for entry in (*site.lessons, *site.beside):
        found += read_page(entry.name, texts.get(entry.name, ""), notice)
    return [*_once(found), *_claims(cards), *_works()]


def read_page(name: str, text: str, notice: str = "") -> Iterator[Found]:
    """Return the page itself, its sections and its questions, in order; `text` is its main part."""
    skipped, place = to_words(notice), Found("page", name, "", "")
    most = GLANCE if SHEET in text else None
    words: list[str] = []
    for cell in text.split(CELL):
        asked = QUESTION.search(cell)
        if asked:
            yield _read_question(name, asked, f' id="{asked[1]}"' in cell.partition(">")[0], place.anchor)
        for part in _cut_at_headings("" if asked or SHEET in cell else cell, name):
            if isinstance(part, Found):
                yield from _close(place, words, skipped, most)
                place, words = part, []
            else:
                words.append(part)
    yield from _close(place, words, skipped, most)


def to_words(markup: str) -> str:
    """Return HTML as plain words on one line."""
    words = unescape(TAG.sub(" ", INLINE.sub("", markup)))
    return re.sub(r" ([.,;:?!])(?!\d)", r"\1", " ".join(words.split()))


def _cut_at_headings(cell: str, name: str) -> Iterator[Found | str]:
    """A cell as headings and what stands below each."""
    _, _, inside = LEFT_OUT.sub(" ", cell).partition(">")
    parts = HEADING.split(inside)
    yield parts[0]
    for level, anchor, heading, below in zip(*(parts[place::4] for place in range(1, 5)), strict=True):
        kind = "page" if level == "1" else "section"
        place = "" if level == "1" else unescape(anchor)
        yield Found(kind, name, place, to_words(heading))
        yield below


def _close(place: Found, words: list[str], skipped: str, most: int | None) -> Iterator[Found]:
    """The section that ends here, with its words; what stands before the first heading is none."""
    if place.heading:
        kept = QUOTE.sub(lambda quote: "" if to_words(quote[0]) == skipped else quote[0], " ".join(words))
        yield Found(place.kind, place.page, place.anchor, place.heading, _trim(to_words(kept), most))


def _trim(words: str, most: int | None) -> str:
    """No more than so many letters, and no half of a word."""
    return words if most is None or len(words) <= most else words[:most].rpartition(" ")[0]


def _read_question(name: str, asked: re.Match[str], has_place: bool, section: str) -> Found:
    return Found("question", name, asked[1] if has_place else section, to_words(asked[2]), to_words(asked[3]))


def _once(found: list[Found]) -> Iterator[Found]:
    """Each question where it is asked first: a teacher's guide asks some of them again."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        asked = (one.heading, one.text)
        if one.kind != "question" or asked not in seen:
            yield one
        if one.kind == "question":
            seen.add(asked)


def _terms() -> Iterator[Found]:
    for term in load().values():
        yield Found("term", "glossary", term.anchor, term.term, " ".join((term.plain, *_also(term.also))))


def _also(forms: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Also: {', '.join(forms)}.",) if forms else ()


def _claims(cards: Mapping[str, str]) -> Iterator[Found]:
    for claim_id, one in sorted(seeds.claims().items()):
        parts = CARD.search(cards[claim_id])
        title, studies = (to_words(parts[1]), to_words(parts[2])) if parts else (one.text, one.studies_found)
        yield Found("claim", "claims", f"claim-{claim_id}", title, f"{say_verdict(one.verdict)}. {studies}")


def _works() -> Iterator[Found]:
    for key, work in seeds.references().items():
        yield Found("work", "sources", f"work-{key}", work.label, f"{work.title}. {work.journal}.")
