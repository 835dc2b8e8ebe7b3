"""Release feedback through nbgrader's exchange, for everybody who can get it.

nbgrader names a page by a hash of the name in the student's own folder, and stops at
the first submission that has no timestamp or no secret. Here a notebook that was handed
in under another name has its page under that name too, and whoever cannot get a page is
named. nbgrader_config.py says so with `c.ExchangeFactory.release_feedback`.
"""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from course.atomic import write_whole
from course.worker.order import AUTOGRADED
from course.worker.recorded import handed_in_as, notebook_in

SECRET = "submission_secret.txt"
READABLE = 0o644  # by students


class ReleaseFeedback(ExchangeReleaseFeedback):
    """`nbgrader release_feedback`, and the formgrader's button."""

    def copy_files(self) -> None:
        """Copy every page to the exchange, under all names that its student may use."""
        excluded = self.coursedir.student_id_exclude.split(",")
        for folder in map(Path, sorted(glob.glob(self.src_path))):
            student = folder.parent.name
            if student in excluded:
                continue
            pages = sorted(folder.glob("*.html"))
            secret = _secret_in(folder)
            if pages and not secret:
                self.log.error(
                    "%s: was not handed in through the exchange, so no feedback can be "
                    "released there: give them %s",
                    student,
                    folder,
                )
                continue
            for page in pages:
                self._release(student, page, secret)

    def _release(self, student: str, page: Path, secret: str) -> None:
        for name in _names(page, Path(self.coursedir.root, AUTOGRADED, student)):
            hashed = notebook_hash(secret=secret, notebook_id=name)
            to = Path(self.dest_path, f"{hashed}.html")
            write_whole(to, page.read_bytes(), READABLE)
            self.log.info("Feedback of %s on %s released to %s", student, name, to)


def _secret_in(folder: Path) -> str:
    try:
        return (folder / SECRET).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _names(page: Path, graded: Path) -> Iterator[str]:
    """Yield the name of a page, and the one under which its notebook was handed in."""
    yield page.stem
    nb = notebook_in(graded / page.parent.name / f"{page.stem}.ipynb")
    other = handed_in_as(nb)
    if other and other != page.stem:
        yield other
