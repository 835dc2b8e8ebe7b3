"""The configuration of another course: nothing in it is ours but the machinery."""

import os
import sys

c = get_config()  # noqa: F821  (nbgrader puts it here)

c.CourseDirectory.course_id = "mini"
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
# Where nbgrader finds alembic, for a new gradebook.
os.environ["PATH"] = f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"
c.CourseDirectory.ignore = ["*.py", "__pycache__"]
c.Autograde.sanitize_preprocessors = [
    "course.worker.repair.Repair",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.OverwriteCells",
]
c.Autograde.autograde_preprocessors = [
    "course.worker.execute.SealedExecute",
    "course.worker.sanitize_html.SanitizeHtml",
    "course.worker.save_verdicts.SaveVerdicts",
]
c.CourseContent.checks = "criteria"
c.CourseContent.concealed = ["course", "criteria"]
c.CourseContent.preload = {r"\bdecimal\b": ["decimal"]}
c.CourseContent.data = {"MINI_TEXTS": "texts"}
c.CourseContent.environment = {"MINI_MARK": "!"}
