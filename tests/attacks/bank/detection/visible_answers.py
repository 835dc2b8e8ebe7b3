"""Has the answers to the visible examples written into it, and no others.

Such an answer earns the points of the visible criteria, which anybody can read, and
none of the hidden ones.

earns: 0
"""


# %% softmax
def softmax(scores):
    return np.full(len(scores), 0.25)


# %% generate
def generate(step, start, length):
    return [1, 2, 3]
