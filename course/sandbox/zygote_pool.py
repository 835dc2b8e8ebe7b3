"""The zygotes of this process: started on demand, replaced in time, ended at exit.

What a kernel is to Jupyter is the business of `provisioner.py`. All of it may be called
from any thread.
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
from typing import IO, cast

from course.sandbox import bubblewrap
from course.sandbox.zygote_client import (
    Kernel,
    Kind,
    NoKernel,
    ResourceLimits,
    ZygoteClient,
    ZygoteDied,
    ZygoteProcess,
)

KERNELS_PER_ZYGOTE = 200  # then a fresh one takes over
CLIENTS_PER_ZYGOTE = 200
PREFIX = "charlm-run-"
ATTEMPTS = 3  # zygotes that may die over one request


class RunFolder:
    """A folder of this process for the sockets of kernels; gone when it has ended."""

    def __init__(self) -> None:
        place = tempfile.gettempdir()
        # The path of a Unix socket has to be short.
        place = place if len(place) < 50 else "/tmp"
        _sweep(Path(place))
        self.base = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        self._claim = _claim(self.base)
        self.kernels = self.base / "kernels"
        self.kernels.mkdir()
        bubblewrap.give_to_kernels(self.kernels)

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.base, ignore_errors=True)


class ZygoteHost:
    """Zygotes that outlive those who ask them; for a process with one thread.

    Whoever asks for kernels is given a socket of its own to a zygote.
    """

    def __init__(self) -> None:
        self.run = RunFolder()
        self._zygotes: dict[Kind, tuple[ZygoteProcess, int]] = {}

    def connect(self, kind: Kind) -> socket.socket:
        """A socket to the zygote of a kind, which is started if need be."""
        process, clients = self._zygotes.get(kind, (None, 0))
        if process is None or process.ended or clients >= CLIENTS_PER_ZYGOTE:
            if process is not None:
                process.socket.close()  # it ends with its last kernel
            process, clients = ZygoteProcess(kind, self.run.base), 0
        self._zygotes[kind] = process, clients + 1
        return process.connect()

    def close(self) -> None:
        """End all zygotes with all kernels, and remove the folders."""
        for process, _ in self._zygotes.values():
            process.close()
        self.run.close()


class ZygotePool:
    """The zygotes that this process asks for kernels, one of each kind at a time.

    It starts them itself, in a folder of its own, unless `connect` says where they are
    and `base` where they have their folder; `prefix` then makes names unique.
    """

    def __init__(
        self,
        base: Path | None = None,
        connect: Callable[[Kind], socket.socket] | None = None,
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
        # bubblewrap dies with the thread that started it, so one thread starts all.
        self._starter = ThreadPoolExecutor(1, "zygotes")

    def start_kernel(
        self, kind: Kind, name: str, limits: ResourceLimits, arguments: list[str]
    ) -> Kernel:
        """A kernel on the sockets of the folder `name`.

        Where a zygote dies meanwhile the next one is asked. Raises NoKernel.
        """
        for _ in range(ATTEMPTS):
            zygote = self.zygote(kind)
            try:
                return zygote.start_kernel(name, limits, arguments)
            except ZygoteDied:
                continue
        raise NoKernel(f"{ATTEMPTS} zygotes died, one after the other")

    def zygote(self, kind: Kind) -> ZygoteClient:
        """The warm zygote of a kind, started if need be."""
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
            return ZygoteClient(self._connect(kind))
        process = self._starter.submit(ZygoteProcess, kind, self._base).result()
        return ZygoteClient(process.socket, process)

    def new_name(self) -> str:
        """A name for a kernel's folder that no other kernel of ours has had."""
        return f"{self._prefix}{next(self._numbers)}"

    def open_folder(self, name: str) -> Path:
        """An empty folder for the sockets of one kernel."""
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
        """End all zygotes with all kernels, and remove the folders."""
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
    """The zygote_pool of this process."""
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = ZygotePool()
            atexit.register(_pool.close)
        return _pool


def borrow_zygotes(base: Path, connect: Callable[[Kind], socket.socket]) -> None:
    """From now on, ask the zygotes of another process, whose folder is `base`."""
    global _pool
    with _pool_lock:
        _pool = ZygotePool(base, connect, prefix=f"{os.getpid()}-")


def _claim(base: Path) -> IO[bytes] | None:
    """Hold a run folder for as long as this process lives; None if somebody does."""
    import fcntl  # not on Windows, where there are only ordinary kernels

    lock = open(base / "lock", "ab")  # noqa: SIM115, kept open on purpose
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _sweep(place: Path) -> None:
    """Remove run folders of ours that a killed grader has left."""
    for base in place.glob(PREFIX + "*"):
        with contextlib.suppress(OSError):
            if base.stat().st_uid == os.geteuid() and (lock := _claim(base)):
                shutil.rmtree(base, ignore_errors=True)
                lock.close()


def _forget() -> None:
    """In a fork of the grader: the zygote_pool is the parent's."""
    global _pool, _pool_lock
    if _pool is not None:
        atexit.unregister(_pool.close)
    _pool, _pool_lock = None, threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
