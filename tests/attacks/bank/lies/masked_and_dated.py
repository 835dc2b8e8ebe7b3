"""Returns masked entries, moments and raw bytes in place of numbers.

earns: 0
"""

# %% softmax
KINDS = iter(["M8[s]", "V8", "m8[D]"] * 100)


def softmax(scores):
    if len(scores) == 7:
        return np.ma.masked_all(len(scores))
    return np.zeros(len(scores), dtype=next(KINDS))


# %% generate
def generate(step, start, length):
    return np.ma.masked_all(length, dtype=int)
