"""Sample the next character from a network's logits, and generate text.

A temperature divides the logits, top-k and nucleus keep the best, then one is drawn.
Temperature 0 is defined as its limit, the best character. NumPy only; a network is a
function `step(id, state) -> (logits, state)`, which `utils.recurrent` makes from a
Keras model. Each character costs one step: the state is kept, no window is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.vocabulary import Vocabulary

Floats = NDArray[np.float64]
Step = Callable[[int, Any], tuple[ArrayLike, Any]]


def distribution(
    logits: ArrayLike,
    temperature: float = 1.0,
    *,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Floats:
    """Return the probabilities (..., V) from which the next character is drawn.

    softmax(logits / temperature); then only the `top_k` best; then only the nucleus,
    the fewest best that have `top_p` of the probability together (Holtzman et al.,
    2020). Ties go to the first. Logits may be log-probabilities; -inf is never drawn.
    Raises ValueError, with advice, for anything out of range.
    """
    scores = _checked_logits(logits)
    check_temperature(temperature)
    scores = scores - scores.max(axis=-1, keepdims=True)
    if temperature == 0:
        top_k, scores = 1, np.where(scores == 0, 0.0, -np.inf)
    else:
        with np.errstate(over="ignore"):  # -inf, at the lowest temperatures
            scores = scores / temperature
    if top_k is not None:
        scores = np.where(_ranks(scores) < _checked_top_k(top_k), scores, -np.inf)
    probabilities: Floats = np.exp(scores)
    probabilities /= probabilities.sum(axis=-1, keepdims=True)
    if top_p is not None:
        probabilities = _nucleus(probabilities, _checked_top_p(top_p))
    return probabilities


def draw(
    logits: ArrayLike,
    temperature: float = 1.0,
    *,
    top_k: int | None = None,
    top_p: float | None = None,
    rng: np.random.Generator | None = None,
) -> NDArray[np.int64]:
    """Draw one id (...) from each row of logits (..., V); see `distribution`.

    Each row uses one uniform number of `rng`, at any temperature.
    """
    rng = np.random.default_rng() if rng is None else rng
    probabilities = distribution(logits, temperature, top_k=top_k, top_p=top_p)
    cumulative = probabilities.cumsum(axis=-1)
    target = rng.random((*probabilities.shape[:-1], 1)) * cumulative[..., -1:]
    ids = (cumulative <= target).sum(axis=-1)
    highest = (
        probabilities.shape[-1] - 1 - (probabilities[..., ::-1] > 0).argmax(axis=-1)
    )
    return np.minimum(ids, highest)  # rounding may lift `target` to the top


def stream(
    step: Step,
    prompt: Iterable[int],
    temperature: float = 1.0,
    *,
    top_k: int | None = None,
    top_p: float | None = None,
    rng: np.random.Generator | None = None,
) -> Iterator[int]:
    """Read the prompt once, then yield ids without end.

    Raises ValueError for an empty prompt: a network must read something first.
    """
    check_temperature(temperature)
    ids = [int(number) for number in prompt]
    if not ids:
        raise ValueError("the prompt is empty: give at least one character to begin")
    return _stream(step, ids, temperature, top_k, top_p, rng)


def complete(
    step: Step,
    vocabulary: Vocabulary,
    prompt: str,
    length: int,
    temperature: float = 1.0,
    *,
    top_k: int | None = None,
    top_p: float | None = None,
    rng: np.random.Generator | None = None,
    until: str | None = None,
) -> str:
    """Generate `length` characters after a prompt, which is not returned.

    `until` is a character that ends the text early and is not returned.
    """
    ids = stream(
        step,
        vocabulary.encode(prompt),
        temperature,
        top_k=top_k,
        top_p=top_p,
        rng=rng,
    )
    text = []
    for number in islice(ids, length):
        if vocabulary[number] == until:
            break
        text.append(number)
    return vocabulary.decode(text)


def at_temperatures(
    step: Step,
    vocabulary: Vocabulary,
    prompt: str,
    length: int = 60,
    temperatures: Iterable[float] = (0.2, 0.5, 1.0, 1.2),
) -> str:
    """Return a line for each temperature: what a network writes after a prompt.

    The random numbers are the same each time, so that only the network differs.
    """
    lines = []
    for temperature in temperatures:
        rng = np.random.default_rng(0)
        text = complete(step, vocabulary, prompt, length, temperature, rng=rng)
        lines.append(f"  τ = {temperature}: {text!r}")
    return "\n".join(lines)


def entropy(probabilities: ArrayLike) -> Floats:
    """Return the entropy (...) of probabilities (..., V), in bits; 0 log 0 is 0."""
    p = np.asarray(probabilities, dtype=np.float64)
    logs = np.log2(p, out=np.zeros_like(p), where=p > 0)
    return np.asarray(-(p * logs).sum(axis=-1) + 0.0)


def check_temperature(temperature: float) -> None:
    """Raise ValueError unless the temperature is finite and at least 0."""
    if not np.isfinite(temperature) or temperature < 0:
        raise ValueError(
            f"temperature is {temperature}; use a number from 0 (always the likeliest "
            "character) up: 1 keeps the model's probabilities, more makes it bolder"
        )


def _stream(
    step: Step,
    prompt: list[int],
    temperature: float,
    top_k: int | None,
    top_p: float | None,
    rng: np.random.Generator | None,
) -> Iterator[int]:
    rng = np.random.default_rng() if rng is None else rng
    state = None
    for number in prompt:
        logits, state = step(number, state)
    while True:
        number = int(draw(logits, temperature, top_k=top_k, top_p=top_p, rng=rng))
        yield number
        logits, state = step(number, state)


def _ranks(scores: Floats) -> NDArray[np.int64]:
    """Return the rank (..., V) of every entry in its row; the best has rank 0."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    return np.argsort(order, axis=-1, kind="stable")


def _nucleus(probabilities: Floats, top_p: float) -> Floats:
    order = np.argsort(-probabilities, axis=-1, kind="stable")
    best = np.take_along_axis(probabilities, order, axis=-1)
    before = best.cumsum(axis=-1) - best  # the sum over the better ones
    kept = np.where(before < top_p, best, 0.0)
    result = np.zeros_like(probabilities)
    np.put_along_axis(result, order, kept, axis=-1)
    total: Floats = result.sum(axis=-1, keepdims=True)
    return result / total


def _checked_logits(logits: ArrayLike) -> Floats:
    scores = np.asarray(logits, dtype=np.float64)
    if scores.ndim == 0 or scores.shape[-1] == 0:
        raise ValueError(f"logits must have the shape (..., V), not {scores.shape}")
    if np.isnan(scores).any() or (scores == np.inf).any():
        raise ValueError(
            "logits have NaN or infinity: the model has diverged; train it again with "
            "a lower learning rate, or clip its gradients"
        )
    if (scores == -np.inf).all(axis=-1).any():
        raise ValueError("logits are -inf everywhere: there is nothing to draw")
    return scores


def _checked_top_k(top_k: int) -> int:
    if top_k != int(top_k) or top_k < 1:
        raise ValueError(f"top_k is {top_k}; use a whole number from 1, or None")
    return int(top_k)


def _checked_top_p(top_p: float) -> float:
    if not 0 < top_p <= 1:
        raise ValueError(f"top_p is {top_p}; use a number above 0 up to 1, or None")
    return top_p
