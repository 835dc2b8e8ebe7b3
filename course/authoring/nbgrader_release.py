"""Run nbgrader's generate_assignment with the course's own configuration only.

It works on any folder that has a source/, with any gradebook, so that a build can be
checked before it replaces anything.
"""

from __future__ import annotations

import copy
import sqlite3
from contextlib import closing
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from sqlalchemy.engine import make_url
from traitlets.config import Config

from course.authoring.wrong_marks import wrong_marks
from course.errors import BuildError


def copy_gradebook(url: str, copy: Path) -> str | None:
    """Copy a gradebook that is a file; return the URL of the copy, or None."""
    source = make_url(url)
    path = Path(source.database or "")
    if source.get_backend_name() != "sqlite" or not path.is_file():
        return None
    before, after = sqlite3.connect(path), sqlite3.connect(copy)
    with closing(before), closing(after):
        before.backup(after)
    return f"sqlite:///{copy}"


def generate_release(
    config: Config, assignment: str, folder: Path, url: str | None = None
) -> None:
    """Make release/ from source/ in `folder`; register it in the gradebook at `url`.

    Without `url` no gradebook is touched. Raises BuildError with nbgrader's reason.
    """
    own = copy.deepcopy(config)
    own.CourseDirectory.root = str(folder)
    if url:
        own.CourseDirectory.db_url = url
    else:
        own.GenerateAssignment.no_database = True
        own.SaveCells.enabled = False
    own.CourseDirectory.assignment_id = assignment
    coursedir = CourseDirectory(config=own)
    nbgrader = GenerateAssignment(coursedir=coursedir, config=own, force=True)
    outcome = capture_log(nbgrader)
    if not outcome["success"]:
        wrong = next(wrong_marks(folder / "source" / assignment), "")
        raise BuildError(wrong or f"source/{assignment}: {_reason(outcome)}")


def _reason(outcome: dict[str, str]) -> str:
    """Return the line of nbgrader's log that says what happened."""
    log = (outcome.get("log") or outcome["error"]).splitlines()
    raised = [line for line in log if line.split(":")[0].endswith("Error")]
    logged = [line for line in log if line.startswith("[ERROR]")]
    line = (raised or logged or log)[0].removeprefix("[ERROR] ").strip()
    module = line.partition(":")[0].rpartition(".")[0]
    return line.removeprefix(f"{module}.")
