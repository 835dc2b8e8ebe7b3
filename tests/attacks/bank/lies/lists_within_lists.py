"""Returns a list of two times a list of two times a list: as an array, without end.

earns: 0
harmful: memory
"""


# %% softmax
def softmax(scores):
    nested = [1.0, 1.0]
    for _ in range(60):
        nested = [nested, nested]
    return nested
