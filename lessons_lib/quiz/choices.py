"""Questions with options to choose from: one is right, or several are."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from lessons_lib.quiz.parts import Asked, Option, Stance, require_count, require_different, require_one_right

__all__ = ["Choice", "Multiple", "OneRight", "Single"]


class Choice(Asked):
    """A question with options to choose from, all of them different."""

    options: tuple[Option, ...]

    @field_validator("options")
    @classmethod
    def _are_three_or_more_and_differ(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        require_count(options, 3)
        require_different((option.text for option in options), "options")
        return options


class OneRight(Choice):
    """A choice with one right option, a belief behind each other one, and at most one that is most sceptical."""

    options: tuple[Stance, ...]

    @field_validator("options")
    @classmethod
    def _one_is_right(cls, options: tuple[Stance, ...]) -> tuple[Stance, ...]:
        require_one_right(options, "option")
        return options

    @field_validator("options")
    @classmethod
    def _each_wrong_one_is_believed(cls, options: tuple[Stance, ...]) -> tuple[Stance, ...]:
        for place, option in enumerate(options, 1):
            if not option.right and option.misconception is None:
                raise ValueError(f"a misconception with each wrong option; option {place} has none")
        return options

    @field_validator("options")
    @classmethod
    def _one_is_most_sceptical(cls, options: tuple[Stance, ...]) -> tuple[Stance, ...]:
        marked = sum(option.sceptical for option in options)
        if marked > 1:
            raise ValueError(f"at most one option that is the most sceptical, found {marked}")
        return options


class Single(OneRight):
    """One option is right; each wrong one carries the belief that leads to it."""

    type: Literal["single"]


class Multiple(Choice):
    """Any number of options from one up may be right."""

    type: Literal["multiple"]

    @field_validator("options")
    @classmethod
    def _some_are_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        if not any(option.right for option in options):
            raise ValueError("at least one right option, found none")
        return options
