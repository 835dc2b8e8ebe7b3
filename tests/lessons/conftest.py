"""A lesson with its answers, run once for all tests of its file.

If a file also runs it on the real text, that run is slow.
"""

import pytest
from reader import OFFLINE, executed


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if "original" in item.fixturenames:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def answered(request, tmp_path_factory):
    """Run a file's lesson to its end on the embedded text, with its `EXTRA` cells.

    It trains for `STEPS`, enough for what the lesson says of it. benchmarks/lessons.py
    runs it in full.
    """
    of_the_file = vars(request.module)
    notebook = of_the_file["LESSON"].with_answers(
        *of_the_file.get("EXTRA", ()), steps=of_the_file.get("STEPS")
    )
    return executed(notebook, tmp_path_factory.mktemp("answered"), OFFLINE)
