"""How nbgrader runs this course; read whenever it is started in this folder."""

import os

c = get_config()  # noqa: F821  (nbgrader puts it here)

c.CourseDirectory.course_id = "charlm"
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"

# The gradebook is gradebook.db in this folder, or any database that SQLAlchemy knows.
if os.environ.get("CHARLM_DB_URL"):
    c.CourseDirectory.db_url = os.environ["CHARLM_DB_URL"]

# Whatever lies beside the notebooks in source/ is copied to the students, and the
# text of the lessons has the answers: *.py must stay in this list.
c.CourseDirectory.ignore = [
    "*.py",
    "*.pyc",
    "__pycache__",
    ".ipynb_checkpoints",
    ".DS_Store",
    "feedback",
]

c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError"}
