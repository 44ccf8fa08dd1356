"""What gives an answer its meaning: an answer to a question that has changed since is not put back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

__all__ = ["CHECKS", "fingerprint", "to_keep"]

#: What a check is called in the records, by the type of what was asked; "answer" for every other type.
CHECKS = {"predict": "guess", "form": "form", "trust": "trust"}

#: Parts of a question that may be reworded or worked out anew without making an old answer mean something else.
_WORDING = {"stem", "hints", "explanation", "feedback", "then", "against", "shown", "title", "kept", "svg", "alt"}
_JUDGING = {"answer", "right", "tolerance", "traps", "close_within", "spots", "units"}


def fingerprint(question: Mapping[str, Any]) -> str:
    """Return a mark, 8 letters, of what gives an answer its meaning; `question` is what the page is given."""
    return f"{zlib.crc32(json.dumps(_bare(question), sort_keys=True).encode()):08x}"


def to_keep(question: Any) -> dict[str, str] | None:
    """Return the `id` under which answers are kept, and what they are answers `of`; None for what is no question."""
    if not (isinstance(question, Mapping) and isinstance(question.get("id"), str)):
        return None
    return {"id": question["id"], "of": fingerprint(question)}


def _bare(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {name: _bare(value) for name, value in part.items() if name not in _WORDING | _JUDGING}
    return [_bare(one) for one in part] if isinstance(part, (list, tuple)) else part
