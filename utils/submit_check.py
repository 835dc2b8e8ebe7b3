"""Try a saved notebook as grading will, and make a receipt of it.

    python -m utils.submit_check dinosaurs.ipynb

It says which exercises are blank, what the open checks miss, what would not be there in
grading, and which cells were not run, or in another order. Above all it prints the
SHA-256 of the file as it lies on the disk. Your feedback shows the same sum of the file
that was graded: if both are equal, it is what you handed in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from utils.saved import Cell, Lesson, Unreadable, lesson_of, read_saved, sum_of

MAX_NAMED = 8  # cells in one line
CHANGED = (
    "changed while the receipt was made: save it, leave it alone and run this again"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what a dry run finds, and the receipt; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m utils.submit_check",
        description="Try a saved notebook as grading will, and make a receipt of it.",
    )
    parser.add_argument("notebook", type=Path, help="the saved file")
    path = parser.parse_args(arguments).notebook
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe may know no ✓
            stream.reconfigure(errors="replace")
    try:
        receipt(path)
    except Unreadable as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    return 0


def receipt(path: Path) -> None:
    """Print what a dry run of a file finds, and its sum; raise Unreadable."""
    before = sum_of(path)
    cells = read_saved(path)
    lesson = lesson_of(cells)
    if lesson.exercises:
        _try(path, cells, lesson)
    else:
        print(f"{lesson.assignment}/{lesson.notebook}: nothing in it is graded")
    if sum_of(path) != before:
        raise Unreadable(CHANGED)
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    print(f"\nReceipt for {path.name}, {path.stat().st_size:,} bytes, {now}")
    print(f"SHA-256 {before}")
    print("Keep it: feedback and report show the sum of the file that was graded.")


def _try(path: Path, cells: list[Cell], lesson: Lesson) -> None:
    """Run the notebook, and print what was found."""
    from utils.dry_run import dry_run  # only now, since it takes a second

    print(f"{lesson.assignment}/{lesson.notebook}: running it in a fresh kernel …")
    found = dry_run(cells, lesson, path.resolve().parent, _progress)
    _progress("")
    for one in found.exercises:
        summary = f"{one.name}: blank" if one.blank else (one.told or [one.name])[0]
        print(f"  {'✓' if one.passed else '✗'} {summary}")
        for hint in [] if one.blank else one.told[1:]:
            print(f"      {hint}")
    never, order = never_run(cells, lesson), out_of_order(cells)
    _print("Would be missing, or otherwise, in grading", found.missing)
    _print("Errors in other cells", found.remarks)
    _print("Saved without an execution count: never run, or changed since", never)
    _print("Run before a cell that stands above them", order)


def never_run(cells: list[Cell], lesson: Lesson) -> list[str]:
    """Name the code cells without a count, but for those that grading leaves out."""
    return [
        str(cell)
        for cell in cells
        if cell.cell_type == "code" and cell.source.strip() and cell.count is None
        if cell.digest not in lesson.skipped and cell.name not in lesson.practice
    ]


def out_of_order(cells: list[Cell]) -> list[str]:
    """Name the cells that were run before a cell that stands above them."""
    found, highest = [], 0
    for cell in cells:
        if cell.cell_type == "code" and cell.count is not None:
            if cell.count < highest:
                found.append(f"{cell}, run as [{cell.count}] of [{highest}]")
            highest = max(highest, cell.count)
    return found


def _print(title: str, lines: list[str]) -> None:
    if lines:
        print(f"{title}:")
        for line in lines[:MAX_NAMED]:
            print(f"  - {line}")
        if lines[MAX_NAMED:]:
            print(f"  - and {len(lines) - MAX_NAMED} more")


def _progress(text: str) -> None:
    """Show on a terminal which cell runs."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
