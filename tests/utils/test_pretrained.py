"""The shipped models load fast, know their characters and do what the README says."""

import time

import numpy as np
import pytest

from utils import corpora, pretrained
from utils.recurrent import Stepper


@pytest.fixture(scope="module")
def shakespeare(keras):
    return pretrained.load("shakespeare")


@pytest.mark.parametrize("name", pretrained.MODELS)
def test_a_model_is_ready_in_two_seconds(name, keras):
    start = time.monotonic()
    pretrained.load(name)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("name", pretrained.MODELS)
def test_a_model_has_an_output_for_every_character(name, keras):
    outputs = pretrained.load(name).output_shape[-1]
    assert outputs == len(pretrained.vocabulary(name))


def test_shakespeare_takes_ids_and_gives_log_probabilities(shakespeare):
    found = np.asarray(shakespeare(np.zeros((2, 5), dtype="int32")))
    assert found.shape == (2, 5, 82)
    np.testing.assert_allclose(np.exp(found).sum(-1), 1, atol=1e-5)


def test_the_vocabulary_of_shakespeare_is_that_of_lesson_2():
    vocabulary = pretrained.vocabulary("shakespeare")
    assert vocabulary.encode("aeiou 23").tolist() == [55, 59, 63, 69, 75, 4, 16, 17]


@pytest.mark.parametrize(
    ("name", "corpus", "case"),
    [
        ("sonnets", "sonnets", str.lower),
        ("nietzsche", "nietzsche", str.lower),
        ("playwright", "tinyshakespeare", str),
    ],
)
def test_the_embedded_default_has_the_characters_a_model_knows(name, corpus, case):
    text = case(corpora.CORPORA[corpus].default())
    assert sorted(set(text)) == list(pretrained.vocabulary(name))


def test_a_model_that_is_not_there_names_those_that_are():
    with pytest.raises(ValueError, match="no trained model 'poet'; there are: sonnets"):
        pretrained.load("poet")


@pytest.mark.skipif(
    not corpora.os.environ.get("COURSE_DATA"),
    reason="COURSE_DATA is not set: no real corpora here",
)
def test_shakespeare_has_the_perplexity_that_the_readme_gives(shakespeare):
    lines = corpora.load("shakespeare").text.split("\n")
    held_out = "\n".join([line.strip() for line in lines if line.strip()][-1000:])
    ids = pretrained.vocabulary("shakespeare").encode(held_out)
    log_probs, _ = Stepper(shakespeare).read(ids[:-1])
    chosen = log_probs[np.arange(len(ids) - 1), ids[1:]]
    assert np.exp(-chosen.mean()) == pytest.approx(3.2533, abs=2e-3)
