"""Compare windows as whole one-hot arrays with views that are encoded by batch.

    python benchmarks/windows.py

The baseline is that of the original lesson 3: a list of windows of 60 characters, 3
apart, then arrays of bool of shape (windows, 60, characters), filled with one
assignment a character; it takes about 685 MB. Ours is `utils.windows`: views of the
text, encoded to float32 one batch at a time. Both start from the same text and end with
the first batch of 128. Time and memory (tracemalloc) are measured in separate runs,
since tracemalloc is slow. Then every batch is compared with the arrays. The time for
all batches of an epoch is printed too, because the views move work there. Exits 1 if
the ratio of times is below 100, that of peak memory below 50, or a batch differs.
"""

import gc
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from utils import grammar
from utils.vocabulary import Vocabulary
from utils.windows import OneHotBatches

CHARACTERS = 600_893  # the size of the real text
LENGTH, STEP, BATCH = 60, 3, 128
OUR_REPEATS = 5
WANTED_TIME, WANTED_MEMORY = 100, 50


def main() -> int:
    """Print times, peaks and their ratios; return the exit status."""
    text = grammar.write("aphorisms", CHARACTERS).lower()

    slow, (x, y) = timed(lambda: arrays(text))
    quick = median(timed(lambda: first_batch(text))[0] for _ in range(OUR_REPEATS))
    batches = lazily(text)
    epoch, _ = timed(lambda: sum(1 for _ in batches))
    same = all(
        np.array_equal(X, x[k * BATCH : (k + 1) * BATCH])
        and np.array_equal(Y, y[k * BATCH : (k + 1) * BATCH])
        for k, (X, Y) in enumerate(batches)
    )
    count = len(x)
    del x, y
    heavy, light = peak(lambda: arrays_unfilled(text)), peak(lambda: first_batch(text))

    print(f"{count:,} windows of {LENGTH}, step {STEP}, batches of {BATCH}")
    print(f"   arrays: {slow:8.3f} s, peak {heavy / 1e6:7.1f} MB")
    print(f"    views: {quick:8.3f} s, peak {light / 1e6:7.1f} MB, with a first batch")
    print(f"           {epoch:8.3f} s for all {len(batches):,} batches of an epoch")
    print(
        f"    ratio: time {slow / quick:.0f} (at least {WANTED_TIME} wanted), ", end=""
    )
    print(f"memory {heavy / light:.0f} (at least {WANTED_MEMORY} wanted)")
    print(f"  content: {'the same' if same else 'DIFFERS'} in every batch")
    return int(slow / quick < WANTED_TIME or heavy / light < WANTED_MEMORY or not same)


def arrays(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Fill one-hot arrays of all windows, one assignment a character."""
    characters = sorted(set(text))
    places = {character: place for place, character in enumerate(characters)}
    starts = range(0, len(text) - LENGTH, STEP)
    windows = [text[start : start + LENGTH] for start in starts]
    following = [text[start + LENGTH] for start in starts]
    x = np.zeros((len(windows), LENGTH, len(characters)), dtype=bool)
    y = np.zeros((len(windows), len(characters)), dtype=bool)
    for number, window in enumerate(windows):
        for time, character in enumerate(window):
            x[number, time, places[character]] = 1
        y[number, places[following[number]]] = 1
    return x, y


def arrays_unfilled(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Allocate like `arrays`, without the assignments, which allocate nothing."""
    characters = sorted(set(text))
    starts = range(0, len(text) - LENGTH, STEP)
    windows = [text[start : start + LENGTH] for start in starts]
    _ = [text[start + LENGTH] for start in starts]
    x = np.zeros((len(windows), LENGTH, len(characters)), dtype=bool)
    y = np.zeros((len(windows), len(characters)), dtype=bool)
    return x, y


def lazily(text: str) -> OneHotBatches:
    """Prepare the same windows as views."""
    vocabulary = Vocabulary.of(text)
    ids = vocabulary.encode(text).astype(np.uint8)
    return OneHotBatches(ids, LENGTH, len(vocabulary), STEP, BATCH)


def first_batch(text: str) -> Any:
    """Prepare the views and encode the first batch; return both."""
    batches = lazily(text)
    return batches, batches[0]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the wall seconds and the result of a call."""
    gc.collect()
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def peak(work: Callable[[], Any]) -> int:
    """Return the peak of allocated bytes, without the text."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    sys.exit(main())
