"""Whole numbers that travel as letters come back as they were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lessons_lib.explorable.figures import LETTERS, read_rows, write_rows

whole = st.integers(-(2**40), 2**40)


@given(arrays.arrays(np.int64, arrays.array_shapes(min_dims=2, max_dims=2, max_side=9), elements=whole))
def test_rows_come_back_as_they_were(rows):
    assert read_rows(write_rows(rows), rows.shape[1]).tolist() == rows.tolist()


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_no_numbers_take_no_letters(shape):
    back, text = write_rows(np.zeros(shape))
    assert text == ""
    assert read_rows((back, text), shape[1]).size == 0


def test_a_small_number_takes_one_letter_and_one_of_16_bits_four_at_most():
    assert {len(write_rows(np.array([[number]]))[1]) for number in range(-30, 30)} == {1}
    assert max(len(write_rows(np.array([[number]]))[1]) for number in range(-32768, 32768, 7)) == 4


def test_no_letter_needs_an_escape_in_json_or_ends_a_script_element():
    assert len(set(LETTERS)) == 89
    assert not set(LETTERS) & set("\"\\<&'\n")


def test_rows_that_grow_steadily_are_told_by_their_differences():
    steady = np.arange(0, 90_000, 3).reshape(-1, 2)
    back, text = write_rows(steady)
    assert back > 0
    assert len(text) < 1.1 * steady.size


def test_another_letter_gives_another_number():
    back, text = write_rows(np.array([[1, 2, 3]]))
    assert read_rows((back, text.replace(text[0], LETTERS[0])), 3).tolist() != [[1, 2, 3]]
