"""Measure what the processes of one kernel use together, and whether it is too much.

The operating system's limits hold for one process at a time, so the sum is watched
from outside. This module only reads /proc; its caller decides which processes to kill.
`kernel_memory` counts what the system keeps for processes, and `processor_time` how
long they wait for a processor.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import kernel_memory

# Windows has none of this, but the grader imports it there as well.
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Process:
    """One line of the process table; sizes are in bytes."""

    parent: int
    threads: int = 0
    memory: int = 0
    seconds: float = 0.0
    files: int = 0  # the size of its table of descriptors
    session: int = 0
    children: list[int] = field(default_factory=list)


def processes() -> dict[int, Process]:
    """Return every process that is visible here, by its number."""
    table: dict[int, Process] = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (process := _read(name)):
            table[int(name)] = process
    for number, process in table.items():
        if process.parent in table:
            table[process.parent].children.append(number)
    return table


def family(table: dict[int, Process], root: int) -> list[int]:
    """Return `root` and all its descendants."""
    found = [root] if root in table else []
    for number in found:
        found += table[number].children
    return found


def excess(
    table: dict[int, Process],
    root: int,
    limits: dict[str, int],
    in_system: kernel_memory.Watch | None = None,
) -> str | None:
    """Return the limit that `root` and its descendants exceed, if any.

    `in_system` estimates what the system keeps for them, if that is known.
    """
    members = family(table, root)
    if len(members) - 1 > limits["processes"]:
        return "processes"
    if sum(table[number].threads for number in members) > limits["threads"] + 32:
        return "threads"
    if sum(table[number].seconds for number in members) > limits["cpu_seconds"]:
        return "cpu time"
    files = [table[number].files for number in members]
    if kernel_memory.watches(files) > kernel_memory.MAX_WATCHES:
        return "open files"
    memory = limits["memory_bytes"]
    if in_system is not None:
        if in_system.locks(members) > kernel_memory.MAX_LOCKS:
            return "file locks"
        memory -= in_system.bytes_of(members, files)
    # Only the slower measure counts pages once that a kernel shares with the zygote or
    # among its processes, so it comes second.
    if (
        sum(table[number].memory for number in members) > memory
        and sum(map(_own_memory, members)) > memory
    ):
        return "memory"
    return None


def memory(table: dict[int, Process], root: int) -> int:
    """Return the bytes of `root` and its descendants; shared ones count for each."""
    return sum(table[number].memory for number in family(table, root))


def other_sessions(table: dict[int, Process], root: int) -> Iterator[tuple[int, int]]:
    """Yield the sessions that descendants have opened, each with a member's number.

    The sessions of `root` and of the kernel, the first two members, do not count.
    """
    members = family(table, root)
    known = {table[number].session for number in members[:2]}
    for number in members:
        if table[number].session not in known | {0}:
            yield table[number].session, number


def kill(numbers: Iterable[int]) -> None:
    """SIGKILL each of them that is still there."""
    for number in numbers:
        with contextlib.suppress(OSError):
            os.kill(number, signal.SIGKILL)


def _read(name: str) -> Process | None:
    try:
        status = Path(f"/proc/{name}/status").read_text("utf-8", "replace")
        times = Path(f"/proc/{name}/stat").read_text("utf-8", "replace")
    except OSError:
        return None  # it has ended
    values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    kilobytes = sum(
        int(values.get(key, "0 kB").split()[0]) for key in ("VmRSS", "VmSwap", "VmPTE")
    )
    # The name in brackets may hold anything, so read only the fields after it: the
    # times of the process and of the children that it has waited for.
    fields = times.rpartition(")")[2].split()
    ticks = sum(int(text) for text in fields[11:15])
    seconds = ticks / TICKS
    if values["State"].split()[0] == "Z":
        return Process(int(values["PPid"]), threads=1, seconds=seconds)
    threads = int(values["Threads"])
    return Process(
        parent=int(values["PPid"]),
        threads=threads,
        memory=kilobytes * 1024,
        seconds=seconds,
        files=int(values["FDSize"]),
        session=int(fields[3]),
    )


def _own_memory(number: int) -> int:
    """Return the bytes of a process; a page shared by n processes counts as 1/n.

    All pages count in full if the process has made itself unreadable.
    """
    try:
        status = Path(f"/proc/{number}/status").read_text("utf-8", "replace")
    except OSError:
        return 0
    wanted = ("Pss:", "SwapPss:", "VmPTE:")
    try:
        rollup = Path(f"/proc/{number}/smaps_rollup").read_text("ascii")
    except OSError:
        rollup, wanted = "", ("VmRSS:", "VmSwap:", "VmPTE:")
    lines = [line.split() for line in (rollup + status).splitlines()]
    return sum(int(line[1]) * 1024 for line in lines if line and line[0] in wanted)
