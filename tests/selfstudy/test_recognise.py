"""`course grade` and `course check` recognise the same files as copies of a lesson."""

import copy
import shutil

import nbformat
import nbformat.v4 as v4
import pytest
from support.intake import survey

from course.authoring.build import build
from course.selfstudy.lessons import NotFound


def as_it_is(nb):
    pass


def without_metadata(nb):
    for cell in nb.cells:
        cell.metadata.clear()


def without_metadata_and_ids(nb):
    without_metadata(nb)
    for number, cell in enumerate(nb.cells):
        cell.id = f"cell-{number}"


def rewritten(nb):
    for cell in nb.cells:
        cell.source += "\n# mine"


def emptied(nb):
    without_metadata_and_ids(nb)
    for cell in nb.cells:
        cell.source = ""


def with_one_cell(nb):
    del nb.cells[:]
    nb.cells.append(v4.new_code_cell("1", metadata={"nbgrader": {"grade_id": "total"}}))


def foreign(nb):
    del nb.cells[:]
    nb.cells.append(v4.new_code_cell("print(1)"))


def malformed_marks(nb):
    for cell in nb.cells:
        cell.metadata["nbgrader"] = {"grade_id": ["total"]}
        cell.source, cell.id = "", f"x{cell.id}"


@pytest.fixture(scope="module")
def course(folder, tmp_path_factory):
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(folder, root)
    build(root)
    return root


@pytest.mark.parametrize("name", ["homework", "sums (1)", "Sums-Copy1"])
@pytest.mark.parametrize(
    ("change", "by_cells", "by_name"),
    [
        (as_it_is, True, True),
        (without_metadata, True, True),
        (without_metadata_and_ids, True, True),
        (rewritten, True, True),
        (with_one_cell, False, True),
        (emptied, False, False),
        (malformed_marks, False, False),
        (foreign, False, False),
    ],
)
def test_both_recognise_the_same_files(
    course, lessons, change, by_cells, by_name, name
):
    nb = copy.deepcopy(lessons.handouts["sums"].notebook)
    change(nb)
    handed_in = course / "submitted" / "ada" / "00-sums"
    shutil.rmtree(handed_in, ignore_errors=True)
    handed_in.mkdir(parents=True)
    nbformat.write(nb, handed_in / f"{name}.ipynb")
    [submission] = survey(course, "00-sums")
    graded = "sums" in submission.notebooks and submission.problem is None
    try:
        checked = lessons.which(nb, name).name == "sums"
    except NotFound:
        checked = False
    assert (graded, checked) == ((by_cells if name == "homework" else by_name),) * 2
