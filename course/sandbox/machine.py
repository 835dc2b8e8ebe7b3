"""Look at what a machine offers to the sandbox; `course doctor` tells what is found.

Nothing is changed: no cgroup is entered, and no kernel is started but the probe's.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from course.sandbox import bubblewrap, cgroups
from course.sandbox.zygote_pool import place_of_sockets

ENOUGH_TEMPORARY = 2 * 2**30  # bytes
ENOUGH_MEMORY = 3 * 2**30  # bytes: a zygote with TensorFlow, a kernel and a worker
APPARMOR = "kernel.apparmor_restrict_unprivileged_userns"
PROFILE = "or give bwrap the AppArmor profile in docs/instructor.md, which allows less"
INSTALL = "Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install it"


class State(StrEnum):
    """How well something is."""

    OK = "✓"
    NOTE = "–"  # grading works, though not as well
    BAD = "✗"  # grading does not work


@dataclass(frozen=True)
class Finding:
    """What a look has found, and what to do about it."""

    state: State
    told: str
    todo: str = ""


Looks = dict[str, Callable[[], Finding]]  # by what is looked at


def ok(told: str) -> Finding:
    """Return that something is well."""
    return Finding(State.OK, told)


def note(told: str, todo: str = "") -> Finding:
    """Return that something could be better, though grading works."""
    return Finding(State.NOTE, told, todo)


def bad(told: str, todo: str) -> Finding:
    """Return that something keeps grading from working."""
    return Finding(State.BAD, told, todo)


def looks_at_machine(system: Path = Path("/")) -> Looks:
    """Return looks at what the sandbox needs; `system` has /proc and /sys."""
    return {
        "system": _platform,
        "bubblewrap": _bubblewrap,
        "user namespaces": lambda: _namespaces(system / "proc" / "sys"),
        "sandbox": _sandbox,
        "cgroups": _cgroups,
        "temporary files": _temporary,
        "memory": lambda: _memory(system / "proc" / "meminfo"),
    }


def _platform() -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    told = f"{sys.platform}, Python {python}"
    if sys.platform.startswith("linux"):
        return ok(told)
    todo = "grade on Linux (WSL 2 and a virtual machine are Linux, too)"
    return bad(f"{told}: the sandbox needs Linux", todo)


def _bubblewrap() -> Finding:
    path = shutil.which("bwrap")
    if path is None:
        return bad("is not installed", INSTALL)
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, timeout=30, check=False
        )
        version = done.stdout.decode("utf-8", "replace").strip()
    except (OSError, subprocess.TimeoutExpired):
        return bad(f"{path} does not start", INSTALL)
    return ok(f"{version or path}, {path}")


def _namespaces(switches: Path) -> Finding:
    """Look at the switches that forbid user namespaces; root needs none of them."""
    todo = "; ".join(bubblewrap.remedies(switches))
    if APPARMOR in todo:
        todo += f"; {PROFILE}"
    if not todo:
        return ok("no switch forbids them")
    if bubblewrap.available() is None:
        return ok("restricted for other programs, but not for bubblewrap")
    return bad("the system forbids them", todo)


def _sandbox() -> Finding:
    reason = bubblewrap.available()
    if reason is None:
        return ok("a confined kernel starts")
    todo = "do what the lines above say, then run course doctor again; in a container, "
    todo += "grade outside of it, on a machine that may make namespaces"
    return bad(reason.partition(";")[0], todo)


def _cgroups() -> Finding:
    if cgroups.can_delegate():
        return ok("each kernel gets its own")
    todo = "systemd-run --user --scope -p Delegate=yes .venv/bin/course grade …"
    told = "none of our own: memory is measured now and then, not bounded at once"
    return note(told, todo)


def _temporary() -> Finding:
    """Look at the temporary folder, where kernels have their sockets."""
    wanted = folder = Path(os.environ.get("TMPDIR") or "/tmp").absolute()
    todo = "set TMPDIR to a folder on a local disk, of less than 50 characters"
    try:
        folder = place_of_sockets()
        with tempfile.TemporaryDirectory(prefix="charlm-", dir=folder) as made:
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(os.path.join(made, "socket"))
            program = Path(made, "program")
            program.write_text("#!/bin/sh\n", encoding="ascii")
            program.chmod(0o700)
            subprocess.run([program], check=True, timeout=30)
            free = shutil.disk_usage(made).free
    except PermissionError:
        told = f"{folder} may hold no programs (noexec)"
        return note(told, todo)
    except (OSError, subprocess.SubprocessError) as error:
        told = f"{folder} cannot be used: {error}"
        return bad(told, todo)
    told = f"{folder}, {free / 2**30:.1f} GB free"
    if Path(tempfile.gettempdir()) != wanted:
        told = f"{wanted} is full or cannot be written, so they go to {told}"
        return note(told, f"make room, or {todo}")
    if free < ENOUGH_TEMPORARY:
        return note(told, f"make room, or {todo}")
    return ok(told)


def _memory(path: Path) -> Finding:
    try:
        lines = path.read_text("ascii").splitlines()
        fields = dict(line.split(":", 1) for line in lines if ":" in line)
        free = int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, ValueError, LookupError):
        return note("how much is free is not known")
    told = f"{free / 2**30:.1f} GB free"
    if free >= ENOUGH_MEMORY:
        return ok(told)
    todo = "end other programs, or grade with --workers 1"
    return note(told, todo)
