"""What earlier releases say of a submission: older texts are not changes of a student.

`course build` keeps the record; without one, no text but the present release's counts
as released.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from course.authoring.releases import (
    Release,
    digest_of_marks,
    read_releases,
    release_of,
)
from course.judging.cells import grade_id
from course.wording import listed
from course.worker.submissions.wellformed import shown
from utils.left_out import digest_of_text

MAX_NAMED = 4  # cells in one sentence


class EarlierReleases:
    """All recorded releases of one notebook, the present one usually among them."""

    def __init__(self, releases: Sequence[Release] = ()) -> None:
        self._releases = releases
        cells = {cell for release in releases for cell in release.cells}
        self._texts = {cell.text for cell in cells}
        self._named = {(cell.name, cell.text) for cell in cells}
        self._marks = {(cell.name, cell.marks) for cell in cells}
        self._skipped = {cell.text for cell in cells if cell.skip}

    def has(self, cell: NotebookNode) -> bool:
        """Return whether a cell has its text from any release."""
        return bool(self._texts) and digest_of_text(cell) in self._texts

    def has_named(self, cell: NotebookNode, name: str) -> bool:
        """Return whether a cell has the text of the cell `name` in any release."""
        return bool(self._named) and (name, digest_of_text(cell)) in self._named

    def marks(self, cell: NotebookNode, name: str) -> bool:
        """Return whether a cell is marked as the cell `name` was in any release."""
        return bool(self._marks) and (name, digest_of_marks(cell)) in self._marks

    def skips(self, cell: NotebookNode) -> bool:
        """Return whether a cell with this text was skipped in any release."""
        return bool(self._skipped) and digest_of_text(cell) in self._skipped

    def made_from(self, nb: NotebookNode, present: NotebookNode) -> Release | None:
        """Return the release that a notebook was made from, if not the present one.

        That is the one with most of its texts; the present one if it has as many.
        """
        texts = {digest_of_text(cell) for cell in nb.cells}

        def alike(release: Release) -> int:
            return len({cell.text for cell in release.cells} & texts)

        best = max(reversed(self._releases), key=alike, default=None)
        if best is None or alike(best) <= alike(release_of(present, "")):
            return None
        return best


def told(older: Release, present: NotebookNode) -> str:
    """Return the sentence on a notebook that was made from an older release."""
    before = {cell.text for cell in older.cells}
    new = [cell for cell in present.cells if digest_of_text(cell) not in before]
    named = [shown(name) for name in map(grade_id, new) if name]
    names = f" ({listed(named, MAX_NAMED)})" if named else ""
    cells = "cell" if len(new) == 1 else "cells"
    return (
        f"made from an older release ({older.date[:10]}); "
        f"the newest has {len(new)} new or changed {cells}{names}"
    )


def earlier_releases(
    record: Path | None, assignment: str, notebook: str
) -> EarlierReleases:
    """Return the releases of a notebook that are in a record, if there is one."""
    releases = read_releases(record) if record else {}
    return EarlierReleases(releases.get(f"{assignment}/{notebook}", ()))
