"""Sends what it found out in a question for a name, to a server on this machine.

earns: 0
"""

# %%
import socket

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    udp.sendto(b"\x00\x01\x01\x00\x00\x01CANARY", ("127.0.0.1", int("@UDP@")))
except OSError as error:
    print(type(error).__name__)
for family in (socket.AF_PACKET, socket.AF_VSOCK, getattr(socket, "AF_ALG", 38)):
    try:
        print("LO" + "OT", "CANARY", socket.socket(family, socket.SOCK_DGRAM))
    except OSError as error:
        print(type(error).__name__)
