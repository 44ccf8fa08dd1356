"""Lines and cubics between nodes: what they reproduce exactly, whatever the nodes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.explorable.grid import CUBIC, LINE, Axis, blend, node_steps

COEFFICIENTS = st.lists(st.floats(-2, 2), min_size=4, max_size=4)


@st.composite
def axes(draw, kinds=(LINE, CUBIC), least=2):
    nodes = sorted(draw(st.sets(st.integers(0, 60), min_size=least, max_size=9)))
    return Axis(nodes, [draw(st.sampled_from(kinds)) for _ in nodes[1:]])


def steps_of(axis):
    return range(axis.nodes[0], axis.nodes[-1] + 1)


def told(axis, law, step):
    return sum(weight * law(axis.nodes[node]) for node, weight in axis.weights(step))


@given(axes())
def test_weights_sum_to_one_at_every_step(axis):
    assert all(sum(weight for _, weight in axis.weights(step)) == pytest.approx(1) for step in steps_of(axis))


@given(axes())
def test_a_node_is_told_by_itself_alone(axis):
    assert all(axis.weights(node) == [(place, 1.0)] for place, node in enumerate(axis.nodes))


@given(axes(), COEFFICIENTS)
def test_straight_laws_are_told_exactly_by_lines_and_cubics(axis, coefficients):
    law = np.polynomial.Polynomial(coefficients[:2])
    assert all(told(axis, law, step) == pytest.approx(law(step), abs=1e-6) for step in steps_of(axis))


@given(axes(kinds=(CUBIC,), least=4), COEFFICIENTS)
def test_cubic_laws_are_told_exactly_between_inner_nodes(axis, coefficients):
    law = np.polynomial.Polynomial(np.array(coefficients) / (1, 60, 3600, 216000))
    inner = range(axis.nodes[1], axis.nodes[-2] + 1)
    assert all(told(axis, law, step) == pytest.approx(law(step), abs=1e-6) for step in inner)


@given(axes(kinds=(CUBIC,), least=3), COEFFICIENTS)
def test_parabolas_are_told_exactly_up_to_the_ends(axis, coefficients):
    law = np.polynomial.Polynomial(np.array(coefficients[:3]) / (1, 60, 3600))
    assert all(told(axis, law, step) == pytest.approx(law(step), abs=1e-6) for step in steps_of(axis))


def test_a_line_does_not_tell_a_parabola():
    assert told(Axis([0, 10], [LINE]), lambda x: x * x, 5) == 50


@given(axes(), st.data())
def test_a_line_uses_two_nodes_and_a_cubic_four_at_most(axis, data):
    step = data.draw(st.integers(axis.nodes[0], axis.nodes[-1]))
    most = 2 if axis.kinds[axis.gap(step)] == LINE else 4
    assert len(axis.weights(step)) <= most


@given(st.sets(st.integers(1, 59), max_size=12))
def test_inserted_nodes_keep_their_order_and_leave_cubics_beside_them(steps):
    axis = Axis.over(60)
    for step in steps:
        axis.insert(step)
        place = axis.nodes.index(step)
        assert axis.kinds[place - 1 : place + 1] == [CUBIC, CUBIC]
    assert axis.nodes == sorted({0, 60, *steps})
    assert len(axis.kinds) == len(axis.nodes) - 1


@given(axes())
def test_each_step_lies_in_its_gap(axis):
    for gap, (low, high) in enumerate(pairwise(axis.nodes)):
        assert all(axis.gap(step) == gap for step in range(low, high))


@given(axes(), axes(), st.data())
def test_two_axes_are_blended_by_the_product_of_their_weights(first, second, data):
    index = tuple(data.draw(st.integers(axis.nodes[0], axis.nodes[-1])) for axis in (first, second))
    parts = blend([first, second], index)
    assert sum(weight for _, weight in parts) == pytest.approx(1)
    value = sum(weight * (2 + first.nodes[a]) * (3 - second.nodes[b]) for (a, b), weight in parts)
    assert value == pytest.approx((2 + index[0]) * (3 - index[1]), abs=1e-5)


def test_no_axis_at_all_is_one_node():
    assert blend([], ()) == [((), 1)]
    assert node_steps([]) == [()]


def test_the_last_axis_runs_fastest():
    assert node_steps([Axis([0, 5], [LINE]), Axis([0, 3], [LINE])]) == [(0, 0), (0, 3), (5, 0), (5, 3)]
