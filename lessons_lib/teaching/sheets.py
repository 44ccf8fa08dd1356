"""The teaching guide on the page: `lesson_plan("03")`, `worksheet("03")` and the rest show themselves as plain HTML."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons_lib import seeds
from lessons_lib.advice.emergency import emergency
from lessons_lib.asking import quiz
from lessons_lib.markup import to_html, to_inline
from lessons_lib.quiz import bank
from lessons_lib.quiz.choices import Single
from lessons_lib.quiz.core_ten import Idea, core_ten
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.quiz.widget import QuizWidget
from lessons_lib.seeds.verdicts import say_verdict
from lessons_lib.style import dress
from lessons_lib.teaching import plans
from lessons_lib.teaching.plans import Plan, Session, guide

__all__ = [
    "Shown",
    "core_trace",
    "help_lines",
    "hinge",
    "hinge_key",
    "homework",
    "kit_list",
    "lesson_plan",
    "schedule",
    "worksheet",
]

#: Set to "off" where pages are made that students may open.
ANSWERS = "LESSONS_ANSWERS"
LEVELS = ("Not yet", "Nearly", "There")
OFTEN = 5  # misconceptions that stand open; the rest is folded


@dataclass(frozen=True)
class Shown:
    """A part of the guide that shows itself; `call` is what was written to get it."""

    call: str
    body: str

    def __repr__(self) -> str:
        return self.call

    def _repr_html_(self) -> str:
        return f'<style data-lesson="guide">{_style()}</style><div class="lesson-guide">{self.body}</div>'


def lesson_plan(lesson: str) -> Shown:
    """Return the plan of a lesson ("03"): time, objectives, a talk with two sides, what students get wrong.

    Raises LookupError when the guide has no such lesson.
    """
    plan = guide().plan(lesson)
    aims = f"<h3>Students can</h3>{_bullets(to_inline(aim) for aim in plan.objectives)}"
    time = f"<p><strong>{plan.minutes} minutes</strong> for the core path of lesson {plan.id}.</p>"
    return Shown(f'lesson_plan("{lesson}")', time + aims + _talk(plan) + _beliefs(lesson))


def hinge(lesson: str) -> QuizWidget:
    """Return the hinge question of a lesson ("03"): the one to ask before you go on.

    Raises LookupError when the guide has no such lesson or the bank no such question.
    """
    return quiz(guide().plan(lesson).hinge)


def hinge_key(lesson: str) -> Shown:
    """Return how to read the answers to a hinge question: each wrong option, its belief, what to do next.

    Raises LookupError when the guide has no such lesson or the bank no such question.
    """
    plan = guide().plan(lesson)
    question = bank.find(plan.hinge)
    if not isinstance(question, Single):
        raise LookupError(f"{plan.hinge!r} is no question with one right option.")
    right = next(option for option in question.options if option.right)
    head = f"<p><strong>Right:</strong> {to_inline(right.text)}. {to_inline(plan.if_right)}</p>"
    wrong = [(option.text, option.misconception) for option in question.options if option.misconception]
    rows = [_wrong_row(plan, text, tag) for text, tag in wrong]
    table = _table(("If many choose", "They may believe", "Then"), rows)
    return Shown(f'hinge_key("{lesson}")', _for_teachers("how to read the answers", head + table))


def worksheet(lesson: str) -> Shown:
    """Return the worksheet of a lesson ("03"), made to be printed; its answers stand folded below.

    Raises LookupError when the guide has no such lesson.
    """
    sheet = guide().plan(lesson).worksheet
    tasks = "".join(f'<li>{to_html(task.do)}<div class="lines" aria-hidden="true"></div></li>' for task in sheet.tasks)
    cards = "".join(map(_small_card, sheet.claims))
    key = "".join(f"<li>{to_html(task.key)}</li>" for task in sheet.tasks)
    return Shown(
        f'worksheet("{lesson}")',
        f'<section class="sheet" id="worksheet-{lesson}" aria-label="Worksheet {lesson}">'
        f'<p class="eyebrow">Worksheet {lesson} · {sheet.minutes} minutes · no computer</p>'
        f"<h4>{to_inline(sheet.title)}</h4>"
        f'<p class="quiet">On the table: {to_inline(", ".join(sheet.needs))}.</p><ol>{tasks}</ol>{cards}</section>'
        f'<p class="quiet print-hint"><a href="#worksheet-{lesson}">Follow this link</a>, then print: '
        "only this sheet comes out.</p>" + _for_teachers("what to expect", f"<ol>{key}</ol>"),
    )


def homework(lesson: str) -> Shown:
    """Return the homework of a lesson ("03") with its rubric and, folded, a model answer.

    Raises LookupError when the guide has no such lesson.
    """
    task = guide().plan(lesson).homework
    rows = [(to_inline(f"**{one.name}**"), *map(to_inline, one.levels)) for one in task.rubric]
    body = to_html(task.task) + _table(("We look at", *LEVELS), rows)
    return Shown(f'homework("{lesson}")', body + _for_teachers("a model answer", to_html(task.model)))


def schedule(name: str) -> Shown:
    """Return a timetable, such as "workshop", with its minutes; LookupError when there is no such timetable."""
    plan = guide().schedule(name)
    home = f", and {plan.home} at home" if plan.home else ""
    told = f"<p>{to_inline(plan.for_whom)} <strong>{plan.minutes} minutes in class{home}.</strong></p>"
    return Shown(f'schedule("{name}")', told + _timetable(plan.sessions))


def core_trace() -> Shown:
    """Return each of the ten ideas, the lessons that carry it, and the questions of both forms that ask for it."""
    rows = [_trace_row(idea) for idea in core_ten()]
    table = _table(("Idea", "Said in", "Asked in form A", "Asked in form B"), rows)
    return Shown("core_trace()", f'<div class="trace">{table}</div>')


def kit_list() -> Shown:
    """Return what to bring to class, with the worksheets that need it."""
    kit = guide().kit
    rows = [(to_inline(one.thing), to_inline(one.number), ", ".join(one.lessons)) for one in kit.things]
    return Shown(
        "kit_list()", f"<p>{to_inline(kit.for_whom)}</p>" + _table(("Thing", "How many", "For worksheet"), rows)
    )


def help_lines() -> Shown:
    """Return the words for emergency help as they are set on this computer, a teacher's own file included."""
    names = {"emergency": "Emergency", "urgent_line": "Urgent advice", "crisis_line": "Crisis"}
    said = emergency().words
    lines = [f"<strong>{name}:</strong> {to_inline(said[key])}" for key, name in names.items()]
    return Shown("help_lines()", _bullets(lines))


# --- pieces -----------------------------------------------------------------------------------------------------------


def _talk(plan: Plan) -> str:
    talk = plan.discussion
    sides = [("One side", talk.one), ("The other side", talk.other), ("To close", talk.close)]
    lines = "".join(f"<div><dt>{name}</dt><dd>{to_inline(text)}</dd></div>" for name, text in sides)
    return f"<h3>To discuss</h3><p>{to_inline(talk.ask)}</p><dl>{lines}</dl>"


def _beliefs(lesson: str) -> str:
    known = misconceptions()
    rows = [
        (f"{to_inline(known[tag].belief)} <code>{tag}</code>", to_inline(known[tag].counter), str(number))
        for tag, number in plans.count_tags(lesson)
    ]
    head = ("Belief", "What to keep instead", "Questions")
    rest = _folded("More beliefs behind this lesson's wrong answers", _table(head, rows[OFTEN:]))
    return f"<h3>What students get wrong</h3>{_table(head, rows[:OFTEN])}{rest if rows[OFTEN:] else ''}"


def _wrong_row(plan: Plan, option: str, tag: str) -> tuple[str, ...]:
    belief = misconceptions()[tag].belief
    return to_inline(option), f"{to_inline(belief)} <code>{tag}</code>", to_inline(plan.if_wrong[tag])


def _small_card(claim_id: str) -> str:
    claim = seeds.claims()[claim_id]
    rows = {"Studies found": claim.studies_found, "In whom": claim.in_whom, "Compared with": claim.compared_with}
    rows |= {"Who paid": claim.who_paid}
    told = " ".join(f"<strong>{name}:</strong> {to_inline(text)}" for name, text in rows.items())
    return (
        f'<div class="card"><p><strong>Claim {claim.id}:</strong> {to_inline(claim.text)} '
        f"<strong>{say_verdict(claim.verdict)}.</strong></p><p>{told}</p></div>"
    )


def _timetable(sessions: tuple[Session, ...]) -> str:
    if len(sessions) == 1:
        steps = [(f"{step.minutes} min", to_inline(step.what)) for step in sessions[0].steps]
        return _table(("Time", "What happens"), steps)
    rows = [_session_row(number, session) for number, session in enumerate(sessions, 1)]
    return _table(("Session", "In class", "What happens"), rows)


def _session_row(number: int, session: Session) -> tuple[str, ...]:
    at_home = '<em class="quiet">At home:</em> '
    steps = [f"{step.minutes} min: {at_home if step.home else ''}{to_inline(step.what)}" for step in session.steps]
    return f"<strong>{number}. {to_inline(session.title)}</strong>", f"{session.minutes} min", _bullets(steps)


def _trace_row(idea: Idea) -> tuple[str, ...]:
    said = [f"Lesson {lesson}: {to_inline(words)}" for lesson, words in idea.said.items()]
    asked = [[_stem(id) for id in idea.asked if id.startswith(form)] for form in ("form-a-", "form-b-")]
    return f"<strong>{idea.number}. {to_inline(idea.idea)}</strong>", _bullets(said), *map(_bullets, asked)


def _stem(id: str) -> str:
    return f"{to_inline(bank.find(id).stem)} <code>{id}</code>"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table whose cells also say their column, for a phone on which they stand one below the other.

    The roles keep it a table for a screen reader when the phone's style takes the grid away.
    """
    names = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in head)
    lines = "".join(f'<tr role="row">{"".join(map(_cell, head, row))}</tr>' for row in rows)
    return (
        f'<table class="guide-table" role="table"><thead><tr role="row">{names}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _cell(name: str, text: str) -> str:
    return f'<td role="cell" data-column="{name}">{text}</td>'


def _bullets(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>{body}</details>"


def _for_teachers(title: str, body: str) -> str:
    """A folded part with answers; a page that is not made for teachers only says that there is one."""
    if os.environ.get(ANSWERS) == "off":
        where = "in the pages of <code>lessons html --teacher</code>"
        return f'<p class="quiet for-teacher">For the teacher: {title}, {where}.</p>'
    return f'<details class="for-teacher"><summary>For the teacher: {title}</summary>{body}</details>'


@cache
def _style() -> str:
    return dress(Path(__file__).parent / "teaching.css")
