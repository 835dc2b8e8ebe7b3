"""Sliders change a prediction; where nothing moves, there is a still picture."""

import numpy as np
import pytest

from utils import plots

CHANCES = np.array([0.5, 0.3, 0.15, 0.05])
HTML, WIDGET = "text/html", "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def dials(monkeypatch):
    for name in ("NBGRADER_VALIDATING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    return plots.dials(np.log(CHANCES), "ab \n", title="After “so”")


def test_a_picture_tells_what_is_left_of_the_prediction(dials):
    told = dials.picture(top_k=2).alt
    assert "2 characters left, 0.95 bits" in told
    assert "drawn from: a 0.625, b 0.375, ␣ 0, ⏎ 0." in told


def test_the_still_picture_tells_every_setting(dials):
    for told in ("temperature 0.5: a 0.685", "top-k 3: a 0.526", "nucleus 0.7: a 0.62"):
        assert told in dials.still.alt


def test_moving_a_slider_draws_the_picture_anew(dials):
    *controls, shown = dials.sliders().children
    before = shown.value
    controls[1].value = 1
    assert before != shown.value
    assert "1 character left" in shown.value


def test_a_notebook_gets_the_sliders_and_an_exported_page_the_picture(dials):
    bundle = dials._repr_mimebundle_()
    assert WIDGET in bundle
    assert bundle[HTML] == dials.still._repr_html_()


def test_a_notebook_that_is_graded_gets_the_picture_alone(dials, monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    assert dials._repr_mimebundle_().keys() == {HTML, "text/plain"}


def test_without_ipywidgets_there_is_the_picture(dials, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ipywidgets", None)
    assert dials._repr_mimebundle_().keys() == {HTML, "text/plain"}


def test_every_score_needs_its_symbol():
    with pytest.raises(ValueError, match="2 symbols for scores"):
        plots.dials([0, 0, 0], "ab", title="T")
