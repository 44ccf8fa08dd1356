"""Sliders, choices and switches: what values they have, and what they refuse in which words."""

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.explorable import Choice, Slider, Toggle, explorable

WEDGE = Slider("Wedge", 0, 20, start=10, step=0.5, unit="°")
FEET = Choice("Feet", {"both": "both feet", "one": "one foot"})


# --- sliders ----------------------------------------------------------------------------------------------------------


def test_a_slider_starts_in_the_middle_unless_told_otherwise():
    assert Slider("S", 0, 10).default == 5
    assert Slider("S", 0, 10, start=2).default == 2
    assert Slider("S", 0, 3).default == 1  # the lower of two middle steps


def test_a_slider_of_twenty_in_halves_has_forty_steps():
    assert WEDGE.last == 40
    assert (WEDGE.at(0), WEDGE.at(1), WEDGE.at(40)) == (0, 0.5, 20)


@pytest.mark.parametrize(
    ("low", "step", "decimals"), [(0, 1, 0), (0, 10, 0), (0, 0.5, 1), (0.25, 1, 2), (-1.5, 0.001, 3), (0, 1e-5, 5)]
)
def test_decimals_are_those_of_the_step_and_the_low_end(low, step, decimals):
    assert Slider("S", low, low + 4 * step, step=step).decimals == decimals


def test_steps_of_a_tenth_are_written_as_tenths_and_not_as_binary_dust():
    slider = Slider("S", 0, 1, step=0.1)
    assert [slider.at(step) for step in range(11)] == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


@given(st.integers(-500, 500), st.integers(1, 300), st.sampled_from([0.001, 0.1, 0.2, 0.25, 0.5, 1, 5]))
def test_every_step_finds_its_value_and_every_value_its_step(start, count, step):
    slider = Slider("S", start * step, (start + count) * step, step=step)
    assert all(slider.index(slider.at(index)) == index for index in range(slider.last + 1))
    assert all(slider.check(min(slider.high, slider.at(index))) == slider.at(index) for index in range(slider.last))


def test_a_value_between_steps_goes_to_the_nearest():
    assert WEDGE.check(9.8) == 10
    assert WEDGE.check(9.7) == 9.5


@pytest.mark.parametrize("value", [-0.1, 20.1, float("nan"), float("inf"), "10", None, True, [10]])
def test_a_slider_refuses_what_is_no_number_in_its_range(value):
    with pytest.raises(ValueError, match=rf"^'Wedge' takes a number from 0 to 20, not {re.escape(repr(value))}\.$"):
        WEDGE.check(value)


def test_a_slider_takes_whole_numbers_and_numpy_numbers():
    assert (WEDGE.check(10), WEDGE.check(np.float64(10.5)), WEDGE.check(np.int64(3))) == (10, 10.5, 3)


@pytest.mark.parametrize(("low", "high", "step"), [(0, 0, 1), (5, 1, 1), (0, 5, 0), (0, 5, -1)])
def test_a_slider_without_room_to_move_is_refused(low, high, step):
    with pytest.raises(ValueError, match=r"^Slider 'S': high must lie above low and step above 0\.$"):
        Slider("S", low, high, step=step)


def test_a_slider_that_does_not_end_on_a_step_is_refused():
    with pytest.raises(ValueError, match=r"^Slider 'S': 0 to 1 is not a whole number of steps of 0\.3\.$"):
        Slider("S", 0, 1, step=0.3)


@pytest.mark.parametrize("start", [-1, 21])
def test_a_start_outside_the_slider_is_refused(start):
    with pytest.raises(ValueError, match=rf"takes a number from 0 to 20, not {start}"):
        explorable(v=Slider("S", 0, 20, start=start))(lambda fig, v: "").settings()


# --- choices and switches ---------------------------------------------------------------------------------------------


def test_a_choice_starts_with_its_first_option_unless_told_otherwise():
    assert FEET.default == "both"
    assert Choice("F", {"a": "A", "b": "B"}, start="b").default == "b"


def test_a_list_of_words_names_its_options_by_themselves():
    assert Choice("F", ("slow", "fast")).spec()["options"] == [["slow", "slow"], ["fast", "fast"]]


@pytest.mark.parametrize("value", ["three", "both feet", None, 1])
def test_a_choice_refuses_what_is_no_option(value):
    with pytest.raises(ValueError, match=rf"^'Feet' takes one of both, one, not {value!r}\.$"):
        FEET.check(value)


def test_one_option_is_no_choice():
    with pytest.raises(ValueError, match=r"^Choice 'F' needs at least two options\.$"):
        Choice("F", ["only"])


def test_a_switch_is_off_unless_told_otherwise():
    assert Toggle("T").default is False
    assert Toggle("T", start=True).default is True
    assert Toggle("T").states == (False, True)


@pytest.mark.parametrize("value", [0, 1, "on", None])
def test_a_switch_refuses_what_is_neither_true_nor_false(value):
    with pytest.raises(ValueError, match=rf"^'T' takes True or False, not {value!r}\.$"):
        Toggle("T").check(value)


@pytest.mark.parametrize("control", [WEDGE, FEET, Toggle("T")], ids=["slider", "choice", "toggle"])
def test_what_the_page_gets_of_a_control_is_plain_data(control):
    assert json.loads(json.dumps(control.spec())) == control.spec()


# --- the lab that holds them ------------------------------------------------------------------------------------------


@explorable(wedge=WEDGE, feet=FEET)
def tilt(fig, wedge, feet):
    """How far it tilts.

    More words.
    """
    fig.add_axes((0, 0, 1, 1)).set(xlim=(0, 1), xticks=[], ylim=(0, wedge + 1), yticks=[])
    return f"{wedge} on {feet}."


def test_a_lab_knows_its_name_title_and_controls():
    assert (tilt.name, tilt.title) == ("tilt", "How far it tilts")
    assert list(tilt.sliders) == ["wedge"]
    assert list(tilt.choices) == ["feet"]
    assert repr(tilt) == "<lab tilt: wedge, feet>"


def test_a_setting_is_filled_up_with_starts():
    assert tilt.settings() == {"wedge": 10, "feet": "both"}
    assert tilt.settings(feet="one") == {"wedge": 10, "feet": "one"}


def test_a_control_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ValueError, match=r"^tilt has no control named angle, foot; it has wedge, feet\.$"):
        tilt.settings(foot="one", angle=3)


def test_arguments_and_controls_must_be_the_same():
    with pytest.raises(TypeError, match=r"takes wedge, but its controls are angle\."):
        explorable(angle=WEDGE)(lambda fig, wedge: "")
    with pytest.raises(TypeError, match=r"takes no values, but its controls are wedge\."):
        explorable(wedge=WEDGE)(lambda fig: "")
    with pytest.raises(TypeError, match=r"takes wedge, but its controls are none\."):
        explorable()(lambda fig, wedge: "")


def test_draw_gives_an_ordinary_figure():
    figure = tilt.draw(wedge=3)
    assert figure.axes[0].get_ylim() == (0, 4)


def test_a_lab_without_a_caption_says_what_is_missing():
    def silent(fig, wedge):
        return None

    with pytest.raises(TypeError, match=r"^silent must return its caption: the sentence that says what the figure"):
        explorable(wedge=WEDGE)(silent).draw()
