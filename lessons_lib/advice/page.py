"""Everything a page needs to ask, to look up and to say, as plain data for JSON: a page computes no answer itself.

A page closes what any tick closes (`closes` of signs, conditions and feeling; all of it under 16), takes the lowest
`urgency` of the ticked signs, tells every tick, and looks the options up in `table` under what is left: "open" where
product is not closed, else "ask" where ask is not closed, else "none"; nothing where options is closed. The reasons of
an option are the fired rules that name it, those that hold it first; where none raises it, its `start_because` as well.
Inputs, answers, options and values stand in the order of the lists in `table`: a page sorts the keys of objects.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from lessons_lib.advice import table
from lessons_lib.advice.emergency import emergency
from lessons_lib.advice.gate import ACTIVITIES
from lessons_lib.advice.kinds import EFFECTS
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import Sign, facts, rarity
from lessons_lib.advice.triage import AGES

__all__ = ["page_data", "to_plain"]


def page_data() -> dict[str, object]:
    """The triage, the options with their rules, the places for help and the table; about 90 kB as JSON."""
    known, rules, at = facts(), book(), emergency()
    return {
        "activities": dict(ACTIVITIES),
        "ages": list(AGES),
        "words": dict(at.words),
        "places": dict(at.places),
        "rare": list(rarity()),
        "triage": to_plain(known),
        "advice": to_plain(rules),
        "table": json.loads(table.bake()),
    }


def to_plain(value: object) -> object:
    """A value of ours as dicts, lists, text and numbers; sets are sorted, a rule's effect is the words of the file."""
    for words, effect in EFFECTS.items():
        if value == effect:
            return words
    if is_dataclass(value):
        plain = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
        return {**plain, "closes": sorted(value.closes)} if isinstance(value, Sign) else plain
    if isinstance(value, Mapping):
        return {str(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    return [to_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
