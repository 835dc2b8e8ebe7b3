"""Use tensors in checks that run with or without TensorFlow.

A criterion makes tensors for an answer with `tensor`; it reads results with NumPy
(`np.asarray`) and, if it matters, `is_tensor`.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np


class Tensor(np.ndarray):
    """An array that is, or becomes, a framework's tensor in another process."""

    def numpy(self) -> np.ndarray:
        """Return the values as a plain array."""
        return np.asarray(self)


def tensor(values: Any, dtype: Any = None) -> Any:
    """Return a tensor if TensorFlow is loaded, else an array that becomes one."""
    array = np.asarray(values, dtype)
    tensorflow = sys.modules.get("tensorflow")
    return tensorflow.constant(array) if tensorflow else array.view(Tensor)


def is_tensor(value: object) -> bool:
    """Return whether `value` is a tensor, or was one in the process it comes from.

    What its class says of itself does not count: any class can say anything.
    """
    tensorflow, keras = (sys.modules.get(name) for name in ("tensorflow", "keras"))
    kinds: list[type] = [Tensor]
    if tensorflow is not None:
        kinds += [tensorflow.Tensor, tensorflow.Variable]
    if keras is not None:
        kinds.append(keras.Variable)
    return issubclass(type(value), tuple(kinds))
