"""Starts as many processes as it may, at most sixty-four.

earns: 0
harmful: processes
"""

# %%
import os
import time

started = 0
for _ in range(6):
    try:
        os.fork()
        started += 1
    except OSError as error:
        print(error)
if started:
    time.sleep(30)
