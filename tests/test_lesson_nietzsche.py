"""Lesson 3 as a reader runs it, and as it is graded: answered and blank.

Each run is a fresh kernel on the embedded text, so that nothing is fetched; the
figures of the original text need it in COURSE_DATA.
"""

import os
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from course.checks.nietzsche import EXERCISES
from course.grading import sandbox
from course.grading.execute import grade_notebook, kernels
from course.grading.trusted import Exercise
from course.lesson import as_notebook, read_lesson

REPO = Path(__file__).parents[1]
SOURCE = REPO / "source" / "03-nietzsche" / "nietzsche.py"
RELEASE = REPO / "release" / "03-nietzsche" / "nietzsche.ipynb"
SECONDS = 600  # for one cell; what a lesson costs is in benchmarks/lessons.py


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


def pages(notebook):
    return [o.data.get("text/html", "") for o in outputs(notebook, "execute_result")]


def skipped(cell):
    return "skip-when-grading" in cell.metadata.get("tags", [])


def graded(notebook):
    """The points of a notebook in the sealed judge, and its verdicts."""
    lesson = read_lesson(SOURCE, REPO)
    exercises = {
        name: Exercise(name.removeprefix("test_"), cell.source, cell.points)
        for name, cell in lesson.tests.items()
    }
    sealed = kernels(notebook, sandboxed=sandbox.available() is None)
    verdicts = grade_notebook(notebook, exercises, EXERCISES, 7, sealed)
    return sum(verdict.points for verdict in verdicts), verdicts


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """The lesson with its answers, run to its end on the embedded text."""
    notebook = jupytext.read(SOURCE)
    folder = tmp_path_factory.mktemp("answered")
    return executed(notebook, folder, {"CHARLM_OFFLINE": "1"})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """What the lesson prints on the original text, but for the long cells."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with nietzsche.txt")
    notebook = jupytext.read(SOURCE)
    quick = ("x, y = extract_windows", "trained = pretrained.load", "import lzma")
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not skipped(cell) or any(line in cell.source for line in quick)
    ]
    given = {"COURSE_DATA": os.environ["COURSE_DATA"]}
    return printed(executed(notebook, tmp_path_factory.mktemp("original"), given))


def test_the_answered_lesson_runs_without_an_error(answered):
    assert errors(answered) == []


def test_nothing_goes_to_stderr(answered):
    assert printed(answered, "stderr") == ""


def test_the_embedded_text_is_named_as_such(answered):
    assert "EMBEDDED DEFAULT" in printed(answered)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_answer_passes_all_visible_checks(answered, exercise):
    tables = [o.data["text/plain"] for o in outputs(answered, "display_data")]
    table = next(table for table in tables if table.startswith(f"{exercise}: "))
    met, all_of_them = re.match(r"\w+: (\d+) of (\d+)", table).groups()
    assert met == all_of_them


def test_a_short_training_learns_more_than_frequencies(answered):
    held_out = re.findall(r"([\d.]+) held out", printed(answered))
    frequencies = re.search(r"frequencies +([\d.]+)", printed(answered))
    assert float(held_out[-1]) < float(frequencies[1])


def test_keeping_the_state_is_a_hundred_times_as_fast(answered):
    times = re.search(r"state kept.* ([\d,]+) times as fast", printed(answered))
    assert int(times[1].replace(",", "")) >= 100


def test_four_temperatures_stand_side_by_side(answered):
    (table,) = (page for page in pages(answered) if "T = 1.2</th>" in page)
    assert re.findall(r"T = ([\d.]+)</th>", table) == ["0.2", "0.5", "1.0", "1.2"]
    assert table.count("<td") == 4


def test_every_figure_has_an_alternative_text(answered):
    images = [
        tag for page in pages(answered) for tag in re.findall("<img [^>]*>", page)
    ]
    assert len(images) == 10
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def test_no_figure_comes_without_its_text(answered):
    shown = outputs(answered, "execute_result") + outputs(answered, "display_data")
    assert not [o for o in shown if "image/png" in o.data or "image/svg+xml" in o.data]


@pytest.mark.parametrize(
    "figure",
    ["600,893 characters, 57 different", "200,278 windows of 60", "685.0 MB"],
)
def test_the_original_text_gives_the_known_figures(original, figure):
    assert figure in original


def test_the_trained_model_beats_a_compressor_on_original_text_held_out(original):
    trained = re.search(r"trained for longer +([\d.]+)", original)
    compressor = re.search(r"xz +([\d.]+)", original)
    assert float(trained[1]) < 2.1 < float(compressor[1])


def test_a_blank_lesson_only_misses_its_answers(tmp_path):
    notebook = nbformat.read(RELEASE, as_version=4)
    done = executed(notebook, tmp_path, {"CHARLM_OFFLINE": "1"})
    kinds = {error.split(":")[0] for error in errors(done)}
    assert kinds == {"ChecksFailed", "NotImplementedError"}


def test_the_instructors_notebook_is_graded_100_and_runs_without_an_error():
    notebook = as_notebook(read_lesson(SOURCE, REPO))
    points, verdicts = graded(notebook)
    assert errors(notebook) == []
    assert points == 100, [verdict.report for verdict in verdicts]


def test_a_blank_notebook_is_graded_0():
    points, _ = graded(nbformat.read(RELEASE, as_version=4))
    assert points == 0


def test_lines_fit_a_notebook_on_a_laptop():
    cells = jupytext.read(SOURCE).cells
    lines = [line for cell in cells for line in cell.source.split("\n")]
    assert [line for line in lines if len(line) > 79] == []


def test_no_idiom_of_keras_2_is_left():
    code = "\n".join(c.source for c in jupytext.read(SOURCE).cells)
    old = ("input_shape=", "lr=", "keras.backend", "model.predict(", "fit_generator")
    assert [idiom for idiom in old if idiom in code] == []
