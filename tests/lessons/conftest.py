"""A lesson with its answers, run once for all tests of its file.

Its run on the real text, where a file has one, is slow.
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
    """The lesson of a file, run to its end on the embedded text, with its `EXTRA`.

    It trains for `STEPS`, enough for what the lesson says of it; in full, it is run by
    benchmarks/lessons.py.
    """
    of_the_file = vars(request.module)
    notebook = of_the_file["LESSON"].with_answers(
        *of_the_file.get("EXTRA", ()), steps=of_the_file.get("STEPS")
    )
    return executed(notebook, tmp_path_factory.mktemp("answered"), OFFLINE)
