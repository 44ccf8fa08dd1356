"""What the labs of lesson 04 show: pads under a heel, shapes and foams, runners, and how far each baton gets."""

import numpy as np
import pytest

from lessons_lib import seeds
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs.drop_the_heel import MATERIALS, drop_the_heel
from lessons_lib.labs.evidence_relay import BADGES, MARKS, MECHANISMS, STATIONS, dropped_at, evidence_relay, relay
from lessons_lib.labs.shape_beats_softness import shape_beats_softness
from lessons_lib.labs.soft_landing import soft_landing
from lessons_lib.models import shock

each_mechanism = pytest.mark.parametrize("mechanism", MECHANISMS)


def caption(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name).caption.write()


def words(lab, **values):
    return [phrase.write() for phrase in take_drawing(lab.function, lab.settings(**values), lab.name).phrases]


# --- drop the heel ----------------------------------------------------------------------------------------------------


def test_memory_foam_of_six_millimetres_is_pressed_flat_and_nothing_is_predicted():
    assert "goes flat" in caption(drop_the_heel, material="memory_foam")
    assert "flat: cannot tell" in words(drop_the_heel, material="memory_foam")


def test_the_model_refuses_where_the_lab_says_flat():
    with pytest.raises(ValueError, match="bottoms out"):
        shock.heel_strike(seeds.constant("memory_foam_modulus_high").value, 6)


def test_a_plastic_shell_takes_no_shock_off():
    assert "takes no shock off" in caption(drop_the_heel, material="polypropylene")
    assert "100 of 100" in words(drop_the_heel, material="polypropylene")


def test_the_numbers_of_a_foam_are_those_of_the_model():
    firm, soft = (float(shock.reduction(seeds.constant(f"eva_modulus_{end}").value)) for end in ("high", "low"))
    assert f"takes {firm:.0f} to {soft:.0f} percent" in caption(drop_the_heel, material="eva")


@pytest.mark.parametrize("material", MATERIALS)
def test_no_pad_says_what_the_back_gets(material):
    assert caption(drop_the_heel, material=material).endswith("What the back gets was not measured.")
    assert "?" in words(drop_the_heel, material=material)


# --- shape beats softness, soft landing -------------------------------------------------------------------------------


@pytest.mark.parametrize(("fit", "constant"), [(0, "flat_pad_less_pressure"), (100, "fitting_pad_less_pressure")])
def test_flat_and_fitting_pads_take_off_what_was_published(fit, constant):
    assert f"{seeds.constant(constant).value:.0f} percent lower" in caption(shape_beats_softness, fit=fit)


def test_the_best_foam_is_firmer_for_a_heavier_person():
    said = [caption(shape_beats_softness, mass=mass).partition(" MPa")[0][-4:] for mass in (50, 75, 100, 125)]
    assert np.all(np.diff([float(number) for number in said]) > 0)


def test_pressure_and_pain_went_different_ways():
    assert {"went up", "went down"} <= set(words(shape_beats_softness))


def test_the_softest_shoe_had_the_hardest_landing():
    assert "1.70 body weights in the soft shoe, 1.64 in the medium, 1.54 in the hard" in caption(soft_landing)


def test_a_bare_spring_carries_no_numbers():
    assert words(soft_landing, shown="spring").count("?") == 3


# --- evidence relay ---------------------------------------------------------------------------------------------------


@each_mechanism
def test_each_way_has_something_real_at_the_foot(mechanism):
    assert relay(mechanism)[0].mark == "measured"


@each_mechanism
def test_no_baton_gets_to_the_pelvis(mechanism):
    assert dropped_at(relay(mechanism)) <= STATIONS.index("Pelvis")


def test_the_shock_baton_gets_furthest():
    assert max(MECHANISMS, key=lambda mechanism: dropped_at(relay(mechanism))) == "shock"


@each_mechanism
def test_nobody_measured_the_low_back_with_inserts(mechanism):
    leg = relay(mechanism)[STATIONS.index("Low back")]
    assert leg.mark in ("nobody", "assumed")
    assert leg.says in (BADGES["nobody"], BADGES["assumed"])


@each_mechanism
def test_every_station_has_a_mark_that_the_figure_knows(mechanism):
    legs = relay(mechanism)
    assert len(legs) == len(STATIONS)
    assert {leg.mark for leg in legs} <= set(MARKS)


@each_mechanism
def test_the_caption_tells_where_the_baton_dropped(mechanism):
    assert f"dropped at the {STATIONS[dropped_at(relay(mechanism))].lower()}" in caption(
        evidence_relay, mechanism=mechanism, passed=5
    )


def test_who_has_not_run_a_station_does_not_read_its_answer():
    assert "peak force 6.8 % lower" not in words(evidence_relay, mechanism="shock", passed=0)
    assert "peak force 6.8 % lower" in words(evidence_relay, mechanism="shock", passed=1)
