"""Spends the rest of the day in a C function that cannot be interrupted.

earns: 0
"""

# %%
import re


# %% generate
def generate(step, start, length):
    return re.match(r"(a+)+$", "a" * 40 + "b")
