"""Answers with 80 million characters.

earns: 0
harmful: memory
"""


# %% softmax
def softmax(scores):
    return "x" * 80_000_000


# %% generate
def generate(step, start, length):
    return step("x" * 80_000_000)
