"""The terms of seeds/glossary.yaml, read once and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons_lib import seeds
from lessons_lib.seeds import Problem, SeedProblems
from lessons_lib.seeds.entries import Entry, listed

__all__ = ["Term", "find", "load", "taught_in"]

FILE = "glossary.yaml"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


@dataclass(frozen=True)
class Term:
    """One technical word: its other forms, what it means in plain words, the lessons that link it ("01")."""

    id: str
    term: str
    also: tuple[str, ...]
    plain: str
    lessons: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of its definition on a page: `[pronation](#term-pronation)` leads there."""
        return f"term-{self.id}"

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its forms in small letters, the word itself first."""
        return tuple(form.casefold() for form in (self.term, *self.also))


def load(root: Path | None = None) -> Mapping[str, Term]:
    """Return every term by id, in the order of the file; `root` is the folder that holds glossary.yaml.

    Raises SeedProblems with every mistake of the file, one a line.
    """
    return _load(root or seeds.folder())


def find(word: str) -> Term:
    """Return the term of that id, word or other form, in capitals or not.

    Raises LookupError with a sentence that names the nearest words.
    """
    forms = _forms(load().values())
    wanted = " ".join(word.casefold().split())
    if wanted not in forms:
        raise LookupError(_not_there(word, get_close_matches(wanted, forms, n=3)))
    return forms[wanted]


def taught_in(lesson: str) -> tuple[Term, ...]:
    """Return the terms that a lesson ("01") links, by word; LookupError where it links none."""
    mine = [term for term in load().values() if lesson in term.lessons]
    if not mine:
        raise LookupError(f"No word of {FILE} is linked in lesson {lesson!r}; lessons have two digits, like '01'.")
    return tuple(sorted(mine, key=lambda term: term.term.casefold()))


def _forms(terms: Iterable[Term]) -> dict[str, Term]:
    return {form: term for term in terms for form in (term.id, *term.spellings)}


def _not_there(word: str, near: list[str]) -> str:
    names = " or ".join(repr(name) for name in near)
    return f"There is no word {word!r} in {FILE}. {f'Did you mean {names}?' if near else 'No word is like it.'}"


@cache
def _load(folder: Path) -> Mapping[str, Term]:
    wrong: list[Problem] = []
    taken: dict[str, str] = {}
    found = [_build(entry, taken) for entry in listed(folder, FILE, wrong, {})]
    if wrong:
        raise SeedProblems(tuple(wrong))
    return MappingProxyType({term.id: term for term in found})


def _build(entry: Entry, taken: dict[str, str]) -> Term:
    entry.only(*Term.__dataclass_fields__)
    term = Term(
        id=entry.word("id", "an id of small letters, figures and dashes", SLUG),
        term=entry.word("term"),
        also=entry.words("also"),
        plain=entry.word("plain", "one or two plain sentences that end with a stop", r"(?s).*\S[.!?]\s*"),
        lessons=_lessons(entry),
    )
    _report_taken(entry, term, taken)
    return term


def _lessons(entry: Entry) -> tuple[str, ...]:
    expected = 'lessons of two digits in quotes, like ["01"]'
    found = entry.fields.get("lessons", [])
    if isinstance(found, list) and all(isinstance(one, str) and len(one) == 2 and one.isdecimal() for one in found):
        return tuple(found)
    entry.report("lessons", f"{expected}, found {found!r}")
    return ()


def _report_taken(entry: Entry, term: Term, taken: dict[str, str]) -> None:
    """A form of two terms would leave a reader with either meaning."""
    for field, form in [("term", term.term), *(("also", form) for form in term.also)]:
        first = taken.setdefault(form.casefold(), entry.id)
        if form and (first != entry.id or term.spellings.count(form.casefold()) > 1):
            entry.report(field, f"a form that is used once ({form!r} stands at {first} already)")
