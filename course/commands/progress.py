"""`course progress`: what a learner has reached so far."""

from __future__ import annotations

from course.commands.options import OwnCourseDir, own_course


def progress(course_dir: OwnCourseDir = None) -> None:
    """Show what you have reached in every lesson so far."""
    from rich.console import Console

    from course.selfstudy import progress, terminal

    Console().print(terminal.progress(own_course(course_dir), progress.load()))
