"""Take a lease of a file that all kernels read: whoever opens it waits for 45 seconds.

The system gives it to the owner of the file, which is the grader's user where the
Python environment belongs to it, and gives it again as soon as it is broken.

earns: 0
"""

# %%
import fcntl
import os
import signal
from pathlib import Path

F_SETLEASE = 1024
own = Path.cwd() / "own"
own.write_text("x")
seldom_read = Path(os.__file__).with_name("antigravity.py")
signal.signal(signal.SIGIO, signal.SIG_IGN)
taken = []
for path in (own, seldom_read):
    number = os.open(path, os.O_RDONLY)
    try:
        fcntl.fcntl(number, F_SETLEASE, fcntl.F_WRLCK)
        taken.append(path.name)
    except OSError:
        os.close(number)
if taken:
    print("LOOT", taken)
