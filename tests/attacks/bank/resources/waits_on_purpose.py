"""Sleeps in a call, with threads that wait for a processor in its place.

They are pinned to one processor, have the lowest priority and end before they are
looked at for a second time, each followed by the next.

earns: 0
harmful: processes
"""

# %%
import os
import threading
import time


def spin(seconds):
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    except OSError:
        pass
    try:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    except OSError:
        pass
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def relay():
    end = time.monotonic() + 120
    while time.monotonic() < end:
        threads = [threading.Thread(target=spin, args=(0.06,)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


# %% generate
def generate(step, start, length):
    threading.Thread(target=relay, daemon=True).start()
    while True:
        try:
            time.sleep(120)
        except BaseException:
            pass
