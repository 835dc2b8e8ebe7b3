"""SaveVerdicts: nbgrader's SaveAutoGrades, for scores that grading has reached.

nbgrader reads a score from a cell's outputs, and a cell without outputs has full marks.
Here an automatically graded cell has the score that `SealedExecute` handed on, and no
other: neither outputs nor metadata of a notebook are ever read for one. A cell without
a score has no verdict and waits for a human, and so does one whose score is flagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import is_solution

SCORES = "course_scores"  # keys in nbconvert's resources
FLAGGED = "course_flagged"


class SaveVerdicts(SaveAutoGrades):
    """Write scores and comments of a graded notebook into the gradebook."""

    def _add_score(self, cell: NotebookNode, resources: Mapping[str, Any]) -> None:
        if cell.cell_type != "code" or is_solution(cell):
            super()._add_score(cell, resources)  # graded by hand
            return
        name = cell.metadata.nbgrader.grade_id
        where = (name, self.notebook_id, self.assignment_id, self.student_id)
        grade = self.gradebook.find_grade(*where)
        grade.auto_score = resources.get(SCORES, {}).get(name)
        # Two are nbgrader's own rules: a score by hand is looked at again.
        has_none = grade.auto_score is None
        flagged = name in resources.get(FLAGGED, ())
        by_hand = grade.manual_score is not None
        grade.needs_manual_grade = has_none or by_hand or flagged
        self.gradebook.db.commit()
