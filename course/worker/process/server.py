"""The server of workers: imports everything once, then forks a process for each job.

`python -m course.worker.process.server` serves the socket that is its standard input.
Its arguments are kinds of zygotes, as JSON, which it starts before it imports anything.
It has one thread, because a fork copies only the thread that forks, and it never reads
a submission. It keeps the zygotes, which outlive the workers; a worker asks it for a
socket to one.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pickle
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from course.errors import kind_and_line
from course.sandbox import cgroups
from course.sandbox.zygote_pool import Connection, ZygoteHost, borrow_zygotes
from course.sandbox.zygote_process import Kind
from course.worker.process.messages import (
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    receive,
    receive_bytes,
    send,
)

MAX_JOB = 1 << 30  # bytes of a message of the coordinator
PRELOADED = (
    "course.worker.submission",
    "nbconvert.exporters.html",
    "nbgrader.converters",
    "nbgrader.preprocessors",
    "jupyter_client.manager",
    "pygments.lexers.python",
    "pygments.formatters.html",
)


@dataclass
class Worker:
    """A process that carries out a job, and the socket on which it asks for zygotes."""

    job: int
    pid: int
    asks: socket.socket
    because: str = ""


@dataclass
class Server:
    """Forks a worker for each job of the coordinator at the end of `control`."""

    control: socket.socket
    zygotes: ZygoteHost
    workers: dict[int, Worker] = field(default_factory=dict)  # by job

    def serve(self) -> None:
        """Return when the coordinator is gone."""
        while True:
            asking = {w.asks: w for w in self.workers.values() if w.asks.fileno() >= 0}
            for ready in select.select([self.control, *asking], [], [])[0]:
                if ready is self.control:
                    try:
                        self._obey()
                    except (EOFError, ConnectionError):
                        return
                else:
                    self._connect(asking[ready])

    def end(self) -> None:
        """End all workers and all zygotes."""
        for job in list(self.workers):
            self._end(job)
        self.zygotes.close()

    def _obey(self) -> None:
        data, result = receive_bytes(self.control, MAX_JOB)
        message = pickle.loads(data)
        if "end" in message:
            because = self._end(message["end"])
            send(self.control, {"ended": message["end"], "because": because})
            return
        if "warm" in message:
            with contextlib.suppress(Exception):
                _function(message["warm"])(*message["warm"]["given"])
            _freeze()
            send(self.control, {"warm": True})
            return
        assert result is not None
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            for inherited in (
                ours,
                self.control,
                *(w.asks for w in self.workers.values()),
            ):
                inherited.close()
            _work(message, socket.socket(fileno=result), theirs, self.zygotes)
        theirs.close()
        os.close(result)
        self.workers[message["job"]] = Worker(message["job"], pid, ours)

    def _connect(self, worker: Worker) -> None:
        """Send a worker a socket to a zygote of the kind that it asks for."""
        try:
            asked = receive(worker.asks)
        except (EOFError, OSError, ValueError):
            worker.asks.close()
            return
        try:
            zygote = self.zygotes.connect(Kind.from_values(asked))
            with zygote.socket as connection:
                send(worker.asks, {"pid": zygote.pid}, connection.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                send(worker.asks, {"refused": str(error)})

    def _end(self, job: int) -> str:
        """End the worker of a job, if it runs; return why it has ended."""
        worker = self.workers.pop(job)
        worker.asks.close()
        for kill in (os.kill, os.killpg):  # it may not lead its group yet
            with contextlib.suppress(ProcessLookupError):
                kill(worker.pid, signal.SIGKILL)
        _, status = os.waitpid(worker.pid, 0)
        cgroups.remove_all_of(worker.pid)
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGXCPU:
            return OUT_OF_TIME
        return f"it ended with status {code}"


def main() -> None:
    """Import everything, report that, and serve."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the coordinator closes the socket
    control = socket.socket(fileno=os.dup(0))
    server = Server(control, ZygoteHost())
    try:
        for kind in sys.argv[1:]:
            with contextlib.suppress(OSError):  # whoever needs it will try again
                server.zygotes.connect(
                    Kind.from_values(json.loads(kind))
                ).socket.close()
        gc.disable()  # there is hardly any garbage in what modules define
        for name in PRELOADED:
            importlib.import_module(name)
        _freeze()
        gc.enable()
        send(control, {"ready": True})
        server.serve()
    finally:
        server.end()


def _freeze() -> None:
    """Keep what there is out of the way of forks; exit if there are other threads."""
    threads = os.listdir("/proc/self/task") if Path("/proc/self/task").is_dir() else []
    if len(threads) > 1:
        sys.exit(f"{len(threads) - 1} threads have been started")
    gc.collect()
    gc.freeze()


def _function(job: dict[str, Any]) -> Callable[..., Any]:
    module, name = job["function"]
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _work(
    job: dict[str, Any],
    result: socket.socket,
    asks: socket.socket,
    zygotes: ZygoteHost,
) -> NoReturn:
    """Carry out a job within its limits in a fork, send its result, and end."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _limit(job["limits"])
        borrow_zygotes(zygotes.run.base, lambda kind: _ask(asks, kind))
        function = _function(job)
        made = function(
            lambda progress: send(result, {"progress": progress}), *job["given"]
        )
        send(result, {"result": made})
    except MemoryError:
        _send_error(result, OUT_OF_MEMORY)
    except BaseException as error:
        _send_error(result, kind_and_line(error))
    os._exit(0)


def _send_error(result: socket.socket, error: str) -> None:
    with contextlib.suppress(OSError):
        send(result, {"error": error[:1000]})


def _limit(limits: dict[str, Any]) -> None:
    bounds = {
        resource.RLIMIT_AS: limits["memory_bytes"],
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_CORE: 1,  # the machine's program for crashes does not start
    }
    for kind, bound in bounds.items():
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            bound = min(bound, hard)
        resource.setrlimit(kind, (bound, hard))


def _ask(asks: socket.socket, kind: Kind) -> Connection:
    """Get a connection to a zygote from the server; raise OSError."""
    send(asks, kind.values())
    data, descriptor = receive_bytes(asks, 1 << 16)
    reply = json.loads(data)
    if descriptor is None:
        raise OSError(reply.get("refused", "no zygote"))
    return Connection(socket.socket(fileno=descriptor), reply["pid"])


if __name__ == "__main__":
    main()
