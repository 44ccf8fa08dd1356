# ruff: noqa: E501
"""Everything the course makes of its seeds: HTML, plain words, the state of widgets, files for learning platforms."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from lessons_lib import seeds
from lessons_lib.advice import Answers, triage
from lessons_lib.advice.emergency import emergency
from lessons_lib.advice.ics import to_ics
from lessons_lib.advice.page import page_data
from lessons_lib.advice.planner import plan
from lessons_lib.asking import _shorten
from lessons_lib.cases import bank as cases
from lessons_lib.cases import page as case_page
from lessons_lib.cases import readable as case_words
from lessons_lib.check.coverage import Covered
from lessons_lib.check.report import _each_claim, _row, _told
from lessons_lib.check.verify import Checked
from lessons_lib.claims.bibliography import Bibliography
from lessons_lib.claims.card import ClaimCard
from lessons_lib.glossary import terms, words
from lessons_lib.labs.pictures import draw_picture
from lessons_lib.looking_back import _claims, _ideas
from lessons_lib.markup import to_words
from lessons_lib.personal.aid import aid_data
from lessons_lib.personal.gate import gate_data
from lessons_lib.personal.ipdas import SelfAssessment, assessment
from lessons_lib.personal.own_trial import _in_words, trial_data
from lessons_lib.personal.wear_in_planner import planner_data
from lessons_lib.publish.cover import cover, make_cover
from lessons_lib.publish.failure import LessonFailed
from lessons_lib.publish.indexes.glossary_page import make_glossary
from lessons_lib.publish.indexes.sources_page import make_sources
from lessons_lib.publish.lms.canvas import to_canvas
from lessons_lib.publish.lms.gift import to_gift
from lessons_lib.publish.lms.item import to_items
from lessons_lib.publish.lms.moodle import to_moodle
from lessons_lib.publish.prose import Prose
from lessons_lib.publish.sitemap import Entry, Site
from lessons_lib.quiz import bank
from lessons_lib.quiz.forms import Form, find_form
from lessons_lib.quiz.judging import Judge
from lessons_lib.quiz.page import for_page
from lessons_lib.quiz.pointing import Hotspot, Picture
from lessons_lib.quiz.readable import in_words, still
from lessons_lib.quiz.trust import Trust
from lessons_lib.teaching import sheets
from lessons_lib.teaching.plans import guide

from .attack import World

Piece = tuple[str, str, str]  # what makes it; "html", "words" or "file"; the text
TODAY = date(2026, 11, 21)
CALM = Answers("16-or-over", "tested-normal")
#: Traits that the scripts show as text, never as HTML; every other text of a card's state is HTML.
PLAIN = frozenset({"words", "title", "against", "unit", "suffix", "shown", "units", "since", "kept", "scale"})


def pieces(world: World) -> Iterator[Piece]:
    """All that is made of the entries that hold a hostile text."""
    for make in MAKERS:
        yield from make(world)


def leaves(name: str, value: Any, plain: bool = False, key: str = "") -> Iterator[Piece]:
    """The texts of a widget's state, each as HTML or as words."""
    if isinstance(value, dict):
        yield from (piece for part, one in value.items() for piece in leaves(name, one, plain, str(part)))
    elif isinstance(value, (list, tuple)):
        yield from (piece for one in value for piece in leaves(name, one, plain, key))
    elif isinstance(value, str):
        yield name, "words" if plain or key in PLAIN else "html", value


def state(name: str, value: Any, plain: bool = False) -> Iterator[Piece]:
    """A widget's state as its script takes it, and as one text (a page carries it in base64)."""
    yield from leaves(name, value, plain)
    yield f"{name}, state", "file", json.dumps(value, ensure_ascii=False)


def _picture(question: Any) -> Picture | None:
    return Picture(*draw_picture(question.picture, question.id)) if isinstance(question, Hotspot) else None


def _questions(world: World) -> Iterator[Piece]:
    asked = [bank.load()[id] for id in world.ids("questions/")]
    asked += [one for one in bank.load().values() if isinstance(one, Judge) and one.claim in world.ids("claims/")]
    for one in asked:
        picture, name = _picture(one), f"question {one.type}"
        numeric = "label" in for_page(one, picture)
        page = {key: value for key, value in for_page(one, picture).items() if key != "label"}
        yield from state(name, page)
        if numeric:
            yield name, "words", for_page(one, picture)["label"]
        yield f"{name}, still", "html", still(one, picture).replace(picture.svg if picture else "\0", "")
        yield f"{name}, words", "words", in_words(one, picture)
        yield "where one stopped", "words", _shorten(to_words(one.stem))
    yield from _platforms(asked)


def _platforms(asked: list[Any]) -> Iterator[Piece]:
    items, _ = to_items(asked)
    yield "moodle", "moodle", to_moodle({"01": items})
    yield "gift", "file", to_gift({"01": items})[0]
    yield from (("canvas", "html", html) for html in read_canvas(to_canvas("01", items)[0]))


def read_canvas(package: bytes) -> Iterator[str]:
    """The texts of a package for Canvas."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        for name in sorted(files.namelist()):
            if name.endswith(".xml"):
                yield from (
                    text.text or "" for text in ET.fromstring(files.read(name)).iter() if text.tag.endswith("mattext")
                )


def _forms(world: World) -> Iterator[Piece]:
    singles = tuple(bank.load()[id] for id in world.ids("questions/") if bank.load()[id].type in ("single", "judge"))
    claims = tuple(seeds.claims()[id] for id in world.ids("claims/"))[:6]
    for asked in (Form("A", singles), Trust("start", claims), find_form("B")):
        yield from state(f"{asked.type}", for_page(asked))
        yield f"{asked.type}, still", "html", still(asked)
        yield f"{asked.type}, words", "words", in_words(asked)


def _cases(world: World) -> Iterator[Piece]:
    for one in (cases.load()[id] for id in world.ids("cases/")):
        yield from state("case", case_page.for_page(one))
        yield "case, still", "html", case_words.still(one)
        yield "case, words", "words", case_words.in_words(one)
    placed = next(one for one in cases.load().values() if one.where)
    yield from leaves("case", case_page.for_page(placed)["where"])


def _claim_cards(world: World) -> Iterator[Piece]:
    for one in (seeds.claims()[id] for id in world.ids("claims/")):
        yield "claim card", "html", ClaimCard(one)._repr_html_()
        yield "small card", "html", sheets._small_card(one.id)
        yield "report, claim", "html", _each_claim([Covered(one, (), (), ())])
    yield "bibliography", "html", Bibliography((), tuple(seeds.references().values())[:3])._repr_html_()


def _glossary(world: World) -> Iterator[Piece]:
    held = [terms.load()[id] for id in world.ids("glossary")]
    yield "words", "html", words.definitions(held)
    for one in held:
        yield "term", "html", words.ShownTerm(one)._repr_html_()
        yield from leaves("tip", [one.term, one.plain], plain=True)


def _teaching(world: World) -> Iterator[Piece]:
    lessons = [id for id in world.ids("teaching") if id in guide().plans]
    for make in (sheets.lesson_plan, sheets.worksheet, sheets.homework, sheets.hinge_key):
        for lesson in lessons:
            yield make.__name__, "html", make(lesson)._repr_html_()
    for name in [id for id in world.ids("teaching") if id in guide().schedules]:
        yield "schedule", "html", sheets.schedule(name)._repr_html_()
    for make in (sheets.kit_list, sheets.core_trace, sheets.help_lines):
        yield make.__name__, "html", make()._repr_html_()


def _advice(world: World) -> Iterator[Piece]:
    tools = {"gate": gate_data, "aid": aid_data, "planner": planner_data, "trial": trial_data, "advice": page_data}
    for name, make in tools.items():
        yield from state(name, make(), plain=True)
    yield "trial, words", "words", _in_words()
    gate = triage(CALM, TODAY).gate
    made = plan(gate, TODAY, 8, "stands", "cushioned", today=TODAY)
    yield "calendar", "file", to_ics(made, gate, today=TODAY).decode()
    yield "self-assessment", "html", SelfAssessment(assessment(seeds.folder()))._repr_html_()
    yield from _notice()


def _notice() -> Iterator[Piece]:
    """The notice in a lesson; the page of a lesson whose notice leads somewhere it must not is refused in a sentence."""
    try:
        yield "notice", "html", Prose().to_html(emergency().notice)
    except LessonFailed as refused:
        yield "notice, refused", "words", str(refused)


def _back(world: World) -> Iterator[Piece]:
    yield from state("looking back", {"ideas": list(_ideas()), "claims": list(_claims())})


def _report(world: World) -> Iterator[Piece]:
    for one in (seeds.contradictions()[id] for id in world.ids("contradictions")):
        yield "report, disagreement", "html", f"<table><tbody>{_told(one)}</tbody></table>"
    for one in (seeds.published()[id] for id in world.ids("published/")):
        yield "report, row", "html", f"<table><tbody>{_row(Checked(one, 1.0))}</tbody></table>"


def _pages(world: World) -> Iterator[Piece]:
    words = cover()
    site = Site(tuple(Entry(name, name, int(name[:2]) if name[:2].isdecimal() else None) for name in words.about))
    figure = f'<figure class="lesson-still" data-lab="{words.picture.lab}"><svg></svg>'
    yield "cover", "page", make_cover(site, {words.picture.page: figure})
    yield "page of words", "page", make_glossary(site, {})
    yield "page of sources", "page", make_sources(site)


MAKERS: tuple[Callable[[World], Iterator[Piece]], ...] = (
    _questions, _forms, _cases, _claim_cards, _glossary, _teaching, _advice, _back, _report, _pages,
)  # fmt: skip
