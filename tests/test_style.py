"""The palette goes before every style sheet in JupyterLab, and stands once in a page."""

import re
from pathlib import Path

import pytest

import lessons_lib
from lessons_lib.style import FIGURES, PALETTE, dress, undress

PACKAGE = Path(lessons_lib.__file__).parent
SHEETS = [path for path in sorted(PACKAGE.rglob("*.css")) if "templates" not in path.parts]
#: What is printed as it is, and the two blues of a footprint.
OWN = {"#1f2a35", "#54626f", "#8a96a3", "#8a949e", "#ffffff", "#6aa9d6", "#4d93c4"}
SCRIPTS = "".join(path.read_text("utf-8") for kind in ("js", "j2") for path in sorted(PACKAGE.rglob(f"*.{kind}")))
#: Numbers that a page writes beside an element: how long a bar is, how large a slide.
WRITTEN = set(re.findall(r"""["'`](--[a-z]+)""", SCRIPTS))


def colours_in(style: str) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{6}\b", style))


def test_a_dressed_sheet_begins_with_the_palette_and_undressed_is_itself(tmp_path):
    sheet = tmp_path / "own.css"
    sheet.write_text("p { color: var(--ink); }")
    assert dress(sheet).startswith(PALETTE.read_text("utf-8"))
    assert undress(dress(FIGURES, sheet)) == "p { color: var(--ink); }"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_the_palette_and_its_mapping_say_what_colour_a_colour_is(sheet):
    if sheet not in (PALETTE, FIGURES):
        assert colours_in(sheet.read_text("utf-8")) <= OWN


def test_a_sheet_with_a_colour_of_its_own_would_be_seen():
    assert not colours_in("a { color: #0a66a3; }") <= OWN


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_variable_that_a_sheet_uses_is_declared_somewhere(sheet):
    declared = set(re.findall(r"(--[\w-]+):", "".join(each.read_text("utf-8") for each in SHEETS)))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text("utf-8"))) <= declared | WRITTEN
