"""Gives arrays of records, and of Python objects, where numbers are asked for.

earns: 0
"""


# %% halve
def halve(x):
    import sys

    guest = sys.modules["charlm_guest"]
    guest._array = lambda array: ["<f4,<f4", [3], guest._base64(bytes(24))]
    return np.zeros(6, "float32")


# %% pairs
def pairs(values):
    return np.array([(1, "x")] * 6, dtype=[("a", "i8"), ("b", "O")])
