"""Hidden criteria of the lesson to attack with TensorFlow."""

from itertools import islice, pairwise

import numpy as np

from utils.checking import Checks
from utils.tensors import is_tensor, tensor

halve, network, pairs = Checks("halve"), Checks("network"), Checks("pairs")
EXERCISES = {"halve": halve, "network": network, "pairs": pairs}
CANARY = "CANARY-CHECK"


@halve.criterion("half of any numbers", points=20, hint="divide by two")
def any_numbers(answer, rng):
    numbers = rng.normal(size=6).astype("float32")
    expected = numbers / 2
    found = answer.halve(tensor(numbers))
    assert is_tensor(found)
    assert np.allclose(np.asarray(found), expected)


@network.criterion("one dense layer", points=30, hint="what it shows of itself holds")
def dense(answer, rng):
    units = int(rng.integers(3, 7))
    numbers = rng.normal(size=(5, 4)).astype("float32")
    model = answer.network(units)
    kernel, bias = (np.array(weights) for weights in model.get_weights())
    assert kernel.shape == (4, units)
    assert bias.shape == (units,)
    assert np.abs(kernel).max() > 0
    expected = numbers @ kernel + bias
    found = np.asarray(model(tensor(numbers)))
    assert found.shape == expected.shape
    assert np.allclose(found, expected, atol=1e-5)
    assert model.count_params() == 5 * units


@pairs.criterion("the pairs of any values", points=20, hint="each with the next one")
def any_values(answer, rng):
    values = [int(value) for value in rng.integers(0, 1000, size=7)]
    expected = list(pairwise(values))
    found = islice(answer.pairs(list(values)), 20)
    assert [(int(first), int(second)) for first, second in found] == expected
