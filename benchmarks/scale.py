"""Measure the coordinator of a large class: the machine that records all results.

    python benchmarks/scale.py [--students 300] [--workers 2] [--compare 3] [--kill]

The coordinator is the real one: intake, private copies, checks of what comes back,
gradebook, pages and records. Only the workers are replaced. One submission of
lesson 1 is graded first, and its message (grades, graded notebook, page, verdict) is
recorded; then the workers answer every order with it, at once, under the student's
name. So what is measured is how fast results could be taken in, not how fast anybody
can judge.

It prints submissions a second, the coordinator's processor time for each and its peak
memory, the same for a second run that finds nothing changed, and what that means for
100,000 submissions. Then `nbgrader autograde` grades a sample of the class in another
folder, by itself; its rows in the gradebook must be the same. With `--kill`, the
coordinator is killed at half of the class instead; what it had told must be in the
gradebook, and at most 20 submissions may have to be done again.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Any

from grading import MAIN, Lesson, hand_in, our_course
from grading import run as run_program
from nbgrader.api import Base, Gradebook
from sqlalchemy import inspect

from course.distributed.local_pool import open_local_pool
from course.distributed.workers import Pool, Workers
from course.grading.grade import Grading
from course.grading.job import Job
from course.grading.jobs import Jobs
from course.grading.results import Row
from course.grading.up_to_date import GradingRecords
from course.worker.order import AUTOGRADED, FEEDBACK, VERDICTS, Order

LESSON = Lesson("01-dinosaurs", "dinosaurs")
MODEL = "model"  # the student whose message is recorded
MADE = (AUTOGRADED, FEEDBACK, VERDICTS)
MOOC = 100_000
MOST_LOST = 20


class Recording(Grading):
    """Grades a submission, and keeps the message with its result."""

    message: Path

    def _row(self, job: Job, jobs: Jobs, records: GradingRecords) -> Row:
        for name in MADE:
            shutil.copytree(job.order.place / name, self.message / name)
        outcome = json.dumps(job.outcome)
        (self.message / "outcome.json").write_text(outcome, encoding="utf-8")
        return super()._row(job, jobs, records)


class Replaying(Grading):
    """Grades a class by workers that answer with a recorded message."""

    message: Path

    def _open_pool(
        self, records: GradingRecords
    ) -> Callable[[], AbstractContextManager[Pool]]:
        workers = self._workers.workers
        return lambda: open_local_pool(workers, answering(self.message))


def answering(message: Path) -> Callable[[Any, Order], dict[str, Any]]:
    """Return what the workers do with an order."""

    def answer(_: Any, order: Order) -> dict[str, Any]:
        outcome = json.loads((message / "outcome.json").read_text(encoding="utf-8"))
        for step in (AUTOGRADED, FEEDBACK):
            to = order.place / step / order.student / order.assignment
            shutil.copytree(message / step / MODEL / order.assignment, to)
        (order.place / VERDICTS).mkdir()
        keys = []
        for number, path in enumerate(sorted((message / VERDICTS).iterdir())):
            keys.append(sha256(f"{order.student} {number}".encode()).hexdigest())
            shutil.copyfile(path, order.place / VERDICTS / keys[-1])
        sums = dict.fromkeys(outcome["receipts"], next(iter(order.sums.values()), ""))
        return {**outcome, "judged": keys, "receipts": sums}

    return answer


def prepare(root: Path, message: Path, students: int) -> None:
    """Make the course, record a message, and hand in for the class."""
    our_course(root, LESSON)
    hand_in(root, LESSON, 1)
    submitted = root / "submitted"
    (submitted / "student-0000").rename(submitted / MODEL)
    recording = Recording(root, LESSON.assignment, sandboxed=False)
    recording.message = message
    message.mkdir()
    (row,) = recording.rows()
    assert row.total is not None, row.problem
    for number in range(students - 1):
        shutil.copytree(submitted / MODEL, submitted / f"student-{number:06}")


def run(root: Path, message: Path, workers: int) -> None:
    """Grade the class; print each student, and the figures of this process as JSON."""
    start, used = time.perf_counter(), time.process_time()
    options = {"sandboxed": False, "workers": Workers(workers)}
    grading = Replaying(root, LESSON.assignment, **options)
    grading.message = message
    rows = graded = 0
    for row in grading.rows():
        rows += 1
        graded += not row.unchanged
        state = row.problem or ("unchanged" if row.unchanged else "graded")
        print(row.student, row.total, state, flush=True)
    figures = {
        "rows": rows,
        "graded": graded,
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - used,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def coordinator(root: Path, message: Path, workers: int) -> subprocess.Popen[str]:
    """Start `run` in a process of its own."""
    command = [sys.executable, __file__, "--run", str(root), str(message)]
    paths = os.pathsep.join([str(MAIN), str(Path(__file__).parent)])
    return subprocess.Popen(
        [*command, "--workers", str(workers)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": paths},
        text=True,
        start_new_session=True,
    )


def measured(root: Path, message: Path, workers: int) -> dict[str, float]:
    """Return the figures of a run; exit if it fails or a submission has a problem."""
    process = coordinator(root, message, workers)
    *rows, figures = process.communicate()[0].splitlines() or [""]
    odd = [row for row in rows if not row.endswith((" graded", " unchanged"))]
    if process.returncode or odd:
        sys.exit("\n".join(["the coordinator failed", *odd[:5]]))
    return json.loads(figures)


def show(name: str, figures: dict[str, float]) -> None:
    """Print the figures of a run."""
    rows = figures["rows"]
    each = figures["processor"] / rows
    print(
        f"{name:<22}{rows:>7} {rows / figures['seconds']:>8.1f} a second"
        f"{1000 * each:>8.1f} ms each {figures['megabytes']:>6.0f} MB"
        f"   {MOOC:,}: {MOOC * each / 3600:.1f} h",
        flush=True,
    )


def kill(root: Path, message: Path, workers: int, students: int) -> None:
    """Kill the coordinator at half of the class; exit if more is lost than may be."""
    process = coordinator(root, message, workers)
    told = set()
    assert process.stdout is not None
    for line in process.stdout:
        told.add(line.split()[0])
        if len(told) >= students // 2:
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    again = coordinator(root, message, workers)
    *rows, _ = again.communicate()[0].splitlines()
    state = {row.split()[0]: row.split()[-1] for row in rows}
    lost = sorted(student for student in told if state.get(student) != "unchanged")
    print(f"killed at {len(told)} of {students}: {len(lost)} of those done again")
    if again.returncode or len(state) != students or len(lost) > MOST_LOST:
        sys.exit(f"too much was lost: {lost}")


def compare(root: Path, fresh: Path, students: Sequence[str]) -> None:
    """Grade some students by `nbgrader autograde` in `fresh`; exit if a row differs."""
    our_course(fresh, LESSON)
    for student in students:
        shutil.copytree(root / "submitted" / student, fresh / "submitted" / student)
    unsandboxed = "--SealedExecute.sandboxed=False"
    run_program(fresh, "nbgrader", "autograde", LESSON.assignment, unsandboxed)
    ours, theirs = (gradebook_rows(folder, students) for folder in (root, fresh))
    odd = sorted(name for name in ours | theirs if ours.get(name) != theirs.get(name))
    print(f"{len(theirs)} rows of nbgrader autograde: {len(odd)} differ", *odd[:5])
    if odd or not theirs:
        sys.exit("the gradebooks differ")


def gradebook_rows(root: Path, students: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the rows of some students in the gradebook, without their numbers."""
    rows = {}
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        for student in students:
            found = gradebook.find_submission(LESSON.assignment, student)
            rows[student] = values(found)
            for notebook in found.notebooks:
                rows[f"{student} {notebook.name}"] = values(notebook)
                for row in (*notebook.grades, *notebook.comments):
                    kind = type(row).__name__
                    rows[f"{student} {notebook.name} {kind} {row.name}"] = values(row)
    return rows


def values(row: Base) -> dict[str, Any]:
    """Return the columns of a row; ids are drawn anew in every gradebook."""
    columns = inspect(type(row)).column_attrs.keys()
    return {name: getattr(row, name) for name in columns if not name.endswith("id")}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the coordinator.")
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--compare", type=int, default=3, help="students of the sample")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--run", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run(*given.run, given.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        root, message = Path(folder, "course"), Path(folder, "message")
        prepare(root, message, given.students)
        size = sum(p.stat().st_size for p in message.rglob("*") if p.is_file())
        print(f"a message of {size / 1000:.0f} kB for each submission")
        if given.kill:
            kill(root, message, given.workers, given.students)
            return
        show("all new", measured(root, message, given.workers))
        show("nothing changed", measured(root, message, given.workers))
        names = [f"student-{n:06}" for n in range(given.students - 1)]
        compare(root, Path(folder, "compared"), names[: given.compare])


if __name__ == "__main__":
    main()
