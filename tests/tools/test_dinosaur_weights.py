"""The network of the home page: stored small, read back, drawn from as described."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from utils.numpy_rnn import NAMES, initialize_parameters, rnn_forward

TOOL = Path(__file__).resolve().parents[2] / "tools" / "dinosaur_weights.py"
LIST = ["zuul", "turiasaurus", "pandoraven", "tawasaurus"]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location(TOOL.stem, TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stored(tool):
    return tool.read(tool.PLACE.read_text(encoding="utf-8"))


def test_the_stored_network_has_at_most_60_kilobytes(tool):
    assert tool.PLACE.stat().st_size <= 60_000


def test_the_stored_network_has_as_many_weights_as_the_page_says(stored):
    page = (TOOL.parents[1] / "docs" / "index.md").read_text(encoding="utf-8")
    assert f"{sum(stored[name].size for name in NAMES):,} weights" in page


def test_what_is_written_is_read_back_but_for_rounding(tool):
    before = initialize_parameters(8, 27, 27)
    before["b"] += 0.5
    before["by"] -= 0.25
    after = tool.read(tool.written(before))
    for name in NAMES:
        assert np.allclose(
            after[name], before[name], atol=1e-4 * abs(before[name]).max()
        )


def test_training_lowers_the_surprise(tool):
    def surprise(parameters):
        ixs = [tool.CHARS.index(char) for char in "turiasaurus"]
        start = np.zeros((tool.UNITS, 1))
        return rnn_forward([None, *ixs], [*ixs, 0], start, parameters)[0]

    untrained = initialize_parameters(tool.UNITS, 27, 27)
    trained = tool.train(LIST, steps=300)
    assert surprise(trained) < 0.8 * surprise(untrained)


def test_the_same_draws_make_the_same_name(tool, stored):
    draws = list(np.random.default_rng(0).random(tool.MOST))
    assert tool.spelled(stored, draws) == tool.spelled(stored, draws) != ""


def test_a_name_has_no_letter_without_a_draw(tool, stored):
    assert tool.spelled(stored, []) == ""
    assert len(tool.spelled(stored, [0.5] * 200)) <= tool.MOST
