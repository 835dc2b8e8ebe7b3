"""What holds for all tests: examples of a property have no time limit.

This also shares tests among processes, and prints the matrix of the zoo at the end.
"""

import os
import re

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

import course  # noqa: F401  # before nbformat: it leaves a slow part of jsonschema out
from utils.graded import VARIABLES

os.environ.pop("CHARLM_DB_URL", None)  # somebody's real gradebook

pytest_plugins = ["support.tiny_course"]

settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture(autouse=True)
def _nothing_left_of_nbgrader():
    """Remove the variables that nbgrader leaves set if its grading ends in an error."""
    yield
    for name in VARIABLES:
        os.environ.pop(name, None)


# These import Keras into the process of the tests, which takes ten seconds.
KERAS = (
    "checks/test_nietzsche.py",
    "checks/test_playwright.py",
    "tools/test_pretrain.py",
    "utils/test_gathered.py",
    "utils/test_pretrained.py",
    "utils/test_recurrent.py",
)


class ByFileOrExercise(LoadFileScheduling):
    """Run a file's tests in one process, but those of the zoo exercise by exercise.

    An answer is judged once for all tests of its exercise. As one file, the zoo would
    keep one process busy while the others have nothing to do. All files that import
    Keras run in the same process.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        if file.endswith(KERAS):
            return "those that import Keras"
        exercise = re.search(r"\[(\w+): |(\w+)\]$", nodeid)
        if exercise and file.endswith("test_zoo.py"):
            return f"{file} {exercise[1] or exercise[2]}"
        return file


def pytest_xdist_make_scheduler(config, log):
    """Share tests out as `ByFileOrExercise` says."""
    return ByFileOrExercise(config, log)


def pytest_terminal_summary(terminalreporter):
    """Print how the answers of the zoo were judged, in any process."""
    lessons: dict[str, dict[str, list]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            if found := dict(report.user_properties).get("zoo"):
                lesson, exercise, *judged = found
                lessons.setdefault(lesson, {}).setdefault(exercise, []).append(judged)
    for lesson, exercises in lessons.items():
        from course.selftest import zoo  # slow to import, so only if it is needed

        terminalreporter.section(lesson, "-")
        rows = (zoo.row(*one) for one in exercises.items())
        terminalreporter.write_line(zoo.matrix(rows))
