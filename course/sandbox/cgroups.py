"""A version 2 cgroup for each kernel, where the system lets us make one.

It bounds what the zygote can only measure now and then, and what it cannot see: all
memory that the system keeps for a kernel. It also gives each kernel an equal share of
the processors, however many processes it has. Without cgroups, as on systems with
version 1, only the zygote watches its kernels.

The parent is the cgroup that CHARLM_CGROUP names, or else our own if nobody but us is
in it, as after `systemd-run --user --scope -p Delegate=yes`.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

from course.sandbox.zygote import process_files, resource_monitor

VARIABLE = "CHARLM_CGROUP"
PREFIX = "charlm-kernel-"
OURS = "charlm-grader"  # where we move, since a cgroup with children has no processes
CONTROLLERS = ("memory", "pids", "cpu")
SPARE_PROCESSES = 64  # beyond the limit, so that the zygote can say which it was
REMOVE_TRIES = 20


class Cgroup:
    """The cgroup of one kernel."""

    def __init__(self, folder: Path, memory_bytes: int, threads: int) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        settings = {
            "memory.max": memory_bytes,
            "memory.swap.max": 0,
            "memory.oom.group": 1,  # end all of the kernel's processes, or none
            "pids.max": threads + SPARE_PROCESSES,
            "cpu.weight": 100,
        }
        for name, value in settings.items():
            with contextlib.suppress(OSError):  # that controller is missing
                _write(folder / name, str(value))

    def adopt(self, numbers: Iterable[int]) -> None:
        """Move processes into it, with all their threads and later children."""
        for number in numbers:
            with contextlib.suppress(OSError):  # it has ended
                _write(self.folder / "cgroup.procs", f"{number}\n", "a")

    @property
    def ran_out_of_memory(self) -> bool:
        """Whether the system has killed its processes for using too much memory."""
        try:
            text = (self.folder / "memory.events").read_text("ascii")
        except OSError:
            return False
        events = dict(line.split() for line in text.splitlines())
        return int(events.get("oom_kill", 0)) > 0

    def remove(self) -> None:
        """Remove it, once its processes have ended or are just about to."""
        for _ in range(REMOVE_TRIES):
            try:
                self.folder.rmdir()
                return
            except OSError:
                time.sleep(0.01)


def delegated() -> Path | None:
    """Prepare and return the folder in which we may make cgroups; None without one."""
    named = os.environ.get(VARIABLE)
    base = Path(named) if named else _own()
    try:
        if base is None or not _has(base / "cgroup.controllers", CONTROLLERS[:1]):
            return None
        if not named and not _vacate(base):
            return None
        for name in CONTROLLERS:
            if _has(base / "cgroup.controllers", [name]):
                _write(base / "cgroup.subtree_control", f"+{name}")
    except OSError:
        return None
    return base


def can_delegate() -> bool:
    """Return whether `delegated` would find a folder; change nothing."""
    named = os.environ.get(VARIABLE)
    base = Path(named) if named else _own()
    try:
        if base is None or not _has(base / "cgroup.controllers", CONTROLLERS[:1]):
            return False
        return os.access(base / "cgroup.procs", os.W_OK) and (
            named is not None or _is_ours(base)
        )
    except OSError:
        return False


def folder_of(base: Path, client: int, kernel: str) -> Path:
    """Return the folder for a kernel that the process `client` has asked for."""
    return base / f"{PREFIX}{client}-{kernel}"


def remove_all_of(client: int) -> None:
    """Remove the cgroups that a process has made and not removed."""
    base = delegated()
    for folder in base.glob(f"{PREFIX}{client}-*") if base else ():
        with contextlib.suppress(OSError):  # its kernel is ending just now
            folder.rmdir()


def host_number(table: dict[int, resource_monitor.Process], top: int, seen: int) -> int:
    """Return our number of the process that has the number `seen` below `top`.

    The two may differ since `top` has its own pid namespace. Return 0 if it is gone.
    """
    for number in resource_monitor.family(table, top):
        names = _numbers(number)
        if seen == (names[1] if len(names) > 1 else names[0]):
            return number
    return 0


def _numbers(number: int) -> list[int]:
    """Return the numbers of a process in all its namespaces, the outermost first."""
    values = process_files.lines_of(f"/proc/{number}/status")
    if values is None:
        return [0]
    return [int(word) for word in values.get("NSpid", str(number)).split()]


def _own() -> Path | None:
    """Return our version 2 cgroup, or its parent if we have moved down already."""
    try:
        cgroups = Path("/proc/self/cgroup").read_text("utf-8").splitlines()
        mounts = Path("/proc/self/mountinfo").read_text("utf-8").splitlines()
    except OSError:
        return None
    inside = [line.removeprefix("0::") for line in cgroups if line[:3] == "0::"]
    places = [line.split()[4] for line in mounts if " - cgroup2 " in line]
    if not inside or not places:
        return None
    own = Path(places[0] + inside[0])
    return own.parent if own.name == OURS else own


def _vacate(base: Path) -> bool:
    """Move out of a cgroup that is ours alone; return False if it is not."""
    if not _is_ours(base):
        return False
    if members := _members(base):
        (base / OURS).mkdir(exist_ok=True)
        for number in members:
            _write(base / OURS / "cgroup.procs", str(number), "a")
    return True


def _is_ours(base: Path) -> bool:
    """Return whether nobody but us and our children is in a cgroup."""
    table = resource_monitor.processes()
    return _members(base) <= set(resource_monitor.family(table, os.getpid()))


def _members(base: Path) -> set[int]:
    return {int(word) for word in (base / "cgroup.procs").read_text().split()}


def _has(path: Path, names: Iterable[str]) -> bool:
    return set(names) <= set(path.read_text("ascii").split())


def _write(path: Path, text: str, mode: str = "w") -> None:
    with open(path, mode, encoding="ascii") as file:
        file.write(text)
