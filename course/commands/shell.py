"""`course shell`: look around in what a kernel sees, for bugs in the sandbox."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir


def shell(
    code: Annotated[
        str | None,
        typer.Option("-c", metavar="CODE", help="Run this alone, and end as it does."),
    ] = None,
    python: Annotated[
        bool, typer.Option("--python", help="Python instead of a shell.")
    ] = False,
    course_dir: CourseDir = Path(),
) -> None:
    """Open a shell in the sandbox, shut in as a kernel for students' code is."""
    from course.content import content_of
    from course.folder import course_config, course_root
    from course.sandbox import SealedKernelManager
    from course.sandbox.shell import run_sealed

    root = course_root(course_dir)
    config = course_config(root)
    if python:
        program = [sys.executable] if code else [sys.executable, "-m", "IPython"]
    else:
        program = ["/bin/sh"]
    if code:
        program += ["-c", code]
    else:
        program = ["env", f"TERM={os.environ.get('TERM', 'dumb')}", *program]
    limits = SealedKernelManager(config=config).limits
    raise typer.Exit(run_sealed(program, content_of(root, config), limits))
