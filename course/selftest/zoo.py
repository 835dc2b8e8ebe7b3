"""The zoo: right and wrong answers that the hidden criteria must tell apart.

A lesson's zoo is the folder answers/ in its checks. Its file names.py has what the
lesson's own cells give to an answer, and <exercise>.py has the answers to one
exercise, one a cell, the first of them the reference:

    # %% right: a comprehension
    # %% wrong: only the upper side -> lower_side

After the arrow stands the criterion (its function) that must catch a wrong answer. A
wrong answer may also be told as what it changes in the reference, line by line:

    # - return dict(clipped)
    # + return list(clipped)

Answers run in this process, over the wire but without a kernel, so a whole lesson
takes seconds: `course check --zoo <lesson>`. Only our own text is run here, never
a submission.
"""

from __future__ import annotations

import atexit
import gc
import os
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from course.content import Content
from course.errors import CourseError
from course.judging.load_checks import ANSWERS, load_module
from course.judging.remote_answer import local_answer
from utils.checking import Checks, Outcome, Report, Result

CELL = re.compile(r"^# %% (right|wrong): (.+?)(?: -> (\w+))?$", re.MULTILINE)
CHANGE = re.compile(r"^# ([-+]) (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Specimen:
    """One answer to one exercise, and the criterion that must catch it, if any."""

    lesson: Path
    exercise: str
    title: str
    source: str
    caught_by: str | None

    @property
    def right(self) -> bool:
        """Whether the answer deserves all points."""
        return self.caught_by is None

    def __str__(self) -> str:
        return f"{self.exercise}: {self.title}"


@dataclass(frozen=True)
class ExerciseSummary:
    """What there is to tell of the answers to one exercise, as text."""

    catches: str
    row: str
    misjudged: list[str]


def lessons_with_zoo(content: Content) -> list[Path]:
    """The folders of checks that have a zoo."""
    found = content.checks_folder.glob(f"*/{ANSWERS}/names.py")
    return sorted(path.parents[1] for path in found)


def folder_of(content: Content, name: str) -> Path:
    """Return the checks of a lesson, by its notebook or assignment, or CourseError."""
    zoos = lessons_with_zoo(content)
    for zoo in zoos:
        source = content.root / "source" / name / f"{zoo.name}.py"
        if name == zoo.name or source.is_file():
            return zoo
    known = ", ".join(zoo.name for zoo in zoos)
    raise CourseError(f"{name} has no zoo: there are {known or 'none'}")


def exercises(lesson: Path) -> dict[str, Checks]:
    """The hidden criteria in the folder `lesson`."""
    return load_module(lesson).EXERCISES


@cache
def specimens(lesson: Path) -> list[Specimen]:
    """Every answer in the zoo of a lesson; ValueError where a cell is malformed."""
    found: list[Specimen] = []
    for exercise in exercises(lesson):
        path = lesson / ANSWERS / f"{exercise}.py"
        text = path.read_text(encoding="utf-8")
        _, *cells = CELL.split(text)
        first = len(found)
        if text.count("# %%") != len(cells) // 4:
            raise ValueError(f"{path}: a cell is neither right nor wrong")
        for kind, title, caught_by, source in zip(
            *(cells[part::4] for part in range(4)), strict=True
        ):
            if (kind == "right") != (caught_by is None):
                raise ValueError(f"{path}: {title}: wrong answers name a criterion")
            if CHANGE.search(source):
                source = changed(found[first].source, source)
            found.append(Specimen(lesson, exercise, title, source, caught_by))
    return found


def changed(reference: str, changes: str) -> str:
    """The reference with lines exchanged; ValueError unless each occurs just once."""
    lines = reference.splitlines()
    place, indent = 0, ""
    for sign, text in CHANGE.findall(changes):
        if sign == "-":
            found = [n for n, line in enumerate(lines) if line.strip() == text]
            if len(found) != 1:
                raise ValueError(f"the reference has {len(found)} lines {text!r}")
            place = found[0]
            line = lines.pop(place)
            indent = line[: len(line) - len(line.lstrip())]
        else:
            lines.insert(place, indent + text)
            place += 1
    return "\n".join(lines)


@cache
def references(lesson: Path) -> dict[str, str]:
    """The source of the reference answer of every exercise."""
    first: dict[str, str] = {}
    for specimen in specimens(lesson):
        if specimen.right:
            first.setdefault(specimen.exercise, specimen.source)
    return first


def leave_at_once() -> None:
    """End this process, when it ends, without taking TensorFlow apart.

    Threads of datasets that nobody has read to their end may wait for that for ever.
    """
    atexit.register(os._exit, 0)


def judge(
    lesson: Path, exercise: str, source: str, seed: int, last: str | None = None
) -> Report:
    """Judge `source` as the answer to `exercise`, the others answered rightly.

    With `last`, no criterion after that one is judged: which hints are told before it,
    and whether its own is, follows from those.
    """
    results = []
    for result in verdicts(lesson, exercise, source, seed):
        results.append(result)
        if result.criterion.test.__name__ == last:
            break
    return Report(exercise, results)


def verdicts(lesson: Path, exercise: str, source: str, seed: int) -> Iterator[Result]:
    """The results of the criteria one by one, so that a caller can stop early."""
    # What the answers before have left is let be. To take TensorFlow's graphs apart, a
    # collector of garbage needs seconds for each when there have been many.
    gc.freeze()
    answer = local_answer(notebook(lesson, exercise, source))
    for number, criterion in enumerate(exercises(lesson)[exercise].criteria):
        rng = np.random.default_rng([seed, number])
        with warnings.catch_warnings(action="ignore"):
            result = criterion.judge(answer, rng)
        yield result


def notebook(lesson: Path, exercise: str, source: str) -> dict[str, Any]:
    """The names of a notebook in which `source` answers `exercise`."""
    names: dict[str, Any] = {"__name__": "__main__"}
    given = (lesson / ANSWERS / "names.py").read_text(encoding="utf-8")
    others = [s for name, s in references(lesson).items() if name != exercise]
    for text in (given, *others, source):
        exec(compile(text, f"<{exercise}>", "exec"), names)
    return names


def missed(report: Report) -> list[str]:
    """The criteria, by their functions, that an answer does not meet."""
    return [
        result.criterion.test.__name__
        for result in report.results
        if result.outcome is not Outcome.PASSED
    ]


def as_it_should(specimen: Specimen, report: Report) -> bool:
    """Whether a right answer met all criteria, a wrong one not the one it names."""
    if specimen.right:
        return report.passed
    return specimen.caught_by in missed(report)


def matrix(rows: Iterable[str]) -> str:
    """A table: per exercise, how many wrong answers are caught and right accepted."""
    head = f"{'exercise':<24}{'caught wrong':>16}{'accepted right':>18}"
    return "\n".join([head, *rows])


def row(exercise: str, judged: Iterable[tuple[bool, bool]]) -> str:
    """The line of an exercise in the table.

    `judged` says of every answer whether it is right, and whether it was judged so.
    """
    counts = []
    answers = list(judged)
    for kind in (False, True):
        well = [was_judged_so for right, was_judged_so in answers if right == kind]
        counts.append(f"{sum(well)} of {len(well)}")
    return f"{exercise:<24}{counts[0]:>16}{counts[1]:>18}"


def catches(lesson: Path, exercise: str, reports: dict[Specimen, Report]) -> str:
    """Per criterion of an exercise, the wrong answers that do not meet it."""
    wrong = [a for a in reports if a.exercise == exercise and not a.right]
    lines = []
    for criterion in exercises(lesson)[exercise].criteria:
        name = criterion.test.__name__
        caught = [answer.title for answer in wrong if name in missed(reports[answer])]
        lines.append(f"{exercise}.{name} catches {len(caught)} of {len(wrong)}")
        lines.append(textwrap.indent(textwrap.fill("; ".join(caught), 84), "    "))
    return "\n".join(lines)


def told(lesson: Path, exercise: str) -> ExerciseSummary:
    """What there is to tell of the answers to one exercise."""
    reports = {
        specimen: judge(lesson, exercise, specimen.source, seed=0)
        for specimen in specimens(lesson)
        if specimen.exercise == exercise
    }
    judged, misjudged = [], []
    for answer, report in reports.items():
        well = as_it_should(answer, report)
        judged.append((answer.right, well))
        if not well:
            met = "accepted" if report.passed else f"missed {missed(report)}"
            misjudged.append(f"{answer}: {met}")
    return ExerciseSummary(
        catches(lesson, exercise, reports), row(exercise, judged), misjudged
    )
