"""Compare training the GRU of lesson 2 with Keras's layers and gathered.

    python benchmarks/gru_training.py

Embedding(82, 256), GRU(512), Dense(82, log-softmax), batches of 64 windows of 100
characters, Adam. Both are trained by `fit` on the same batches in one process and take
turns; a first, untimed `fit` of each traces its graph. `utils.gathered` is the gathered
path. Times are wall time per step; processor time is printed too, because other work on
the machine does not affect it. Exits 1 if the gathered path is slower or the losses
after training differ by more than 0.1%.
"""

import sys
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
STEPS, REPEATS = 10, 5
WANTED_RATIO = 1.0
WANTED_DIFFERENCE = 1e-3


def main() -> int:
    """Print times per step, their ratio and the losses; return the exit status."""
    batches = prepared()
    plain, fast = models()
    ways = {"plain": plain, "gathered": fast}
    clock: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    losses = {}
    for model in ways.values():
        fit(model, batches)
    for _ in range(REPEATS):
        for name, model in ways.items():
            start, used = perf_counter(), process_time()
            losses[name] = fit(model, batches)
            clock[name].append((perf_counter() - start) / STEPS)
            processor[name].append((process_time() - used) / STEPS)

    ratio = median(clock["plain"]) / median(clock["gathered"])
    spared = median(processor["plain"]) / median(processor["gathered"])
    difference = abs(losses["plain"] - losses["gathered"]) / losses["plain"]
    print(f"batches of {BATCH} x {LENGTH}, {REPEATS} repeats of {STEPS} steps in turn")
    for name, found in clock.items():
        print(
            f"{name:>12}: median {median(found):.3f} s a step "
            f"({min(found):.3f} to {max(found):.3f}), "
            f"{median(processor[name]):.3f} s of processor time"
        )
    print(f"       ratio: {ratio:.2f} (at least {WANTED_RATIO} wanted), ", end="")
    print(f"{spared:.2f} in processor time")
    print(f"  difference: {difference:.1e} of the loss after as many steps")
    return int(ratio < WANTED_RATIO or difference > WANTED_DIFFERENCE)


def models() -> tuple[Any, Any]:
    """Build two models from the same weights, the second one gathered; compile both."""
    keras.utils.set_random_seed(0)
    plain, other = pretrained.shakespeare(82), pretrained.shakespeare(82)
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
