"""Starts threads without end, at most two thousand.

earns: 0
harmful: processes
"""

# %%
import threading
import time

for _ in range(2000):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
