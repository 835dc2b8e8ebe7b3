"""What criteria of the capstone compare with, written from its equation."""

from __future__ import annotations

import numpy as np

LETTERS = "abcdefghijklmnopqrst"


def share(written: str, text: str, n: int) -> float:
    """Return the size of the union of all copied runs, divided by the length."""
    runs = {text[k : k + n] for k in range(len(text) - n + 1)}
    places = range(len(written) - n + 1)
    union = {k + i for k in places if written[k : k + n] in runs for i in range(n)}
    return len(union) / len(written) if written else 0.0


def letters(rng: np.random.Generator, length: int, of: str = LETTERS) -> str:
    """Return random letters."""
    return "".join(rng.choice(list(of), length))


def stretch(rng: np.random.Generator, text: str, length: int) -> str:
    """Return a random stretch of a text."""
    start = int(rng.integers(len(text) - length + 1))
    return text[start : start + length]
