"""Refuse a configuration under which nbgrader would grade without the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nbgrader.preprocessors import Execute, SaveAutoGrades
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from course.errors import GradeError
from course.folder import CONFIG
from course.grading.renamed import NEW_NAMES
from course.worker.execute import SealedExecute
from course.worker.repair import Repair
from course.worker.sanitize_html import SanitizeHtml

STEPS: dict[str, tuple[type, ...]] = {
    "sanitize_preprocessors": (Repair,),
    "autograde_preprocessors": (SealedExecute, SanitizeHtml, SaveAutoGrades),
}


def refuse_other_steps(config: Config) -> None:
    """Raise GradeError unless submissions are graded by this course's own steps."""
    for option, needed in STEPS.items():
        classes = list(_classes(config.get("Autograde", {}).get(option, [])))
        for kind in needed:
            if not any(issubclass(one, kind) for one in classes):
                what = f"c.Autograde.{option} lacks {_name(kind)}"
                raise GradeError(_refusal(what))
        if any(issubclass(one, Execute) for one in classes):
            raise GradeError(_refusal(f"c.Autograde.{option} has nbgrader's Execute"))


def _refusal(what: str) -> str:
    return (
        f"{CONFIG}: {what}: nothing is graded without the sandbox; copy "
        f"c.Autograde.sanitize_preprocessors and c.Autograde.autograde_preprocessors "
        f"from the {CONFIG} of this course"
    )


def _classes(listed: Iterable[str | type]) -> Iterator[type]:
    for one in listed:
        try:
            # An old name is told elsewhere, once.
            known = NEW_NAMES.get(one, one) if isinstance(one, str) else one
            found = import_item(known) if isinstance(known, str) else known
        except (ImportError, AttributeError) as error:
            raise GradeError(f"{CONFIG}: there is no {one}: {error}") from error
        if isinstance(found, type):
            yield found


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__name__}"
