"""What may not stand in a page that works offline and is read aloud."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .failure import LessonFailed

Attributes = list[tuple[str, str | None]]
LOADING = frozenset({"src", "srcset", "poster", "data", "background"})
OUTSIDE = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
OUTSIDE_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(https?:)?//", re.IGNORECASE)


class _Reader(HTMLParser):
    """Raises LessonFailed at the first element that breaks a rule."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        _check_picture(tag, dict(attrs))
        _check_loading(tag, attrs)


def check(markup: str) -> str:
    """Return the markup unchanged.

    Raises LessonFailed with a sentence when a picture has no text alternative or something would be
    loaded from the web.
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    if OUTSIDE_STYLE.search("".join(re.findall(r"(?is)<style.*?</style>", markup))):
        raise LessonFailed("A style would load something from the web, and a page must work offline.")
    return markup


def _check_picture(tag: str, attributes: dict[str, str | None]) -> None:
    decorative = attributes.get("role") == "presentation" or attributes.get("aria-hidden") == "true"
    if tag == "img" and not decorative and not (attributes.get("alt") or "").strip():
        raise LessonFailed("A picture has no alt text; say in words what it shows.")


def _check_loading(tag: str, attributes: Attributes) -> None:
    for name, value in attributes:
        loads = name in LOADING or (tag in {"link", "image", "use"} and name.endswith("href"))
        if loads and OUTSIDE.match(value or ""):
            raise LessonFailed(f"It would load {value} from the web, and a page must work offline.")
