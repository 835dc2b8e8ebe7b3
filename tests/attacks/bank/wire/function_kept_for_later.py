"""Keeps a function of the judge and calls it when it is no longer lent.

earns: 0
"""

# %%
kept = []


# %% softmax
def softmax(scores):
    return kept[0](scores) if kept else None


# %% generate
def generate(step, start, length):
    kept.append(step)
    return [kept[0](start)] if len(kept) > 1 else []
