"""What diagnostic inputs see of one step of a recurrent network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np


def irregular(*shape: int, start: int = 0) -> np.ndarray:
    """Return numbers between -1 and 1, without any pattern in them."""
    places = np.arange(int(np.prod(shape))) + 17.0 * start
    return np.sin(places * places * 1.7 + places + 0.3).reshape(shape)


def taken(
    step: Callable, shapes: Sequence[tuple[int, ...]], scales: Sequence[float]
) -> list[object]:
    """Return the result of a step, and what became of its arguments.

    These are irregular arrays of the given shapes, each times its scale.
    """
    given = [
        scale * irregular(*shape, start=k)
        for k, (shape, scale) in enumerate(zip(shapes, scales, strict=True))
    ]
    result = step(*given)
    return [[*result] if isinstance(result, tuple | list) else result, *given]
