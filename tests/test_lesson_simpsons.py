"""Lesson 4 as a reader runs it: answered, blank, and graded.

Each run is a fresh kernel. The lesson runs on the embedded pastiche, so that nothing is
fetched; the numbers of the original script need it in COURSE_DATA, and of those runs
nothing is kept.
"""

import os
import re
from itertools import pairwise
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from course.checks.simpsons import EXERCISES
from course.grading import sandbox
from course.grading.execute import grade_notebook, kernels
from course.grading.trusted import Exercise
from course.lesson import read_lesson

REPO = Path(__file__).parents[1]
SOURCE = REPO / "source" / "04-simpsons" / "simpsons.py"
RELEASE = REPO / "release" / "04-simpsons" / "simpsons.ipynb"
SECONDS = 600  # for one cell; what a lesson costs is in benchmarks/lessons.py

STATS = {
    "unique_words": "10,353",
    "scenes": "263",
    "sentences_per_scene": "15.190114068441064",
    "lines": "4,258",
    "words_per_line": "11.504462188821043",
    "characters": "305,270",
    "different ones": "65",
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


def alternatives(notebook):
    shown = outputs(notebook, "execute_result") + outputs(notebook, "display_data")
    pages = [o.data.get("text/html", "") for o in shown]
    return [alt for page in pages for alt in re.findall(r'<img alt="([^"]*)"', page)]


def measured(notebook, title):
    """What the alternative text of a figure says after these words."""
    (told,) = [alt for alt in alternatives(notebook) if title in alt]
    return told.partition(title)[2]


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """The lesson with its answers, run to its end on the pastiche."""
    notebook = jupytext.read(SOURCE)
    folder = tmp_path_factory.mktemp("answered")
    return executed(notebook, folder, {"CHARLM_OFFLINE": "1"})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """What the lesson finds in the original script, up to the network."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with moes_tavern_lines.txt")
    notebook = jupytext.read(SOURCE)
    last = next(
        number
        for number, cell in enumerate(notebook.cells)
        if cell.source.startswith("## 4. ")
    )
    notebook.cells = notebook.cells[:last]
    folder = tmp_path_factory.mktemp("original")
    return executed(notebook, folder, {"COURSE_DATA": os.environ["COURSE_DATA"]})


def test_the_answered_lesson_runs_without_an_error(answered):
    assert errors(answered) == []


def test_nothing_goes_to_stderr(answered):
    assert printed(answered, "stderr") == ""


def test_the_pastiche_is_named_as_such(answered):
    assert "EMBEDDED DEFAULT" in printed(answered)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_answer_passes_all_visible_checks(answered, exercise):
    tables = [o.data["text/plain"] for o in outputs(answered, "display_data")]
    table = next(table for table in tables if table.startswith(f"{exercise}: "))
    met, all_of_them = re.match(r"\w+: (\d+) of (\d+)", table).groups()
    assert met == all_of_them


def test_the_network_beats_looking_back_one_character_on_new_scenes(answered):
    told = measured(answered, "Bars: bits per character on the test scenes")
    one_back = re.search(r"one character ([\d.]+),", told)
    network = re.search(r"network ([\d.]+)\.", told)
    assert 0 < float(network[1]) < float(one_back[1]) / 2


def test_an_untrained_network_needs_the_bits_of_guessing(answered):
    (bits,) = re.findall(r"untrained: ([\d.]+) bits", printed(answered))
    assert float(bits) == pytest.approx(6.02, abs=0.05)  # log2 of 65


def test_a_speaker_says_a_line(answered):
    lines = re.findall(r"(?m)^baker_jun: (.*)$", printed(answered))
    assert len(lines) >= 2 and all(lines)


def test_every_figure_has_an_alternative_text(answered):
    found = alternatives(answered)
    assert len(found) > 7 and all(len(alt) > 40 for alt in found)


def test_no_figure_comes_without_its_text(answered):
    shown = outputs(answered, "execute_result") + outputs(answered, "display_data")
    assert not [o for o in shown if "image/png" in o.data or "image/svg+xml" in o.data]


@pytest.mark.parametrize("name", STATS)
def test_the_original_script_gives_the_known_numbers(original, name):
    (found,) = re.findall(rf"(?m)^{name} +([\d.,]+)$", printed(original))
    expected = float(STATS[name].replace(",", ""))
    assert float(found.replace(",", "")) == expected


def test_the_original_script_is_split_by_scenes(original):
    found = re.findall(r"(?m)^\w+: +(\d+) scenes", printed(original))
    assert list(map(int, found)) == [212, 24, 27]


def test_a_random_split_of_the_original_script_leaks(original):
    told = measured(original, "Two lines over how far a counting model looks back")
    leaky, honest = re.findall(r" at 0 to ([\d.]+) at 20", told)
    assert float(leaky) < 1 < 2 < float(honest)


def test_a_blank_lesson_only_misses_its_answers(tmp_path):
    notebook = nbformat.read(RELEASE, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not skipped(cell)]
    done = executed(notebook, tmp_path, {"CHARLM_OFFLINE": "1"})
    assert {error.split(":")[0] for error in errors(done)} == {"ChecksFailed"}


def graded(notebook):
    """The points of every exercise, as the sealed judge finds them."""
    lesson = read_lesson(SOURCE, REPO)
    exercises = {
        name: Exercise(name.removeprefix("test_"), cell.source, cell.points)
        for name, cell in lesson.tests.items()
    }
    sealed = kernels(notebook, sandboxed=sandbox.available() is None)
    verdicts = grade_notebook(notebook, exercises, EXERCISES, 7, sealed)
    return {verdict.report.exercise: verdict.points for verdict in verdicts}


def test_the_instructors_notebook_earns_all_points():
    points = {"script_stats": 25, "split_scenes": 25}
    points |= {"bits_per_char": 20, "generate_line": 30}
    assert graded(jupytext.read(SOURCE)) == points


def test_a_blank_notebook_earns_nothing():
    assert set(graded(nbformat.read(RELEASE, as_version=4)).values()) == {0}


def test_lines_fit_a_notebook_on_a_laptop():
    cells = jupytext.read(SOURCE).cells
    lines = [line for cell in cells for line in cell.source.split("\n")]
    assert [line for line in lines if len(line) > 79] == []


def test_long_training_cells_say_in_the_text_before_what_they_cost():
    cells = jupytext.read(SOURCE).cells
    for before, cell in pairwise(cells):
        if "model.fit(" in cell.source:
            assert "seconds" in before.source.replace("\n", " ")
