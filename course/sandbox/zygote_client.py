"""One zygote as the grader sees it: a process, and a socket on which it is asked.

The process may be a child of this one, or of the server that workers are forked from.
May be used from any thread.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from course.content import Content
from course.sandbox import bubblewrap

WARM_SECONDS = 180.0  # to import everything on a slow and busy machine
START_SECONDS = 60.0  # to bring up one kernel, likewise
ZYGOTE_ENDED = "its zygote ended"  # why a kernel ended through no fault of its own


class ZygoteDied(RuntimeError):
    """The zygote has ended, and with it all of its kernels."""


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


@dataclass(frozen=True)
class Kind:
    """What makes one zygote differ from another."""

    modules: tuple[str, ...]  # that it has imported beside those of every kernel
    sandboxed: bool
    content: Content


class Kernel:
    """A kernel's process, seen from here. `because` says what ended it, if known."""

    def __init__(self, zygote: ZygoteClient, name: str) -> None:
        self.zygote = zygote
        self.name = name
        self.started = False
        self.status: int | None = None
        self.because = ""

    def signal(self, number: int) -> None:
        """Send a signal; SIGKILL ends all processes of the kernel."""
        if self.status is None:
            self.zygote.tell({"do": "signal", "id": self.name, "number": number})


class ZygoteProcess:
    """A zygote that this process has started, and the socket on which it listens."""

    def __init__(self, kind: Kind, base: Path) -> None:
        ours, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115, lives as long as we
        with theirs:
            self._process = _spawn(kind, base, theirs, self._log)
        self.socket = ours

    @property
    def pid(self) -> int:
        """The process that was started: bubblewrap, or the zygote itself."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it runs no more."""
        return self._process.poll() is not None

    def connect(self) -> socket.socket:
        """A new socket on which the zygote serves somebody else; raises OSError."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.socket, [b'{"do": "attach"}\n'], [theirs.fileno()])
        return ours

    def close(self) -> None:
        """End it and all kernels that were asked for on its first socket."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_words(self) -> str:
        """The last line that it wrote."""
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


class ZygoteClient:
    """Asks a zygote for kernels on a socket, and hears what becomes of them.

    `process` is the zygote where this process has started it.
    """

    def __init__(
        self, control: socket.socket, process: ZygoteProcess | None = None
    ) -> None:
        self._socket = control
        self._process = process
        self._kernels: dict[str, Kernel] = {}
        self._changed = threading.Condition()
        self.warm = False
        self.dead = False
        self.served = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        """The process that this one has started for it; 0 where somebody else has."""
        return self._process.pid if self._process else 0

    @property
    def busy(self) -> bool:
        """Whether any of its kernels runs."""
        return any(kernel.status is None for kernel in list(self._kernels.values()))

    def wait_until_warm(self) -> None:
        """Return when everything is imported; raises NoKernel if that fails."""
        with self._changed:
            self._changed.wait_for(lambda: self.warm or self.dead, WARM_SECONDS)
        if not self.warm:
            self.close()
            raise NoKernel(f"no zygote: {self._last_words()}")

    def start_kernel(
        self, name: str, limits: ResourceLimits, arguments: list[str]
    ) -> Kernel:
        """Fork a kernel on the sockets of the folder `name`; returns when it listens.

        Raises ZygoteDied or NoKernel.
        """
        kernel = Kernel(self, name)
        with self._changed:
            self._kernels[name] = kernel
            self.served += 1
        request = {"do": "start", "id": name, "limits": asdict(limits)}
        self.tell({**request, "arguments": arguments})
        with self._changed:
            self._changed.wait_for(
                lambda: kernel.started or kernel.status is not None, START_SECONDS
            )
        if self.dead:
            raise ZygoteDied(self._last_words())
        if not kernel.started:
            kernel.signal(9)
            raise NoKernel(kernel.because or "a kernel did not start in time")
        return kernel

    def tell(self, request: dict) -> None:
        """Send a request; one to a dead zygote is lost, as is what it is about."""
        try:
            with self._changed:
                self._socket.sendall(json.dumps(request).encode() + b"\n")
        except OSError:
            pass

    def close(self) -> None:
        """End all its kernels, and the zygote where this process has started it."""
        self.dead = True
        if self._process:
            self._process.close()
        else:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()

    def _listen(self) -> None:
        try:
            with self._socket.makefile("r", encoding="utf-8") as events:
                for line in events:
                    self._hear(json.loads(line))
        except (OSError, ValueError):
            pass
        with self._changed:
            self.dead = True
            for kernel in self._kernels.values():
                if kernel.status is None:
                    kernel.because, kernel.status = ZYGOTE_ENDED, -9
            self._changed.notify_all()

    def _hear(self, event: dict) -> None:
        with self._changed:
            if event["event"] == "warm":
                self.warm = True
            elif kernel := self._kernels.get(event["id"]):
                if event["event"] == "started":
                    kernel.started = True
                else:
                    kernel.because, kernel.status = event["because"], event["status"]
                    del self._kernels[event["id"]]
            self._changed.notify_all()

    def _last_words(self) -> str:
        return self._process.last_words() if self._process else "it has ended"


def _spawn(
    kind: Kind, base: Path, control: socket.socket, log: IO[bytes]
) -> subprocess.Popen:
    folders = base / "kernels"
    options = {"modules": list(kind.modules), "sandboxed": kind.sandboxed}
    if kind.sandboxed:
        program = bubblewrap.zygote_program(
            **options, folders=bubblewrap.FOLDERS, user=bubblewrap.ORDINARY_USER
        )
        words = bubblewrap.command(program, folders, kind.content)
        place, variables = None, {"PATH": os.environ.get("PATH", os.defpath)}
    else:
        place = Path(tempfile.mkdtemp(prefix="library-", dir=base))
        for name, path in bubblewrap.library(kind.content).items():
            (place / name).symlink_to(path)
        scratch = base / "zygote"
        for name in ("home", "tmp"):
            (scratch / name).mkdir(parents=True, exist_ok=True)
        words = bubblewrap.zygote_program(**options, folders=str(folders))
        data = {name: str(path) for name, path in kind.content.data_folders.items()}
        variables = bubblewrap.environment(str(place), str(scratch), kind.content, data)
    return subprocess.Popen(
        words,
        stdin=control.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=log,
        cwd=place,
        env=variables,
        start_new_session=not kind.sandboxed,
    )
