"""What a worker is asked to do with one submission, and how its folders are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from traitlets.config import Config

from course.content import Content
from course.judging.progress import Place

SUBMITTED, AUTOGRADED, FEEDBACK = "submitted", "autograded", "feedback"
STAGED = "staged"
GRADEBOOK = "gradebook.db"  # what the coordinator wrote
VERDICTS = "verdicts"  # folder with what was judged, a file for each task's key


@dataclass(frozen=True)
class Order:
    """What to do with the submission in the folder `place`."""

    place: Path
    config: Config  # of the course
    content: Content
    assignment: str
    student: str
    log: Path | None = None
    left_out: dict[str, str] = field(default_factory=dict)  # of the private copy
    sums: dict[str, str] = field(default_factory=dict)  # of its files, SHA-256
    verdicts: dict[str, str] = field(default_factory=dict)  # judged before, by key
    known: frozenset[str] = frozenset()  # keys whose verdicts the coordinator has
    limits_met: tuple[Place, ...] = ()  # criteria at which a process ended
    no_page: str = ""  # why no page can be made
    only_page: bool = False  # of what is graded already
    before: dict[str, float] = field(default_factory=dict)  # of an earlier hand-in

    @property
    def shown(self) -> str:
        """Where the submission is, for people to read."""
        return f"{SUBMITTED}/{self.student}/{self.assignment}"

    @property
    def released(self) -> Path:
        """The folder of the released notebooks."""
        return self.place / "release" / self.assignment

    def folder(self, step: str) -> Path:
        """Return the folder of the submission in a step, as of SUBMITTED."""
        return self.place / step / self.student / self.assignment
