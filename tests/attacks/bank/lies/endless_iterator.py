"""Returns iterators: an empty one, and one that never ends.

earns: 0
"""

# %%
import itertools


# %% softmax
def softmax(scores):
    return iter([])


# %% generate
def generate(step, start, length):
    return itertools.repeat(1)
