"""Sends full sockets through sockets and closes them, so that no process has them.

The senders end at once: whoever looks at processes now and then never sees one with
many files. Bounded by itself at 1 GB.

earns: 0
harmful: memory
"""

# %%
import array
import os
import socket
import time

anchor, other = socket.socketpair()


def pack():
    kept = [socket.socketpair() for _ in range(100)]
    for a, b in kept:
        a.setblocking(False)
        try:
            for _ in range(3):
                a.send(bytes(65536))
        except OSError:
            pass
        words = array.array("i", [a.fileno(), b.fileno()])
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, words)]
        try:
            anchor.sendmsg([b"x"], rights)
        except OSError:
            pass
    os._exit(0)


for _ in range(50):
    if os.fork() == 0:
        pack()
    os.wait()
time.sleep(5)
