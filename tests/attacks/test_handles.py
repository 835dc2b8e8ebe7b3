"""A value that is not plain data proves nothing, however a criterion is written."""

import numpy as np
import pytest

from course.judging.remote_answer import local_answer
from utils.checking import AnswerError


@pytest.mark.parametrize(
    "claim",
    [
        lambda found: bool(found),
        lambda found: not found,
        lambda found: found == 1,
        lambda found: found != 1,
        lambda found: found != found,
        lambda found: np.all(np.ones(3) != found),
        lambda found: found in [1, 2],
    ],
)
def test_an_object_that_is_not_data_is_neither_true_nor_equal_nor_different(claim):
    found = local_answer({"f": lambda: object()}).f()
    with pytest.raises(AnswerError, match="not data"):
        claim(found)
