"""A notebook in nbgrader's style, and answers to it and to the lesson template."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .own_course import checked_by, marked, solution

SQUARE = "def square(x):\n    return x * x\n"
TOTAL = """def total(values):
    ### BEGIN SOLUTION
    if not values:
        raise ValueError("nothing to add")
    return sum(values)
    ### END SOLUTION
"""
NOTEBOOK = [
    new_markdown_cell("# Squares"),
    new_code_cell("%matplotlib inline\nimport numpy as np\nLIMIT = 3"),
    solution(
        "cell-1",
        "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n"
        "    ### END SOLUTION",
    ),
    checked_by("open", "assert square(3) == 9\nassert square(-2) == 4, 'negative'"),
    checked_by(
        "secret",
        "### BEGIN HIDDEN TESTS\nfor n in range(5, 7):\n    assert square(n) == n * n\n"
        "x = np.arange(LIMIT)\nassert np.allclose(square(x), [0, 1, 4])\n"
        "### END HIDDEN TESTS",
    ),
    solution("cell-2", TOTAL),
    checked_by(
        "adds",
        "values = [1, 2]\nassert total(values) == 3\nassert values == [1, 2]\n"
        "### BEGIN HIDDEN TESTS\nassert total([square(3)]) == 9\n### END HIDDEN TESTS",
    ),
    checked_by(
        "refuses",
        "try:\n    total([])\nexcept ValueError:\n    pass\nelse:\n"
        "    raise AssertionError('no error')",
    ),
    solution("cell-3", "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION"),
    checked_by("variable", "assert answer == 42", points=1),
    marked("essay", "Say why.", "markdown", grade=True, solution=True, points=1),
]
SOLVED = {"square": SQUARE, "total": TOTAL, "cell-3": "answer = 42"}
SMOOTHING = {
    "moving_average": "def moving_average(values, width):\n"
    "    return np.convolve(values, np.ones(width), 'valid') / width\n"
}


def notebook_at(path: Path, language: str = "python") -> Path:
    """Write the notebook to a path."""
    nb = new_notebook(cells=[nbformat.from_dict(cell) for cell in NOTEBOOK])
    nb.metadata.kernelspec = {
        "name": "python3",
        "display_name": language,
        "language": language,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)
    return path
