"""Lesson 2 as a reader runs it, as it is graded, and its figures on the real text.

The reader's run is on the embedded text, so that nothing is fetched; the figures of
the real one need it in COURSE_DATA. The cells that only train, time or write are left
out there: what they print is different every time.
"""

import os
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from course.checks.shakespeare import EXERCISES
from course.grading import sandbox
from course.grading.execute import Exercise, grade_notebook, kernels

REPO = Path(__file__).parents[1]
SOURCE = REPO / "source" / "02-shakespeare" / "shakespeare.py"
RELEASE = REPO / "release" / "02-shakespeare" / "shakespeare.ipynb"
SECONDS = 600  # for one cell; what a lesson costs is in benchmarks/lessons.py
SANDBOXED = sandbox.available() is None
WITHOUT = ("beginner.fit", "GenerativeModel", "seconds_per_char", "written(", "plots.")
POINTS = {
    "line_to_tensor": 15,
    "create_batch_dataset": 25,
    "GRULM": 25,
    "compile_model": 10,
    "log_perplexity": 25,
}


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


def outputs(notebook, kind):
    return [
        output
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == kind
    ]


def errors(notebook):
    return [f"{error.ename}: {error.evalue}" for error in outputs(notebook, "error")]


def printed(notebook, stream="stdout"):
    return "".join(o.text for o in outputs(notebook, "stream") if o.name == stream)


def skipped(cell):
    return "skip-when-grading" in cell.metadata.get("tags", [])


def graded(notebook):
    """The points that the judge gives for each exercise of the notebook."""
    exercises = {}
    for cell in jupytext.read(SOURCE).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name.startswith("test_"):
            points = float(cell.metadata["nbgrader"]["points"])
            exercise = Exercise(name.removeprefix("test_"), cell.source, points)
            exercises[name] = exercise
    new_manager = kernels(notebook, sandboxed=SANDBOXED)
    verdicts = grade_notebook(notebook, exercises, EXERCISES, 7, new_manager)
    return {v.report.exercise: v.points for v in verdicts}


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """The lesson with its answers, run to its end on the embedded text."""
    folder = tmp_path_factory.mktemp("answered")
    return executed(jupytext.read(SOURCE), folder, {"CHARLM_OFFLINE": "1"})


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """What the lesson prints on the real text."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with shakespeare_data.txt")
    notebook = jupytext.read(SOURCE)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not (skipped(cell) and any(word in cell.source for word in WITHOUT))
    ]
    given = {"COURSE_DATA": os.environ["COURSE_DATA"]}
    done = executed(notebook, tmp_path_factory.mktemp("real"), given)
    assert errors(done) == []
    return re.sub(r" +", " ", printed(done))


def test_the_answered_lesson_runs_without_an_error(answered):
    assert errors(answered) == []


def test_nothing_goes_to_stderr(answered):
    assert printed(answered, "stderr") == ""


def test_the_embedded_text_is_named_as_such(answered):
    assert "EMBEDDED DEFAULT" in printed(answered)


@pytest.mark.parametrize("exercise", POINTS)
def test_the_answer_passes_all_visible_checks(answered, exercise):
    tables = [o.data["text/plain"] for o in outputs(answered, "display_data")]
    table = next(table for table in tables if table.startswith(f"{exercise}: "))
    met, all_of_them = re.match(r"\w+: (\d+) of (\d+)", table).groups()
    assert met == all_of_them


def test_every_figure_has_an_alternative_text(answered):
    shown = outputs(answered, "execute_result") + outputs(answered, "display_data")
    pages = [output.data.get("text/html", "") for output in shown]
    images = [tag for page in pages for tag in re.findall(r"<img [^>]*>", page)]
    assert len(images) >= 10
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def test_the_instructors_notebook_earns_every_point():
    assert graded(jupytext.read(SOURCE)) == POINTS


def test_a_blank_notebook_earns_nothing():
    earned = graded(nbformat.read(RELEASE, as_version=4))
    assert earned == dict.fromkeys(POINTS, 0)


def test_the_real_text_has_the_known_size(real):
    assert "125,097 lines that are not empty, 5,149,010 characters" in real
    assert "82 symbols" in real
    assert "124,097 lines to learn from, 1,000 held out" in real


def test_the_real_text_gives_the_known_numbers(real):
    assert "[55, 59, 63, 69, 75, 4, 16, 17]" in real
    assert "[34 59 66 66 69 4 77 69 72 66 58 5]" in real


def test_an_epoch_of_the_real_text_has_790_batches(real):
    assert "790 batches an epoch" in real


def test_the_model_has_the_known_numbers_of_weights(real):
    for count in ("20,992", "1,182,720", "42,066", "1,245,778"):
        assert count in real


def test_the_pretrained_model_is_better_than_the_original_on_held_out_text(real):
    told = real.split("one sequence of 41,573 characters")[1]
    perplexity = float(re.search(r", perplexity ([\d.]+)", told)[1])
    assert perplexity == pytest.approx(3.2533, abs=2e-3)
    assert perplexity < 3.4006


def test_the_pretrained_model_is_better_than_counting(real):
    table = real.split("contexts never seen")[1]
    counted = [float(row[1]) for row in re.findall(r"\n (\d) ([\d.]+) ", table)]
    assert len(counted) == 9
    assert min(counted) == pytest.approx(3.926, abs=1e-3)
    assert counted.index(min(counted)) == 5


def test_lines_fit_a_notebook_on_a_laptop():
    cells = jupytext.read(SOURCE).cells
    lines = [line for cell in cells for line in cell.source.split("\n")]
    assert [line for line in lines if len(line) > 79] == []
