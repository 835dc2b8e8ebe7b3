"""What holds for all tests: a property has 50 examples, without a time limit.

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

pytest_plugins = ["support.cpu", "support.tiny_course"]

settings.register_profile("course", deadline=None, max_examples=50)
settings.load_profile("course")


@pytest.fixture(autouse=True)
def _nothing_left_of_nbgrader():
    """Remove the variables that nbgrader leaves set if its grading ends in an error."""
    yield
    for name in VARIABLES:
        os.environ.pop(name, None)


# These begin first, the longest before the others, so that none is left at the end.
LONG = (
    "checks/test_neighbours.py",  # with all others that import Keras
    "grading/test_own_differences.py",
    "browser/test_instructor.py",
    "attacks/test_bank.py",
    "grading/test_qualify.py",
    "browser/test_site.py",
    "distributed/test_dask_pool.py",
    "grading/test_grade.py",
    "lessons/test_lesson_dinosaurs.py",
    "grading/test_up_to_date.py",
    "attacks/test_honest.py",
    "attacks/test_own_cells.py",
    "browser/test_student.py",
    "grading/test_older_releases.py",
    "authoring/test_handout.py",
    "judging/test_session.py",
    "grading/test_nbgrader_hooks.py",
    "worker/test_repair.py",
    "worker/test_process.py",
)
# These import Keras into the process of the tests, which takes ten seconds.
KERAS = (
    "checks/test_independent.py",
    "checks/test_mistakes.py",
    "checks/test_neighbours.py",
    "checks/test_nietzsche.py",
    "checks/test_playwright.py",
    "tools/test_pretrain.py",
    "utils/test_attention.py",
    "utils/test_gathered.py",
    "utils/test_own_network.py",
    "utils/test_pretrained.py",
    "utils/test_recurrent.py",
)
# So do the answers to these exercises, of lessons with TensorFlow.
KERAS_EXERCISES = {
    "extract_windows",
    "generate",
    "gru_step",
    "log_perplexity",
    "lstm_step",
    "one_hot_batch",
    "sample",
    "stateful_batches",
    "top_p",
}
# These grade with TensorFlow, which a process imports once for all of its kernels.
GRADED_WITH_TENSORFLOW = (
    "lessons/test_lesson_nietzsche.py",
    "lessons/test_lesson_playwright.py",
    "lessons/test_lesson_shakespeare.py",
    "lessons/test_lesson_simpsons.py",
)
ZOO = ("checks/test_ignoring.py", "checks/test_zoo.py")


class ByFileOrExercise(LoadFileScheduling):
    """Run a file's tests in one process, but those of the zoo exercise by exercise.

    An answer is judged once for all tests of its exercise. As one file, the zoo would
    keep one process busy while the others have nothing to do. All that imports Keras
    runs in the same process.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        found = re.search(r"\[(\w+): |(\w+)\]$", nodeid)
        exercise = ""
        if found and file.endswith(ZOO):
            exercise = found[1] or found[2]
            file = "the zoo"  # its files share reports
        if file.endswith(KERAS) or exercise in KERAS_EXERCISES:
            return "those that import Keras"
        if file.endswith(GRADED_WITH_TENSORFLOW):
            return "lessons with TensorFlow"
        return f"{file} {exercise}"


def pytest_collection_modifyitems(items):
    """Put the longest files first."""
    rank = {name: place for place, name in enumerate(LONG)}

    def place(item: pytest.Item) -> int:
        return rank.get("/".join(item.path.parts[-2:]), len(LONG))

    items.sort(key=place)


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
        from course.selftest import zoo_report  # slow to import: only if needed

        terminalreporter.section(lesson, "-")
        rows = (zoo_report.row(*one) for one in exercises.items())
        terminalreporter.write_line(zoo_report.matrix(rows))
