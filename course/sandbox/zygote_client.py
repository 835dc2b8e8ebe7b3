"""One zygote as the grader sees it: a process, and a socket on which it is asked.

The zygote is a child of this process, or of the server that workers are forked from.
The client may be used from any thread.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from course.sandbox import cgroups
from course.sandbox.zygote import resource_monitor
from course.sandbox.zygote_process import ZygoteProcess

# Long enough for a slow, busy machine. They are a last resort against a zygote that
# hangs, not a measure of any answer.
WARM_SECONDS = 900.0  # to import everything
START_SECONDS = 300.0  # to bring up one kernel
USAGE_SECONDS = 30.0  # to learn what a kernel uses
ZYGOTE_ENDED = "its zygote ended"  # why a kernel ended through no fault of its own


class ZygoteDied(RuntimeError):
    """The zygote has ended, and all its kernels with it."""


class NoKernel(RuntimeError):
    """A kernel could not be started; nothing is known about the answer."""


@dataclass(frozen=True)
class ResourceLimits:
    """What all processes of one kernel may use together."""

    memory_bytes: int = 4 << 30  # without the scratch folder
    scratch_bytes: int = 256 << 20  # /tmp, home, working folder and /dev/shm together
    file_bytes: int = 256 << 20  # one file
    open_files: int = 512  # each process
    processes: int = 64
    threads: int = 256 + 16 * (os.cpu_count() or 1)  # of all processes
    cpu_seconds: int = 3600


class Usage(NamedTuple):
    """Seconds of processor time that a kernel's processes have used and waited for."""

    spent: float = 0.0  # by all processes, including ended children
    waited: float = 0.0  # at each time, the wait of the thread that waited longest


class Kernel:
    """A kernel's process, as the grader sees it; `because` says what ended it."""

    def __init__(self, zygote: ZygoteClient, name: str) -> None:
        self.zygote = zygote
        self.name = name
        self.started = False
        self.status: int | None = None
        self.because = ""
        self.number = 0  # of its first process, as the zygote sees it
        self.cgroup: cgroups.Cgroup | None = None
        self.last_usage = Usage()
        self.looks = 0  # how often the zygote has reported its usage

    def usage(self) -> Usage:
        """Return what it has used so far, or the last known usage if it has ended."""
        self.zygote.look(self)
        return self.last_usage

    def signal(self, number: int) -> None:
        """Send a signal; SIGKILL ends all processes of the kernel."""
        if self.status is None:
            self.zygote.tell({"do": "signal", "id": self.name, "number": number})


class ZygoteClient:
    """Asks a zygote for kernels on a socket, and reads its events.

    `pid` is our number of its process. `process` is given if this process started it.
    """

    def __init__(
        self, control: socket.socket, pid: int, process: ZygoteProcess | None = None
    ) -> None:
        self.pid = pid
        self._socket = control
        self._process = process
        self._kernels: dict[str, Kernel] = {}
        self._changed = threading.Condition()
        self.warm = False
        self.dead = False
        self.served = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether any of its kernels is running."""
        return any(kernel.status is None for kernel in list(self._kernels.values()))

    def wait_until_warm(self) -> None:
        """Wait until everything is imported; raise NoKernel if that fails."""
        with self._changed:
            self._changed.wait_for(lambda: self.warm or self.dead, WARM_SECONDS)
        if not self.warm:
            self.close()
            raise NoKernel(f"no zygote: {self._last_log_line()}")

    def start_kernel(
        self,
        name: str,
        limits: ResourceLimits,
        arguments: list[str],
        work: dict[str, Any] | None = None,
    ) -> Kernel:
        """Fork a kernel on the sockets of the folder `name`; return when it listens.

        Raise ZygoteDied or NoKernel.
        """
        kernel = Kernel(self, name)
        with self._changed:
            self._kernels[name] = kernel
            self.served += 1
        request = {"do": "start", "id": name, "limits": asdict(limits)}
        self.tell({**request, "arguments": arguments, "work": work or {}})
        with self._changed:
            self._changed.wait_for(
                lambda: kernel.started or kernel.status is not None, START_SECONDS
            )
        if self.dead:
            raise ZygoteDied(self._last_log_line())
        if not kernel.started:
            kernel.signal(9)
            raise NoKernel(kernel.because or _why_not_started(kernel))
        self._put_into_cgroup(kernel, limits)  # before it is asked to run anything
        return kernel

    def look(self, kernel: Kernel) -> None:
        """Update the usage of a running kernel."""
        if kernel.status is not None:
            return
        seen = kernel.looks
        self.tell({"do": "usage", "id": kernel.name})
        with self._changed:
            self._changed.wait_for(
                lambda: kernel.looks > seen or kernel.status is not None, USAGE_SECONDS
            )

    def tell(self, request: dict) -> None:
        """Send a request; ignore a dead zygote, whose kernels are dead too."""
        try:
            with self._changed:
                self._socket.sendall(json.dumps(request).encode() + b"\n")
        except OSError:
            pass

    def close(self) -> None:
        """End all our kernels, and the zygote itself if this process started it."""
        self.dead = True
        if self._process:
            self._process.close()
        else:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()

    def _put_into_cgroup(self, kernel: Kernel, limits: ResourceLimits) -> None:
        """Put a kernel into a new cgroup, if there can be one."""
        base = cgroups.delegated()
        if base is None:
            return
        table = resource_monitor.processes()
        first = cgroups.host_number(table, self.pid, kernel.number)
        memory = limits.memory_bytes + limits.scratch_bytes
        folder = cgroups.folder_of(base, os.getpid(), kernel.name)
        try:
            cgroup = cgroups.Cgroup(folder, memory, limits.threads)
        except OSError:
            return
        cgroup.adopt(resource_monitor.family(table, first))
        with self._changed:
            kernel.cgroup = cgroup

    def _listen(self) -> None:
        try:
            with self._socket.makefile("r", encoding="utf-8") as events:
                for line in events:
                    self._handle_event(json.loads(line))
        except (OSError, ValueError):
            pass
        with self._changed:
            self.dead = True
            for kernel in self._kernels.values():
                if kernel.status is None:
                    kernel.because, kernel.status = ZYGOTE_ENDED, -9
            self._changed.notify_all()

    def _handle_event(self, event: dict) -> None:
        with self._changed:
            if event["event"] == "warm":
                self.warm = True
            elif kernel := self._kernels.get(event["id"]):
                if event["event"] == "started":
                    kernel.started, kernel.number = True, event["pid"]
                elif event["event"] == "usage":
                    kernel.last_usage = Usage(event["spent"], event["waited"])
                    kernel.looks += 1
                else:
                    kernel.because = event["because"]
                    if kernel.cgroup is not None:
                        if kernel.cgroup.ran_out_of_memory:
                            kernel.because = kernel.because or "memory"
                        kernel.cgroup.remove()
                    kernel.status = event["status"]
                    del self._kernels[event["id"]]
            self._changed.notify_all()

    def _last_log_line(self) -> str:
        return self._process.last_log_line() if self._process else "it has ended"


def _why_not_started(kernel: Kernel) -> str:
    if kernel.status is None:
        return "a kernel did not start in time"
    return f"a kernel ended while it started, with status {kernel.status}"
