"""Finished bakes: beside the package for the shipped labs, in the user's cache for what was baked here."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from .bake import Packed, bake_now
from .decorate import Explorable
from .drawing import take_drawing

_PACKAGE = Path(__file__).parent.parent
#: Where a wheel carries the bakes of the shipped labs.
SHIPPED = _PACKAGE / "_bakes"
#: What a shipped lab's bake depends on, beside the lab itself.
_DEPENDS = ("explorable/*.py", "models/*.py", "labs/*", "seeds/*.py")
_log = logging.getLogger(__name__)


def finish(lab: Explorable, packed: Packed) -> dict[str, Any]:
    """A bake with its first picture and caption: all that is needed to show the lab without drawing."""
    start = take_drawing(lab.function, lab.settings(), lab.name)
    return {"picture": start.svg, "caption": start.caption.write(), "bake": packed}


def load(lab: Explorable) -> dict[str, Any] | None:
    """The finished bake of a shipped lab that fits this code and these libraries; None if there is none."""
    if not _is_shipped(lab):
        return None
    for folder in (SHIPPED, cache_folder()):
        path = folder / _file_name(lab)
        if path.is_file() and (found := _read(path)):
            return found
    return None


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        _log.warning("%s is damaged; the bake is made again.", path)
        return None
    return found


def save(lab: Explorable, finished: dict[str, Any], folder: Path | None = None) -> None:
    """Keep a finished bake, whole or not at all; a folder that cannot be written only costs time and is logged."""
    if not _is_shipped(lab):
        return
    path = (folder or cache_folder()) / _file_name(lab)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(finished, separators=(",", ":")), encoding="utf-8")
        unfinished.replace(path)
    except OSError as problem:
        _log.warning("The bake of %s could not be kept (%s); it will be made again next time.", lab.name, problem)


def load_or_bake(lab: Explorable) -> dict[str, Any]:
    """The finished bake, made now if there is none."""
    finished = load(lab)
    if finished is None:
        finished = finish(lab, bake_now(lab))
        save(lab, finished)
    return finished


def cache_folder() -> Path:
    """Where bakes made on this machine are kept; `LESSONS_CACHE` overrides it."""
    chosen = os.environ.get("LESSONS_CACHE")
    return Path(chosen) if chosen else user_cache_path("from-the-ground-up") / "bakes"


def _is_shipped(lab: Explorable) -> bool:
    # What a notebook's own lab depends on cannot be known, so it is never taken from a cache.
    return lab.function.__module__.startswith("lessons_lib.labs.")


def _file_name(lab: Explorable) -> str:
    return f"{lab.name}-{_fingerprint()}.json"


@cache
def _fingerprint() -> str:
    """A hash of everything a shipped bake depends on: code, constants and the release of what draws."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    # A patch release may move a pixel, and the bake would still be true to itself; so wheels stay useful for longer.
    digest.update(".".join(version("matplotlib").split(".")[:2]).encode())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    from lessons_lib import seeds

    for pattern in _DEPENDS:
        yield from sorted(path for path in _PACKAGE.glob(pattern) if path.is_file())
    yield seeds.folder() / "constants.yaml"
