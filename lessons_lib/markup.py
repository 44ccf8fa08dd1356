"""Markdown and maths, turned into HTML that is safe to show.

Every text a reader meets passes through here: question stems, feedback, claim cards. The text is never
trusted: raw HTML in it comes out as words, and links may only lead to the web, to a mail address or to a
place in the page. Formulas are drawn as outlines by matplotlib: no maths font, no script.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import bleach
import mistune
from mistune.block_parser import BlockParser
from mistune.core import BlockState, InlineState
from mistune.inline_parser import InlineParser
from mistune.markdown import Markdown
from mistune.plugins.table import table

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from numpy.typing import NDArray

__all__ = ["svg_math", "to_html", "to_inline", "to_words", "words_to_html"]

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}
    | {"strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul", "x-maths"}
)
SCHEMES = frozenset({"http", "https", "mailto"})
LINK = re.compile(r"(?:https?://|mailto:|#)[^\s]*\Z", re.IGNORECASE)

# Prices stay prices: no space after the dollar that opens a formula, no space before and no digit after the
# one that closes it.
INLINE_MATHS = (
    r"\$\$(?P<display_tex>(?:[^$\\]|\\.)+?)\$\$|"
    r"(?<![\w$])\$(?![\s$])(?P<tex>(?:[^$\\\n]|\\.)*?(?:[^$\\\s]|\\.))\$(?![\d$])"
)
BLOCK_MATHS = r"^ {0,3}\$\$[ \t]*\n?(?P<block_tex>[^$]+?)\n?[ \t]*\$\$[ \t]*(?:\n|$)"
SLOT = re.compile(r'<x-maths n="(\d+)"></x-maths>')
UNSETTABLE = re.compile("[^\\s!-~°·×±−≈≤≥Α-ω]")
#: Hebrew, Arabic and their neighbours: letters that are read from right to left.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
BLOCK = re.compile(r"<(p|li|h[2-6]|td|th)>")
UNITS_PER_EM = 100  # matplotlib sets text outlines at 100 units to the em


def to_html(text: str) -> str:
    """Return Markdown with formulas as safe HTML blocks (paragraphs, lists, tables).

    Raises ValueError with a sentence when a formula cannot be set.
    """
    blocks = _Formulas()
    clean = _clean(str(_markdown(blocks)(text)))
    turned = BLOCK.sub(r'<\1 dir="auto">', clean) if RIGHT_TO_LEFT.search(text) else clean
    return blocks.fill(turned).strip()


def to_inline(text: str) -> str:
    """Return one line of Markdown with formulas as safe HTML, no paragraph around it.

    Raises ValueError with a sentence when a formula cannot be set.
    """
    formulas = _Formulas()
    parser = _markdown(formulas)
    tokens = parser.inline(" ".join(text.split()), {"ref_links": {}})
    return formulas.fill(_set_apart(_clean(_Page(formulas).render_tokens(tokens, BlockState())), text))


def to_words(text: str) -> str:
    """Return Markdown as plain words on one line, formulas spelled out, for screens that show text only."""
    marked = re.sub(r'<svg[^>]*aria-label="([^"]*)".*?</svg>', r" \1 ", to_html(text), flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", lambda tag: "" if _is_inline(tag[0]) else " ", marked)
    plain = re.sub(r" ([.,;:?!])(?!\d)", r"\1", " ".join(html.unescape(words).split()))
    return f"\u2068{plain}\u2069" if RIGHT_TO_LEFT.search(plain) else plain


def words_to_html(text: str) -> str:
    """Return plain words as HTML that shows them as they are; it stands between tags, not in an attribute."""
    return _set_apart(html.escape(text), text)


def _set_apart(markup: str, text: str) -> str:
    """Keep words that run from right to left from turning the sentence around them."""
    return f"<bdi>{markup}</bdi>" if RIGHT_TO_LEFT.search(text) else markup


@lru_cache(maxsize=512)
def svg_math(tex: str, display: bool = False) -> str:
    """Return a TeX formula as one inline SVG, sized in em and sitting on the text's baseline.

    Raises ValueError with a sentence that quotes the formula when matplotlib cannot set it.
    """
    width, height, depth, path = _outline(tex.strip())
    box = f"0 {_number(depth - height)} {_number(width)} {_number(height)}"
    kind = "lesson-math lesson-math-display" if display else "lesson-math"
    size = f'width="{_em(width)}" height="{_em(height)}" overflow="visible"'
    return (
        f'<svg class="{kind}" role="img" aria-label="{html.escape(_spoken(tex))}" viewBox="{box}" '
        f'{size} style="vertical-align:{_em(-depth)}">'
        f'<path fill="currentColor" d="{path}"/></svg>'
    )


class _Formulas:
    """The formulas of one text: each leaves an empty slot and is put in after the text is sanitised."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def slot(self, tex: str, display: bool) -> str:
        self.drawn.append(svg_math(tex, display))
        return f'<x-maths n="{len(self.drawn) - 1}"></x-maths>'

    def fill(self, clean: str) -> str:
        return SLOT.sub(lambda slot: self.drawn[int(slot[1])], clean)


class _Page(mistune.HTMLRenderer):
    """Plain headings below the page's only h1, links that may be followed, pictures as their words."""

    def __init__(self, formulas: _Formulas) -> None:
        super().__init__(escape=True)
        self.formulas = formulas

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<h{max(level, 2)}>{text}</h{max(level, 2)}>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        safe = LINK.match(url.strip())
        return f'<a href="{html.escape(url.strip())}" rel="noopener">{text}</a>' if safe else text

    def block_code(self, code: str, info: str | None = None) -> str:
        # Words behind the marks of a fence would name a language that nobody is shown; here no word is lost.
        shown = "\n".join(part for part in (info or "", code) if part)
        return f"<pre><code>{html.escape(shown)}</code></pre>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def inline_maths(self, tex: str) -> str:
        return self.formulas.slot(tex, display=False)

    def display_maths(self, tex: str) -> str:
        return self.formulas.slot(tex, display=True)

    def block_maths(self, tex: str) -> str:
        return f"<p>{self.formulas.slot(tex, display=True)}</p>\n"


def _markdown(formulas: _Formulas) -> Markdown:
    return Markdown(_Page(formulas), plugins=[table, _maths])


def _maths(md: Markdown) -> None:
    md.block.register("block_maths", BLOCK_MATHS, _read_block_maths, before="list")
    md.inline.register("inline_maths", INLINE_MATHS, _read_inline_maths, before="codespan")


def _read_block_maths(parser: BlockParser, found: re.Match[str], state: BlockState) -> int:
    state.append_token({"type": "block_maths", "raw": found["block_tex"]})
    return found.end()


def _read_inline_maths(parser: InlineParser, found: re.Match[str], state: InlineState) -> int:
    kind = "inline_maths" if found["tex"] else "display_maths"
    state.append_token({"type": kind, "raw": found["tex"] or found["display_tex"]})
    return found.end()


def _clean(markup: str) -> str:
    return str(_cleaner().clean(markup))


@cache
def _cleaner() -> bleach.Cleaner:
    return bleach.Cleaner(tags=TAGS, attributes=_may_keep, protocols=SCHEMES, strip=True)


def _may_keep(tag: str, name: str, value: str) -> bool:
    if tag == "a":
        return (name == "rel" and value == "noopener") or (name == "href" and bool(LINK.match(value)))
    return tag == "x-maths" and name == "n"


def _is_inline(tag: str) -> bool:
    return re.match(r"</?(?:a|code|del|em|strong|sub|sup)\b", tag) is not None


def _outline(tex: str) -> tuple[float, float, float, str]:
    """Return width, height and depth below the baseline (100 to the em) and the SVG path of a formula."""
    from matplotlib.path import Path
    from matplotlib.textpath import text_to_path

    if strange := UNSETTABLE.search(tex):  # matplotlib would draw a stand-in for it and say nothing
        raise ValueError(f"The formula ${tex}$ cannot be set. It has no letter for {strange[0]!r}.")
    try:
        width, height, depth = text_to_path.get_text_width_height_descent(f"${tex}$", _font(), ismath=True)
        points, codes = text_to_path.get_text_path(_font(), f"${tex}$", ismath=True)
    except (ValueError, RuntimeError) as cause:
        raise ValueError(f"The formula ${tex}$ cannot be set; mathtext does not know it.") from cause
    if not len(codes):
        raise ValueError(f"The formula ${tex}$ is empty. Something to draw is expected between the dollars.")
    return float(width), float(height), float(depth), _path(Path(points, codes))


def _font() -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family="DejaVu Sans", size=UNITS_PER_EM, math_fontfamily="stixsans")


def _path(outline: Path) -> str:
    letters = {outline.MOVETO: "M", outline.LINETO: "L", outline.CURVE3: "Q", outline.CURVE4: "C"}
    steps = outline.iter_segments(simplify=False, curves=True)
    return "".join("Z" if code == outline.CLOSEPOLY else letters[code] + _pairs(step) for step, code in steps)


def _pairs(step: NDArray[np.float64]) -> str:
    # Matplotlib's y grows upwards, a page's grows downwards.
    signed = [-value if index % 2 else value for index, value in enumerate(step.tolist())]
    return " ".join(_number(value) for value in signed)


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0 turns a minus nought into a nought


def _em(units: float) -> str:
    return f"{units / UNITS_PER_EM:.3f}em"


SPOKEN: Sequence[tuple[str, str]] = (
    (r"\\(?:d|t)?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r" (\1) over (\2) "),
    (r"\\sqrt\s*\{([^{}]*)\}", r" square root of (\1) "),
    (r"\\(?:mathrm|text|mathit|mathbf|operatorname)\s*\{([^{}]*)\}", r" \1 "),
    (r"\^\s*\{?\s*\\circ\s*\}?|°", " degrees "),
    (r"\^\s*\{?2\}?(?!\d)", " squared "),
    (r"\^\s*\{?3\}?(?!\d)", " cubed "),
    (r"\^\s*\{([^{}]*)\}|\^\s*(\w)", r" to the power \1\2 "),
    (r"_\s*\{([^{}]*)\}|_\s*(\w)", r" sub \1\2 "),
    (r"\\times|\\cdot", " times "),
    (r"\\approx|\\sim", " about "),
    (r"\\pm", " plus or minus "),
    (r"\\leq?(?![a-z])", " at most "),
    (r"\\geq?(?![a-z])", " at least "),
    (r"\\%", " percent "),
    (r"\\[,;:! ]", " "),
    (r"=", " equals "),
    (r"\+", " plus "),
    (r"<", " less than "),
    (r">", " more than "),
    (r"(?<=[\w)}])\s*[-−]", " minus "),
    (r"\\([A-Za-z]+)", r" \1 "),
    (r"[{}\\]", " "),
)


def _spoken(tex: str) -> str:
    for pattern, words in SPOKEN:
        tex = re.sub(pattern, words, tex)
    return " ".join(re.sub(r"\((\s*[\w.]+\s*)\)", r"\1", tex).split())
