"""Your own trial: closed to those it could harm, honest about how little it can tell, and no line of it is lost."""

import csv
import io
import math
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import nct, t, ttest_rel

from lessons_lib import seeds
from lessons_lib.advice.diary import WITH, WITHOUT, Diary, blank, fake_diary, fill, schedule
from lessons_lib.advice.diary_csv import load, to_csv
from lessons_lib.advice.diary_facts import VERDICTS, diary_facts, important_change
from lessons_lib.advice.diary_reading import (
    find_power,
    interval,
    pairs_needed,
    pairs_of,
    preview,
    read,
    spread_of,
)
from lessons_lib.advice.signs import facts
from lessons_lib.seeds import SeedProblems

from .conftest import TODAY, ask

KNOWN = diary_facts()
GOOD = {name: one.good for name, one in KNOWN.questions.items()}
OTHER = {"yes": "no", "no": "yes"}


def make(pairs=4, seed=1, start=TODAY, answers=GOOD, gate=None):
    return schedule(gate or ask().gate, start, pairs, seed, answers, today=TODAY)


def diary_of(reliefs, base=5.0):
    """A made-up diary in which each pair has just that difference."""
    entries = []
    for number, relief in enumerate(reliefs):
        for half, insert in enumerate((WITHOUT, WITH)):
            for day in range(7):
                pain = base - relief * (insert == WITH)
                start = date(2026, 1, 5) + timedelta(weeks=2 * number + half, days=day)
                entries.append((start, 2 * number + half + 1, number + 1, insert, pain))
    blank_one = fake_diary(0, 1, 0).entries[0]
    made = (
        replace(blank_one, day=day, week=week, pair=pair, insert=insert, pain=pain)
        for day, week, pair, insert, pain in entries
    )
    return Diary(tuple(made), invented=True)


# --- who may begin ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(facts().signs))
def test_r9_no_warning_sign_gets_a_diary_or_a_reading(name):
    gate = ask([name]).gate
    with pytest.raises(ValueError, match=r"warning signs|speak against a diary"):
        schedule(gate, TODAY, 4, 1, GOOD, today=TODAY)
    with pytest.raises(ValueError, match=r"warning signs|speak against a diary"):
        read(blank(make()), gate, today=TODAY)


@pytest.mark.parametrize("name", [one.id for one in facts().conditions.values() if "diary" in one.closes])
def test_r4_r9_what_closes_a_diary_closes_it_here(name):
    with pytest.raises(ValueError, match=r"warning signs|speak against a diary"):
        schedule(ask(conditions=[name]).gate, TODAY, 4, 1, GOOD, today=TODAY)


def test_r9_new_pain_and_a_prescribed_device_are_among_what_closes_it():
    assert {"not-stable", "prescribed", "numb-feet", "diabetes"} <= {
        one.id for one in facts().conditions.values() if "diary" in one.closes
    }


@pytest.mark.parametrize("name", KNOWN.questions)
def test_r9_each_wrong_answer_alone_keeps_the_diary_closed_and_says_why(name):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        make(answers={**GOOD, name: OTHER[GOOD[name]]})
    assert str(refused.value) == KNOWN.questions[name].because


def test_r9_of_all_answers_only_one_set_opens_the_diary():
    opened = []
    for answers in product(("yes", "no"), repeat=len(GOOD)):
        given_ones = dict(zip(GOOD, answers))
        try:
            make(answers=given_ones)
        except ValueError:
            continue
        opened.append(given_ones)
    assert opened == [GOOD]


def test_r9_answers_that_are_missing_or_strange_are_asked_for_all_at_once():
    with pytest.raises(ValueError, match="Please answer") as refused:
        make(answers={"long": "maybe", "colour": "red"})
    assert len(str(refused.value).splitlines()) == len(GOOD) + 1


def test_r1_without_a_gate_of_today_there_is_no_diary_and_no_reading(open_gate):
    tomorrow = TODAY + timedelta(days=1)
    for gate, day in ((None, TODAY), (open_gate, tomorrow)):
        with pytest.raises(ValueError, match="warning signs"):
            schedule(gate, TODAY, 4, 1, GOOD, today=day)
        with pytest.raises(ValueError, match="warning signs"):
            read(blank(make()), gate, today=day)
    with pytest.raises(ValueError, match="First answer the questions about warning signs"):
        read(blank(make()))


def test_a_made_up_diary_that_was_saved_and_loaded_needs_the_gate():
    with pytest.raises(ValueError, match="First answer"):
        read(load(to_csv(fake_diary(1, 4, 1))).diary)


@pytest.mark.parametrize("pairs", [2, 27, 4.0, True, "4"])
def test_a_diary_has_three_to_26_pairs(pairs):
    with pytest.raises(ValueError, match="3 to 26 pairs"):
        make(pairs=pairs)


@pytest.mark.parametrize("days", [-1, 32])
def test_a_diary_begins_today_or_within_a_month(days):
    with pytest.raises(ValueError, match="The diary begins today"):
        make(start=TODAY + timedelta(days=days))


# --- the weeks --------------------------------------------------------------------------------------------------------


@given(st.integers(3, 26), st.integers(0, 10**6))
def test_each_pair_has_a_week_with_and_one_without_and_weeks_follow_each_other(pairs, seed):
    weeks = make(pairs, seed).weeks
    assert [one.start for one in weeks] == [TODAY + timedelta(weeks=n) for n in range(2 * pairs)]
    for pair in range(1, pairs + 1):
        assert sorted(one.insert for one in weeks if one.pair == pair) == [WITH, WITHOUT]


def test_the_seed_decides_the_order_and_about_half_begin_with_the_insert():
    assert make(seed=7) == make(seed=7)
    first = [make(26, seed).weeks[::2] for seed in range(40)]
    share = np.mean([one.insert == WITH for weeks in first for one in weeks])
    assert 0.45 < share < 0.55


def test_the_order_drawn_by_a_seed_stays_the_same_for_ever():
    with_insert = [one.number for one in make(6, 2026).weeks if one.insert == WITH]
    assert with_insert == [1, 4, 6, 8, 9, 11]


def test_a_trial_says_that_it_is_not_blind_that_weeks_linger_and_when_to_stop():
    made = make()
    text = " ".join(made.says)
    for words in (
        "drawn by lot",
        "You know which week is which",
        "may linger",
        "Read it once",
        "Stop the diary at once",
    ):
        assert words in text
    assert [one.id for one in made.stop] == list(facts().stop_rules)
    assert set(made.claims) <= set(seeds.claims())
    assert "C183" in made.claims


# --- how long ---------------------------------------------------------------------------------------------------------


def test_known_numbers_of_pairs():
    # ups and downs equal to the difference: a paired t test with d = 1/sqrt(2) needs 18 pairs (the tables say so)
    assert pairs_needed(1, 1) == 18
    assert pairs_needed(1, 2) == 7
    assert pairs_needed(0.8, 1) == 13


@pytest.mark.parametrize(("pairs", "ratio"), [(2, 1), (3, 2), (6, 2), (7, 2), (18, 1), (65, 0.5)])
def test_power_is_that_of_the_noncentral_t(pairs, ratio):
    shift, df = ratio / math.sqrt(2) * math.sqrt(pairs), pairs - 1
    assert find_power(pairs, 1, ratio) == pytest.approx(nct.sf(t.ppf(0.975, df), df, shift), abs=3e-4)


@given(st.floats(0.2, 3), st.floats(0.3, 5))
def test_that_many_pairs_are_enough_and_one_less_is_not(spread, difference):
    pairs = pairs_needed(spread, difference)
    assert find_power(pairs, spread, difference) >= 0.8
    assert pairs == 2 or find_power(pairs - 1, spread, difference) < 0.8


@given(st.floats(0.2, 3), st.floats(0.3, 5), st.floats(1, 3))
def test_more_ups_and_downs_or_a_smaller_difference_never_need_fewer_pairs(spread, difference, factor):
    pairs = pairs_needed(spread, difference)
    assert pairs_needed(spread * factor, difference) >= pairs
    assert pairs_needed(spread, difference / factor) >= pairs


def test_the_preview_says_how_many_pairs_and_when_no_diary_can_tell():
    assert preview(0.8, 1).words == "With your ups and downs you need about 13 pairs of weeks, that is 26 weeks."
    assert preview(0.1, 2).pairs == 3
    assert not preview(2, 1).feasible
    assert "A diary cannot tell you this" in preview(2, 1).words


@pytest.mark.parametrize(("spread", "difference"), [(0, 1), (1, 0), (-1, 1), (math.nan, 1), (1, math.inf), (10, 1e-4)])
def test_ups_and_downs_that_make_no_sense_are_refused(spread, difference):
    with pytest.raises(ValueError, match=r"above 0|no diary is long enough"):
        pairs_needed(spread, difference)


def test_the_preview_keeps_its_word_in_made_up_diaries():
    """A difference of 1 point, ups and downs of 0.8: about 80 of 100 diaries of 13 pairs have it above 0."""
    chance = np.random.default_rng(5)
    draws = chance.normal(1, 0.8 * math.sqrt(2), (2000, 13))
    seen = np.mean([interval(one)[1] > 0 for one in draws])
    assert 0.79 < seen < 0.88  # by the formula 83 of 100


def test_ups_and_downs_come_from_three_weeks_at_least():
    assert spread_of([4, 5, 6]) == 1
    with pytest.raises(ValueError, match="three weeks"):
        spread_of([4, 5])


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("effect", "pairs"), [(0, 4), (1, 4), (1, 8)])
def test_the_interval_holds_the_true_difference_in_95_of_100_diaries(effect, pairs):
    found = (interval([one.relief for one in pairs_of(fake_diary(effect, pairs, seed))]) for seed in range(400))
    held = np.mean([low <= effect <= high for _, low, high in found])
    assert 0.925 < held < 0.98


def test_an_interval_that_were_too_narrow_would_be_seen():
    found = (interval([one.relief for one in pairs_of(fake_diary(1, 4, seed))]) for seed in range(400))
    assert (
        np.mean([middle - (middle - low) / 1.6 <= 1 <= middle + (high - middle) / 1.6 for middle, low, high in found])
        < 0.925
    )


def test_the_interval_is_that_of_a_paired_t_test():
    without, with_insert = [5, 6, 4.5, 7], [4, 5.5, 5, 5]
    low, high = ttest_rel(without, with_insert).confidence_interval()
    assert interval(np.subtract(without, with_insert))[1:] == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("reliefs", "verdict"),
    [
        ([2.9, 3.0, 3.1, 3.0], "helps"),
        ([1.5, 2.5, 2.0, 1.8], "some"),
        ([1.7, 1.72, 1.68, 1.7], "some"),  # above 30 % of 5, below 2 points
        ([0.1, -0.1, 0.05, 0.0], "little"),
        ([0.4, 0.6, 0.5, 0.5], "little"),
        ([-1.0, -1.2, -0.8, -1.1], "more"),
        ([2.0, -2.0, 3.0, -1.0], "cannot-tell"),
        ([3.0, 3.1], "cannot-tell"),
        ([2.0, 2.0, 2.0, 2.0], "cannot-tell"),
        ([], "cannot-tell"),
    ],
)
def test_readings(reliefs, verdict):
    found = read(diary_of(reliefs))
    assert found.verdict == verdict
    assert f"{KNOWN.readings[verdict].name}." in found.words


def test_more_than_two_points_is_not_yet_enough_where_it_is_less_than_30_percent():
    assert read(diary_of([2.1, 2.2, 2.15, 2.1], base=8)).verdict == "some"
    assert read(diary_of([2.1, 2.2, 2.15, 2.1], base=6)).verdict == "helps"


@given(st.lists(st.floats(-4, 4), max_size=8), st.floats(4.5, 6))
def test_r9_a_verdict_other_than_cannot_tell_is_carried_by_the_whole_interval(reliefs, base):
    found = read(diary_of(reliefs, base))
    assert found.verdict in VERDICTS
    if found.verdict == "helps":
        assert found.low >= found.points
        assert found.low >= found.share
    if found.verdict in ("some", "helps"):
        assert found.low > 0
    if found.verdict == "little":
        assert max(abs(found.low), abs(found.high)) < min(found.points, found.share)
    if found.verdict == "more":
        assert found.high < 0
    if found.verdict != "cannot-tell":
        assert len(found.pairs) >= 3


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=8), st.floats(-2, 2))
def test_a_shift_of_all_pairs_shifts_the_whole_interval(reliefs, shift):
    assume(np.ptp(reliefs) > 1e-6)
    before, after = interval(reliefs), interval([one + shift for one in reliefs])
    assert after == pytest.approx([one + shift for one in before], abs=1e-9)


def test_r9_most_diaries_of_four_pairs_cannot_tell_whether_one_point_is_true():
    told = [read(fake_diary(1, 4, seed)).verdict for seed in range(100)]
    assert told.count("cannot-tell") > 50
    assert "helps" not in told


def test_every_reading_says_that_it_was_not_blind_and_that_weeks_linger():
    for reliefs in ([], [2.9, 3.0, 3.1, 3.0], [2.0, -2.0, 3.0, -1.0]):
        text = " ".join(read(diary_of(reliefs)).words)
        assert "You know which week is which" in text
        assert "may linger" in text


def test_what_matters_is_two_points_or_30_percent_of_the_pain_without():
    assert important_change() == (2, 30)
    found = read(diary_of([0.1, 0.2, 0.3], base=8))
    assert (found.points, found.share) == (2, pytest.approx(2.4))


def test_the_first_two_days_of_a_week_do_not_count():
    diary = diary_of([1, 2, 3])
    spoilt = [replace(one, pain=10.0) if (one.day - date(2026, 1, 5)).days % 7 < 2 else one for one in diary.entries]
    assert pairs_of(replace(diary, entries=tuple(spoilt))) == pairs_of(diary)
    later = [replace(one, pain=10.0) if (one.day - date(2026, 1, 5)).days % 7 == 2 else one for one in diary.entries]
    assert pairs_of(replace(diary, entries=tuple(later))) != pairs_of(diary)


def test_a_diary_that_is_not_over_shows_no_numbers_yet():
    diary = diary_of([3, 3.1, 2.9, 3])
    last = max(one.week for one in diary.entries)
    open_end = replace(
        diary, entries=tuple(replace(one, pain=None) if one.week == last else one for one in diary.entries)
    )
    found = read(open_end)
    assert found.verdict == "cannot-tell"
    assert "Read the diary at the end." in " ".join(found.words)
    assert not any("points" in word for word in found.words)


def test_a_pair_with_a_gap_is_left_out_and_named():
    diary = diary_of([1, 1.2, 0.8, 1.1])
    gap = replace(diary, entries=tuple(replace(one, pain=None) if one.week == 3 else one for one in diary.entries))
    found = read(gap)
    assert found.left_out == (2,)
    assert "Left out, as a week has too few numbers: pair 2." in found.words


def test_a_pair_with_two_weeks_of_the_same_kind_is_left_out():
    diary = diary_of([1, 1.2, 0.8, 1.1])
    wrong = (replace(one, insert=WITH) if one.week == 3 else one for one in diary.entries)
    assert [one.pair for one in pairs_of(replace(diary, entries=tuple(wrong)))] == [1, 3, 4]


# --- writing down, out and in -----------------------------------------------------------------------------------------


def test_a_day_is_written_down_and_others_stay_empty():
    diary = fill(blank(make()), TODAY, 3.5, "long walk")
    assert diary.entries[0].pain == 3.5
    assert {one.pain for one in diary.entries[1:]} == {None}


@pytest.mark.parametrize("pain", [-1, 10.5, math.nan, math.inf])
def test_pain_outside_0_to_10_is_refused(pain):
    with pytest.raises(ValueError, match="from 0 to 10"):
        fill(blank(make()), TODAY, pain)


def test_a_day_outside_the_diary_is_refused():
    with pytest.raises(ValueError, match="no day of this diary"):
        fill(blank(make()), TODAY - timedelta(days=1), 3)


NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
PAINS = st.none() | st.floats(0, 10).map(lambda pain: round(pain, 2))


@given(st.lists(st.tuples(PAINS, NOTES), max_size=42))
def test_out_and_in_again_loses_nothing(told):
    diary = blank(make(3))
    for entry, (pain, note) in zip(diary.entries, told):
        diary = fill(diary, entry.day, pain, note)
    found = load(to_csv(diary))
    assert (found.diary, found.faults, found.unread) == (diary, (), ())


def german(diary):
    rows = ["date;week;pair;insert;pain;note"]
    for one in diary.entries:
        pain = "" if one.pain is None else f"{one.pain:g}".replace(".", ",")
        rows.append(f"{one.day:%d.%m.%Y};{one.week};{one.pair};{one.insert};{pain};{one.note}")
    return "\r\n".join(rows) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_german_spreadsheet_reads_back(encoding):
    diary = fill(fill(blank(make(3)), TODAY, 3.5, "Müde, aber gut"), TODAY + timedelta(days=1), 10)
    found = load(german(diary).encode(encoding))
    assert (found.diary, found.faults) == (diary, ())


def test_bad_lines_are_told_all_at_once_and_handed_back_as_they_were():
    lines = to_csv(blank(make(3))).decode("utf-8-sig").splitlines()
    lines[2] = "someday,1,1,with,3,"
    lines[4] = "2026-11-24,0,one,sometimes,eleven,"
    lines[6] = "2026-11-26,1,1"
    lines.append(lines[1])
    found = load("\n".join(lines).encode())
    assert len(found.diary.entries) == 42 - 3
    assert [fault.split(":")[0] for fault in found.faults if fault.startswith("Line")] == [
        "Line 3", "Line 5", "Line 7", "Line 44",
    ]  # fmt: skip
    assert found.faults[1].count(";") == 3
    assert found.unread[1] == ("2026-11-24", "0", "one", "sometimes", "eleven", "")
    assert "stands there twice" in found.faults[3]


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused_with_a_sentence(data):
    with suppress(ValueError):
        found = load(b"date,week,pair,insert,pain,note\n" + data)
        assert len(found.unread) <= len(found.faults)


@given(st.lists(st.lists(st.text(st.characters(codec="ascii"), max_size=6), min_size=1, max_size=7), max_size=8))
def test_each_line_is_either_an_entry_or_handed_back(rows):
    text = io.StringIO()
    csv.writer(text).writerows([["date", "week", "pair", "insert", "pain", "note"], *rows])
    assume("\0" not in text.getvalue())
    found = load(text.getvalue().encode())
    full = sum(any(field.strip() for field in row) for row in rows)
    assert len(found.diary.entries) + len(found.unread) == full


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "lacks date"),
        (b"a,b\n1,2\n", "lacks date, week, pair, insert"),
        (b"\x00\x01\x02", "no text"),
        (b"x" * 1_000_001, "too large"),
        (b'date,week,pair,insert,pain,note\n"open', "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_diary_is_refused(data, words):
    with pytest.raises(ValueError, match=words):
        load(data)


@pytest.mark.parametrize("pain", ["-1", "10,5", "11", "nan", "inf", "1e1", "3,4,5", "٣"])
def test_pain_that_is_none_is_told(pain):
    text = f"date;week;pair;insert;pain;note\n2026-11-21;1;1;with;{pain};\n"
    (fault,) = load(text.encode()).faults
    assert "pain is a number from 0 to 10" in fault


def test_a_week_that_contradicts_itself_and_a_strange_column_are_told():
    text = "date,week,pair,insert,pain,mood\n2026-11-21,1,1,with,3,\n2026-11-22,1,1,without,3,\n"
    column, week = load(text.encode()).faults
    assert "'mood' is not known" in column
    assert week.startswith("Week 1 is pair 1 with and pair 1 without")


# --- the game ---------------------------------------------------------------------------------------------------------


def test_a_made_up_diary_is_the_same_for_a_seed_whole_numbers_and_about_right():
    assert fake_diary(1, 4, 3) == fake_diary(1, 4, 3)
    assert fake_diary(1, 4, 3) != fake_diary(1, 4, 4)
    assert all(one.pain in range(11) for one in fake_diary(1, 26, 3).entries)
    for effect in KNOWN.game.effects:
        mean = np.mean([one.relief for seed in range(60) for one in pairs_of(fake_diary(effect, 20, seed))])
        assert mean == pytest.approx(effect, abs=0.1)


# --- the file ---------------------------------------------------------------------------------------------------------


def test_everything_that_is_wrong_in_the_file_is_told_at_once(broken):
    def spoil(data):
        data["questions"]["long"].update(claims=["C999"], good="maybe")
        data["readings"].pop("little")
        data["says"].pop("unblinded")
        data["limits"].update(least_pairs=1, days_needed=6)
        data["game"].update(effects=[])
        data.pop("why")

    with pytest.raises(SeedProblems) as found:
        diary_facts(broken("diary.yaml", spoil))
    for expected in (
        "C999", "one of yes, no", "in this order", "says, unblinded: expected some text", "from 2 to most_pairs",
        "days that a week has left", "a list of points", "why: expected this section, found nothing",
    ):  # fmt: skip
        assert expected in str(found.value)
