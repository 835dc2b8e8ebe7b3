"""Lone surrogates are replaced, and nothing else is."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from course.judging.untrusted_data import expanded_size, replace_lone_surrogates

HALVES = st.characters(categories=["Cs"])
WHOLE = st.text(st.characters(exclude_categories=["Cs"]))


def data(texts):
    """Return a strategy for anything that JSON can hold, with such texts."""
    leaves = (
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
    )
    return st.recursive(
        leaves, lambda more: st.lists(more) | st.dictionaries(texts, more), max_leaves=8
    )


@given(data(WHOLE))
def test_whole_characters_stay_as_they_are(value):
    assert replace_lone_surrogates(value) == value


@given(data(st.text(HALVES | st.characters())))
def test_what_is_left_can_be_written(value):
    str(replace_lone_surrogates(value)).encode("utf-8")


def test_a_half_becomes_a_question_mark():
    assert replace_lone_surrogates({"\ud800": ["a\udc00b", 1]}) == {"?": ["a?b", 1]}


def test_one_long_text_makes_every_other_one_as_long():
    assert expanded_size(["x" * 1_000_000, *"abc" * 1000]) > 10**10
    assert expanded_size([["x" * 1000], ["y"]]) > 2 * 1000 * 4
    assert expanded_size({"x" * 100_000: 1, **dict.fromkeys(range(99), 1)}) > 10**7


def test_lists_that_make_no_array_are_counted_by_their_parts():
    assert expanded_size(("x" * 100_000, [1] * 100_000)) < 10**7
    assert expanded_size([1, 2, 3]) < 1000


def test_small_numbers_are_counted_as_usual_ones():
    assert expanded_size(np.ones(1000, bool)) > 8000
