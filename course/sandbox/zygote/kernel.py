"""Turn a fork of the zygote into a kernel, with process 1 of its pid namespace."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import random
import signal
import sys
import tempfile
import termios
from collections.abc import Callable
from typing import NoReturn

from . import confine, preload, work

Run = Callable[[dict, str, Callable[[], None]], None]


def start_kernel(
    request: dict, options: preload.Options, report: int, run: Run | None = None
) -> NoReturn:
    """Turn this newly forked process into what `request` asks for.

    If sandboxed, first write the pid of the kernel's root process to `report`, in ten
    characters. Then always write "." when the kernel is ready, or "!" and what went
    wrong.
    """
    run = run or run_kernel
    try:
        if options.sandboxed:
            _start_sandboxed(request, report, run)
        else:
            _start_bare(request, options, report, run)
    except BaseException as error:
        _send_report(report, f"!{type(error).__name__}: {error}")
    os._exit(1)


def run_kernel(request: dict, folder: str, ready: Callable[[], None]) -> None:
    """Run an IPython kernel on the sockets of `folder` until it is shut down."""
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    # Otherwise all forks would draw the same numbers.
    wanted = request.get("work") or {}
    np.random.seed(wanted.get("seed"))
    random.seed(wanted.get("seed"))
    connection = f"{folder}/kernel.json"
    arguments = ["--HistoryManager.enabled=False", *request.get("arguments", [])]
    sys.argv = ["ipykernel_launcher.py", "-f", connection]
    app = IPKernelApp.instance()
    app.initialize(["-f", connection, *arguments])
    ready()
    app.start()


def probe(options: preload.Options) -> None:
    """Confine a process as a kernel would be; return only if that works."""
    limits = dict.fromkeys(("memory_bytes", "scratch_bytes", "file_bytes"), 1 << 24)
    limits |= {"open_files": 64, "threads": 64, "cpu_seconds": 10}
    request = {"id": "probe", "limits": limits}
    _start_alone(request, options, lambda _, __, ready: ready())


def run_program(options: preload.Options) -> int:
    """Run a program in place of a kernel, on this terminal; return its exit status."""

    def become_program(_: dict, __: str, ready: Callable[[], None]) -> None:
        ready()
        if os.isatty(0):
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        try:
            os.execvp(options.program[0], options.program)
        except OSError as error:
            os.write(2, f"{options.program[0]}: {error.strerror}\n".encode())
            sys.exit(127)

    request = {"id": "shell", "limits": options.limits, "terminal": True}
    root = _start_alone(request, options, become_program)
    while True:
        pid, status = os.wait()
        if pid == root:
            return os.waitstatus_to_exitcode(status)


def _start_alone(request: dict, options: preload.Options, run: Run) -> int:
    """Start `run` as a zygote would; return its root pid, or exit with the error."""
    read_end, write_end = os.pipe()
    if os.fork() == 0:
        start_kernel(request, options, write_end, run)
    os.close(write_end)
    reply = b""
    while piece := os.read(read_end, 4096):
        reply += piece
    if not reply.endswith(b"."):
        sys.exit(reply.decode("utf-8", "replace").partition("!")[2] or "no reply")
    return int(reply[:10])


def _start_bare(request: dict, options: preload.Options, report: int, run: Run) -> None:
    os.setsid()
    folder = f"{options.folders}/{request['id']}"
    for variable, name in (("HOME", "home"), ("TMPDIR", "tmp"), ("", "work")):
        os.makedirs(f"{folder}/{name}", exist_ok=True)
        if variable:
            os.environ[variable] = f"{folder}/{name}"
    os.environ["IPYTHONDIR"] = f"{folder}/home/.ipython"
    os.chdir(f"{folder}/work")
    work.prepare(request, folder)
    # Threads are counted per user, and here that user is the operator.
    confine.limit(request["limits"], count_threads=False)
    _close_what_the_zygote_opened(keep=[report])
    _run_and_exit(run, request, folder, lambda: _send_report(report, "."))


def _start_sandboxed(request: dict, report: int, run: Run) -> None:
    confine.unshare_namespaces()
    parent_gone, tell_gone = os.pipe()
    root = os.fork()
    if root:
        os.write(report, b"%10d" % root)
        os._exit(0)
    # Wait for the parent, which must write the pid to `report` first.
    os.close(tell_gone)
    os.read(parent_gone, 1)
    os.close(parent_gone)
    limits = request["limits"]
    confine.mount_filesystems(request["id"], limits["scratch_bytes"], limits["threads"])
    terminal = [0, 1, 2] if request.get("terminal") else []
    _close_what_the_zygote_opened(keep=[report, *terminal])
    bound, tell_bound = os.pipe()
    go, tell_go = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(bound)
        os.close(tell_go)
        os.setsid()
        os.chdir(f"{confine.SCRATCH}/work")
        work.prepare(request, confine.OWN_FOLDER)
        confine.give_up_privileges()
        confine.limit(limits)

        def ready() -> None:
            os.write(tell_bound, b".")
            os.read(go, 1)
            for number in (tell_bound, go, report):
                os.close(number)

        _run_and_exit(run, request, confine.OWN_FOLDER, ready)
    os.close(tell_bound)
    os.close(go)
    _pass_signals_to(pid)
    # No student's code has run yet, and none will before this is done.
    if os.read(bound, 1):
        confine.close_folders()
        confine.give_up_privileges(hidden=True)
        _send_report(report, ".")
        os.write(tell_go, b".")
    os.closerange(3, 64)
    _run_process_one(pid)


def _run_process_one(kernel: int) -> NoReturn:
    """Reap what ends, and end with the kernel, which ends all its processes."""
    while True:
        pid, status = os.wait()
        if pid == kernel:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _pass_signals_to(kernel: int) -> None:
    def forward(number: int, _frame: object) -> None:
        with contextlib.suppress(OSError):
            os.killpg(kernel, number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, forward)


def _close_what_the_zygote_opened(keep: list[int]) -> None:
    """Close the zygote's open files and reset its temporary folder."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in {0, 1, 2} - {*keep}:
        os.dup2(nothing, number)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in keep:
            with contextlib.suppress(OSError):  # the descriptor of this listing
                os.close(int(name))
    tempfile.tempdir = None


def _run_and_exit(
    run: Run, request: dict, folder: str, ready: Callable[[], None]
) -> NoReturn:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    code = 0
    try:
        run(request, folder, ready)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    atexit._run_exitfuncs()
    os._exit(code)


def _send_report(report: int, text: str) -> None:
    try:
        os.write(report, text.encode()[:2000])
        os.close(report)
    except OSError:
        pass
