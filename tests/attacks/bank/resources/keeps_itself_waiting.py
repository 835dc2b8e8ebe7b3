"""Never returns from a call, and its own processes take the processors from it.

A clock that leaves out what was waited for would stand still.

earns: 0
harmful: processes
"""

# %%
import os
import time


# %% generate
def generate(step, start, length):
    end = time.monotonic() + 120
    for _ in range(40):
        if os.fork() == 0:
            os.setsid()
            while time.monotonic() < end:
                pass
            os._exit(0)
    while time.monotonic() < end:
        pass
