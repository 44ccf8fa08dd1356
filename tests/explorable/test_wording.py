"""Numbers in texts: what `show` writes, what counts as a number, and that taking apart and writing lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.explorable import show
from lessons_lib.explorable.wording import Numeral, keep_unrounded, level_digits, parse, strip_marks

SPECS = (".0f", ".1f", ".2f", "+.1f", ",.0f", "+,.2f")
NUMBERS = st.floats(-1e7, 1e7, allow_nan=False)
WORDS = st.text(alphabet="ab °–:;()L-_/", max_size=8)


# --- show -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("value", [0.0, -0.0, -0.0001, 0.0001])
def test_nothing_is_shown_without_a_sign(value, spec):
    assert show(value, spec).strip("0.") == ""


@given(NUMBERS, st.sampled_from(SPECS))
def test_a_shown_minus_is_a_real_minus(value, spec):
    shown = show(value, spec)
    assert "-" not in shown
    assert ("−" in shown) == (value < 0 and bool(shown.strip("−+0.,")))


@pytest.mark.parametrize(
    ("value", "spec", "shown"),
    [
        (1.57, ".1f", "1.6"),
        (-2.5, ".1f", "−2.5"),
        (3, "+.1f", "+3.0"),
        (-3, "+.1f", "−3.0"),
        (12345.6, ",.0f", "12,346"),
    ],
)
def test_show_follows_the_format(value, spec, shown):
    assert show(value, spec) == shown


def test_outside_a_bake_no_mark_is_left():
    assert show(1.5) == strip_marks(show(1.5))


# --- unrounded values travel ------------------------------------------------------------------------------------------


def test_the_unrounded_value_travels_through_the_text():
    with keep_unrounded() as ledger:
        phrase = parse(f"tips {show(1.5712)}° of {show(-0.04)} and 7", ledger)
    assert phrase.values == (1.5712, -0.04, 7)
    assert phrase.unrounded == (True, True, False)
    assert phrase.write() == "tips 1.6° of 0.0 and 7"


def test_a_mark_is_never_seen_by_a_reader():
    with keep_unrounded():
        text = show(1.5)
    assert text != "1.5"
    assert strip_marks(text) == "1.5"
    assert level_digits(text) == "0.0"


def test_ledgers_do_not_mix():
    with keep_unrounded() as outer:
        show(1)
        with keep_unrounded() as inner:
            show(2)
        show(3)
    assert (outer, inner) == ([1, 3], [2])


# --- what is a number and what is a word ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["L4-L5", "007", "agent 007", "room 0", "000", "00:30", "v2", "B12", "a_1", "no number", "", "r2 = r·r"]
)
def test_words_with_digits_stay_as_they_are(text):
    assert parse(text, []).write() == text


@pytest.mark.parametrize("text", ["L4-L5", "007", "B12", "v2"])
def test_a_word_with_digits_holds_no_number(text):
    assert parse(text, []).values == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3.1 of 13.3", (3.1, 13.3)),
        ("−2.2°", (-2.2,)),
        ("-2.2°", (-2.2,)),
        ("+0.5", (0.5,)),
        ("1,234 steps", (1234,)),
        ("12,345,678", (12345678,)),
        ("in 2023-05", (2023,)),
        ("5–10", (5, 10)),
        ("(−3)", (-3,)),
        ("9.5°.", (9.5,)),
    ],
)
def test_numbers_are_read_with_their_sign(text, values):
    phrase = parse(text, [])
    assert phrase.values == values
    assert phrase.write() == text


def test_a_hyphen_after_a_word_or_number_is_no_minus():
    assert parse("10-5", []).values == (10, 5)
    assert parse("wedge-5", []).values == (5,)


def test_patterns_differ_by_decimals_and_commas_and_not_by_signs():
    same = [parse(text, []).pattern for text in ("tips 1.5°", "tips −1.5°", "tips +22.5°")]
    other = [parse(text, []).pattern for text in ("tips 1.50°", "tips 2°", "tips 1,000.5°", "turns 1.5°")]
    assert len(set(same)) == 1
    assert len({*same, *other}) == 5


@given(st.lists(st.tuples(WORDS, NUMBERS, st.sampled_from(SPECS)), max_size=5), WORDS)
def test_taking_apart_and_writing_gives_the_text_back(parts, end):
    text = "".join(f"{words} {show(value, spec)} " for words, value, spec in parts) + end
    assert parse(text, []).write() == text


@given(st.lists(st.tuples(NUMBERS, st.sampled_from(SPECS)), min_size=1, max_size=5))
def test_marked_and_unmarked_texts_are_written_alike(parts):
    plain = " and ".join(show(value, spec) for value, spec in parts)
    with keep_unrounded() as ledger:
        phrase = parse(" and ".join(show(value, spec) for value, spec in parts), ledger)
    assert phrase.write() == plain
    assert phrase.values == tuple(value for value, _ in parts)


# --- writing other numbers into a text --------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [-0.04, 0.04, 0.0, -0.0])
def test_a_numeral_never_writes_minus_zero(value):
    assert Numeral(1, plus=True).write(value) == "0.0"


def test_a_merged_numeral_writes_what_either_wrote():
    merged = parse("x 1.5", []).numerals[0].merge(parse("x −1.5", []).numerals[0])
    assert (merged.write(-2.25), merged.write(2.25)) == ("−2.2", "2.2")
    signed = parse("+1.5", []).numerals[0].merge(parse("−1.5", []).numerals[0])
    assert (signed.write(3), signed.write(-3)) == ("+3.0", "−3.0")


def test_a_hyphen_stays_a_hyphen_where_the_drawing_wrote_one():
    assert parse("-1.5", []).write((-2,)) == "-2.0"
    assert parse("−1.5", []).write((-2,)) == "−2.0"
