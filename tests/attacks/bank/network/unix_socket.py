"""Connects to sockets in the file system and to ones without a file.

earns: 0
"""

# %%
import glob
import socket

names = ["@UNIX@", "\0@UNIX@", "/var/run/docker.sock", "/run/dbus/system_bus_socket"]
for name in [*names, *glob.glob("/tmp/**/*sock*", recursive=True)]:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(name)
            client.sendall(b"CANARY")
    except OSError as error:
        print(type(error).__name__)
