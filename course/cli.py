"""The command `course`: all of its commands, and one place for what goes wrong."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from course.commands.build import build
from course.commands.check import check
from course.commands.demo import demo
from course.commands.grade import grade
from course.commands.hint import hint
from course.commands.pack import pack
from course.commands.progress import progress
from course.commands.report import report
from course.commands.shell import shell
from course.commands.solution import solution
from course.errors import CourseError, as_line

COMMANDS = (
    *(check, hint, solution, progress),  # for learners
    *(pack, build, grade, report, demo),  # for instructors
    shell,  # for maintainers
)


class Commands(TyperGroup):
    """Tells what stops a command in a line, and exits with 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # nobody reads on, which is no trouble
        except (CourseError, OSError) as error:
            typer.echo(as_line(error), err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(command)


@app.callback()
def main() -> None:
    """Learn alone, or build the lessons and grade a class."""


if __name__ == "__main__":
    app()
