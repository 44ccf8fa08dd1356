"""A small site: a lesson with all kinds of cells, one that only asks, and a page for teachers."""

from __future__ import annotations

from lessons_lib.publish.sitemap import Entry, Site

NOTICE = "<blockquote>\n<p><strong>Some back pain needs help now.</strong> Call 999.</p>\n</blockquote>"
CARD = '<article class="lesson-claim" id="claim-C020" data-verdict="partly"><p>A card of its own.</p></article>'
STILL = (
    '<div class="lesson-quiz-still" data-question="{id}"><p><strong>Check yourself.</strong> {stem}</p>'
    "<ul><li>{option}</li></ul></div>"
)
ASKED = STILL.format(id="chain-check-1", stem="How far does the <em>pelvis</em> tip?", option="By a furlong")


def cell(inside: str, anchor: str = "") -> str:
    """A cell of a page as the template writes it."""
    place = f' id="{anchor}"' if anchor else ""
    return f'<div class="cell"{place}>\n{inside}\n</div>'


def page(*cells: str, scripts: str = "") -> str:
    """A finished page of a notebook."""
    inside = "\n".join(cells)
    return (
        f'<!DOCTYPE html><html><body><header>Masthead</header><main id="lesson">{inside}</main>{scripts}</body></html>'
    )


CHAIN = page(
    cell('<h1 id="The-kinetic-chain">The kinetic chain</h1>\n<p>Put something crooked under a foot.</p>'),
    cell(NOTICE),
    cell(
        '<h2 id="Odds-&amp;-ends">Odds <em>&amp;</em> ends</h2>'
        '<p>The <a href="#term-pelvis">pelvis</a> tips, <b>in</b>deed.</p>'
    ),
    cell(ASKED, "chain-check-1"),
    cell(CARD + '<details class="lesson-code"><summary>Code</summary><pre>secret_code()</pre></details>'),
    cell('<h3 id="Words">Words</h3><dl class="lesson-words"><div><dt id="term-pelvis">pelvis</dt></div></dl>'),
    scripts='<script type="application/json">{"feedback": "The hidden feedback"}</script>',
)
GUIDE = page(
    cell('<h1 id="Teaching">Teaching</h1>'),
    cell(f'<h2 id="Rules">Rules</h2><p>{"Read them aloud. " * 40}</p>'),
    cell(ASKED),
    cell('<div class="lesson-guide"><p><strong>Right:</strong> By a hand.</p></div>'),
)
PAGES = {"01-kinetic-chain": CHAIN, "06-does-it-work": page(cell('<h1 id="W">Does it work?</h1>')), "guide": GUIDE}
SITE = Site(
    (
        Entry("01-kinetic-chain", "The kinetic chain", 1),
        Entry("06-does-it-work", "Does it work?", 6),
        Entry("guide", "Teaching this course"),
    ),
    mark="feed123",
)
