"""Run a program in the sandbox, to look around in what a kernel sees.

The sandbox is set up by the same steps as for a kernel, and ends with the program.
Only the sum of what its processes use is not watched.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from course.content import Content
from course.errors import CourseError
from course.sandbox import bubblewrap
from course.sandbox.zygote_client import ResourceLimits

NAME = "shell"
CHUNK = 65536  # bytes


def run_sealed(
    program: Sequence[str], content: Content, limits: ResourceLimits | None = None
) -> int:
    """Run a program in place of a kernel, on this terminal; return its exit status.

    Raise CourseError if there is no sandbox.
    """
    if reason := bubblewrap.available():
        raise CourseError(f"no sandbox: {reason}; course doctor says more")
    with bubblewrap.folders_for(NAME) as folders:
        words = bubblewrap.zygote_program(
            modules=[],
            sandboxed=True,
            folders=bubblewrap.FOLDERS,
            user=bubblewrap.ORDINARY_USER,
            program=list(program),
            limits=asdict(limits or ResourceLimits()),
        )
        command = bubblewrap.command(words, folders, content)
        if sys.stdin.isatty():
            return _run_on_terminal(command)
        return subprocess.run(command, check=False).returncode


def _run_on_terminal(command: Sequence[str]) -> int:
    """Run a command on a new terminal, and show that terminal on this one.

    So whatever runs inside cannot reach the terminal out here.
    """
    import pty
    import signal
    import termios

    ours, theirs = pty.openpty()

    def resize(*_: object) -> None:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetwinsize(ours, termios.tcgetwinsize(sys.stdin.fileno()))

    resize()
    before = signal.signal(signal.SIGWINCH, resize)
    try:
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as p:
            os.close(theirs)
            with _raw(sys.stdin.fileno()):
                os.write(ours, _typed_ahead(sys.stdin.fileno()))
                _relay(sys.stdin.fileno(), ours, sys.stdout.fileno())
        return p.returncode
    finally:
        signal.signal(signal.SIGWINCH, before)
        os.close(ours)


@contextlib.contextmanager
def _raw(terminal: int) -> Iterator[None]:
    """Let a terminal pass on every key, Ctrl+C included, and what was typed before."""
    import termios
    import tty

    before = termios.tcgetattr(terminal)
    tty.setraw(terminal, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _typed_ahead(terminal: int) -> bytes:
    """Return what was typed until now; Ctrl+D reads as NUL before a terminal is raw."""
    import select

    if not select.select([terminal], [], [], 0)[0]:
        return b""
    return _read(terminal).replace(b"\0", b"\x04")


def _relay(keys: int, terminal: int, screen: int) -> None:
    """Carry keys in and output out until the other side has closed its terminal."""
    import select

    sources = [keys, terminal]
    while True:
        for ready in select.select(sources, [], [])[0]:
            data = _read(ready)
            if ready == keys and not data:
                sources.remove(keys)
            elif not data:
                return
            else:
                os.write(terminal if ready == keys else screen, data)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, CHUNK)
    except OSError:  # on Linux: the terminal was closed
        return b""
