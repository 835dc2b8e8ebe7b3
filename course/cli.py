"""The program `course`: all its commands, and one place that reports errors."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from course.commands.backup import backup
from course.commands.build import build
from course.commands.check import check
from course.commands.collect import collect
from course.commands.demo import demo
from course.commands.doctor import doctor
from course.commands.due import due
from course.commands.export import export
from course.commands.extend import extend
from course.commands.forget import forget
from course.commands.give_back import give_back
from course.commands.grade import grade
from course.commands.group import group
from course.commands.hint import hint
from course.commands.new import new
from course.commands.pack import pack
from course.commands.progress import progress
from course.commands.qualify import qualify
from course.commands.report import report
from course.commands.restore import restore
from course.commands.shell import shell
from course.commands.solution import solution
from course.errors import CourseError, as_line, nobody_reads

COMMANDS = (
    *(check, hint, solution, progress),  # for learners
    *(new, pack, build, qualify, due, extend),  # for instructors
    *(collect, group, grade, export, give_back, report),
    *(doctor, backup, restore, forget, demo),
    shell,  # for maintainers
)
NOBODY_READS = 141  # as of a program that SIGPIPE ends, as `course grade | head` would
NAMES = {"give_back": "return"}  # a word that Python has for itself


class Commands(TyperGroup):
    """Prints an error that stops a command as one line, and exits with 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # not when Python ends, where it would complain
        except (CourseError, OSError) as error:
            if nobody_reads(error):
                _let_go()
                raise typer.Exit(NOBODY_READS) from None
            typer.echo(as_line(error), err=True)
            raise typer.Exit(1) from None


def _let_go() -> None:
    """Write what is left nowhere, so that Python does not complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command(NAMES.get(command.__name__))(command)


@app.callback()
def main() -> None:
    """Learn alone, or build the lessons and grade a class."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # On Windows a pipe may be unable to encode a check mark.
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    app()
