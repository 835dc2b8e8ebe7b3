"""How nbgrader runs this course; read whenever it is started in this folder."""

import os
import sys
from pathlib import Path

from nbgrader.preprocessors import ClearSolutions

c = get_config()  # noqa: F821  (nbgrader puts it here)

c.CourseDirectory.course_id = "charlm"
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"

# For a new gradebook nbgrader calls the program alembic, which lies beside this Python
# and not on the PATH of somebody who has not activated the environment.
os.environ["PATH"] = os.pathsep.join(
    [os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)]
)

# The gradebook is gradebook.db in this folder, or any database that SQLAlchemy knows.
if os.environ.get("CHARLM_DB_URL"):
    c.CourseDirectory.db_url = os.environ["CHARLM_DB_URL"]

# Whatever lies beside the notebooks in source/ is copied to the students, helper
# modules too. The texts of the lessons have the answers: they must stay in this list.
# It has names, so a helper module cannot have that of a lesson.
from course.folder import lesson_texts  # noqa: E402

c.CourseDirectory.ignore = [
    *(path.name for path in lesson_texts(Path(c.CourseDirectory.root))),
    "*.pyc",
    "__pycache__",
    ".ipynb_checkpoints",
    ".DS_Store",
    "feedback",
]

c.ClearSolutions.code_stub = {
    **ClearSolutions().code_stub,
    "python": "# YOUR CODE HERE\nraise NotImplementedError",
}

# Before nbgrader looks at the cells of a submission, they are brought back to the shape
# of the release; the rest is nbgrader's own list.
c.Autograde.sanitize_preprocessors = [
    "course.worker.repair.Repair",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Grading runs a submission with the judge in the place of nbgrader's Execute, and saves
# only scores that it has reached; the rest is nbgrader's own list.
c.Autograde.autograde_preprocessors = [
    "course.worker.execute.SealedExecute",
    "course.worker.sanitize_html.SanitizeHtml",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "course.worker.save_verdicts.SaveVerdicts",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True

# What a late hand-in costs: "none", "zero", "per day" or "per hour", or a plug-in of
# your own. `course due` and `course extend` say when something is late.
c.AssignLatePenalties.plugin_class = "course.worker.late_policies.LatePolicy"
c.LatePolicy.policy = "none"

# Validate runs a whole lesson in the student's own kernel, on machines of any speed.
# While grading, a cell has 60 seconds, unless c.Execute.timeout says otherwise.
c.Validator.Execute.timeout = 900
c.Validator.Execute.iopub_timeout = 60

# From the exchange come only submissions that their student owns, and no links. A file
# may have 250 MB, in kilobytes: students need the same two lines to hand it in.
c.ExchangeFactory.collect = "course.grading.collect_owned.Collect"
c.CourseDirectory.max_file_size = 263_000
c.CourseDirectory.max_dir_size = 300_000

# Feedback through the exchange: a submission without a secret stops nobody else's, and
# a renamed notebook has its page.
c.ExchangeFactory.release_feedback = "course.grading.release_feedback.ReleaseFeedback"

# What this course brings along; `c.CourseContent` has defaults for the rest: the hidden
# criteria in checks/, the library utils/, the corpora that COURSE_DATA names.
c.CourseContent.demo = "checks/demo_class.py"
# What was handed out before counts as handed out: see docs/maintainer.md.
c.CourseContent.releases = "utils/releases.json"

# nbgrader's own commands and the formgrader do the same as `course grade`.
from course.grading.nbgrader_hooks import install  # noqa: E402

install()
