"""Compare the time to grade a class with assert-style tests: stock, `course grade`.

    python benchmarks/own_assignments.py [numpy] [tensorflow] [--students 20]

The assignments are in nbgrader's own style. One test of the NumPy one calls an answer
10,000 times. The time of `course grade` includes the sandbox, the instructor's own
solution, which is graded first, the second opinion on every test that can be sealed,
and the feedback pages; plain `nbgrader autograde` has none of these. All scores must be
equal.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parent))  # where it is loaded and not run

from grading import (
    MAIN,
    OUR_CONFIG,
    PLAIN_CONFIG,
    Lesson,
    grade,
    grade_id,
    run,
    scores,
)

LESSON = Lesson("ps1", "one")
NUMPY = {
    "softmax": (
        "def softmax(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()",
        "def softmax(x):\n    return np.exp(x)",
        "x = np.array([1.0, 2.0, 3.0])\nassert np.isclose(softmax(x).sum(), 1)\n"
        "np.testing.assert_allclose(softmax(x), np.exp(x) / np.exp(x).sum())",
    ),
    "collatz": (
        "def collatz(n):\n    return n // 2 if n % 2 == 0 else 3 * n + 1",
        "def collatz(n):\n    return n // 2",
        "for n in range(1, 10_001):\n"
        "    assert collatz(n) == (3 * n + 1 if n % 2 else n / 2), n",
    ),
    "moving": (
        "def moving(x, n):\n    return np.convolve(x, np.ones(n) / n, 'valid')",
        "def moving(x, n):\n    return np.convolve(x, np.ones(n), 'valid')",
        "np.random.seed(0)\nx = np.random.rand(50)\n"
        "assert np.allclose(moving(x, 1), x)\n### BEGIN HIDDEN TESTS\n"
        "assert np.isclose(moving(x, 50)[0], x.mean())\n### END HIDDEN TESTS",
    ),
    "Queue": (
        "class Queue:\n    def __init__(self):\n        self.items = []\n"
        "    def put(self, x):\n        self.items.append(x)\n"
        "    def get(self):\n        return self.items.pop(0)",
        "class Queue(list):\n    put = list.append\n    get = list.pop",
        "q = Queue()\nfor i in range(5):\n    q.put(i)\n"
        "assert [q.get() for _ in range(5)] == [0, 1, 2, 3, 4]",
    ),
}
TENSORFLOW = {
    "model": (
        "def model(units):\n    return tf.keras.Sequential([tf.keras.Input((4,)), "
        "tf.keras.layers.Dense(units, activation='relu'), tf.keras.layers.Dense(1)])",
        "def model(units):\n    return tf.keras.Sequential([tf.keras.Input((4,)), "
        "tf.keras.layers.Dense(1)])",
        "m = model(8)\nassert len(m.layers) == 2\nassert m.count_params() == 49",
    ),
    "loss": (
        "def loss(y, p):\n    return tf.reduce_mean(tf.square(y - p))",
        "def loss(y, p):\n    return tf.reduce_sum(tf.square(y - p))",
        "found = loss(tf.constant([1.0, 2.0]), tf.constant([0.0, 0.0]))\n"
        "assert abs(float(found) - 2.5) < 1e-6",
    ),
    "trained": (
        "def trained(x, y):\n    m = model(8)\n    m.compile('sgd', 'mse')\n"
        "    m.fit(x, y, epochs=2, verbose=0)\n    return m",
        "def trained(x, y):\n    return model(8)",
        "x = np.random.rand(64, 4)\nm = trained(x, x.sum(1))\n"
        "assert m.predict(x, verbose=0).shape == (64, 1) and m.optimizer is not None",
    ),
}
QUIET = "import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'"  # stock: 0 for a log line
KINDS = {
    "numpy": ("import numpy as np", NUMPY),
    "tensorflow": (f"{QUIET}\nimport numpy as np\nimport tensorflow as tf", TENSORFLOW),
}


def notebook(kind: str) -> nbformat.NotebookNode:
    """Return the instructor's notebook."""
    set_up, exercises = KINDS[kind]
    nb = new_notebook(cells=[new_code_cell(set_up, id="set-up")])
    for name, (right, _, test) in exercises.items():
        answer = f"### BEGIN SOLUTION\n{right}\n### END SOLUTION"
        nb.cells.append(cell(name, answer, solution=True))
        nb.cells.append(cell(f"{name}_test", test, grade=True, locked=True, points=2))
    nb.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return nb


def cell(name: str, source: str, **flags: object) -> nbformat.NotebookNode:
    """Return a cell that nbgrader knows by this name."""
    marks = {"grade": False, "solution": False, "locked": False, "task": False}
    marks |= {"grade_id": name, "schema_version": 3, **flags}
    return new_code_cell(source, id=name, metadata={"nbgrader": marks})


def course(root: Path, config: str, kind: str, students: int) -> None:
    """Make a course folder with a released assignment and a class: half are wrong."""
    source = root / "source" / LESSON.assignment
    source.mkdir(parents=True)
    nbformat.write(notebook(kind), source / "one.ipynb")
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    run(root, "nbgrader", "generate_assignment", LESSON.assignment)
    exercises = KINDS[kind][1]
    released = nbformat.read(root / "release/ps1/one.ipynb", as_version=4)
    for number in range(students):
        wrong = [*exercises][number // 2 % len(exercises)] if number % 2 else ""
        for one in released.cells:
            if (name := grade_id(one)) in exercises:
                chosen = exercises[name][name == wrong]
                one.source = f"{chosen}\n# submission {number}\n"
        folder = root / "submitted" / f"student-{number:04}" / LESSON.assignment
        folder.mkdir(parents=True)
        nbformat.write(released, folder / "one.ipynb")


def compare(folder: Path, kind: str, students: int) -> None:
    """Grade a class by both graders; exit if a score differs."""
    ours, stock = folder / "ours", folder / "stock"
    config = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8")
    config += OUR_CONFIG.format(checks=str(MAIN / "checks"))
    course(ours, config, kind, students)
    course(stock, PLAIN_CONFIG, kind, students)
    fast = grade(ours, LESSON, os.cpu_count() or 1)
    slow = run(stock, "nbgrader", "autograde", LESSON.assignment)
    mine, theirs = scores(ours, LESSON), scores(stock, LESSON)
    differing = {s: (mine[s], theirs[s]) for s in mine if mine[s] != theirs[s]}
    if differing:
        sys.exit(f"the scores differ: {differing}")
    print(f"{kind}, {students} submissions, all scores equal")
    for name, found in (("course grade", fast), ("nbgrader autograde", slow)):
        times = found.seconds / fast.seconds
        each = found.processor / students
        line = f"{found.seconds:8.1f} s  {times:5.1f} times as long"
        print(f"{name:<44}{line}, {each:.2f} s of processor time each")


def main() -> None:
    """Run the wanted measurements, by default both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", help="numpy, tensorflow; by default both")
    parser.add_argument("--students", type=int, default=20)
    options = parser.parse_args()
    for kind in options.what or KINDS:
        with tempfile.TemporaryDirectory(prefix="charlm-bench-") as place:
            compare(Path(place), kind, options.students)


if __name__ == "__main__":
    main()
