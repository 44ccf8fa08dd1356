"""The lab of lesson 07: rare causes counted from the review, and a sign that alarms too many and still may miss."""

import pytest

from lessons_lib import seeds
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs.how_rare import CAUSES, PEOPLE, SIGN_ROWS, Found, count_found, how_rare, ill

EVERY_SETTING = [
    (cause, false, missed)
    for cause in how_rare.controls["cause"].states
    for false in (5, 10, 15, 20)
    for missed in (0, 25, 50)
]


def texts(**values):
    drawing = take_drawing(how_rare.function, how_rare.settings(**values), how_rare.name)
    return [phrase.write() for phrase in drawing.texts]


@pytest.mark.parametrize(
    ("cause", "number"), [("fracture", 400), ("cancer", 100), ("cauda-equina", 4), ("infection", 1)]
)
def test_of_ten_thousand_people_so_many_have_the_cause(cause, number):
    assert ill(cause) == number


def test_every_cause_of_the_review_stands_in_the_picture():
    rows = {row.id.removeprefix("verhagen2016-") for row in seeds.evidence("serious_causes")}
    assert rows == set(CAUSES)
    assert {"about 400", "under 100", "about 4", "about 1"} <= set(texts())


@pytest.mark.parametrize(("cause", "false", "missed"), EVERY_SETTING)
def test_the_four_groups_add_up_to_everybody(cause, false, missed):
    people = count_found(cause, false, missed)
    assert people.found + people.missed == ill(cause)
    assert people.signed + people.missed + people.rest == PEOPLE


@pytest.mark.parametrize(("cause", "false", "missed"), EVERY_SETTING)
def test_every_group_fits_into_the_rows_that_are_drawn_for_it(cause, false, missed):
    people = count_found(cause, false, missed)
    assert ill(cause) + people.alarms <= SIGN_ROWS * 125


@pytest.mark.parametrize("cause", how_rare.controls["cause"].states)
def test_most_people_with_even_the_best_sign_are_well(cause):
    assert count_found(cause, 5, 0).share < 50


def test_of_people_with_the_sign_fewer_than_one_in_a_hundred_has_squeezed_nerves():
    assert count_found("cauda-equina", 5, 0).share == pytest.approx(0.79, abs=0.01)


def test_a_sign_that_never_alarmed_the_well_would_be_right_every_time():
    assert Found(found=4, missed=0, alarms=0, rest=9_996).share == 100


@pytest.mark.parametrize("cause", how_rare.controls["cause"].states)
def test_a_sign_that_misses_people_leaves_ill_ones_without_it(cause):
    assert count_found(cause, 5, 0).missed == 0
    assert count_found(cause, 5, 25).missed > 0


def test_cancer_is_said_to_be_an_upper_end():
    assert "at most 100" in texts(cause="cancer")[-1]
    assert "at most" not in texts(cause="fracture")[-1]


@pytest.mark.parametrize("cause", how_rare.controls["cause"].states)
def test_the_picture_says_that_the_sign_is_invented(cause):
    assert any("The sign is invented" in text for text in texts(cause=cause))
    assert "invented sign" in texts(cause=cause)[-1]
