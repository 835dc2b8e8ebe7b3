"""Print a graded class: a progress bar while it runs, then one row per submission.

On a terminal, the bar is on stderr and disappears at the end. In a pipe or a log there
is no bar, and every row is one plain line. `grade` makes the rows.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from course.grading.grade import Grading
from course.grading.results import Row
from course.wording import listed, shown_points
from course.worker.recorded import NO_ANSWER
from utils.checking import Outcome

UNSANDBOXED = "Graded without a sandbox: students' code could have forged its verdict."
MAX_NOTES = 2  # per submission; the feedback page has them all
PROPORTION = "examples in the notebook count in proportion to the hidden points met"
NOT_SEALED = "these tests run beside the students' code, as in nbgrader"
WAITING = "waiting"  # for a human
MAX_CELLS = 5  # named in one line
RECEIPT_DIGITS = 12  # of the SHA-256; feedback and report show all of them
PLAIN_WIDTH = 1000  # never break a row in a log


Expected = Callable[[Row], tuple[str, bool]]  # what a row should be, and if it is


def tell_grading(grading: Grading, expected: Expected | None = None) -> list[Row]:
    """Grade, and print the rows, the problems, and where to find the rest.

    If no row has a problem, every submission has a verdict and a feedback page.
    """
    start = time.perf_counter()
    rows = sorted(graded_with_bar(grading), key=lambda row: row.student)
    show_rows(grading, rows, expected)
    show_problems(rows)
    verdicts = sum(row.total is not None for row in rows)
    spent = time.perf_counter() - start
    unchanged = sum(row.unchanged for row in rows)
    before = f", {unchanged} of them earlier and unchanged" if unchanged else ""
    summary = f"{verdicts} of {len(rows)} graded{before}, in {spent:.0f} s"
    print(f"{grading.assignment}: {summary}")
    if any(row.outcomes and any(s % 1 for s in row.scores.values()) for row in rows):
        print(PROPORTION)
    for remark in grading.remarks:
        print(remark)
    if grading.not_sealed:
        print(_not_sealed(grading.not_sealed))
    if not grading.sandboxed:
        print(UNSANDBOXED)
    pages = grading.feedback / "<student>" / grading.assignment
    print(f"feedback pages: {pages}")
    print(f"nbgrader's own words: {grading.log}")
    return rows


def graded_with_bar(grading: Grading) -> Generator[Row]:
    """Yield the rows of `grading` as they come; on a terminal, show a bar."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
    )
    hidden = not console.is_terminal
    with (
        Progress(*columns, console=console, transient=True, disable=hidden) as bar,
        closing(grading.rows()) as rows,
    ):
        task = bar.add_task(
            grading.assignment, total=len(grading.submissions), counts=""
        )
        start, done, counts = time.perf_counter(), 0, Counter[str]()
        for row in rows:
            done += not row.unchanged
            counts += counted(row)
            listed = ", ".join(f"{n} {what}" for what, n in counts.items())
            rate = 60 * done / (time.perf_counter() - start)
            bar.update(task, advance=1, counts=f"{rate:.0f} a minute: {listed}")
            yield row


def counted(row: Row) -> Counter[str]:
    """Count a row's outcomes for the bar, or the row itself if it has no verdict."""
    return Counter({"without verdict": 1}) if row.total is None else row.outcomes


def show_rows(
    grading: Grading,
    rows: Sequence[Row],
    expected: Expected | None = None,
) -> None:
    """Print one row per submission; `expected` adds what it should be, and a mark."""
    console = _console()
    plain = not console.is_terminal
    between = "/" if plain else "\n/"
    table = Table(
        box=None if plain else box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True
    )
    table.add_column("student", no_wrap=True)
    for exercise, points in grading.worth.items():
        header = f"{exercise}{between}{points:g}"
        table.add_column(header, justify="right", no_wrap=True)
    most = shown_points(sum(grading.worth.values()))
    table.add_column(f"total{between}{most}", justify="right", no_wrap=True)
    table.add_column("seconds", justify="right", no_wrap=True)
    has_receipts = expected is None and any(row.receipts for row in rows)
    if has_receipts:
        table.add_column("SHA-256", no_wrap=True)
    table.add_column("remarks" if expected is None else "expected", no_wrap=plain)
    for row in rows:
        cells = [row.student, *(_score(row, name) for name in grading.worth)]
        cells += [_total(row), f"{row.seconds:.1f}"]
        if has_receipts:
            cells.append(_receipts(row))
        remarks = _remarks(row)
        if expected is not None:
            wanted, met = expected(row)
            remarks.insert(0, f"{'✓' if met else '✗'} {wanted}")
        table.add_row(*map(Text, [*cells, "; ".join(remarks)]))
    if plain:
        with console.capture() as captured:
            console.print(table)
        for line in captured.get().splitlines():
            print(line.rstrip())
    else:
        console.print(table)


def show_problems(rows: Sequence[Row]) -> None:
    """Print a line to stderr for every submission that went wrong."""
    for row in rows:
        if row.problem:
            print(f"{row.student}: {row.problem}", file=sys.stderr)


def _not_sealed(cells: Sequence[str]) -> str:
    """Return the line on test cells that run beside students' code."""
    return f"not sealed: {listed(cells, MAX_CELLS)}: {NOT_SEALED}"


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=PLAIN_WIDTH)


def _score(row: Row, exercise: str) -> str:
    if exercise in row.scores:
        return shown_points(row.scores[exercise])
    return "–" if row.total is None else WAITING


def _total(row: Row) -> str:
    is_waiting = row.total is not None and not row.scores
    return WAITING if is_waiting else shown_points(row.total)


def _receipts(row: Row) -> str:
    """Return how the sums of a row's notebooks begin, with names if there are two."""
    short = {name: one[:RECEIPT_DIGITS] for name, one in row.receipts.items()}
    if len(short) == 1:
        return next(iter(short.values()))
    return " ".join(f"{name} {one}" for name, one in short.items())


def _remarks(row: Row) -> list[str]:
    odd = (NO_ANSWER, Outcome.ERROR, Outcome.LIMIT)
    remarks = [f"{row.outcomes[o]} × {o}" for o in odd if row.outcomes[o]]
    if row.problem:
        remarks.insert(0, "no verdict" if row.total is None else "no feedback page")
    remarks += row.notes[:MAX_NOTES]
    if len(row.notes) > MAX_NOTES:
        remarks.append(f"{len(row.notes) - MAX_NOTES} more repairs")
    return remarks
