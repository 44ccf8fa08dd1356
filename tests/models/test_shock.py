"""Facts about the step onto the heel: published values first, then the physics, then what must always hold."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import seeds
from lessons_lib.models import shock

ALWAYS = settings(derandomize=True, deadline=None, max_examples=15)
MASSES, SPEEDS = st.floats(20, 250), st.floats(0.01, 2)
BASES, DAMPINGS = st.floats(5, 1000), st.floats(0, 0.5)
STEPS = st.fixed_dictionaries({"body_mass": MASSES, "speed": SPEEDS, "base_stiffness": BASES, "damping": DAMPINGS})
FIRM = {"modulus": 5000.0, "thickness": 40.0}  # never bottoms out


def published(name):
    return seeds.constant(name).value


def exact_peak(mass, stiffness, speed, damping):
    """The highest force of the straight law without integrating: energy along the ramp, then a damped swing."""
    omega = math.sqrt(stiffness / mass)
    edge = 1e-3 * omega / speed
    loss = 2 * damping / edge
    x = np.linspace(0, edge, 20_001)
    v = speed_on_the_ramp(x, loss)
    on_ramp = (x * (1 + loss * v))[v > 0].max()
    return mass * omega * speed * (max(on_ramp, peak_of_swing(edge, v[-1], damping)) if v[-1] > 0 else on_ramp)


def speed_on_the_ramp(x, loss):
    # v dv/dx = -x (1 + loss v), so loss v - ln(1 + loss v) falls by (loss x)^2 / 2 from its value at v = 1
    left = loss - math.log1p(loss) - (loss * x) ** 2 / 2
    low, high = np.zeros_like(x), np.ones_like(x)
    for _ in range(60):
        middle = (low + high) / 2
        below = loss * middle - np.log1p(loss * middle) < left
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def peak_of_swing(x, v, damping):
    turn, t = math.sqrt(1 - damping**2), np.linspace(0, math.pi, 200_001)
    fade, cos, sin = np.exp(-damping * t), np.cos(turn * t), np.sin(turn * t) / turn
    here = fade * (x * cos + (v + damping * x) * sin)
    fast = fade * (v * cos - (x + damping * v) * sin)
    return float((here + 2 * damping * fast)[fast > 0].max())


# Light 1980, Chi 2005


def test_hard_heels_give_5_g_at_the_shin_and_half_a_g_at_the_skull():
    strike = shock.heel_strike()
    assert strike.tibia == pytest.approx(5, abs=0.01)
    assert strike.skull == pytest.approx(0.5, abs=0.001)
    assert strike.force == pytest.approx(231.8, abs=0.1)
    assert strike.force / (75 * shock.GRAVITY) == pytest.approx(0.32, abs=0.005)
    assert strike.time == pytest.approx(5.62, abs=0.01)
    assert strike.travel == 0


def test_a_base_3_7_times_softer_halves_the_shock_at_shin_and_skull():
    soft = shock.heel_strike(base_stiffness=19.5)
    assert soft.tibia == pytest.approx(2.5, abs=0.005)
    assert soft.skull == pytest.approx(0.25, abs=0.0005)
    assert soft.time == pytest.approx(10.75, abs=0.01)


def test_the_base_of_the_seeds_is_calibrated_on_light():
    assert shock.calibrated_base() == pytest.approx(published("heel_base_stiffness"), abs=0.1)
    assert shock.calibrated_base(2.5) == pytest.approx(19.5, abs=0.01)
    assert shock.calibrated_base(5, damping=0.0) == pytest.approx(0.063 * 75 * (5 * 9.80665 / 0.45) ** 2 / 1e3)


def test_a_tenth_of_the_shins_shock_arrives_at_the_skull():
    assert shock.at_skull([0, 5, 2.5]) == pytest.approx([0, 0.5, 0.25])


def test_the_foot_is_6_3_percent_of_the_body_and_brings_an_energy_that_was_measured():
    assert shock.foot_mass() == pytest.approx(4.725)
    assert shock.impact_energy(75, 0.45) == pytest.approx(0.478, abs=0.001)
    assert published("impact_energy_low") < shock.impact_energy() < published("impact_energy_high")


# The root law


def test_measured_reductions_lie_in_the_table_of_pad_ratios():
    table = shock.ratio_table()
    assert [row.reduction for row in table] == [6.8, 8.3, 15.8, 23, 27, 30, 40, 50]
    expected = [6.612, 5.285, 2.436, 1.456, 1.141, 0.961, 0.5625, 0.3333]
    assert [row.pad_ratio for row in table] == pytest.approx(expected, abs=0.001)
    works = ["oleary2008"] * 3 + ["windle1999"] * 2 + ["johnson1988", "wosk1985", "light1980"]
    assert [row.reference for row in table] == works
    assert all(seeds.constant(row.measured).reference == row.reference for row in table)


def test_half_the_shock_takes_a_quarter_of_the_stiffness():
    assert shock.softening_for(50) == 4
    hard, soft = shock.undamped_strike(base_stiffness=80), shock.undamped_strike(base_stiffness=20)
    assert soft.tibia == pytest.approx(hard.tibia / 2)
    assert soft.force == pytest.approx(hard.force / 2)
    assert soft.time == pytest.approx(hard.time * 2)


def test_the_closed_form_is_the_textbook_one():
    strike, mass = shock.undamped_strike(), 0.063 * 75
    assert strike.force == pytest.approx(0.45 * math.sqrt(72_500 * mass))
    assert strike.tibia == pytest.approx(0.45 * math.sqrt(72_500 / mass) / 9.80665)
    assert strike.time == pytest.approx(1e3 * math.pi / 2 * math.sqrt(mass / 72_500))


def test_integration_without_damping_returns_the_closed_form():
    one, other = shock.heel_strike(1.0, 6, damping=0), shock.undamped_strike(1.0, 6)
    for part in ("force", "tibia", "skull", "time", "travel"):
        assert getattr(one, part) == pytest.approx(getattr(other, part), rel=1e-6)


def test_springs_in_series_and_the_pad_as_a_slab():
    assert shock.pad_stiffness(1, 6) == pytest.approx(250)
    assert shock.pad_stiffness(2, 6, 30) == pytest.approx(1000)
    assert shock.in_series(72.5, 250) == pytest.approx(1 / (1 / 72.5 + 1 / 250))
    padded = shock.undamped_strike(1.0, 6)
    assert padded.force == pytest.approx(shock.undamped_strike(base_stiffness=shock.in_series(72.5, 250)).force)
    assert padded.travel == pytest.approx(padded.force / 250)


# The integrator


@pytest.mark.parametrize("damping", [0.05, 0.3, 0.5])
@pytest.mark.parametrize("stiffness", [8.0, 72.5, 300.0, 700.0, 1000.0])
@pytest.mark.parametrize("speed", [0.1, 0.45, 1.5])
def test_the_integrated_peak_is_the_exact_one(damping, stiffness, speed):
    found = shock.heel_strike(speed=speed, base_stiffness=stiffness, damping=damping).force
    assert found == pytest.approx(exact_peak(4.725, 1e3 * stiffness, speed, damping), rel=1e-5)


def test_finer_steps_change_nothing_that_matters(monkeypatch):
    rng = np.random.default_rng(2)
    settings_ = {
        "speed": rng.uniform(0.05, 0.6, 300),
        "base_stiffness": rng.uniform(5, 1000, 300),
        "damping": rng.uniform(0, 0.5, 300),
        "thickness": 20,
    }
    for law in ("straight", "stiffening"):
        coarse = shock.heel_strike(3.0, law=law, **settings_)
        with monkeypatch.context() as finer:
            finer.setattr(shock, "STEPS", 512)
            fine = shock.heel_strike(3.0, law=law, **settings_)
        assert coarse.force == pytest.approx(fine.force, rel=1e-5)
        assert coarse.time == pytest.approx(fine.time, abs=0.01)


def test_peaks_change_smoothly_with_the_setting():
    force = shock.heel_strike(base_stiffness=np.linspace(60, 80, 2001)).force
    assert np.abs(np.diff(force, 2)).max() < 1e-3  # a peak taken from the samples jumps by a hundredfold


def test_the_trace_peaks_where_the_strike_does_and_starts_at_zero():
    trace, strike = shock.strike_trace(0.4, n=3001), shock.heel_strike(0.4)
    assert trace.force[0] == 0
    assert trace.force.max() == pytest.approx(strike.force, rel=1e-5)
    assert trace.time[trace.force.argmax()] == pytest.approx(strike.time, abs=0.02)
    assert trace.tibia.max() == pytest.approx(strike.tibia, rel=1e-5)
    assert trace.skull == pytest.approx(0.1 * trace.tibia)
    assert (trace.time[0], trace.time[-1]) == (0, 30)


def test_the_ground_never_pulls_and_the_foot_flies_on_at_the_end():
    trace = shock.strike_trace(until=100, n=500)
    assert np.all(trace.force >= 0)
    assert np.all(trace.force[trace.time > 50] == 0)


def test_without_damping_the_trace_is_half_a_wave_and_gives_back_all_the_speed():
    trace = shock.strike_trace(damping=0, until=30, n=3001)
    assert (trace.force[:-1] @ np.diff(trace.time)) / 1e3 == pytest.approx(2 * 4.725 * 0.45, rel=1e-4)
    quarter = shock.undamped_strike().time
    assert trace.force[trace.time > 2 * quarter + 0.1].max() == 0


def test_a_coarse_trace_lies_on_a_fine_one():
    coarse, fine = shock.strike_trace(n=31), shock.strike_trace(n=3001)
    assert coarse.force == pytest.approx(fine.force[::100], abs=0.01)
    assert shock.strike_trace(n=1).force == [0]


def test_a_grid_of_settings_gives_a_grid_of_answers():
    grid = shock.heel_strike(np.array([[1.0], [0.4]]), base_stiffness=np.array([60, 70, 80]))
    assert grid.force.shape == grid.time.shape == grid.travel.shape == (2, 3)
    assert grid.force[1, 2] == pytest.approx(shock.heel_strike(0.4, base_stiffness=80).force, rel=1e-12)
    trace = shock.strike_trace(np.array([1.0, 0.4]), n=200)
    assert trace.force.shape == trace.skull.shape == (2, 200)
    assert trace.force[1] == pytest.approx(shock.strike_trace(0.4, n=200).force, rel=1e-3, abs=1e-2)


# Pads, and pads that are too soft


def test_six_pads_take_off_what_the_specification_found():
    pads = shock.forward_predictions()
    assert [pad.material for pad in pads][::5] == ["polypropylene shell", "memory foam"]
    straight, stiffening = [0.01558, 4.832, 12.745, 25.23, 43.44], [0.01558, 4.656, 11.640, 21.32, 32.33]
    assert [pad.straight for pad in pads[:5]] == pytest.approx(straight, rel=1e-3)
    assert [pad.stiffening for pad in pads[:5]] == pytest.approx(stiffening, rel=1e-3)
    assert [pad.travel for pad in pads[3:]] == pytest.approx([1.733, 3.496, 6.780], abs=0.001)
    assert [pad.bottoms_out for pad in pads] == [False] * 5 + [True]
    assert (pads[5].straight, pads[5].stiffening) == (None, None)


def test_predictions_for_ordinary_pads_lie_in_the_published_band():
    most = published("insole_less_bone_oscillation")
    for pad in shock.forward_predictions()[:5]:
        assert 0 <= pad.stiffening <= most
        assert pad.straight <= most + 5  # the softest one passes the band a little under the straight law


def test_memory_foam_of_6_mm_bottoms_out_and_is_refused_by_name():
    assert shock.bottoms_out(0.05)
    assert not shock.bottoms_out(0.15)
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        shock.heel_strike([1, 0.05], material="Memory foam")
    assert str(refusal.value) == (
        "Memory foam of 0.05 MPa and 6 mm bottoms out: the landing asks for 6.8 mm of travel and it has 4.5 mm, so "
        "nothing can be predicted; take a firmer or a thicker one."
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda: shock.heel_strike(0.05, law="stiffening"),
        lambda: shock.undamped_strike(0.05),
        lambda: shock.reduction(0.05),
        lambda: shock.strike_trace(0.05),
    ],
)
def test_every_way_to_ask_refuses_a_pad_that_bottoms_out(ask):
    with pytest.raises(ValueError, match=r"^The pad of 0.05 MPa and 6 mm bottoms out: .* it has 4.5 mm"):
        ask()


def test_the_verdict_turns_exactly_where_the_travel_is_used_up():
    softs = np.linspace(0.05, 0.15, 1001)
    flat, wanted = shock.bottoms_out(softs), shock.travel_wanted(softs)
    assert np.array_equal(flat, wanted > 4.5)
    assert flat[0]
    assert not flat[-1]
    last = softs[flat][-1]
    with pytest.raises(ValueError, match=r"for 4\.5 mm of travel"):
        shock.heel_strike(last)
    assert shock.heel_strike(softs[~flat][0]).travel == pytest.approx(4.5, abs=0.01)


def test_thicker_memory_foam_has_room_again():
    assert shock.bottoms_out(0.05, [6, 10, 20]).tolist() == [True, True, False]


def test_a_heavier_person_flattens_a_pad_that_holds_a_lighter_one():
    assert shock.bottoms_out(0.12, body_mass=[60, 150]).tolist() == [False, True]


def test_a_stiffening_pad_is_squeezed_as_its_law_says():
    strike = shock.heel_strike(0.15, law="stiffening")
    strain = strike.travel / 6
    stress = 0.15 * strain / (1 - strain / 0.75)
    assert stress * 1500 == pytest.approx(strike.force)  # MPa on 15 cm2
    assert strain < 0.75


def test_without_damping_the_energy_of_the_foot_is_stored_in_base_and_stiffening_pad():
    strike = shock.heel_strike(0.15, law="stiffening", damping=0)
    room, pad = 4.5e-3, 37_500.0
    u = strike.travel / 1e3
    stored = -pad * room * (u + room * math.log1p(-u / room)) + strike.force**2 / (2 * 72_500)
    assert stored == pytest.approx(shock.impact_energy(), rel=1e-5)


# What must always hold


@ALWAYS
@given(STEPS, st.floats(1.01, 3), st.sampled_from(shock.LAWS))
def test_faster_and_stiffer_landings_are_harder_and_a_pad_never_hardens_them(step, more, law):
    now = shock.heel_strike(**FIRM, law=law, **step)
    bare = shock.heel_strike(**step)
    faster = shock.heel_strike(**{**step, "speed": min(2, step["speed"] * more)})
    stiffer = shock.heel_strike(**{**step, "base_stiffness": min(1000, step["base_stiffness"] * more)})
    heavier = shock.heel_strike(**{**step, "body_mass": min(250, step["body_mass"] * more)})
    assert now.tibia <= bare.tibia * (1 + 1e-5)
    assert bare.tibia <= faster.tibia * (1 + 1e-5)
    assert bare.tibia <= stiffer.tibia * (1 + 1e-5)
    assert bare.force <= heavier.force * (1 + 1e-5)
    assert bare.tibia >= heavier.tibia * (1 - 1e-5)


@settings(ALWAYS, max_examples=15)
@given(STEPS, st.floats(0.5, 50), st.floats(1.1, 5), st.floats(5, 20))
def test_a_softer_pad_takes_off_more_and_stiffening_takes_some_back(step, modulus, softer, thickness):
    step["speed"] = min(step["speed"], 0.3)
    firm, soft = modulus * softer, modulus
    if shock.bottoms_out(soft, thickness, **step):
        return
    more, less = (shock.reduction(m, thickness, **step) for m in (soft, firm))
    assert more >= less - 1e-3
    assert shock.reduction(soft, thickness, law="stiffening", **step) <= more + 1e-3
    assert 0 <= more + 1e-3 < 100


@ALWAYS
@given(STEPS, st.sampled_from(shock.LAWS))
def test_every_answer_in_range_is_a_number(step, law):
    strike = shock.heel_strike(**FIRM, law=law, **step)
    assert np.all(np.isfinite([strike.force, strike.tibia, strike.skull, strike.time, strike.travel]))
    assert strike.force > 0
    assert strike.time > 0
    assert shock.travel_wanted(**FIRM, **step) > 0


@settings(ALWAYS, max_examples=8)
@given(MASSES, st.floats(0.5, 20), st.floats(0.05, 2), DAMPINGS)
def test_a_calibrated_base_gives_the_shock_it_was_asked_for(mass, tibia, speed, damping):
    base = shock.calibrated_base(tibia, body_mass=mass, speed=speed, damping=damping)
    if 5 <= base <= 1000:
        found = shock.heel_strike(body_mass=mass, speed=speed, damping=damping, base_stiffness=base)
        assert found.tibia == pytest.approx(tibia, rel=1e-4)


@ALWAYS
@given(st.floats(1, 99))
def test_reduction_and_pad_ratio_turn_each_other_round(less):
    ratio = shock.pad_ratio_for(less)
    assert shock.reduction_for_pad_ratio(ratio) == pytest.approx(less)
    assert shock.softening_for(less) == pytest.approx((1 + ratio) / ratio)


@ALWAYS
@given(STEPS)
def test_an_array_gets_the_answers_its_numbers_get(step):
    many = shock.heel_strike(**{**step, "speed": np.array([step["speed"], 0.4])})
    assert many.force[0] == pytest.approx(shock.heel_strike(**step).force, rel=1e-12)


def test_a_foot_that_does_not_come_down_feels_nothing():
    for law in shock.LAWS:
        still = shock.heel_strike(0.05, speed=0, law=law)
        assert (still.force, still.tibia, still.skull, still.travel) == (0, 0, 0, 0)
    assert shock.undamped_strike(speed=0).force == 0
    assert shock.impact_energy(75, 0) == 0
    assert not shock.bottoms_out(0.05, speed=0)
    assert np.all(shock.strike_trace(speed=0).force == 0)


EDGES = {
    "body_mass": (shock.foot_mass, 20, 250),
    "speed": (lambda value: shock.impact_energy(75, value), 0, 2),
    "tibia": (shock.at_skull, 0, 500),
    "modulus": (lambda value: shock.pad_stiffness(value, 6), 0.01, 5000),
    "thickness": (lambda value: shock.pad_stiffness(1, value), 1, 40),
    "area": (lambda value: shock.pad_stiffness(1, 6, value), 5, 40),
    "base": (lambda value: shock.in_series(value, 1), 1e-9, 1e9),
    "pad": (lambda value: shock.in_series(1, value), 1e-9, 1e9),
    "pad_ratio": (shock.reduction_for_pad_ratio, 0.0001, 1000),
    "reduction": (shock.softening_for, 1, 99),
    "base_stiffness": (lambda value: shock.heel_strike(base_stiffness=value), 5, 1000),
    "damping": (lambda value: shock.heel_strike(damping=value), 0, 0.5),
    "thickness without a pad": (lambda value: shock.heel_strike(thickness=value), 1, 40),
    "speed of a reduction": (lambda value: shock.reduction(FIRM["modulus"], 40, speed=value), 0.01, 2),
    "tibia of a base": (shock.calibrated_base, 0.5, 20),
    "speed of a base": (lambda value: shock.calibrated_base(speed=value), 0.05, 2),
    "until": (lambda value: shock.strike_trace(until=value), 1, 200),
}


@pytest.mark.parametrize(("name", "edge"), EDGES.items(), ids=EDGES)
def test_a_range_ends_where_its_sentence_says(name, edge):
    ask, low, high = edge
    sentence = re.escape(f"it must lie between {low:g} and {high:g} ")
    for inside in (1.05 * low, 0.95 * high):
        assert np.all(np.isfinite(getattr(ask(inside), "force", 0)))
    for outside in (0.95 * low or -0.05 * high, 1.05 * high):
        with pytest.raises(ValueError, match=f"^{name.split()[0]} is .*; {sentence}"):
            ask(outside)


REFUSALS = [
    (lambda: shock.foot_mass(19), "body_mass is 19; it must lie between 20 and 250 kg."),
    (lambda: shock.impact_energy(75, 2.1), "speed is 2.1; it must lie between 0 and 2 m/s."),
    (lambda: shock.at_skull(-1), "tibia is -1; it must lie between 0 and 500 g."),
    (lambda: shock.pad_stiffness(0, 6), "modulus is 0; it must lie between 0.01 and 5000 MPa."),
    (lambda: shock.pad_stiffness(1, 0), "thickness is 0; it must lie between 1 and 40 mm."),
    (lambda: shock.pad_stiffness(1, 6, 4), "area is 4; it must lie between 5 and 40 cm2."),
    (lambda: shock.in_series(0, 1), "base is 0; it must lie between 1e-09 and 1e+09 kN/m."),
    (lambda: shock.in_series(1, -1), "pad is -1; it must lie between 1e-09 and 1e+09 kN/m."),
    (
        lambda: shock.reduction_for_pad_ratio(0),
        "pad_ratio is 0; it must lie between 0.0001 and 1000 times the base.",
    ),
    (lambda: shock.pad_ratio_for(100), "reduction is 100; it must lie between 1 and 99 percent."),
    (lambda: shock.softening_for(0), "reduction is 0; it must lie between 1 and 99 percent."),
    (lambda: shock.heel_strike(6000), "modulus is 6000; it must lie between 0.01 and 5000 MPa."),
    (lambda: shock.heel_strike(1, 41), "thickness is 41; it must lie between 1 and 40 mm."),
    (lambda: shock.heel_strike(body_mass=[75, 300]), "body_mass is 300; it must lie between 20 and 250 kg."),
    (lambda: shock.heel_strike(speed=-0.1), "speed is -0.1; it must lie between 0 and 2 m/s."),
    (lambda: shock.heel_strike(base_stiffness=4), "base_stiffness is 4; it must lie between 5 and 1000 kN/m."),
    (lambda: shock.heel_strike(damping=0.6), "damping is 0.6; it must lie between 0 and 0.5 of critical."),
    (lambda: shock.heel_strike(law="gel"), "law is 'gel'; it must be 'straight' or 'stiffening'."),
    (lambda: shock.reduction(1, speed=0), "speed is 0; it must lie between 0.01 and 2 m/s."),
    (lambda: shock.calibrated_base(21), "tibia is 21; it must lie between 0.5 and 20 g."),
    (lambda: shock.calibrated_base(speed=0), "speed is 0; it must lie between 0.05 and 2 m/s."),
    (lambda: shock.strike_trace(until=0), "until is 0; it must lie between 1 and 200 ms."),
    (lambda: shock.strike_trace(n=20_000), "n is 20000; it must be a whole number from 1 to 10,000."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
