"""Implement a character-level recurrent network in NumPy: forward, backward, update.

One notation throughout. A sequence has T steps; n_a, n_x and n_y are the sizes of
the hidden state, the input and the output vocabulary.

    a_t = tanh(Wax x_t + Waa a_(t-1) + b)      p_t = softmax(Wya a_t + by)
    loss = sum over t of -ln p_t[Y_t]          (nats, summed, not averaged)

Only the recurrence runs step by step. The inputs of a sequence are gathered columns of
`Wax`; its outputs and each of its gradients are one matrix product (Werbos 1990,
"Backpropagation through time"). The reader implements clipping, sampling and training.

Overflow gives inf and nan without a warning: the lesson shows what an exploding
gradient looks like.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.pairs import check_pair, check_parameters

Array = NDArray[np.floating]
Parameters = dict[str, Array]
Cache = tuple[Array, Array]  # plain arrays, so that processes can exchange it

NAMES = ("Wax", "Waa", "Wya", "b", "by")
_quiet = np.errstate(over="ignore", invalid="ignore", divide="ignore")


@_quiet
def softmax(x: ArrayLike) -> Array:
    """Turn scores into probabilities that sum to 1 down each column.

    x: (n,) or (n, columns). Raises ValueError when n is 0.
    """
    scores = np.asarray(x, dtype=float)
    if scores.ndim == 0 or len(scores) == 0:
        raise ValueError("softmax needs at least one score")
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)


def smooth(loss: float, cur_loss: float) -> float:
    """Return the running loss, updated by the current one with a weight of 1/1000."""
    return loss * 0.999 + cur_loss * 0.001


def get_initial_loss(vocab_size: int, seq_length: int) -> float:
    """Return the summed loss, in nats, of random guesses at `seq_length` characters."""
    if vocab_size < 1:
        raise ValueError("a vocabulary needs at least one character")
    return -np.log(1.0 / vocab_size) * seq_length


def get_sample(sample_ix: Iterable[int], ix_to_char: Mapping[int, str]) -> str:
    """Spell sampled indices as a name with a capital; its newline stays at the end."""
    try:
        name = "".join(ix_to_char[ix] for ix in sample_ix)
    except KeyError as missing:
        raise ValueError(f"no character has the index {missing}") from None
    return name[:1].upper() + name[1:]


def initialize_parameters(n_a: int, n_x: int, n_y: int) -> Parameters:
    """Draw small weights from NumPy's global generator, seeded with 1.

    Returns Wax (n_a, n_x), Waa (n_a, n_a), Wya (n_y, n_a), b (n_a, 1), by (n_y, 1).
    """
    np.random.seed(1)
    return {
        "Wax": np.random.randn(n_a, n_x) * 0.01,
        "Waa": np.random.randn(n_a, n_a) * 0.01,
        "Wya": np.random.randn(n_y, n_a) * 0.01,
        "b": np.zeros((n_a, 1)),
        "by": np.zeros((n_y, 1)),
    }


@_quiet
def rnn_forward(
    X: Sequence[int | None], Y: Sequence[int], a_prev: Array, parameters: Parameters
) -> tuple[float, Cache]:
    """Run the network over one sequence; return its summed loss in nats, and a cache.

    X: T indices, None for an input of zeros; Y: T indices; a_prev: (n_a, 1).
    Raises ValueError for an empty sequence, X and Y of different lengths, an index
    outside the vocabulary, and a hidden state of the wrong shape.
    """
    check_parameters(parameters)
    Wax, Waa, Wya, b, by = (parameters[name] for name in NAMES)
    inputs, targets = _checked(X, Y, parameters)
    if np.shape(a_prev) != (len(Waa), 1):
        raise ValueError(
            f"a_prev has the shape {np.shape(a_prev)}; the weights expect "
            f"{(len(Waa), 1)}"
        )
    # Steps are rows here, so that each one is a contiguous piece of memory.
    driven = Wax.T.take(inputs, axis=0, mode="wrap")
    driven[inputs < 0] = 0.0
    driven += b[:, 0]
    states = np.empty((len(inputs) + 1, len(Waa)))
    states[0] = a = a_prev[:, 0]
    for drive, state in zip(driven, states[1:], strict=True):
        drive += Waa.dot(a)
        a = np.tanh(drive, out=state)

    scores = states[1:] @ Wya.T
    scores += by[:, 0]
    scores -= np.maximum.reduce(scores, axis=1, keepdims=True)
    powers = np.exp(scores)
    sums = np.add.reduce(powers, axis=1)
    # ln p from the scores: a probability too small for a float has a finite loss.
    losses = np.log(sums) - scores[np.arange(len(targets)), targets]
    return float(losses.sum()), (powers / sums[:, None], states)


@_quiet
def rnn_backward(
    X: Sequence[int | None], Y: Sequence[int], parameters: Parameters, cache: Cache
) -> tuple[dict[str, Array], Array]:
    """Backpropagate the summed loss of one sequence through time.

    Takes the cache of `rnn_forward` on the same X, Y and parameters. Returns the
    gradients dWax, dWaa, dWya, db, dby, each shaped like its parameter, and the hidden
    states a (T, n_a, 1), a[t] being the one after step t.
    """
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    inputs, targets = _checked(X, Y, parameters)
    probabilities, states = cache
    if len(probabilities) != len(inputs):
        raise ValueError(
            f"the cache has {len(probabilities)} steps, the sequence {len(inputs)}"
        )
    steps = np.arange(len(inputs))
    d_scores = probabilities.copy()
    d_scores[steps, targets] -= 1.0

    slopes = 1.0 - states[1:] ** 2  # of tanh, from its value
    # First the gradient of a_t from its own output, then of the argument of tanh.
    d_sums = d_scores @ Wya
    Waa_T = Waa.T
    for d_sum, later, slope in zip(
        d_sums[-2::-1], d_sums[:0:-1], slopes[:0:-1], strict=True
    ):
        later *= slope
        d_sum += Waa_T.dot(later)
    d_sums[0] *= slopes[0]

    one_hot = np.zeros((len(inputs), Wax.shape[1]))
    one_hot[steps, inputs] = inputs >= 0
    gradients = {
        "dWax": d_sums.T @ one_hot,
        "dWaa": d_sums.T @ states[:-1],
        "dWya": d_scores.T @ states[1:],
        "db": np.add.reduce(d_sums)[:, None],
        "dby": np.add.reduce(d_scores)[:, None],
    }
    return gradients, states[1:, :, None]


@_quiet
def update_parameters(
    parameters: Parameters, gradients: Mapping[str, Array], learning_rate: float
) -> Parameters:
    """Take one step of gradient descent in place; return the same dictionary."""
    missing = [f"d{name}" for name in NAMES if f"d{name}" not in gradients]
    if missing:
        raise ValueError(f"the gradients have no {', '.join(missing)}")
    for name in NAMES:
        parameters[name] -= learning_rate * gradients[f"d{name}"]
    return parameters


def nats_to_bits(nats: float) -> float:
    """Convert a loss from nats to bits: one nat is 1 / ln 2 bits."""
    return nats / float(np.log(2.0))


@_quiet
def perplexity(nats_per_char: float) -> float:
    """Return exp(nats per character): the effective number of choices."""
    return float(np.exp(nats_per_char))


def nats_per_char(
    sequences: Iterable[tuple[Sequence[int | None], Sequence[int]]],
    parameters: Parameters,
) -> float:
    """Return the mean loss per predicted character over (X, Y) pairs, in nats.

    The hidden state starts at zero and carries over from one pair to the next.
    Raises ValueError when there is no pair.
    """
    state = np.zeros((len(parameters["Waa"]), 1))
    loss, characters = 0.0, 0
    for X, Y in sequences:
        cost, (_, states) = rnn_forward(X, Y, state, parameters)
        state = states[-1][:, None]
        loss += cost
        characters += len(Y)
    if not characters:
        raise ValueError("there is no sequence to measure the loss on")
    return loss / characters


def numerical_gradients(
    loss: Callable[[], float], parameters: Parameters, step: float = 1e-5
) -> dict[str, Array]:
    """Differentiate `loss()` by central differences, one weight after the other.

    `loss` reads `parameters`, whose arrays are changed in place by ±step and restored
    afterwards. The gradients are keyed "d" + the name of the parameter; their error is
    of the order of step². Two calls per weight: keep the network small.
    """
    gradients: dict[str, Array] = {}
    for name, weights in parameters.items():
        gradient = gradients[f"d{name}"] = np.zeros(weights.shape)
        for place in np.ndindex(weights.shape):
            before = weights[place]
            try:
                weights[place] = before + step
                above = loss()
                weights[place] = before - step
                below = loss()
            finally:
                weights[place] = before
            gradient[place] = (above - below) / (2 * step)
    return gradients


def relative_error(one: ArrayLike, other: ArrayLike) -> float:
    """Return |one - other| / (|one| + |other|), Euclidean; 0 for two zero arrays.

    Below 1e-6 two gradients agree; above 1e-3 one of them is wrong.
    """
    left, right = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if left.shape != right.shape:
        raise ValueError(f"the shapes differ: {left.shape} and {right.shape}")
    size = np.linalg.norm(left) + np.linalg.norm(right)
    return float(np.linalg.norm(left - right) / size) if size else 0.0


@_quiet
def gradient_norms_by_lag(
    X: Sequence[int | None], Y: Sequence[int], a_prev: Array, parameters: Parameters
) -> Array:
    """Return how strongly the last step's loss depends on each earlier hidden state.

    Entry k of the T + 1 norms is |d loss_T / d a_(T-k)|; the last is that of a_prev.
    It falls (vanishes) or grows (explodes) by about a constant factor per step: the
    product of Jacobians Waaᵀ diag(1 - a²) (Bengio, Simard and Frasconi 1994).
    """
    _, (probabilities, states) = rnn_forward(X, Y, a_prev, parameters)
    d_scores = probabilities[-1].copy()
    d_scores[Y[-1]] -= 1.0
    gradient = parameters["Wya"].T @ d_scores
    norms = [np.linalg.norm(gradient)]
    for state in states[:0:-1]:
        gradient = parameters["Waa"].T @ ((1.0 - state**2) * gradient)
        norms.append(np.linalg.norm(gradient))
    return np.array(norms)


def _checked(
    X: Sequence[int | None], Y: Sequence[int], parameters: Parameters
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return X and Y as index arrays, with -1 for None."""
    check_pair(X, Y)
    given = [step for step in X if step is not None]
    for name, values, size in (
        ("X", given, parameters["Wax"].shape[1]),
        ("Y", Y, len(parameters["Wya"])),
    ):
        if len(values) and (min(values) < 0 or max(values) >= size):
            raise ValueError(f"{name} has an index outside 0 to {size - 1}")
    return (
        np.array([-1 if step is None else step for step in X], dtype=np.intp),
        np.array(Y, dtype=np.intp),
    )
