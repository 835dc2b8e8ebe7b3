"""What is right for an altered argument is told from other wrong results."""

import numpy as np
import pytest

from utils.altered import expect_as_passed

ROWS = np.array([[3.0, -1.0, 4.0], [1.0, -5.0, 9.0]])
ALTERED = {
    "half": lambda x: x / 2,
    "reversed": lambda x: x[::-1],
    "reversed rows": lambda x: x[:, ::-1],
    "shifted": lambda x: np.roll(x, 1, axis=-1),
    "only the first row": lambda x: x[[0, 0]],
    "limited": lambda x: x.clip(-1, 1),
    "without signs": np.abs,
}


def scaled(x, factor):
    return factor * x


@pytest.mark.parametrize("alter", ALTERED.values(), ids=list(ALTERED))
def test_what_is_right_for_an_altered_array_is_refused(alter):
    given = {"x": ROWS, "factor": 7}
    with pytest.raises(AssertionError, match="not depend on x as it is passed"):
        expect_as_passed(scaled(alter(ROWS), 7), scaled, given)


@pytest.mark.parametrize("factor", [3, 14, 1])
def test_what_is_right_for_another_number_is_refused(factor):
    with pytest.raises(AssertionError, match="not depend on factor"):
        expect_as_passed(scaled(ROWS, factor), scaled, {"factor": 7, "x": ROWS})


@pytest.mark.parametrize("factor", [6, 8])
def test_one_more_or_less_is_a_mistake_of_another_kind(factor):
    expect_as_passed(scaled(ROWS, factor), scaled, {"factor": 7, "x": ROWS})


def test_what_is_right_is_right_whatever_else_it_is_right_for():
    expect_as_passed(0, lambda text: len(text.strip()), {"text": "  "})


def test_what_is_wrong_otherwise_is_the_matter_of_others():
    expect_as_passed(ROWS + np.pi, scaled, {"x": ROWS, "factor": 7})


def test_what_is_spared_is_not_tried():
    spared = {"factor": lambda altered: altered == 14}
    expect_as_passed(14, lambda factor: factor, {"factor": 7}, spared)


@pytest.mark.parametrize("found", ["dcba", "bcda", "aaaa", "ab"])
def test_texts_are_altered_too(found):
    with pytest.raises(AssertionError, match="not depend on text"):
        expect_as_passed(found, lambda text: text, {"text": "abcd"})


def test_the_arrays_of_a_dictionary_are_altered_alike_or_change_places():
    given = {"arrays": {"a": ROWS, "b": 5 + ROWS}}
    for found in (
        {"a": ROWS / 2, "b": (5 + ROWS) / 2},
        {"a": 5 + ROWS, "b": ROWS},
        {"a": ROWS, "b": 0 * ROWS},
    ):
        with pytest.raises(AssertionError, match="not depend on arrays"):
            expect_as_passed(found, lambda arrays: arrays, given)
    expect_as_passed({"a": ROWS / 2, "b": 5 + ROWS}, lambda arrays: arrays, given)


def test_what_the_criteria_cannot_compute_for_an_altered_argument_is_left_out():
    def right(x):
        if x.shape != ROWS.shape:
            raise ValueError
        return x

    expect_as_passed("nothing", right, {"x": ROWS})
