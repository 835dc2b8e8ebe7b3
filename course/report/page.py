"""Render the report as one self-contained HTML page.

Jinja escapes whatever comes from students. The page's content security policy forbids
all requests and all scripts but the one that sorts, so markup that slipped through
could do nothing.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from course.report import figures
from course.report.class_results import Results, StudentReport
from course.report.endings import Ending
from course.report.similar import SimilarAnswers
from course.report.snapshot import Change
from course.report.summary import (
    BINS,
    Missed,
    concerns,
    endings,
    level,
    missed,
    spreads,
)
from course.worker.submissions.wellformed import visible
from utils.checking import Criterion, Report, Result

SLOWEST = 8  # submissions whose time is listed


@dataclass(frozen=True)
class Since:
    """The changes since an earlier report, which was made at `when`."""

    when: str
    changes: list[Change]


def page(
    found: list[Results],
    folder: Path,
    now: datetime,
    since: Since | None = None,
    passed_over: Sequence[str] = (),
    similar: Sequence[SimilarAnswers] = (),
) -> str:
    """Return the page; links to feedback pages are relative to `folder`.

    `passed_over` says what was handed in where no assignment looks.
    """
    env = _environment()
    env.filters["points"] = _points
    env.filters["breakable"] = _breakable
    env.globals.update(level=level, figures=figures, Ending=Ending, bins=BINS)
    script = f"\n{_read_text('page.js')}"
    text = env.get_template("page.html").render(
        sections=[_section(results, folder) for results in found],
        now=now,
        since=since,
        passed_over=passed_over,
        similar=sum(one.count for one in similar),
        style=Markup(_read_text("page.css")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    return visible(text)


def similar_page(found: Sequence[SimilarAnswers], now: datetime) -> str:
    """Return the page of answers to compare."""
    style = Markup(_read_text("page.css"))
    template = _environment().get_template("similar.html")
    return visible(template.render(found=found, now=now, style=style))


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("course.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _section(results: Results, folder: Path) -> dict[str, Any]:
    """Return what the template shows of one assignment."""
    graded = results.graded
    noted = {one.student: concerns(one) for one in results.submissions}
    slow = sorted(graded, key=lambda one: -one.seconds)
    return {
        "results": results,
        "graded": graded,
        "links": {one.student: _link(one, folder) for one in results.submissions},
        "spreads": spreads(results),
        "missed": [(one, _example(one, results)) for one in missed(results)],
        "endings": endings(results),
        "concerns": {student: found for student, found in noted.items() if found},
        "urgent": sum(any(c.urgent for c in found) for found in noted.values()),
        "not_sealed": list(dict.fromkeys(n for o in graded for n in o.not_sealed)),
        "unsandboxed": [one.student for one in graded if one.unsandboxed],
        "unjudged": [one.student for one in graded if not one.verdicts],
        "slowest": slow[:SLOWEST],
        "receipts": [one for one in graded if one.receipts],
        "in_proportion": any(
            v.checked and v.remark for one in graded for v in one.verdicts.values()
        ),
        "seconds": sum(one.seconds for one in graded),
    }


def _example(one: Missed, results: Results) -> Markup:
    """Return the feedback on the exercise that the example's student saw."""
    [student] = [s for s in results.submissions if s.student == one.example]
    verdict = student.verdicts[one.exercise]
    shown = [
        Result(
            Criterion(c.criterion, c.points, c.hint, lambda: None), c.outcome, c.hint
        )
        for c in verdict.checked
    ]
    report = Report(one.exercise, shown, verdict.remark, verdict.mistake)
    return Markup(report._repr_html_())  # escaped there


def _link(one: StudentReport, folder: Path) -> str:
    """Return the link to the student's feedback page, or an empty string."""
    for path in one.pages:
        try:
            return quote(Path(os.path.relpath(path, folder)).as_posix())
        except (ValueError, UnicodeError):  # on another drive; a name that is not UTF-8
            break
    return ""


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _breakable(name: str) -> Markup:
    """Return a name that may break between its words in a narrow column."""
    parts = re.split(r"(?<=[_-])", name)
    return Markup("<wbr>").join(parts)


def _read_text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
