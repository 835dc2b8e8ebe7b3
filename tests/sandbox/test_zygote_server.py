"""The zygote's server, in this process, with forks that end after a moment."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from dataclasses import asdict
from typing import NoReturn

import pytest

from course.sandbox.zygote import __main__ as zygote
from course.sandbox.zygote import kernel, preload
from course.sandbox.zygote_client import ResourceLimits

START = {"do": "start", "id": "1", "limits": asdict(ResourceLimits())}
OPTIONS = preload.Options(modules=[], sandboxed=False, folders="")


def start_and_end(_request: dict, _options: preload.Options, report: int) -> NoReturn:
    """Report a good start, and end a moment later."""
    os.setsid()  # as a kernel does
    os.write(report, b".")
    os.close(report)
    time.sleep(0.2)
    os._exit(3)


@pytest.mark.timeout(30)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="zygotes are Linux's")
def test_the_end_of_a_kernel_is_reported_without_waiting_for_a_tick(monkeypatch):
    monkeypatch.setattr(zygote, "BARE_TICK", 3600.0)
    monkeypatch.setattr(kernel, "start_kernel", start_and_end)
    ours, its = socket.socketpair()
    server = zygote.ZygoteServer(its, OPTIONS)
    # They are what other tests have started: this process is theirs as well.
    monkeypatch.setattr(server, "_end_strays", lambda table: None)
    heard = []

    def send_event(_client: zygote.Client, event: str, _name: str, **more: object):
        heard.append((event, more.get("status")))
        if event == "ended":
            ours.close()  # so that the server stops

    monkeypatch.setattr(zygote.Client, "send_event", send_event)
    ours.sendall(json.dumps(START).encode() + b"\n")
    opened, real = [], zygote._end_of

    def end_of(pid: int) -> int:
        opened.append(real(pid))
        return opened[-1]

    monkeypatch.setattr(zygote, "_end_of", end_of)
    server.serve()
    assert heard == [("started", None), ("ended", 3)]
    [closed] = opened
    with pytest.raises(OSError):
        os.fstat(closed)
