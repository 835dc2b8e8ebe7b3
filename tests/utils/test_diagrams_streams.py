import pytest
from support.svg import labels

from utils.diagrams_streams import streams

TEXT = "TO BE OR NOT TO BE"


def characters(picture):
    """Return the inputs and the targets; every input is followed by its target."""
    drawn = [each for each in labels(picture) if len(each) == 1 and each != "y"]
    return ["".join(drawn[k::2]).replace("␣", " ") for k in (0, 1)]


def test_every_row_goes_on_from_batch_to_batch():
    inputs, _ = characters(streams(TEXT, 2, 4))
    assert inputs == TEXT[:16]


def test_below_each_input_stands_the_character_that_follows_it():
    _, targets = characters(streams(TEXT, 2, 4))
    assert targets == TEXT[1:17]


def test_what_is_left_over_is_not_drawn():
    inputs, _ = characters(streams(TEXT, 3, 2))
    assert len(inputs) == 3 * 2 * 2


def test_rows_and_batches_count_from_0():
    assert {"row 0, x", "row 1, x", "batch 0", "batch 1"} <= {
        *labels(streams(TEXT, 2, 4))
    }


def test_each_arrow_hands_the_state_of_a_row_on():
    image = streams(TEXT, 2, 4).image.decode("utf-8")
    assert image.count('marker-end="url(#tip)"') == 2


def test_one_batch_hands_nothing_on():
    assert "the state is handed on" not in labels(streams(TEXT, 2, 8))


def test_the_alternative_text_has_the_rows():
    alt = streams(TEXT, 2, 4).alt
    assert "TO␣BE␣OR, ␣NOT␣TO␣" in alt


def test_a_newline_is_visible():
    assert "⏎" in labels(streams("a\nb\nc", 1, 4))


@pytest.mark.parametrize(("rows", "window"), [(0, 2), (2, 0), (6, 4), (-1, 2)])
def test_a_text_without_a_batch_is_refused(rows, window):
    with pytest.raises(ValueError, match="has no"):
        streams(TEXT, rows, window)
