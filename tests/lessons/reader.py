"""A lesson as it is read and as it is graded, and the rules for every lesson.

Tests that hold for every lesson are methods of `AnsweredLesson` and `GradedLesson`. A
lesson's own file inherits them and adds what only that lesson teaches.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from course.authoring.lesson import as_notebook, read_lesson
from course.content import default_content
from course.judging.load_checks import hidden_checks
from course.judging.run import grade_notebook, kernels
from course.sandbox import bubblewrap
from course.selfstudy.lessons import exercises_in, practice_in
from utils.graded import VARIABLES

REPO = Path(__file__).parents[2]
OFFLINE = {"CHARLM_OFFLINE": "1"}  # on the embedded text
SECONDS = 600  # for one cell; benchmarks/lessons.py measures whole lessons


@dataclass(frozen=True)
class Lesson:
    """The place of a lesson."""

    assignment: str
    name: str

    @property
    def source(self):
        return REPO / "source" / self.assignment / f"{self.name}.py"

    @property
    def release(self):
        return REPO / "release" / self.assignment / f"{self.name}.ipynb"

    def with_answers(self, *extra, steps=None, shorter=()):
        """Return the notebook with its answers, and with extra cells at its end.

        With `steps`, it trains for so many (epochs or steps) where a reader would train
        longer. `shorter` has other code of long cells, and what stands for it.
        """
        text = self.source.read_text(encoding="utf-8")
        for long, short in shorter:
            assert long in text, f"{self.name} has no {long}"
            text = text.replace(long, short)
        if steps:
            text, found = re.subn(r"(?<=budget\(full=)[^,]+", str(steps), text)
            assert found == 1, f"{self.name} has {found} budgets"
        notebook = jupytext.reads(text, self.source.suffix)
        notebook.cells += map(nbformat.v4.new_code_cell, extra)
        return notebook

    def blank(self):
        return nbformat.read(self.release, as_version=4)

    def blank_as_read(self):
        """Return the blank notebook for the judge, with all that a reader runs.

        No cell is skipped, and what is judged also runs as an ordinary cell.
        """
        notebook = self.blank()
        for index, cell in reversed(list(enumerate(notebook.cells))):
            cell.metadata.pop("tags", None)
            if cell.metadata.get("nbgrader", {}).get("grade"):
                ordinary = nbformat.v4.new_code_cell(cell.source)
                notebook.cells.insert(index + 1, ordinary)
        return notebook

    @property
    def exercises(self):
        """Return the exercises, by the names of their test cells."""
        return exercises_in(read_lesson(self.source, REPO))

    @property
    def points(self):
        return {each.name: each.points for each in self.exercises.values()}

    @property
    def judged(self):
        """Return the names of all exercises, practice included."""
        practice = practice_in(read_lesson(self.source, REPO)).values()
        return [*self.points, *(each.name for each in practice)]

    def graded(self, notebook):
        """Return the points of every exercise, as the sealed judge finds them."""
        content = default_content()
        hidden = hidden_checks(content, self.name)
        sealed = kernels(notebook, content, sandboxed=bubblewrap.available() is None)
        verdicts = grade_notebook(notebook, self.exercises, hidden, 7, sealed)
        return {verdict.report.exercise: verdict.points for verdict in verdicts}


def executed(notebook, folder, environment):
    """Run the notebook in a fresh kernel with an empty cache, and return it.

    It runs as its reader runs it: not as if it were graded, whatever nbgrader left set.
    """
    nowhere = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    dropped = {"COURSE_DATA", *VARIABLES}
    inherited = {k: v for k, v in os.environ.items() if k not in dropped}
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute(env=inherited | nowhere | environment)


def corpora(file):
    """Return the environment with the real texts; skip the test if they are missing."""
    if not os.environ.get("COURSE_DATA"):
        pytest.skip(f"COURSE_DATA names no folder with {file}")
    return {"COURSE_DATA": os.environ["COURSE_DATA"]}


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


def pages(notebook):
    shown = outputs(notebook, "execute_result", "display_data")
    return [output.data.get("text/html", "") for output in shown]


def alternatives(notebook):
    """Return the alternative text of every picture; empty if it has none."""
    images = [
        tag for page in pages(notebook) for tag in re.findall("<img [^>]*>", page)
    ]
    found = [re.search(r'\balt="([^"]*)"', image) for image in images]
    return [alt[1] if alt else "" for alt in found]


def skipped(cell):
    return "skip-when-grading" in cell.metadata.get("tags", [])


def without_display(notebook, but=()):
    """Drop the cells that grading skips, except those with the line `but`."""
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not skipped(cell) or any(line in cell.source for line in but)
    ]
    return notebook


class AnsweredLesson:
    """Tests of a lesson that was run to its end: the fixture `answered`."""

    lesson: Lesson
    figures = 1  # at least so many

    def test_it_runs_without_an_error(self, answered):
        assert errors(answered) == []

    def test_nothing_goes_to_stderr(self, answered):
        assert printed(answered, "stderr") == ""

    def test_the_embedded_text_is_named_as_such(self, answered):
        assert "EMBEDDED DEFAULT" in printed(answered)

    def test_every_figure_has_an_alternative_text(self, answered):
        found = alternatives(answered)
        assert len(found) >= self.figures
        assert [alt for alt in found if len(alt) < 40] == []

    def test_no_figure_comes_without_its_text(self, answered):
        shown = outputs(answered, "execute_result", "display_data")
        bare = {"image/png", "image/svg+xml"}
        assert not [output for output in shown if bare & set(output.data)]


class GradedLesson(AnsweredLesson):
    """Further tests of a lesson with exercises."""

    of_the_blank = frozenset({"ChecksFailed", "NotImplementedError"})

    def test_the_answers_pass_all_visible_checks(self, answered):
        tables = [o.data["text/plain"] for o in outputs(answered, "display_data")]
        told = [re.match(r"(\w+): (\d+) of (\d+)", table) for table in tables]
        met = {table[1]: table[2] == table[3] for table in told if table}
        assert met == dict.fromkeys(self.lesson.judged, True)

    def test_the_instructors_notebook_earns_every_point(self):
        notebook = as_notebook(read_lesson(self.lesson.source, REPO))
        assert self.lesson.graded(notebook) == self.lesson.points
        assert errors(notebook) == []

    def test_a_blank_notebook_earns_nothing_and_only_misses_its_answers(self, blank):
        earned = self.lesson.graded(blank)
        assert earned == dict.fromkeys(self.lesson.points, 0)
        kinds = {error.split(":")[0] for error in errors(blank)}
        assert "ChecksFailed" in kinds
        assert kinds <= self.of_the_blank
