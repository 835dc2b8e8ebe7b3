"""What students must not see is found if it is in their notebooks."""

import pytest

from course.authoring.leaks import bare_cells, leaks, telling_parts
from course.authoring.lesson import as_notebook, read_lesson

STUB = "    # YOUR CODE HERE\n    raise NotImplementedError"


@pytest.fixture
def lesson(write_course):
    root = write_course()
    return read_lesson(root / "source" / "01-tiny" / "tiny.py", root)


@pytest.fixture
def released(lesson):
    """Return a release without solutions, as nbgrader makes it."""
    notebook = as_notebook(lesson)
    for cell in notebook.cells:
        if "### BEGIN SOLUTION" in cell.source:
            cell.source = cell.source.split("    ### BEGIN")[0] + STUB
    return notebook


@pytest.fixture
def told(lesson, released):
    return lambda: [str(problem) for problem in leaks(lesson, released)]


def test_a_clean_release_tells_nothing(told):
    assert told() == []


def test_a_solution_in_another_cell(released, told):
    released.cells[
        -1
    ].source += "\nhalf_of_it = x*0.5  # the answer\n\nreturn half_of_it"
    released.cells[-1].source = released.cells[-1].source.replace("  # the answer", "")
    assert told() == [
        "source/01-tiny/tiny.py:31: cell halve: "
        "the solution leaks into the release, cell code-006"
    ]


def test_a_solution_in_the_prose(released, told):
    released.cells[0].source += "\nJust write `return x + x + 0`."
    assert told() == [
        "source/01-tiny/tiny.py:10: cell double: "
        "the solution leaks into the release, cell markdown-001"
    ]


def test_a_marker_that_was_left(released, told):
    released.cells[3].source += "\n    ### BEGIN SOLUTION"
    assert told() == [
        "source/01-tiny/tiny.py:28: cell halve: BEGIN SOLUTION is left in the release"
    ]


def test_hidden_tests_that_were_left(released, told):
    released.cells[2].source += "\n# BEGIN HIDDEN TESTS"
    assert "cell test_double: BEGIN HIDDEN TESTS is left" in told()[0]


def test_an_import_of_course(released, told):
    released.cells[5].source = "from course.judging import judge"
    assert "cell code-006: the release imports course or checks" in told()[0]


def test_outputs(released, told):
    released.cells[5].execution_count = 3
    assert "cell code-006: the release has outputs" in told()[0]


def test_a_cell_that_the_lesson_lacks(released, told):
    released.cells[5].id = "code-007"
    assert "cell code-007: released, but not a cell of the lesson" in told()[0]


def test_an_exercise_that_is_broken_without_its_solution(released, told):
    released.cells[1].source = "def double(x):\n    if x:\n"
    assert "cell double: not valid Python without the solution" in told()[0]


@pytest.mark.parametrize("text", ["return gradients", "pass", "# all comment", ""])
def test_a_solution_that_computes_nothing_tells_nothing(text):
    assert telling_parts(text) == []


def test_rows_of_a_long_solution_tell():
    lines = [f"    first_variable_{i} = compute_something({i})" for i in range(5)]
    assert len(telling_parts("\n".join(lines))) == 3


def test_spaces_and_comments_hide_nothing(released):
    (part,) = telling_parts("a = compute( 1 )\n  # so\n  b = a+1")
    released.cells[5].source = "if True:\n    a = compute(1)\n\n    b = a + 1\n"
    cells = bare_cells(released).items()
    assert [name for name, text in cells if part in text] == ["code-006"]
