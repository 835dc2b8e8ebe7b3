"""What the processes of one kernel use together, and whether that is too much.

Limits of the operating system hold for one process at a time, so the sum is watched
from outside. Reads /proc only; ending what uses too much is the caller's business.
What the system keeps for processes is in `kernel_memory`, how long they wait for a
processor in `processor_time`.
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
    """One line of the process table, sizes in bytes."""

    parent: int
    threads: int = 0
    memory: int = 0
    seconds: float = 0.0
    files: int = 0  # descriptors that there is a place for
    session: int = 0
    children: list[int] = field(default_factory=list)


def processes() -> dict[int, Process]:
    """Every process that is visible here, by its number."""
    table: dict[int, Process] = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (process := _read(name)):
            table[int(name)] = process
    for number, process in table.items():
        if process.parent in table:
            table[process.parent].children.append(number)
    return table


def family(table: dict[int, Process], root: int) -> list[int]:
    """`root` and all its descendants."""
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
    """The limit that `root` and its descendants are beyond, if any.

    `in_system` knows what the system keeps for them, where that can be told.
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
    # Pages that a kernel shares with the zygote or among its own processes are
    # counted once only by the slower way, so that is asked second.
    if (
        sum(table[number].memory for number in members) > memory
        and sum(map(_own_memory, members)) > memory
    ):
        return "memory"
    return None


def memory(table: dict[int, Process], root: int) -> int:
    """Bytes of `root` and its descendants; what they share is counted for each."""
    return sum(table[number].memory for number in family(table, root))


def other_sessions(table: dict[int, Process], root: int) -> Iterator[tuple[int, int]]:
    """The sessions that descendants have opened, each with the number of a member.

    The first two are that of the `root` and that of the kernel itself.
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
        return None  # it has ended meanwhile
    values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    kilobytes = sum(
        int(values.get(key, "0 kB").split()[0]) for key in ("VmRSS", "VmSwap", "VmPTE")
    )
    # The name in brackets may hold anything, so the fields are those after it; they
    # are the process's own times and those of children that it has waited for.
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
    """Bytes of a process, where a page shared by n processes counts as 1/n.

    One that has made itself unreadable has all of its pages counted as its own.
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
