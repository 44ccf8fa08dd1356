"""The verification report: every published value beside ours, as one page without scripts and without requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from lessons_lib import seeds
from lessons_lib.check import coverage
from lessons_lib.check.coverage import Covered, Lesson
from lessons_lib.check.plots import Plot, draw_all
from lessons_lib.check.verify import Checked, count_checks
from lessons_lib.seeds.published import CHECKS
from lessons_lib.style import FIGURES, dress

NAMES = {
    "chain": "From the foot to the pelvis",
    "foot": "Posture of the foot",
    "footprint": "The print of the foot",
    "gait": "A step",
    "inserts": "What inserts change",
    "leg_length": "Legs of unequal length",
    "pressure": "Pressure under the foot",
    "risk": "Odds, people and time",
    "shock": "The step onto the heel",
    "trials": "Trials and pooling",
}
SEEN = {
    "abstract": "read in the abstract",
    "full-text": "read in the full text",
    "secondary": "read in another source",
    "derived": "worked out from printed numbers",
    "computed": "our own sum, guarded",
    "assumed": "assumed",
}
PROVES = {
    "independent": "A work printed the number, and the model reaches it from other numbers. None was chosen for it.",
    "recomputed": "Nobody printed it: a sum of our own, kept so that it cannot change unseen. It tests the code only.",
    "calibrated": "Something was chosen so that it comes out. It shows that the fit still holds, and no more.",
    "given-back": "The number was put in and comes out again. It can only show a slip in the code.",
}
# Shapes differ as much as words do, so that no result hangs on a colour.
MARKS = {True: '<path d="m2.5 8.5 3.5 3.5 7.5-8.5"/>', False: '<path d="m3 3 10 10m0-10-10 10"/>'}
PAINT = 'fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def make_page(covered: Sequence[Covered], lessons: Sequence[Lesson], checked: Sequence[Checked]) -> str:
    """The page as HTML, with a section a model and what is taught and tested after them."""
    models = sorted({one.row.module for one in checked})
    plots = draw_all()
    sections = [_model(name, [one for one in checked if one.row.module == name], plots) for name in models]
    rest = [_claims(), _numbers(), _lessons(lessons), _each_claim(covered), _disagreements()]
    titles = {name: _title(name) for name in models} | dict(
        claims="Claims", numbers="Numbers", lessons="Lessons", each="Each claim", disagree="Where numbers disagree"
    )
    links = "".join(f'<li><a href="#{key}">{escape(title)}</a></li>' for key, title in titles.items())
    return _frame(f'<h1>What was checked</h1>{_summary(checked)}<nav aria-label="On this page"><ul>{links}</ul></nav>'
                  + "".join((*sections, *rest)))  # fmt: skip


def _frame(body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en" class="lesson-page">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>What was checked – From the Ground Up</title>\n'
        f'<link rel="icon" href="data:,">\n<style>\n{_style()}</style>\n</head>\n<body>\n'
        f'<a class="skip" href="#report">Skip to the report</a>\n'
        f'<header class="masthead"><p>From the Ground Up <span>Verification report</span></p></header>\n'
        f'<main id="report" tabindex="-1">\n{body}\n</main>\n'
        f"<footer><p>From the Ground Up is education, not diagnosis or treatment. It has not been clinically reviewed. "
        f"Written by <code>lessons check --report</code>.</p></footer>\n</body>\n</html>\n"
    )


def _style() -> str:
    here = Path(__file__).parent
    return dress(FIGURES, here / "report.css")


def _summary(checked: Sequence[Checked]) -> str:
    passed = sum(one.passed for one in checked)
    kinds = count_checks(one.row for one in checked)
    listed = "".join(f"<li><strong>{kinds[word]} {word}.</strong> {escape(PROVES[word])}</li>" for word in CHECKS)
    return (
        f"<p>{passed} of {len(checked)} values come out of the models as they should. Not each of them proves as much, "
        f"so every row says what kind of check it is:</p><ul>{listed}</ul>"
        f"<p>A pass says that the code does what the sources say. It does not say that a source is right, or that a "
        f"model describes you.</p>"
    )


def _model(name: str, rows: Sequence[Checked], plots: Iterable[Plot]) -> str:
    figures = "".join(_figure(plot) for plot in plots if plot.module == name)
    numbers = ("Published", "Ours", "Difference", "Tolerance")
    head = ("What", *numbers, "Unit", "Result", "Check", "Source", "How it is known")
    told = f"{sum(one.passed for one in rows)} of {len(rows)} rows pass."
    body = _table(f"{_title(name)}: published values and ours. {told}", head, map(_row, rows), numbers=numbers)
    shown = f'<div class="figures">{figures}</div>' if figures else ""
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{_title(name)}</h2>{shown}{body}</section>'


def _title(name: str) -> str:
    return NAMES.get(name, name.replace("_", " ").capitalize())


def _figure(plot: Plot) -> str:
    words = f"<strong>{escape(plot.title)}</strong>{escape(plot.words)}"
    return f"<figure>{plot.svg}<figcaption>{words}</figcaption></figure>"


def _row(one: Checked) -> str:
    row = one.row
    call = f"{row.model}({', '.join(f'{name}={value!r}' for name, value in row.given.items())})"
    asked = f'{escape(row.says)}<span class="code">{escape(call + (f" → {row.take}" if row.take else ""))}</span>'
    digits = max(_digits(row.published), _digits(row.tolerance))
    numbers = (_plain(row.published), _number(one.ours, digits), _number(one.difference, digits))
    cells = [f'<td class="number">{number}</td>' for number in (*numbers, f"±&nbsp;{_plain(row.tolerance)}")]
    known = SEEN[row.provenance] if row.reference else "follows from what is meant"
    return (
        f'<tr id="{row.id}"><th scope="row" class="says">{asked}</th>{"".join(cells)}'
        f"<td>{escape(row.unit)}</td>"
        f'<td class="verdict">{_verdict(one)}</td><td>{row.check}</td><td class="source">{_source(row)}</td>'
        f"<td>{escape(row.provenance)}: {known}</td></tr>"
    )


def _plain(value: float) -> str:
    """A number as its row gives it, with a real minus sign."""
    return f"{value:.12g}".replace("-", "−")


def _digits(value: float) -> int:
    """How many digits a number has behind the point; an identity's tolerance asks for none."""
    return 0 if 0 < value < 1e-6 else len(f"{value:.6f}".rstrip("0").split(".")[1])


def _number(value: float | None, digits: int) -> str:
    if value is None:
        return "–"
    return re.sub(r"^-(?=[0.]*$)", "", f"{value:.{digits}f}").replace("-", "−")


def _verdict(one: Checked) -> str:
    kind, word = ("pass", "Pass") if one.passed else ("fail", "Fail")
    mark = f'<svg viewBox="0 0 16 16" {PAINT} aria-hidden="true">{MARKS[one.passed]}</svg>'
    why = f'<span class="code">{escape(one.problem)}</span>' if one.problem else ""
    return f'<span class="{kind}">{mark}{word}</span>{why}'


def _source(row: seeds.Published) -> str:
    if not row.reference:
        return "Arithmetic"
    work = seeds.references()[row.reference]
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    named = escape(work.label)
    link = f'<a href="{escape(address)}" rel="noopener">{named}</a>' if address else named
    after = "After " if row.provenance == "computed" else ""
    return f"{after}{link} <span>What we read: {escape(work.seen)}.</span>"


def _claims() -> str:
    return _counts("claims", "Claims", "Claims by topic and verdict", "Topic", coverage.count_verdicts())


def _numbers() -> str:
    return _counts("numbers", "Numbers", "How the numbers are known", "Kind", coverage.count_provenances())


def _counts(name: str, title: str, caption: str, what: str, counts: Mapping[str, Mapping[str, int]]) -> str:
    words = list(next(iter(counts.values()), {}))
    sums = {word: sum(found[word] for found in counts.values()) for word in words}
    rows = [_count_row(key, found) for key, found in (*counts.items(), ("all", sums))]
    return _section(name, title, _table(caption, (what, *words, "all"), rows, numbers=(*words, "all")))


def _count_row(name: str, found: Mapping[str, int]) -> str:
    cells = "".join(f'<td class="number">{count}</td>' for count in (*found.values(), sum(found.values())))
    return f'<tr><th scope="row">{escape(name.replace("_", " "))}</th>{cells}</tr>'


def _lessons(lessons: Iterable[Lesson]) -> str:
    numbers = ("Claims", "Taught", "Tested")
    head = ("Lesson", "Notebook", *numbers, "Not taught yet", "Not tested yet")
    table = _table("What each lesson teaches and tests", head, map(_lesson_row, lessons), numbers=numbers)
    return _section("lessons", "Lessons", table)


def _lesson_row(one: Lesson) -> str:
    planned = len(one.claims)
    counts = (planned, planned - len(one.untaught), planned - len(one.untested))
    cells = "".join(f'<td class="number">{count}</td>' for count in counts)
    missing = "".join(f"<td>{', '.join(ids) or 'none'}</td>" for ids in (one.untaught, one.untested))
    return f'<tr><th scope="row">{one.number}</th><td>{escape(one.notebook or "none yet")}</td>{cells}{missing}</tr>'


def _each_claim(covered: Iterable[Covered]) -> str:
    head = ("Claim", "Lesson", "What it says", "Verdict", "Card in", "Asked about in", "Questions")
    table = _table("Where each claim is taught and which questions test it", head, map(_claim_row, covered))
    return _section("each", "Each claim", table)


def _claim_row(one: Covered) -> str:
    lists = "".join(f"<td>{escape(', '.join(names)) or '–'}</td>" for names in (one.shown_in, one.asked_in))
    return (
        f'<tr><th scope="row">{one.claim.id}</th><td>{one.claim.lesson}</td><td class="says">{escape(one.claim.text)}'
        f"</td><td>{one.claim.verdict}</td>{lists}<td>{escape(', '.join(one.questions)) or '–'}</td></tr>"
    )


def _disagreements() -> str:
    head = ("What", "Printed", "Worked out", "What it teaches")
    body = _table(
        "Numbers that disagree with themselves or with each other", head, map(_told, coverage.contradictions())
    )
    return _section("disagree", "Where numbers disagree", f"<p>Every side is kept.</p>{body}")


def _told(one: seeds.Contradiction) -> str:
    cells = "".join(f'<td class="says">{escape(text)}</td>' for text in (one.printed, one.arithmetic, one.teaching))
    return f'<tr><th scope="row" class="says">{escape(one.title)}</th>{cells}</tr>'


def _section(name: str, title: str, body: str) -> str:
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>{body}</section>'


def _table(caption: str, head: Sequence[str], rows: Iterable[str], *, numbers: Iterable[str] = ()) -> str:
    right = {word: ' class="number"' for word in numbers}
    cells = "".join(f'<th scope="col"{right.get(word, "")}>{escape(word)}</th>' for word in head)
    # A region that scrolls must be reachable with the keyboard, and named for those who hear it.
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption><thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
