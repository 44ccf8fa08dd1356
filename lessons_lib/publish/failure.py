"""The one exception of publishing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nbconvert.utils.exceptions import ConversionException


class LessonFailed(ConversionException):
    """Says in a sentence why a lesson cannot become a page, and where."""


@contextmanager
def naming(place: str) -> Iterator[None]:
    """Put the place, such as a notebook and a cell, before the reason of any LessonFailed raised inside."""
    try:
        yield
    except LessonFailed as failure:
        raise LessonFailed(f"{place}: {failure}") from None
