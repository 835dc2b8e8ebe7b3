"""`course report`: gather, remember, compare, write, and say where it is.

Every run keeps a snapshot of the class, so that the next one can tell what changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.atomic import write_whole
from course.report.gather import gather
from course.report.page import Since, page
from course.report.snapshot import changes, load, store, taken
from course.report.summary import concerns
from course.report.tables import lms_export, scores_csv

PAGE, TABLE, EXPORT = "report.html", "scores.csv", "lms.csv"


@dataclass(frozen=True)
class Asked:
    """What kind of report is wanted of the course in `root`."""

    root: Path
    assignments: list[str] | None = None
    output: Path | None = None  # by default report/ in the course
    since: str | None = None  # a snapshot to compare with
    lms: bool = False


def make_report(asked: Asked, now: datetime | None = None) -> list[str]:
    """Write the report; what there is to tell about it, line by line.

    Raises ReportError where there is nothing to report, and OSError where it cannot
    be written.
    """
    now = now or datetime.now().astimezone()
    root = asked.root.resolve()
    found = gather(root, asked.assignments)
    snapshot = taken(found, now)
    since = None
    if asked.since:
        when, before = load(root, asked.since)
        since = Since(when, changes(before, snapshot))
    folder = (asked.output or root / "report").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / PAGE, folder / TABLE]
    _write(written[0], page(found, folder, now, since))
    _write(written[1], scores_csv(found))
    if asked.lms:
        written.append(folder / EXPORT)
        lms_export(root, [results.assignment for results in found], written[-1])
    kept = store(root, snapshot, now)
    lines = told(since) if since else []
    for results in found:
        look = sum(bool(concerns(one)) for one in results.submissions)
        count = f"{len(results.graded)} of {len(results.submissions)} graded"
        lines.append(f"{results.assignment}: {count}, {look} to look at")
        if any(one.unsandboxed for one in results.graded):
            lines.append(f"{results.assignment}: graded without a sandbox")
    lines += [f"written: {path}" for path in written]
    lines.append(f"to compare with later: course report --since {kept.stem}")
    return lines


def told(since: Since) -> list[str]:
    """Whose grade has changed, by how much and why, line by line."""
    if not since.changes:
        return [f"no grade has changed since {since.when}"]
    lines = [f"changed since {since.when}: {len(since.changes)}"]
    for change in since.changes:
        lines.append(f"{change.assignment}, {change.student}: {change.told}")
        lines += [f"    {reason}" for reason in change.because]
    return lines


def _write(path: Path, text: str) -> None:
    """Write a file, whatever the names in it are made of."""
    write_whole(path, text.encode("utf-8", "backslashreplace"))
