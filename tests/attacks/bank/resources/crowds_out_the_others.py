"""Has 56 busy processes, each in a session of its own, beside whoever else is graded.

They begin in a cell, and end with the kernel at the latest.

earns: 0
harmful: processes
"""

# %%
import os
import time

for number in range(56):
    if os.fork() == 0:
        os.setsid()
        os.nice(-20) if os.geteuid() == 0 else None
        end = time.monotonic() + 40
        while time.monotonic() < end:
            pass
        os._exit(0)


# %% generate
def generate(step, start, length):
    while True:
        pass
