"""Blocks and ignores every signal, and then computes without end.

earns: 0
"""

# %%
import contextlib
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
for number in range(1, 65):
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, signal.SIG_IGN)


# %% softmax
def softmax(scores):
    while True:
        pass


# %% generate
def generate(step, start, length):
    return None
