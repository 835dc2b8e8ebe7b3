"""Measure what the processes of one kernel use together, and whether it is too much.

The operating system's limits hold for one process at a time, so the sum is watched
from outside. This module only reads /proc; its caller decides which processes to kill.
`kernel_memory` counts what the system keeps for processes, and `processor_time` how
long they wait for a processor and what is lost when they end.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from . import kernel_memory, process_files

# Windows has none of this, but the grader imports it there as well.
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
MOST_SHARED = 2  # times the limit: a process in which pages occur more often
# What counts as memory of a process: huge pages of the system's pool are not resident.
UNSHARED = ("VmPTE", "HugetlbPages")
MEMORY = ("VmRSS", "VmSwap", *UNSHARED)


@dataclass
class Process:
    """One line of the process table; sizes are in bytes."""

    parent: int
    threads: int = 0
    memory: int = 0
    seconds: float = 0.0  # its own, and those that it has inherited
    inherited: float = 0.0  # of children that have ended and that it has waited for
    runs: bool = False  # or could, if there were a processor for it
    files: int = 0  # the size of its table of descriptors
    session: int = 0
    children: list[int] = field(default_factory=list)


def processes(root: int | None = None) -> dict[int, Process]:
    """Return every process that is visible here, by its number.

    With `root`, return only that one and its descendants. Of the others just the parent
    is read, which is much faster where a whole machine is visible.
    """
    table: dict[int, Process] = {}
    parents: dict[int, int] = {}
    # A process may pass what it has on to a new one and end. So look again for those
    # that have come meanwhile, and read the newest of them first.
    for again in (False, True):
        numbers = {int(name) for name in os.listdir("/proc") if name.isdigit()}
        if root is not None:
            # A process whose parent has ended has another parent now.
            unknown = {n for n in numbers if parents.get(n) not in numbers}
            parents |= {n: int(stat[1]) for n in unknown if (stat := _stat(n))}
            numbers &= _descendants(parents, root)
        for number in sorted(numbers - table.keys(), reverse=again):
            if process := _read(number):
                table[number] = process
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
    lost: float = 0.0,
) -> str | None:
    """Return the limit that `root` and its descendants exceed, if any.

    `in_system` estimates what the system keeps for them, if that is known. `lost` is
    the processor time of descendants that have ended and nobody has waited for.
    """
    members = family(table, root)
    if len(members) - 1 > limits["processes"]:
        return "processes"
    if sum(table[number].threads for number in members) > limits["threads"] + 32:
        return "threads"
    seconds = lost + sum(table[number].seconds for number in members)
    if seconds > limits["cpu_seconds"]:
        return "cpu time"
    files = [table[number].files for number in members]
    if kernel_memory.watches(files) > kernel_memory.MAX_WATCHES:
        return "open files"
    if in_system is not None and in_system.locks(members) > kernel_memory.MAX_LOCKS:
        return "file locks"
    memory = limits["memory_bytes"]
    sizes = [table[number].memory for number in members]
    try:
        if in_system is not None:
            memory -= in_system.bytes_of(members, files)
        # Only the slower measure counts pages once that a kernel shares with the zygote
        # or among its processes, so it comes second. It takes as long as there are
        # pages, even if one of them is in a thousand places.
        if sum(sizes) > memory and (
            max(sizes, default=0) > MOST_SHARED * limits["memory_bytes"]
            or sum(map(_own_memory, process_files.in_time(members))) > memory
        ):
            return "memory"
    except process_files.TooSlow:
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


def _descendants(parents: dict[int, int], root: int) -> set[int]:
    """Return `root` and all below it."""
    found = {root}
    # A number may be reused, so a parent's may be higher than that of its child.
    while more := {n for n, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _stat(number: int) -> list[str] | None:
    """Return what is in a process's stat from its state on; None if it is gone."""
    text = process_files.text_of(f"/proc/{number}/stat")
    # The name in brackets may hold anything, so read only the fields after it.
    return None if text is None else text.rpartition(")")[2].split()


def _read(number: int) -> Process | None:
    values = process_files.status_of(number)
    fields = _stat(number)
    if values is None or fields is None:
        return None  # it has ended
    # The times of the process and of the children that it has waited for.
    ticks = [int(text) for text in fields[11:15]]
    process = Process(
        parent=int(values["PPid"]),
        threads=1,
        seconds=sum(ticks) / TICKS,
        inherited=sum(ticks[2:]) / TICKS,
    )
    if not process_files.is_zombie(values):
        process.runs = values["State"].split()[0] == "R"
        process.threads = int(values["Threads"])
        process.memory = process_files.bytes_in(values, MEMORY)
        process.files = int(values["FDSize"])
        process.session = int(fields[3])
    return process


def _own_memory(number: int) -> int:
    """Return the bytes of a process; a page shared by n processes counts as 1/n.

    All pages count in full if the process has made itself unreadable.
    """
    folder = process_files.folder_of(number)
    values = process_files.lines_of(f"{folder}/status")
    if values is None:
        return 0
    wanted = ("Pss", "SwapPss", *UNSHARED)
    if rollup := process_files.lines_of(f"{folder}/smaps_rollup"):
        values |= rollup
    else:
        wanted = MEMORY
    return process_files.bytes_in(values, wanted)
