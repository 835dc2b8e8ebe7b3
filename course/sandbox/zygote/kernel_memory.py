"""What the operating system keeps in memory for the processes of one kernel.

The buffers of a socket or a pipe, what an epoll instance watches, locks of files and
entries for mapped memory are no process's own memory, so that no limit of a process
bounds them. Most cannot be looked into either. What is counted here is how many there
are, each taken for as much as one can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

WATCH_BYTES = 256  # what one epoll instance keeps of one file
MAX_WATCHES = 1_000_000  # the host's user has a few millions for all kernels
MAX_LOCKS = 2_000
MAX_TEXT = 512 << 10  # bytes of the list of locks: a long one takes the system long
PIPE_BYTES = 64 << 10
# Beyond so much in all pipes of a user, new ones are given two pages.
PIPES_BYTES, SMALL_PIPE_BYTES = 64 << 20, 8 << 10
SOCKET_BYTES = 4 << 10  # the socket itself
MAPPING_BYTES = 512  # one entry of /proc/<number>/maps, with what it hangs on
MAPS_EVERY = 20  # looks at the rest, since long lists are slow to read
# What a socket has sent or received, one message beyond either, and its options.
SOCKET_BUFFERS = ("wmem_default", "rmem_default", "optmem_max")
USUAL_BUFFER = 212_992  # bytes, where the system does not say
_SOCKETS = re.compile(r"^sockets: used (\d+)$", re.MULTILINE)


class Watch:
    """Looks at one kernel again and again; `root` is where its processes begin."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._socket_bytes = SOCKET_BYTES + sum(map(_setting, SOCKET_BUFFERS))
        self._looks = 0
        self._mappings = 0

    def bytes_of(self, members: Sequence[int], files: Sequence[int]) -> int:
        """The most that the system can keep for `members`.

        `files` says how many descriptors there is a place for in each of them.
        """
        if self._looks % MAPS_EVERY == 0:
            self._mappings = sum(map(_mappings, members))
        self._looks += 1
        pipes = sum(files) // 2
        in_pipes = min(pipes * PIPE_BYTES, PIPES_BYTES + pipes * SMALL_PIPE_BYTES)
        return (
            self.sockets() * self._socket_bytes
            + watches(files) * WATCH_BYTES
            + self._mappings * MAPPING_BYTES
            + in_pipes
        )

    def sockets(self) -> int:
        """All sockets of the kernel's network, those on their way in others too."""
        found = _SOCKETS.search(_text(f"/proc/{self._root}/net/sockstat"))
        return int(found[1]) if found else 0

    def locks(self, members: Iterable[int]) -> int:
        """How many parts of files the members have locked, or wait for."""
        wanted = {str(number) for number in members}
        lines = [line.split() for line in _first_lines("/proc/locks")]
        # An arrow before its kind marks one that waits.
        owners = (words[5 if words[1] == "->" else 4] for words in lines)
        return sum(owner in wanted for owner in owners)


def watches(files: Iterable[int]) -> int:
    """The most that processes with so many files can have epoll instances watch.

    That is when half of the files are instances, and each of them watches the others.
    """
    return sum(count * count // 4 for count in files)


def _mappings(number: int) -> int:
    """The parts of memory that a process has mapped."""
    try:
        with open(f"/proc/{number}/maps", "rb") as file:
            return sum(
                piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")
            )
    except OSError:
        return 0


def _setting(name: str) -> int:
    told = _text(f"/proc/sys/net/core/{name}").strip()
    return int(told) if told.isdigit() else USUAL_BUFFER


def _first_lines(path: str) -> list[str]:
    """The whole lines in the first part of a file, which may be slow to read."""
    try:
        with open(path, "rb", buffering=0) as file:
            text, piece = b"", b"?"
            while piece and len(text) < MAX_TEXT:
                piece = file.read(1 << 16)
                text += piece
    except OSError:
        return []
    return text.decode("utf-8", "replace").split("\n")[:-1]


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""
