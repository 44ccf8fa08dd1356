"""The picture itself: safe, themeable, the same every time, and counted by the page as Python counted it."""

import re
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.patches import Circle

from lessons_lib.explorable import show
from lessons_lib.explorable.bake import rounded
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.explorable.tape import DECIMALS, TOLERANCE, Kind, Tape, write_number
from lessons_lib.explorable.widget import ExplorableWidget

from .samples import on_axes, random_settings, shipped

SCRIPT = ExplorableWidget._esm if isinstance(ExplorableWidget._esm, str) else str(ExplorableWidget._esm)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ("<script>alert(1)</script>", "a & b &amp; c", '"><image href="x"/>', "tab\there", "]]>", "'quoted'", "ä–°")


def everything(ax, v):
    """One of each: hatch, clip path, mesh, markers, dots, dashes, mathtext, ticks and texts."""
    x = np.linspace(0, 10, 9)
    ax.set(xticks=[0, 5, 10], yticks=[-10, 0, 10])
    ax.bar(5, v, hatch="//", facecolor="white", edgecolor="black")
    ax.plot(x, v * np.sin(x), "o--", color=(0.5 + v / 10, 0, 0))[0].set_clip_path(
        Circle((5, 0), 3, transform=ax.transData)
    )
    ax.pcolormesh(x, x - 5, np.outer(x[:-1], x[:-1]))
    ax.scatter(x, x, c=x, s=9 + v)
    ax.text(1, 1, "$x_2$")
    ax.text(1, v, show(v), rotation=30, rotation_mode="anchor", weight="bold", style="italic")
    return f"It is {show(v)}."


SAMPLE = on_axes(everything)
PICTURES = {
    "everything": take_drawing(SAMPLE.function, {"v": -1.5}, "every_thing2"),
    **{
        f"{lab.name} {place}": take_drawing(lab.function, values, lab.name)
        for lab in shipped().values()
        for place, values in enumerate([lab.settings(), *random_settings(lab, 2)])
    },
}
every_picture = pytest.mark.parametrize("drawing", PICTURES.values(), ids=PICTURES)


def elements(drawing):
    return list(ElementTree.fromstring(drawing.svg).iter())


# --- what the page relies on -----------------------------------------------------------------------------------------


@every_picture
def test_the_picture_is_whole_xml_with_a_name_for_screen_readers(drawing):
    root = elements(drawing)[0]
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == drawing.caption.write()


@every_picture
def test_no_id_holds_a_digit_and_each_stands_once(drawing):
    ids = [element.get("id") for element in elements(drawing) if element.get("id")]
    assert all(re.fullmatch(r"[a-z]+-[a-z]+", name) for name in ids)
    assert len(ids) == len(set(ids))


@every_picture
def test_every_reference_leads_to_an_id_of_the_picture(drawing):
    ids = {element.get("id") for element in elements(drawing)}
    assert set(re.findall(r"url\(#([^)]*)\)", drawing.svg)) <= ids


@every_picture
def test_no_style_attribute_and_no_font_of_a_machine(drawing):
    attributes = [pair for element in elements(drawing) for pair in element.attrib.items()]
    assert "style" not in dict(attributes)
    assert {value for name, value in attributes if name == "font-family"} == {"inherit"}
    assert "DejaVu" not in drawing.svg


@every_picture
def test_no_number_is_missing_or_endless(drawing):
    assert np.isfinite(drawing.values).all()
    assert not re.search(r"nan|inf\b|e[-+]\d", drawing.svg.partition(">")[2].split("<text")[0], re.IGNORECASE)


@every_picture
def test_the_texts_are_those_the_phrases_write(drawing):
    texts = ["".join(element.itertext()) for element in elements(drawing) if element.tag == f"{SVG}text"]
    assert texts == [phrase.write() for phrase in drawing.phrases]


def js_set(name):
    return set(re.findall(r'"([\w-]+)"', re.search(rf"const {name} = new Set\(\[(.*?)\]\)", SCRIPT, re.DOTALL)[1]))


def counted_by_the_page(drawing):
    """The picture's numbers as explorable.js finds them: below the root, attribute by attribute, in document order."""
    numbered, coloured, numbers = js_set("NUMBERED"), js_set("COLOURED"), []
    for element in elements(drawing)[1:]:
        for name, value in element.attrib.items():
            if name in coloured and value.startswith("#"):
                numbers += [int(value[at : at + 2], 16) for at in (1, 3, 5)]
            elif name in numbered:
                numbers += map(float, re.findall(r"-?\d+(?:\.\d+)?", value))
            else:
                assert name == "font-weight" or not re.search(r"\d", value), f"{name}={value!r} is not counted"
    return numbers


@every_picture
def test_the_page_counts_the_numbers_that_python_counted(drawing):
    assert counted_by_the_page(drawing) == rounded(drawing).tolist()


def test_the_page_and_python_count_in_the_same_units():
    units = dict(re.findall(r"(\w+): ([\d.]+)", re.search(r"const UNITS = \{(.*?)\}", SCRIPT)[1]))
    assert {name: float(unit) for name, unit in units.items()} == {
        kind.name.lower(): TOLERANCE[kind] for kind in Kind if kind is not Kind.WORD
    }


# --- the same every time ----------------------------------------------------------------------------------------------


def test_the_same_setting_gives_the_same_bytes():
    assert take_drawing(SAMPLE.function, {"v": -1.5}, "every_thing2").svg == PICTURES["everything"].svg


def test_a_learners_own_settings_do_not_reach_the_picture():
    loud = {"lines.linewidth": 9, "font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path", "axes.grid": True}
    with mpl.rc_context(loud):
        assert take_drawing(SAMPLE.function, {"v": -1.5}, "every_thing2").svg == PICTURES["everything"].svg


# --- hostile texts ----------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Glyph 9")  # matplotlib's font has no tab
@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_is_shown_as_words(words):
    lab = on_axes(lambda ax, v: ax.text(5, 0, words) and words)
    root = ElementTree.fromstring(take_drawing(lab.function, {"v": 0}, "hostile").svg)
    assert ["".join(text.itertext()) for text in root.iter(f"{SVG}text")] == [words]
    assert root.get("aria-label").split() == words.split()
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "g", "path", "text"}


# --- how numbers are written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [(1.25, Kind.PLACE, "1.2"), (3.0, Kind.PLACE, "3"), (-0.01, Kind.PLACE, "0"), (100.0, Kind.PLACE, "100"),
     (0.5, Kind.OPACITY, "0.5"), (1, Kind.OPACITY, "1"), (1.234, Kind.WIDTH, "1.23"), (0.0, Kind.WIDTH, "0"),
     (300, Kind.COLOUR, "ff"), (-4, Kind.COLOUR, "00"), (9.6, Kind.COLOUR, "0a")],
)  # fmt: skip
def test_numbers_are_written_short(value, kind, text):
    assert write_number(value, kind) == text


def test_a_written_number_is_nearer_than_a_tenth_of_what_is_promised():
    for kind, decimals in DECIMALS.items():
        assert 0.5 * 10**-decimals <= TOLERANCE[kind] / 10


def test_a_number_that_is_none_counts_as_zero():
    assert Tape().number(float("nan")).number(float("inf")).values == [0, 0]
