"""Halves of surrogate pairs are replaced, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from course.judging.untrusted_data import replace_lone_surrogates

HALVES = st.characters(categories=["Cs"])
WHOLE = st.text(st.characters(exclude_categories=["Cs"]))


def data(texts):
    """Whatever JSON can tell with such texts."""
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
