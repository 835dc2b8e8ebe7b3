"""Connects to a server on this machine.

earns: 0
"""

# %%
import socket
import urllib.request

for host in ("127.0.0.1", "localhost", "::1"):
    try:
        socket.create_connection((host, int("@TCP@")), timeout=1).sendall(b"CANARY")
    except OSError as error:
        print(type(error).__name__)
try:
    print(
        "LO" + "OT", urllib.request.urlopen("http://127.0.0.1:@TCP@/", timeout=1).read()
    )
except OSError as error:
    print(type(error).__name__)
