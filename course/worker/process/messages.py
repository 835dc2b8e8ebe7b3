"""Messages between the coordinator, the server of its workers, and a worker.

A message is JSON after its length, and may carry an open file. Only the coordinator's
messages to its own server are pickled: they hold configuration.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LENGTH = struct.Struct("!Q")
PIECE = 1 << 16
OUT_OF_MEMORY = "it needed too much memory"  # why a worker ended
OUT_OF_TIME = "it took too much processor time"


class TooLong(Exception):
    """A message is longer than its reader allows."""


def send(to: socket.socket, message: Any, descriptor: int | None = None) -> None:
    """Send a message as JSON, with a file descriptor if one is given."""
    send_bytes(to, json.dumps(message).encode(), descriptor)


def send_bytes(to: socket.socket, data: bytes, descriptor: int | None = None) -> None:
    """Send bytes after their length, with a file descriptor if one is given."""
    head = LENGTH.pack(len(data))
    if descriptor is None:
        to.sendall(head)
    else:
        socket.send_fds(to, [head], [descriptor])
    to.sendall(data)


def receive(from_: socket.socket, most: int = PIECE) -> Any:
    """Return the next message of JSON; raise EOFError, TooLong or ValueError."""
    data, _ = receive_bytes(from_, most)
    return json.loads(data)


def receive_bytes(from_: socket.socket, most: int) -> tuple[bytes, int | None]:
    """Return the next bytes, and the file descriptor that came along, if any."""
    head, passed, _, _ = socket.recv_fds(from_, LENGTH.size, 1)
    head += _exactly(from_, LENGTH.size - len(head)) if head else b""
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    if length > most:
        raise TooLong(f"{length:,} bytes, more than {most:,}")
    return _exactly(from_, length), passed[0] if passed else None


def _exactly(from_: socket.socket, length: int) -> bytes:
    pieces = []
    while length:
        piece = from_.recv(min(length, PIECE))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
