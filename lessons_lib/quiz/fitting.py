"""Whether a card can show an answer: what counts places must count places that there are. keep.js does the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["fits"]

Asked = Mapping[str, Any]


def fits(question: Asked, response: Asked, checked: bool) -> bool:
    """Whether a response is one that this question can have had; `question` is what the page is given."""
    if "steps" in question:
        return _leads_somewhere(question, response)
    if "claims" in question:
        return _rates(question, response.get("values") or {}, checked)
    if "questions" in question:
        return _fills_in(question, response)
    answer, hints = response.get("answer"), response.get("hints", 0)
    if not _is_at(hints, 100):
        return False
    return not checked if answer is None else _answers(question, answer) and not (checked and answer == [])


def _is_at(value: Any, number: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < number


def _answers(question: Asked, answer: Any) -> bool:
    if "items" in question:
        return isinstance(answer, list) and all(_is_at(one, 100) for one in answer) and _orders(question, answer)
    if "parts" in question:
        return _picks(question["parts"], answer)
    if "sureness" in question:
        return isinstance(answer, dict) and _judges(question, answer)
    if "options" in question:
        many = len(question["options"])
        return isinstance(answer, list) and len(answer) <= many and all(_is_at(one, many) for one in answer)
    return isinstance(answer, str) if "low" not in question else _guesses(question, answer)


def _orders(question: Asked, answer: list[int]) -> bool:
    return sorted(answer) == list(range(len(question["items"])))


def _picks(parts: list[Any], answer: Any) -> bool:
    if not (isinstance(answer, list) and len(answer) == len(parts)):
        return False
    return all(one is None or _is_at(one, len(part["options"])) for one, part in zip(answer, parts, strict=True))


def _judges(question: Asked, answer: Asked) -> bool:
    chosen, sure = answer.get("chosen"), answer.get("sure")
    of_all = ((chosen, question["options"]), (sure, question["sureness"]))
    return all(one is None or _is_at(one, len(places)) for one, places in of_all)


def _guesses(question: Asked, answer: Any) -> bool:
    is_number = isinstance(answer, (int, float)) and not isinstance(answer, bool)
    return is_number and question["low"] <= answer <= question["high"]


def _rates(question: Asked, values: Any, checked: bool) -> bool:
    if not isinstance(values, dict):
        return False
    return all(_is_at(values.get(claim["id"], -1 if checked else 0), 101) for claim in question["claims"])


def _fills_in(question: Asked, response: Asked) -> bool:
    answers = response.get("answers") or {}
    if not (isinstance(answers, dict) and _is_at(response.get("at", 0), len(question["questions"]))):
        return False
    given = ((one, answers.get(one["id"])) for one in question["questions"])
    return all(answer is None or _answers(one, answer) for one, answer in given)


def _leads_somewhere(question: Asked, response: Asked) -> bool:
    path, note, draft = response.get("path") or [], response.get("note"), response.get("answer") or {}
    at = _walk(question, path) if isinstance(path, list) else None
    if at is None or not isinstance(draft, dict):
        return False
    lines = question["note"]["lines"]
    if note:
        return (
            at in question["ends"] and _picks([{"options": line["chips"]} for line in lines], note) and None not in note
        )
    return (
        _drafts_note(lines, draft.get("note") or {}) if at in question["ends"] else _decides(question, at, draft, draft)
    )


def _walk(question: Asked, path: list[Any]) -> str | None:
    """Return the step or the end that the decisions lead to; None when one of them cannot be made."""
    at: str = question["start"]
    for decision in path:
        if at not in question["steps"] or not isinstance(decision, dict) or not _decides(question, at, decision):
            return None
        at = question["steps"][at]["choices"][decision["chosen"]]["then"]
    return at


def _decides(question: Asked, at: str, decision: Asked, given: Any = ("chosen", "reason", "sure")) -> bool:
    step = question["steps"][at]
    places = {"chosen": step["choices"], "reason": step["reasons"], "sure": question["sureness"]}
    return all(_is_at(decision.get(name), len(places[name])) for name in given if name in places)


def _drafts_note(lines: list[Any], note: Any) -> bool:
    known = {str(place): line["chips"] for place, line in enumerate(lines)}
    return isinstance(note, dict) and all(
        name in known and _is_at(chip, len(known[name])) for name, chip in note.items()
    )
