"""What must stay untouched while attacks run, and how to find out."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Ears:
    """Sockets of this machine that must never receive anything."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        self.unix = str(folder / "canary.sock")
        self._sockets = {
            "tcp": self._listening(socket.AF_INET, ("127.0.0.1", 0)),
            "unix": self._listening(socket.AF_UNIX, self.unix),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        }
        if sys.platform.startswith("linux"):
            name = "\0" + self.unix
            self._sockets["abstract"] = self._listening(socket.AF_UNIX, name)
        self._sockets["udp"].bind(("127.0.0.1", 0))
        for name, listening in self._sockets.items():
            hear = threading.Thread(target=self._hear, args=(name, listening))
            hear.daemon = True
            hear.start()

    def port(self, name: str) -> int:
        """Return the port of the tcp or the udp socket."""
        return self._sockets[name].getsockname()[1]

    def close(self) -> None:
        """Stop listening."""
        for listening in self._sockets.values():
            listening.close()

    def _hear(self, name: str, listening: socket.socket) -> None:
        try:
            while True:
                if name == "udp":
                    listening.recv(100)
                else:
                    listening.accept()[0].close()
                self.heard.append(name)
        except OSError:
            pass

    @staticmethod
    def _listening(family: int, address: object) -> socket.socket:
        made = socket.socket(family, socket.SOCK_STREAM)
        made.bind(address)  # type: ignore[arg-type]
        made.listen()
        return made


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """Become the parent of the processes that our children leave behind (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    try:
        yield
    finally:
        if sys.platform.startswith("linux"):
            ctypes.CDLL(None).prctl(36, 0, 0, 0, 0)


def children() -> dict[int, str]:
    """Return the living children of this process, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found[int(folder.name)] = command.decode("utf-8", "replace")
    return found


def fingerprint(folder: Path, but: tuple[str, ...] = ()) -> dict[str, str]:
    """Hash every file and folder below `folder`, except those named."""
    found = {}
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *files)):
            name = path.relative_to(folder)
            if name.parts[0] in but or name.name == "__pycache__":
                continue
            if path.suffix == ".pyc":
                continue
            with contextlib.suppress(OSError):  # a path too long for the system
                found[str(name)] = _content(path)
    return found


def _content(path: Path) -> str:
    if path.is_symlink():
        return os.readlink(path)
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return "folder"
