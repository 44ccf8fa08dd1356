"""The page of problems: every way that it shows leads to a section or a card that is there."""

import re

import pytest

from lessons_lib import seeds

from .prose import NOTEBOOKS, load
from .test_lesson_frame import calls, headings

LINK = re.compile(r"\]\(([\w-]+)\.ipynb#([^)]+)\)")


def places(name):
    """Where one can go in a lesson: headings as JupyterLab writes their ids, and the cards."""
    notebook = load(NOTEBOOKS[name])
    return {re.sub(r"\s", "-", words) for _, words in headings(notebook)} | {
        f"claim-{claim}" for claim in calls(notebook, "claim")
    }


def links_of(name):
    return [link for cell in load(NOTEBOOKS[name]).cells for link in LINK.findall(cell.source)]


@pytest.mark.parametrize(("lesson", "place"), links_of("conditions"))
def test_a_way_leads_to_a_place_that_is_there(lesson, place):
    assert place in places(lesson)


def test_a_place_that_is_not_there_would_be_missed():
    assert "Elbow-pain" not in places("05-kinds-of-insert")


def test_every_claim_about_a_problem_stands_in_a_lesson_that_the_page_leads_to():
    led = {lesson[:2] for lesson, _ in links_of("conditions")}
    assert {claim.lesson for claim in seeds.claims().values() if claim.topic == "condition"} <= led


def test_each_section_on_a_foot_problem_is_reached():
    sections = [words for _, words in headings(load(NOTEBOOKS["05-kinds-of-insert"]))]
    problems = sections[sections.index("Which foot problem?") + 1 : sections.index("Sources")]
    reached = {place for _, place in links_of("conditions")}
    assert {re.sub(r"\s", "-", one) for one in problems} <= reached
