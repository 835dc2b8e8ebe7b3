"""Read what the system says of a process, which may try to mislead its reader."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator

LOOK_SECONDS = 0.5  # of processor time for one kernel: 64 usual processes take 0.28


class TooSlow(Exception):
    """There is so much to read of a kernel that much could happen meanwhile."""


def in_time(numbers: Iterable[int]) -> Iterator[int]:
    """Yield processes to look at; raise TooSlow if that takes too long."""
    end = time.thread_time() + LOOK_SECONDS
    for number in numbers:
        yield number
        if time.thread_time() > end:
            raise TooSlow


def text_of(path: str) -> str | None:
    """Return the text of a file in /proc; None if it is gone."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return None


def lines_of(path: str) -> dict[str, str] | None:
    """Return the lines of a file by the names that they begin with; None if it is gone.

    A process chooses its own name, which is in there, and only line feeds are escaped
    in it. So no other character ends a line, or a process could write such lines.
    """
    text = text_of(path)
    if text is None:
        return None
    return dict(line.split(":", 1) for line in text.split("\n") if ":" in line)


def status_of(number: int | str) -> dict[str, str] | None:
    """Return the lines of a process's status; None if it is gone."""
    values = lines_of(f"/proc/{number}/status")
    if values and is_zombie(values):
        values = lines_of(f"{folder_of(number)}/status")
    return values


def folder_of(number: int | str) -> str:
    """Return the folder in /proc that tells what a process has.

    It is that of its first thread that has not ended. If the very first one has, the
    others keep memory and files, of which /proc/<number> then tells nothing.
    """
    folder = f"/proc/{number}"
    try:
        threads = sorted(os.listdir(f"{folder}/task"), key=int)
    except OSError:
        return folder  # it is gone
    for thread in threads:
        values = lines_of(f"{folder}/task/{thread}/status")
        if values and not is_zombie(values):
            return f"{folder}/task/{thread}"
    return folder


def is_zombie(values: dict[str, str]) -> bool:
    """Return whether these are the lines of what has ended."""
    return values["State"].split()[0] == "Z"


def bytes_in(values: dict[str, str], names: Iterable[str]) -> int:
    """Return the sum of sizes among the lines; those that are not there are 0."""
    return 1024 * sum(int(values.get(name, "0 kB").split()[0]) for name in names)
