"""How a graded class looks: a bar while it runs, then a row a submission.

On a terminal the bar moves on stderr and goes when it is done; in a pipe or a log
there is none, and every row is one plain line. What the rows hold is `grade`'s.
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
from utils.checking import Outcome

UNSANDBOXED = "Graded without a sandbox: students' code could have forged its verdict."
MAX_NOTES = 2  # of a submission; the page has them all
PLAIN_WIDTH = 1000  # a row in a log is never broken


Expected = Callable[[Row], tuple[str, bool]]  # what a row should be, and whether it is


def tell_grading(grading: Grading, expected: Expected | None = None) -> list[Row]:
    """Grade, and print what came of it: the rows, what went wrong, where the rest is.

    Every submission has its verdict and its page where no row has a problem.
    """
    start = time.perf_counter()
    rows = sorted(graded_with_bar(grading), key=lambda row: row.student)
    show_rows(grading, rows, expected)
    show_problems(rows)
    verdicts = sum(row.total is not None for row in rows)
    spent = time.perf_counter() - start
    unchanged = sum(row.unchanged for row in rows)
    before = f", {unchanged} of them earlier and unchanged" if unchanged else ""
    told = f"{verdicts} of {len(rows)} graded{before}, in {spent:.0f} s"
    print(f"{grading.assignment}: {told}")
    for remark in grading.remarks:
        print(remark)
    if not grading.sandboxed:
        print(UNSANDBOXED)
    pages = grading.feedback / "<student>" / grading.assignment
    print(f"feedback pages: {pages}")
    print(f"nbgrader's own words: {grading.log}")
    return rows


def graded_with_bar(grading: Grading) -> Generator[Row]:
    """The rows of `grading` as they come, with a bar where somebody looks on."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[told]}", markup=False),
    )
    hidden = not console.is_terminal
    with (
        Progress(*columns, console=console, transient=True, disable=hidden) as bar,
        closing(grading.rows()) as rows,
    ):
        task = bar.add_task(grading.assignment, total=len(grading.submissions), told="")
        start, done, counts = time.perf_counter(), 0, Counter[str]()
        for row in rows:
            done += not row.unchanged
            counts += counted(row)
            told = ", ".join(f"{n} {what}" for what, n in counts.items())
            rate = 60 * done / (time.perf_counter() - start)
            bar.update(task, advance=1, told=f"{rate:.0f} a minute: {told}")
            yield row


def counted(row: Row) -> Counter[str]:
    """What the bar counts of a row: how its criteria ended, or that it has none."""
    return Counter({"without verdict": 1}) if row.total is None else row.outcomes


def show_rows(
    grading: Grading,
    rows: Sequence[Row],
    expected: Expected | None = None,
) -> None:
    """Print one row a submission; `expected` adds what it should be and whether."""
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
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("seconds", justify="right", no_wrap=True)
    table.add_column("remarks" if expected is None else "expected", no_wrap=plain)
    for row in rows:
        cells = [row.student, *(_score(row, name) for name in grading.worth)]
        cells += ["–" if row.total is None else f"{row.total:g}", f"{row.seconds:.1f}"]
        remarks = _remarks(row)
        if expected is not None:
            told, met = expected(row)
            remarks.insert(0, f"{'✓' if met else '✗'} {told}")
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


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=PLAIN_WIDTH)


def _score(row: Row, exercise: str) -> str:
    return f"{row.scores[exercise]:g}" if exercise in row.scores else "–"


def _remarks(row: Row) -> list[str]:
    odd = (Outcome.ERROR, Outcome.LIMIT)
    told = [f"{row.outcomes[o]} × {o}" for o in odd if row.outcomes[o]]
    if row.problem:
        told.insert(0, "no verdict" if row.total is None else "no feedback page")
    told += row.notes[:MAX_NOTES]
    if len(row.notes) > MAX_NOTES:
        told.append(f"{len(row.notes) - MAX_NOTES} more repairs")
    return told
