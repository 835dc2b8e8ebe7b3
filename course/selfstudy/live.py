"""Run `%check`: all criteria on what a notebook's kernel holds at this moment.

They run in the kernel itself, since a learner has nobody to deceive. Answers are still
called through the judge's channel: changes that a check makes to its own inputs, or
functions that it replaces for a while, do not stay in the notebook.
"""

from __future__ import annotations

from typing import Any

from IPython import get_ipython
from IPython.display import display

from course.errors import CourseError
from course.judging.judge import Verdict, examine
from course.judging.remote_answer import Answer
from course.selfstudy import progress
from course.selfstudy.channel import LiveChannel
from course.selfstudy.lessons import Course, Handout, NotFound
from course.selfstudy.replay import NAME, Replay, replay_of
from utils.checking import Report


def check(exercise: str, names: dict[str, Any], course: Course | None = None) -> None:
    """Show the table of one exercise, or of all if it is empty.

    `names` is the namespace of the notebook, with IPython's history `In`.
    """
    try:
        handout, wanted = _wanted(exercise, names, course or Course())
    except CourseError as error:
        print(error)
        return
    record = progress.load()
    for name in wanted:
        if name not in names:
            print(f"{name}: its cell has not been run yet")
            continue
        verdict = judged(handout, name, names)
        if handout.is_practice(name):
            _show_practice(verdict.report)
        else:
            display(verdict.report)
            points, full = handout.points(verdict), handout.worth(name)
            print(f"{name}: {round(points, 2):g} of {full:g} points")
        if len(wanted) == 1:
            _offer_replay(handout, verdict, names)
        record.of(handout.name, name).checked(handout.kept(verdict))
    record.save()


def _show_practice(report: Report) -> None:
    """Show the table of an exercise without points, unless there is no answer yet."""
    if report.is_blank:
        print(f"{report.exercise}: practice, no answer yet")
        return
    display(report.without_points())
    print(f"{report.summary()} (practice, no points)")


def _offer_replay(handout: Handout, verdict: Verdict, names: dict[str, Any]) -> None:
    """Show the call that was missed, and put it into the notebook as `replay`."""
    before = names.get(NAME)
    report = verdict.report
    if (
        report.passed
        or report.is_blank
        or not (before is None or isinstance(before, Replay))
    ):
        return  # a name of the notebook's own stays
    if replay := replay_of(handout, report, names):
        names[NAME] = replay
        print(f"\n{replay!r}")


def judged(handout: Handout, exercise: str, names: dict[str, Any]) -> Verdict:
    """Return the verdict on an exercise as defined in `names`."""
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
    running = None
    if "." not in exercise:
        try:
            running = course.running(_inputs(names))
        except NotFound:
            if not exercise:  # else it may be asked for in a notebook of one's own
                raise
    if running and not exercise:
        return running, list(running.lesson.exercises)
    handout, name = course.exercise(exercise, running.name if running else None)
    return handout, [name]


def _inputs(names: dict[str, Any]) -> list[str]:
    """Return the cells run so far, even if `In` now means something else."""
    inputs = names.get("In")
    if isinstance(inputs, list) or (shell := get_ipython()) is None:
        return [cell for cell in inputs or [] if isinstance(cell, str)]
    return list(shell.history_manager.input_hist_parsed)
