"""Every lesson as a file that somebody opens: light, silent, alive, for phones, in the dark and for everybody."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from lessons_lib.labs import shipped

from .drive import finish_everything, read_contrasts
from .server import NAME, ROOT
from .tools import show_all

NOTEBOOKS = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
WIDTHS, SCHEMES = (1280, 360), ("light", "dark")
MOST_BYTES, MOST_OF = 400_000, {"decision-aid": 250_000}
MOST_ZIPPED = 100_000  # as it travels to the reader
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
SEEN = [(lesson, 1280, "light", False) for lesson in NOTEBOOKS] + [(lesson, 360, "dark", True) for lesson in NOTEBOOKS]
# High contrast as the system asks for it; every page once, at one width and in one scheme.
SEEN += [
    (lesson, WIDTHS[place % 2], f"{SCHEMES[place // 2 % 2]} contrast", True) for place, lesson in enumerate(NOTEBOOKS)
]
SEEN += [
    (NAME, 1280, "dark", True),
    (NAME, 360, "light", True),
    (NAME, 1280, "light", True),
    (NAME, 360, "dark", False),
]

LESSONS = [name for name in NOTEBOOKS if re.match(r"\d\d-", name)]

each_lesson = pytest.mark.parametrize("lesson", NOTEBOOKS)
each_numbered = pytest.mark.parametrize("lesson", LESSONS)
each_width = pytest.mark.parametrize("width", WIDTHS)


def labs_of(lesson: str) -> list[str]:
    """The names of the labs that a notebook calls, in order."""
    code = NOTEBOOKS[lesson].read_text(encoding="utf-8")
    return [name for name in re.findall(r"\b(\w+)\(", code) if name in shipped()]


@each_lesson
def test_a_page_weighs_at_most_400_kilobytes_and_the_aid_250(pages, lesson):
    assert pages[lesson].stat().st_size <= MOST_OF.get(lesson, MOST_BYTES)


def test_zipped_a_page_of_the_site_weighs_at_most_100_kilobytes(site_pages):
    zipped = {name: len(gzip.compress(page.read_bytes(), 9)) for name, page in site_pages.items()}
    assert {name: size for name, size in zipped.items() if size > MOST_ZIPPED} == {}


@each_lesson
@each_width
def test_a_whole_lesson_asks_for_nothing_breaks_nothing_and_sticks_out_nowhere(open_lesson, lesson, width):
    offline = open_lesson(width, lesson)
    assert find_overhang(offline.page, width) == []
    finish_everything(offline.page)
    for lab in offline.page.locator(".lesson-explorable").all():
        for control in lab.locator("input").all():
            control.evaluate("(input) => input.dispatchEvent(new Event('change', { bubbles: true }))")
    assert find_overhang(offline.page, width) == []
    offline.assert_silent()


def find_overhang(page: Any, width: int) -> list[str]:
    """What reaches over the right edge of the page, unless it scrolls by itself."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found: list[str] = page.evaluate(f"""[...document.querySelectorAll("main *")].filter((element) => {{
      const box = element.getBoundingClientRect();
      return box.width && box.right > {width} && !element.closest(".table, pre, .math, svg svg, .aloud");
    }}).map((element) => element.outerHTML.slice(0, 80))""")
    return found


@each_numbered
def test_every_lab_is_baked_and_no_still_form_is_left(open_lesson, lesson):
    page = open_lesson(lesson=lesson).page
    live = page.locator(".lesson-explorable").evaluate_all("(labs) => labs.map((lab) => lab.dataset.live)")
    assert live == ["baked"] * len(labs_of(lesson))
    assert page.locator(".lesson-still").count() == 0
    stills = page.locator(".lesson-quiz-still")
    assert stills.count() == page.locator(".lesson-quiz[data-question]").count() > 0
    assert [still.is_visible() for still in stills.all()] == [False] * stills.count()


@each_numbered
def test_without_scripts_pictures_questions_and_cards_can_be_read(offline_page, pages, lesson):
    page = offline_page(pages[lesson], java_script_enabled=False).page
    pictures = page.locator(".lesson-still svg[role=img]")
    assert [bool(picture.get_attribute("aria-label")) for picture in pictures.all()] == [True] * len(labs_of(lesson))
    figures = [".lesson-still > svg"] if labs_of(lesson) else []
    for readable in (*figures, ".lesson-quiz-still", ".lesson-claim"):
        found = page.locator(readable).all()
        assert found
        assert all(one.is_visible() for one in found)


@each_lesson
def test_on_paper_pictures_are_there_and_controls_are_not(open_lesson, lesson):
    page = open_lesson(lesson=lesson).page
    page.emulate_media(media="print")
    pictures = page.locator(".lesson-explorable .stage > svg").all()
    assert [picture.is_visible() for picture in pictures] == [True] * len(labs_of(lesson))
    for needless in (".lesson-explorable .controls", ".veil", ".contents", ".masthead button", ".lesson-code"):
        assert not any(one.is_visible() for one in page.locator(needless).all()), needless


@pytest.mark.parametrize(("lesson", "width", "scheme", "finished"), SEEN)
def test_axe_finds_nothing_to_mend(open_lesson, lesson, width, scheme, finished):
    from axe_playwright_python.sync_playwright import Axe

    wish = "more" if scheme.endswith("contrast") else "no-preference"
    page = open_lesson(width, lesson, color_scheme=scheme.split()[0], contrast=wish, bypass_csp=True).page
    if finished:
        finish_everything(page)
    wanted = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    show_all(page)
    told = Axe().run(page, options=wanted).response
    tried = {tag for kind in ("violations", "passes", "incomplete") for rule in told[kind] for tag in rule["tags"]}
    assert set(AXE_TAGS) - tried <= {"wcag21aa"}  # a page without controls of its own gives that one nothing to try
    assert "target-size" in {rule["id"] for rule in told["passes"]}
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in told["violations"]] == []


@each_numbered
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_words_in_a_figure_stand_out_from_their_ground(open_lesson, lesson, scheme):
    page = open_lesson(lesson=lesson, color_scheme=scheme).page
    assert page.locator(".stage > svg text").count() > 10 or not labs_of(lesson)
    assert [(words, contrast) for words, contrast in read_contrasts(page) if contrast < 4.5] == []


def test_pages_are_those_of_the_notebooks(pages: dict[str, Path]):
    assert list(pages) == list(NOTEBOOKS)
