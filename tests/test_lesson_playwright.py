"""Lesson 5 as a reader runs it, and as it is graded: answered and blank.

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

from course.checks.playwright import EXERCISES
from course.grading import sandbox
from course.grading.execute import grade_notebook, kernels
from course.grading.trusted import Exercise
from course.lesson import as_notebook, read_lesson

REPO = Path(__file__).parents[1]
SOURCE = REPO / "source" / "05-playwright" / "playwright.py"
RELEASE = REPO / "release" / "05-playwright" / "playwright.ipynb"
SECONDS = 600  # for one cell; what a lesson costs is in benchmarks/lessons.py
QUICK = ("full.summary()", 'print(f"{name:8s} weights')  # of the cells that show


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
    """The points of a notebook in the sealed judge, and its verdicts."""
    lesson = read_lesson(SOURCE, REPO)
    exercises = {
        name: Exercise(name.removeprefix("test_"), cell.source, cell.points)
        for name, cell in lesson.tests.items()
    }
    sealed = kernels(notebook, sandboxed=sandbox.available() is None)
    verdicts = grade_notebook(notebook, exercises, EXERCISES, 7, sealed)
    return sum(verdict.points for verdict in verdicts), verdicts


def bits_of(notebook):
    """What the lesson says of held-out text, by the name of the model."""
    found = re.findall(r"^(\S.*?) +([\d.]+) bits, perplexity", printed(notebook), re.M)
    return {name: float(bits) for name, bits in found}


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """The lesson with its answers, run to its end on the embedded text."""
    notebook = jupytext.read(SOURCE)
    folder = tmp_path_factory.mktemp("answered")
    return executed(notebook, folder, {"CHARLM_OFFLINE": "1"})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """The lesson on the original text, without training, and its held-out figure."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with tinyshakespeare.txt")
    notebook = jupytext.read(SOURCE)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not skipped(cell) or any(line in cell.source for line in QUICK)
    ]
    ask = (
        "x, y = next(iter(stateful_batches(held_ids, 64, 300)))\n"
        "nats = np.asarray(loss(y, playwright(64)(x)))[:, 20:].mean()\n"
        "print(f'{nats / np.log(2):.3f} bits held out')\n"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(ask))
    given = {"COURSE_DATA": os.environ["COURSE_DATA"]}
    return executed(notebook, tmp_path_factory.mktemp("original"), given)


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


def test_a_lost_or_wrong_memory_costs_what_the_lesson_says(answered):
    found = re.findall(r"^(\S.*?) +([\d.]+) bits per char", printed(answered), re.M)
    bits = {name: float(value) for name, value in found}
    assert bits["carried"] + 0.2 < min(bits["emptied"], bits["a neighbour's"])


def test_a_short_training_learns_more_than_pairs(answered):
    bits = bits_of(answered)
    assert bits["small, 400 steps"] < bits["pairs counted"] < bits["guessing"]


def test_the_argmax_goes_round_in_circles(answered):
    (told,) = re.findall(
        r"repeated: 0 ([\d.]+), 0.4 [\d.]+, 0.8 ([\d.]+)",
        " ".join(o.data["text/plain"] for o in outputs(answered, "execute_result")),
    )
    assert float(told[0]) > 30 > float(told[1])


def test_every_figure_has_an_alternative_text(answered):
    pages = [o.data.get("text/html", "") for o in outputs(answered, "execute_result")]
    images = [tag for page in pages for tag in re.findall(r"<img [^>]*>", page)]
    assert len(images) >= 9
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def test_no_figure_comes_without_its_text(answered):
    shown = outputs(answered, "execute_result") + outputs(answered, "display_data")
    assert not [o for o in shown if "image/png" in o.data or "image/svg+xml" in o.data]


def test_the_original_text_runs_without_an_error(original):
    assert errors(original) == []


@pytest.mark.parametrize(
    "figure", ["1,115,394 characters, 65 different", "weights 5,330,241, states [(64"]
)
def test_the_original_text_gives_the_known_figures(original, figure):
    assert figure in printed(original)


@pytest.mark.parametrize("count", ["16,640", "5,246,976", "66,625"])
def test_the_layers_have_the_known_numbers_of_weights(original, count):
    pages = [o.data.get("text/html", "") for o in outputs(original, "display_data")]
    assert count in " ".join(pages)


def test_the_trained_weights_are_good_on_text_they_have_not_seen(original):
    bits = re.search(r"([\d.]+) bits held out", printed(original))
    assert 1.9 < float(bits[1]) < 2.2  # 19,000 characters of the 111,540


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
    old = ("batch_input_shape", "lr=", "keras.backend", ".predict(", "model.reset_")
    assert [idiom for idiom in old if idiom in code] == []
