"""The shipped models load, know their characters and do what the README says."""

import json
import os
from importlib.resources import files

import numpy as np
import pytest

from utils import corpora, grammar, pretrained
from utils.attention import Reader
from utils.recurrent import Stepper

# The models that have learned from the default text of a corpus
OF_DEFAULTS = {
    "rhymes": "sonnets",
    "folio": "shakespeare",
    "aphorisms": "nietzsche",
    "tavern": "moes_tavern",
    "script": "tinyshakespeare",
}


@pytest.fixture(scope="module")
def shakespeare(keras):
    return pretrained.load("shakespeare")


@pytest.mark.parametrize("name", pretrained.MODELS)
def test_a_model_says_that_a_pastiche_is_not_its_text(name):
    assert "NOT ON THIS TEXT" in pretrained.fit(name, grammar.write("script", 1_000))


@pytest.mark.parametrize("name", pretrained.MODELS)
def test_the_digest_of_a_model_is_that_of_a_text_in_the_catalogue(name):
    stored = json.loads((files("utils") / "weights" / "texts.json").read_text())[name]
    if name in OF_DEFAULTS:
        text = corpora.CORPORA[OF_DEFAULTS[name]].default()
        assert pretrained.fits(name, text)
    else:
        assert stored["sha256"] in {e.sha256 for e in corpora.CORPORA.values()}


def test_a_model_knows_the_text_that_it_was_made_from():
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("the original texts are needed: set COURSE_DATA")
    text = corpora.load("sonnets").text
    assert pretrained.fit("sonnets", text).startswith(
        "weights sonnets: trained on this"
    )


@pytest.mark.parametrize("name", pretrained.MODELS)
def test_a_model_has_an_output_for_every_character(name, keras):
    outputs = pretrained.load(name).output_shape[-1]
    assert outputs == len(pretrained.vocabulary(name))


def test_shakespeare_takes_ids_and_gives_log_probabilities(shakespeare):
    found = np.asarray(shakespeare(np.zeros((2, 5), dtype="int32")))
    assert found.shape == (2, 5, 82)
    np.testing.assert_allclose(np.exp(found).sum(-1), 1, atol=1e-5)


@pytest.mark.parametrize("name", ["shakespeare", "folio"])
def test_the_vocabulary_of_shakespeare_is_that_of_lesson_2(name):
    vocabulary = pretrained.vocabulary(name)
    assert vocabulary.encode("aeiou 23").tolist() == [55, 59, 63, 69, 75, 4, 16, 17]


@pytest.mark.parametrize(
    ("name", "corpus", "case"),
    [
        ("sonnets", "sonnets", str.lower),
        ("rhymes", "sonnets", str.lower),
        ("nietzsche", "nietzsche", str.lower),
        ("aphorisms", "nietzsche", str.lower),
        ("tavern", "moes_tavern", str.lower),
        ("playwright", "tinyshakespeare", str),
        ("script", "tinyshakespeare", str),
        ("rnn", "tinyshakespeare", str),
    ],
)
def test_the_embedded_default_has_the_characters_a_model_knows(name, corpus, case):
    text = case(corpora.CORPORA[corpus].default())
    assert sorted(set(text)) == list(pretrained.vocabulary(name))


def test_a_model_that_is_not_there_names_those_that_are():
    with pytest.raises(ValueError, match="no trained model 'poet'; there are: sonnets"):
        pretrained.load("poet")


REAL = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"),
    reason="COURSE_DATA is not set: no real corpora here",
)


@pytest.mark.slow
@REAL
def test_shakespeare_has_the_perplexity_that_the_readme_gives(shakespeare):
    lines = corpora.load("shakespeare").text.split("\n")
    held_out = "\n".join([line.strip() for line in lines if line.strip()][-1000:])
    assert 2 ** bits(shakespeare, "shakespeare", held_out) == pytest.approx(
        3.2533, abs=2e-3
    )


@pytest.mark.slow
@REAL
@pytest.mark.parametrize(
    ("name", "expected"), [("sonnets", 2.328), ("nietzsche", 2.066)]
)
def test_a_model_has_the_bits_per_character_that_the_readme_gives(
    name, expected, keras
):
    text = corpora.load(name).text.lower()
    held_out = text[len(text) * 9 // 10 :]
    found = bits(pretrained.load(name), name, held_out)
    assert found == pytest.approx(expected, abs=2e-3)


@REAL
def test_a_small_network_has_the_bits_that_the_leaderboard_gives(keras):
    path = files("utils") / "data" / "leaderboard.json"
    models = json.loads(path.read_text(encoding="utf-8"))["models"]
    expected = {model["name"].lower(): model["bits"] for model in models}
    text = corpora.load("tinyshakespeare").text
    found = bits(pretrained.load("rnn"), "rnn", text[len(text) * 9 // 10 :])
    assert found == pytest.approx(expected["rnn"], abs=2e-3)


def bits(model, name, text):
    """Return the bits per character of a text as one sequence, from a zero state."""
    ids = pretrained.vocabulary(name).encode(text)
    log_probs, _ = Stepper(model).read(ids[:-1])
    return -log_probs[np.arange(len(ids) - 1), ids[1:]].mean() / np.log(2)


@REAL
@pytest.mark.slow
def test_the_transformer_has_the_bits_that_the_leaderboard_gives(keras):
    path = files("utils") / "data" / "leaderboard.json"
    models = json.loads(path.read_text(encoding="utf-8"))["models"]
    expected = {model["name"]: model["bits"] for model in models}["transformer"]
    text = corpora.load("tinyshakespeare").text
    ids = pretrained.vocabulary("transformer").encode(text[len(text) * 9 // 10 :])
    found = Reader(pretrained.load("transformer")).surprise(ids).mean()
    assert found == pytest.approx(expected, abs=2e-3)
