"""`course progress`: show a learner's points so far."""

from __future__ import annotations

from course.commands.options import OwnCourseDir, own_course


def progress(course_dir: OwnCourseDir = None) -> None:
    """Show your points, hints and solutions in every lesson so far."""
    from rich.console import Console

    from course.selfstudy import progress, terminal

    Console().print(terminal.progress(own_course(course_dir), progress.load()))
