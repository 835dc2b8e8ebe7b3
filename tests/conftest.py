"""What holds for all tests: no example of a property has a limit of time.

And how they are shared among processes, and what is told when all have run: the matrix
of the zoo.
"""

import os
import re

from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

os.environ.pop("CHARLM_DB_URL", None)  # somebody's real gradebook

pytest_plugins = ["support.tiny_course"]

settings.register_profile("course", deadline=None)
settings.load_profile("course")


class ByFileOrExercise(LoadFileScheduling):
    """A file's tests run in one process, but those of the zoo exercise by exercise.

    An answer is judged once for all tests of its exercise. As one file they would keep
    one process busy when the others have nothing left to do.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        exercise = re.search(r"\[(\w+): |(\w+)\]$", nodeid)
        if exercise and file.endswith("test_zoo.py"):
            return f"{file} {exercise[1] or exercise[2]}"
        return file


def pytest_xdist_make_scheduler(config, log):
    """Share tests out as it is said above."""
    return ByFileOrExercise(config, log)


def pytest_terminal_summary(terminalreporter):
    """Print how answers of the zoo were judged, in whatever process that was."""
    lessons: dict[str, dict[str, list]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            if told := dict(report.user_properties).get("zoo"):
                lesson, exercise, *judged = told
                lessons.setdefault(lesson, {}).setdefault(exercise, []).append(judged)
    for lesson, exercises in lessons.items():
        from course.selftest import (
            zoo,  # which takes a while, where there is nothing to tell
        )

        terminalreporter.section(lesson, "-")
        rows = (zoo.row(*one) for one in exercises.items())
        terminalreporter.write_line(zoo.matrix(rows))
