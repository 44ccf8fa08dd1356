"""The lessons are written for grade 8 or below (Flesch and Kincaid's formula, syllables by hyphenation)."""

import re

import pytest
from pyphen import Pyphen

from .prose import LESSONS, for_grading, load, paragraphs, texts_of

HYPHENS = Pyphen(lang="en_US")
MOST = 8.0


def syllables(word):
    return len(HYPHENS.positions(word)) + 1


def grade(text):
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in re.split(r"[.?!]+(?=\s|$)", text) if re.search(r"\w", part)]
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def prose_of(name):
    cells = [text for _, text in texts_of(load(LESSONS[name]))]
    return [for_grading(paragraph) for text in cells for paragraph in paragraphs(text)]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_reads_at_grade_eight_or_below(name):
    assert grade(" ".join(prose_of(name))) <= MOST


@pytest.mark.parametrize("name", LESSONS)
def test_no_longer_paragraph_of_a_lesson_is_far_above_it(name):
    long = [paragraph for paragraph in prose_of(name) if len(paragraph.split()) >= 40]
    assert {paragraph[:60]: round(grade(paragraph), 1) for paragraph in long if grade(paragraph) > MOST + 3} == {}


def test_a_hard_sentence_is_above_grade_eight():
    assert grade("Biomechanical realignment interventions necessitate multidisciplinary evaluation procedures.") > 15


def test_an_easy_sentence_is_far_below():
    assert grade("The foot rolls in. The shin turns. Then the hip moves too.") < 3


def test_formulas_citations_and_list_marks_do_not_count():
    text = "So $r = 0.30$ holds (Pinto and others, 2008).\n\n- one item\n- two items\n"
    assert [for_grading(part) for part in paragraphs(text)] == ["So  holds.", "one item.", "two items."]


def test_code_does_not_count():
    assert paragraphs("Read.\n\n```\nbiomechanics = realignment\n```\n\nThen go.") == ["Read.", "Then go."]
