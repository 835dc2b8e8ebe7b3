"""What authors have to fix in their lessons: one line for each problem."""

from __future__ import annotations

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an author has to fix, and where."""

    path: str
    line: int
    cell: str
    message: str

    def __str__(self) -> str:
        cell = f"cell {self.cell}: " if self.cell else ""
        return f"{self.path}:{self.line}: {cell}{self.message}"


class AuthorErrors(CourseError):
    """All problems of the lessons, one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))
