"""Measure how much of a text is copied from another: has a model memorised it?

The result is exact. Every step uses Python's own substring search, which takes a
millisecond or less on a source of a million characters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def copied(text: str, source: str) -> NDArray[np.int64]:
    """Return, for each character, the length of the longest copy that ends with it.

    Returns (len(text),): 0 where the character itself is not in `source`.
    """
    lengths = np.zeros(len(text), dtype=np.int64)
    start = 0
    for end in range(1, len(text) + 1):
        # This copy is at most one character longer than the one before.
        while text[start:end] not in source:
            start += 1
        lengths[end - 1] = end - start
    return lengths


def recitations(text: str, source: str, n: int) -> NDArray[np.bool_]:
    """Return for each character (len(text),) whether it is in a copy of n or more."""
    inside = np.zeros(len(text), dtype=bool)
    for end, length in enumerate(copied(text, source), start=1):
        if length >= n:
            inside[end - length : end] = True
    return inside


def longest_copy(text: str, source: str) -> str:
    """Return the longest substring of `text` that is in `source`, the first of equals.

    >>> longest_copy("to be a bee", "I want to be or not to be")
    'to be '
    """
    lengths = copied(text, source)
    if not lengths.size:
        return ""
    end = int(lengths.argmax()) + 1
    return text[end - int(lengths[end - 1]) : end]
