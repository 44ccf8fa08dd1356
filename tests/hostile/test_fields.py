"""A hostile text in any field of the seeds shows as text or is refused by file, entry and field; it never acts."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from lessons_lib.markup import to_inline

from .attack import Spot, attack, forget, raw, spots
from .looks import look, read_moodle
from .shown import pieces
from .strings import REFUSED, SHOWN, STRINGS

#: What Markdown may make of a text, wherever it stands.
MARKS = {
    (mark, "")
    for mark in [
        "a",
        "bdi",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "path",
        "pre",
        "strong",
        "svg",
        "ul",
    ]
}
MARKS |= {(mark, "") for mark in ["sub", "sup", "table", "tbody", "td", "th", "thead", "tr"]}
MARKS |= {
    ("a", "href"),
    ("a", "rel"),
    *((mark, "dir") for mark in ["p", "li", "h2", "h3", "h4", "h5", "h6", "td", "th"]),
}
MARKS |= {("svg", name) for name in ["class", "role", "aria-label", "viewbox", "width", "height", "overflow", "style"]}
MARKS |= {("path", "fill"), ("path", "d")}
# The notice is a notebook's Markdown: a fence's word stays as a class; `looks` refuses all others but `language-…`.
MARKS |= {("code", "class")}
#: Texts that are too long to be put into every field several times over; they stand in fields one by one with --slow.
HEAVY = ("long without a space", "long with spaces", "long mark")
#: Texts that take what stands behind them in, as Markdown has it: each comes last in its pack.
GREEDY = (
    "code fence",
    "diagram fence",
    "deep quotes",
    "link by reference",
    "footnote",
    "markdown blocks",
    "lonely dollars",
)
#: Formulas that cannot be set, which the course refuses in most fields; each by itself.
FORMULAS = (
    "formula that links",
    "formula that reads a file",
    "formula that breaks out",
    "formula that ends the drawing",
)
PACKS = 10
#: What nobody is shown, and why.
UNSEEN = {
    r".*: \* objective": "an aim is for whoever writes questions",
    r"constants\.yaml: .*": "a constant's value is shown, its note is for whoever checks it",
    r"contradictions\.yaml: \* values \* (?:label|unit)": "names by which code finds a value",
    r"glossary\.yaml: \* also \*": "forms by which a link finds its term; the search carries them in base64",
    r"ipdas\.yaml: about aid": "the aid stands on its own page",
    r"search\.yaml: .*": "words to compare with, which travel in base64",
    r"teaching\.yaml (?:plan|schedule): \* title": "the notebook says it itself",
    r"teaching\.yaml schedule: \* sessions \* title": "a timetable of one session has no title",
    r"misconceptions\.yaml: .*": "shown where a lesson's questions carry the tag; held by a test of its own",
    r"evidence/.*": "figures read numbers; what is shown of words is held where it is shown",
}
SHORTENED = ("where one stopped", "moodle", "canvas")


def pack(number: int) -> list[str]:
    """Some of the texts, each of which ends by itself, one that takes the rest in at the end."""
    plain = [name for name in SHOWN if name not in (*HEAVY, *GREEDY, *FORMULAS)]
    return [SHOWN[name] for name in (*plain[number::PACKS], *GREEDY[number : number + 1])]


def may_hold(spot: Spot, formula: bool) -> bool:
    """Whether a field is free, and looks at its formulas when it is read."""
    return not spot.fixed and (not formula or spot.file.startswith(("questions/", "cases/", "core_ten", "teaching")))


def original(spot: Spot) -> str:
    value = raw()[spot.file]
    for part in spot.path:
        value = value[part]
    return str(value)


def dress(spot: Spot, texts: list[str]) -> str:
    """The text as it stands, with hostile ones before its last stop, between two marks; rotated from field to field."""
    body = original(spot).rstrip()
    stop = body[-1] if body[-1:] in tuple(".?!") else ""
    turn = spot.number % max(1, len(texts) - 1)
    *head, last = texts
    first, end = spot.marks
    return f"{body.removesuffix(stop)} {first} {' – '.join([*head[turn:], *head[:turn], last])} {end}{stop}"


@pytest.fixture(scope="module")
def patch():
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("LESSONS_HOME", "/nowhere")
        monkeypatch.delenv("LESSONS_EMERGENCY", raising=False)
        yield monkeypatch
    forget(heavy=True)


@pytest.fixture(scope="module")
def calm(patch, tmp_path_factory):
    """The world with harmless words in every field: what is seen where, and which marks each maker makes by itself."""
    world = attack(patch, tmp_path_factory.mktemp("calm"), lambda spot: None if spot.fixed else dress(spot, ["zebra"]))
    seen, marks, faults = {}, {}, {}
    for name, kind, text in read(world):
        for spot, _ in find(visible(kind, text)):
            seen.setdefault(spot, set()).add(name)
        if kind in ("html", "page"):
            marks.setdefault(name, set()).update(look(text).marks)
            faults[name] = Counter(look(text).faults) if kind == "page" else Counter()
    return world, seen, marks, faults


def read(world):
    """Every piece, those of a Moodle file one by one."""
    for name, kind, text in pieces(world):
        if kind == "moodle":
            yield from ((f"moodle {part}", part, inside) for part, inside in read_moodle(text))
        else:
            yield name, kind, text


def visible(kind, text):
    return look(text).words if kind in ("html", "page") else text


def find(text):
    """The spots whose first mark stands in a text, each with what stands behind it."""
    by_number = {str(spot.number): spot for spot in spots()}
    for mark in re.finditer(r"Qa(\d+)x", text):
        yield by_number[mark[1]], text[mark.end() :]


def complaints(world, calm):
    """Everything that is wrong with what is shown of a world."""
    _, seen, marks, faults = calm
    found, shown = [], set()
    for name, kind, text in read(world):
        text.encode()
        if kind in ("html", "page"):
            held = look(text)
            more = Counter(held.faults) - faults.get(name, Counter())
            found += [f"{name}: {fault} in {text[:200]!r}" for fault in more]
            found += [
                f"{name}: mark {mark} in {text[:200]!r}" for mark in set(held.marks) - marks.get(name, set()) - MARKS
            ]
        for spot, rest in find(visible(kind, text)):
            whole = spot.marks[1] in rest
            shown |= {spot} if whole else set()
            if not whole and not name.startswith(SHORTENED) and kind != "file":
                found.append(f"{name}: {spot.shape} is cut short: {rest[:300]!r}")
    return found + [f"{spot.shape} is not shown" for spot in world.taken if spot in seen and spot not in shown]


# --- the fields -------------------------------------------------------------------------------------------------------


def test_the_course_reads_harmless_words_in_every_field_that_is_free(calm):
    assert calm[0].refused == {}
    assert len(calm[0].taken) > 350


def test_every_field_that_takes_words_is_shown_or_is_known_to_be_nowhere(calm):
    world, seen, _, _ = calm
    nowhere = [spot.shape for spot in world.taken if spot not in seen]
    assert [shape for shape in nowhere if not any(re.fullmatch(one, shape) for one in UNSEEN)] == []


def test_a_field_that_nobody_is_shown_is_seen_to_be_missing(calm):
    assert not any(re.fullmatch(one, "questions single: * remark") for one in UNSEEN)


def test_there_are_more_than_sixty_hostile_texts_and_all_stand_in_a_pack():
    packed = {text for number in range(PACKS) for text in pack(number)}
    assert len(STRINGS) > 100
    assert packed | {SHOWN[name] for name in (*HEAVY, *FORMULAS)} == set(SHOWN.values())


@pytest.mark.parametrize("number", range(PACKS))
def test_hostile_words_in_every_field_show_as_words_or_are_refused_by_name(number, calm, patch, tmp_path):
    world = attack(patch, tmp_path, lambda spot: None if spot.fixed else dress(spot, pack(number)))
    assert complaints(world, calm) == []
    assert len(world.taken) > 300


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", SHOWN)
def test_each_hostile_text_alone_in_every_field_shows_as_words_or_is_refused_by_name(name, calm, patch, tmp_path):
    # Questions, cases and plans refuse such a formula by name; elsewhere the card that would show it quotes it.
    formula = name in FORMULAS
    world = attack(patch, tmp_path, lambda spot: dress(spot, [SHOWN[name]]) if may_hold(spot, formula) else None)
    assert complaints(world, calm) == []


@pytest.mark.parametrize("name", ["long without a space", *FORMULAS])
def test_what_is_too_long_or_cannot_be_set_shows_as_words_or_is_refused_by_name(name, calm, patch, tmp_path):
    formula = name in FORMULAS
    world = attack(patch, tmp_path, lambda spot: dress(spot, [SHOWN[name]]) if may_hold(spot, formula) else None)
    assert complaints(world, calm) == []


@pytest.mark.parametrize("name", FORMULAS)
def test_a_card_quotes_a_formula_that_cannot_be_set(name):
    try:
        assert look(to_inline(SHOWN[name])).faults == []
    except ValueError as refused:
        assert str(refused).startswith("The formula $")  # noqa: PT017


def test_what_no_page_can_show_is_refused_in_every_field(patch, tmp_path):
    bad = list(REFUSED.values())
    free = [spot for spot in spots() if not spot.fixed]
    world = attack(patch, tmp_path, lambda spot: dress(spot, [bad[spot.number % len(bad)]]) if spot in free else None)
    assert world.taken == []
    assert set(world.refused) == set(free)


def test_nothing_to_read_is_refused_in_every_field_that_is_shown(calm, patch, tmp_path):
    empty = ("", " \t\n ", "\u200b\u2060")
    for text in empty:
        world = attack(patch, tmp_path, lambda spot, text=text: None if spot.fixed else text)
        assert [
            spot.shape for spot in world.taken if spot in calm[1] and not spot.shape.endswith(("unit", "about *"))
        ] == []
