"""Hand in and fetch through nbgrader's exchange as a whole, or not at all.

nbgrader copies file by file to where others look: if the disk is full, half a
submission counts as handed in, and half an assignment as fetched. Here both are made
beside their place, and get their names when they are complete. What fails is one line.

Students need this, so the configuration that all users of a JupyterHub share says it:
docs/jupyterhub.md.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import (
    Exchange,
    ExchangeFetchAssignment,
    ExchangeSubmit,
)

from course.worker.submissions.wellformed import printable

DRAFT = ".draft-"  # nothing that begins with a dot is listed or collected
MOST = 3  # reasons that are told
NOT_HANDED_IN = "not handed in; what was handed in before still counts"


class Submit(ExchangeSubmit):
    """`nbgrader submit`, and the button in JupyterLab."""

    inbound_path: str
    assignment_filename: str

    def copy_files(self) -> None:
        """Copy the assignment into the exchange and into the cache, or to neither."""
        inbound, name = self.inbound_path, self.assignment_filename
        known = set(Path(self.cache_path).glob("*"))
        try:
            with _whole(self, NOT_HANDED_IN), draft_in(inbound) as draft:
                self.inbound_path = draft
                super().copy_files()
                Path(draft, name).rename(Path(inbound, name))
        except ExchangeError:
            for half in set(Path(self.cache_path).glob("*")) - known:
                shutil.rmtree(half, ignore_errors=True)
            raise
        finally:
            self.inbound_path = inbound


class FetchAssignment(ExchangeFetchAssignment):
    """`nbgrader fetch_assignment`, and the button in JupyterLab."""

    def do_copy(self, src: str, dest: str) -> None:
        """Copy a released assignment, or bring back files that are missing."""
        with _whole(self, "not fetched"):
            if Path(dest).exists():
                super().do_copy(src, dest)
                return
            ignored = shutil.ignore_patterns(*self.coursedir.ignore)
            with draft_in(Path(dest).parent) as draft:
                made = Path(draft, Path(dest).name)
                shutil.copytree(src, made, ignore=ignored)
                made.rename(dest)


@contextmanager
def draft_in(folder: str | Path) -> Iterator[str]:
    """Make a folder that nobody looks into, until the block ends."""
    with tempfile.TemporaryDirectory(
        prefix=DRAFT, dir=folder, ignore_cleanup_errors=True
    ) as draft:
        yield draft


def reason_of(error: Exception) -> str:
    """Return in one line why files cannot be copied."""
    # shutil's own error has a triple for each file, the reason last.
    reasons = error.args[0] if isinstance(error, shutil.Error) else [(error,)]
    return printable("; ".join(str(reason[-1]) for reason in reasons[:MOST]))


@contextmanager
def _whole(exchange: Exchange, failed: str) -> Iterator[None]:
    """Turn an error of the system into one line on the assignment."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # nbgrader's own for what is too big
        message = f"{exchange.coursedir.assignment_id}: {failed}: {reason_of(error)}"
    else:
        return
    exchange.fail(message)
