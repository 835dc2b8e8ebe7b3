"""Ends by SystemExit, and by the end of the process, within a call.

earns: 0
"""

# %%
import os
import sys


# %% softmax
def softmax(scores):
    sys.exit(0)


# %% generate
def generate(step, start, length):
    os._exit(0)
