import pytest
from support.svg import labels

from utils.diagrams_streams import streams

TEXT = "TO BE OR NOT TO BE"


def test_every_row_goes_on_from_batch_to_batch():
    characters = [label for label in labels(streams(TEXT, 2, 4)) if len(label) == 1]
    assert "".join(characters).replace("␣", " ") == TEXT[:16]


def test_what_is_left_over_is_not_labels():
    characters = [label for label in labels(streams(TEXT, 3, 2)) if len(label) == 1]
    assert len(characters) == 3 * 2 * 2


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
