"""What was handed in, looked at before nbgrader sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Submission:
    """What a student handed in for an assignment; `problem` says why not gradable.

    `folder` is theirs in submitted/. `needs_copy`: nbgrader cannot take it as it is,
    and grading works on a corrected copy made by `stage`.
    """

    student: str
    folder: Path
    problem: str | None = None
    notes: list[str] = field(default_factory=list)
    needs_copy: bool = False


def survey(root: Path, assignment: str) -> list[Submission]:
    """Every submission of an assignment, by student; one line where it cannot be."""
    return [
        Submission(folder.parent.name, folder)
        for folder in sorted((root / "submitted").glob(f"*/{assignment}"))
    ]


def stage(submission: Submission, into: Path) -> Path:
    """The folder to grade from: submitted/, or one in `into` with a corrected copy."""
    return submission.folder.parent.parent
