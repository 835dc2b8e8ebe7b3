"""The diagram of the weights of gates is well-formed SVG, and shows what it says."""

import pytest
from support.svg import labels

from utils.diagrams_weights import side_by_side

GATES = [("z", "update"), ("r", "reset"), ("h", "candidate")]


def test_the_gates_stand_in_their_order():
    shown = labels(side_by_side(GATES, 2))
    assert [label for label in shown if label in "zrh"] == ["z", "r", "h"]


def test_the_text_tells_the_order_and_what_the_bias_is_added_to():
    told = side_by_side(GATES, 2).alt
    assert "z (update), r (reset), h (candidate)" in told
    assert "two rows, one added to x @ kernel" in told
    assert "one row, added to the sum" in side_by_side(GATES, 1).alt


@pytest.mark.parametrize(("gates", "rows"), [([], 1), (GATES, 0), (GATES, 3)])
def test_nothing_to_draw_is_an_error(gates, rows):
    with pytest.raises(ValueError, match="nothing to draw"):
        side_by_side(gates, rows)
