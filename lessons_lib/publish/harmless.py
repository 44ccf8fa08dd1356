"""What the HTML inside a lesson's markdown may do: mark words up. It may not act, cover the page or leave its cell."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .failure import LessonFailed

__all__ = ["TAGS", "check_harmless"]

Attributes = list[tuple[str, str | None]]
VOID = frozenset({"br", "col", "hr", "img", "wbr"})
#: A browser closes these by itself.
LENIENT = frozenset({"dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
DRAWN = frozenset({"circle", "defs", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text"})
TAGS = VOID | LENIENT | DRAWN | frozenset(
    {
        "a", "abbr", "b", "bdi", "blockquote", "caption", "cite", "code", "colgroup", "del", "desc", "details",
        "dfn", "div", "dl", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd",
        "mark", "ol", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary",
        "sup", "table", "time", "title", "tspan", "u", "ul", "var",
    }
)  # fmt: skip
ADDRESSES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "ping", "poster", "src", "xlink:href"}
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
SCHEMES = ("http:", "https:", "mailto:")
PICTURE = re.compile(r"data:(?:image/(?:png|jpeg|gif|webp|svg\+xml|bmp)|,|;)")
STYLE = re.compile(r"url\(|expression|@import|position|\\|behaviou?r", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--)[^<>])*-->")
REST = "Write it with Markdown's marks, or between backticks to show it as it is."


def check_harmless(markup: str) -> str:
    """Return the HTML of one cell unchanged; raises LessonFailed with a sentence when it does more."""
    reader = _Reader()
    reader.feed(COMMENT.sub("", markup))
    if reader.rawdata.strip() and "<" in reader.rawdata:
        raise LessonFailed(f"Its HTML has a mark that does not end: {_short(reader.rawdata)}. {REST}")
    reader.close()
    if left := [tag for tag in reader.open if tag not in LENIENT]:
        raise LessonFailed(f"Its HTML opens <{left[-1]}> and never closes it. {REST}")
    return markup


class _Reader(HTMLParser):
    """Raises LessonFailed at the first mark that may not stand in a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        _check_mark(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        _check_mark(tag, attrs)
        if tag not in VOID | DRAWN:  # to a browser <div/> is a <div> that stays open
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in LENIENT:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            raise LessonFailed(f"Its HTML closes <{tag}>, which is not open there. {REST}")

    def handle_comment(self, data: str) -> None:
        raise LessonFailed(f"Its HTML has a comment that is not plain words between <!-- and -->. {REST}")

    def handle_decl(self, decl: str) -> None:
        raise LessonFailed(f"Its HTML holds <!{_short(decl)}>, which is no mark for words. {REST}")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)


def _check_mark(tag: str, attributes: Attributes) -> None:
    if tag not in TAGS:
        raise LessonFailed(f"Its HTML holds <{_short(tag)}>, which a page does not show. {REST}")
    for name, value in attributes:
        if name.startswith("on") or (name == "style" and STYLE.search(value or "")):
            raise LessonFailed(f"Its HTML holds the attribute {_short(name)}, which may act. {REST}")
        if name in ADDRESSES and not _leads_somewhere_safe(value or "", tag):
            raise LessonFailed(f"Its link leads to {_short(value or '')}, which is no page, mail address or place.")


def _leads_somewhere_safe(address: str, tag: str) -> bool:
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address).lower()  # a browser overlooks these
    found = SCHEME.match(bare)
    if not found:
        return not bare.startswith(("//", "\\\\", "/\\", "\\/"))  # whose page that is depends on where this one stands
    return found[0] in SCHEMES or (tag == "img" and PICTURE.match(bare) is not None)


def _short(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
