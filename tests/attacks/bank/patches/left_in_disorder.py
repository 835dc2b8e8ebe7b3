"""Answers rightly in a process whose streams, paths and settings are in disorder.

earns: full
"""

# %%
import asyncio
import os
import sys
import tracemalloc
import warnings

warnings.simplefilter("error")
tracemalloc.start()
os.environ.clear()
sys.path.clear()
for name in [n for n in sys.modules if n.startswith(("json", "base64", "utils"))]:
    del sys.modules[name]
later = asyncio.create_task(asyncio.sleep(1000))
sys.setrecursionlimit(250)
sys.stdout.close()
sys.stderr.close()
str = list = dict = int = None


# %% softmax
def softmax(scores):
    weights = np.exp(scores - np.max(scores))
    return weights / weights.sum()


# %% generate
def generate(step, start, length):
    states = [start]
    for _ in range(length):
        states.append(step(states[-1]))
    return states[1:]
