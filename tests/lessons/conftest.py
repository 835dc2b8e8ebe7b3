"""A lesson with its answers, run once for all tests of its file.

`make test` grades every lesson's answers and runs the first lesson to its end, which
needs no TensorFlow. To run the others, blank ones, and those on real texts is slow.
"""

from pathlib import Path

import pytest
from reader import OFFLINE, executed

FIRST = "test_lesson_dinosaurs.py"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == Path(__file__).parent:
            slow = {"original", "scores"}
            slow |= {"answered", "blank"} if item.path.name != FIRST else set()
            if slow & {*item.fixturenames}:
                item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def blank(request):
    """Return the blank notebook of a file's lesson, with all that a reader runs."""
    return request.module.LESSON.blank_as_read()


@pytest.fixture(scope="module")
def answered(request, tmp_path_factory):
    """Run a file's lesson to its end on the embedded text, with its `EXTRA` cells.

    It trains for `STEPS`, or as `SHORTER` says, enough for what the lesson says of it.
    benchmarks/lessons.py runs it in full.
    """
    of_the_file = vars(request.module)
    notebook = of_the_file["LESSON"].with_answers(
        *of_the_file.get("EXTRA", ()),
        steps=of_the_file.get("STEPS"),
        shorter=of_the_file.get("SHORTER", ()),
    )
    return executed(notebook, tmp_path_factory.mktemp("answered"), OFFLINE)
