"""Questions that are answered by pointing at a picture, and the picture they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import field_validator

from lessons_lib.quiz.parts import Asked, Name, Option, require_count, require_different, require_one_right

__all__ = ["Hotspot", "Picture", "Place"]


@dataclass(frozen=True)
class Picture:
    """A drawing to point at: SVG, what it shows in words, and named places in percent from its upper left corner.

    The quiz knows no drawings. Who asks a hotspot hands it one: lessons_lib/asking.py takes it from
    lessons_lib.labs.pictures, `QuizWidget(question, picture=Picture(*draw_picture(question.picture)))`.
    The SVG is shown as it is, so it must be one of our own.
    """

    svg: str
    places: Mapping[str, tuple[float, float]]
    alt: str


class Place(Option):
    """One place to point at, by its name in the picture."""

    place: Name


class Hotspot(Asked):
    """A picture with places to point at, one of them right; the same places stand in a list below it."""

    type: Literal["hotspot"]
    picture: Name
    places: tuple[Place, ...]

    @field_validator("places")
    @classmethod
    def _can_be_told_apart(cls, places: tuple[Place, ...]) -> tuple[Place, ...]:
        require_count(places, 3, 8)
        require_different((place.place for place in places), "places")
        require_different((place.text for place in places), "texts")
        require_one_right(places, "place")
        return places

    def find_spots(self, picture: Picture | None) -> list[list[float]]:
        """Return where the places are in the picture, x and y in percent.

        Raises ValueError with a sentence when there is no picture or a place is not in it.
        """
        if picture is None:
            raise ValueError(f"Question {self.id!r} points at a picture. Hand it over: picture=Picture(…).")
        for missing in (place.place for place in self.places if place.place not in picture.places):
            there = ", ".join(picture.places) or "none"
            raise ValueError(f"Picture {self.picture!r} has no place {missing!r}. Its places are: {there}.")
        return [list(picture.places[place.place]) for place in self.places]
