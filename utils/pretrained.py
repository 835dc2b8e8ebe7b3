"""Load the trained models that come with the course, in a second.

`load(name)` returns a built Keras model, `vocabulary(name)` its characters:

    sonnets      one-hot windows (batch, time, 38) to probabilities (batch, 38)
    shakespeare  ids (batch, time) to log-probabilities (batch, time, 82)
    nietzsche    one-hot windows (batch, time, 57) to probabilities (batch, 57)
    playwright   ids (batch, time) to logits (batch, time, 65)
    rhymes, folio, aphorisms, tavern, script   as sonnets, shakespeare, nietzsche,
                 lesson 4's network and playwright, for the default texts of the lessons
    rnn, gru, lstm   as playwright with a hundred thousand weights each, for comparison
    transformer      ids (batch, time), time at most 100, to logits (batch, time, 65)

Sonnets, nietzsche, rhymes, aphorisms and tavern are in lower case. The weights are in
`utils/weights`, in the order of `model.get_weights()`; the README there says how they
were trained and how well they predict held-out text. None was trained on copyrighted
text: those for default texts have learned from these, the others from real texts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import numpy as np

from utils.vocabulary import Vocabulary


def load(name: str) -> Any:
    """Build a model and set its trained weights.

    A model of your own with the same layers takes them by
    `mine.set_weights(load(name).get_weights())`. Raises ValueError for a name that is
    not in `MODELS`.
    """
    import utils.quiet  # noqa: F401

    arrays = _arrays(name)
    size = len(arrays.pop("vocab"))
    model = MODELS[name](size)
    model.set_weights([array.astype(np.float32) for array in arrays.values()])
    return model


def vocabulary(name: str) -> Vocabulary:
    """Return the vocabulary of a trained model, without importing TensorFlow."""
    return Vocabulary(_arrays(name)["vocab"].tolist())


def fit(name: str, text: str) -> str:
    """Return a line that says whether a model was trained on this very text."""
    title = _made_from(name)["title"]
    if fits(name, text):
        return f"weights {name}: trained on this text, {title}"
    return (
        f"weights {name}: trained on {title} and NOT ON THIS TEXT, so "
        "figures on it do not show what the network can do"
    )


def fits(name: str, text: str) -> bool:
    """Return whether a model was trained on this very text, as `corpora` loads it."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return digest == _made_from(name)["sha256"]


def sonnets(size: int) -> Any:
    """Build two stacked LSTMs over one-hot windows that predict the next character."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None, size)),
            layers.LSTM(192, return_sequences=True),
            layers.LSTM(192),
            layers.Dense(size, activation="softmax"),
        ],
        name="sonnets",
    )


def shakespeare(size: int) -> Any:
    """Build an embedding, a GRU of 512 and a log-softmax at every position."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(size, 256),
            layers.GRU(512, return_sequences=True),
            layers.Dense(size, activation="log_softmax"),
        ],
        name="shakespeare",
    )


def nietzsche(size: int) -> Any:
    """Build an LSTM of 128 over one-hot windows that predicts the next character."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None, size)),
            layers.LSTM(128),
            layers.Dense(size, activation="softmax"),
        ],
        name="nietzsche",
    )


def aphorisms(size: int) -> Any:
    """Build the network of `nietzsche`, for the default text of the same lesson."""
    model = nietzsche(size)
    model.name = "aphorisms"
    return model


def tavern(size: int) -> Any:
    """Build an embedding, an LSTM of 128 and logits at every position."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(size, 64),
            layers.LSTM(128, return_sequences=True),
            layers.Dense(size),
        ],
        name="tavern",
    )


def rhymes(size: int) -> Any:
    """Build the network of `sonnets`, for the default text of the same lesson."""
    model = sonnets(size)
    model.name = "rhymes"
    return model


def folio(size: int) -> Any:
    """Build an embedding, a GRU of 256 and a log-softmax at every position."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(size, 64),
            layers.GRU(256, return_sequences=True),
            layers.Dense(size, activation="log_softmax"),
        ],
        name="folio",
    )


def script(size: int) -> Any:
    """Build an embedding, an LSTM of 256 and logits at every position."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(size, 64),
            layers.LSTM(
                256, return_sequences=True, recurrent_initializer="glorot_uniform"
            ),
            layers.Dense(size),
        ],
        name="script",
    )


def playwright(size: int) -> Any:
    """Build an embedding, an LSTM of 1,024 and logits at every position."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(size, 256),
            layers.LSTM(
                1024, return_sequences=True, recurrent_initializer="glorot_uniform"
            ),
            layers.Dense(size),
        ],
        name="playwright",
    )


def rnn(size: int) -> Any:
    """Build a network of 99,600 weights around a recurrent layer without gates."""
    return _small("SimpleRNN", 267, size)


def gru(size: int) -> Any:
    """Build a network of 100,105 weights around a GRU."""
    return _small("GRU", 155, size)


def lstm(size: int) -> Any:
    """Build a network of 100,367 weights around an LSTM."""
    return _small("LSTM", 134, size)


def transformer(size: int) -> Any:
    """Build a transformer of 100,009 weights, which looks back 100 characters."""
    from utils.transformer import build

    model = build(size, context=100, width=60, heads=4, hidden=232, blocks=2)
    model.name = "transformer"
    return model


MODELS: dict[str, Callable[[int], Any]] = {
    build.__name__: build
    for build in (
        *(sonnets, shakespeare, nietzsche, playwright),
        *(rhymes, folio, aphorisms, tavern, script),
        *(rnn, gru, lstm, transformer),
    )
}


def _small(kind: str, units: int, size: int) -> Any:
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(size, 32),
            getattr(layers, kind)(units, return_sequences=True),
            layers.Dense(size),
        ],
        name=kind.lower(),
    )


def _made_from(name: str) -> dict[str, str]:
    path = files("utils") / "weights" / "texts.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))[name]
    return found


def _arrays(name: str) -> dict[str, np.ndarray]:
    if name not in MODELS:
        raise ValueError(f"no trained model {name!r}; there are: {', '.join(MODELS)}")
    path = files("utils") / "weights" / f"{name}.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}
