"""SCORM 1.2: lessons in a package that a learning platform opens, one after another, and keeps the answers of."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

from lessons_lib.publish.lms.canvas import EPOCH

__all__ = ["COURSE", "STORE", "ScormPage", "to_scorm", "write_manifest"]

#: The script that keeps answers in a platform; it stands in a page in the place of the browser's.
STORE = "scorm_store.js"
COURSE = "From the Ground Up"
MANIFEST = "imsmanifest.xml"
#: The words of ADL and IMS; the addresses are names, nobody asks for them.
SPACES = {
    "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
}
LONGEST = 200  # letters of a title, for which platforms must have room
#: A link to another page of the course, or out of it.
LINK = re.compile(
    r"""<a(\b[^>]*?\ href="(?:(?P<page>[^":#?/]+)\.html(?:\#[^"]*)?|https?:[^"]*)"[^>]*>(?P<words>.*?)</a>)""",
    re.DOTALL | re.VERBOSE,
)
#: What XML cannot hold, not even as a reference.
UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class ScormPage:
    """A page of a package: its file's stem, its title, its HTML; `tracked` says that it answers to the platform."""

    name: str
    title: str
    html: str
    tracked: bool = True


def to_scorm(identifier: str, title: str, pages: Sequence[ScormPage]) -> bytes:
    """Return a package of pages in their order, which is the order of the platform's list."""
    names = {page.name for page in pages}
    files = {f"{page.name}.html": _aim_links(page.html, names).encode() for page in pages}
    return _zip({**files, MANIFEST: write_manifest(identifier, title, pages).encode()})


def write_manifest(identifier: str, title: str, pages: Sequence[ScormPage]) -> str:
    """Return what tells a platform which pages there are, in which order, and which of them answer to it."""
    manifest = ET.Element("manifest", {"identifier": f"course-{_identify(identifier)}", "version": "1.2", **SPACES})
    metadata = ET.SubElement(manifest, "metadata")
    _text(metadata, "schema", "ADL SCORM")
    _text(metadata, "schemaversion", "1.2")
    organizations = ET.SubElement(manifest, "organizations", default="lessons")
    course = ET.SubElement(organizations, "organization", identifier="lessons")
    _text(course, "title", _shorten(title))
    resources = ET.SubElement(manifest, "resources")
    for page in pages:
        _add_item(course, page)
        _add_resource(resources, page)
    ET.indent(manifest)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(manifest, encoding="unicode")}\n'


def _add_item(course: ET.Element, page: ScormPage) -> None:
    name = _identify(page.name)
    item = ET.SubElement(course, "item", identifier=f"item-{name}", identifierref=f"page-{name}", isvisible="true")
    _text(item, "title", _shorten(page.title))


def _add_resource(resources: ET.Element, page: ScormPage) -> None:
    href = quote(f"{page.name}.html")
    about = {"identifier": f"page-{_identify(page.name)}", "type": "webcontent", "href": href}
    kind = {"adlcp:scormtype": "sco" if page.tracked else "asset"}
    ET.SubElement(ET.SubElement(resources, "resource", {**about, **kind}), "file", href=href)


def _identify(name: str) -> str:
    """A name as an identifier may be written; it must not change, as a platform knows a lesson by it from then on."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", name)


def _shorten(words: str) -> str:
    words = UNWRITABLE.sub("", " ".join(words.split()))
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _aim_links(html: str, names: Collection[str]) -> str:
    """A page whose links open a window of their own; those to pages outside the package are words only.

    In the platform's frame another page would take the lesson's place, and another lesson would write over its answers.
    """
    return LINK.sub(lambda link: _aim(link, names), html)


def _aim(link: re.Match[str], names: Collection[str]) -> str:
    if link["page"] and unquote(link["page"]) not in names:
        return link["words"]
    return f'<a target="_blank" rel="noopener"{link[1]}'


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files in the order of their names and without times, so that the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as still:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same wherever it is packed
            still.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
