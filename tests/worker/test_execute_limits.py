"""The time limit of a cell while grading is the one that an instructor has set."""

import pytest
from nbgrader.preprocessors import Execute
from nbgrader.validator import Validator
from support.mini_course import MAIN
from traitlets.config import Config

from course.folder import course_config
from course.worker.execute import SealedExecute

LIMITS = {
    "": 60.0,
    "c.Execute.timeout = 120": 120.0,
    "c.Execute.timeout = None": 900.0,
    "c.Execute.timeout = -1": 900.0,
    "c.Execute.timeout = 120; c.SealedExecute.cell_seconds = 5": 5.0,
}


@pytest.mark.parametrize("lines", LIMITS)
def test_nbgraders_option_holds_unless_ours_is_set(lines):
    config = Config()
    exec(lines, {"c": config})
    assert SealedExecute(config=config).cell_seconds == LIMITS[lines]


def test_validate_has_a_limit_of_its_own():
    config = course_config(MAIN)
    assert Execute(parent=Validator(config=config)).timeout == 900
    assert SealedExecute(config=config).cell_seconds == 60
