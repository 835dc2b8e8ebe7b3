"""Diagrams are well-formed SVG with a text that says what they show."""

import pytest
from support.svg import labels

from utils import diagrams

WAYS = ["predict", "sample", "backward"]


@pytest.mark.parametrize("way", WAYS)
def test_a_network_has_one_column_for_each_letter_and_one_for_the_end(way):
    shown = labels(diagrams.unrolled("zuul", way))
    assert [f"a⟨{step}⟩" for step in range(1, 6)] == [
        label for label in shown if label.startswith("a⟨") and "=" not in label
    ]


@pytest.mark.parametrize("way", WAYS)
def test_the_text_of_a_network_names_the_word(way):
    assert "zuul: 5 columns" in diagrams.unrolled("zuul", way).alt


def test_a_word_of_markup_is_shown_as_it_is():
    assert "<" in labels(diagrams.unrolled("<&"))


def test_an_unknown_way_is_named_beside_those_that_there_are():
    with pytest.raises(ValueError, match="predict, sample, backward, not 'sideways'"):
        diagrams.unrolled("zuul", "sideways")


def test_an_empty_word_is_an_error():
    with pytest.raises(ValueError, match="word is empty"):
        diagrams.unrolled("")


def test_the_text_of_a_cycle_tells_its_steps_in_order():
    picture = diagrams.cycle([("clip", "bounds"), ("update", "steps")], repeat="again")
    assert picture.alt == (
        "Diagram of a cycle of 2 steps. clip: bounds; update: steps. Then again."
    )


def test_a_cycle_shows_its_steps_and_what_comes_back():
    picture = diagrams.cycle([("clip", "bounds")], repeat="again")
    assert labels(picture) == ["clip", "bounds", "again"]


def test_a_cycle_without_steps_is_an_error():
    with pytest.raises(ValueError, match="steps is empty"):
        diagrams.cycle([], repeat="again")
