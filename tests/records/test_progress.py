"""A progress file is read as a page writes it, and nothing in it is trusted."""

import json

import pytest

from lessons_lib.records.progress import FORMAT, LARGEST, Kept, parse, read, write
from lessons_lib.records.state import State

AT = "2026-11-21T10:00:00.000Z"
ENTRY = {"of": "0123abcd", "response": {"answer": [1]}, "checked": True, "attempts": [{"right": True}], "at": AT}


def whole(kept, **parts):
    return {"format": FORMAT, "version": 1, "saved": AT, "kept": kept, "places": {"01": {"id": "x", "at": AT}}, **parts}


def encode(data):
    return json.dumps(data).encode()


def test_what_a_page_saved_is_read():
    (kept,), wrong = parse(encode(whole({"chain-check-1": ENTRY})))
    assert wrong == []
    assert kept == Kept(
        "chain-check-1", "0123abcd", State({"answer": [1]}, True, ({"right": True},)), AT[:-1] + "+00:00"
    )


def test_what_is_written_is_read_again_and_the_same_answers_give_the_same_bytes():
    found, _ = parse(encode(whole({"b": ENTRY, "a": ENTRY})))
    assert write(found) == write(reversed(found))
    assert parse(write(found)) == (found, [])
    assert json.loads(write(found))["kept"]["a"] == ENTRY


def deep(levels):
    return {"a": deep(levels - 1)} if levels else 1


#: For each file: the field that is named.
HOSTILE = {
    "nothing": (b"", ""),
    "no text": (b"\xff\xfe\x00", ""),
    "cut off": (encode(whole({"a": ENTRY}))[:-5], ""),
    "brackets without end": (b"[" * 100_000, ""),
    "a number without end": (b'{"kept": ' + b"9" * 5000 + b"}", ""),
    "a list": (encode([]), "format"),
    "null": (encode(None), "format"),
    "another format": (encode(whole({}, format="x")), "format"),
    "another version": (encode(whole({}, version=2)), "version"),
    "true for a version": (encode(whole({}, version=True)), "version"),
    "a list of answers": (encode(whole([])), "kept"),
    "too many": (encode(whole({f"q{number}": ENTRY for number in range(5001)})), "kept"),
    "a script as an id": (encode(whole({"<script>": ENTRY})), ""),
    "a prototype as an id": (encode(whole({"__proto__": ENTRY})), ""),
    "a path as an id": (encode(whole({"../../x": ENTRY})), ""),
    "a field too many": (encode(whole({"a": ENTRY | {"more": 1}})), ""),
    "a field too few": (encode(whole({"a": {"of": "0123abcd"}})), ""),
    "a mark of letters": (encode(whole({"a": ENTRY | {"of": "0123ABCZ"}})), "of"),
    "a response in a list": (encode(whole({"a": ENTRY | {"response": []}})), "response"),
    "too deep": (encode(whole({"a": ENTRY | {"response": deep(20)}})), "response"),
    "too long a text": (encode(whole({"a": ENTRY | {"response": {"answer": "x" * 5001}}})), "response"),
    "no number": (encode(whole({"a": ENTRY | {"response": {"answer": float("nan")}}})), "response"),
    "past all numbers": (encode(whole({"a": ENTRY | {"response": {"answer": 7}}})).replace(b"7", b"1e999"), "response"),
    "a prototype inside": (encode(whole({"a": ENTRY | {"response": {"__proto__": {}}}})), "response"),
    "checked by one": (encode(whole({"a": ENTRY | {"checked": 1}})), "checked"),
    "attempts of words": (encode(whole({"a": ENTRY | {"attempts": ["x"]}})), "attempts"),
    "a month 13": (encode(whole({"a": ENTRY | {"at": "2026-13-01T10:00:00.000Z"}})), "at"),
    "a time in words": (encode(whole({"a": ENTRY | {"at": "soon"}})), "at"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_nothing_and_one_sentence(name):
    content, field = HOSTILE[name]
    found, wrong = parse(content)
    assert found == []
    assert [one.field for one in wrong] == [field]
    assert wrong[0].expected


def test_a_file_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert read(path)[1][0].expected == "a file of 5 MB at most"


def test_one_bad_answer_does_not_hide_another():
    _, wrong = parse(encode(whole({"a": ENTRY | {"of": 1, "at": 2}, "b": ENTRY | {"checked": None}, "c": ENTRY})))
    assert [(one.id, one.field) for one in wrong] == [("a", "of"), ("a", "at"), ("b", "checked")]
