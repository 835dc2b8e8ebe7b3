"""Run `course report`: gather, compare with a snapshot, and write the files.

Every run stores a snapshot of the class, so that later ones can show what changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.atomic import write_whole
from course.grading.to_grade import misplaced_work
from course.judging.seeds import instance_secret
from course.report.class_results import Results
from course.report.gather import gather
from course.report.page import Since, page, similar_page
from course.report.similar import similar_answers
from course.report.snapshot import changes, load, store, take
from course.report.summary import concerns
from course.report.tables import lms_export, scores_csv, without_names
from course.wording import listed

PAGE, TABLE, EXPORT = "report.html", "scores.csv", "lms.csv"
SIMILAR = "similar.html"
ANONYMOUS = "anonymous.csv"
MAX_REASONS = 3  # in the line of a student; the page has all of them


@dataclass(frozen=True)
class ReportOptions:
    """The options of a report on the course in `root`."""

    root: Path
    assignments: list[str] | None = None
    output: Path | None = None  # by default report/ in the course
    since: str | None = None  # a snapshot to compare with
    lms: bool = False
    anonymous: bool = False  # a table without names, and nothing else


def make_report(options: ReportOptions) -> list[str]:
    """Write the report; return the lines of output.

    Raises ReportError if there is nothing to report, and OSError if writing fails.
    """
    now = datetime.now().astimezone()
    root = options.root.resolve()
    found = gather(root, options.assignments)
    if options.anonymous:
        return [_write_anonymous(root, found, options.output)]
    snapshot = take(found, now)
    since = None
    if options.since:
        when, before = load(root, options.since)
        since = Since(when, changes(before, snapshot))
    passed_over = misplaced_work(root)
    folder = (options.output or root / "report").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    similar = [similar_answers(root, results) for results in found]
    written = [folder / PAGE, folder / TABLE, folder / SIMILAR]
    _write(written[0], page(found, folder, now, since, passed_over, similar))
    _write(written[1], scores_csv(found))
    _write(written[2], similar_page(similar, now))
    if options.lms:
        written.append(folder / EXPORT)
        lms_export(root, found, written[-1])
    stored = store(root, snapshot, now)
    lines = change_lines(since) if since else []
    for results in found:
        look = sum(bool(concerns(one)) for one in results.submissions)
        count = f"{len(results.graded)} of {len(results.submissions)} graded"
        lines.append(f"{results.assignment}: {count}, {look} to look at")
        if any(one.unsandboxed for one in results.graded):
            lines.append(f"{results.assignment}: graded without a sandbox")
    if pairs := sum(one.count for one in similar):
        lines.append(f"answers to compare: {pairs} pairs, in {SIMILAR}")
    lines += passed_over
    lines += [f"written: {path}" for path in written]
    lines.append(f"to compare with later: course report --since {stored.stem}")
    return lines


def _write_anonymous(root: Path, found: list[Results], output: Path | None) -> str:
    """Write the table for research; return the line of output."""
    path = (output or root / "report").resolve() / ANONYMOUS
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, scores_csv(without_names(found, instance_secret(root))))
    return f"written: {path}"


def change_lines(since: Since) -> list[str]:
    """Return a line for each student: whose grade has changed, by how much and why."""
    if not since.changes:
        return [f"no grade has changed since {since.when}"]
    lines = [f"changed since {since.when}: {len(since.changes)}"]
    for change in since.changes:
        why = listed(change.because, MAX_REASONS, "; ")
        told = f"{change.assignment}, {change.student}: {change.in_words}"
        lines.append(f"{told}: {why}")
    return lines


def _write(path: Path, text: str) -> None:
    """Write a file; names in it need not be valid Unicode."""
    write_whole(path, text.encode("utf-8", "backslashreplace"))
