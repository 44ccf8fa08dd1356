"""What the trial's page looks up is what the engine says, and the mends that the page needed in the engine hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.advice import Answers, triage
from lessons_lib.advice.diary import WITH, draw_order, fake_diary, fill, schedule
from lessons_lib.advice.diary_csv import load, to_csv
from lessons_lib.advice.diary_facts import diary_facts, important_change
from lessons_lib.advice.diary_reading import find_power, interval, pairs_needed, pairs_of, quantile, read
from lessons_lib.lesson import own_trial
from lessons_lib.personal.own_trial import CHANGES, CHOICES, EXAMPLES, LENGTHS, LOTS, MOST_READ, SPREADS, trial_data

KNOWN = diary_facts()
LIMITS = KNOWN.limits
DATA = trial_data()
TODAY = date(2026, 11, 21)


def test_the_page_gets_both_traits_and_little_of_them():
    widget = own_trial()
    assert set(widget.gate) >= {"signs", "conditions", "words"}
    assert len(json.dumps(widget.trial)) < 25_000
    assert repr(widget) == "own_trial()"


def test_every_question_of_the_engine_is_asked_in_its_order_with_its_reason():
    told = [(one["id"], one["text"], one["good"], one["because"]) for one in DATA["questions"]]
    assert told == [(one.id, one.text, one.good, one.because) for one in KNOWN.questions.values()]


def test_the_words_of_the_tables_are_those_of_the_seeds():
    assert DATA["says"] == dict(KNOWN.says)
    assert DATA["why"] == dict(KNOWN.why)
    assert {name: one["text"] for name, one in DATA["readings"].items()} == {
        name: one.text for name, one in KNOWN.readings.items()
    }
    assert (DATA["matters"]["points"], DATA["matters"]["percent"]) == important_change()


def test_the_change_that_matters_is_among_those_one_may_choose():
    assert important_change()[0] in CHANGES


@pytest.mark.parametrize("row", range(len(CHANGES)))
def test_pairs_needed_and_seen_are_those_of_the_engine(row):
    for place, spread in enumerate(SPREADS):
        assert DATA["pairs"][row][place] == pairs_needed(spread, CHANGES[row])
        for length in (LIMITS.least_pairs, 9, LIMITS.most_pairs):
            power = find_power(length, spread, CHANGES[row])
            assert DATA["seen"][row][place][length - LIMITS.least_pairs] == min(99, round(100 * power))


def test_the_table_never_promises_more_for_a_smaller_change_or_larger_ups_and_downs():
    for row in DATA["pairs"]:
        assert row == sorted(row)
    assert all(small >= large for small, large in zip(DATA["pairs"][0], DATA["pairs"][-1]))


def test_each_plain_answer_and_each_length_stands_in_the_tables():
    assert set(CHOICES) <= set(SPREADS)
    assert sorted(SPREADS) == list(SPREADS)
    assert all(LIMITS.least_pairs <= length <= LIMITS.most_pairs for length in LENGTHS)


def test_student_is_baked_for_every_length_that_can_be_read():
    assert DATA["quantiles"] == [quantile(pairs) for pairs in range(2, MOST_READ + 1)]
    assert 2 * LIMITS.most_pairs <= MOST_READ


def test_each_lot_draws_the_order_of_the_engine():
    gate = triage(Answers("16-or-over", "tested-normal"), TODAY).gate
    good = {name: one.good for name, one in KNOWN.questions.items()}
    for seed in (1, 137, LOTS):
        weeks = schedule(gate, TODAY, LIMITS.most_pairs, seed, good, today=TODAY).weeks
        first = [one.insert == WITH for one in weeks[::2]]
        assert [bool(DATA["orders"][seed - 1] >> pair & 1) for pair in range(LIMITS.most_pairs)] == first


def test_the_lots_are_fair_and_a_shorter_trial_has_the_same_beginning():
    shares = [bin(order).count("1") for order in DATA["orders"]]
    assert 0.48 < sum(shares) / (LOTS * LIMITS.most_pairs) < 0.52
    assert draw_order(4, 137) == draw_order(26, 137)[:4]


def test_the_examples_show_that_a_diary_can_fool():
    verdicts = [read(fake_diary(*one)).verdict for one in EXAMPLES]
    assert verdicts == ["cannot-tell", "some", "some", "little"]
    assert [one[0] for one in EXAMPLES] == [1, 0, 1, 0]  # the second sees what is not there
    assert {float(one[0]) for one in EXAMPLES} == set(KNOWN.game.effects)


def test_a_made_up_diary_travels_as_its_numbers():
    for one, told in zip(EXAMPLES, DATA["examples"]):
        assert told["pains"] == [entry.pain for entry in fake_diary(*one).entries]


def test_where_no_script_runs_the_questions_and_the_limits_can_be_read():
    words = own_trial()._repr_mimebundle_()[0]["text/plain"]
    assert all(one.text in words for one in KNOWN.questions.values())
    assert KNOWN.says["unblinded"] in words


# --- mends in the engine ----------------------------------------------------------------------------------------------


@given(st.floats(0, 10))
def test_any_pain_that_can_be_written_down_survives_the_file(pain):
    diary = replace(fake_diary(0, 3, 1), invented=False)
    told = fill(blank_like(diary), diary.entries[0].day, pain)
    assert load(to_csv(told)).diary == told


def blank_like(diary):
    return replace(diary, entries=tuple(replace(one, pain=None) for one in diary.entries))


def test_a_tiny_pain_has_no_exponent_in_the_file():
    diary = blank_like(fake_diary(0, 3, 1))
    told = fill(diary, diary.entries[0].day, 1e-5)
    assert b"0.00001" in to_csv(told)


def test_the_order_of_adding_up_changes_no_word():
    diary = fake_diary(1, 8, 3)
    found = read(diary)
    middle, low, high = interval([one.relief for one in reversed(pairs_of(diary))])
    assert (found.difference, found.low, found.high) == (round(middle, 9), round(low, 9), round(high, 9))


def test_no_mend_touched_who_may_begin():
    with pytest.raises(ValueError, match="warning signs"):
        schedule(None, TODAY, 4, 1, {}, today=TODAY)
    with pytest.raises(ValueError, match="warning signs"):
        read(blank_like(replace(fake_diary(0, 3, 1), invented=False)))
