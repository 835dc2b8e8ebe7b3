"""Where grading an assignment in nbgrader's own style differs, and what it works with.

Differences from stock nbgrader are few and on purpose: each has its value here.
"""

import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from support.own_course import PS1, OwnCourse, checked_by, marked, solution

pytestmark = pytest.mark.timeout(1800)

# Test cell -> its score of 2 points. What stock nbgrader gives is in the comment.
DIFFERENCES = {
    "stderr": ("import sys\nprint('careful', file=sys.stderr)", 2.0),  # 0
    "warning": ("import warnings\nwarnings.warn('old')", 2.0),  # 0
    "numpy_zero": ("import numpy as np\nnp.float64(0.0)", 0.0),  # 2
    "numpy_one": ("import numpy as np\nnp.int64(1)", 1.0),  # 2
    "not_a_number": ("float('nan')", None),  # 2
    "negative": ("-1", None),  # 2
    "too_much": ("3", None),  # no grade for the whole notebook
    "ends_kernel": ("import os\nos._exit(0)", 0.0),  # no grade for the whole notebook
    "after_the_end": ("assert answer == 6", 2.0),
    "endless": ("import time\nwhile True: time.sleep(1)", 0.0),
    "after_the_loop": ("assert answer == 6", 2.0),
}
FILES = {
    "data.csv": "a,b\n1,2\n",
    "deep/more.txt": "more",
    "helper.py": "def double(x):\n    return 2 * x\n",
    "utils.py": "MINE = 'the assignment'\n",
    "free.py": "VALUE = 'released'\n",
}
WITH_FILES = {
    "reads": "assert open('data.csv').read().startswith('a,b')",
    "reads_deep": "assert open('deep/more.txt').read() == 'more'",
    "helped": "from helper import double\nassert double(answer) == 12",
    "own_utils": "import utils\nassert utils.MINE == 'the assignment'",
    "writes": "open('new.txt', 'w').write('x')\nassert open('new.txt').read() == 'x'",
    "overwrites": "open('data.csv', 'a').write('3,4')\n0 + 2",
    "execution": "import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'",
    "free": "import free\nassert free.VALUE == 'mine'",
    "handed_in": "import beside\nassert beside.IT == 1",
}
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw=="
)


def cells_for(cells: dict[str, str]) -> list:
    return [checked_by(name, source) for name, source in cells.items()]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[OwnCourse, dict]:
    """Return a graded class of two: one right, one that has changed a helper."""
    stub = "answer = 0\n### BEGIN SOLUTION\nanswer = 6\n### END SOLUTION"
    answer = solution("answer", stub)
    picture = marked("picture", "![it](attachment:it.png)", "markdown", locked=True)
    picture["attachments"] = {"it.png": {"image/png": PICTURE}}
    notebooks = {
        "differ": [answer, *cells_for({n: s for n, (s, _) in DIFFERENCES.items()})],
        "files": [picture, answer, *cells_for(WITH_FILES)],
        "foreign": [answer, *cells_for({"in_octave": "assert(answer == 6)"})],
    }
    course = OwnCourse(
        tmp_path_factory.mktemp("own"),
        notebooks,
        FILES,
        config="c.SealedExecute.cell_seconds = 3\n"
        f"c.Autograde.exclude_overwriting = {{'{PS1}': ['free.py']}}\n",
        languages={"foreign": "octave"},
    ).make(stock=False)
    right = {"answer": "answer = 6"}
    beside = {"beside.py": "IT = 1", "free.py": "VALUE = 'mine'"}
    course.hand_in("right", right, beside)
    changed = {"helper.py": "def double(x):\n    return 12\n", "data.csv": "a,b\n"}
    course.hand_in("wrong", {"answer": "answer = 7"}, {**beside, **changed})
    course.course.run("qualify", PS1, "--accept")  # some tests fail for everybody
    return course, course.graded_here()


def test_every_difference_has_its_value(graded):
    _, scores = graded
    found = {name: scores["right"][f"differ.{name}"] for name in DIFFERENCES}
    assert found == {n: (score, score is None) for n, (_, score) in DIFFERENCES.items()}


def test_what_lies_beside_the_notebook_is_there_and_can_be_written(graded):
    _, scores = graded
    found = {name: scores["right"][f"files.{name}"] for name in WITH_FILES}
    assert found == dict.fromkeys(WITH_FILES, (2.0, False))


def test_a_helper_module_that_a_student_changed_is_the_released_one_again(graded):
    _, scores = graded
    assert scores["wrong"]["files.helped"] == (0.0, False)


def test_a_notebook_in_another_language_waits_for_a_human(graded):
    course, scores = graded
    assert scores["right"]["foreign.in_octave"] == (None, True)
    assert "a notebook in octave is not run here" in course.page("right", "foreign")


def test_a_picture_in_a_locked_cell_stays(graded):
    course, _ = graded
    path = course.course.root / "autograded" / "right" / PS1 / "files.ipynb"
    nb = nbformat.read(path, as_version=4)
    [cell] = [cell for cell in nb.cells if "attachments" in cell]
    assert cell.attachments["it.png"]["image/png"] == PICTURE


def test_honest_work_has_no_note_of_a_repair(graded):
    course, _ = graded
    assert "was repaired" not in course.page("right", "files")


def test_the_table_says_which_tests_are_not_sealed(graded):
    course, _ = graded
    said = course.course.run("grade", PS1).stdout
    assert "not sealed: differ.numpy_zero" in said
    assert "2 of 2 graded" in said


def test_a_changed_file_beside_the_notebook_is_graded_anew(graded):
    course, _ = graded
    folder = course.course.root / "submitted"
    shutil.copytree(folder / "right", folder / "other")
    (folder / "other" / PS1 / "beside.py").write_text("IT = 2")
    scores = course.graded_here()
    assert scores["other"]["files.handed_in"] == (0.0, False)
    assert scores["right"]["files.handed_in"] == (2.0, False)


def test_a_stock_configuration_is_refused_with_what_to_add(tmp_path):
    cells = [new_markdown_cell("x"), new_code_cell("1"), *cells_for({"t": "assert 1"})]
    course = OwnCourse(tmp_path, {"one": cells}).make(stock=False)
    course.hand_in("ada", {})
    stock = "c.CourseDirectory.course_id = 'mine'\n"
    (course.course.root / "nbgrader_config.py").write_text(f"c = get_config()\n{stock}")
    done = course.course.run("grade", PS1)
    assert done.exit_code == 1
    assert "c.Autograde.sanitize_preprocessors lacks course.worker" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (course.course.root / "autograded").exists()
