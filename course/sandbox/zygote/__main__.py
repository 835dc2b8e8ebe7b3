"""The zygote: import once, then fork a kernel whenever one is asked for.

Requests and events are lines of JSON over the socket that is standard input:

    {"do": "start", "id": "7", "limits": {...}, "arguments": [...]}  start a kernel
    {"do": "signal", "id": "7", "number": 2}                         signal it
    {"do": "usage", "id": "7"}                   report how long it has run and waited
    {"event": "warm"}                          everything is imported
    {"event": "started", "id": "7", "pid": 9}  its sockets are ready
    {"event": "usage", "id": "7", "spent": 3.5, "waited": 1.25}
    {"event": "ended", "id": "7", "status": -9, "because": "memory"}

The zygote never runs a student's code and holds no key and no data of any kernel. It
has a single thread, because a fork copies only the thread that forks.
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
from dataclasses import dataclass, field

from . import kernel, kernel_memory, preload, processor_time, resource_monitor

SANDBOXED_TICK = 0.05  # seconds between two checks of what kernels use
URGENT_TICK = 0.01  # if a kernel uses more than half of its memory
BARE_TICK = 0.5  # unsandboxed, all processes of the machine are visible: check less


@dataclass
class Child:
    """A kernel that this zygote has forked; `pid` is the root of its processes."""

    pid: int
    limits: dict[str, int]
    report: int  # the pipe on which it reports how its start went
    because: str = ""
    in_system: kernel_memory.Watch | None = None  # only in a network namespace
    waiting: processor_time.Waiting = field(default_factory=processor_time.Waiting)
    sessions: processor_time.Sessions = field(default_factory=processor_time.Sessions)


class ZygoteServer:
    """Serves requests until the other end of `control` is closed."""

    def __init__(self, control: socket.socket, options: preload.Options) -> None:
        self._control = control
        self._options = options
        self._children: dict[str, Child] = {}
        self._unread = b""
        self._tick = SANDBOXED_TICK if options.sandboxed else BARE_TICK

    def serve(self) -> None:
        """Fork, watch, reap and report kernels until nobody listens any more."""
        while True:
            waited_for = {self._control.fileno(): ""}
            waited_for |= {c.report: k for k, c in self._children.items() if c.report}
            wait = self._tick if self._children else None
            for number in select.select(list(waited_for), [], [], wait)[0]:
                if number != self._control.fileno():
                    self._read_report(waited_for[number])
                elif not self._handle_requests():
                    return
            self._watch()
            self._reap()

    def end(self) -> None:
        """Kill all descendants."""
        resource_monitor.kill(
            resource_monitor.family(resource_monitor.processes(), os.getpid())[1:]
        )

    def _handle_requests(self) -> bool:
        received = self._control.recv(65536)
        *lines, self._unread = (self._unread + received).split(b"\n")
        for line in lines:
            request = json.loads(line)
            if request["do"] == "start":
                self._start(request)
            elif child := self._children.get(request["id"]):
                if request["do"] == "usage":
                    self._send_usage(request["id"], child)
                else:
                    self._signal(child, request["number"])
        return bool(received)

    def _send_usage(self, name: str, child: Child) -> None:
        table = resource_monitor.processes()
        members = resource_monitor.family(table, child.pid)
        spent = sum(table[number].seconds for number in members)
        waited = child.waiting.look(members)
        self._send_event("usage", name, spent=spent, waited=waited)

    def _start(self, request: dict) -> None:
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            kernel.start_kernel(request, self._options, write_end)
        os.close(write_end)
        if self._options.sandboxed:
            # The fork only enters the namespaces; its child is the kernel's root.
            reply = os.read(read_end, 10)
            os.waitpid(pid, 0)
            if not reply.strip().isdigit():
                reply += os.read(read_end, 4096)
                os.close(read_end)
                because = "no start: " + reply[1:].decode("utf-8", "replace")
                self._send_event("ended", request["id"], status=1, because=because)
                return
            pid = int(reply)
        in_system = kernel_memory.Watch(pid) if self._options.sandboxed else None
        child = Child(pid, request["limits"], read_end, in_system=in_system)
        self._children[request["id"]] = child

    def _read_report(self, name: str) -> None:
        """Read how a kernel's start went: "." if well, or "!" and what went wrong."""
        child = self._children[name]
        reply = os.read(child.report, 4096).decode("utf-8", "replace")
        if reply == ".":
            self._send_event("started", name, pid=child.pid)
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
            resource_monitor.kill(
                resource_monitor.family(resource_monitor.processes(), child.pid)
            )

    def _watch(self) -> None:
        if not self._children:
            return
        table = resource_monitor.processes()
        is_urgent = False
        for child in self._children.values():
            limits = child.limits
            if not child.because and (
                why := resource_monitor.excess(
                    table, child.pid, limits, child.in_system
                )
            ):
                child.because = why
                self._kill(child)
            child.sessions.lower(resource_monitor.other_sessions(table, child.pid))
            memory = resource_monitor.memory(table, child.pid)
            is_urgent |= memory > limits["memory_bytes"] // 2
        if self._options.sandboxed:
            self._tick = URGENT_TICK if is_urgent else SANDBOXED_TICK

    def _reap(self) -> None:
        names = {child.pid: name for name, child in self._children.items()}
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    break
                if pid in names:
                    self._ended(names[pid], os.waitstatus_to_exitcode(status))
        if not self._options.sandboxed:
            self._end_strays()

    def _ended(self, name: str, status: int) -> None:
        child = self._children[name]
        if child.report:
            self._read_report(name)
        del self._children[name]
        self._send_event("ended", name, status=status, because=child.because)

    def _end_strays(self) -> None:
        """Kill what a kernel without a pid namespace has left behind."""
        table = resource_monitor.processes()
        mine = {child.pid for child in self._children.values()}
        for pid in table[os.getpid()].children:
            if pid not in mine:
                resource_monitor.kill(resource_monitor.family(table, pid))

    def _send_event(self, event: str, name: str, **more: object) -> None:
        line = json.dumps({"event": event, "id": name, **more})
        self._control.sendall(line.encode() + b"\n")


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
