"""Look at what is in submitted/ as grading does: through a private copy."""

from pathlib import Path
from tempfile import mkdtemp

from course.worker.private_copy import NotCopied, copy_privately
from course.worker.submissions import Submission, handed_in, look_at


def survey(root: Path, assignment: str) -> list[Submission]:
    """Copy and look at every submission; the copies stay in .course/."""
    return [
        Submission(one.student, root, one.problem)
        if one.problem
        else _look(root, one.student, assignment)
        for one in handed_in(root, assignment)
    ]


def _look(root: Path, student: str, assignment: str) -> Submission:
    (root / ".course").mkdir(exist_ok=True)
    place = Path(mkdtemp(prefix="copy-", dir=root / ".course"))
    folder = place / "submitted" / student / assignment
    try:
        copied = copy_privately(root / "submitted", student, assignment, folder)
    except NotCopied as error:
        shown = f"submitted/{student}/{assignment}"
        return Submission(student, folder, f"{shown}: {error}")
    release = root / "release" / assignment
    return look_at(student, folder, release, copied.left_out)
