"""Hidden criteria of the lesson for tests."""

import numpy as np

from utils.checking import Checks

double, total = Checks("double"), Checks("total")
EXERCISES = {"double": double, "total": total}


@double.criterion("twice any number", points=30, hint="it holds for every number")
def any_number(answer, rng):
    hidden_value = 123456789.25  # SECRET-VALUE
    assert answer.double(hidden_value) == 246913578.5


@total.criterion("the sum of many values", points=40, hint="values may be many")
def many(answer, rng):
    values = rng.normal(size=100)
    assert np.isclose(answer.total(values), values.sum())
