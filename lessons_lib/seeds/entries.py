"""Opens the files of the seeds and takes entries apart; notes every problem, not only the first."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: What no screen shows or no file can hold: control characters, halves of characters, characters that are nobody's;
#: and the marks that turn the words behind them round. A language that runs from right to left needs none of these.
UNSHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff]"
)
SHOWABLE = "letters and signs that a page can show"
#: Kinds of characters that leave no ink.
INKLESS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place: the file, the entry, the field, and what was expected there."""

    file: str
    id: str
    field: str
    expected: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.id, self.field) if part)
        return f"{place}: expected {self.expected}"


class SeedProblems(ValueError):
    """Everything wrong in the seeds that were read, one problem a line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Entry:
    """One entry of a file, and the list into which its problems go."""

    file: str
    id: str
    fields: Mapping[str, Any]
    problems: list[Problem]

    def report(self, field: str, expected: str) -> None:
        """Add a problem of this entry."""
        self.problems.append(Problem(self.file, self.id, field, expected))

    def word(self, field: str, expected: str = "some text", pattern: str = r"(?s).*\S.*") -> str:
        """The text of a field, trimmed; "" and a problem if it is none or does not fit the pattern."""
        value = self.fields.get(field)
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value.strip()
        self.report(field, expected + self._found(field))
        return ""

    def choice(self, field: str, among: tuple[str, ...]) -> str:
        """The word of a field; "" and a problem if it is none of those."""
        pattern = "|".join(re.escape(one) for one in among)
        return self.word(field, f"one of {', '.join(among)}", pattern)

    def number(self, field: str, low: float | None = None) -> float:
        """The number of a field; 0 and a problem if it is none, not finite or below `low`."""
        value = self.fields.get(field)
        number = float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else math.nan
        if math.isfinite(number) and (low is None or number >= low):
            return number
        self.report(field, f"a number{'' if low is None else f' of at least {low:g}'}{self._found(field)}")
        return 0.0

    def words(self, field: str) -> tuple[str, ...]:
        """The list of words of a field, empty where it is left out; () and a problem if it is no such list."""
        value = self.fields.get(field, [])
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(value)
        self.report(field, f"a list of words{self._found(field)}")
        return ()

    def known(self, field: str, used: tuple[str, ...], known: Mapping[str, object], what: str) -> None:
        """A problem for each name in use that is not known; it says what was expected and the nearest name."""
        for one in used:
            if one not in known:
                near = difflib.get_close_matches(one, known, 1)
                self.report(field, f"{what}, found {one!r}{f' (did you mean {near[0]}?)' if near else ''}")

    def only(self, *names: str) -> None:
        """A problem for each field that is none of these."""
        for field in sorted(set(self.fields) - set(names), key=str):
            self.report(str(field), f"no such field (known are {', '.join(names)})")

    def _found(self, field: str) -> str:
        return f", found {self.fields[field]!r}" if field in self.fields else ", found nothing"


def _load_text(path: Path, file: str, wrong: list[Problem]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        wrong.append(Problem(file, "", "", "this file to exist"))
    except UnicodeDecodeError:
        wrong.append(Problem(file, "", "", "UTF-8 text"))
    return ""


def _load_yaml(root: Path, file: str, wrong: list[Problem]) -> object:
    text = _load_text(root / file, file, wrong)
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        wrong.extend(Problem(file, f"line {n}", key, "this key once only") for key, n in _repeated_keys(node))
        return loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        wrong.append(Problem(file, f"line {line}", "", f"valid YAML ({error.problem})"))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        wrong.append(Problem(file, f"line {line}", "", f"{SHOWABLE}, found {text[error.position]!r}"))
    return None


def _repeated_keys(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    # YAML lets the last of two equal keys win in silence, which would lose a claim or a number.
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                yield str(key.value), key.start_mark.line + 1
            seen.add(str(key.value))
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _repeated_keys(part)


def named(root: Path, file: str, wrong: list[Problem]) -> Iterator[Entry]:
    """Entries of a file that maps names to fields."""
    loaded = _load_yaml(root, file, wrong)
    if not isinstance(loaded, dict):
        return _complain_of_shape(file, wrong, "names, each with its fields below it")
    for name, fields in loaded.items():
        if isinstance(fields, dict):
            entry = Entry(file, str(name), fields, wrong)
            check_letters(entry)
            yield entry
        else:
            wrong.append(Problem(file, str(name), "", "fields below this name"))


def listed(root: Path, file: str, wrong: list[Problem], seen: dict[str, str]) -> Iterator[Entry]:
    """Entries of a file that lists them; `seen` remembers in which file an id stood first."""
    loaded = _load_yaml(root, file, wrong)
    if not isinstance(loaded, list):
        return _complain_of_shape(file, wrong, "a list of entries")
    for number, fields in enumerate(loaded, 1):
        if not isinstance(fields, dict):
            wrong.append(Problem(file, f"entry {number}", "", "fields, beginning with an id"))
            continue
        entry = Entry(file, str(fields.get("id", f"entry {number}")), fields, wrong)
        if entry.id in seen:
            entry.report("id", f"an id that is used once (it stands in {seen[entry.id]} already)")
        seen.setdefault(entry.id, file)
        check_letters(entry)
        yield entry


def check_letters(entry: Entry) -> None:
    """Report each text of an entry, however deep, that holds what no page can show, or nothing that can be seen."""
    for field, text in [("", entry.id), *_texts(entry.fields, "")]:
        if found := UNSHOWN.search(text):
            entry.report(field, f"{SHOWABLE}, found {found[0]!r}")
        elif text.strip() and all(unicodedata.category(letter) in INKLESS for letter in text):
            entry.report(field, f"some text, found nothing that can be seen: {text!r}")


def _texts(value: object, field: str) -> Iterator[tuple[str, str]]:
    """Every text below a value with the field that a writer finds it in, such as `options 2, feedback`."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            place = ", ".join(one for one in (field, str(name)) if one)
            yield from ((place, text) for text in (str(name),) if UNSHOWN.search(text))
            yield from _texts(part, place)
    elif isinstance(value, (list, tuple)):
        for number, part in enumerate(value, 1):
            yield from _texts(part, f"{field} {number}")


def _complain_of_shape(file: str, wrong: list[Problem], expected: str) -> None:
    if not any(problem.file == file for problem in wrong):  # a file that cannot be read has no shape to blame
        wrong.append(Problem(file, "", "", expected))


def bib_entries(root: Path, file: str, wrong: list[Problem]) -> Iterator[Entry]:
    """Entries of a BibTeX file, TeX marks removed."""
    parsed, leftovers = _parse_bib(_load_text(root / file, file, wrong))
    for left in leftovers:  # the parser calls what it cannot read a comment and says nothing
        for key in re.findall(r"@\w+\s*\{\s*([^,\s]*)", left):
            wrong.append(Problem(file, key, "", "an entry that can be read (is a brace or a comma missing?)"))
    for fields in parsed:
        entry = Entry(file, fields["ID"], fields, wrong)
        check_letters(entry)
        yield entry


def _parse_bib(text: str) -> tuple[list[dict[str, str]], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyparsing warns about how bibtexparser's own grammar is written
        from bibtexparser import loads
        from bibtexparser.bparser import BibTexParser
        from bibtexparser.latexenc import latex_to_unicode

        parsed = loads(text, BibTexParser(ignore_nonstandard_types=False))
        plain = [{name: latex_to_unicode(text) for name, text in entry.items()} for entry in parsed.entries]
    return plain, list(parsed.comments)
