"""Listens on every address, so that somebody might connect to it.

earns: 0
"""

# %%
import socket

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    server.bind(("0.0.0.0", int("@TCP@")))
    server.listen()
except OSError as error:
    print(error)
