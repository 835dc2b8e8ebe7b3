"""A lesson with its answers, run once for all tests of its file."""

import pytest
from reader import OFFLINE, executed


@pytest.fixture(scope="module")
def answered(request, tmp_path_factory):
    """The lesson of a file, run to its end on the embedded text, with its `EXTRA`."""
    notebook = request.module.LESSON.with_answers(*getattr(request.module, "EXTRA", ()))
    return executed(notebook, tmp_path_factory.mktemp("answered"), OFFLINE)
