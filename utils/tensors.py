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

    is_tensor_elsewhere = True

    def numpy(self) -> np.ndarray:
        """Return the values as a plain array."""
        return np.asarray(self)


def tensor(values: Any, dtype: Any = None) -> Any:
    """Return a tensor if TensorFlow is loaded, else an array that becomes one."""
    array = np.asarray(values, dtype)
    tensorflow = sys.modules.get("tensorflow")
    return tensorflow.constant(array) if tensorflow else array.view(Tensor)


def is_tensor(value: object) -> bool:
    """Return whether `value` is a tensor, or was one in the process it comes from."""
    if isinstance(value, Tensor):
        return True
    package = (type(value).__module__ or "").partition(".")[0]
    return package in ("tensorflow", "keras") and hasattr(value, "__array__")
