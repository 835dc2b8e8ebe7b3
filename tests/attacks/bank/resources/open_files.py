"""Opens files and sockets until there are no more.

earns: 0
harmful: files
"""

# %%
import socket

hoard = []
try:
    while len(hoard) < 5000:
        hoard += [open("/dev/null"), *socket.socketpair()]
except OSError as error:
    print(error)
