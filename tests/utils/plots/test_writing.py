"""A network writes step by step, forwards and back, and stands still where it must."""

import sys

import numpy as np
import pytest

from utils.plots import writing

SYMBOLS = list("ab\n")


def step(index, state):
    """Predict a, b and the newline alike; the state counts what was read."""
    return np.zeros(3), (state or 0) + 1


@pytest.fixture
def text():
    return writing(step, SYMBOLS, [None], end="\n", seed=3)


def test_what_was_taken_back_is_drawn_again(text):
    text.forward(4)
    written = text.text
    text.back()
    text.back()
    assert text.text == written[:-2]
    text.forward(2)
    assert text.text == written


def test_another_temperature_leads_elsewhere():
    def likes_a(index, state):
        return np.log([0.6, 0.3, 0.1]), None

    one = writing(likes_a, SYMBOLS, [None])
    one.temperature = 0
    one.forward(12)
    assert one.text == "a" * 12
    assert one.chances.tolist() == [1, 0, 0]


def test_a_text_ends_with_its_last_character(text):
    text.forward(1000)
    assert text.has_ended and text.text.count("\n") == 1
    text.back()
    assert not text.has_ended


def test_nothing_is_taken_back_before_the_beginning(text):
    text.back()
    assert text.text == ""


def test_the_picture_names_what_is_drawn(text):
    drawn = SYMBOLS[text.drawn].replace("\n", "⏎")
    assert f"drawn next: {drawn}, with 33%" in text.picture().alt


def test_the_still_picture_is_of_the_first_steps(text):
    text.forward(2)
    still = text.still.alt
    assert f"Written: {text.text}" in still.replace("⏎", "\n")


def test_an_empty_start_is_refused():
    with pytest.raises(ValueError, match="must read something first"):
        writing(step, SYMBOLS, [])


def test_buttons_write_and_take_back(text):
    widgets = pytest.importorskip("ipywidgets")
    box = text.controls()
    back, one, more = box.children[0].children
    assert isinstance(one, widgets.Button) and back.disabled
    one.click()
    assert len(text.text) == 1 and not back.disabled
    back.click()
    assert text.text == ""
    more.click()
    assert text.has_ended == one.disabled == more.disabled


def test_the_slider_sets_the_temperature(text):
    pytest.importorskip("ipywidgets")
    box = text.controls()
    box.children[1].value = 0
    assert text.temperature == 0
    assert "with 100%" in box.children[3].value


def test_without_ipywidgets_there_is_a_picture(text, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert set(text._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_graded_notebook_has_a_picture(text, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "1")
    assert set(text._repr_mimebundle_()) == {"text/plain", "text/html"}
