"""Tensors of checks, without TensorFlow."""

import sys

import numpy as np
import pytest

from utils.tensors import is_tensor, tensor

without_tensorflow = pytest.mark.skipif(
    "tensorflow" in sys.modules, reason="TensorFlow is loaded in this process"
)


@without_tensorflow
def test_without_tensorflow_a_tensor_is_a_marked_array():
    made = tensor([1, 2], np.int64)
    assert is_tensor(made)
    assert made.dtype == np.int64
    assert type(made.numpy()) is np.ndarray


def test_a_plain_array_is_no_tensor():
    assert not is_tensor(np.ones(2))
