"""How much of a text stands word for word in another: has a model learned by heart?

Exact, by looking up and nothing else. Every step asks Python's own search for a piece
of the text, which on a source of a million characters takes a millisecond or less.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def copied(text: str, source: str) -> NDArray[np.int64]:
    """Give, for each character, the length of the longest copy that ends with it.

    Returns (len(text),): 0 where the character itself is not in `source`.
    """
    lengths = np.zeros(len(text), dtype=np.int64)
    start = 0
    for end in range(1, len(text) + 1):
        # What ends here is at most one longer than what ended one before.
        while text[start:end] not in source:
            start += 1
        lengths[end - 1] = end - start
    return lengths


def longest_copy(text: str, source: str) -> str:
    """Give the longest stretch of `text` that stands in `source`, the first of equals.

    >>> longest_copy("to be a bee", "I want to be or not to be")
    'to be '
    """
    lengths = copied(text, source)
    if not lengths.size:
        return ""
    end = int(lengths.argmax()) + 1
    return text[end - int(lengths[end - 1]) : end]
