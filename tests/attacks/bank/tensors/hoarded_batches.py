"""Gives datasets whose batches are each as big as a message can be.

earns: 0
"""


# %% pairs
def pairs(values):
    while True:
        yield np.zeros((2, 2_900_000))


# %% halve
def halve(x):
    return tf.zeros((5_900_000,), tf.float64)
