"""The zygote: import once, then fork a kernel whenever one is asked for.

Requests and events are lines of JSON over the socket that is standard input:

    {"do": "start", "id": "7", "limits": {...}, "arguments": [...], "work": {...}}
                                                 start a kernel
    {"do": "signal", "id": "7", "number": 2}                         signal it
    {"do": "usage", "id": "7"}                   report how long it has run and waited
    {"do": "attach"}                             with a socket: serve that one, too
    {"event": "warm"}                          everything is imported
    {"event": "started", "id": "7", "pid": 9}  its sockets are ready
    {"event": "usage", "id": "7", "spent": 3.5, "waited": 1.25}
    {"event": "ended", "id": "7", "status": -9, "because": "memory"}

A client at the other end of a socket hears of its own kernels only. They end when it
closes its socket, and the zygote ends with its last client. The zygote never runs a
student's code and holds no key and no data of any kernel. It has a single thread,
because a fork copies only the thread that forks.
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
import time
from dataclasses import dataclass, field

from . import kernel, kernel_memory, preload, processor_time, resource_monitor

SANDBOXED_TICK = 0.05  # seconds between two checks of what kernels use
URGENT_TICK = 0.01  # if a kernel uses more than half of its memory
BARE_TICK = 0.5  # unsandboxed, all processes of the machine are visible: check less


@dataclass
class Client:
    """The grader at the other end of a socket."""

    socket: socket.socket
    unread: bytes = b""

    def send_event(self, event: str, name: str, **more: object) -> None:
        """Send an event; if the client has gone, it is lost."""
        line = json.dumps({"event": event, "id": name, **more})
        with contextlib.suppress(OSError):
            self.socket.sendall(line.encode() + b"\n")


@dataclass
class Child:
    """A kernel that this zygote has forked; `pid` is the root of its processes."""

    client: Client
    name: str
    pid: int
    limits: dict[str, int]
    report: int  # the pipe on which it reports how its start went
    end: int = -1  # readable once it has ended, where the system has such files
    because: str = ""
    in_system: kernel_memory.Watch | None = None  # only in a network namespace
    waiting: processor_time.Waiting = field(default_factory=processor_time.Waiting)
    lost: processor_time.Lost = field(default_factory=processor_time.Lost)
    sessions: processor_time.Sessions = field(default_factory=processor_time.Sessions)


class ZygoteServer:
    """Serves requests until its last client has gone."""

    def __init__(self, control: socket.socket, options: preload.Options) -> None:
        self._clients = {control.fileno(): Client(control)}
        self._options = options
        self._children: list[Child] = []
        self._tick = SANDBOXED_TICK if options.sandboxed else BARE_TICK
        self._next_look = 0.0  # unsandboxed: when it is time for one

    def serve(self) -> None:
        """Fork, watch, reap and report kernels until nobody listens any more."""
        while self._clients:
            reports = {c.report: c for c in self._children if c.report}
            wait = self._tick if self._children else None
            ends = [child.end for child in self._children if child.end >= 0]
            waited_for = [*self._clients, *reports, *ends]
            for number in select.select(waited_for, [], [], wait)[0]:
                if number in reports:
                    self._read_report(reports[number])
                elif number in self._clients:
                    self._handle_requests(self._clients[number])
            self._watch()
            self._reap()

    def _table(self, root: int) -> dict[int, resource_monitor.Process]:
        """Return the process table, at least with `root` and all its descendants."""
        return resource_monitor.processes(None if self._options.sandboxed else root)

    def end(self) -> None:
        """Kill all descendants."""
        own = os.getpid()
        resource_monitor.kill(resource_monitor.family(self._table(own), own)[1:])

    def _handle_requests(self, client: Client) -> None:
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
                if request["do"] == "usage":
                    self._send_usage(child)
                else:
                    self._signal(child, request["number"])
        if not received:
            self._leave(client)

    def _attach(self, number: int) -> None:
        """Serve the client at the other end of a socket, too."""
        client = Client(socket.socket(fileno=number))
        self._clients[number] = client
        client.send_event("warm", "")

    def _leave(self, client: Client) -> None:
        """Kill the kernels of a client that has gone."""
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

    def _send_usage(self, child: Child) -> None:
        table = self._table(child.pid)
        members = resource_monitor.family(table, child.pid)
        spent = sum(table[number].seconds for number in members) + child.lost.seconds
        waited = child.waiting.look(members)
        child.client.send_event("usage", child.name, spent=spent, waited=waited)

    def _start(self, client: Client, request: dict) -> None:
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            kernel.start_kernel(request, self._options, write_end)
        os.close(write_end)
        name = request["id"]
        if self._options.sandboxed:
            # The fork only enters the namespaces; its child is the kernel's root.
            reply = os.read(read_end, 10)
            os.waitpid(pid, 0)
            if not reply.strip().isdigit():
                reply += os.read(read_end, 4096)
                os.close(read_end)
                because = "no start: " + reply[1:].decode("utf-8", "replace")
                client.send_event("ended", name, status=1, because=because)
                return
            pid = int(reply)
        in_system = kernel_memory.Watch(pid) if self._options.sandboxed else None
        limits, end = request["limits"], _end_of(pid)
        child = Child(client, name, pid, limits, read_end, end, in_system=in_system)
        self._children.append(child)

    def _read_report(self, child: Child) -> None:
        """Read how a kernel's start went: "." if well, or "!" and what went wrong."""
        reply = os.read(child.report, 4096).decode("utf-8", "replace")
        if reply == ".":
            child.client.send_event("started", child.name, pid=child.pid)
        elif reply:
            child.because = "no start: " + reply[1:]
        os.close(child.report)
        child.report = 0

    def _signal(self, child: Child, number: int) -> None:
        if number == signal.SIGKILL:
            self._kill(child)
        else:
            with contextlib.suppress(ProcessLookupError):
                if self._options.sandboxed:
                    os.kill(child.pid, number)  # process 1 passes it on
                else:
                    os.killpg(child.pid, number)

    def _kill(self, child: Child) -> None:
        if self._options.sandboxed:
            # Process 1 of its pid namespace, which ends with it.
            resource_monitor.kill([child.pid])
        else:
            table = self._table(child.pid)
            resource_monitor.kill(resource_monitor.family(table, child.pid))

    def _watch(self) -> None:
        if not self._children or time.monotonic() < self._next_look:
            return
        table = self._table(os.getpid())
        is_urgent = False
        for child in self._children:
            limits = child.limits
            members = resource_monitor.family(table, child.pid)
            lost = child.lost.look({n: table[n] for n in members}, time.monotonic())
            if not child.because and (
                why := resource_monitor.excess(
                    table, child.pid, limits, child.in_system, lost
                )
            ):
                child.because = why
                self._kill(child)
            child.sessions.lower(resource_monitor.other_sessions(table, child.pid))
            memory = resource_monitor.memory(table, child.pid)
            is_urgent |= memory > limits["memory_bytes"] // 2
        if self._options.sandboxed:
            self._tick = URGENT_TICK if is_urgent else SANDBOXED_TICK
        else:
            self._end_strays(table)
            self._next_look = time.monotonic() + BARE_TICK

    def _reap(self) -> None:
        """Report the kernels that have ended."""
        children = {child.pid: child for child in self._children}
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    break
                if pid in children:
                    self._ended(children[pid], os.waitstatus_to_exitcode(status))

    def _ended(self, child: Child, status: int) -> None:
        if child.report:
            self._read_report(child)
        self._children.remove(child)
        if child.end >= 0:
            os.close(child.end)
        if not self._options.sandboxed:
            self._end_strays(self._table(os.getpid()))
        because = child.because
        child.client.send_event("ended", child.name, status=status, because=because)

    def _end_strays(self, table: dict[int, resource_monitor.Process]) -> None:
        """Kill what a kernel without a pid namespace has left behind."""
        mine = {child.pid for child in self._children}
        for pid in table[os.getpid()].children:
            if pid not in mine:
                resource_monitor.kill(resource_monitor.family(table, pid))


def _end_of(pid: int) -> int:
    """Return a file that can be read once a process has ended, or -1."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):  # the next tick will notice the end
        return -1


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
    gc.disable()  # there is hardly any garbage in what modules define, and much to see
    preload.preload(options)
    gc.collect()
    gc.freeze()
    gc.enable()
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
