"""Cut a text of ids into windows, without copies, and make batches of them.

Windows are read-only views that share the memory of the text. One-hot vectors are made
one batch at a time. NumPy only; nothing is trained here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

Ids = NDArray[np.integer]
Floats = NDArray[np.float32]


def sliding(ids: ArrayLike, length: int, step: int = 1) -> Ids:
    """Return views of all windows (n, length) of ids (time,), `step` ids apart.

    n = (time - length) // step + 1. Raises ValueError if there is no window.
    """
    text = _text(ids)
    if length < 1 or step < 1:
        raise ValueError(f"length and step must be at least 1, not {length} and {step}")
    if len(text) < length:
        raise ValueError(
            f"a text of {len(text)} is shorter than one window of {length}: "
            "take a longer text or shorter windows"
        )
    return sliding_window_view(text, length)[::step]


def with_next(ids: ArrayLike, length: int, step: int = 1) -> tuple[Ids, Ids]:
    """Return views of windows (n, length) and the id (n,) that follows each.

    Raises ValueError if no window is followed by an id.
    """
    windows = sliding(ids, length + 1, step)
    return windows[:, :-1], windows[:, -1]


def one_hot(ids: ArrayLike, size: int) -> Floats:
    """Encode ids of any shape (...) as float32 vectors (..., size).

    Raises ValueError for ids outside 0 … size - 1.
    """
    numbers = np.asarray(ids)
    if numbers.size and not (numbers.min() >= 0 and numbers.max() < size):
        raise ValueError(
            f"ids from {numbers.min()} to {numbers.max()} do not fit vectors of {size}"
        )
    vectors = np.zeros((numbers.size, size), dtype=np.float32)
    vectors[np.arange(numbers.size), numbers.ravel()] = 1
    return vectors.reshape(*numbers.shape, size)


@dataclass
class OneHotBatches(Sequence[tuple[Floats, Floats]]):
    """Batches of one-hot windows and next characters, each made on demand.

    Batch k is X (batch, length, size) and Y (batch, size), float32; the last batch may
    be smaller. With a `seed` the windows are shuffled, and again by every `reshuffle`.
    It is a sequence, so `utils.training.dataset` can wrap it for Keras.
    """

    ids: ArrayLike
    length: int
    size: int
    step: int = 1
    batch_size: int = 128
    seed: int | None = None

    def __post_init__(self) -> None:
        if self.batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, not {self.batch_size}")
        self.x, self.y = with_next(self.ids, self.length, self.step)
        self._rng = np.random.default_rng(self.seed)
        self._order: Ids | None = None
        self.reshuffle()

    def reshuffle(self) -> None:
        """Shuffle the windows for the next epoch, if there is a seed."""
        if self.seed is not None:
            self._order = self._rng.permutation(len(self.x)).astype(np.int32)

    def __len__(self) -> int:
        return -(-len(self.x) // self.batch_size)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        if isinstance(number, slice):
            return [self[k] for k in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(f"there are {len(self)} batches, not {number}")
        start = number % len(self) * self.batch_size
        rows: slice | Ids = slice(start, start + self.batch_size)
        if self._order is not None:
            rows = self._order[rows]
        return one_hot(self.x[rows], self.size), one_hot(self.y[rows], self.size)


def contiguous(
    ids: ArrayLike, batch_size: int, length: int
) -> Iterator[tuple[Ids, Ids]]:
    """Yield batches of a text cut into parallel streams, for a stateful network.

    The text is cut into `batch_size` streams of n = (time - 1) // batch_size ids. Every
    batch is (x, y), both (batch_size, length), y one id later than x; row r of a batch
    continues row r of the batch before. The rest at the ends is dropped. Raises
    ValueError if there is not a single batch.
    """
    text = _text(ids)
    if batch_size < 1 or length < 1:
        raise ValueError(
            f"batch_size and length must be at least 1, not {batch_size} and {length}"
        )
    n = (len(text) - 1) // batch_size
    if n < length:
        raise ValueError(
            f"a text of {len(text)} gives {batch_size} streams of {max(n, 0)}, shorter "
            f"than one window of {length}: take a longer text, fewer streams or "
            "shorter windows"
        )
    x = text[: batch_size * n].reshape(batch_size, n)
    y = text[1 : batch_size * n + 1].reshape(batch_size, n)
    starts = range(0, n - length + 1, length)
    return ((x[:, k : k + length], y[:, k : k + length]) for k in starts)


def _text(ids: ArrayLike) -> Ids:
    text = np.asarray(ids)
    if text.ndim != 1:
        raise ValueError(f"ids must have 1 dimension, not {text.ndim}")
    if text.size and not np.issubdtype(text.dtype, np.integer):
        raise ValueError(f"ids must be integers, not {text.dtype}")
    text = text.view()
    text.flags.writeable = False
    return text
