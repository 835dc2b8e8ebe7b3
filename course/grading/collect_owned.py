"""Collect through nbgrader's exchange only what a student owns.

Where everybody has an account, a submission belongs to who made it. nbgrader warns of
one that somebody else made in a student's name, and takes it all the same. It follows
links, too, so a student could hand in a file that only the instructor can read, and
find it on the page with the feedback. Here both are named and left out.

nbgrader_config.py says so with `c.ExchangeFactory.collect`. Where all students are one
user of the system, as in many clusters, `check_owner` has to be off, and only links are
left out.
"""

from __future__ import annotations

import glob
import os
import shutil
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from course.atomic import exchange
from course.grading.whole_exchange import draft_in, reason_of
from course.lock import Locked, locked
from course.worker.private_copy import MAX_DEPTH
from course.worker.submissions.files import SAFELY
from course.worker.submissions.wellformed import printable

Record = dict[str, Any]  # of nbgrader: username, filename, timestamp
PIECE = 2**20


class Collect(ExchangeCollect):
    """`nbgrader collect`, and the formgrader's button."""

    src_records: list[Record]

    def init_src(self) -> None:
        """Find the submission of each student that counts, among those they own."""
        super().init_src()
        own = (self._own(record) for record in self.src_records)
        self.src_records = [record for record in own if record]

    def copy_files(self) -> None:
        """Put what is new into submitted/, unless somebody works on it already."""
        assignment = self.coursedir.assignment_id
        if not self.src_records:
            self.log.warning("nobody has submitted %s", assignment)
        try:
            with locked(Path(self.coursedir.root), assignment):
                for record in self.src_records:
                    self._collect(record)
        except Locked as error:
            self.fail(str(error))

    def _collect(self, record: Record) -> None:
        """Collect one submission; one that cannot be copied stops no others."""
        course, student = self.coursedir, record["username"]
        name, shown = course.assignment_id, printable(record["filename"])
        place = Path(course.format_path(course.submitted_directory, student, name))
        try:
            if place.is_dir() and not self._replaces(record, place):
                self.log.info("%s: has nothing newer", printable(student))
                return
            self._take(self._path(record), place)
        except OSError as error:
            self.log.error("%s: not collected: %s", shown, reason_of(error))
        else:
            self.log.info("%s: collected", shown)

    def _replaces(self, record: Record, place: Path) -> bool:
        """Return whether a submission takes the place of what was collected before."""
        there = self.coursedir.get_existing_timestamp(str(place))
        newer = there is None or record["timestamp"] > there
        return bool(
            (self.update and newer)
            or (self.before_duedate and there != record["timestamp"])
        )

    def _take(self, source: Path, place: Path) -> None:
        """Copy a submission beside its place first; what is there stays till then."""
        size, most = self.get_size(source), 1000 * self.coursedir.max_dir_size
        if size > most:
            raise OSError(f"has {size / 1e6:.0f} MB, more than {most / 1e6:.0f}")
        owner = os.lstat(source).st_uid if self.check_owner else None
        inside = Path(self.coursedir.root, ".course")
        inside.mkdir(exist_ok=True)
        with draft_in(inside) as draft:
            new, old = Path(draft, "new"), Path(draft, "old")
            shutil.copytree(
                source,
                new,
                symlinks=True,
                ignore=self._ignored,
                copy_function=lambda file, to: _copy(file, to, owner),
            )
            new.chmod(new.stat().st_mode | stat.S_IRWXU)  # only such can be moved
            exchange(place, new, old)

    def _path_to_record(self, path: str) -> Record:
        """Return what the name of a submission says; one without a time is the oldest.

        Everybody can write any name, and must not stop the class.
        """
        try:
            return dict(super()._path_to_record(path))
        except (ValueError, OverflowError):
            name = Path(path).name
            student = name.partition(f"+{self.coursedir.assignment_id}+")[0]
            return {"username": student, "filename": name, "timestamp": datetime.min}

    def _own(self, record: Record) -> Record | None:
        """Return a record, or else the latest that its student owns, and log that."""
        if not self.check_owner or self._is_theirs(record):
            return record
        student = record["username"]
        self.log.error(
            "%s: is in the name of %s, who does not own it: not collected. Set "
            "c.ExchangeCollect.check_owner = False where all students are one user",
            printable(record["filename"]),
            printable(student),
        )
        pattern = f"{glob.escape(student)}+{self.coursedir.assignment_id}+*"
        found = map(self._path_to_record, glob.glob(f"{self.inbound_path}/{pattern}"))
        own = [one for one in found if self._is_theirs(one)]
        own = [one for one in own if one["username"] == student]
        due = self.duedate if self.before_duedate else None
        in_time = [one for one in own if due and one["timestamp"] <= due]
        return max(in_time or own, key=lambda one: one["timestamp"], default=None)

    def _is_theirs(self, record: Record) -> bool:
        import pwd  # not on Windows, where there is no exchange

        try:
            owner = pwd.getpwuid(os.lstat(self._path(record)).st_uid).pw_name
        except (KeyError, OSError):
            return False
        return owner == record["username"]

    def _path(self, record: Record) -> Path:
        return Path(self.inbound_path, record["filename"])

    def _ignored(self, folder: str, names: list[str]) -> list[str]:
        """Return what is not copied: links, devices, and what nbgrader leaves out.

        Nor is what lies so deep that grading would not look at it: to copy it would
        take more calls within each other than Python allows.
        """
        if len(Path(folder).relative_to(self.inbound_path).parts) > MAX_DEPTH + 1:
            self.log.error("%s: is too deep: left out", printable(folder))
            return names
        course = self.coursedir
        by_nbgrader = ignore_patterns(
            course.ignore, course.include, course.max_file_size, self.log
        )
        odd = [name for name in names if not _is_plain(Path(folder, name))]
        for name in odd:
            path = printable(os.path.join(folder, name))
            self.log.error("%s: is a link or no file: left out", path)
        return odd + by_nbgrader(folder, [name for name in names if name not in odd])


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _copy(file: str | os.DirEntry[str], to: str, owner: int | None) -> None:
    """Copy a file of an owner; the student may exchange it while we look at it."""
    with open(os.open(file, os.O_RDONLY | SAFELY), "rb") as source:
        found = os.fstat(source.fileno())
        if not stat.S_ISREG(found.st_mode) or owner not in (None, found.st_uid):
            raise OSError(f"{os.fspath(file)} is no file, or not the student's own")
        with open(to, "xb") as target:
            shutil.copyfileobj(source, target, PIECE)
    os.utime(to, ns=(found.st_atime_ns, found.st_mtime_ns))
