"""Hidden criteria of a lesson with the name of one of ours."""

from utils.checking import Checks

count = Checks("count")
EXERCISES = {"count": count}


@count.criterion("one begins with b, none with c", points=60, hint="count the names")
def others(answer, rng):
    assert (answer.count("b"), answer.count("c")) == (1, 0)
