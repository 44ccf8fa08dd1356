"""Opens the files of the seeds and takes entries apart; notes every problem, not only the first."""

from __future__ import annotations

import difflib
import math
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


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
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
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
    loader = yaml.SafeLoader(_load_text(root / file, file, wrong))
    try:
        node = loader.get_single_node()
        wrong.extend(Problem(file, f"line {n}", key, "this key once only") for key, n in _repeated_keys(node))
        return loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        wrong.append(Problem(file, f"line {line}", "", f"valid YAML ({error.problem})"))
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
            yield Entry(file, str(name), fields, wrong)
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
        yield entry


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
        yield Entry(file, fields["ID"], fields, wrong)


def _parse_bib(text: str) -> tuple[list[dict[str, str]], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyparsing warns about how bibtexparser's own grammar is written
        from bibtexparser import loads
        from bibtexparser.bparser import BibTexParser
        from bibtexparser.latexenc import latex_to_unicode

        parsed = loads(text, BibTexParser(ignore_nonstandard_types=False))
        plain = [{name: latex_to_unicode(text) for name, text in entry.items()} for entry in parsed.entries]
    return plain, list(parsed.comments)
