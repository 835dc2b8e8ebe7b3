"""Make the feedback page of grading for a checked notebook, without a gradebook."""

from __future__ import annotations

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from course.judging.exercises import TEST_PREFIX
from course.selfstudy.check import CheckedCopy
from course.worker.feedback import FeedbackExporter
from course.worker.repair import tell
from course.worker.sanitize_html import sanitize_notebook


def page_of(checked: CheckedCopy) -> str:
    """Return the notebook with its verdicts as a page."""
    nb, handout = checked.notebook, checked.handout
    sanitize_notebook(nb, {cell.source for cell in handout.notebook.cells})
    tell(nb, checked.repairs, checked.older)
    for name, verdict in checked.verdicts.items():
        if handout.is_practice(name):
            continue  # it has a table, and no score
        [cell] = [cell for cell in nb.cells if cell.get("id") == TEST_PREFIX + name]
        cell.metadata.nbgrader.update(score=handout.points(verdict))
    earned, worth = checked.total
    look = GenerateFeedback(coursedir=CourseDirectory()).config
    exporter = FeedbackExporter(config=look)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)
    page, _ = exporter.from_notebook_node(
        nb,
        resources={
            "nbgrader": {
                "notebook": handout.name,
                "score": earned,
                "max_score": worth,
                "late_penalty": 0,
            }
        },
    )
    return page
