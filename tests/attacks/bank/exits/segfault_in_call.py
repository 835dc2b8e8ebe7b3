"""Crashes its process within a call.

earns: 0
"""

# %%
import ctypes
import os
import signal


# %% softmax
def softmax(scores):
    ctypes.string_at(0)


# %% generate
def generate(step, start, length):
    os.kill(os.getpid(), signal.SIGKILL)
