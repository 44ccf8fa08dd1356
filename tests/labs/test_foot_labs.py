"""The labs and pictures of lesson 02: one print with three names, borders that rename a foot, heels that all roll."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs import feet, foot_pictures
from lessons_lib.labs.meet_the_foot import meet_the_foot
from lessons_lib.labs.score_the_foot import RATERS, ratings, score_the_foot
from lessons_lib.labs.stance_phases import stance_phases
from lessons_lib.labs.wet_foot import LEVELS, wet_foot
from lessons_lib.models import foot, footprint

PICTURES = (foot_pictures.foot_inside, foot_pictures.foot_behind, foot_pictures.foot_types)


def caption(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name).caption.write()


def names_of(arch):
    return [caption(wet_foot, threshold=level, arch=arch).split("calls ")[1].split(".")[0] for level in LEVELS]


def test_one_print_gets_three_names_in_order_as_the_limit_rises():
    names = names_of("middle")
    assert list(dict.fromkeys(names)) == ["flat", "normal", "high arch"]


def test_a_very_low_arch_keeps_its_name_at_every_limit():
    assert set(names_of("low")) == {"flat"}


def test_the_print_of_a_right_foot_has_its_big_toe_on_the_left():
    svg = take_drawing(wet_foot.function, wet_foot.settings(), "wet_foot").svg
    assert svg
    hardest = footprint.pressure_map(0.5, side="right")[:, ::-1][54:62]
    assert np.argmax(hardest.max(axis=0)) < hardest.shape[1] / 2


def test_the_borders_rename_a_foot_of_six_points():
    assert "pronated" in caption(score_the_foot, rolled=6, rules="manual")
    assert "neutral" in caption(score_the_foot, rolled=6, rules="norms")


@pytest.mark.parametrize("rules", ["manual", "norms"])
def test_two_raters_agree_on_most_feet_and_not_on_all(rules):
    first, second = (foot.band(ratings(seed)[::2].sum(axis=1), rules) for _, seed, _ in RATERS)
    assert 0.5 < np.mean(first == second) < 1


@pytest.mark.parametrize("kind", ["neutral", "pronated"])
def test_a_foot_called_rolled_in_rolls_no_further_than_a_neutral_one(kind):
    assert "rolls in by 4.6°" in caption(stance_phases, kind=kind)


def test_the_names_of_the_sliding_scale_are_those_of_its_ends():
    assert caption(meet_the_foot, along=0).startswith("Rolled out")
    assert caption(meet_the_foot, along=10).startswith("Rolled in")


# --- the sketches -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("roll", [-1, 0, 1])
@pytest.mark.parametrize("outline", [feet.SKIN_INSIDE, *feet.BONES_INSIDE.values()])
def test_no_part_of_the_standing_foot_sinks_into_the_ground(outline, roll):
    assert feet.sink(outline, roll)[:, 1].min() >= -0.5


def test_the_arch_comes_down_as_the_foot_rolls_in():
    heights = [feet.arch_line((0, 0), roll)[6, 1] for roll in (-1, 0, 1)]
    assert heights == sorted(heights, reverse=True)


def test_a_heel_tipped_by_ten_degrees_leans_by_ten_degrees():
    top = feet.lean([(0, feet.HINGE_HEIGHT)], feet.roll_for(10))[0]
    assert np.degrees(np.arctan2(-top[0], top[1])) == pytest.approx(10)


@pytest.mark.parametrize("draw", PICTURES, ids=lambda draw: draw.__name__)
def test_every_place_to_point_at_lies_in_its_picture_and_apart_from_the_others(draw):
    fig = Figure(dpi=100)
    spots = np.array(list(draw(fig).values()))
    width, height = fig.get_size_inches() * fig.dpi
    assert ((spots > 0) & (spots < (width, height))).all()
    apart = np.hypot(*(spots[:, None] - spots[None]).T) + 1e9 * np.eye(len(spots))
    assert apart.min() > 40
