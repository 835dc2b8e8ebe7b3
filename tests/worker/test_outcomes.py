"""What a graded notebook's row says of its criteria."""

import nbformat.v4
import pytest

from course.judging.cells import METADATA_KEY
from course.worker.recorded import NO_ANSWER
from course.worker.submission import _outcomes
from utils.checking import Outcome
from utils.errors import NOTHING_YET

ERROR = str(Outcome.ERROR)


def notebook(*hints: str) -> nbformat.NotebookNode:
    """Return a notebook with one exercise, all of whose criteria met an error."""
    results = [
        {"criterion": f"criterion {n}", "points": 1, "outcome": ERROR, "hint": hint}
        for n, hint in enumerate(hints)
    ]
    verdict = {"results": results, "share": 0}
    output = nbformat.v4.new_output("display_data", metadata={METADATA_KEY: verdict})
    names = {"nbgrader": {"grade_id": "test_clip"}}
    cell = nbformat.v4.new_code_cell(metadata=names, outputs=[output])
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ([NOTHING_YET] * 5, {NO_ANSWER: 1}),
        (["KeyError: 'b'"] * 2, {ERROR: 2}),
        ([NOTHING_YET, "KeyError: 'b'"], {ERROR: 2}),
    ],
)
def test_an_exercise_without_an_answer_is_one_remark(hints, expected):
    assert _outcomes(notebook(*hints), {"test_clip"}) == expected
