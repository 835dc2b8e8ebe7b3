"""The lessons as a learner meets them: what was handed out, and which one is meant.

All of it is read from the texts in source/, because a learner works in release/
itself, and has no gradebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions, ComputeChecksums, LockCells
from traitlets.config import Config

from course.authoring.lesson import Lesson, as_notebook, read_lesson
from course.content import Content, content_of
from course.errors import BuildError, CourseError
from course.folder import course_config, course_root
from course.judging.exercises import TEST_PREFIX, Exercise
from course.judging.judge import Verdict
from course.judging.load_checks import hidden_checks
from course.worker.submissions.recognise import Likeness, recognised
from utils.checking import Checks

EXAMPLES_ALONE = "It fits the examples in the notebook and no other input: no points."
HERE = Path(__file__).parent


class NotFound(CourseError):
    """Nothing here is what was asked for; says in one line what there is."""


class Ambiguous(NotFound):
    """Several lessons have an exercise of this name."""

    def __init__(self, exercise: str, lessons: list[str]) -> None:
        self.lessons = lessons
        forms = " or ".join(f"{lesson}.{exercise}" for lesson in lessons)
        super().__init__(f"{exercise} is in {len(lessons)} lessons: say {forms}")


@dataclass(frozen=True)
class Handout:
    """One lesson: its text, and the notebook that was handed out."""

    lesson: Lesson
    config: Config
    content: Content

    @property
    def name(self) -> str:
        """The name of the notebook."""
        return self.lesson.name

    @cached_property
    def notebook(self) -> NotebookNode:
        """The notebook as in release/ before anybody wrote into it."""
        nb: NotebookNode = as_notebook(self.lesson)
        resources: dict[str, Any] = {}
        for kind in (LockCells, ClearSolutions, ComputeChecksums):
            nb, resources = kind(config=self.config).preprocess(nb, resources)
        return nb

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """The graded exercises by the grade_id of their test cells."""
        return exercises_in(self.lesson)

    @cached_property
    def hidden(self) -> dict[str, Checks]:
        """The hidden criteria by exercise."""
        return hidden_checks(self.content, self.name)

    @cached_property
    def likeness(self) -> Likeness:
        """What a copy of it is recognised by."""
        return Likeness(self.notebook)

    def test_cell(self, exercise: str) -> str:
        """The text of the cell that judges an exercise."""
        return self.exercises[TEST_PREFIX + exercise].test_cell

    def worth(self, exercise: str) -> float:
        """The points that an exercise is worth."""
        return self.exercises[TEST_PREFIX + exercise].points

    def points(self, verdict: Verdict) -> float:
        """The points that a verdict gives."""
        return self.worth(verdict.report.exercise) * verdict.share


class Course:
    """All lessons of the course in or around `folder`, by default that of this file.

    Raises BuildError where there are none.
    """

    def __init__(self, folder: Path = HERE) -> None:
        root = course_root(folder)
        config = course_config(root)
        content = content_of(root, config)
        texts = sorted((root / "source").glob("*/*.py"))
        if not texts:
            raise BuildError(f"no lessons: {root / 'source'} has none")
        self.handouts = {
            path.stem: Handout(read_lesson(path, root), config, content)
            for path in texts
        }

    def graded(self) -> list[Handout]:
        """The lessons that have exercises, in their order."""
        return [handout for handout in self.handouts.values() if handout.exercises]

    def which(self, nb: NotebookNode, name: str) -> Handout:
        """The lesson that the notebook `name` is a copy of; raises NotFound."""
        known = {lesson: handout.likeness for lesson, handout in self.handouts.items()}
        lesson = recognised(nb, name, known)
        if lesson is None:
            lessons = ", ".join(self.handouts)
            raise NotFound(f"is none of the lessons: it has no cells of {lessons}")
        return self.handouts[lesson]

    def running(self, executed: Iterable[str]) -> Handout:
        """The lesson of which most of the cells that were executed are."""
        texts = {text.strip() for text in executed}
        best = max(self.graded(), key=lambda one: len(one.likeness.code & texts))
        if not best.likeness.code & texts:
            raise NotFound(
                f"which lesson? Run its cells first, or name it, as in "
                f"{best.name}.{next(iter(best.hidden), 'exercise')}"
            )
        return best

    def exercise(self, name: str, lesson: str | None = None) -> tuple[Handout, str]:
        """The exercise called `name`, as in "clip", or "<lesson>.clip".

        Raises NotFound, and Ambiguous where only the lesson is missing.
        """
        told, _, exercise = name.rpartition(".")
        asked = {lesson, told} - {None, ""}
        handouts = [h for h in self.graded() if asked <= {*_names(h)}]
        if not handouts and len(asked) > 1:
            raise NotFound(f"{name} is no exercise of {lesson}")
        if not handouts:
            lessons = ", ".join(handout.name for handout in self.graded())
            raise NotFound(f"no lesson {lesson or told}; there are {lessons}")
        having = [h for h in handouts if exercise in h.lesson.exercises]
        if len(having) > 1:
            raise Ambiguous(exercise, [handout.name for handout in having])
        if not having:
            there = dict.fromkeys(n for h in handouts for n in h.lesson.exercises)
            raise NotFound(f"no exercise {exercise}; there are {', '.join(there)}")
        return having[0], exercise


def exercises_in(lesson: Lesson) -> dict[str, Exercise]:
    """The same of a lesson's text, where there is no gradebook."""
    return {
        name: Exercise(name.removeprefix(TEST_PREFIX), cell.source, cell.points)
        for name, cell in lesson.tests.items()
    }


def _names(handout: Handout) -> tuple[str, str]:
    return handout.name, handout.lesson.assignment
