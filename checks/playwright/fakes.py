"""The surroundings in which `generate_text` writes: a model, an alphabet, a sampler.

First a small alphabet and a right `sample_next` take the place of the notebook's, and
the model comes from the answer's own `build_model`. Where that does not lead to the
right text, it is no proof: the model may be wrong, or the answer may have looked at the
alphabet before it was replaced, as defaults of arguments do, or it may draw inside a
graph, from where we cannot be called. So it gets another chance in other surroundings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import numpy as np

from utils.checking import AnswerError, InfrastructureError, LimitReached
from utils.tensors import is_tensor, tensor

from . import oracle
from .oracle import Weights

Model = Any
NEVER = -1e6  # the logit of a character that the network does not know
MOST = 1000  # characters of a notebook's alphabet


class World:
    """A network with an alphabet, in the process of an answer.

    `drawn_from` has the log-probabilities that `sample_next` was asked to draw from,
    `ids` those of the alphabet's characters.
    """

    def __init__(
        self, answer: Any, rng: np.random.Generator, weights: Weights, alphabet: str
    ) -> None:
        self.drawn_from: list[np.ndarray] = []
        self._answer = answer
        self._rng = rng
        self._weights = weights
        self._alphabet = alphabet
        self.ids = list(range(len(alphabet)))
        self._returns = _kind_of_ids(answer)
        self._is_in_a_graph = False

    def check(self, check: Callable[[Model], None]) -> None:
        """Run a check on the network; it must hold in one of the surroundings."""
        failures: list[Exception] = []
        for lent, make in self._surroundings():
            try:
                with ExitStack() as stack:
                    for name, thing in lent.items():
                        stack.enter_context(self._answer.replaced(name, thing))
                    return check(make())
            except (LimitReached, InfrastructureError):
                raise
            except Exception as error:
                failures.append(error)
        raise failures[1]  # where the model is right, and all else is ours

    def _surroundings(self) -> Iterator[tuple[Mapping[str, Any], Callable[[], Model]]]:
        """Yield what is replaced, and how the model is made."""
        tables = {
            "char2idx": {char: i for i, char in enumerate(self._alphabet)},
            "idx2char": np.array(list(self._alphabet)),
        }
        sampler = {"sample_next": self._sample_next}
        yield tables | sampler, self._model_of_the_answer
        yield tables | sampler, self._model_put_together
        own = _ids_in_the_notebook(self._answer, self._alphabet)
        if own:
            self.ids = own
            yield sampler, self._model_put_together
            if self._is_in_a_graph:
                yield {}, self._model_put_together

    def _model_of_the_answer(self) -> Model:
        sizes = (*self._weights[0].shape, len(self._weights[2]))
        model = self._answer.build_model(*sizes, 1)
        model.set_weights(self._weights)
        return model

    def _model_put_together(self) -> Model:
        """Build the lesson's model with batch 1 and a vocabulary with all our ids."""
        embedding, *lstm, kernel, bias = self._weights
        size = max(self.ids) + 1
        spread = np.zeros((size, embedding.shape[1]), np.float32)
        spread[self.ids] = embedding
        to_all = np.zeros((len(kernel), size), np.float32)
        to_all[:, self.ids] = kernel
        biases = np.full(size, NEVER, np.float32)
        biases[self.ids] = bias
        model = build_lstm(self._answer, *spread.shape, len(kernel), 1)
        model.set_weights([spread, *lstm, to_all, biases])
        return model

    def _sample_next(self, logits: np.ndarray, temperature: float = 1.0) -> Any:
        if not hasattr(logits, "__array__"):
            self._is_in_a_graph = True  # or it is a list, and this does no harm
        if temperature > 0:
            last = np.asarray(logits, np.float64).reshape(-1, np.shape(logits)[-1])[-1]
            ours = last[self.ids] / temperature
            self.drawn_from.append(oracle.log_softmax(ours))
        return self._returns(oracle.draw(logits, float(temperature), self._rng))


def build_lstm(
    answer: Any, vocab_size: int, embedding_dim: int, rnn_units: int, batch_size: int
) -> Model:
    """Build the lesson's model in the process of an answer."""
    layers = answer.keras.layers
    stack = [
        layers.InputLayer(batch_shape=(batch_size, None)),
        layers.Embedding(vocab_size, embedding_dim),
        layers.LSTM(rnn_units, return_sequences=True, stateful=True),
        layers.Dense(vocab_size),
    ]
    return answer.keras.Sequential(stack)


def _kind_of_ids(answer: Any) -> Callable[[Any], Any]:
    """Return the kind of ids that the answer's own `sample_next` returns."""
    try:
        own = answer.sample_next(tensor(np.zeros((1, 2), np.float32)), 1.0)
    except AnswerError:
        return tensor
    return tensor if is_tensor(own) else np.asarray


def _ids_in_the_notebook(answer: Any, alphabet: str) -> list[int]:
    """Return the ids that the notebook's tables give our characters, if both agree."""
    try:
        to_id, to_char = answer.char2idx.copy(), answer.idx2char.copy()
        ids = [int(to_id[char]) for char in alphabet]
        characters = [str(to_char[i]) for i in ids if 0 <= i < MOST]
    except (LimitReached, InfrastructureError):
        raise
    except Exception:  # of whatever a notebook has under these names
        return []
    return ids if characters == list(alphabet) else []
