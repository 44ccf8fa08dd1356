"""The bake as a whole: few drawings, few bytes, the same bytes, and the truth at every setting."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from lessons_lib.explorable import Choice, Slider, Toggle, show
from lessons_lib.explorable.bake import Factors, _coarsest, _factor, _quantise, bake, bake_now
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.explorable.playback import Playback
from lessons_lib.explorable.store import finish

from .samples import STEPS, broken_promises, every_setting, make_lab, on_axes, playback_of, random_settings, shipped

ROOT = Path(__file__).parents[2]
X = np.linspace(0, 10, 40)
SIDE = Choice("Side", ("left", "right"))
each_lab = pytest.mark.parametrize("name", shipped())


def stick(ax, a, b, side):
    """Near-linear: two lines, a dot and a number."""
    turn = 1 if side == "left" else -1
    ax.plot([0, 5, 10], [0, a * turn, b / 2])
    ax.plot(X, b * X / 10)
    ax.text(1, 8, f"{show(a + b)} cm")
    return f"The end is {show(a)} up."


STICK = on_axes(stick, a=Slider("A", -5, 5, step=0.1), b=Slider("B", 0, 10, step=0.1), side=SIDE)


# --- few drawings, few bytes ------------------------------------------------------------------------------------------


def test_a_near_linear_lab_needs_thirty_drawings_at_most():
    packed = bake_now(STICK)
    assert packed["drawings"] <= 30
    assert [axis["nodes"] for axis in packed["axes"]] == [[0, 100], [0, 100]]
    assert broken_promises(STICK, random_settings(STICK, 40), Playback(STICK, packed)) == []


def test_a_curved_lab_needs_more_nodes_where_it_bends():
    lab = on_axes(lambda ax, v: ax.plot([0, 10], [9 * np.exp(-v), 0]), v=Slider("V", 0, 10, step=0.1))
    nodes = bake_now(lab)["axes"][0]["nodes"]
    assert len([node for node in nodes if node <= 50]) > len([node for node in nodes if node > 50])


def size_of_numbers(packed):
    """Bytes on the way, zipped."""
    parts = ("basis", "weights", "scales", "mask")
    return len(gzip.compress(json.dumps([group[part] for group in packed["groups"] for part in parts]).encode()))


@each_lab
def test_the_numbers_of_a_shipped_lab_fit_in_seven_kilobytes(name):
    assert size_of_numbers(playback_of(name).packed) <= 7_000


@pytest.mark.parametrize("size", [1, 40, 2000, 1e7])
def test_what_a_bake_leaves_out_is_a_fifth_of_what_it_may_be_off(size):
    rows = size * np.random.default_rng(3).normal(size=(12, 30)) @ np.diag(0.7 ** np.arange(30))
    factors = _factor(rows)
    assert np.abs(factors.rows() - rows).max() <= 0.2
    assert factors.lose(rows + 0.5) > 0.2


def test_larger_steps_would_leave_out_too_much():
    rows = 40 * np.random.default_rng(3).normal(size=(12, 30))
    exact = Factors(rows, np.ones(30), np.eye(30))
    kept = _coarsest(exact, rows)
    assert 0.1 < kept.lose(rows) <= 0.2
    assert _quantise(exact, 1.0).lose(rows) > 0.2


def test_what_hardly_moves_takes_less_room_than_what_moves_far():
    far = np.outer(np.arange(8), np.arange(50))
    near = far + 0.3 * np.random.default_rng(3).normal(size=far.shape)
    assert _factor(far).bits() < _factor(near).bits() < 3 * _factor(far).bits() + 3000


@each_lab
def test_picture_and_bake_of_a_shipped_lab_fit_in_a_hundred_kilobytes(name):
    finished = finish(shipped()[name], playback_of(name).packed)
    assert len(finished["picture"].encode()) + len(json.dumps(finished["bake"]).encode()) <= 100_000


# --- the same bytes ---------------------------------------------------------------------------------------------------

FRESH = """
import hashlib, json
from lessons_lib.explorable.bake import bake_now
from lessons_lib.labs.domino import domino
print(hashlib.sha256(json.dumps(bake_now(domino)).encode()).hexdigest())
"""


def test_the_same_lab_gives_the_same_bytes_twice():
    assert json.dumps(bake_now(STICK)) == json.dumps(bake_now(STICK))


def test_a_fresh_process_with_another_hash_seed_gives_the_same_bytes():
    mine = hashlib.sha256(json.dumps(playback_of("domino").packed).encode()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    ran = subprocess.run(
        [sys.executable, "-c", FRESH], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == mine


def test_other_code_gives_other_bytes():
    other = on_axes(lambda ax, v: ax.plot([0, 10], [v, -v]))
    same = on_axes(lambda ax, v: ax.plot([0, 10], [v, v]))
    assert json.dumps(bake_now(other)) != json.dumps(bake_now(same))


def test_a_bake_is_plain_data():
    packed = bake_now(STICK)
    assert json.loads(json.dumps(packed)) == packed


# --- choices, switches, and how many sliders there are ----------------------------------------------------------------


def bar_or_line(ax, v, side):
    if side == "left":
        ax.bar([2, 4], [v, 5])
        ax.text(5, 5, f"bars {show(v)}")
        return f"Two bars, the first {show(v)} high."
    ax.plot(X, v * np.sin(X))
    return "A curve without a number."


def test_a_choice_with_other_elements_gets_a_group_of_its_own():
    lab = on_axes(bar_or_line, v=STEPS, side=SIDE)
    packed = bake_now(lab)
    assert [group["combos"] for group in packed["groups"]] == [[0], [1]]
    assert (packed["groups"][0]["svg"], packed["groups"][1]["svg"][:4]) == (None, "<svg")
    assert broken_promises(lab, every_setting(lab), Playback(lab, packed)) == []


def test_the_group_of_the_start_comes_first_and_travels_without_its_picture():
    lab = on_axes(bar_or_line, v=STEPS, side=Choice("Side", ("left", "right"), start="right"))
    groups = bake_now(lab)["groups"]
    assert [(group["combos"], group["svg"] is None) for group in groups] == [([1], True), ([0], False)]


def test_a_jump_by_choice_costs_no_node():
    lab = on_axes(lambda ax, v, side: ax.plot([0, 10], [v, -9 if side == "left" else 9]), v=STEPS, side=SIDE)
    packed = bake_now(lab)
    assert (packed["axes"][0]["nodes"], len(packed["groups"])) == ([0, 20], 1)
    assert broken_promises(lab, every_setting(lab), Playback(lab, packed)) == []


def bend(ax, **values):
    a, b, c = (values.get(name, 1) for name in "abc")
    ax.plot(X, a * np.sin(X * (1 + b / 20)) + c * X / 10)
    ax.text(1, 9, f"{show(a * b + c)} in all")
    return f"It bends by {show(a)}{' to the right' if values.get('side') == 'right' else ''}."


HOW_MANY = {
    "no control at all": {},
    "a switch alone": {"up": Toggle("Up")},
    "a choice alone": {"side": SIDE},
    "one slider": {"a": Slider("A", 0, 5, step=0.5)},
    "two sliders": {"a": Slider("A", 0, 5, step=0.5), "b": Slider("B", 0, 5)},
    "three sliders": {name: Slider(name.upper(), 0, 4) for name in "abc"},
    "two sliders, a choice and a switch": {
        "a": Slider("A", 0, 5), "side": SIDE, "b": Slider("B", 0, 5), "up": Toggle("Up")
    },
}  # fmt: skip


@pytest.mark.parametrize("controls", HOW_MANY.values(), ids=HOW_MANY)
def test_any_number_of_controls_is_told_right_at_every_setting(controls):
    def draw(fig, **values):
        ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
        ax.set(xlim=(0, 10), ylim=(-10, 10), xticks=[], yticks=[])
        return bend(ax, **values)

    lab = on_axes(bend, **controls) if controls else make_lab(lambda fig: draw(fig), "still")
    assert broken_promises(lab, every_setting(lab)) == []


# --- words are exact at every step ------------------------------------------------------------------------------------


def test_a_word_that_switches_at_zero_on_a_near_linear_figure_switches_exactly_there():
    def paint(ax, v):
        ax.plot([0, 10], [0, v / 2])
        return f"It goes {'forward' if v > 0 else 'backward'} by {show(abs(v))}."

    lab = on_axes(paint, v=Slider("V", -10, 15, step=0.5))
    playback = Playback(lab, bake_now(lab))
    said = [playback.texts(values)[-1].split()[2] for values in every_setting(lab)]
    assert said == ["backward"] * 21 + ["forward"] * 30


CURVES = {
    "a parabola": lambda a, b: b > a * a / 20,
    "a hyperbola": lambda a, b: a * b > 60,
    "a quarter of a circle": lambda a, b: np.hypot(a, b) < 14,
    "a diagonal": lambda a, b: a > b,
}


@pytest.mark.parametrize("inside", CURVES.values(), ids=CURVES)
def test_words_bounded_by_a_curve_over_two_sliders_are_exact_at_every_step(inside):
    def paint(ax, a, b):
        return "inside" if inside(a, b) else "outside"

    lab = on_axes(paint, a=Slider("A", 0, 20), b=Slider("B", 0, 20))
    playback = Playback(lab, bake_now(lab))
    wrong = [
        values
        for values in every_setting(lab)
        if playback.texts(values)[-1] != ("inside" if inside(values["a"], values["b"]) else "outside")
    ]
    assert wrong == []


def test_a_count_of_decimals_that_switches_is_exact_at_every_step():
    lab = on_axes(lambda ax, v: f"{v:g} cm" if ax.text(1, 1, f"{v:.3g} cm") else "", v=Slider("V", 0, 12, step=0.5))
    playback = Playback(lab, bake_now(lab))
    told = [playback.texts(values) for values in every_setting(lab)]
    assert told == [[f"{v / 2:.3g} cm", f"{v / 2:g} cm"] for v in range(25)]


def test_different_words_with_different_numbers_are_told_right():
    def paint(ax, v):
        return f"{show(v)} up and {show(v / 3)} aside" if v > 1 else "Nothing yet." if v > -2 else f"Down {show(-v)}."

    lab = on_axes(paint)
    playback = Playback(lab, bake_now(lab))
    assert broken_promises(lab, every_setting(lab), playback) == []
    assert playback.texts({"v": 3.0})[-1] == "3.0 up and 1.0 aside"


@pytest.mark.parametrize("number", [0, 1.5])
def test_numbers_that_stay_while_their_words_change_are_told_right(number):
    lab = on_axes(lambda ax, v: f"{show(number)} {'more' if v > 1 else 'less'} than {show(number)}")
    assert broken_promises(lab, every_setting(lab)) == []


def count(ax, who, v):
    """Typed counts of people that are as far apart as those of studies."""
    people = {"few": 1067, "some": 29748, "many": 88158, "most": 1234567}[who]
    ax.text(1, 1, f"{people:,} people")
    ax.plot([0, 10], [v, 2 * v])
    return f"Counted were {people:,}."


@pytest.mark.parametrize("who", ["few", "some", "many", "most"])
def test_a_typed_number_that_stays_along_a_slider_is_told_to_the_digit(who):
    lab = on_axes(count, who=Choice("Who", ("few", "some", "many", "most")), v=STEPS)
    playback = Playback(lab, bake_now(lab))
    for value in (-5, 0.5, 5):
        values = {"who": who, "v": value}
        drawn = take_drawing(lab.function, values, lab.name)
        assert playback.texts(values) == [phrase.write() for phrase in drawn.texts]


def test_a_shown_number_never_reads_minus_zero():
    lab = on_axes(lambda ax, v: f"{show(v / 40)} and {v / 40:.1f}")
    playback = Playback(lab, bake_now(lab))
    told = " ".join(playback.texts(values)[-1] for values in every_setting(lab))
    assert "−0.0" not in told
    assert "-0.0" not in told


# --- the truth --------------------------------------------------------------------------------------------------------


def corners(lab):
    """Every control at its least, its start and its most, the others at their start."""
    ends = {
        name: (control.low, control.high) if isinstance(control, Slider) else control.states
        for name, control in lab.controls.items()
    }
    return [lab.settings(), *(lab.settings(**{name: value}) for name, values in ends.items() for value in values)]


@each_lab
def test_a_shipped_lab_is_told_right_at_the_ends_of_each_control(name):
    assert broken_promises(shipped()[name], corners(shipped()[name]), playback_of(name)) == []


@each_lab
def test_a_shipped_lab_is_told_right_at_fifty_random_settings(name):
    assert broken_promises(shipped()[name], random_settings(shipped()[name], 50), playback_of(name)) == []


@pytest.mark.exhaustive
@each_lab
def test_a_shipped_lab_is_told_right_at_five_hundred_random_settings(name):
    settings = random_settings(shipped()[name], 500, seed=11)
    assert broken_promises(shipped()[name], settings, playback_of(name)) == []


def test_a_bake_of_another_lab_breaks_the_promises():
    right, wrong = (on_axes(lambda ax, v, f=f: ax.plot([0, 10], [f * v, 0])) for f in (1, 1.1))
    assert len(broken_promises(right, every_setting(right), Playback(wrong, bake_now(wrong)))) > 10


def test_wrong_words_break_the_promises():
    right, wrong = (on_axes(lambda ax, v, f=f: "up" if v > f else "down") for f in (0, 0.5))
    broken = broken_promises(right, every_setting(right), Playback(wrong, bake_now(wrong)))
    assert broken == ["{'v': 0.5}: word is inf off"]


# --- the learner's matplotlib -----------------------------------------------------------------------------------------


def what_is_the_learners():
    state = np.random.get_state()
    return dict(mpl.rcParams), plt.get_fignums(), (state[0], state[1].tolist(), *state[2:])


def test_the_learners_matplotlib_is_untouched_after_every_slice():
    with mpl.rc_context({"svg.fonttype": "path", "lines.linewidth": 7}):
        plt.figure()
        before = what_is_the_learners()
        changed = [what_is_the_learners() != before for _ in bake(STICK)]
        plt.close()
    assert len(changed) >= 10
    assert not any(changed)


def test_a_lab_that_fails_gives_the_learner_matplotlib_back():
    def fail(ax, v):
        raise KeyError("no such bone")

    before = what_is_the_learners()
    with pytest.raises(KeyError, match="no such bone"):
        bake_now(on_axes(fail))
    assert what_is_the_learners() == before


def test_every_slice_is_one_drawing():
    drawn = []

    def paint(ax, v):
        drawn.append(v)

    work = bake(on_axes(paint))
    counts = [len(drawn) for _ in work]
    assert counts == list(range(1, len(counts) + 1))


def test_the_templates_of_a_playback_are_those_the_page_gets():
    lab = on_axes(bar_or_line, v=STEPS, side=SIDE)
    packed = bake_now(lab)
    group = packed["groups"][1]
    assert take_drawing(lab.function, group["template"], lab.name).svg == group["svg"]
