"""Raises and prints half a pair of surrogates, which no file can hold.

earns: 0
"""

# %%
print("\udfff")


# %% softmax
def softmax(scores):
    raise ValueError("\ud800")


# %% generate
def generate(step, start, length):
    print("\udfff")
    return []
