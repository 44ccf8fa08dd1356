"""Lays out pages that no notebook makes, in the same frame as those that one makes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from .minify import minify_part

HERE = Path(__file__).parent


def read_part(name: str) -> str:
    """Return a style sheet or script of the page, without what only people read."""
    return minify_part(name, (HERE / name).read_text("utf-8"))


def render(template: str, **words: Any) -> str:
    """Return a page; text goes in escaped, and only what a template marks as safe goes in as HTML."""
    return _templates().get_template(template).render(read_part=read_part, **words)


@cache
def _templates() -> jinja2.Environment:
    folder = jinja2.FileSystemLoader(HERE / "templates" / "lesson")
    return jinja2.Environment(loader=folder, autoescape=True, undefined=jinja2.StrictUndefined)
