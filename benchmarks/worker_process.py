"""Measure what a process of its own costs a submission, in processor time.

    python benchmarks/worker_process.py [--students 20] [--rounds 3]

A class of lesson 1 is graded once, and then again and again with another remark in each
notebook, so that every submission is taken in, converted and made into a page, while
all verdicts are known and no kernel runs. This is done as `course grade` does it, with
a process for each submission, and by the same functions in a single process. The
difference, without what happens once for a class, is what the processes cost.

Processor time of all processes together hardly depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

MAIN = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(MAIN), str(MAIN / "benchmarks")]  # need not be installed

from grading import Lesson, hand_in, our_course  # noqa: E402

from course.grading import scheduling  # noqa: E402
from course.grading.grade import Grading  # noqa: E402
from course.sandbox import bubblewrap  # noqa: E402

LESSON = Lesson("01-dinosaurs", "dinosaurs")
APART, HERE = "a process each", "one process"
FEW = 2  # submissions, to find what happens once for a class


class OneProcess:
    """Runs in this process what a server of workers would run in a fork."""

    runs = 0

    def run(self, function: Callable[..., Any], *given: object, limits: object) -> Any:
        """Return the result of a function."""
        self.runs += 1
        return function(lambda progress: None, *given)

    def warm_up(self, what: object, function: Callable[..., Any], *given: Any) -> None:
        """Do nothing: the first submission warms up this process."""


def main() -> None:
    """Print processor seconds a submission, with and without a process for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--grade", nargs=2, metavar=("HOW", "STUDENTS"))
    options = parser.parse_args()
    if options.grade:
        how, students = options.grade
        grade(how, students.split(","))
        return
    with tempfile.TemporaryDirectory(prefix="processes-") as folder:
        root = Path(folder)
        our_course(root, LESSON)
        hand_in(root, LESSON, options.students)
        names = sorted(path.name for path in (root / "submitted").iterdir())
        seconds(root, APART, names)
        found: dict[str, list[float]] = {how: [] for how in (APART, HERE)}
        for _, how in itertools.product(range(options.rounds), found):
            few, all_of_them = (changed(root, how, n) for n in (names[:FEW], names))
            found[how].append((all_of_them - few) / (len(names) - FEW))
            print(f"{how}: {found[how][-1]:.3f} s a submission", flush=True)
    apart, here = (statistics.median(each) for each in found.values())
    print(f"a process of its own costs {apart - here:.3f} s")


def changed(root: Path, how: str, students: list[str]) -> float:
    """Change a remark of each student; return the processor time of grading them."""
    for student in students:
        path = root / "submitted" / student / LESSON.assignment
        path /= f"{LESSON.notebook}.ipynb"
        nb = nbformat.read(path, as_version=4)
        nb.cells.append(nbformat.v4.new_markdown_cell("One more remark."))
        nbformat.write(nb, path)
    return seconds(root, how, students)


def seconds(root: Path, how: str, students: list[str]) -> float:
    """Return the processor time of grading some students, of all processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [str(Path(__file__).resolve()), "--grade", how, ",".join(students)]
    subprocess.run([sys.executable, *words], cwd=root, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def grade(how: str, students: list[str]) -> None:
    """Grade some students; exit if one gets no grade."""
    if how == HERE:
        server = OneProcess()
        scheduling.worker_server = lambda: server  # type: ignore[assignment, return-value]
    sandboxed = bubblewrap.available() is None
    grading = Grading(Path(), LESSON.assignment, sandboxed=sandboxed, students=students)
    for row in grading.rows():
        if row.problem:
            sys.exit(f"{row.student}: {row.problem}")


if __name__ == "__main__":
    main()
