"""Calls the judge's function with arrays, and changes them when it is over.

Whoever keeps what a function was called with must not keep the answer's own objects.

earns: 0
"""

# %%
import numpy as np


# %% generate
def generate(step, start, length):
    passed = [np.array(n) for n in range(length)]
    for one in passed:
        step(one)
    for one in passed:
        one[...] = start
    return passed
