"""How long a class takes: plain `nbgrader autograde` against `course grade`.

    python benchmarks/grading.py [class] [scale] [--students 20] [--sizes 10 100 1000]

`class` grades a class of lesson 2 by both, in one run. The submissions are the zoo's
answers, all different, half of them with one wrong answer; every score has to be the
same on both sides. Plain nbgrader has its own Execute and a new kernel for everybody,
and its test cells hold the same criteria, the hidden ones as well, which run in the
student's kernel; cells that grading skips are skipped there, too. What it has not is a
judge, a sandbox, repairs and feedback pages: `course grade` writes those in its time.

`scale` grades classes of lesson 1 by one worker and by two: seconds a submission, the
same again with nothing changed, and the most memory that the coordinator had.

otter-grader is not measured: it is not among what is installed here.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil

MAIN = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(MAIN))  # run as a file, from a checkout that is not installed

from nbgrader.api import Gradebook  # noqa: E402

from course.build import build  # noqa: E402
from course.grading.kernel import sandbox  # noqa: E402
from course.zoo import specimens  # noqa: E402

PLAIN_TEST = """\
from course.grading.judge import examine, local_answer
from course.grading.trusted import hidden_checks

verdict = examine(
    {exercise!r},
    {test!r},
    hidden_checks({notebook!r}).get({exercise!r}),
    local_answer(globals()),
    {names!r},
    seed=1,
)
worth = sum(result.criterion.points for result in verdict.report.results)
float({points!r} * verdict.points / worth)
"""
PLAIN_CONFIG = """
import os

c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.Execute.skip_cells_with_tag = "skip-when-grading"
c.Execute.timeout = 600
"""
OUR_CONFIG = """
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
"""


@dataclass(frozen=True)
class Lesson:
    """A lesson to grade a class in."""

    assignment: str
    notebook: str

    @property
    def zoo(self) -> Path:
        return MAIN / "tests" / "zoo" / self.notebook


@dataclass(frozen=True)
class Measured:
    """What a command took, and the most memory that its first process had."""

    seconds: float
    megabytes: float


def answers(lesson: Lesson) -> Iterator[dict[str, str]]:
    """Answers to all exercises, without end: right ones, or one wrong among them."""
    right: dict[str, list[str]] = {}
    wrong: list[tuple[str, str]] = []
    for one in specimens(lesson.zoo):
        if one.right:
            right.setdefault(one.exercise, []).append(one.source)
        else:
            wrong.append((one.exercise, one.source))
    wrong = wrong[:: max(1, len(wrong) // 10)] + wrong  # first some of every exercise
    for number in itertools.count():
        turn, chosen = number, {}
        for exercise, sources in right.items():
            turn, which = divmod(turn, len(sources))
            chosen[exercise] = sources[which]
        if number % 2:
            exercise, source = wrong[number // 2 % len(wrong)]
            chosen[exercise] = source
        chosen[exercise] += f"\n# submission {number}\n"
        yield chosen


def our_course(root: Path, lesson: Lesson) -> None:
    """Make a course folder with one lesson, built."""
    source = MAIN / "source" / lesson.assignment
    folder = root / "source" / lesson.assignment
    folder.mkdir(parents=True)
    shutil.copy(source / f"{lesson.notebook}.py", folder)
    text = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8") + OUR_CONFIG
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)


def plain_course(root: Path, ours: Path, lesson: Lesson) -> None:
    """Make a course folder in which plain nbgrader grades the same lesson."""
    place = Path("source", lesson.assignment, f"{lesson.notebook}.ipynb")
    nb = nbformat.read(ours / place, as_version=4)
    tests = [cell for cell in nb.cells if grade_id(cell).startswith("test_")]
    names = [grade_id(cell).removeprefix("test_") for cell in tests]
    for cell, exercise in zip(tests, names, strict=True):
        cell.source = PLAIN_TEST.format(
            exercise=exercise,
            test=cell.source,
            notebook=lesson.notebook,
            names=names,
            points=cell.metadata.nbgrader.points,
        )
    (root / place).parent.mkdir(parents=True)
    nbformat.write(nb, root / place)
    (root / "nbgrader_config.py").write_text(PLAIN_CONFIG, encoding="utf-8")
    run(root, "nbgrader", "generate_assignment", lesson.assignment)


def hand_in(root: Path, lesson: Lesson, students: int) -> None:
    """Write the first submissions of the class into a course folder."""
    name = f"{lesson.notebook}.ipynb"
    released = nbformat.read(root / "release" / lesson.assignment / name, as_version=4)
    for number, chosen in enumerate(itertools.islice(answers(lesson), students)):
        for cell in released.cells:
            cell.source = chosen.get(grade_id(cell), cell.source)
        folder = root / "submitted" / f"student-{number:04}" / lesson.assignment
        folder.mkdir(parents=True)
        nbformat.write(released, folder / name)


def run(root: Path, *words: str) -> Measured:
    """Run a module as a program in a course folder; stop all where it fails."""
    start, most = time.perf_counter(), 0
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(MAIN), "JUPYTER_CONFIG_DIR": str(root)},
            stdout=told,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        while process.poll() is None:
            try:
                most = max(most, psutil.Process(process.pid).memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.1)
        if process.wait():
            told.seek(0)
            sys.exit(f"{' '.join(words)} failed:\n{told.read().decode()}")
    return Measured(time.perf_counter() - start, most / 1e6)


def grade(root: Path, lesson: Lesson, workers: int) -> Measured:
    """Grade a class by `course grade`."""
    unsandboxed = ["--unsandboxed"] if sandbox.available() else []
    options = ["--workers", str(workers), *unsandboxed]
    return run(root, "course.cli", "grade", lesson.assignment, *options)


def scores(root: Path, lesson: Lesson) -> dict[str, dict[str, float]]:
    """The scores in a gradebook, by student and exercise."""
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        return {
            one.student.id: {
                grade.name: round(grade.score, 6)
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for one in gradebook.assignment_submissions(lesson.assignment)
        }


def compare(folder: Path, lesson: Lesson, students: int) -> None:
    """Grade a class by plain nbgrader and by us; stop where a score differs."""
    ours, plain = folder / "ours", folder / "plain"
    our_course(ours, lesson)
    plain_course(plain, ours, lesson)
    for root in (ours, plain):
        hand_in(root, lesson, students)
    told = f"{lesson.assignment}, {students} submissions:"
    fast = grade(ours, lesson, os.cpu_count() or 1)
    print(f"{told} course grade {fast.seconds:.1f} s", flush=True)
    slow = run(plain, "nbgrader", "autograde", lesson.assignment)
    times = slow.seconds / fast.seconds
    print(f"{told} nbgrader autograde {slow.seconds:.1f} s, {times:.1f} times as long")
    mine, theirs = scores(ours, lesson), scores(plain, lesson)
    if mine != theirs:
        differing = {s: (mine[s], theirs.get(s)) for s in mine if mine[s] != theirs[s]}
        sys.exit(f"the scores differ: {differing}")
    totals = sorted(sum(one.values()) for one in mine.values())
    print(f"{told} equal scores, {totals[0]:g} to {totals[-1]:g}", flush=True)


def scale(folder: Path, lesson: Lesson, sizes: list[int], crews: list[int]) -> None:
    """Grade classes of some sizes by some numbers of workers, and once more."""
    print(f"{lesson.assignment}: students workers    s/one  again s  coordinator MB")
    for size in sizes:
        for workers in crews:
            root = folder / f"{size} by {workers}"
            our_course(root, lesson)
            hand_in(root, lesson, size)
            first = grade(root, lesson, workers)
            again = grade(root, lesson, workers)
            each = first.seconds / size
            told = f"{size:8} {workers:7} {each:8.2f} {again.seconds:8.1f}"
            print(f"{lesson.assignment}: {told} {first.megabytes:15.0f}", flush=True)
            shutil.rmtree(root)


def grade_id(cell: nbformat.NotebookNode) -> str:
    """What nbgrader knows a cell by; nothing where it does not know it."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def main() -> None:
    """Measure what was asked for; by default both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", help="class, scale; by default both")
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    what = asked.what or ["class", "scale"]
    with tempfile.TemporaryDirectory(prefix="charlm-bench-") as place:
        if "class" in what:
            lesson = Lesson("02-shakespeare", "shakespeare")
            compare(Path(place), lesson, asked.students)
        if "scale" in what:
            lesson = Lesson("01-dinosaurs", "dinosaurs")
            scale(Path(place), lesson, asked.sizes, asked.workers)


if __name__ == "__main__":
    main()
