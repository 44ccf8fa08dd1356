"""Outlines told in steps are the same outlines."""

import re

import pytest

from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs import shipped
from lessons_lib.publish.outlines import shorten_outlines


def shorten(outline):
    return re.search(' d="(.*?)"', shorten_outlines(f'<path d="{outline}" fill="none"/>'))[1]


@pytest.mark.parametrize(
    ("outline", "shorter"),
    [
        ("M0 410L540 410L540 0L0 0Z", "M0 410h540v-410h-540z"),
        ("M1.5 2L3 4L4.1 5.2", "M1.5 2l1.5 2 1.1 1.2"),
        ("M10 10Q1 2 3 4C1 2 3 4 5 6", "M10 10q-9-8-7-6c-2-2 0 0 2 2"),
        ("M1 1L2 3ZM5 5L6 7", "M1 1l1 2zm4 4l1 2"),
        ("M5 5L5 5", "M5 5h0"),
        ("M0.1 0.2L0.1 0.1", "M.1 .2v-.1"),
    ],
)
def test_an_outline_goes_from_point_to_point(outline, shorter):
    assert shorten(outline) == shorter


@pytest.mark.parametrize("outline", ["M8 1.5 14.5 14h-13Z", "m1 1l2 3", "M1 2 3 4Z", "M1,2L3,4", "M0 0A1 1 0 0 1 2 2"])
def test_what_is_written_in_another_way_stays(outline):
    assert shorten(outline) == outline


def test_nothing_but_outlines_changes():
    markup = '<p>M0 0L1 1</p><g d="M0 0L1 1"/><path id="M1 1L2 2" d="M1 1L2 3" stroke="#000"/>'
    assert shorten_outlines(markup) == markup.replace('"M1 1L2 3"', '"M1 1l1 2"')


def test_the_outlines_of_a_lab_take_a_seventh_less_room():
    lab = shipped()["spot_the_wedge"]
    svg = take_drawing(lab.function, lab.settings(), lab.name).svg
    assert len(shorten_outlines(svg)) < 6 / 7 * len(svg)
