"""Leaves processes behind that wait for the end of grading.

earns: 0
harmful: processes
"""

# %%
import os
import subprocess
import sys

code = "import time, signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(8)\nopen('@MARKER@', 'w')"
for _ in range(2):
    subprocess.Popen(
        [sys.executable, "-c", code],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        exec(code)
    os._exit(0)
