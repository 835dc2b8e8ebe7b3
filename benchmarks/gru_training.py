"""Compare training the GRU of lesson 2 with Keras's layers and gathered.

    python benchmarks/gru_training.py

Embedding(82, 256), GRU(512), Dense(82, log-softmax), batches of 64 windows of 100
characters, Adam. Both are trained by `fit` on the same batches in one process and take
turns; a first, untimed `fit` of each traces its graph. `utils.gathered` is the gathered
path. Times are wall time per step; processor time is printed too, because other work on
the machine does not affect it.

The floor is what the matrix products of a step of the gathered path take alone, forward
and backward, in the same shapes and order: no other arithmetic, no optimiser. Exits 1
if the losses after training differ by more than 0.1%, or if the gathered path takes
more than 0.7 times as long as Keras and also 10 % longer than its floor.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from utils import grammar, pretrained
from utils.gathered import gathered
from utils.quiet import keras, tf
from utils.vocabulary import Vocabulary
from utils.windows import contiguous

BATCH, LENGTH = 64, 100
VOCAB, WIDTH, UNITS = 82, 256, 512
STEPS, REPEATS = 10, 5
WANTED_SHARE = 0.7  # of Keras's time
WANTED_OF_FLOOR = 1.1
WANTED_DIFFERENCE = 1e-3


def main() -> int:
    """Print times per step, their ratio and the losses; return the exit status."""
    batches = prepared()
    plain, fast = models()
    ways: dict[str, Callable[[], float | None]] = {
        "Keras": partial(fit, plain, batches),
        "gathered": partial(fit, fast, batches),
        "floor": products_alone(),
    }
    clock: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    losses = {}
    for way in ways.values():
        way()
    for _ in range(REPEATS):
        for name, way in ways.items():
            start, used = perf_counter(), process_time()
            losses[name] = way()
            clock[name].append((perf_counter() - start) / STEPS)
            processor[name].append((process_time() - used) / STEPS)

    keras_loss, our_loss = losses["Keras"], losses["gathered"]
    assert keras_loss is not None and our_loss is not None
    difference = abs(keras_loss - our_loss) / keras_loss
    print(f"batches of {BATCH} x {LENGTH}, {REPEATS} repeats of {STEPS} steps in turn")
    for name, found in clock.items():
        print(
            f"{name:>12}: median {median(found):.3f} s a step "
            f"({min(found):.3f} to {max(found):.3f}), "
            f"{median(processor[name]):.3f} s of processor time"
        )
    shares = {}
    for name, wanted in (("Keras", WANTED_SHARE), ("floor", WANTED_OF_FLOOR)):
        shares[name] = median(clock["gathered"]) / median(clock[name])
        spent = median(processor["gathered"]) / median(processor[name])
        spent_too = f"{spent:.2f} in processor time, {wanted} wanted"
        print(f"gathered / {name}: {shares[name]:.2f} ({spent_too})")
    print(f"  difference: {difference:.1e} of the loss after as many steps")
    slow = shares["Keras"] > WANTED_SHARE and shares["floor"] > WANTED_OF_FLOOR
    return int(slow or difference > WANTED_DIFFERENCE)


def products_alone() -> Callable[[], None]:
    """Return a function that takes `STEPS` steps of nothing but matrix products."""
    keras.utils.set_random_seed(1)
    places = BATCH * LENGTH

    def draw(*shape: int) -> Any:
        return tf.Variable(tf.random.normal(shape, stddev=0.04))

    embedding, kernel = draw(VOCAB, WIDTH), draw(WIDTH, 3 * UNITS)
    recurrent, dense = draw(UNITS, 3 * UNITS), draw(UNITS, VOCAB)
    rows, inner = draw(places, VOCAB), draw(places, 3 * UNITS)
    states, scores = draw(places, UNITS), draw(places, VOCAB)
    first = draw(BATCH, UNITS)

    def loop(product: Callable[[Any], Any]) -> Any:
        """Take as many steps as there are characters, each of which needs the last."""
        return tf.while_loop(
            lambda t, h: t < LENGTH, lambda t, h: (t + 1, product(h)), (0, first)
        )[1]

    @tf.function
    def step() -> Any:
        table = embedding @ kernel
        # What leads from one product to the next is as little as there can be.
        forward = loop(lambda h: (h @ recurrent)[:, :UNITS])
        predicted = states @ dense
        d_states = tf.matmul(scores, dense, transpose_b=True)
        d_dense = tf.matmul(states, scores, transpose_a=True)
        wide = inner[:BATCH, UNITS:]
        backward = loop(
            lambda h: tf.matmul(tf.concat([h, wide], 1), recurrent, transpose_b=True)
        )
        d_recurrent = tf.matmul(states, inner, transpose_a=True)
        d_table = tf.matmul(rows, inner, transpose_a=True)
        d_embedded = tf.matmul(inner, kernel, transpose_b=True)
        d_kernel = tf.matmul(embedding, d_table, transpose_a=True)
        made = (table, forward, predicted, d_states, d_dense)
        return *made, backward, d_recurrent, d_table, d_embedded, d_kernel

    def run() -> None:
        for _ in range(STEPS):
            for tensor in step():
                tensor.numpy()

    return run


def models() -> tuple[Any, Any]:
    """Build two models from the same weights, the second one gathered; compile both."""
    keras.utils.set_random_seed(0)
    plain, other = pretrained.shakespeare(VOCAB), pretrained.shakespeare(VOCAB)
    other.set_weights(plain.get_weights())
    both = plain, gathered(other)
    for model in both:
        model.compile(
            optimizer=keras.optimizers.Adam(0.00125),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        )
    return both


def prepared() -> Any:
    """Return a dataset of the same `STEPS` batches in every epoch."""
    text = grammar.write("folio", BATCH * LENGTH * STEPS + BATCH + 1)
    ids = Vocabulary.of(text).encode(text).astype(np.int32)
    x, y = map(np.stack, zip(*contiguous(ids, BATCH, LENGTH), strict=True))
    return tf.data.Dataset.from_tensor_slices((x[:STEPS], y[:STEPS])).cache()


def fit(model: Any, batches: Any) -> float:
    """Train for one epoch; return the mean loss."""
    history = model.fit(batches, epochs=1, verbose=0, shuffle=False)
    return float(history.history["loss"][-1])


if __name__ == "__main__":
    sys.exit(main())
