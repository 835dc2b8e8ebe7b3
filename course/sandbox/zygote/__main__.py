"""The zygote: import once, then fork a kernel whenever one is asked for.

Requests and events are lines of JSON over sockets; the first is standard input:

    {"do": "start", "id": "7", "limits": {...}, "arguments": [...]}  start a kernel
    {"do": "signal", "id": "7", "number": 2}                         signal it
    {"do": "attach"}                           with a socket: serve that one as well
    {"event": "warm"}                          everything is imported
    {"event": "started", "id": "7"}            its sockets are there
    {"event": "ended", "id": "7", "status": -9, "because": "memory"}

Whoever is at the other end of a socket hears of its own kernels only, and takes them
along when it goes; the zygote ends with the last of them. It never runs a student's
code, holds no key and no other kernel's data, and has one thread, because a fork copies
only the thread that forks.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass

from . import kernel, preload, resource_monitor

SANDBOXED_TICK = 0.05  # seconds between two looks at what kernels use
BARE_TICK = 0.5  # all processes of the machine are visible there, so look less often


@dataclass
class Client:
    """Whoever asks for kernels at the other end of a socket."""

    socket: socket.socket
    unread: bytes = b""

    def tell(self, event: str, name: str, **more: object) -> None:
        """Send an event; one to a client that has gone is lost."""
        line = json.dumps({"event": event, "id": name, **more})
        with contextlib.suppress(OSError):
            self.socket.sendall(line.encode() + b"\n")


@dataclass
class Child:
    """A kernel that this zygote has forked: `pid` is where its family begins."""

    client: Client
    name: str
    pid: int
    limits: dict[str, int]
    report: int  # the pipe on which it tells how starting went
    because: str = ""


class ZygoteServer:
    """Serves requests until the last of its clients is gone."""

    def __init__(self, control: socket.socket, options: preload.Options) -> None:
        self._clients = {control.fileno(): Client(control)}
        self._options = options
        self._children: list[Child] = []

    def serve(self) -> None:
        """Fork, watch, reap and tell; returns when nobody listens any more."""
        tick = SANDBOXED_TICK if self._options.sandboxed else BARE_TICK
        while self._clients:
            reports = {c.report: c for c in self._children if c.report}
            wait = tick if self._children else None
            waited_for = [*self._clients, *reports]
            for number in select.select(waited_for, [], [], wait)[0]:
                if number in reports:
                    self._hear(reports[number])
                else:
                    self._obey(self._clients[number])
            self._watch()
            self._reap()

    def end(self) -> None:
        """Leave nothing behind."""
        table = resource_monitor.processes()
        resource_monitor.kill(resource_monitor.family(table, os.getpid())[1:])

    def _obey(self, client: Client) -> None:
        try:
            received, passed, _, _ = socket.recv_fds(client.socket, 65536, 8)
        except OSError:
            received, passed = b"", []
        *lines, client.unread = (client.unread + received).split(b"\n")
        for line in lines:
            request = json.loads(line)
            if request["do"] == "attach":
                self._attach(passed.pop(0))
            elif request["do"] == "start":
                self._start(client, request)
            elif child := self._child(client, request["id"]):
                self._signal(child, request["number"])
        if not received:
            self._leave(client)

    def _attach(self, number: int) -> None:
        client = Client(socket.socket(fileno=number))
        self._clients[number] = client
        client.tell("warm", "")

    def _leave(self, client: Client) -> None:
        """End the kernels of a client that has gone."""
        for child in self._children:
            if child.client is client:
                self._kill(child)
        del self._clients[client.socket.fileno()]
        client.socket.close()

    def _child(self, client: Client, name: str) -> Child | None:
        for child in self._children:
            if child.client is client and child.name == name:
                return child
        return None

    def _start(self, client: Client, request: dict) -> None:
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            kernel.start_kernel(request, self._options, write_end)
        os.close(write_end)
        if self._options.sandboxed:
            # The one just forked only opens the way; its child is the kernel's root.
            told = os.read(read_end, 10)
            os.waitpid(pid, 0)
            if not told.strip().isdigit():
                told += os.read(read_end, 4096)
                os.close(read_end)
                because = "no start: " + told[1:].decode("utf-8", "replace")
                client.tell("ended", request["id"], status=1, because=because)
                return
            pid = int(told)
        name, limits = request["id"], request["limits"]
        self._children.append(Child(client, name, pid, limits, read_end))

    def _hear(self, child: Child) -> None:
        """How the start of a kernel went: "." is well, "!" is followed by why not."""
        told = os.read(child.report, 4096).decode("utf-8", "replace")
        if told == ".":
            child.client.tell("started", child.name)
        elif told:
            child.because = "no start: " + told[1:]
        os.close(child.report)
        child.report = 0

    def _signal(self, child: Child, number: int) -> None:
        if number == signal.SIGKILL:
            self._kill(child)
        else:
            with contextlib.suppress(ProcessLookupError):
                if self._options.sandboxed:
                    os.kill(child.pid, number)  # process 1, which passes it on
                else:
                    os.killpg(child.pid, number)

    def _kill(self, child: Child) -> None:
        if self._options.sandboxed:
            resource_monitor.kill([child.pid])  # process 1 of its namespace
        else:
            table = resource_monitor.processes()
            resource_monitor.kill(resource_monitor.family(table, child.pid))

    def _watch(self) -> None:
        if not self._children:
            return
        table = resource_monitor.processes()
        for child in self._children:
            if not child.because and (
                why := resource_monitor.excess(table, child.pid, child.limits)
            ):
                child.because = why
                self._kill(child)

    def _reap(self) -> None:
        children = {child.pid: child for child in self._children}
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    break
                if pid in children:
                    self._ended(children[pid], os.waitstatus_to_exitcode(status))
        if not self._options.sandboxed:
            self._end_strays()

    def _ended(self, child: Child, status: int) -> None:
        if child.report:
            self._hear(child)
        self._children.remove(child)
        child.client.tell("ended", child.name, status=status, because=child.because)

    def _end_strays(self) -> None:
        """Kill what an unsandboxed kernel has left behind."""
        table = resource_monitor.processes()
        mine = {child.pid for child in self._children}
        for pid in table[os.getpid()].children:
            if pid not in mine:
                resource_monitor.kill(resource_monitor.family(table, pid))


def main() -> None:
    """Warm up, say so, and serve."""
    options = preload.Options(**json.loads(sys.argv[1]))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the grader closes the socket instead
    preload.prepare_process(options)
    if options.probe:
        kernel.probe(options)
        return
    if options.program:
        sys.exit(kernel.run_program(options))
    control = socket.socket(fileno=os.dup(0))
    preload.preload(options)
    gc.collect()
    gc.freeze()
    zygote = ZygoteServer(control, options)
    control.sendall(b'{"event": "warm", "id": ""}\n')
    try:
        zygote.serve()
    except ConnectionError:
        pass
    finally:
        zygote.end()


if __name__ == "__main__":
    main()
