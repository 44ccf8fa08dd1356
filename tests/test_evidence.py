"""The tables of evidence and the contradictions are clean, and every way of breaking them is told in one sentence."""

from __future__ import annotations

import csv
import math
from dataclasses import FrozenInstanceError

import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.seeds.evidence import read_table
from lessons_lib.seeds.tables import TABLES

WORK = "@article{one2001, title={T}, author={A, B.}, year={2001}, journal={J}, note={seen: abstract}}\n"
HEAD = "id,study,year,outcome,design,device,comparator,weeks,events,people,events_control,people_control"
HEAD += ",reconstructed,reference,provenance,note\n"
LINE = "one-a,One,2001,pain,randomised,insert,none,24,24,73,42,147,no,one2001,abstract,\n"
FILE = "evidence/prevention_events.csv"
PROVENANCES = "abstract, full-text, secondary, derived, computed, assumed"
CONTRADICTION = {
    "id": "one-a", "title": "T", "printed": "P", "arithmetic": "A", "teaching": "L",
    "values": [
        {"label": "printed", "value": 27, "unit": "%", "reference": "one2001", "provenance": "abstract"},
        {"label": "ours", "value": 23.7, "unit": "%", "reference": "one2001", "provenance": "derived"},
    ],
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "references.bib").write_text(WORK)
    write(tmp_path, HEAD + LINE)
    return tmp_path


def write(root, text, file=FILE):
    (root / file).write_text(text, encoding="utf-8")


def write_contradictions(root, *entries):
    write(root, yaml.safe_dump(list(entries), sort_keys=False), "contradictions.yaml")


def problems_of(read):
    with pytest.raises(seeds.SeedProblems) as broken:
        read()
    return [str(problem) for problem in broken.value.problems]


def table(root):
    return seeds.evidence("prevention_events", root)


# The real tables


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_the_course_is_there_and_clean(name):
    assert len(seeds.evidence(name)) > 1


def test_there_is_no_table_that_nobody_described():
    assert {path.stem for path in (seeds.folder() / "evidence").glob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_ids_begin_with_their_work_or_stand_for_a_scale_or_a_page(name):
    for row in seeds.evidence(name):
        named = name in {"important_change", "wear_in_schedules", "prices"}
        assert named or row.id.startswith(row.reference), f"{name}, {row.id}"


def test_no_row_of_evidence_is_assumed():
    assert [row.id for name in TABLES for row in seeds.evidence(name) if row.provenance == "assumed"] == []


def test_what_the_course_worked_back_can_be_told_from_what_was_printed():
    rows = seeds.evidence("treatment_effects")
    assert [row.id for row in rows if row.reconstructed] == ["cambron2011-pain", "shabat2005-pain"]
    assert all(row.provenance == "derived" for row in rows if row.reconstructed)
    assert not seeds.evidence("norms").rows[0].reconstructed


def test_what_was_never_seen_stands_there_without_a_number():
    insoles = seeds.evidence("pooled_results").row("steffens2016-insoles")
    assert math.isnan(insoles.number("estimate"))
    assert insoles["estimate"] is None


def test_the_natural_course_is_the_published_one():
    course = seeds.evidence("natural_course")
    assert course.where(group="acute").numbers("pain") == (52, 23, 12, 6)
    assert course.where(group="persistent").numbers("pain") == (51, 33, 26, 23)
    assert set(course.numbers("week")) == {0, 6, 26, 52}


def test_chuters_trials_add_up_to_the_people_of_the_review():
    trials = seeds.evidence("trials").where(in_chuter=True)
    for purpose, key, people in (("treatment", "chuter2014-treatment", 5), ("prevention", "chuter2014-prevention", 6)):
        assert len(trials.where(purpose=purpose)) == people
        assert seeds.evidence("pooled_results").row(key)["trials"] == people
    analysed = trials.where(purpose="prevention").numbers("analysed")
    assert sum(analysed) == 91 + 121 + 220 + 179 + 1388 + 100


def test_chuters_pooled_results_stand_as_printed():
    pooled = seeds.evidence("pooled_results")
    for id, printed in (("treatment", (-0.74, -1.50, 0.03)), ("prevention", (0.78, 0.50, 1.23))):
        row = pooled.row(f"chuter2014-{id}")
        assert tuple(row.number(name) for name in ("estimate", "ci_low", "ci_high")) == printed


def test_recruits_and_feet_add_up():
    recruits = seeds.evidence("flat_feet_recruits")
    assert sum(recruits.numbers("people")) == 97_279
    for row in recruits:
        cases = row.number("people") * row.number("back_pain_percent") / 100
        assert row.number("back_pain_cases") == pytest.approx(cases, abs=0.5)
    feet = seeds.evidence("foot_posture_classes")
    assert sum(feet.numbers("feet")) == 1854
    for row in feet:
        assert row.number("percent") == pytest.approx(100 * row.number("feet") / 1854, abs=0.05)
    groups = seeds.evidence("norms").where(group="adults", unit="feet of 91")
    assert sum(groups.numbers("value")) == 91


def test_arms_that_were_compared_add_up_to_the_people_of_their_trial():
    shares = seeds.evidence("improved_shares")
    for work, people in (("Torkki", 209), ("Munteanu", 100)):
        assert sum(shares.where(study=work).numbers("people")) == people


def test_the_second_pool_on_heel_pain_gives_points_and_no_standard_units():
    rows = seeds.evidence("pooled_results").where(study="Rasenberg")
    assert set(rows.texts("measure")) == {"mean difference"}


def test_women_and_men_with_back_pain_add_up():
    rows = seeds.evidence("back_pain_counts")
    all_of_them, women, men = (rows.row(f"menz2013-{who}") for who in ("all", "women", "men"))
    for column in ("people", "cases"):
        assert all_of_them.number(column) == women.number(column) + men.number(column)
    for row in rows:
        assert row.number("percent") == pytest.approx(100 * row.number("cases") / row.number("people"), abs=0.5)


def test_percents_worked_into_events_go_back_to_what_was_printed():
    rows = seeds.evidence("prevention_events")
    for id, printed in (("bonanno2018-adverse", (20.3, 12.4)), ("house2013-injuries", (19.0, 31.7)),
                        ("bonanno2018-injuries", (17.6, 26.1))):  # fmt: skip
        row = rows.row(id)
        shares = (
            row.number("events") / row.number("people"),
            row.number("events_control") / row.number("people_control"),
        )
        assert [100 * share for share in shares] == pytest.approx(printed, abs=0.05)


def test_every_contradiction_keeps_two_values_and_teaches_something():
    found = seeds.contradictions()
    assert len(found) >= 6
    for one in found.values():
        assert len(one.values) >= 2
        assert set(one.references) <= set(seeds.references())
        assert one.teaching


# Reading


def test_a_good_table_is_read_into_numbers_words_and_truths(root):
    row = table(root).row("one-a")
    assert (row["study"], row["events"], row["reconstructed"], row.note) == ("One", 24.0, False, "")
    assert (row.reference, row.provenance) == ("one2001", "abstract")
    assert table(root).numbers("people") == (73.0,)
    assert table(root).texts("device") == ("insert",)
    assert seeds.problems.__module__ == "lessons_lib.seeds"


def test_an_empty_cell_is_nan_where_it_may_be_empty(root):
    write(root, HEAD + LINE.replace("none,24,", "none,,"))
    assert math.isnan(table(root).numbers("weeks")[0])
    assert table(root).texts("weeks") == ("",)


def test_rows_can_be_picked_by_what_they_hold(root):
    write(root, HEAD + LINE + LINE.replace("one-a", "one-b").replace(",42,", ",40,"))
    assert [row.id for row in table(root).where(events_control=40, design="randomised")] == ["one-b"]
    assert len(table(root).where(reconstructed=True)) == 0


def test_rows_cannot_be_changed(root):
    row = table(root).row("one-a")
    with pytest.raises(FrozenInstanceError):
        row.id = "two"
    with pytest.raises(TypeError):
        row.cells["events"] = 3


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda rows: seeds.evidence("trialls"), "There is no table of evidence called 'trialls'; did you mean trials"),
        (lambda rows: rows.row("one-c"), "There is no row in prevention_events called 'one-c'; did you mean one-a?"),
        (
            lambda rows: rows.numbers("event"),
            "There is no column in prevention_events called 'event'; did you mean events",
        ),
        (
            lambda rows: rows.texts("zzz"),
            "There is no column in prevention_events called 'zzz'; did you mean one of study",
        ),
        (lambda rows: rows.where(dezign="x"), "There is no column in prevention_events called 'dezign'"),
        (lambda rows: rows.row("one-a")["evnts"], "There is no column called 'evnts'; did you mean events"),
    ],
)
def test_an_unknown_name_is_answered_with_the_closest_ones(root, ask, sentence):
    with pytest.raises(seeds.UnknownEvidenceError) as unknown:
        ask(table(root))
    assert str(unknown.value).startswith(sentence)


def test_words_are_no_numbers(root):
    with pytest.raises(TypeError, match="The column study holds 'One', which is no number"):
        table(root).numbers("study")
    with pytest.raises(TypeError, match="holds False"):
        table(root).numbers("reconstructed")


# Broken tables: one break, one sentence


BREAKS = [
    ("one-a", "One A", "One A, id: expected an id of small letters, figures and dashes, found 'One A'"),
    ("one-a", "", "line 2, id: expected an id of small letters, figures and dashes, found nothing"),
    ("One,", ",", "one-a, study: expected some text, found nothing"),
    (",2001,p", ",two,p", "one-a, year: expected a number of at least 1900, found 'two'"),
    (",2001,p", ",3001,p", "one-a, year: expected a number of at most 2100, found 3001"),
    ("randomised", "dice", "one-a, design: expected one of randomised, looking back, found 'dice'"),
    (",24,73", ",,73", "one-a, events: expected a number of at least 0, found nothing"),
    (",24,73", ",-1,73", "one-a, events: expected a number of at least 0, found -1.0"),
    (",24,73", ",2.5,73", "one-a, events: expected a whole number, found 2.5"),
    (",24,73", ",nan,73", "one-a, events: expected a number of at least 0, found nan"),
    (",24,73", ",74,73", "one-a, events: expected at most the people of 73, found 74"),
    ("42,147", "148,147", "one-a, events_control: expected at most the people_control of 147, found 148"),
    (",no,", ",perhaps,", "one-a, reconstructed: expected one of yes, no, found 'perhaps'"),
    (",no,", ",yes,", "one-a, provenance: expected derived, as the row is reconstructed, found 'abstract'"),
    ("one2001", "one2002", "one-a, reference: expected the key of a work in references.bib, found 'one2002' "
     "(did you mean one2001?)"),
    ("one2001", "", "one-a, reference: expected the key of a work in references.bib, found nothing"),
    ("abstract", "", f"one-a, provenance: expected one of {PROVENANCES}, found nothing"),
    ("abstract", "hearsay", f"one-a, provenance: expected one of {PROVENANCES}, found 'hearsay'"),
    ("abstract", "derived", "one-a, note: expected some text, found nothing"),
    (",147", "", "line 2: expected 16 cells, found 15"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), BREAKS)
def test_a_broken_row_is_answered_by_one_sentence(root, old, new, sentence):
    write(root, HEAD + LINE.replace(old, new, 1))
    assert problems_of(lambda: table(root)) == [f"{FILE}, {sentence}"]


def test_an_assumed_row_needs_no_work_but_has_to_say_so(root):
    write(root, HEAD + LINE.replace("one2001,abstract,", ",assumed,Made up"))
    assert table(root).row("one-a").reference == ""
    write(root, HEAD + LINE.replace("one2001,abstract,", ",assumed,"))
    read_table.cache_clear()
    assert problems_of(lambda: table(root)) == [f"{FILE}, one-a, note: expected some text, found nothing"]


def test_an_id_that_stands_twice_is_named(root):
    write(root, HEAD + LINE + LINE)
    assert problems_of(lambda: table(root)) == [f"{FILE}, one-a, id: expected an id that is used once in this table"]


@pytest.mark.parametrize("text", ["", HEAD.replace("events,people", "people,events"), HEAD.replace(",note", "")])
def test_a_table_with_other_columns_is_told_which_ones(root, text):
    write(root, text)
    assert problems_of(lambda: table(root)) == [f"{FILE}, line 1: expected the columns {HEAD.strip()}"]


def test_an_interval_has_its_estimate_inside(root):
    columns = {"device": "d", "outcome": "o", "measure": "SMD", "estimate": "0.6", "ci_low": "0.1", "ci_high": "0.5",
               "unit": "u", "trials": "", "i2": "101"}  # fmt: skip
    lines = [
        ["id", *columns, "reference", "provenance", "note"],
        ["one-a", *columns.values(), "one2001", "abstract", ""],
    ]
    with (root / "evidence/insert_effects.csv").open("w", newline="") as file:
        csv.writer(file).writerows(lines)
    assert problems_of(lambda: seeds.evidence("insert_effects", root)) == [
        "evidence/insert_effects.csv, one-a, i2: expected a number of at most 100, found 101",
        "evidence/insert_effects.csv, one-a, estimate: expected at most the ci_high of 0.5, found 0.6",
    ]


def test_a_missing_table_is_named(root):
    (root / FILE).unlink()
    assert problems_of(lambda: table(root)) == [f"{FILE}: expected this file to exist"]


def test_all_problems_of_all_tables_are_told_at_once(root):
    write(root, HEAD + LINE.replace("randomised", "dice").replace("abstract", "hearsay"))
    write(root, "id\n", "evidence/prices.csv")
    write(root, "id\n", "evidence/costs.csv")
    write_contradictions(root, CONTRADICTION | {"title": ""})
    told = [str(problem) for problem in seeds.problems(root)]
    ours = [line.split(": expected")[0] for line in told if "evidence/" in line or "contradictions" in line]
    assert ours == [
        "evidence/costs.csv",
        f"{FILE}, one-a, design",
        f"{FILE}, one-a, provenance",
        "evidence/prices.csv, line 1",
        "contradictions.yaml, one-a, title",
    ]


# Contradictions


def test_a_good_contradiction_keeps_both_values(root):
    write_contradictions(root, CONTRADICTION)
    found = seeds.contradictions(root)["one-a"]
    assert (found.value("printed"), found.value("ours")) == (27, 23.7)
    assert found.references == ("one2001",)
    with pytest.raises(KeyError, match="one-a has no value called 'x', only printed, ours"):
        found.value("x")


CONTRADICTION_BREAKS = [
    ({"id": "One"}, "One, id: expected an id of small letters, figures and dashes, found 'One'"),
    ({"title": ""}, "one-a, title: expected some text, found ''"),
    ({"teaching": 3}, "one-a, teaching: expected some text, found 3"),
    ({"mend": "x"}, "one-a, mend: expected no such field (known are id, title, printed, arithmetic, values, teaching)"),
    ({"values": []}, "one-a, values: expected a list of two values or more, each with label, value, unit, "
     "reference, provenance"),
    ({"values": ["x", "y"]}, "one-a, values: expected a list of two values or more, each with label, value, unit, "
     "reference, provenance"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), CONTRADICTION_BREAKS)
def test_a_broken_contradiction_is_answered_by_one_sentence(root, change, sentence):
    write_contradictions(root, CONTRADICTION | change)
    assert problems_of(lambda: seeds.contradictions(root)) == [f"contradictions.yaml, {sentence}"]


VALUE_BREAKS = [
    ({"value": "27"}, "value: expected a number, found '27'"),
    ({"unit": None}, "unit: expected some text, found None"),
    ({"label": ""}, "label: expected some text, found ''"),
    ({"provenance": "assumed"}, "provenance: expected one of abstract, full-text, secondary, derived, computed, "
     "found 'assumed'"),
    ({"reference": "one2002"}, "reference: expected the key of a work in references.bib, found 'one2002' "
     "(did you mean one2001?)"),
    ({"sd": 1}, "sd: expected no such field (known are label, value, unit, reference, provenance)"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), VALUE_BREAKS)
def test_a_broken_value_is_answered_by_one_sentence(root, change, sentence):
    first, second = CONTRADICTION["values"]
    write_contradictions(root, CONTRADICTION | {"values": [first, second | change]})
    assert problems_of(lambda: seeds.contradictions(root)) == [f"contradictions.yaml, one-a, value 2, {sentence}"]


def test_labels_of_one_contradiction_differ(root):
    first, second = CONTRADICTION["values"]
    write_contradictions(root, CONTRADICTION | {"values": [first, second | {"label": "printed"}]})
    told = problems_of(lambda: seeds.contradictions(root))
    assert told == [f"contradictions.yaml, one-a, value {n}, label: expected a label that is used once here, found "
                    "'printed'" for n in (1, 2)]  # fmt: skip


def test_a_contradiction_that_stands_twice_is_named(root):
    write_contradictions(root, CONTRADICTION, CONTRADICTION)
    assert problems_of(lambda: seeds.contradictions(root))[0].startswith(
        "contradictions.yaml, one-a, id: expected an id that is used once"
    )
