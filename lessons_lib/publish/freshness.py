"""Whether a page still says what its notebook, the facts and the code would make of it today."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lessons_lib import seeds

from .sitemap import Site

PACKAGE = Path(__file__).parents[1]
#: What draws and writes a page besides our own code.
TOOLS = ("anywidget", "bleach", "matplotlib", "mistune", "nbconvert", "numpy", "pygments", "scipy", "traitlets")
MARK = re.compile(rb'<meta name="built-from" content="([0-9a-f]+)">')
HEAD = 4000  # bytes of a page in which its mark stands


def mark_lesson(lesson: Path, site: Site) -> Site:
    """Return the site as the page of this notebook is to know it: with the mark of all that goes into the page."""
    return replace(site, mark=_digest([lesson.read_bytes(), _tell(site), _common()]))


def mark_rest(site: Site, pages: Iterable[bytes]) -> Site:
    """Return the site as the pages made from all others are to know it: the cover, the indexes, the search."""
    return replace(site, mark=_digest([*pages, _tell(site), _common()]))


def is_fresh(page: Path, mark: str) -> bool:
    """Whether a page was built from what the mark stands for."""
    try:
        with page.open("rb") as file:
            found = MARK.search(file.read(HEAD))
    except OSError:
        return False
    return found is not None and found[1].decode() == mark


def _tell(site: Site) -> bytes:
    return repr(astuple(replace(site, mark=""))).encode()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:20]


@cache
def _common() -> bytes:
    """What every page depends on: the code, the facts, the teacher's own configuration, and the tools."""
    return _digest([*_files(), *_settings(), *(_version(tool).encode() for tool in TOOLS)]).encode()


def _files() -> Iterator[bytes]:
    for folder in (PACKAGE, seeds.folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()


def _settings() -> Iterator[bytes]:
    from lessons_lib.advice.emergency import find_override

    own = find_override()
    yield own.read_bytes() if own and own.is_file() else b""


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""
