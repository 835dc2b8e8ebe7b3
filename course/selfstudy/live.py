"""`%check`: all criteria, on what a notebook's kernel holds at this moment.

They run in the kernel itself, since whoever learns alone has nobody to deceive. The
answers are called over the judge's wire all the same: what a check does to its own
inputs, or puts in the place of a function for a while, is not there afterwards.
"""

from __future__ import annotations

from typing import Any

from IPython.display import display

from course.errors import CourseError
from course.judging.judge import Verdict, examine
from course.judging.remote_answer import Answer
from course.selfstudy import progress
from course.selfstudy.channel import LiveChannel
from course.selfstudy.lessons import EXAMPLES_ALONE, Course, Handout


def check(exercise: str, names: dict[str, Any], course: Course | None = None) -> None:
    """Show the table of one exercise, or of all for "", as the output of a cell.

    `names` is the namespace of the notebook, with IPython's history `In`.
    """
    try:
        handout, wanted = _wanted(exercise, names, course or Course())
    except CourseError as error:
        print(error)
        return
    kept = progress.load()
    for name in wanted:
        if name not in names:
            print(f"{name}: its cell has not been run yet")
            continue
        verdict = judged(handout, name, names)
        points, full = handout.points(verdict), handout.worth(name)
        display(verdict.report)
        print(f"{name}: {points:g} of {full:g} points")
        if verdict.fits_examples_alone:
            print(EXAMPLES_ALONE)
        kept.of(handout.name, name).checked(points)
    kept.save()


def judged(handout: Handout, exercise: str, names: dict[str, Any]) -> Verdict:
    """The verdict on an exercise as it is in `names`."""
    return examine(
        exercise,
        handout.test_cell(exercise),
        handout.hidden.get(exercise),
        Answer(LiveChannel(names)),
        handout.lesson.exercises,
        seed=0,
    )


def _wanted(
    exercise: str, names: dict[str, Any], course: Course
) -> tuple[Handout, list[str]]:
    if "." in exercise:
        handout, name = course.exercise(exercise)
        return handout, [name]
    handout = course.running(names.get("In", []))
    if not exercise:
        return handout, list(handout.lesson.exercises)
    return handout, [course.exercise(exercise, handout.name)[1]]
