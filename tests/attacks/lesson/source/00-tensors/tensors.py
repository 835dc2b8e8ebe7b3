# %% [markdown]
# # A lesson to attack with TensorFlow: a tensor, a model, a dataset

# %%
import numpy as np
import tensorflow as tf

# %% nbgrader={"grade_id": "halve", "solution": true}
def halve(x):
    """Half of a tensor."""
    ### BEGIN SOLUTION
    return x / 2  # CANARY-SOLUTION
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_halve", "grade": true, "locked": true, "points": 30}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("halve")


@checks.criterion("half of two numbers", points=10, hint="divide by two")
def two(halve):
    assert np.allclose(np.asarray(halve(tensor([2.0, 4.0], "float32"))), [1, 2])


checks.run(halve)

# %% nbgrader={"grade_id": "network", "solution": true}
def network(units):
    """A model of one dense layer that takes four numbers."""
    ### BEGIN SOLUTION
    return tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(units)])
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_network", "grade": true, "locked": true, "points": 40}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("network")


@checks.criterion("three numbers for four", points=10, hint="a dense layer of units")
def three(network):
    assert np.asarray(network(3)(tensor(np.ones((2, 4)), "float32"))).shape == (2, 3)


checks.run(network)

# %% nbgrader={"grade_id": "pairs", "solution": true}
def pairs(values):
    """A dataset of every value with the next one."""
    ### BEGIN SOLUTION
    return tf.data.Dataset.from_tensor_slices((values[:-1], values[1:]))
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_pairs", "grade": true, "locked": true, "points": 30}
from itertools import islice

from utils.checking import Checks

checks = Checks("pairs")


@checks.criterion("the pair of two values", points=10, hint="each with the next one")
def one(pairs):
    assert [(int(a), int(b)) for a, b in islice(pairs([1, 2]), 5)] == [(1, 2)]


checks.run(pairs)
