"""The small course that most tests grade: two exercises with hidden criteria.

`double` is worth 40 points, `total` 60.
"""

from pathlib import Path

from .mini_course import UNSANDBOXED, MiniCourse

LESSON = Path(__file__).parent / "lesson"
CHECKS = LESSON / "checks"
TEXT = (LESSON / "source" / "00-sums" / "sums.py").read_text(encoding="utf-8")
RIGHT = {
    "double": "def double(x):\n    return 2 * x\n",
    "total": "def total(values):\n    return sum(values)\n",
}


def sums(root: Path, config: str = UNSANDBOXED, **more: str) -> MiniCourse:
    """Write the course, with more lessons by assignment/notebook."""
    return MiniCourse.write(root, {"00-sums/sums": TEXT, **more}, CHECKS, config)
