"""Read the lessons for a learner, and find the one that is meant.

Everything is read from the texts in source/: a learner works in release/ itself, and
has no gradebook.
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
from course.folder import course_config, course_root, lesson_texts
from course.judging.exercises import PRACTICE_PREFIX, TEST_PREFIX, Exercise
from course.judging.judge import Verdict
from course.judging.load_checks import hidden_checks
from course.worker.repair.earlier import EarlierReleases, earlier_releases
from course.worker.submissions.recognise import Likeness, recognised
from utils.checking import Checks

HERE = Path(__file__).parent


class NotFound(CourseError):
    """A lesson or exercise does not exist; the message lists what there is."""


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
        """The notebook as released, before anybody worked in it."""
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
    def practice(self) -> dict[str, Exercise]:
        """The practice exercises, which have no points, by their check cells."""
        return practice_in(self.lesson)

    @cached_property
    def judged(self) -> dict[str, Exercise]:
        """All exercises by the grade_id of the cells that judge them."""
        return self.exercises | self.practice

    @cached_property
    def hidden(self) -> dict[str, Checks]:
        """The hidden criteria by exercise."""
        return hidden_checks(self.content, self.name)

    @cached_property
    def earlier(self) -> EarlierReleases:
        """All releases of the lesson so far."""
        record = self.content.releases_file
        return earlier_releases(record, self.lesson.assignment, self.name)

    @cached_property
    def likeness(self) -> Likeness:
        """The features by which a copy of the lesson is recognised."""
        return Likeness(self.notebook)

    def judged_in(self, exercise: str) -> str:
        """Return the grade_id of the cell that judges an exercise."""
        practised = self.is_practice(exercise)
        return (PRACTICE_PREFIX if practised else TEST_PREFIX) + exercise

    def is_practice(self, exercise: str) -> bool:
        """Return whether an exercise has no points."""
        return PRACTICE_PREFIX + exercise in self.practice

    def test_cell(self, exercise: str) -> str:
        """Return the text of the cell that judges an exercise."""
        return self.judged[self.judged_in(exercise)].test_cell

    def worth(self, exercise: str) -> float:
        """Return the points of an exercise; 0 for practice."""
        return self.judged[self.judged_in(exercise)].points

    def points(self, verdict: Verdict) -> float:
        """Return the points that a verdict earns."""
        return self.worth(verdict.report.exercise) * verdict.share

    def kept(self, verdict: Verdict) -> float:
        """Return what a learner's record keeps: points, or the share of practice."""
        practised = self.is_practice(verdict.report.exercise)
        return verdict.share if practised else self.points(verdict)


class Course:
    """All lessons of the course around `folder`, by default around this file.

    Raises BuildError if there are none.
    """

    def __init__(self, folder: Path = HERE) -> None:
        self.root = root = course_root(folder)
        config = course_config(root)
        content = content_of(root, config)
        texts = lesson_texts(root)
        if not texts:
            raise BuildError(f"no lessons: {root / 'source'} has none")
        self.handouts = {
            path.stem: Handout(read_lesson(path, root), config, content)
            for path in texts
        }

    def graded(self) -> list[Handout]:
        """Return the lessons that have exercises, in their order."""
        return [handout for handout in self.handouts.values() if handout.judged]

    def which(self, nb: NotebookNode, name: str) -> Handout:
        """Return the lesson that a notebook is a copy of; raise NotFound."""
        known = {lesson: handout.likeness for lesson, handout in self.handouts.items()}
        lesson = recognised(nb, name, known)
        if lesson is None:
            lessons = ", ".join(self.handouts)
            raise NotFound(f"is none of the lessons: it has no cells of {lessons}")
        return self.handouts[lesson]

    def running(self, executed: Iterable[str]) -> Handout:
        """Return the lesson that most of the executed cells belong to."""
        texts = {text.strip() for text in executed}
        best = max(self.graded(), key=lambda one: len(one.likeness.code & texts))
        if not best.likeness.code & texts:
            raise NotFound(
                f"which lesson? Run its cells first, or name it, as in "
                f"{best.name}.{next(iter(best.hidden), 'exercise')}"
            )
        return best

    def exercise(self, name: str, lesson: str | None = None) -> tuple[Handout, str]:
        """Find the exercise `name`, as in "clip" or "<lesson>.clip".

        Raises NotFound, and Ambiguous if only the lesson is missing.
        """
        prefix, _, exercise = name.rpartition(".")
        wanted = {lesson, prefix} - {None, ""}
        handouts = [h for h in self.graded() if wanted <= {*_names(h)}]
        if not handouts and len(wanted) > 1:
            raise NotFound(f"{name} is no exercise of {lesson}")
        if not handouts:
            lessons = ", ".join(handout.name for handout in self.graded())
            raise NotFound(f"no lesson {lesson or prefix}; there are {lessons}")
        having = [h for h in handouts if exercise in h.lesson.exercises]
        if len(having) > 1:
            raise Ambiguous(exercise, [handout.name for handout in having])
        if not having:
            existing = dict.fromkeys(n for h in handouts for n in h.lesson.exercises)
            raise NotFound(f"no exercise {exercise}; there are {', '.join(existing)}")
        return having[0], exercise


def exercises_in(lesson: Lesson) -> dict[str, Exercise]:
    """Return the graded exercises by the grade_id of their test cells."""
    return {
        name: Exercise(name.removeprefix(TEST_PREFIX), cell.source, cell.points)
        for name, cell in lesson.tests.items()
    }


def practice_in(lesson: Lesson) -> dict[str, Exercise]:
    """Return the practice exercises by the grade_id of their check cells."""
    return {
        name: Exercise(name.removeprefix(PRACTICE_PREFIX), cell.source, 0.0)
        for name, cell in lesson.practice.items()
    }


def _names(handout: Handout) -> tuple[str, str]:
    return handout.name, handout.lesson.assignment
