"""Questions about what belongs where: put into order, match, fill the gaps."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Literal, TypeVar

from pydantic import field_validator, model_validator

from lessons_lib.quiz.parts import (
    Asked,
    Name,
    Option,
    Part,
    TagName,
    Text,
    require_count,
    require_different,
    require_one_right,
)

__all__ = ["GAP", "Fill", "Item", "Match", "Order", "Other", "Pair", "shuffle"]

GAP = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}")

Thing = TypeVar("Thing")


class Item(Part):
    """One thing that has its place, and why it stands there."""

    text: Text
    feedback: Text


class Order(Asked):
    """Things to put into order; they are written in the right one, `ends` names its first and last place."""

    type: Literal["order"]
    ends: tuple[Text, ...]
    items: tuple[Item, ...]

    @field_validator("ends")
    @classmethod
    def _are_two(cls, ends: tuple[Text, ...]) -> tuple[Text, ...]:
        if len(ends) != 2:
            raise ValueError(f"two words, one for each end, found {len(ends)}")
        return ends

    @field_validator("items")
    @classmethod
    def _can_be_ordered(cls, items: tuple[Item, ...]) -> tuple[Item, ...]:
        require_count(items, 3, 6)
        require_different((item.text for item in items), "items")
        return items

    @property
    def start(self) -> list[int]:
        """In which order the items stand at first: the same for everybody, and never the right one."""
        return shuffle(range(len(self.items)), self.id)


class Pair(Part):
    """What goes together, and why."""

    left: Text
    right: Text
    feedback: Text


class Other(Part):
    """Something that goes with nothing, what to say to whoever thinks so, and the belief behind it."""

    right: Text
    feedback: Text
    misconception: TagName | None = None


class Match(Asked):
    """Things on the left that each go with one on the right; `others` go with none."""

    type: Literal["match"]
    pairs: tuple[Pair, ...]
    others: tuple[Other, ...] = ()

    @field_validator("pairs")
    @classmethod
    def _can_be_told_apart(cls, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        require_count(pairs, 3, 5)
        require_different((pair.left for pair in pairs), "left sides")
        return pairs

    @field_validator("others")
    @classmethod
    def _are_few(cls, others: tuple[Other, ...]) -> tuple[Other, ...]:
        require_count(others, 0, 2)
        return others

    @model_validator(mode="after")
    def _right_sides_differ(self) -> Match:
        require_different(self.rights, "right sides")
        return self

    @property
    def rights(self) -> list[str]:
        """All right sides: the pairs' by place, then the others'."""
        return [*(pair.right for pair in self.pairs), *(other.right for other in self.others)]

    @property
    def start(self) -> list[int]:
        """In which order the right sides stand in the lists."""
        return shuffle(range(len(self.pairs) + len(self.others)), self.id)


class Fill(Asked):
    """A sentence with gaps such as {many}; each gap has its own few words to choose from."""

    type: Literal["fill"]
    text: Text
    blanks: Mapping[Name, tuple[Option, ...]]

    @field_validator("blanks")
    @classmethod
    def _each_has_one_right_word(cls, blanks: Mapping[str, tuple[Option, ...]]) -> Mapping[str, tuple[Option, ...]]:
        for name, options in blanks.items():
            try:
                require_count(options, 2, 4)
                require_different((option.text for option in options), "options")
                require_one_right(options, "option")
            except ValueError as cause:
                raise ValueError(f"{cause} (gap {name})") from cause
        return blanks

    @model_validator(mode="after")
    def _gaps_are_those_of_the_sentence(self) -> Fill:
        gaps = GAP.findall(self.text)
        if sorted(gaps) != sorted(self.blanks):
            told = [", ".join(names) or "none" for names in (gaps, self.blanks)]
            raise ValueError(f"each blank once as a gap of the text; the text has {told[0]}, the blanks are {told[1]}")
        return self

    def shuffled(self, name: str) -> list[Option]:
        """The words for one gap, in an order that does not tell which is right."""
        return shuffle(self.blanks[name], f"{self.id} {name}", may_stay=True)


def shuffle(things: range | tuple[Thing, ...], seed: str, may_stay: bool = False) -> list[Thing]:
    """Return the things in an order drawn by lot from the seed: the same each time, and a new one.

    With `may_stay` the order may be the old one too.
    """
    drawn: list[Thing] = list(things)  # type: ignore[arg-type]
    random.Random(seed).shuffle(drawn)
    moved = drawn != list(things) or may_stay
    return drawn if moved else [*drawn[1:], drawn[0]]
