"""Run a function in a process of its own, with limits.

The result is JSON, of a bounded size. If the process ends without one, takes too long
or too much memory, or sends too much, `WorkerEnded` is raised with the reason.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import asdict, dataclass
from typing import IO, Any

from course.sandbox import cgroups
from course.sandbox.zygote_process import Kind
from course.worker.process.messages import TooLong, receive, send_bytes

# NumPy's library would start threads when it is imported.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
START_SECONDS = 180.0  # of the server, on a slow and busy machine
END_SECONDS = 2.0  # for a worker to end by itself when it has sent its result


@dataclass(frozen=True)
class ProcessLimits:
    """What the process of one submission may use; kernels have limits of their own."""

    memory_bytes: int = 3 << 30  # of address space
    cpu_seconds: int = 900
    wall_seconds: float = 3600.0
    file_bytes: int = 64 << 20  # of one file
    result_bytes: int = 2 << 20


DEFAULT_LIMITS = ProcessLimits()


class WorkerEnded(Exception):
    """A process ended without a result; `progress` is its last report."""

    def __init__(self, reason: str, progress: Any = None) -> None:
        super().__init__(reason)
        self.progress = progress


class WorkerServer:
    """The process that workers are forked from: started once, ended with this one.

    A context manager; any number of threads may call `run` at the same time.
    """

    def __init__(self) -> None:
        self._control: socket.socket | None = None
        self._process: subprocess.Popen | None = None
        self._numbers = 0
        self._path: list[str] = []  # where it finds modules
        self._warm: set[Hashable] = set()
        self._errors: IO[bytes] | None = None  # what it writes until it is ready
        self._lock = threading.Lock()

    def __enter__(self) -> WorkerServer:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def run(
        self,
        function: Callable[..., Any],
        *given: object,
        limits: ProcessLimits = DEFAULT_LIMITS,
    ) -> Any:
        """Return the result of a function of `course`, as JSON.

        It is called as `function(report, *given)`. If the process ends, the data last
        given to `report` is the `progress` of the WorkerEnded that is raised.
        """
        ours, theirs = socket.socketpair()
        try:
            with self._lock, theirs:
                control = self._started()
                self._numbers += 1
                number = self._numbers
                job = {
                    "job": number,
                    "function": (function.__module__, function.__qualname__),
                    "given": given,
                    "limits": asdict(limits),
                }
                try:
                    send_bytes(control, pickle.dumps(job), theirs.fileno())
                except OSError as error:
                    raise self._lost(control, error) from error
            return self._result(control, ours, number, limits)
        finally:
            ours.close()

    def warm_up(
        self, what: Hashable, function: Callable[..., Any], *given: object
    ) -> None:
        """Call a function in the server itself, for all workers that come later.

        Its errors do not matter: it only saves time. For each `what`, call it once.
        """
        with self._lock:
            control = self._started()
            if what in self._warm:
                return
            self._warm.add(what)
            job = {"function": (function.__module__, function.__qualname__)}
            try:
                send_bytes(control, pickle.dumps({"warm": {**job, "given": given}}))
                receive(control)
            except (OSError, EOFError) as error:
                self.close()
                raise WorkerEnded("the server of workers ended") from error

    def begin(self, kinds: Iterable[Kind] = ()) -> None:
        """Start the server, if it does not run, and do not wait until it is ready.

        It begins with zygotes of these kinds, since they take longest.
        """
        with self._lock:
            self._spawned(kinds)

    @property
    def runs(self) -> int:
        """How many functions it has begun to run."""
        return self._numbers

    def close(self) -> None:
        """End the server, its workers and its zygotes."""
        atexit.unregister(self.close)
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._errors is not None:
            self._errors.close()
        self._control = self._process = self._errors = None
        self._warm.clear()

    def _started(self) -> socket.socket:
        """Return the socket of the server, which is ready."""
        control = self._spawned()
        if self._errors is None:
            return control
        control.settimeout(START_SECONDS)
        try:
            receive(control)  # it is ready
        except (OSError, EOFError) as error:
            self._control = None
            control.close()
            self._errors.seek(0)
            lines = self._errors.read().decode("utf-8", "replace").split("\n")
            reason = next(filter(None, reversed(lines)), "it wrote no error")
            raise WorkerEnded(
                f"the server of workers did not start: {reason}"
            ) from error
        finally:
            self._errors.close()
            self._errors = None
        control.settimeout(None)
        return control

    def _spawned(self, kinds: Iterable[Kind] = ()) -> socket.socket:
        """Return the socket of the server, which may not be ready yet."""
        # It imports what we import, and outlives the present folder.
        path = list(
            dict.fromkeys(os.path.abspath(place) for place in sys.path if place)
        )
        if self._control is not None and self._process and self._process.poll() is None:
            if path == self._path:
                return self._control
            self.close()  # a configuration has added a folder of modules
        self._path = path
        cgroups.delegated()  # before anybody else is in ours
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "course.worker.process.server"]
        command += [json.dumps(kind.values()) for kind in kinds]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115, the server keeps it
        with theirs:
            self._process = subprocess.Popen(
                command,
                cwd="/",
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(path)},
            )
        self._control = ours
        atexit.register(self.close)
        return ours

    def _result(
        self,
        control: socket.socket,
        result: socket.socket,
        number: int,
        limits: ProcessLimits,
    ) -> Any:
        """Read what a worker sends until it has a result, or has to be ended."""
        deadline = time.monotonic() + limits.wall_seconds
        progress: Any = None
        found: dict | None = None
        try:
            while found is None:
                result.settimeout(max(0.01, deadline - time.monotonic()))
                message = receive(result, limits.result_bytes)
                progress = message.get("progress", progress)
                found = message if "result" in message or "error" in message else None
            reason = ""
            # It closes the socket by ending. Killed at once, it could write nothing
            # more, such as which lines of it have run.
            result.settimeout(END_SECONDS)
            with contextlib.suppress(OSError):
                result.recv(1)
        except TimeoutError:
            reason = f"it took more than {limits.wall_seconds:g} seconds"
        except TooLong as error:
            reason = f"its result is too big: {error}"
        except ValueError:
            reason = "its result is no JSON"
        except EOFError:
            reason = "it ended"
        except OSError as error:
            reason = f"its result cannot be read: {error}"
        except KeyboardInterrupt:
            self._end(control, number)
            raise
        ended = self._end(control, number)
        if found is None:
            raise WorkerEnded(ended if reason == "it ended" else reason, progress)
        if "error" in found:
            raise WorkerEnded(str(found["error"]), progress)
        return found["result"]

    def _end(self, control: socket.socket, number: int) -> str:
        """End a worker, unless it has ended; return why it ended."""
        with self._lock:
            try:
                send_bytes(control, pickle.dumps({"end": number}))
                while True:
                    message = receive(control)
                    if message["ended"] == number:
                        return str(message["because"])
            except (OSError, EOFError) as error:
                raise self._lost(control, error) from error

    def _lost(self, control: socket.socket, error: Exception) -> WorkerEnded:
        """Return the error of a server that is gone; another may have been started."""
        if control is self._control:
            self.close()
        return WorkerEnded(f"the server of workers ended: {error}")


@functools.cache
def worker_server() -> WorkerServer:
    """Return the server of this process, which ends with it."""
    return WorkerServer()
