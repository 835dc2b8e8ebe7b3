"""Diagrams of lesson 2 are well-formed SVG, and show what their text says."""

import pytest
from support.svg import labels

from utils import diagrams_gru

TEXT = "Hello world!\nGenerative AI"


def test_the_windows_are_the_pieces_of_the_original_lesson():
    told = diagrams_gru.windows(TEXT, 10).alt
    assert "2 pieces of 11: Hello␣world, !⏎Generativ. The last 4 characters" in told


def test_every_character_of_the_text_is_drawn_once_and_again_in_its_pieces():
    cells = [
        label for label in labels(diagrams_gru.windows(TEXT, 10)) if len(label) < 2
    ]
    assert len(cells) == len(TEXT) + 2 * 2 * 10


def test_nothing_is_dropped_of_a_text_of_whole_pieces():
    assert "dropped" not in labels(diagrams_gru.windows("abcdef", 2))


@pytest.mark.parametrize(("text", "length"), [("abc", 3), ("", 1), ("abc", 0)])
def test_a_text_without_a_whole_piece_is_an_error(text, length):
    with pytest.raises(ValueError, match="has no piece"):
        diagrams_gru.windows(text, length)


def test_the_cell_of_a_gru_shows_its_gates_and_its_candidate():
    assert {"Γr", "Γu", "ã"} <= set(labels(diagrams_gru.gru()))
