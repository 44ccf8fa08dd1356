"""The labs of the course: what each says about itself, what it says to the reader, and its colours."""

import re
from functools import cache
from itertools import product
from xml.etree import ElementTree

import pytest

from lessons_lib import labs, lesson, seeds
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs import palette
from lessons_lib.labs.domino import domino
from lessons_lib.labs.spot_the_wedge import ON_WEDGE, PAIRS, spot_the_wedge, tilts
from lessons_lib.labs.two_way_tibia import two_way_tibia
from lessons_lib.models import chain
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.style import FIGURES, dress
from tests.explorable.samples import random_settings, shipped

CSS = dress(FIGURES)
COLOURS = {name.lower(): value for name, value in vars(palette).items() if name.isupper()}
each_lab = pytest.mark.parametrize("lab", shipped().values(), ids=shipped())


@cache
def drawings(name):
    lab = shipped()[name]
    return [take_drawing(lab.function, values, name) for values in [lab.settings(), *random_settings(lab, 8)]]


def caption(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name).caption.write()


# --- what a lab says about itself -------------------------------------------------------------------------------------


def test_the_package_finds_the_same_labs():
    assert labs.shipped() == shipped()
    assert len(shipped()) >= 4


@each_lab
def test_a_lesson_can_call_the_lab(lab):
    assert getattr(lesson, lab.name) is lab
    assert lab.name in lesson.__all__


@each_lab
def test_the_docstring_names_a_misconception_of_the_seeds(lab):
    tags = re.findall(r"Misconception: ([\w-]+)\.", lab.__doc__)
    assert tags
    assert set(tags) <= set(misconceptions())


@each_lab
def test_the_docstring_tells_what_is_assumed(lab):
    assert re.search(r"\b(Assumptions?|Assumed): ", lab.__doc__)


@each_lab
def test_the_docstring_cites_works_of_the_bibliography(lab):
    cited = re.findall(r"\b([A-Z][a-z]+) ((?:19|20)\d\d)\b", lab.__doc__)
    works = [(work.author, str(work.year)) for work in seeds.references().values()]
    assert cited
    for name, year in cited:
        assert any(name in author and year == of for author, of in works), f"{name} {year} is not in references.bib"


# --- what it says to the reader ---------------------------------------------------------------------------------------


@each_lab
def test_the_caption_is_one_to_three_plain_sentences(lab):
    for drawing in drawings(lab.name):
        said = drawing.caption.write()
        assert 1 <= len(re.findall(r"[.?!](?= [A-Z0-9]|$)", said)) <= 3, said
        assert said[0].isupper()
        assert said[-1] in ".?!"
        assert not re.search(r"[<>*_`$#\n]|  ", said), said


@each_lab
def test_no_text_of_the_picture_is_empty_or_holds_markup(lab):
    for drawing in drawings(lab.name):
        for phrase in drawing.phrases:
            assert phrase.write().strip()
            assert not re.search(r"[<>*`$]", phrase.write())


# --- what each shows --------------------------------------------------------------------------------------------------


def test_on_ten_degrees_under_both_feet_the_pelvis_tips_by_one_point_six():
    assert "the pelvis tips forward 1.6°" in caption(domino, wedge=10, feet="both")


def test_on_one_foot_the_pelvis_tips_less():
    assert "the pelvis tips forward 1.4°" in caption(domino, wedge=10, feet="one")


def test_no_wedge_moves_nothing():
    assert "the heel rolls in about 0.0°, the pelvis tips forward 0.0°" in caption(domino, wedge=0)


def test_magnified_angles_change_the_body_and_no_word():
    true, five = (take_drawing(domino.function, domino.settings(scale=scale), "domino") for scale in ("true", "five"))
    assert [phrase.write() for phrase in true.texts] == [phrase.write() for phrase in five.texts]
    assert true.svg != five.svg


def test_both_answers_occur_among_the_pairs():
    assert set(ON_WEDGE) == set(PAIRS)
    assert set(ON_WEDGE.values()) == {"A", "B"}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_wedge_adds_the_mean_effect_to_who_stands_on_it(pair):
    effect = chain.respond(10.0).pelvic_tilt
    plain, there = tilts(pair, 0), tilts(pair)
    added = {name: there[name] - plain[name] for name in "AB"}
    assert added[ON_WEDGE[pair]] == pytest.approx(effect)
    assert min(added.values()) == 0


@pytest.mark.parametrize("pair", PAIRS)
def test_under_the_screen_nothing_tells_who_stands_on_the_wedge(pair):
    said = caption(spot_the_wedge, pair=pair)
    assert "It is" not in said
    assert f"It is {ON_WEDGE[pair]}:" in caption(spot_the_wedge, pair=pair, lifted=True)


def test_the_foot_explains_three_point_one_of_thirteen_point_three_degrees():
    said = caption(two_way_tibia)
    assert "The foot turns the shin 3.1°" in said
    assert "of the 13.3° measured" in said


def test_ten_point_two_degrees_from_above_make_up_the_rest():
    assert "that makes 13.3°" in caption(two_way_tibia, above=10.2)


# --- colours ----------------------------------------------------------------------------------------------------------


@each_lab
def test_every_colour_of_a_lab_stands_in_the_palette(lab):
    used = {colour for drawing in drawings(lab.name) for colour in re.findall(r'"(#[0-9a-f]{6})"', drawing.svg)}
    assert used
    assert used <= set(COLOURS.values())


def test_a_colour_from_elsewhere_would_be_seen():
    assert "#ff0000" not in COLOURS.values()


def themes():
    """Each palette colour as (light, dark), read from the style sheet."""
    found = re.findall(r"--(\w+): var\(--m-\w+, light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)\)", CSS)
    return {name: (light, dark) for name, light, dark in found if name != "red"}  # no figure is red


def test_the_style_sheet_knows_exactly_the_palette():
    assert {name: light for name, (light, _) in themes().items()} == COLOURS


@pytest.mark.parametrize(("name", "value"), COLOURS.items(), ids=COLOURS)
def test_every_palette_colour_is_mapped_as_fill_and_as_stroke(name, value):
    for role in ("fill", "stroke"):
        assert f'.lesson-figure [{role}="{value}"] {{ {role}: var(--{name}); }}' in CSS


def test_every_colour_changes_with_the_theme():
    assert all(light != dark for light, dark in themes().values())


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def name_of(colour):
    return next(name for name, value in COLOURS.items() if value == colour)


def text_colours():
    """The colours in which any lab writes, found in the pictures."""
    texts = [
        text
        for name in shipped()
        for drawing in drawings(name)
        for text in ElementTree.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    return sorted({name_of(text.get("fill")) for text in texts})


GRAPHICS = ("ink", "quiet", "blue", "orange", "green", "purple", "joint")
PALE = ("bone", "sky", "sand", "mint", "plum")
each_theme = pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])


def test_black_on_white_has_the_contrast_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@each_theme
def test_every_text_stands_out_on_paper_and_wash(theme):
    for text, ground in product(text_colours(), ("paper", "wash")):
        assert contrast(themes()[text][theme], themes()[ground][theme]) >= 4.5, f"{text} on {ground}"


@each_theme
def test_every_line_and_edge_stands_out_on_paper_and_wash(theme):
    for part, ground in product(GRAPHICS, ("paper", "wash")):
        assert contrast(themes()[part][theme], themes()[ground][theme]) >= 3, f"{part} on {ground}"


@each_theme
def test_ink_can_be_read_on_every_pale_fill(theme):
    for ground in PALE:
        assert contrast(themes()["ink"][theme], themes()[ground][theme]) >= 4.5, f"ink on {ground}"


def test_the_rule_colour_would_not_do_for_text():
    assert contrast(*(themes()[name][0] for name in ("rule", "paper"))) < 3
