"""Say what a network has to beat: guessing, frequencies, n-grams, the compressor xz.

All in bits per character on the same text. N-grams are weighed as Witten and Bell
(1991) do; how far back they look is chosen on a text of its own. Works for alphabets of
any size: a context is a number that `np.unique` gives it.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.integer]
Floats = NDArray[np.float64]

LONGEST = 6  # characters of context


def baselines(
    texts: tuple[str, str, str], ids: tuple[Ids, Ids, Ids], size: int
) -> dict[str, float]:
    """Return bits per character of the last text by name, from the worst kind on.

    texts, ids: to learn from, to choose by and to test on, as characters and as ids
    (time,) of a vocabulary of `size`.
    """
    learned, valid, test = ids
    chosen, found = [], []
    for p in count_models(learned, np.concatenate([valid, test]), size):
        chosen.append(bits(p[: len(valid)]))
        found.append(bits(p[len(valid) :]))
    best = int(np.argmin(chosen))
    return {
        "guessing": float(np.log2(size)),
        "frequencies": found[0],
        f"counting, {best} back": found[best],
        "xz": compressed_bits(texts[0], texts[2]),
    }


def count_models(
    learned: Ids, predicted: Ids, size: int, longest: int = LONGEST
) -> Iterator[Floats]:
    """Yield probabilities (time,) of ids, for contexts of 0, 1, ... characters.

    `learned` (n,) and `predicted` (time,) are ids below `size`. A context is looked up
    with the counts of what followed it, and where it is new, without its first one.
    """
    p: Floats = np.full(len(predicted), 1 / size)
    both = [np.asarray(ids, dtype=np.int64) for ids in (learned, predicted)]
    contexts = [np.zeros(len(ids), dtype=np.int64) for ids in both]
    for k in range(longest + 1):
        rows = [c * size + ids[k:] for c, ids in zip(contexts, both, strict=True)]
        p = p.copy()
        p[k:] = _weighed(contexts, rows, p[k:])
        yield p
        # The ids up to here, numbered anew, are the context of the next one.
        numbers = np.unique(np.concatenate(rows), return_inverse=True)[1]
        contexts = [numbers[: len(rows[0])][:-1], numbers[len(rows[0]) :][:-1]]


def compressed_bits(learned: str, predicted: str) -> float:
    """Return the bits that xz needs for each character of a text, behind another."""
    sizes = [
        len(lzma.compress(text.encode("utf-8", "surrogatepass")))
        for text in (learned, learned + predicted)
    ]
    return 8 * (sizes[1] - sizes[0]) / len(predicted)


def bits(p: Floats) -> float:
    """Return the mean surprise in bits of what had the probabilities p (time,)."""
    return float(-np.log2(p).mean())


def _weighed(contexts: Sequence[Ids], rows: Sequence[Ids], shorter: Floats) -> Floats:
    """Return (count + D * shorter) / (N + D), or `shorter` for a new context.

    contexts, rows: numbers of contexts, and of contexts with what came next, both to
    learn from and to predict.
    """
    size = 1 + max(int(context.max(initial=0)) for context in contexts)
    known, first, count = np.unique(rows[0], return_index=True, return_counts=True)
    of = contexts[0][first]
    n = np.bincount(of, count, size)[contexts[1]]
    d = np.bincount(of, minlength=size)[contexts[1]]
    at = np.minimum(np.searchsorted(known, rows[1]), len(known) - 1)
    c = np.where(known[at] == rows[1], count[at], 0)
    return np.where(n > 0, (c + d * shorter) / np.maximum(n + d, 1), shorter)
