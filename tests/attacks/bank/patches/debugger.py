"""Stops in a debugger wherever it can.

earns: 0
"""

# %%
get_ipython().run_line_magic("pdb", "on")


# %% softmax
def softmax(scores):
    return 1 / 0


# %% generate
def generate(step, start, length):
    breakpoint()
    return 50
