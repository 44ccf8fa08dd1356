"""The first page of the site: what the course is for, its lessons with their minutes, and how far one has come."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field, TypeAdapter

from lessons_lib import seeds
from lessons_lib.advice.emergency import emergency
from lessons_lib.markup import to_html, to_inline
from lessons_lib.quiz.parts import Part, Text
from lessons_lib.quiz.reading import validate
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import listed
from lessons_lib.teaching.plans import Guide, guide

from .indexes.places import cut_main
from .layout import render
from .sitemap import Entry, Site

__all__ = ["Cover", "cover", "find_questions", "make_cover"]

FILE = "cover.yaml"
QUESTION = re.compile(r'data-question="([^"]+)"')


PageFile = Annotated[str, Field(pattern=r"^[a-z-]+\.html$")]


class Beside(Part):
    """A page that is no lesson: its file, its title, and a line about it."""

    page: PageFile
    title: Text
    about: Text


class Picture(Part):
    """A figure that stands in a notebook's page: the page's name, the lab that drew it, and what to say below."""

    page: Text
    lab: Text
    caption: Text


class Cover(Part):
    """The words of the first page; `about` by the name of a notebook."""

    id: Text
    title: Text
    hook: Text
    aims: Text
    how: Text
    picture: Picture
    about: Mapping[str, Text]
    beside: tuple[Beside, ...]


@dataclass(frozen=True)
class Row:
    """A notebook as the first page lists it; `questions` as JSON, for the script that counts what is answered."""

    entry: Entry
    about: str
    minutes: int | None
    questions: str


def make_cover(site: Site, pages: Mapping[str, str]) -> str:
    """Return the first page; `pages` are those of the notebooks by name, for their pictures and what they ask.

    Raises SeedProblems when cover.yaml, teaching.yaml or emergency.yaml hold mistakes.
    """
    words, plans, questions = cover(), guide(), find_questions(pages)
    return render(
        "cover.html.j2",
        site=site,
        words=words,
        hook=to_inline(words.hook),
        picture=find_picture(words.picture, pages),
        how=to_html(words.how),
        urgent=to_html(emergency().notice),
        aims=[to_inline(aim) for aim in plans.plan("00").objectives],
        lessons=list(_rows(site.lessons, words, plans, questions)),
        beside=list(_rows(site.beside, words, plans, questions)),
    )


def find_questions(pages: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of what each page asks, in order, by the name of its notebook."""
    return {name: tuple(dict.fromkeys(QUESTION.findall(cut_main(page)))) for name, page in pages.items()}


def find_picture(wanted: Picture, pages: Mapping[str, str]) -> str:
    """Return a figure as SVG out of a finished page; "" where the page or the figure is missing."""
    start = f'<figure class="lesson-still" data-lab="{wanted.lab}">'
    _, _, after = pages.get(wanted.page, "").partition(start)
    return after[: after.index("</svg>") + len("</svg>")] if after else ""


def _rows(
    entries: tuple[Entry, ...], words: Cover, plans: Guide, questions: Mapping[str, tuple[str, ...]]
) -> Iterator[Row]:
    for entry in entries:
        plan = plans.plans.get(entry.name[:2])
        asked = json.dumps(questions.get(entry.name, ()), separators=(",", ":"))
        yield Row(entry, words.about.get(entry.name, ""), plan.minutes if plan else None, asked)


@cache
def cover() -> Cover:
    """Return the words of the first page; raises SeedProblems with every mistake of the file."""
    wrong: list[Problem] = []
    read = [validate(TypeAdapter(Cover), entry) for entry in listed(seeds.folder(), FILE, wrong, {})]
    if wrong or not read or read[0] is None:
        raise SeedProblems(tuple(wrong) or (Problem(FILE, "cover", "", "one entry with the words of the first page"),))
    return read[0]
