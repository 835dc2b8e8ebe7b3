"""Estimate what the operating system keeps in memory for the processes of one kernel.

The buffers of sockets and pipes, what epoll instances watch, file locks and entries for
mapped memory belong to no process, so no limit of a process bounds them. Most cannot be
measured either. So this counts how many there are, and takes each for as much as it can
hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from . import process_files

WATCH_BYTES = 256  # what one epoll instance keeps of one file
MAX_WATCHES = 1_000_000  # the host's user has a few million for all kernels
MAX_LOCKS = 2_000
MAX_TEXT = 512 << 10  # bytes of the list of locks, which is slow to read if long
PIPE_BYTES = 64 << 10
# Once a user's pipes hold this much, each new one gets two pages.
PIPES_BYTES, SMALL_PIPE_BYTES = 64 << 20, 8 << 10
SOCKET_BYTES = 4 << 10  # the socket itself
MAPPING_BYTES = 512  # one entry of /proc/<number>/maps, with all that belongs to it
MAPS_EVERY = 20  # checks of the rest, since long lists are slow to read
# What a socket has sent or received, one message beyond each, and its options.
SOCKET_BUFFERS = ("wmem_default", "rmem_default", "optmem_max")
USUAL_BUFFER = 212_992  # bytes, if the system does not say
USUAL_MAPPINGS = 65_530  # the most of one process
_SOCKETS = re.compile(r"^sockets: used (\d+)$", re.MULTILINE)


class Watch:
    """Checks one kernel repeatedly; `root` is the first of its processes."""

    def __init__(self, root: int) -> None:
        self._root = root
        buffers = (_setting(f"net/core/{b}", USUAL_BUFFER) for b in SOCKET_BUFFERS)
        self._socket_bytes = SOCKET_BYTES + sum(buffers)
        self._looks = 0
        self._mappings = 0

    def bytes_of(self, members: Sequence[int], files: Sequence[int]) -> int:
        """Return the most bytes that the system can keep for `members`.

        `files` holds the size of each one's table of descriptors. Raise TooSlow if
        there are too many mappings to count.
        """
        if self._looks % MAPS_EVERY == 0:
            others = (number for number in members if number != self._root)
            self._mappings = sum(map(_mappings, process_files.in_time(others)))
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
        """Count the sockets of the kernel's network, even those inside messages."""
        found = _SOCKETS.search(_text(f"/proc/{self._root}/net/sockstat"))
        return int(found[1]) if found else 0

    def locks(self, members: Iterable[int]) -> int:
        """Count the parts of files that the members have locked or wait for."""
        wanted = {str(number) for number in members}
        lines = [line.split() for line in _first_lines("/proc/locks")]
        # An arrow before the kind of a lock marks one that waits.
        owners = (words[5 if words[1] == "->" else 4] for words in lines)
        return sum(owner in wanted for owner in owners)


def watches(files: Iterable[int]) -> int:
    """Return the most watches that processes with so many files can have in epoll.

    That is when half of the files are epoll instances that each watch the other half.
    """
    return sum(count * count // 4 for count in files)


def _mappings(number: int) -> int:
    """Count the memory mappings of a process; if it hides them, it has the most."""
    try:
        with open(f"{process_files.folder_of(number)}/maps", "rb") as file:
            return sum(
                piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")
            )
    except PermissionError:
        return _setting("vm/max_map_count", USUAL_MAPPINGS)
    except OSError:
        return 0


def _setting(name: str, usual: int) -> int:
    value = _text(f"/proc/sys/{name}").strip()
    return int(value) if value.isdigit() else usual


def _first_lines(path: str) -> list[str]:
    """Return the whole lines at the start of a file that may be slow to read."""
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
