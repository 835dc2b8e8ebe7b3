"""Fills the buffers of as many sockets as there are files, in many processes at once.

No process's own memory grows by it. Bounded by itself at 3 GB.

earns: 0
harmful: memory
"""

# %%
import os
import socket
import time


def hoard():
    kept = []
    try:
        for _ in range(250):
            pair = socket.socketpair()
            kept.append(pair)
            for one in pair:
                try:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
                except OSError:
                    pass
                one.setblocking(False)
                try:
                    for _ in range(3):
                        one.send(bytes(65536))
                except OSError:
                    pass
    except OSError:
        pass
    time.sleep(30)
    os._exit(0)


for _ in range(30):
    if os.fork() == 0:
        hoard()
time.sleep(20)
