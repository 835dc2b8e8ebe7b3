"""What heads look at can be read without a mouse, and with one."""

import numpy as np
import pytest

from utils import plots
from utils.diagrams_attention import attention

WEIGHTS = np.array([[[0.7, 0.2, 0.1], [0.0, 0.0, 1.0]]])


def drawn(text="a<\n"):
    return plots.heads(text, WEIGHTS, title="t", alt="Two rows of a short text.")


def test_each_cell_says_its_weight_and_how_far_back_it_is():
    page = drawn()._repr_html_()
    assert "<title>block 1, head 1: 70% on a, 2 back</title>" in page
    assert "<title>block 1, head 2: 100% on ⏎, 0 back</title>" in page


def test_what_matters_stands_beside_each_row_and_in_the_text():
    for part in (drawn().image.decode(), drawn().alt):
        assert "a 2 back 70%" in part.replace("&lt;", "<")


def test_it_is_part_of_the_page_and_escaped():
    page = drawn()._repr_html_()
    assert "<svg" in page and "<img" not in page and 'role="img"' in page
    assert ">&lt;<" in page


def test_weights_of_another_length_are_refused():
    with pytest.raises(ValueError, match="the length of the text"):
        drawn("ab")


def test_the_diagram_names_the_weights():
    assert "0.75 of O" in attention("NO", [0.25, 0.75]).alt


def test_a_diagram_without_a_weight_for_each_letter_is_refused():
    with pytest.raises(ValueError, match="one weight for each"):
        attention("NO", [1.0])
