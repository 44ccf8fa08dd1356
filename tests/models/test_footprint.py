"""Facts about prints and the imagined sole: what was measured first, then what must always hold."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lessons_lib import seeds
from lessons_lib.models import footprint

ALWAYS = settings(derandomize=True, deadline=None, max_examples=40)
REAL_MAP = {1: 0.263, 10: 0.268, 20: 0.254, 40: 0.256, 80: 0.178}
ARCHES, TURNS = st.floats(0, 1), st.floats(-180, 180)


def test_rectangles_of_three_two_and_five_have_an_arch_index_of_exactly_a_fifth():
    assert footprint.arch_index_of_rectangles([3, 2, 5]) == pytest.approx(0.2, abs=1e-12)


@ALWAYS
@given(st.lists(st.integers(1, 40), min_size=3, max_size=3))
def test_the_arch_index_of_rectangles_is_the_middle_area_over_all(areas):
    assert footprint.arch_index_of_rectangles(areas) == pytest.approx(areas[1] / sum(areas), abs=1e-9)


def bars(heel: int, middle: int, ball: int, rows: int = 10) -> np.ndarray:
    """Three bars from heel to ball, centred, each as long as `rows`."""
    columns = np.abs(np.arange(20) - 9.5)
    return np.repeat([columns < wide / 2 for wide in (heel, middle, ball)], rows, axis=0)


def test_widths_of_a_plain_print_give_staheli_and_chippaux_smirak():
    shape = footprint.measure_print(bars(10, 4, 16), toes="none")
    assert shape.staheli == pytest.approx(4 / 10)
    assert shape.chippaux_smirak == pytest.approx(100 * 4 / 16)
    assert shape.length == pytest.approx(30)
    assert shape.arch_index == pytest.approx(4 / 30)


def test_thirds_are_cut_through_cells_where_they_fall():
    column = np.array([[1.0]] * 10 + [[0.0]])  # ten cells: each third holds three and a third
    assert footprint.arch_index(column, toes="none") == pytest.approx(1 / 3, abs=1e-12)


def test_toes_are_cut_off_and_change_nothing_behind_them():
    plain = bars(10, 4, 16)
    gap, toes = np.zeros((2, 20), dtype=bool), bars(12, 12, 12, 2)
    with_toes = np.vstack([plain, gap, toes])
    cut = footprint.measure_print(with_toes)
    assert cut.length == pytest.approx(30, abs=1e-9)
    assert cut.arch_index == pytest.approx(4 / 30)
    assert footprint.measure_print(with_toes, toes="none").length == pytest.approx(38)


def test_small_rises_in_front_of_the_ball_are_not_toes():
    plain = bars(10, 4, 16)
    plain[-1, 4:] = False
    ragged = np.vstack([plain, bars(16, 16, 16, 1)[:1] & (np.arange(20) < 4)])
    assert footprint.measure_print(ragged).length > 29


def test_the_axis_may_be_given_as_heel_and_toe():
    upright = bars(10, 4, 16)
    shape = footprint.measure_print(upright, axis=((0, 9.5), (29, 9.5)), toes="none")
    assert shape.arch_index == pytest.approx(4 / 30)
    across = footprint.measure_print(upright, axis=((15, 0), (15, 19)), toes="none")
    assert across.length == pytest.approx(16)
    backwards = footprint.measure_print(upright, axis=((29, 9.5), (0, 9.5)), toes="none")
    assert backwards.staheli == pytest.approx(4 / 16)


def test_the_broader_end_is_taken_for_the_front_however_the_print_lies():
    upright = bars(10, 4, 16)
    for print_ in (upright, upright[::-1], upright.T, upright.T[:, ::-1]):
        assert footprint.measure_print(print_, toes="none").staheli == pytest.approx(0.4)


def test_specks_are_left_out_and_parts_of_the_foot_are_not():
    dirty = np.zeros((60, 20), dtype=bool)
    dirty[10:40] = bars(10, 0, 16)
    clean = footprint.measure_print(dirty, toes="none")
    dirty[55, 3] = True
    assert footprint.measure_print(dirty, toes="none") == clean
    assert footprint._without_specks(dirty).sum() == 260
    lit = np.zeros((30, 30), dtype=bool)
    lit[:10, :20] = lit[20, 20] = True
    assert footprint._without_specks(lit).sum() == 200  # one cell of 201 is just below half a percent
    lit[9, 19] = lit[9, 18] = False
    assert footprint._without_specks(lit).sum() == 199  # and one of 199 is just above
    assert clean.arch_index == pytest.approx(0)
    assert clean.length == pytest.approx(30)


def test_a_print_that_winds_is_one_patch():
    comb = np.ones((21, 41), dtype=bool)
    comb[1::4, :-1] = False
    comb[3::4, 1:] = False  # a single path that turns back on itself ten times
    assert np.array_equal(footprint._without_specks(comb), comb)


def test_force_weighs_the_grey_values_and_area_does_not():
    grey = bars(10, 10, 10).astype(float)
    grey[10:20] *= 2
    assert footprint.arch_index(grey, toes="none") == pytest.approx(1 / 3)
    assert footprint.arch_index(grey, toes="none", weigh="force") == pytest.approx(1 / 2)


def test_an_arch_index_is_labelled_at_its_borders():
    labels = footprint.arch_class([0, 0.21, 0.211, 0.259, 0.26, 1]).tolist()
    assert labels == ["high"] * 2 + ["normal"] * 2 + ["flat"] * 2
    assert footprint.arch_class(0.2) == "high"


def test_the_same_foot_is_flat_then_normal_then_high_as_the_threshold_rises():
    readings = footprint.read_thresholds(footprint.pressure_map(), list(REAL_MAP))
    assert [reading.label for reading in readings] == ["flat", "flat", "normal", "normal", "high"]
    assert [reading.label for reading in readings] == [footprint.arch_class(index) for index in REAL_MAP.values()]
    assert {reading.threshold: reading.arch_index for reading in readings} == pytest.approx(REAL_MAP, abs=0.02)
    assert footprint.map_arch_index(40) == readings[3].arch_index


def test_three_methods_give_three_answers():
    shape = footprint.measure_print(footprint.pressure_map(0.4), 10)
    assert footprint.three_answers(shape) == {"Arch Index": "flat", "Staheli": "not flat", "Chippaux-Smirak": "flat"}
    assert set(footprint.three_answers(footprint.measure_print(footprint.pressure_map(1), 10)).values()) == {"not flat"}
    assert footprint.three_answers(footprint.PrintShape(0.2, 0.7, 44.9, 9))["Staheli"] == "flat"
    assert footprint.three_answers(footprint.PrintShape(0.2, 0.68, 45.1, 9))["Chippaux-Smirak"] == "flat"
    assert footprint.three_answers(footprint.PrintShape(0.2, 0.68, 44.9, 9))["Chippaux-Smirak"] == "not flat"


def test_the_imagined_foot_has_the_highest_pressures_of_the_real_one():
    parts = [seeds.constant(f"pressure_{part}").value for part in ("heel", "midfoot", "ball", "big_toe")]
    assert parts == [305, 145, 275, 365]
    fine = footprint.pressure_map(cell=1.0)
    rows = np.linspace(0, 1, fine.shape[0])
    heel, ball, toe = (fine[(rows > low) & (rows < high)].max() for low, high in ((0, 0.4), (0.55, 0.75), (0.8, 1)))
    assert heel == pytest.approx(305, abs=1)
    assert ball == pytest.approx(275, rel=0.09)  # neighbouring bumps of the ball lift each other
    assert toe == pytest.approx(365, abs=1)
    column = (np.arange(fine.shape[1]) > fine.shape[1] / 2) & (np.arange(fine.shape[1]) < 0.7 * fine.shape[1])
    middle = fine[int(0.42 * fine.shape[0]) : int(0.46 * fine.shape[0]), column]
    assert middle.max() == pytest.approx(145, abs=1)


def test_every_part_of_the_imagined_sole_keeps_its_size_and_place():
    sole = footprint.pressure_map()  # the shape is assumed, so its sum, centre and spread are held as they are
    place = np.indices(sole.shape).reshape(2, -1)
    centre = place @ sole.ravel() / sole.sum()
    spread = np.sqrt((place - centre[:, None]) ** 2 @ sole.ravel() / sole.sum())
    assert sole.shape == (73, 36)
    assert sole.sum() == pytest.approx(126818.63, rel=1e-6)
    assert [*centre, *spread] == pytest.approx([35.4190662, 17.4964459, 18.2746418, 4.7653503], rel=1e-7)


def test_scale_multiplies_every_pressure():
    assert footprint.pressure_map(scale=2.0) == pytest.approx(2 * footprint.pressure_map())


def test_a_footprint_is_where_the_map_passes_the_threshold():
    assert np.array_equal(footprint.footprint(0.3, 20), footprint.pressure_map(0.3) > 20)
    assert footprint.footprint(threshold=10).sum() > footprint.footprint(threshold=80).sum()
    assert np.array_equal(footprint.footprint(), footprint.pressure_map(0.5) > 10)
    assert not footprint.footprint()[0, 0]


@ALWAYS
@given(ARCHES, st.sampled_from([1, 10, 40]), TURNS, st.sampled_from(["left", "right"]))
def test_the_arch_index_does_not_depend_on_how_the_foot_lies_or_on_its_side(arch, threshold, turned, side):
    straight = footprint.map_arch_index(threshold, arch)
    turned_index = footprint.arch_index(footprint.pressure_map(arch, side=side, turned=turned), threshold)
    assert turned_index == pytest.approx(straight, abs=0.02)


@ALWAYS
@given(ARCHES)
def test_a_right_print_is_the_mirror_image_of_a_left_one(arch):
    left, right = (footprint.pressure_map(arch, side=side) for side in ("left", "right"))
    assert right == pytest.approx(left[:, ::-1], abs=1e-9)
    assert footprint.arch_index(right, 10) == pytest.approx(footprint.arch_index(left, 10), abs=1e-9)


@ALWAYS
@given(ARCHES, ARCHES, st.sampled_from([1, 10, 40]))
def test_a_higher_arch_never_has_a_larger_arch_index(first, second, threshold):
    low, high = (footprint.map_arch_index(threshold, arch) for arch in sorted((first, second)))
    assert high <= low + 0.006  # one row of cells may come or go


def test_the_arches_run_from_flat_to_high():
    assert [footprint.arch_class(footprint.map_arch_index(10, arch)) for arch in (0, 0.5, 0.8, 1)] == [
        "flat",
        "flat",
        "normal",
        "high",
    ]
    assert footprint.map_arch_index(10, 0) == pytest.approx(0.351, abs=0.003)


@ALWAYS
@given(arrays.arrays(bool, arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12)), st.booleans())
def test_any_picture_gives_numbers_or_a_refusal(picture, cut):
    if not picture.any():
        with pytest.raises(ValueError, match="threshold is 0"):
            footprint.measure_print(picture)
        return
    shape = footprint.measure_print(picture, toes="cut" if cut else "none")
    assert 0 <= shape.arch_index <= 1
    assert np.isfinite([shape.staheli, shape.chippaux_smirak, shape.length]).all()
    assert shape.length > 0


EDGES = {
    "arch": (footprint.pressure_map, 0, 1),
    "turned": (lambda value: footprint.pressure_map(turned=value), -180, 180),
    "cell": (lambda value: footprint.pressure_map(cell=value), 1, 8),
    "scale": (lambda value: footprint.pressure_map(scale=value), 0.1, 3),
    "threshold": (lambda value: footprint.footprint(threshold=value), 0, 300),
    "picture": (lambda value: footprint.arch_index([[value], [1.0], [1.0]]), 0, 1e9),
    "index": (footprint.arch_class, 0, 1),
}


@pytest.mark.parametrize(("name", "edge"), EDGES.items(), ids=EDGES)
def test_a_range_ends_where_its_sentence_says(name, edge):
    ask, low, high = edge
    margin = 0.05 * min(abs(low) or high, high)
    for inside in (low + margin, 0.95 * high):
        ask(inside)
    for outside in (low - margin, 1.05 * high):
        with pytest.raises(ValueError, match=re.escape(f"; it must lie between {low:g} and {high:g} ")):
            ask(outside)


def test_rectangles_have_areas_up_to_100():
    assert footprint.arch_index_of_rectangles([100, 98, 2]) == pytest.approx(0.49)
    with pytest.raises(ValueError, match="areas is 101; it must be a whole number from 1 to 100"):
        footprint.arch_index_of_rectangles([1, 2, 101])


SPECKS = np.indices((30, 30)).sum(axis=0) % 2 == 0

REFUSALS = [
    (lambda: footprint.arch_index([[1, -1]]), "picture is -1; it must lie between 0 and 1e+09 (no unit)."),
    (lambda: footprint.arch_index([[1, np.nan]]), "picture is nan; it must lie between 0 and 1e+09 (no unit)."),
    (lambda: footprint.arch_index(np.ones((2, 2, 2))), "picture has the shape (2, 2, 2); it must be rows by columns."),
    (lambda: footprint.arch_index([[5]], 5), "threshold is 5; it must lie from 0 to below the highest value, 5."),
    (lambda: footprint.arch_index([[5]], -1), "threshold is -1; it must lie from 0 to below the highest value, 5."),
    (lambda: footprint.arch_index(SPECKS), "picture holds specks only; a print must be one patch or a few."),
    (
        lambda: footprint.arch_index([[1]], axis=((0, 0), (0, 0))),
        "axis is ((0, 0), (0, 0)); it must be two different points, heel and toe, each (row, column).",
    ),
    (lambda: footprint.arch_index([[1]], toes="x"), "toes is 'x'; it must be 'cut' or 'none'."),
    (lambda: footprint.arch_index([[1]], weigh="x"), "weigh is 'x'; it must be 'area' or 'force'."),
    (
        lambda: footprint.arch_index_of_rectangles([1, 2]),
        "areas holds 2 numbers; it must hold three: forefoot, midfoot, heel.",
    ),
    (lambda: footprint.arch_index_of_rectangles([1, 2, 0]), "areas is 0; it must be a whole number from 1 to 100."),
    (lambda: footprint.arch_class(1.1), "index is 1.1; it must lie between 0 and 1 (no unit)."),
    (lambda: footprint.pressure_map(1.5), "arch is 1.5; it must lie between 0 and 1 (no unit)."),
    (lambda: footprint.pressure_map(side="x"), "side is 'x'; it must be 'left' or 'right'."),
    (lambda: footprint.pressure_map(turned=181), "turned is 181; it must lie between -180 and 180 degrees."),
    (lambda: footprint.pressure_map(cell=9), "cell is 9; it must lie between 1 and 8 mm."),
    (lambda: footprint.pressure_map(scale=4), "scale is 4; it must lie between 0.1 and 3 times."),
    (lambda: footprint.footprint(0.5, 301), "threshold is 301; it must lie between 0 and 300 kPa."),
]


@pytest.mark.parametrize(("ask", "sentence"), REFUSALS, ids=[sentence[:30] for _, sentence in REFUSALS])
def test_a_refusal_names_the_argument_its_value_and_its_range(ask, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  (the whole sentence is compared below)
        ask()
    assert str(refusal.value) == sentence
