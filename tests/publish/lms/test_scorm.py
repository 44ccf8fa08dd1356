"""Packages of lessons for a learning platform: what the manifest must hold, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import nbformat
import pytest

from lessons_lib.publish import site
from lessons_lib.publish.lms.scorm import STORE, ScormPage, to_scorm, write_manifest

from ..conftest import RUN_WIDGET, code_cell, notebook

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
PAGES = [
    ScormPage("00-start-here", "Start here", '<p><a href="01-chain.html#Top">The chain</a></p>'),
    ScormPage("01-chain", "The chain", '<p>See <a href="guide.html">the <b>guide</b></a>.</p>'),
    ScormPage("aid", "Should I?", "<p>Aid</p>", tracked=False),
]


def read(package: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


# --- what a platform would stumble over -------------------------------------------------------------------------------


def faults(files: dict[str, str]) -> list[str]:
    """What is wrong with a package, file by file as text."""
    if "imsmanifest.xml" not in files:
        return ["no imsmanifest.xml at the top"]
    try:
        manifest = ET.fromstring(files["imsmanifest.xml"])
    except ET.ParseError:
        return ["the manifest is not well-formed"]
    return [*find_shape_faults(manifest), *find_name_faults(manifest), *find_file_faults(manifest, set(files))]


def find_shape_faults(manifest: ET.Element) -> list[str]:
    children = [child.tag for child in manifest]
    organizations = manifest.find(f"{CP}organizations")
    known = {one.get("identifier") for one in manifest.iter(f"{CP}organization")}
    titles = [one.findtext(f"{CP}title") for tag in ("organization", "item") for one in manifest.iter(f"{CP}{tag}")]
    told = {
        "the root is no manifest": manifest.tag != f"{CP}manifest",
        "its parts": children != [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"],
        "its schema": manifest.findtext(f"{CP}metadata/{CP}schema") != "ADL SCORM",
        "its version": manifest.findtext(f"{CP}metadata/{CP}schemaversion") != "1.2",
        "its default": organizations is None or organizations.get("default") not in known,
        "a title is missing or long": not all(title and len(title) <= 200 for title in titles),
        "a type": {one.get("type") for one in manifest.iter(f"{CP}resource")} - {"webcontent"},
        "a scormtype": {one.get(f"{ADL}scormtype") for one in manifest.iter(f"{CP}resource")} - {"sco", "asset"},
    }
    return [fault for fault, is_so in told.items() if is_so]


def find_name_faults(manifest: ET.Element) -> list[str]:
    names = [one.get("identifier", "") for one in manifest.iter() if one.tag.removeprefix(CP) in NAMED]
    resources = {one.get("identifier") for one in manifest.iter(f"{CP}resource")}
    asked = [one.get("identifierref") for one in manifest.iter(f"{CP}item")]
    return [
        *(f"{name!r} is no name" for name in names if not NAME.fullmatch(name)),
        *(f"{name!r} stands twice" for name in sorted(set(names)) if names.count(name) > 1),
        *(f"{name!r} is no resource" for name in asked if name not in resources),
    ]


NAMED = ("manifest", "organization", "item", "resource")


def find_file_faults(manifest: ET.Element, files: set[str]) -> list[str]:
    listed = {one.get("href", "") for one in manifest.iter(f"{CP}file")}
    launched = {one.get("href", "") for one in manifest.iter(f"{CP}resource")}
    there = {unquote(href) for href in listed}
    return [
        *(f"{href} is no path inside the package" for href in sorted(listed | launched) if not is_inside(href)),
        *(f"{href} is launched but not listed" for href in sorted(launched - listed)),
        *(f"{name} is listed but not there" for name in sorted(there - files)),
        *(f"{name} is there but not listed" for name in sorted(files - there - {"imsmanifest.xml"})),
    ]


def is_inside(href: str) -> bool:
    return bool(href) and href.isascii() and not re.search(r"^/|\\|^\w+:|(^|/)\.\.(/|$)|\s", href)


GOOD = read(to_scorm("course", "A course", PAGES))


def test_a_package_has_no_fault():
    assert faults(GOOD) == []


def spoil(before: str, after: str) -> dict[str, str]:
    text = GOOD["imsmanifest.xml"]
    assert before in text
    return {**GOOD, "imsmanifest.xml": text.replace(before, after)}


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"01-chain.html": ""}, "no imsmanifest.xml at the top"),
        (spoil("</manifest>", ""), "the manifest is not well-formed"),
        (spoil("The chain", "The chain & more"), "the manifest is not well-formed"),
        (spoil("imscp_rootv1p1p2", "other"), "the root is no manifest"),
        (spoil("<schemaversion>1.2", "<schemaversion>2004"), "its version"),
        (spoil('default="lessons"', 'default="other"'), "its default"),
        (spoil("<title>Start here</title>", "<title></title>"), "a title is missing or long"),
        (spoil("adlcp_rootv1p2", "other"), "a scormtype"),
        (spoil('"asset"', '"page"'), "a scormtype"),
        (spoil('identifier="item-aid"', 'identifier="2-aid"'), "'2-aid' is no name"),
        (spoil('identifier="item-aid"', 'identifier="item-01-chain"'), "'item-01-chain' stands twice"),
        (spoil('identifierref="page-aid"', 'identifierref="page-x"'), "'page-x' is no resource"),
        (spoil("aid.html", "/aid.html"), "/aid.html is no path inside the package"),
        (spoil("aid.html", "..\\aid.html"), "..\\aid.html is no path inside the package"),
        (spoil("aid.html", "http://x/aid.html"), "http://x/aid.html is no path inside the package"),
        (spoil('<file href="aid.html" />', ""), "aid.html is launched but not listed"),
        ({name: text for name, text in GOOD.items() if name != "aid.html"}, "aid.html is listed but not there"),
        ({**GOOD, "more.html": ""}, "more.html is there but not listed"),
    ],
)
def test_a_fault_in_a_package_is_seen(files, fault):
    assert fault in faults(files)


# --- what stands in it ------------------------------------------------------------------------------------------------


def test_the_pages_are_listed_in_their_order_and_only_lessons_answer_to_the_platform():
    manifest = ET.fromstring(write_manifest("course", "A course", PAGES))
    items = [(item.findtext(f"{CP}title"), item.get("identifierref")) for item in manifest.iter(f"{CP}item")]
    kinds = {one.get("identifier"): one.get(f"{ADL}scormtype") for one in manifest.iter(f"{CP}resource")}
    assert [(title, kinds[name]) for title, name in items] == [
        ("Start here", "sco"), ("The chain", "sco"), ("Should I?", "asset"),
    ]  # fmt: skip


def test_nobody_can_fail_as_there_is_no_mark_to_pass():
    assert "mastery" not in GOOD["imsmanifest.xml"]


HOSTILE = [
    "</title><item>",
    "A & B",
    '"quoted"',
    "]]>",
    "\0bell\x07",
    "\ud800",
    "👣 “مرحبا”",
    "x" * 10_000,
    " \n ends \t",
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_any_title_is_words_in_the_manifest(title):
    text = write_manifest("course", title, [ScormPage("01", title, "")])
    manifest = ET.fromstring(text.encode())
    shown = {one.text for one in manifest.iter(f"{CP}title")}
    assert len(shown) == 1
    assert [len(list(manifest.iter(f"{CP}{tag}"))) for tag in ("item", "resource")] == [1, 1]
    plain = " ".join(title.replace("\0", "").replace("\x07", "").replace("\ud800", "").split())
    assert shown == {plain if len(plain) <= 200 else f"{plain[:199]}…"} or (shown == {None} and not plain)


@pytest.mark.parametrize("name", ["with space", "ü", "a&b", '"', "10% more", "_under"])
def test_a_file_of_any_name_is_found_by_its_address(name):
    pages = [ScormPage(name, "One", ""), ScormPage("other", "Two", "")]
    assert faults(read(to_scorm("course", "A course", pages))) == []


def test_names_that_differ_stay_different():
    names = ["a b", "a_20_b", "a-b", "A-b", "a.b", "a+b"]
    assert faults(read(to_scorm("course", "C", [ScormPage(name, name, "") for name in names]))) == []


def test_a_link_to_a_page_of_the_package_opens_a_window_and_one_to_any_other_becomes_words():
    away = '<p><a target="_blank" rel="noopener" href="01-chain.html#Top">The chain</a></p>'
    assert GOOD["00-start-here.html"] == away
    assert GOOD["01-chain.html"] == "<p>See the <b>guide</b>.</p>"


def pack_one(html: str) -> str:
    return read(to_scorm("course", "C", [ScormPage("a page", "One", html)]))["a page.html"]


@pytest.mark.parametrize(
    "link", ['<a href="https://x.org/guide.html">out</a>', '<a class="x" href="a%20page.html">m</a>']
)
def test_no_link_takes_the_lessons_place(link):
    assert pack_one(f"{link} {link}") == " ".join([link.replace("<a", '<a target="_blank" rel="noopener"')] * 2)


@pytest.mark.parametrize("kept", ['<a href="#Top">up</a>', '<a href="tel:112">112</a>', '<a href="mailto:a@b">m</a>'])
def test_links_that_lead_to_no_page_stay_as_they_are(kept):
    assert pack_one(kept) == kept


def test_the_same_pages_give_the_same_bytes_and_no_trace_of_when_or_where():
    first, second = (to_scorm("course", "A course", PAGES) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.namelist() == sorted(opened.namelist())
        about = {(one.date_time, one.create_system, one.external_attr) for one in opened.infolist()}
    assert about == {((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16)}
    assert to_scorm("course", "A course", PAGES[::-1]) != first


@pytest.mark.slow
def test_a_lesson_that_is_run_twice_gives_the_same_package(tmp_path):
    lesson = tmp_path / "01-tiny.ipynb"
    nbformat.write(notebook(code_cell(RUN_WIDGET)), lesson)
    packages = []
    for time in ("first", "second"):
        (result,) = site.build([lesson], tmp_path / time, store=STORE)
        assert result.problem == ""
        packages.append(to_scorm("tiny", "Tiny", [ScormPage("01-tiny", "Tiny", result.page.read_text("utf-8"))]))
    assert packages[0] == packages[1]
    assert "LMSInitialize" in read(packages[0])["01-tiny.html"]
