"""Make the corrected copy of a submission that nbgrader cannot read as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from course.worker.submissions.files import (
    MAX_BYTES,
    Refused,
    read_bytes,
    read_notebook,
)
from course.worker.submissions.folder import MAX_EXTRA, extras_in, timestamp_trouble
from course.worker.submissions.survey import TIMESTAMP, Submission


def stage(submission: Submission, into: Path) -> Path:
    """Return the folder to give nbgrader as submitted_directory for this submission.

    That is submitted/ itself, or the folder `into` with a corrected copy in it.
    Raises OSError if the files are no longer what the survey saw.
    """
    if not submission.needs_copy:
        return submission.folder.parent.parent
    copy = into / submission.student / submission.folder.name
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    try:
        _copy(submission, copy)
    except Refused as refused:
        raise OSError(f"{submission.folder}: {refused}") from refused
    return into


def _copy(submission: Submission, copy: Path) -> None:
    folder = submission.folder
    for name, path in submission.notebooks.items():
        nb, notes = read_notebook(path, MAX_BYTES)
        target = copy / f"{name}.ipynb"
        if notes:
            target.write_text(nbformat.writes(nb), encoding="utf-8")
        else:
            target.write_bytes(read_bytes(path, MAX_BYTES))
    untimely = bool(timestamp_trouble(folder / TIMESTAMP))
    for path in extras_in(folder, submission.release)[0]:
        if untimely and path.relative_to(folder).parts[0] == TIMESTAMP:
            continue
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(read_bytes(path, MAX_EXTRA))
