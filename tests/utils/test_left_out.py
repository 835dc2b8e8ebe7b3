"""What cells that are left out of grading would define."""

import pytest

from utils.left_out import assigned, defined, definitions, left_out

DEEP = ("x = " + "-" * 50_000 + "1", "def f():\n    return " + "1 + " * 9_000 + "1")


@pytest.mark.parametrize("source", DEEP, ids=["of signs", "of sums"])
def test_a_cell_that_is_nested_too_deep_defines_nothing(source):
    found = (assigned(source), defined(source), left_out(source), definitions(source))
    assert not any(found)


def test_a_cell_defines_its_functions_and_assigns_its_variables():
    source = "import re\nx, y = 1, 2\ndef f():\n    z = 3\n"
    assert (defined(source), assigned(source)) == ({"f"}, {"x", "y"})
    assert definitions(source) == "import re\n\ndef f():\n    z = 3"
