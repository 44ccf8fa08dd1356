"""The models give back what was published: one test a row of seeds/published."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest

from lessons_lib import seeds
from lessons_lib.check import verify

ROWS = tuple(seeds.published().values())
MUST_BE_THERE = {
    "Pinto": ("pinto2008", {1.57, 1.41, 1.46}),
    "Fischer": ("fischer2018", {0.68, 0.15}),
    "Knutson": ("knutson2005", {5.2, 4.1}),
    "Light": ("light1980", {5.0, 0.5}),
    "Goske": ("goske2006", {24.0, 44.0}),
    "Chatzistergos": ("chatzistergos2017", {16.0}),
    "high-arched feet": ("cavus2014", {1.302}),
    "Nielsen": ("nielsen2014", {2.9, 19.9, 69.7, 6.6, 1.0}),
    "Chuter": ("chuter2014", {-0.74, 0.78}),
    "Mattila": ("mattila2011", {1.15, 0.76, 1.74, 1.21, 0.80, 1.84}),
    "five-row pool": ("prague2024", {-2.06, -3.19, -0.94, 87.0}),
    "odds ratio": ("menz2013", {0.39, 0.45}),
}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.module}:{row.id}" for row in ROWS])
def test_the_model_gives_back_the_published_value(row):
    (checked,) = verify.verify([row])
    assert checked.passed, checked.problem or f"{checked.ours} is not {row.published} ± {row.tolerance} {row.unit}"


def test_every_row_fits_its_model():
    assert verify.problems() == ()


def test_at_least_forty_values_stand_in_print_or_follow_from_print():
    printed = [row for row in ROWS if row.reference and row.provenance not in ("computed", "assumed")]
    assert len(printed) >= 40


def test_at_least_forty_values_are_more_than_a_seed_given_back():
    counts = verify.count_checks(ROWS)
    assert sum(counts.values()) == len(ROWS)
    assert len(ROWS) - counts["given-back"] >= 40


def test_twenty_values_are_independent_checks():
    """More are welcome; fewer, or a row that is called so in passing, should be noticed."""
    assert verify.count_checks(ROWS)["independent"] >= 20


def moves_with_its_seed(row, monkeypatch):
    """Whether ours changes when every constant that holds the published number is changed."""
    known, before = seeds.constants(), verify.verify([row])[0].ours
    changed = {name: hold_off(one, row.published) for name, one in known.items()}
    with monkeypatch.context() as patch:
        patch.setattr(seeds, "constants", lambda root=None: MappingProxyType(changed))
        after = verify.verify([row])[0].ours
    return after != before


def hold_off(constant, number):
    fields = ("value", "sd")
    moved = {name: 1.1 * getattr(constant, name) for name in fields if getattr(constant, name) == number}
    return dataclasses.replace(constant, **moved)


@pytest.mark.parametrize("row", [row for row in ROWS if row.check == "independent"], ids=lambda row: row.id)
def test_no_independent_value_was_put_into_its_model(row, monkeypatch):
    assert row.published not in row.given.values()
    assert not moves_with_its_seed(row, monkeypatch)


@pytest.mark.parametrize("name", ["insert-orthoses", "navicular-drop-in-walking", "gait-tibial-range"])
def test_a_value_that_was_put_in_is_found_out(name, monkeypatch):
    row = seeds.published()[name]
    assert row.check == "given-back"
    assert moves_with_its_seed(row, monkeypatch)


@pytest.mark.parametrize(("work", "values"), MUST_BE_THERE.values(), ids=MUST_BE_THERE)
def test_the_values_that_were_promised_are_among_them(work, values):
    assert values <= {row.published for row in ROWS if row.reference == work}


def test_no_model_is_left_without_a_published_value():
    from importlib.resources import files

    helpers = {"__init__", "checks", "curves"}
    models = {path.name.removesuffix(".py") for path in files("lessons_lib.models").iterdir() if path.is_file()}
    assert {row.module for row in ROWS} == models - helpers


def test_a_tolerance_never_swallows_the_value_it_guards():
    wide = [row.id for row in ROWS if row.published and row.tolerance > abs(row.published) / 2]
    assert wide == []
