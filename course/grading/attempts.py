"""Hand-ins of one student one after the other: what the earlier one earned.

A file in .course/ for each student and assignment has a digest of what was graded last,
and the scores that were in the gradebook when something else was handed in. Earlier
pages are kept beside the new one, in feedback/<student>/<assignment>/earlier/.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from nbgrader.api import MissingEntry

from course.atomic import read_json, write_json
from course.grading.gradebook import gradebook_at
from course.worker.submissions.survey import TIMESTAMP

FOLDER = Path(".course", "attempts")
EARLIER = "earlier"  # beside a page
MOST = 20  # earlier pages of a student

Scores = dict[str, float]  # by notebook/grade_id


@dataclass
class Attempts:
    """The hand-ins of one student: a digest of the last one, and earlier scores."""

    digest: str = ""
    earlier: list[Scores] = field(default_factory=list)

    def before(self, digest: str, now: Scores) -> Scores:
        """Return what was earned before the hand-in with this digest.

        `now` is what the gradebook has. Without an earlier one it is empty.
        """
        if self.digest and self.digest != digest:
            return now
        return self.earlier[-1] if self.earlier else {}


def read_attempts(root: Path, assignment: str, student: str) -> Attempts:
    """Return what is known of a student's hand-ins."""
    path = _path(root, assignment, student)
    try:
        return Attempts(**read_json(path))
    except (OSError, ValueError, TypeError):
        return Attempts()  # then there is nothing to compare with


def write_attempt(
    root: Path, assignment: str, student: str, digest: str, before: Scores
) -> bool:
    """Note what has been graded; return whether something else was before."""
    known = read_attempts(root, assignment, student)
    is_new = known.digest not in ("", digest)
    if is_new:
        known.earlier.append(before)
    known.digest = digest
    write_json(_path(root, assignment, student), asdict(known))
    return is_new


def recorded_scores(db_url: str, assignment: str, student: str) -> Scores:
    """Return the scores in the gradebook, those by hand included."""
    with gradebook_at(db_url) as gradebook:
        try:
            found = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return {}
        return {
            f"{notebook.name}/{grade.name}": float(grade.score)
            for notebook in found.notebooks
            for grade in notebook.grades
            if grade.auto_score is not None or grade.manual_score is not None
        }


def digest_of(folder: Path) -> str:
    """Return a digest of what was handed in, but not of when."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != TIMESTAMP:
            digest.update(repr(path.relative_to(folder).as_posix()).encode())
            with path.open("rb") as file:  # in pieces: it may have 200 MB
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def keep_pages(old: Path, new: Path, is_new: bool) -> None:
    """Put earlier pages into the folder of a new one.

    The pages in `old` themselves are earlier ones if something else was handed in.
    """
    kept = new / EARLIER
    shutil.rmtree(kept, ignore_errors=True)  # a student's own folder of this name
    if (old / EARLIER).is_dir():
        shutil.copytree(old / EARLIER, kept)
    pages = sorted(old.glob("*.html")) if is_new else []
    if pages:
        numbers = [int(p.name) for p in kept.glob("*/") if p.name.isdecimal()]
        place = kept / str(max(numbers, default=0) + 1)
        place.mkdir(parents=True)
        for page in pages:
            shutil.copy(page, place)
        for number in sorted(numbers)[: max(0, len(numbers) + 1 - MOST)]:
            shutil.rmtree(kept / str(number))


def _path(root: Path, assignment: str, student: str) -> Path:
    return root / FOLDER / assignment / f"{student}.json"
