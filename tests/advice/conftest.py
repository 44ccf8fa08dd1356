"""What the tests of advice share: the day, gates of every kind, and every combination of the option stage."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date

import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.advice import Answers, triage
from lessons_lib.advice.reading import book
from lessons_lib.advice.suggest import fired, order, place_all
from lessons_lib.advice.table import all_situations

TODAY = date(2026, 11, 21)
TIER = {"best": 0, "could": 1, "ask": 2, "no": 3}


@pytest.fixture(autouse=True)
def no_override(monkeypatch, tmp_path):
    """No test reads an emergency file of the person who runs it."""
    monkeypatch.delenv("LESSONS_EMERGENCY", raising=False)
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "home"))


def adult(signs=(), conditions=(), feeling="tested-normal"):
    return Answers("16-or-over", feeling, frozenset(signs), frozenset(conditions))


def ask(signs=(), conditions=(), feeling="tested-normal", today=TODAY):
    return triage(adult(signs, conditions, feeling), today)


@pytest.fixture
def open_gate():
    return ask().gate


@dataclass(frozen=True)
class Case:
    """One combination of the option stage, sorted by the rules themselves (not by the table)."""

    situation: dict
    places: tuple
    fired: tuple

    def tier(self, option):
        return next(place.tier for place in self.places if place.option.id == option)

    def rank(self, option):
        return [place.option.id for place in self.places].index(option)

    def place(self, option):
        return next(place for place in self.places if place.option.id == option)

    def has(self, **wanted):
        return all(self.situation[name] in answers for name, answers in wanted.items())


@pytest.fixture(scope="session")
def cases():
    """Every combination of answers, under each thing that triage may leave open."""
    rules = book()
    return [
        Case(situation, order(place_all(situation, rules), {}), fired(situation, rules))
        for situation in all_situations(rules)
    ]


@pytest.fixture
def broken(tmp_path):
    """A copy of the seeds in which one file was changed by a function; gives the folder."""

    def break_file(file, change):
        root = tmp_path / "seeds"
        shutil.copytree(seeds.folder(), root)
        data = yaml.safe_load((root / file).read_text(encoding="utf-8"))
        change(data)
        (root / file).write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return root

    return break_file
