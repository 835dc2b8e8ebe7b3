"""No score is saved but one that grading has reached, whatever a notebook says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import SaveAutoGrades
from support.mini_course import MAIN
from traitlets.config import Config

from course.folder import course_config
from course.judging.cells import METADATA_KEY, SCORE
from course.worker.context import GradingContext
from course.worker.conversion import AutogradeOne
from course.worker.save_verdicts import SCORES, SaveVerdicts

WORTH = 4.0
PATH_OF_NBGRADERS = "nbgrader.preprocessors.SaveAutoGrades"
LITTLE = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
numbers = st.sampled_from(["4", "4.0", "0", "-1", "nan", "np.float64(4.0)", "inf", ""])
marks = st.dictionaries(
    st.sampled_from([METADATA_KEY, SCORE, SCORES, "score", "share", "points"]),
    st.one_of(st.floats(0, 4), st.just({"share": 1.0, "points": 4, "results": []})),
)
outputs = st.lists(
    st.one_of(
        st.builds(
            lambda text, metadata: {
                "output_type": "execute_result",
                "execution_count": 1,
                "data": {"text/plain": text},
                "metadata": metadata,
            },
            numbers,
            marks,
        ),
        st.builds(
            lambda name: {"output_type": "stream", "name": name, "text": "4"},
            st.sampled_from(["stdout", "stderr"]),
        ),
        st.just({"output_type": "error", "ename": "E", "evalue": "", "traceback": []}),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def db_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a gradebook with one test cell, and what ada handed in."""
    course_config(MAIN)  # with the path to alembic, which makes a new gradebook
    url = f"sqlite:///{tmp_path_factory.mktemp('gradebook') / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("ps1")
        gradebook.add_notebook("one", "ps1")
        gradebook.add_grade_cell("t", "one", "ps1", max_score=WORTH, cell_type="code")
        gradebook.add_student("ada")
        gradebook.add_submission("ps1", "ada")
    return url


def saved(db_url: str, cell: NotebookNode, more: dict[str, Any]) -> tuple:
    """Return score and needs_manual_grade after a graded notebook was saved."""
    where = {"notebook": "one", "assignment": "ps1", "student": "ada", "db_url": db_url}
    resources = {"nbgrader": where, **more}
    SaveVerdicts().preprocess(new_notebook(cells=[cell]), resources)
    with Gradebook(db_url) as gradebook:
        grade = gradebook.find_grade("t", "one", "ps1", "ada")
        return grade.auto_score, grade.needs_manual_grade


def cell_with(shown: list, metadata: dict) -> NotebookNode:
    cell = new_code_cell("assert True", outputs=from_dict(shown))
    cell.metadata.update(metadata)
    cell.metadata.nbgrader = NotebookNode(
        grade=True, solution=False, locked=True, grade_id="t", points=WORTH
    )
    return cell


@LITTLE
@given(shown=outputs, metadata=marks)
def test_what_a_notebook_shows_never_yields_a_point(db_url, shown, metadata):
    for more in ({}, {SCORES: {}}, {SCORES: {"other": 4.0}}):
        assert saved(db_url, cell_with(shown, metadata), more) == (None, True)


@LITTLE
@given(shown=outputs, metadata=marks, score=st.floats(0, WORTH))
def test_a_score_that_was_reached_is_saved_whatever_is_shown(
    db_url, shown, metadata, score
):
    given_on = {SCORES: {"t": score}}
    assert saved(db_url, cell_with(shown, metadata), given_on) == (score, False)


def test_there_is_one_place_that_saves_scores():
    config = (MAIN / "nbgrader_config.py").read_text("utf-8")
    assert "SaveAutoGrades" not in config
    assert f"{SaveVerdicts.__module__}.{SaveVerdicts.__name__}" in config


@pytest.mark.parametrize("named", [SaveAutoGrades, PATH_OF_NBGRADERS])
def test_nbgraders_own_is_replaced_where_an_older_configuration_names_it(named):
    config = Config({"Autograde": {"autograde_preprocessors": [named]}})
    made = AutogradeOne(GradingContext(), config=config)
    assert made.autograde_preprocessors == [SaveVerdicts]
