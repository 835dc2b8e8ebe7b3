"""`nbgrader generate_assignment`, with one line on what keeps it from a release.

nbgrader ends with a traceback, which names neither the notebook nor the cell.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from nbclient.exceptions import CellExecutionError
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

from course.authoring.wrong_marks import wrong_marks


class PlainGenerate(GenerateAssignment):
    """`nbgrader generate_assignment`, and the formgrader's button."""

    _known = ""  # what is wrong with the instructor's notebook
    _other = ""  # what else went wrong

    def start(self) -> None:
        """Make the release; raise NbGraderException with one line if that fails."""
        tracebacks = _Tracebacks()
        self.log.addFilter(tracebacks)
        try:
            super().start()
        except NbGraderException as error:
            line = self._known or self._other or str(error)
            if not self._known:
                self.log.removeFilter(tracebacks)
                for record in tracebacks.records:
                    self.log.handle(record)
            if line != str(error):
                self.log.error(line)
            raise NbGraderException(line) from None
        finally:
            self.log.removeFilter(tracebacks)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert a notebook; if that fails, note why."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            path = Path(notebook_filename)
            self._known = next(wrong_marks(path.parent), "")
            self._other = f"source/{path.parent.name}/{path.name}: {_told(error)}"
            raise


class _Tracebacks(logging.Filter):
    """Keeps tracebacks, and what refers to them, out of a log."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        is_one = "Traceback (most recent" in text or "above traceback" in text
        if is_one:
            self.records.append(record)
        return not is_one


def _told(error: Exception) -> str:
    """Return an error in one line."""
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}".splitlines()[0]
    return traceback.format_exception_only(error)[-1].splitlines()[0]
