"""The Sonnets as a reader runs them, and that they never cost anybody a grade."""

import os
import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from course.build import build
from course.cli import app
from course.grading import sandbox

REPO = Path(__file__).parents[1]
FOLDER = REPO / "source" / "01-dinosaurs"
SOURCE = FOLDER / "sonnets.py"
SECONDS = 600  # for one cell; what a lesson costs is in benchmarks/lessons.py
LONG = ("model.fit(", "afterwards")
CONFIG = """
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.SealedExecute.sandboxed = {sandboxed}
"""


def executed(notebook, folder, environment):
    """The notebook after a run in a fresh kernel that has an empty cache."""
    nowhere = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    inherited = {k: v for k, v in os.environ.items() if k != "COURSE_DATA"}
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute(env=inherited | nowhere | environment)


def outputs(notebook, *kinds):
    return [
        output
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type in kinds
    ]


def errors(notebook):
    return [f"{error.ename}: {error.evalue}" for error in outputs(notebook, "error")]


def printed(notebook, stream="stdout"):
    return "".join(o.text for o in outputs(notebook, "stream") if o.name == stream)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The notebook, run to its end on the embedded text."""
    notebook = jupytext.read(SOURCE)
    strange = "generate_output('naïve Σ')"
    notebook.cells.append(nbformat.v4.new_code_cell(strange))
    folder = tmp_path_factory.mktemp("read")
    return executed(notebook, folder, {"CHARLM_OFFLINE": "1"})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """What the notebook prints on the Sonnets, but for the epoch of training."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with sonnets.txt")
    notebook = jupytext.read(SOURCE)
    notebook.cells = [
        cell for cell in notebook.cells if not all(line in cell.source for line in LONG)
    ]
    given = {"COURSE_DATA": os.environ["COURSE_DATA"]}
    done = executed(notebook, tmp_path_factory.mktemp("original"), given)
    assert errors(done) == []
    return printed(done)


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """Lesson 1 handed in with the Sonnets, without, and with a broken file."""
    root = tmp_path_factory.mktemp("a course")
    ignored = shutil.ignore_patterns("*.ipynb", "__pycache__")
    shutil.copytree(FOLDER, root / "source" / FOLDER.name, ignore=ignored)
    text = (REPO / "nbgrader_config.py").read_text(encoding="utf-8")
    text += CONFIG.format(sandboxed=sandbox.available() is None)
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)
    for student, beside in (("with", "sonnets"), ("without", ""), ("broken", "{")):
        place = root / "submitted" / student / FOLDER.name
        place.mkdir(parents=True)
        shutil.copy(root / "source" / FOLDER.name / "dinosaurs.ipynb", place)
        if beside == "sonnets":
            shutil.copy(root / "release" / FOLDER.name / "sonnets.ipynb", place)
        elif beside:
            (place / "sonnets.ipynb").write_text(beside, encoding="utf-8")
    arguments = ["grade", FOLDER.name, "--course-dir", str(root)]
    if sandbox.available() is not None:
        arguments.append("--unsandboxed")
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 0, told.output
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        handed_in = gradebook.assignment_submissions(FOLDER.name)
        return {each.student.id: each.score for each in handed_in}


def test_the_notebook_runs_without_an_error_but_for_a_line_it_cannot_read(read):
    (told,) = errors(read)
    assert "'ï'" in told and "'σ'" in told


def test_nothing_goes_to_stderr(read):
    assert printed(read, "stderr") == ""


def test_the_embedded_text_is_named_as_such(read):
    assert "EMBEDDED DEFAULT" in printed(read)


def test_one_more_epoch_teaches_the_pastiche(read):
    found = re.findall(r"(loaded|afterwards): ([\d.]+) bits", printed(read))
    bits = {when: float(value) for when, value in found}
    assert bits["afterwards"] < bits["loaded"] - 0.5


def test_the_poem_begins_with_the_readers_line(read):
    assert "the keyboard is a garden in the night" in printed(read)


def test_nobody_is_asked_to_type_anything():
    code = [cell.source for cell in jupytext.read(SOURCE).cells]
    assert not [source for source in code if re.search(r"\binput\(", source)]


def test_every_figure_has_an_alternative_text(read):
    shown = outputs(read, "execute_result", "display_data")
    pages = [output.data.get("text/html", "") for output in shown]
    images = [tag for page in pages for tag in re.findall(r"<img [^>]*>", page)]
    assert len(images) >= 3
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


@pytest.mark.parametrize(
    "figure", ["94,275 characters, 38 different", "31,412 windows", "480,422"]
)
def test_the_original_text_gives_the_known_figures(original, figure):
    assert figure in original


def test_the_trained_weights_are_good_on_sonnets_they_have_not_seen(original):
    bits = re.search(r"loaded: ([\d.]+) bits per character", original)
    assert float(bits[1]) < 2.31


@pytest.mark.parametrize("student", ["with", "without", "broken"])
def test_lesson_1_gets_full_marks_whatever_lies_beside_it(scores, student):
    assert scores[student] == 100


def test_lines_fit_a_notebook_on_a_laptop():
    cells = jupytext.read(SOURCE).cells
    lines = [line for cell in cells for line in cell.source.split("\n")]
    assert [line for line in lines if len(line) > 79] == []
