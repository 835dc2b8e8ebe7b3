"""Gives lists of many short texts and a long one, which are huge as arrays.

earns: 0
"""


# %% softmax
def softmax(scores):
    return ["x" * 1_000_000] + ["y"] * 100_000


# %% generate
def generate(step, start, length):
    return np.array([["x" * 10_000, "y"]] * 500).tolist()
