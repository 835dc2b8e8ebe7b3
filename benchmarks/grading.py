"""Compare the time to grade a class: plain `nbgrader autograde`, `course grade`.

    python benchmarks/grading.py [class] [scale] [--students 20] [--sizes 10 100 1000]

`class` grades a class of lesson 2 by each of them, in one run. The lesson's text is
that of commit 0d98a62, frozen here because later ones are longer; its hidden criteria
are the present ones. The submissions are the zoo's answers, all different, half of them
with one wrong answer; all graders must give the same scores. Plain nbgrader uses its
own Execute and a new kernel for every submission, and its test cells run the same
criteria, hidden ones too, in the student's kernel. It has no judge, sandbox, repairs or
feedback pages; the time of `course grade` includes them. nbgrader is measured twice:
with its defaults, where it runs all cells of a lesson, and configured to skip the cells
that only show something, as `course grade` does.

With `--ours`, only `course grade` is measured. Seconds of processor time are those of
all its processes together, which hardly depend on what else the machine does.

With `--otter PYTHON`, otter-grader is measured too: `otter run`, one submission after
the other, with the same criteria, skipping the same cells. PYTHON is the Python of an
environment made by `python -m venv E; E/bin/pip install otter-grader`.

Assignments in nbgrader's own style have a benchmark of their own, `own_assignments.py`.

`scale` grades classes of lesson 1 by one worker and by two. It prints seconds a
submission, seconds for a second run without changes, and the coordinator's peak memory.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import re
import shutil
import statistics
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

from course.authoring.build import build  # noqa: E402
from course.content import default_content  # noqa: E402
from course.judging.load_checks import hidden_checks  # noqa: E402
from course.sandbox import bubblewrap  # noqa: E402
from course.selftest.zoo import specimens  # noqa: E402
from utils.checking import collecting  # noqa: E402

PLAIN_TEST = """\
from course.judging.remote_answer import local_answer
from course.judging.judge import examine
from course.content import default_content
from course.judging.load_checks import hidden_checks

verdict = examine(
    {exercise!r},
    {test!r},
    hidden_checks(default_content(), {notebook!r}).get({exercise!r}),
    local_answer(globals()),
    {names!r},
    seed=1,
)
worth = sum(result.criterion.points for result in verdict.report.results)
float({points!r} * verdict.points / worth)
"""
OTTER_TEST = """\
from course.judging.remote_answer import local_answer
from course.judging.judge import examine
from course.content import default_content
from course.judging.load_checks import hidden_checks
from otter.test_files import test_case

OK_FORMAT = False
name = {exercise!r}
points = None
earned = []


def case(number, worth):
    def judged(env):
        if not earned:
            verdict = examine(
                {exercise!r},
                {test!r},
                hidden_checks(default_content(), {notebook!r}).get({exercise!r}),
                local_answer(env),
                {names!r},
                seed=1,
            )
            counts = not verdict.fits_examples_alone
            earned[:] = [counts and bool(r.points) for r in verdict.report.results]
        assert earned[number]

    return test_case(name=str(number), points=worth)(judged)


for number, worth in enumerate({worth!r}):
    globals()[f"case_{{number}}"] = case(number, worth)
"""
PLAIN_CONFIG = """
import os

c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.Execute.timeout = 600
"""
OURS = "ours"
FROZEN = "shakespeare_0d98a62.py.xz"  # the text of lesson 2, as a fixture
SKIPPED = "skip-when-grading"
SKIPPING_CONFIG = f"""
c.Execute.skip_cells_with_tag = {SKIPPED!r}
"""
OUR_CONFIG = """
c.CourseContent.checks = {checks!r}
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
"""


@dataclass(frozen=True)
class Lesson:
    """A lesson to grade."""

    assignment: str
    notebook: str
    frozen: str = ""  # beside this file, what was its text once

    @property
    def text(self) -> str:
        if self.frozen:
            packed = (Path(__file__).parent / self.frozen).read_bytes()
            return lzma.decompress(packed).decode("utf-8")
        place = MAIN / "source" / self.assignment / f"{self.notebook}.py"
        return place.read_text(encoding="utf-8")

    @property
    def graded(self) -> list[str]:
        return re.findall(r'"grade_id": "test_(\w+)"', self.text)

    @property
    def zoo(self) -> Path:
        return MAIN / "checks" / self.notebook


@dataclass(frozen=True)
class Measured:
    """The time of a command, and the peak memory of its first process."""

    seconds: float
    megabytes: float
    processor: float  # seconds that the machine worked meanwhile


def answers(lesson: Lesson) -> Iterator[dict[str, str]]:
    """Yield answers to all exercises, without end: all right, or one wrong."""
    right: dict[str, list[str]] = {}
    wrong: list[tuple[str, str]] = []
    graded = lesson.graded
    for one in specimens(lesson.zoo):
        if one.exercise not in graded:
            continue
        if one.right:
            right.setdefault(one.exercise, []).append(one.source)
        else:
            wrong.append((one.exercise, one.source))
    wrong = wrong[:: max(1, len(wrong) // 10)] + wrong  # some of every exercise first
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
    """Make a course folder with one built lesson."""
    folder = root / "source" / lesson.assignment
    folder.mkdir(parents=True)
    (folder / f"{lesson.notebook}.py").write_text(lesson.text, encoding="utf-8")
    checks = MAIN / "checks"
    if lesson.frozen:  # without the criteria of what it lacks
        checks = root / "checks"
        shutil.copytree(lesson.zoo, checks / lesson.notebook)
        with open(checks / lesson.notebook / "__init__.py", "a") as file:
            file.write(f"EXERCISES = {{n: EXERCISES[n] for n in {lesson.graded}}}\n")
    text = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8")
    text += OUR_CONFIG.format(checks=str(checks))
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)


def plain_course(root: Path, ours: Path, lesson: Lesson, config: str) -> None:
    """Make a course folder where plain nbgrader grades the same lesson."""
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
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    run(root, "nbgrader", "generate_assignment", lesson.assignment)


def hand_in(root: Path, lesson: Lesson, students: int) -> None:
    """Write the submissions of a class into a course folder."""
    name = f"{lesson.notebook}.ipynb"
    released = nbformat.read(root / "release" / lesson.assignment / name, as_version=4)
    for number, chosen in enumerate(itertools.islice(answers(lesson), students)):
        for cell in released.cells:
            cell.source = chosen.get(grade_id(cell), cell.source)
        folder = root / "submitted" / f"student-{number:04}" / lesson.assignment
        folder.mkdir(parents=True)
        nbformat.write(released, folder / name)


def run(root: Path, *words: str) -> Measured:
    """Run a module as a program in a course folder; exit if it fails."""
    start, before, most = time.perf_counter(), busy(), 0
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": programs, "PYTHONPATH": str(MAIN)}  # for alembic
    with (
        tempfile.TemporaryFile() as output,
        subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=root,
            env=env | {"JUPYTER_CONFIG_DIR": str(root)},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        while process.poll() is None:
            try:
                first = psutil.Process(process.pid)
                most = max(most, first.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.2)
        if process.wait():
            output.seek(0)
            sys.exit(f"{' '.join(words)} failed:\n{output.read().decode()}")
    return Measured(time.perf_counter() - start, most / 1e6, busy() - before)


def busy() -> float:
    """Return the seconds that the machine's processors have worked so far.

    All of the machine's: a kernel ends with its sandbox, and what it has used is then
    in nobody's account. So a figure is true where nothing else runs.
    """
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def grade(root: Path, lesson: Lesson, workers: int) -> Measured:
    """Grade a class by `course grade`."""
    unsandboxed = ["--unsandboxed"] if bubblewrap.available() else []
    options = ["--workers", str(workers), *unsandboxed]
    return run(root, "course.cli", "grade", lesson.assignment, *options)


def scores(root: Path, lesson: Lesson) -> dict[str, dict[str, float]]:
    """Return the scores in a gradebook, by student and exercise."""
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        return {
            one.student.id: {
                grade.name: round(grade.score, 6)
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for one in gradebook.assignment_submissions(lesson.assignment)
        }


def measure_ours(folder: Path, lesson: Lesson, students: int, repeats: int) -> float:
    """Grade a class by `course grade` in `folder`/ours; return the median seconds."""
    ours, found = folder / OURS, []
    for number in range(repeats):
        shutil.rmtree(ours, ignore_errors=True)
        our_course(ours, lesson)
        hand_in(ours, lesson, students)
        found.append(grade(ours, lesson, os.cpu_count() or 1))
        if not number:
            totals = sorted(sum(one.values()) for one in scores(ours, lesson).values())
            scored = f"{students} submissions, scores {totals[0]:g} to {totals[-1]:g}"
            print(f"{lesson.assignment}: {scored}")
        each = found[-1].processor / students
        line = f"{found[-1].seconds:8.1f} s, {each:.2f} s of processor time each"
        print(f"{'course grade':<44}{line}", flush=True)
    return statistics.median(one.seconds for one in found)


def compare(
    folder: Path, lesson: Lesson, students: int, fast: float, otter: str
) -> None:
    """Grade the same class by the other graders; exit if a score differs."""
    ours = folder / OURS
    mine = scores(ours, lesson)

    def report(name: str, seconds: float, theirs: dict[str, dict[str, float]]) -> None:
        times = seconds / fast
        print(f"{name:<44}{seconds:8.1f} s  {times:5.1f} times as long", flush=True)
        differing = {s: (mine[s], theirs.get(s)) for s in mine if mine[s] != theirs[s]}
        if differing:
            sys.exit(f"the scores differ: {differing}")

    configs = {
        "nbgrader autograde, skipping cells": PLAIN_CONFIG + SKIPPING_CONFIG,
        "nbgrader autograde": PLAIN_CONFIG,
    }
    for name, config in configs.items():
        root = folder / name
        plain_course(root, ours, lesson, config)
        hand_in(root, lesson, students)
        slow = run(root, "nbgrader", "autograde", lesson.assignment)
        report(name, slow.seconds, scores(root, lesson))
    if otter:
        seconds, theirs = graded_by_otter(folder / "otter", ours, lesson, otter)
        report("otter run, skipping cells", seconds, theirs)
    print("all scores are equal")


def graded_by_otter(
    root: Path, ours: Path, lesson: Lesson, python: str
) -> tuple[float, dict[str, dict[str, float]]]:
    """Grade the submissions in `ours` by otter-grader; return seconds and scores."""
    place = Path("source", lesson.assignment, f"{lesson.notebook}.ipynb")
    source = nbformat.read(ours / place, as_version=4)
    tests = {
        grade_id(cell).removeprefix("test_"): cell
        for cell in source.cells
        if grade_id(cell).startswith("test_")
    }
    (root / "tests").mkdir(parents=True)
    for exercise, cell in tests.items():
        worth = [criterion.points for criterion in criteria(lesson, exercise, cell)]
        text = OTTER_TEST.format(
            exercise=exercise,
            test=cell.source,
            notebook=lesson.notebook,
            names=list(tests),
            worth=[cell.metadata.nbgrader.points * w / sum(worth) for w in worth],
        )
        (root / "tests" / f"{exercise}.py").write_text(text, encoding="utf-8")
    otter = [python, "-m", "otter"]
    packages = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(MAIN), str(root)])}
    # Its own packages come first; what it lacks, like TensorFlow, it finds here.
    (root / "sitecustomize.py").write_text(
        f"import sys; sys.path += [{str(packages)!r}]"
    )

    def run_otter(*words: str) -> None:
        done = subprocess.run(
            [*otter, *words], cwd=root, env=env, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"otter {' '.join(words)} failed:\n{done.stdout}{done.stderr}")

    run_otter("generate", "--no-environment")
    seconds, found = 0.0, {}
    for handed_in in sorted((ours / "submitted").glob("*/*/*.ipynb")):
        nb = nbformat.read(handed_in, as_version=4)
        nb.cells = [
            cell
            for cell in nb.cells
            if SKIPPED not in cell.metadata.get("tags", [])
            and not grade_id(cell).startswith("test_")
        ]
        nbformat.write(nb, root / handed_in.name)
        start = time.perf_counter()
        run_otter("run", "--no-logo", handed_in.name)
        seconds += time.perf_counter() - start
        results = json.loads((root / "results.json").read_text(encoding="utf-8"))
        earned: dict[str, float] = dict.fromkeys((f"test_{name}" for name in tests), 0)
        for one in results["tests"]:
            name = one["name"].partition(" ")[0]
            if name in tests:
                earned[f"test_{name}"] += one["score"]
        found[handed_in.parts[-3]] = {n: round(p, 6) for n, p in earned.items()}
    return seconds, found


def criteria(lesson: Lesson, exercise: str, cell: nbformat.NotebookNode) -> list:
    """Return the open criteria of a test cell, then the hidden ones."""
    names = dict.fromkeys(one.exercise for one in specimens(lesson.zoo))
    with collecting() as collected:
        exec(cell.source, names)
    hidden = hidden_checks(default_content(), lesson.notebook)[exercise]
    return [c for checks, _ in collected for c in checks.criteria] + hidden.criteria


def scale(folder: Path, lesson: Lesson, sizes: list[int], crews: list[int]) -> None:
    """Grade classes of each size by each number of workers, twice."""
    print(f"{lesson.assignment}: students workers    s/one  again s  coordinator MB")
    for size in sizes:
        for workers in crews:
            root = folder / f"{size} by {workers}"
            our_course(root, lesson)
            hand_in(root, lesson, size)
            first = grade(root, lesson, workers)
            again = grade(root, lesson, workers)
            each = first.seconds / size
            line = f"{size:8} {workers:7} {each:8.2f} {again.seconds:8.1f}"
            print(f"{lesson.assignment}: {line} {first.megabytes:15.0f}", flush=True)
            shutil.rmtree(root)


def grade_id(cell: nbformat.NotebookNode) -> str:
    """Return the grade_id of a cell, or an empty string."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def main() -> None:
    """Run the wanted measurements, by default both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", help="class, scale; by default both")
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--otter", default="", metavar="PYTHON")
    parser.add_argument("--ours", action="store_true", help="no other grader")
    parser.add_argument("--repeats", type=int, default=1, help="of course grade")
    options = parser.parse_args()
    what = options.what or ["class", "scale"]
    with tempfile.TemporaryDirectory(prefix="charlm-bench-") as place:
        if "class" in what:
            lesson = Lesson("02-shakespeare", "shakespeare", FROZEN)
            root = Path(place)
            fast = measure_ours(root, lesson, options.students, options.repeats)
            if not options.ours:
                compare(root, lesson, options.students, fast, options.otter)
        if "scale" in what:
            lesson = Lesson("01-dinosaurs", "dinosaurs")
            scale(Path(place), lesson, options.sizes, options.workers)


if __name__ == "__main__":
    main()
