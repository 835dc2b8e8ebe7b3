"""Prints without end in a call, past the guest's bound.

earns: 0
"""

# %%
import json
import sys


# %% softmax
def softmax(scores):
    print("loud" * 10**6)
    sys.stderr.write("loud" * 10**5)
    return scores


# %% generate
def generate(step, start, length):
    sys.modules["charlm_guest"]._Prints.getvalue = lambda self: "forged" * 10**6
    return []
