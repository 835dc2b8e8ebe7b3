"""Compare training on the dinosaur names step by step and by whole sequences.

    python benchmarks/numpy_rnn.py

The plain network below follows the equations one step and one outer product at a time.
Both networks train on the same names in the same process, taking turns; clipping is
the same function for both and is included in both times. Times are processor time over
all threads: on an idle machine equal to wall time, on a busy one without the waiting; a
matrix product on two cores counts twice.

Exits 1 if the ratio of the median times is below 2.5 or the smoothed losses differ by
more than 1e-9.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from utils import numpy_rnn

NAMES = Path(__file__).resolve().parent.parent / "utils" / "data" / "dinosaur_names.txt"
ITERATIONS = 2_000
REPEATS = 5
UNITS = 50
LEARNING_RATE = 0.01
BOUND = 5.0
WANTED_RATIO = 2.5
WANTED_DIFFERENCE = 1e-9

Sequences = list[tuple[list[int | None], list[int]]]
Step = Callable[..., tuple[float, dict[str, np.ndarray], np.ndarray]]


def main() -> int:
    """Print times, ratio and difference; return the exit status."""
    sequences, vocab_size = read_sequences(NAMES)
    times: dict[str, list[float]] = {"plain": [], "vectorised": []}
    curves = {}
    for _ in range(REPEATS):
        for name, step in (("plain", plain_step), ("vectorised", vectorised_step)):
            seconds, curves[name] = train(step, sequences, vocab_size)
            times[name].append(seconds)

    ratio = median(times["plain"]) / median(times["vectorised"])
    difference = float(np.abs(curves["plain"] - curves["vectorised"]).max())
    print(f"{ITERATIONS} iterations, {UNITS} units, {REPEATS} repeats in turn")
    for name, seconds in times.items():
        print(
            f"{name:>12}: median {median(seconds):.3f} s of processor time "
            f"({min(seconds):.3f} to {max(seconds):.3f})"
        )
    print(f"       ratio: {ratio:.2f} (at least {WANTED_RATIO} wanted)")
    print(f"  difference: {difference:.1e} (at most {WANTED_DIFFERENCE} wanted)")
    return int(ratio < WANTED_RATIO or not difference <= WANTED_DIFFERENCE)


def read_sequences(path: Path) -> tuple[Sequences, int]:
    """Return shuffled (X, Y) pairs of the names in a file, and the vocabulary size."""
    text = path.read_text(encoding="utf-8").lower()
    char_to_ix = {char: ix for ix, char in enumerate(sorted(set(text)))}
    names = text.split()
    random.Random(0).shuffle(names)
    spelled = [[char_to_ix[char] for char in name] for name in names]
    sequences = [([None, *ids], [*ids, char_to_ix["\n"]]) for ids in spelled]
    return sequences, len(char_to_ix)


def train(
    step: Step, sequences: Sequences, vocab_size: int
) -> tuple[float, np.ndarray]:
    """Train; return the seconds and the smoothed loss of every iteration."""
    parameters = numpy_rnn.initialize_parameters(UNITS, vocab_size, vocab_size)
    state = np.zeros((UNITS, 1))
    loss = numpy_rnn.get_initial_loss(vocab_size, 7)
    curve = np.empty(ITERATIONS)
    start = process_time()
    for iteration in range(ITERATIONS):
        X, Y = sequences[iteration % len(sequences)]
        cost, gradients, state = step(X, Y, state, parameters)
        for gradient in gradients.values():
            np.clip(gradient, -BOUND, BOUND, out=gradient)
        for name, weights in parameters.items():
            weights -= LEARNING_RATE * gradients[f"d{name}"]
        loss = curve[iteration] = numpy_rnn.smooth(loss, cost)
    return process_time() - start, curve


def vectorised_step(
    X: list[int | None], Y: list[int], a_prev: np.ndarray, parameters: dict
) -> tuple[float, dict[str, np.ndarray], np.ndarray]:
    """Return loss, gradients and last state, by `utils.numpy_rnn`."""
    loss, cache = numpy_rnn.rnn_forward(X, Y, a_prev, parameters)
    gradients, a = numpy_rnn.rnn_backward(X, Y, parameters, cache)
    return loss, gradients, a[len(X) - 1]


def plain_step(
    X: list[int | None], Y: list[int], a_prev: np.ndarray, parameters: dict
) -> tuple[float, dict[str, np.ndarray], np.ndarray]:
    """Return loss, gradients and last state, computed step by step."""
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    x, a, p = {}, {-1: a_prev}, {}
    loss = 0.0
    for t in range(len(X)):
        x[t] = np.zeros((Wax.shape[1], 1))
        if X[t] is not None:
            x[t][X[t]] = 1.0
        a[t] = np.tanh(Wax @ x[t] + Waa @ a[t - 1] + b)
        scores = Wya @ a[t] + by
        exps = np.exp(scores - scores.max())
        p[t] = exps / exps.sum()
        loss -= np.log(p[t][Y[t], 0])

    gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
    from_later = np.zeros_like(a_prev)
    for t in reversed(range(len(X))):
        d_scores = p[t].copy()
        d_scores[Y[t]] -= 1.0
        d_sum = (Wya.T @ d_scores + from_later) * (1.0 - a[t] ** 2)
        gradients["dWya"] += d_scores @ a[t].T
        gradients["dby"] += d_scores
        gradients["dWax"] += d_sum @ x[t].T
        gradients["dWaa"] += d_sum @ a[t - 1].T
        gradients["db"] += d_sum
        from_later = Waa.T @ d_sum
    return loss, gradients, a[len(X) - 1]


if __name__ == "__main__":
    sys.exit(main())
