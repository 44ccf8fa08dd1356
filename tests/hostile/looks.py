"""Reads HTML as strictly as can be: what it would make a browser do, and which words it would show."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
DRAWN = frozenset({"circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "stop", "use"})
ACTING = frozenset(
    [
        "script",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "meta",
        "link",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "template",
        "noscript",
        "title",
        "xmp",
        "plaintext",
        "math",
        "animate",
        "set",
        "foreignobject",
        "audio",
        "video",
        "portal",
        "html",
        "head",
        "body",
    ]
)
ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "srcset", "srcdoc", "xlink:href", "poster", "ping"}
)
SAFE = re.compile(
    r"(?:https?://|mailto:|#|[\w-]+\.(?:ipynb|html)(?:#|$)|@@PLUGINFILE@@/|data:image/(?:png|svg\+xml);base64,)"
)
#: The word behind a fence names a language in a notebook's words: no style and no script of the pages asks for it.
LANGUAGE = re.compile(r"language-\S+")
HURTING_STYLE = re.compile(r"url\(|expression|@import|position\s*:\s*fixed|javascript", re.IGNORECASE)


@dataclass
class Seen:
    """What a piece of HTML holds: its words, its marks with their attributes, and what is wrong with it."""

    words: str = ""
    marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen, self.open = Seen(), []

    def handle_starttag(self, tag, attrs):
        self._note(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag not in {"b", "i", "em", "strong", "code", "a", "span", "bdi", "sub", "sup", "del"}:
            self.seen.words += " "

    def handle_startendtag(self, tag, attrs):
        self._note(tag, attrs)
        if tag not in VOID | DRAWN:
            self.seen.faults.append(f"<{tag}/> stays open")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.seen.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ""
        if inside != "style":
            self.seen.words += data
        elif HURTING_STYLE.search(data):
            self.seen.faults.append("a style that loads")

    def handle_comment(self, data):
        self.seen.faults.append(f"a comment: {data[:40]!r}")

    def handle_decl(self, decl):
        self.seen.faults.append(f"a declaration: {decl[:40]!r}")

    unknown_decl = handle_pi = handle_decl

    def _note(self, tag, attrs):
        self.seen.marks[tag, ""] += 1
        if tag in ACTING:
            self.seen.faults.append(f"<{tag}>")
        for name, value in attrs:
            self.seen.marks[tag, name] += 1
            self.seen.faults += _attribute_faults(tag, name, value or "")


def _attribute_faults(tag, name, value):
    if name.startswith("on"):
        yield f"<{tag} {name}>"
    if name in ADDRESSES and not SAFE.match(re.sub(r"[\x00-\x20]", "", value)):
        yield f"{tag} leads to {value[:40]!r}"
    if name == "style" and HURTING_STYLE.search(value):
        yield f"{tag} has the style {value[:40]!r}"
    if (tag, name) == ("code", "class") and not LANGUAGE.fullmatch(value):
        yield f"{tag} has the class {value[:40]!r}"


def look(html: str) -> Seen:
    """What a browser would make of a piece of HTML; a piece that leaves its container has a fault."""
    reader = _Reader()
    reader.feed(html)
    if "<" in reader.rawdata:
        reader.seen.faults.append(f"a mark that does not end: {reader.rawdata[:40]!r}")
    reader.close()
    reader.seen.faults += [f"<{tag}> is never closed" for tag in reader.open]
    return reader.seen


def read_moodle(xml: str) -> list[tuple[str, str]]:
    """The texts of a Moodle file, each with "html" or "plain"."""
    found = []
    for element in ET.fromstring(xml).iter():
        text = element.findtext("text")
        if text:
            html = element.get("format") == "html" or element.tag in {"answer", "subquestion"}
            found.append(("html" if html else "words", text))
    return found
