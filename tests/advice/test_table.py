"""The baked table gives, for every combination, what the rules give; it is small, and the same on every machine."""

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from lessons_lib.advice.kinds import TIERS, WEIGHTS
from lessons_lib.advice.page import page_data
from lessons_lib.advice.reading import book
from lessons_lib.advice.signs import facts
from lessons_lib.advice.suggest import order
from lessons_lib.advice.table import bake, build, look_up, look_up_fired

pytestmark = pytest.mark.slow  # sorting every combination takes some seconds, once

ROOT = Path(__file__).parents[2]
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def table():
    return json.loads(bake())


def by_tier(places):
    return tuple(tuple(one.option.id for one in places if one.tier == tier) for tier in range(len(TIERS)))


def test_the_table_gives_for_every_combination_what_the_rules_give(table, cases):
    assert [case.situation for case in cases if look_up(table, case.situation) != by_tier(case.places)] == []


def test_the_table_names_for_every_combination_the_rules_that_fired(table, cases):
    wrong = [c.situation for c in cases if look_up_fired(table, c.situation) != tuple(rule.id for rule in c.fired)]
    assert wrong == []


def test_the_table_reorders_by_values_as_the_rules_do(table, cases):
    draw = random.Random(5)
    for case in draw.sample(cases, 3000):
        values = {name: draw.choice(WEIGHTS) for name in book().values}
        assert look_up(table, case.situation, values) == by_tier(order(case.places, values))


def test_the_table_reorders_by_every_weighing_of_the_values(table, cases):
    case = cases[20]
    for line in range(len(WEIGHTS) ** len(book().values)):
        digits = [line // 3**place % 3 for place in range(len(book().values))]
        values = dict(zip(book().values, reversed(digits)))
        assert look_up(table, case.situation, values) == by_tier(order(case.places, values))


def test_the_table_is_small():
    assert len(bake().encode()) <= MOST_BYTES
    assert bake().isascii()


def test_the_table_has_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from lessons_lib.advice.table import bake; print(hashlib.sha256(bake().encode()).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=ROOT, env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(bake().encode()).hexdigest()


def test_a_table_of_other_rules_is_another_table(broken):
    def change(data):
        data["rules"]["big-toe"]["effect"] = "raise to could"

    assert build(book(broken("advice.yaml", change))) != json.loads(bake())


def test_the_data_for_a_page_is_plain_json_and_carries_all_of_it():
    data = json.loads(json.dumps(page_data()))
    assert set(data["triage"]["signs"]) == set(facts().signs)
    assert all(sign["closes"] for sign in data["triage"]["signs"].values())
    assert data["advice"]["rules"][0]["effect"] == "hold at no"
    assert data["table"] == json.loads(bake())
    assert {sign["place"] for sign in data["triage"]["signs"].values()} <= set(data["places"])


def test_the_data_for_a_page_closes_what_triage_closes():
    data = page_data()["triage"]
    assert {name: set(sign["closes"]) for name, sign in data["signs"].items()} == {
        name: set(sign.closes) for name, sign in facts().signs.items()
    }
