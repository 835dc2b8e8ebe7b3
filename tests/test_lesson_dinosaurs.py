"""Lesson 1 as a reader runs it: answered, blank, and only what grading runs.

Each run is a fresh kernel. The lesson runs on the embedded names, so that nothing is
fetched; the numbers of the original list need it in COURSE_DATA.
"""

import os
import re
from itertools import pairwise
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

REPO = Path(__file__).parents[1]
SOURCE = REPO / "source" / "01-dinosaurs" / "dinosaurs.py"
RELEASE = REPO / "release" / "01-dinosaurs" / "dinosaurs.ipynb"
SECONDS = 600  # for one cell; what a lesson costs is in benchmarks/lessons.py

LOSSES = {  # of dinos.txt
    0: 23.087336,
    2000: 27.884160,
    4000: 25.901815,
    6000: 24.608779,
    8000: 24.070350,
    10000: 23.844446,
    12000: 23.291971,
    14000: 23.382338,
}
NAMES = {
    0: (
        "Nkzxwtdmfqoeyhsqwasjkjvu Kneb Kzxwtdmfqoeyhsqwasjkjvu Neb "
        "Zxwtdmfqoeyhsqwasjkjvu Eb Xwtdmfqoeyhsqwasjkjvu"
    ),
    2000: (
        "Liusskeomnolxeros Hmdaairus Hytroligoraurus Lecalosapaus "
        "Xusicikoraurus Abalpsamantisaurus Tpraneronxeros"
    ),
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


def up_to_the_long_run(notebook):
    cells = notebook.cells
    last = next(i for i, cell in enumerate(cells) if "long_run();" in cell.source)
    notebook.cells = cells[: last + 1]
    return notebook


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """The lesson with its answers, run to its end on the embedded names."""
    notebook = jupytext.read(SOURCE)
    ask = "import sys\nprint('TensorFlow:', 'tensorflow' in sys.modules)"
    notebook.cells.append(nbformat.v4.new_code_cell(ask))
    folder = tmp_path_factory.mktemp("answered")
    return executed(notebook, folder, {"CHARLM_OFFLINE": "1"})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """What the lesson prints on the original list, up to the long run."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with dinos.txt")
    notebook = up_to_the_long_run(jupytext.read(SOURCE))
    given = {"COURSE_DATA": os.environ["COURSE_DATA"]}
    return printed(executed(notebook, tmp_path_factory.mktemp("original"), given))


def test_the_answered_lesson_runs_without_an_error(answered):
    assert errors(answered) == []


def test_nothing_goes_to_stderr(answered):
    assert printed(answered, "stderr") == ""


def test_tensorflow_is_never_imported(answered):
    assert "TensorFlow: False" in printed(answered)


def test_the_embedded_names_are_named_as_such(answered):
    assert "EMBEDDED DEFAULT" in printed(answered)


@pytest.mark.parametrize("exercise", ["clip", "sample", "optimize", "model"])
def test_the_answer_passes_all_visible_checks(answered, exercise):
    tables = [o.data["text/plain"] for o in outputs(answered, "display_data")]
    table = next(table for table in tables if table.startswith(f"{exercise}: "))
    met, all_of_them = re.match(r"\w+: (\d+) of (\d+)", table).groups()
    assert met == all_of_them


def test_every_figure_has_an_alternative_text(answered):
    pages = [o.data.get("text/html", "") for o in outputs(answered, "execute_result")]
    images = [tag for page in pages for tag in re.findall(r"<img [^>]*>", page)]
    assert len(images) > 10
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def test_no_figure_comes_without_its_text(answered):
    shown = outputs(answered, "execute_result") + outputs(answered, "display_data")
    assert not [o for o in shown if "image/png" in o.data or "image/svg+xml" in o.data]


@pytest.mark.parametrize("iteration", LOSSES)
def test_the_original_list_gives_the_known_loss(original, iteration):
    loss = re.search(rf"Iteration: {iteration}, Loss: (\S+)", original)
    assert loss and float(loss[1]) == pytest.approx(LOSSES[iteration], abs=1e-6)


@pytest.mark.parametrize("iteration", NAMES)
def test_the_original_list_gives_the_known_names(original, iteration):
    block = original.split(f"Iteration: {iteration}, Loss: ")[1].split("Iteration")[0]
    assert block.split()[1:] == NAMES[iteration].split()


def test_a_blank_lesson_only_misses_its_answers(tmp_path):
    notebook = nbformat.read(RELEASE, as_version=4)
    done = executed(notebook, tmp_path, {"CHARLM_OFFLINE": "1"})
    kinds = {error.split(":")[0] for error in errors(done)}
    assert kinds == {"ChecksFailed", "NotImplementedError"}


def test_what_grading_runs_needs_nothing_of_what_it_skips(tmp_path):
    notebook = jupytext.read(SOURCE)
    notebook.cells = [cell for cell in notebook.cells if not skipped(cell)]
    done = executed(notebook, tmp_path, {"CHARLM_OFFLINE": "1"})
    assert errors(done) == []


def test_a_reader_without_the_package_is_told_what_to_do(tmp_path):
    notebook = jupytext.read(SOURCE)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    hide = nbformat.v4.new_code_cell("import sys\nsys.modules['utils'] = None")
    notebook.cells = [hide, first]
    (told,) = errors(executed(notebook, tmp_path, {}))
    assert "pip install -e ." in told


def test_lines_fit_a_notebook_on_a_laptop():
    cells = jupytext.read(SOURCE).cells
    lines = [line for cell in cells for line in cell.source.split("\n")]
    assert [line for line in lines if len(line) > 79] == []


def test_long_training_cells_say_in_the_text_before_what_they_cost():
    cells = jupytext.read(SOURCE).cells
    for before, cell in pairwise(cells):
        if re.search(r"watched\((names|kept)", cell.source):
            assert "seconds" in before.source.replace("\n", " ")
