"""Locks every other byte of many files and maps memory in tiny pieces.

The system keeps an entry for each, and none of them is anybody's memory. Processes
take turns, so that each is gone soon.

earns: 0
harmful: memory
"""

# %%
import ctypes
import fcntl
import os
import time

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3]
libc.mmap.argtypes += [ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]


def map_in_pieces():
    start = libc.mmap(None, 8192 * 60_000, 0, 0x22, -1, 0)
    for number in range(60_000):
        libc.mprotect(start + 8192 * number, 4096, 1)


def lock_in_pieces(name):
    for part in range(50):
        file = open(f"{name}-{part}", "wb")
        for place in range(500):
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 2 * place)
        globals().setdefault("kept", []).append(file)


for number in range(30):
    if os.fork() == 0:
        map_in_pieces()
        lock_in_pieces(f"locks-{number}")
        time.sleep(20)
        os._exit(0)
    time.sleep(0.1)
time.sleep(20)
