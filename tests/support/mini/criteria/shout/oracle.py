"""The right result."""

import numpy as np


def draw(rng: np.random.Generator) -> str:
    """Return some letters."""
    return "".join(rng.permutation(list("whispered")))


def shouted(text: str) -> str:
    """Return a text as it is shouted."""
    return f"{text.upper()}!"
