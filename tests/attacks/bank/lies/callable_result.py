"""Returns functions and classes in the place of data.

earns: 0
"""


# %% softmax
def softmax(scores):
    return softmax


# %% generate
def generate(step, start, length):
    return step
