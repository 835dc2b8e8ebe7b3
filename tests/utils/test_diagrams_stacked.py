import re

import pytest

from utils.diagrams_stacked import stacked


def drawn(picture):
    image = picture.image.decode("utf-8").split("</title>")[1]
    return re.findall(r">([^<>]+)</text>", image)


def test_every_character_has_a_state_in_both_layers():
    labels = drawn(stacked("rose"))
    assert sum(label.startswith("a⟨") for label in labels) == 4
    assert sum("'⟨" in label or "&#x27;⟨" in label for label in labels) == 4


def test_there_is_one_prediction():
    assert drawn(stacked("rose")).count("ŷ") == 1


def test_arrows_lead_up_along_and_out():
    image = stacked("rose").image.decode("utf-8")
    assert image.count('marker-end="url(#tip)"') == 2 * 4 + 2 * 3 + 1


def test_a_space_is_visible_and_named_in_the_alternative_text():
    picture = stacked("a b")
    assert "␣" in drawn(picture) and "a␣b" in picture.alt


def test_an_empty_window_is_refused():
    with pytest.raises(ValueError, match="window is empty"):
        stacked("")
