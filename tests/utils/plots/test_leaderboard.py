"""The leaderboard says what was measured, on which text, and how the reader did."""

import json
import sys
from importlib.resources import files

import pytest

from utils import plots
from utils.catalogue import CORPORA


@pytest.fixture
def record():
    path = files("utils") / "data" / "leaderboard.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_text_tells_every_model_with_its_bits_and_its_cost(record):
    alt = plots.leaderboard().alt
    for model in record["models"]:
        assert f"{model['name']} {model['bits']:.2f}" in alt
    assert alt.count("CPU s") == len(record["models"]) - 1


def test_ones_own_model_is_drawn_beside_them():
    assert "mine 1.25." in plots.leaderboard({"mine": 1.25}).alt


def test_the_numbers_are_of_the_text_in_the_catalogue(record):
    entry = CORPORA[record["text"]["corpus"]]
    assert record["text"]["sha256"] == entry.sha256


def test_every_kind_of_model_is_there(record):
    names = [model["name"] for model in record["models"]]
    assert names[:2] == ["uniform", "unigram"]
    assert names[3:] == ["RNN", "GRU", "LSTM", "transformer"]


def test_each_kind_of_model_that_looks_back_beats_those_that_do_not(record):
    bits = [model["bits"] for model in record["models"]]
    assert bits[0] > bits[1] > max(bits[2:])


def test_a_missing_record_is_told_in_a_line(monkeypatch, tmp_path, capsys):
    module = sys.modules["utils.plots.leaderboard"]  # the name is the function's
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    assert plots.leaderboard() is None
    assert "leaderboard.json is missing or damaged" in capsys.readouterr().out
