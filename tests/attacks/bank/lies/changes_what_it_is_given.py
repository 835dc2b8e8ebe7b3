"""Makes its arguments such that the trivial answer would be right for them.

earns: 0
"""


# %% softmax
def softmax(scores):
    scores[:] = 0
    return scores


# %% generate
def generate(step, start, length):
    return [start] * length
