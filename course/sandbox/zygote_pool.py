"""The zygotes of this process: started on demand, replaced in time, ended at exit.

`provisioner.py` presents their kernels to Jupyter. Any thread may use the pool.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from course.sandbox import bubblewrap
from course.sandbox.zygote_client import (
    Kernel,
    NoKernel,
    ResourceLimits,
    ZygoteClient,
    ZygoteDied,
)
from course.sandbox.zygote_process import Kind, ZygoteProcess

KERNELS_PER_ZYGOTE = 200  # after these, a new zygote takes over
CLIENTS_PER_ZYGOTE = 200
PREFIX = "charlm-run-"
ATTEMPTS = 3  # zygotes that may die during one request


class RunFolder:
    """A folder of this process for the sockets of kernels, removed when it ends."""

    def __init__(self) -> None:
        place = place_of_sockets()
        _sweep(place)
        self.base = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        self._claim = _claim(self.base)
        self.kernels = self.base / "kernels"
        self.kernels.mkdir()
        bubblewrap.give_to_kernels(self.kernels)

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.base, ignore_errors=True)


def place_of_sockets() -> Path:
    """Return the temporary folder, or /tmp: the path of a Unix socket is short."""
    place = tempfile.gettempdir()
    return Path(place if len(place) < 50 else "/tmp")


class Connection(NamedTuple):
    """A socket on which a zygote serves us, and our number of its process."""

    socket: socket.socket
    pid: int


class ZygoteHost:
    """Zygotes that outlive their clients, for a process with a single thread.

    Each client gets its own socket to a zygote.
    """

    def __init__(self) -> None:
        self.run = RunFolder()
        self._zygotes: dict[Kind, tuple[ZygoteProcess, int]] = {}

    def connect(self, kind: Kind) -> Connection:
        """Connect to the zygote of a kind; start it if necessary."""
        process, clients = self._zygotes.get(kind, (None, 0))
        if process is None or process.ended or clients >= CLIENTS_PER_ZYGOTE:
            if process is not None:
                process.socket.close()  # it ends with its last client
            process, clients = ZygoteProcess(kind, self.run.base), 0
        self._zygotes[kind] = process, clients + 1
        return Connection(process.connect(), process.pid)

    def close(self) -> None:
        """End all zygotes with their kernels, and remove the folders."""
        for process, _ in self._zygotes.values():
            process.close()
        self.run.close()


class ZygotePool:
    """The zygotes that this process asks for kernels, one of each kind at a time.

    By default it starts them itself, in its own run folder. Otherwise `connect`
    connects it to those of another process, whose run folder is `base`; `prefix` then
    makes the names of kernels unique.
    """

    def __init__(
        self,
        base: Path | None = None,
        connect: Callable[[Kind], Connection] | None = None,
        prefix: str = "",
    ) -> None:
        self._run = RunFolder() if base is None else None
        self._base = base or cast(RunFolder, self._run).base
        self._connect = connect
        self._prefix = prefix
        self.folders = self._base / "kernels"
        self._zygotes: dict[Kind, ZygoteClient] = {}
        self._retired: list[ZygoteClient] = []
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._starting: dict[Kind, threading.Lock] = {}
        # bubblewrap ends with the thread that started it, so one thread starts all.
        self._starter = ThreadPoolExecutor(1, "zygotes")

    def start_kernel(
        self,
        kind: Kind,
        name: str,
        limits: ResourceLimits,
        arguments: list[str],
        work: dict[str, Any] | None = None,
    ) -> Kernel:
        """Start a kernel on the sockets of the folder `name`.

        `work` says what it finds in its working folder (`FilesBeside.request`).
        If a zygote dies, ask the next one. Raise NoKernel.
        """
        for _ in range(ATTEMPTS):
            zygote = self.zygote(kind)
            try:
                return zygote.start_kernel(name, limits, arguments, work)
            except ZygoteDied:
                continue
        raise NoKernel(f"{ATTEMPTS} zygotes died, one after the other")

    def zygote(self, kind: Kind) -> ZygoteClient:
        """Return the warm zygote of a kind; start one if necessary."""
        with self._lock:
            lock = self._starting.setdefault(kind, threading.Lock())
        with lock:
            zygote = self._zygotes.get(kind)
            if zygote is None or zygote.dead or zygote.served >= KERNELS_PER_ZYGOTE:
                if zygote is not None:
                    self._retired.append(zygote)
                zygote = self._zygotes[kind] = self._start(kind)
            zygote.wait_until_warm()
        return zygote

    def _start(self, kind: Kind) -> ZygoteClient:
        if self._connect is not None:
            connection = self._connect(kind)
            return ZygoteClient(connection.socket, connection.pid)
        process = self._starter.submit(ZygoteProcess, kind, self._base).result()
        return ZygoteClient(process.socket, process.pid, process)

    def new_name(self) -> str:
        """Return a name for a kernel's folder that no earlier kernel has had."""
        return f"{self._prefix}{next(self._numbers)}"

    def open_folder(self, name: str) -> Path:
        """Return an empty folder for the sockets of one kernel."""
        self.clear_folder(name)
        folder = self.folders / name
        folder.mkdir()
        bubblewrap.give_to_kernels(folder)
        return folder

    def clear_folder(self, name: str) -> None:
        """Remove the folder of a kernel that has ended."""
        shutil.rmtree(self.folders / name, ignore_errors=True)
        self._close_idle_ones()

    def close(self) -> None:
        """End all zygotes with their kernels, and remove the folders."""
        for zygote in [*self._zygotes.values(), *self._retired]:
            zygote.close()
        if self._run:
            self._run.close()

    def _close_idle_ones(self) -> None:
        """End zygotes that have been replaced and whose last kernel has ended."""
        with self._lock:
            idle = [zygote for zygote in self._retired if not zygote.busy]
            self._retired = [zygote for zygote in self._retired if zygote.busy]
        for zygote in idle:
            zygote.close()


_pool: ZygotePool | None = None
_pool_lock = threading.Lock()


def zygote_pool() -> ZygotePool:
    """Return the pool of this process."""
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = ZygotePool()
            atexit.register(_pool.close)
        return _pool


def borrow_zygotes(base: Path, connect: Callable[[Kind], Connection]) -> None:
    """Ask the zygotes of another process from now on; `base` is its run folder."""
    global _pool
    with _pool_lock:
        _pool = ZygotePool(base, connect, prefix=f"{os.getpid()}-")


def _claim(base: Path) -> IO[bytes] | None:
    """Lock a run folder until this process ends; return None if somebody else has."""
    import fcntl  # not on Windows, where there are only ordinary kernels

    lock = open(base / "lock", "ab")  # noqa: SIM115, kept open on purpose
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _sweep(place: Path) -> None:
    """Remove our run folders that a killed grader has left behind."""
    for base in place.glob(PREFIX + "*"):
        with contextlib.suppress(OSError):
            if base.stat().st_uid == os.geteuid() and (lock := _claim(base)):
                shutil.rmtree(base, ignore_errors=True)
                lock.close()


def _forget() -> None:
    """In a fork of the grader, drop the pool: it is the parent's."""
    global _pool, _pool_lock
    if _pool is not None:
        atexit.unregister(_pool.close)
    _pool, _pool_lock = None, threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
