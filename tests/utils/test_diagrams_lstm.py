"""Diagrams of lesson 3 are well-formed SVG, and show what their text says."""

import pytest
from support.svg import labels

from utils import diagrams_lstm


def test_every_window_is_told_with_what_follows_it():
    told = diagrams_lstm.sliding("god is dead", 4, 3).alt
    assert "god␣ then i; ␣is␣ then d; ␣dea then d" in told


def test_every_window_is_drawn_with_what_follows_it():
    cells = [
        label
        for label in labels(diagrams_lstm.sliding("god is dead", 4, 3))
        if len(label) == 1
    ]
    assert len(cells) == 11 + 3 * 5


@pytest.mark.parametrize(("maxlen", "step"), [(3, 1), (0, 1), (2, 0)])
def test_a_text_without_a_window_is_an_error(maxlen, step):
    with pytest.raises(ValueError, match="has no window"):
        diagrams_lstm.sliding("abc", maxlen, step)


def test_the_lstm_names_its_gates_its_memory_and_its_state():
    drawn = set(labels(diagrams_lstm.lstm()))
    assert {"Γf", "Γi", "Γo", "c̃", "c⟨t−1⟩", "c⟨t⟩", "a⟨t−1⟩", "a⟨t⟩"} <= drawn
