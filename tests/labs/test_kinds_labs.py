"""What the labs of lesson 05 show: kinds of insert cut open, two clouds without names, and what gives under a heel."""

import numpy as np
import pytest

from lessons_lib import seeds
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs.insert_kinds import FACTS, KINDS, SOLE, UNDER, hug, insert_kinds
from lessons_lib.labs.made_of_what import MATERIALS, made_of_what, thinner
from lessons_lib.labs.what_does_an_insert_buy import (
    CUSTOM,
    PAIRS,
    PEOPLE,
    cloud,
    kind_of,
    price,
    what_does_an_insert_buy,
)
from lessons_lib.models import inserts, pressure

each_kind = pytest.mark.parametrize("kind", KINDS)
each_pair = pytest.mark.parametrize("pair", PAIRS)


def taken(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name)


def caption(lab, **values):
    return taken(lab, **values).caption.write()


def words(lab, **values):
    return [phrase.write() for phrase in taken(lab, **values).phrases]


# --- six kinds, cut open ----------------------------------------------------------------------------------------------


@each_kind
def test_each_kind_says_what_it_is_does_and_was_tested_for(kind):
    said, facts = words(insert_kinds, kind=kind), FACTS[kind]()
    assert {"What it is", "On the bench", "In people", KINDS[kind].capitalize()} <= set(said)
    assert {name for name, _ in facts.parts} <= set(said)


@each_kind
def test_no_kind_shows_a_price_before_the_blind_lab_does(kind):
    assert "dollar" not in " ".join(words(insert_kinds, kind=kind))


@pytest.mark.parametrize("kind", ["custom", "prefabricated"])
def test_the_two_shaped_kinds_keep_their_numbers_for_the_blind_lab(kind):
    assert "wait for the blind test below" in words(insert_kinds, kind=kind)
    assert "°" not in " ".join(words(insert_kinds, kind=kind))


def test_the_plate_helped_more_people_than_the_sham():
    said = caption(insert_kinds, kind="plate")
    assert "61 of 100 felt better, with a sham 34 of 100" in said


def test_no_two_kinds_look_alike():
    assert len({taken(insert_kinds, kind=kind).svg for kind in KINDS}) == len(KINDS)


def test_a_shape_that_hugs_the_foot_rises_under_the_arch_and_never_sinks_into_the_sole():
    along = np.linspace(UNDER[0][0], UNDER[0][-1], 40)
    assert hug(along).min() > SOLE
    assert hug(np.array([130.0]))[0] > hug(np.array([62.0]))[0] + 10
    assert np.all(hug(along, 0.5) <= hug(along))


# --- what does an insert buy? -----------------------------------------------------------------------------------------


@each_pair
def test_one_cloud_of_a_pair_is_custom_and_the_other_ready_made(pair):
    assert {kind_of(pair, letter) for letter in "AB"} == {"custom", "prefabricated"}
    assert kind_of(pair, CUSTOM[pair]) == "custom"


def test_custom_is_not_always_the_same_letter():
    assert set(CUSTOM.values()) == {"A", "B"}


@each_pair
def test_before_the_names_are_uncovered_nothing_tells_the_clouds_apart(pair):
    assert f"{CUSTOM[pair]} is custom" not in caption(what_does_an_insert_buy, pair=pair)
    assert f"{CUSTOM[pair]} is custom" in caption(what_does_an_insert_buy, pair=pair, named=True)


def test_luck_is_with_ready_made_once_and_with_custom_twice():
    other = {"A": "B", "B": "A"}
    gaps = [cloud(pair, CUSTOM[pair]).mean() - cloud(pair, other[CUSTOM[pair]]).mean() for pair in PAIRS]
    assert sorted(np.sign(gaps)) == [-1, 1, 1]
    assert np.mean(gaps) == pytest.approx(-inserts.compare().mean, abs=0.1)


@each_pair
@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_cloud_overlaps_the_other_almost_wholly(pair, letter):
    mine, theirs = cloud(pair, letter), cloud(pair, "BA"["AB".index(letter)])
    assert len(mine) == PEOPLE
    assert np.mean((mine > theirs.min()) & (mine < theirs.max())) > 0.85


def test_the_price_stands_in_the_caption_only_when_the_tags_are_shown():
    assert "dollars" not in caption(what_does_an_insert_buy, named=True)
    said = caption(what_does_an_insert_buy, priced=True)
    assert "Custom costs 200 to 800 dollars, ready-made 10 to 150." in said
    assert said.endswith("for a back is unknown.")


def test_prices_are_those_of_the_seeds():
    assert price("custom") == (200, 800)
    assert price("prefabricated") == (10, 150)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("priced", [True, False])
def test_unknown_is_a_visible_value_at_every_setting(named, priced):
    said = words(what_does_an_insert_buy, named=named, priced=priced)
    assert {"?", "unknown", "27 women:", "no gap seen"} <= set(said)


def test_the_certainty_beside_pain_is_that_of_the_cards():
    said = words(what_does_an_insert_buy)
    assert {f"certainty: {seeds.claims()[id].certainty}" for id in ("C083", "C098")} <= set(said)


def test_nothing_divides_money_by_degrees():
    said = " ".join(words(what_does_an_insert_buy, named=True, priced=True))
    assert "per degree" not in said
    assert "for each degree" not in said


# --- made of what? ----------------------------------------------------------------------------------------------------


def test_under_no_pressure_nothing_gets_thinner():
    assert all(thinner(key, 0) == (0, 0) for key in MATERIALS.values())


def test_memory_foam_gives_most_and_plastic_least():
    order = sorted(MATERIALS, key=lambda name: -sum(thinner(MATERIALS[name], 200)))
    assert (order[0], order[-1]) == ("memory foam", "plastic")


@pytest.mark.parametrize("key", MATERIALS.values())
def test_the_firm_end_of_a_material_gives_less_than_the_soft_one(key):
    firm, soft = thinner(key, 200)
    assert firm < soft < seeds.constant("foam_limit_strain").value


def test_the_caption_says_that_stiffness_was_assumed():
    assert caption(made_of_what, press=200).endswith("How stiff each one is was assumed.")


def test_squeeze_and_stress_belong_together():
    limit, modulus = seeds.constant("foam_limit_strain").value, 0.4
    strain = pressure.squeeze(np.array([10.0, 200.0, 900.0]), modulus)
    stress = 1e3 * modulus * strain / (1 - strain / limit)
    assert stress == pytest.approx([10, 200, 900])


def test_a_pressure_below_nothing_is_refused():
    with pytest.raises(ValueError, match="pressure"):
        pressure.squeeze(-1, 0.4)
