"""Lessons as slides of the stock `jupyter nbconvert --to slides`, whose splitting is the one of our own pages."""

import re

import pytest
from nbconvert.exporters import SlidesExporter
from nbformat import from_dict

from .prose import ALONE, NOTEBOOKS, load
from .test_lesson_frame import slide_type

SHOWN = [name for name in NOTEBOOKS if name not in ALONE]


def stock(notebook, **settings):
    """What stands in the deck of the stock exporter; nothing is fetched to write it."""
    deck = SlidesExporter(**settings).from_notebook_node(notebook)[0]
    return deck[deck.index('<div class="reveal">') :]


def count(notebook, *kinds):
    return sum(slide_type(cell) in kinds for cell in notebook.cells)


@pytest.mark.parametrize("name", SHOWN)
def test_the_stock_exporter_makes_a_section_of_each_slide(name):
    notebook = load(NOTEBOOKS[name])
    columns, slides = count(notebook, "slide"), count(notebook, "slide", "subslide")
    deck = stock(notebook)
    assert len(re.findall(r"<section", deck)) == columns + slides
    assert len(re.findall(r"</section>", deck)) == columns + slides


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_skipped_is_not_in_the_deck_and_urgent_help_is(name):
    notebook = load(NOTEBOOKS[name])
    deck = stock(notebook)
    assert "lessons_lib.lesson" not in deck
    assert "Some back pain needs help now, and no insert." in deck


def test_a_deck_without_code_keeps_its_words():
    deck = stock(load(NOTEBOOKS["01-kinetic-chain"]), exclude_input=True)
    assert "chain.respond" not in deck
    assert "How far does the tilt travel?" in deck


def test_a_teacher_who_is_offline_names_the_place_of_the_slide_scripts():
    notebook = load(NOTEBOOKS["01-kinetic-chain"])
    deck = SlidesExporter(reveal_url_prefix="reveal.js").from_notebook_node(notebook)[0]
    assert 'href="reveal.js/dist/reveal.css"' in deck
    assert "unpkg.com/reveal.js" not in deck


def test_a_changed_type_changes_the_deck():
    notebook = from_dict(load(NOTEBOOKS["01-kinetic-chain"]))
    before = stock(notebook).count("<section")
    next(cell for cell in notebook.cells if cell.id == "travel").metadata.slideshow.slide_type = "subslide"
    assert stock(notebook).count("<section") == before - 1
