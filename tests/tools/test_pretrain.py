"""A run that was interrupted continues as if it had not been; no pastiche is used."""

import argparse
import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from utils import grammar
from utils.vocabulary import Vocabulary

TOOL = Path(__file__).resolve().parents[2] / "tools" / "pretrain.py"
TEXT = grammar.write("aphorisms", 4_000)


@pytest.fixture(scope="module")
def pretrain():
    """Import the tool as a module; late, since it imports Keras."""
    spec = importlib.util.spec_from_file_location("pretrain", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def start(pretrain):
    recipe = replace(
        pretrain.RECIPES["nietzsche"], units=(8,), streams=4, window=25, epochs=2
    )

    def start(folder, epochs=None):
        options = argparse.Namespace(
            name="nietzsche", epochs=epochs, seed=0, out=folder, minutes=60
        )
        vocabulary = Vocabulary.of(TEXT)
        return pretrain.Run(options, recipe, vocabulary, TEXT[:3_500], TEXT[3_500:])

    return start


@pytest.mark.slow
def test_a_run_that_was_left_goes_on_as_if_it_had_not_been(start, tmp_path, capfd):
    whole = start(tmp_path / "in one go")
    whole.go()
    left = start(tmp_path / "in two")
    left.train(0)
    left.keep({"held_out_bits": left.held_out()})
    again = start(tmp_path / "in two")
    again.go()
    weights = whole.model.get_weights(), again.model.get_weights()
    for one, other in zip(*weights, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_a_run_that_was_left_may_end_at_another_epoch(start, tmp_path):
    left = start(tmp_path)
    left.train(0)
    left.keep({"held_out_bits": left.held_out()})
    rates = [
        float(start(tmp_path, epochs).model.optimizer.learning_rate)
        for epochs in (1, 2)
    ]
    assert rates[0] < 1e-5 < 1e-3 < rates[1]


def test_what_is_stored_is_what_the_loader_reads(start, pretrain, tmp_path):
    run = start(tmp_path)
    run.keep({"held_out_bits": 4.0})
    with np.load(tmp_path / "nietzsche.npz", allow_pickle=False) as stored:
        assert stored.files == [
            "lstm_kernel",
            "lstm_recurrent_kernel",
            "lstm_bias",
            "dense_kernel",
            "dense_bias",
            "vocab",
        ]
        assert stored["vocab"].tolist() == list(Vocabulary.of(TEXT))


def test_worse_weights_do_not_replace_better_ones(start, tmp_path):
    run = start(tmp_path)
    run.keep({"held_out_bits": 4.0})
    best = (tmp_path / "nietzsche.npz").read_bytes()
    run.train(0)
    run.keep({"held_out_bits": 5.0})
    assert (tmp_path / "nietzsche.npz").read_bytes() == best


def test_it_does_not_train_on_the_embedded_default(pretrain, monkeypatch, capsys):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setenv("CHARLM_OFFLINE", "1")
    monkeypatch.setattr("utils.corpora.cache_folder", lambda: Path("no such folder"))
    monkeypatch.setattr("sys.argv", ["pretrain.py", "sonnets"])
    assert pretrain.main() == 1
    assert "set COURSE_DATA" in capsys.readouterr().out


def test_no_recipe_takes_the_copyrighted_script(pretrain):
    real = [r for r in pretrain.RECIPES.values() if not r.embedded]
    assert "moes_tavern" not in {recipe.corpus for recipe in real}


def test_the_tavern_is_trained_on_our_own_scenes_even_if_the_script_is_at_hand(
    pretrain, monkeypatch, tmp_path
):
    (tmp_path / "moes_tavern_lines.txt").write_text("their script", encoding="utf-8")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    recipe = pretrain.RECIPES["tavern"]
    assert pretrain.text_for(recipe) == grammar.write("tavern", 300_000)


def test_the_test_scenes_of_lesson_4_are_not_learned_from(pretrain):
    script = "\n\n".join(f"Ada: scene {k}" for k in range(25))
    learned, held_out = pretrain.scenes(script)
    assert learned.split("\n\n")[-1] == "ada: scene 18"
    assert held_out.split("\n\n") == ["ada: scene 19", "ada: scene 20", "ada: scene 21"]
