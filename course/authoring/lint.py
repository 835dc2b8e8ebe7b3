"""Check the rules for lessons; report each violation in one line.

The rules look at the text alone, before anything is built; those for test cells and
their criteria are in `lint_tests`. Leaks are searched for later, in the release.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import nbformat
from nbgrader.nbgraderformat import MetadataValidator, ValidationError

from course.authoring import figures
from course.authoring.lesson import Cell, Lesson
from course.authoring.lint_tests import exercise_of, lint_tests
from course.authoring.names import parsed, top_level_names
from course.authoring.problems import Problem
from course.content import Content
from course.judging.exercises import PRACTICE_PREFIX
from utils.left_out import SKIP_TAG

FULL_MARKS = 100
SECRETS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
IMPORTS_COURSE = re.compile(
    r"""(?:^|;)\s*(?:from|import)\s+(?:course|checks)\b
    |(?:^|;)\s*import\b[^\n#]*,\s*(?:course|checks)\b
    |(?:import_module|__import__)\(\s*['"](?:course|checks)\b""",
    re.MULTILINE | re.VERBOSE,
)


def lint_lesson(lesson: Lesson, content: Content) -> list[Problem]:
    """Return all problems of a lesson, sorted by line."""
    rules = (_ids, _pairs, _practice, _full_marks, _markers, _imports, _exercises)
    problems = {problem for rule in rules for problem in rule(lesson)}
    cells = [(cell.kind, cell.source) for cell in lesson.cells]
    for index, line, message in figures.problems(cells):
        problems.add(lesson.problem(lesson.cells[index], message, line))
    return sorted(problems.union(lint_tests(lesson, content)))


def secret_regions(cell: Cell) -> list[tuple[int, str]]:
    """Return line and text of each part of a cell that students must not see."""
    found = []
    lines = cell.source.split("\n")
    for kind in SECRETS:
        begin = None
        for number, line in enumerate(lines, start=1):
            if f"BEGIN {kind}" in line:
                begin = number
            elif f"END {kind}" in line and begin is not None:
                found.append((begin + 1, "\n".join(lines[begin : number - 1])))
                begin = None
    return found


def _ids(lesson: Lesson) -> Iterator[Problem]:
    """Check that every nbgrader cell has valid options and a unique id."""
    first: dict[str, Cell] = {}
    for cell in lesson.cells:
        if not cell.grading:
            continue
        if not cell.grade_id:
            yield lesson.problem(cell, "missing grade_id")
            continue
        if cell.grade_id in first:
            line = first[cell.grade_id].line
            message = f"duplicate grade_id, the first is in line {line}"
            yield lesson.problem(cell, message)
        first.setdefault(cell.grade_id, cell)
        if len(cell.grade_id) > 64:
            yield lesson.problem(cell, "grade_id has more than 64 characters")
        if re.fullmatch(r"(code|markdown|raw)-\d+", cell.grade_id):
            yield lesson.problem(
                cell, "a grade_id like this is kept for cells without one"
            )
        node = nbformat.from_dict(
            {
                "cell_type": cell.kind,
                "source": cell.source,
                "metadata": {"nbgrader": cell.grading},
            }
        )
        try:
            MetadataValidator().validate_cell(node)
        except (ValidationError, TypeError, RuntimeError) as error:
            reason = getattr(error, "message", str(error)).split("\n")[0]
            yield lesson.problem(cell, f"nbgrader options: {reason}")
        except Exception as error:  # nbgrader's own errors for a wrong schema version
            yield lesson.problem(cell, f"nbgrader options: {error}")


def _pairs(lesson: Lesson) -> Iterator[Problem]:
    """Check that every exercise is followed by its test cell, or its practice cell."""
    for name, cell in lesson.exercises.items():
        is_practice = PRACTICE_PREFIX + name in lesson.practice
        if name and f"test_{name}" not in lesson.tests and not is_practice:
            yield lesson.problem(cell, f"exercise without its test cell test_{name}")
    for name, cell in lesson.tests.items():
        exercise = exercise_of(name)
        if not name:
            continue
        if not name.startswith("test_") or exercise not in lesson.exercises:
            message = "test cell without its exercise"
            if name.startswith("test_"):
                message += f" {exercise}"
            yield lesson.problem(cell, message)
        elif cell.line < lesson.exercises[exercise].line:
            yield lesson.problem(cell, f"test cell before its exercise {exercise}")


def _practice(lesson: Lesson) -> Iterator[Problem]:
    """Check that practice follows its exercise, has no points, and is not graded."""
    for cell in lesson.cells:
        if cell.grade_id.startswith(PRACTICE_PREFIX) and not cell.is_practice:
            message = "a practice cell is locked, and neither graded nor a solution"
            yield lesson.problem(cell, message)
    for name, cell in lesson.practice.items():
        exercise = name.removeprefix(PRACTICE_PREFIX)
        answer = lesson.exercises.get(exercise)
        if answer is None:
            message = f"practice cell without its exercise {exercise}"
            yield lesson.problem(cell, message)
            continue
        if cell.line < answer.line:
            message = f"practice cell before its exercise {exercise}"
            yield lesson.problem(cell, message)
        if f"test_{exercise}" in lesson.tests:
            message = f"{exercise} is graded by test_{exercise}, so it is no practice"
            yield lesson.problem(cell, message)
        if not cell.grading.get("locked"):
            yield lesson.problem(cell, "practice cell that is not locked")
        for one in (answer, cell):
            if SKIP_TAG not in one.tags:
                message = f'practice without the tag "{SKIP_TAG}"'
                yield lesson.problem(one, message)


def _full_marks(lesson: Lesson) -> Iterator[Problem]:
    """Check that the points of a lesson with graded cells sum to 100."""
    graded = [cell for cell in lesson.cells if cell.grading.get("grade")]
    if graded and not math.isclose(lesson.points, FULL_MARKS):
        parts = " + ".join(f"{cell.name} {cell.points:g}" for cell in graded)
        message = f"points sum to {lesson.points:g}, not {FULL_MARKS}: {parts}"
        yield lesson.problem(graded[-1], message)


def _markers(lesson: Lesson) -> Iterator[Problem]:
    """Check that every BEGIN has its END, in a cell where nbgrader removes it."""
    for cell in lesson.cells:
        for kind in SECRETS:
            opened = 0
            for number, line in enumerate(cell.source.split("\n"), start=1):
                if f"BEGIN {kind}" in line:
                    if opened:
                        message = f"BEGIN {kind} again before END {kind}"
                        yield lesson.problem(cell, message, number)
                    opened = number
                elif f"END {kind}" in line:
                    if not opened:
                        message = f"END {kind} without BEGIN {kind}"
                        yield lesson.problem(cell, message, number)
                    opened = 0
            if opened:
                message = f"BEGIN {kind} without END {kind}"
                yield lesson.problem(cell, message, opened)
        if "BEGIN SOLUTION" in cell.source and not cell.grading.get("solution"):
            yield lesson.problem(cell, "a solution in a cell that is not an exercise")
        if "BEGIN HIDDEN TESTS" in cell.source and not cell.grading.get("grade"):
            yield lesson.problem(cell, "hidden tests in a cell that is not a test cell")


def _imports(lesson: Lesson) -> Iterator[Problem]:
    """Check that no cell imports the package that grades it."""
    for cell in lesson.cells:
        found = IMPORTS_COURSE.search(cell.source) if cell.kind == "code" else None
        if found:
            line = cell.source.count("\n", 0, found.end()) + 1
            yield lesson.problem(
                cell, "imports course or checks, which students lack", line
            )


def _exercises(lesson: Lesson) -> Iterator[Problem]:
    """Check that every exercise marks its solution and defines its name."""
    for name, cell in lesson.exercises.items():
        if cell.kind != "code" or not name:
            continue
        if not any("BEGIN SOLUTION" in line for line in cell.source.split("\n")):
            yield lesson.problem(cell, "exercise without BEGIN/END SOLUTION")
        if parsed(cell.source) is None:
            yield lesson.problem(cell, "an exercise must be plain Python")
        elif name not in top_level_names(cell.source):
            yield lesson.problem(cell, f"the exercise does not define {name}")
