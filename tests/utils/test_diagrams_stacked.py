import pytest
from support.svg import labels

from utils.diagrams_stacked import stacked


def test_every_character_has_a_state_in_both_layers():
    shown = labels(stacked("rose"))
    assert sum(label.startswith("a⟨") for label in shown) == 4
    assert sum("'⟨" in label for label in shown) == 4


def test_there_is_one_prediction():
    assert labels(stacked("rose")).count("ŷ") == 1


def test_arrows_lead_up_along_and_out():
    image = stacked("rose").image.decode("utf-8")
    assert image.count('marker-end="url(#tip)"') == 2 * 4 + 2 * 3 + 1


def test_a_space_is_visible_and_named_in_the_alternative_text():
    picture = stacked("a b")
    assert "␣" in labels(picture) and "a␣b" in picture.alt


def test_an_empty_window_is_refused():
    with pytest.raises(ValueError, match="window is empty"):
        stacked("")
