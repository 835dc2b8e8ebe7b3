"""Judge the zoo: right and wrong answers that the hidden criteria must tell apart.

A lesson's zoo is the folder answers/ in its checks. Its file names.py defines the names
that the lesson's own cells define, and <exercise>.py has the answers to one exercise,
one a cell; the first is the reference:

    # %% right: a comprehension
    # %% wrong: only the upper side -> lower_side

The arrow points to the criterion (its function) that must catch a wrong answer. A wrong
answer may also be given as changes to the reference, line by line:

    # - return dict(clipped)
    # + return list(clipped)

Below its title stands what its author is to be told, or why there is no such sentence:

    # say: Only the upper side is limited: np.clip needs -maxValue as the lower
    #     bound.
    # unnamed: random numbers each time

Answers run in this process, through the judge's channel but without a kernel, so a
whole lesson takes seconds: `course check --zoo <lesson>`. Only our own answers run
here, never a submission.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import os
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from course.content import Content
from course.errors import CourseError
from course.judging.load_checks import ANSWERS, load_module
from course.judging.remote_answer import local_answer
from utils.checking import Checks, Outcome, Report, Result
from utils.diagnosis import SECONDS, named_mistake
from utils.failures import LimitReached

CELL = re.compile(r"^# %% (right|wrong): (.+?)(?: -> (\w+))?$", re.MULTILINE)
TITLES = 'write "# %% right: what it is" or "# %% wrong: what it is -> criterion"'
CHANGE = re.compile(r"^# ([-+]) (.*)$", re.MULTILINE)
TOLD = re.compile(r"\A\n# (say|unnamed): (.+(?:\n#     .+)*)")


class ZooError(CourseError):
    """A malformed file of answers: where, and what is wrong with it."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(path, line, message)

    def __str__(self) -> str:
        return "{}:{}: {}".format(*self.args)


@dataclass(frozen=True)
class Specimen:
    """One answer to one exercise, and the criterion that must catch it, if any."""

    lesson: Path
    exercise: str
    title: str
    source: str
    caught_by: str | None
    say: str = ""  # a sentence for students, on what a wrong answer does
    unnamed: str = ""  # or why there is none
    changes: str = ""  # to the reference, if it is given by these

    @property
    def right(self) -> bool:
        """Whether the answer deserves all points."""
        return self.caught_by is None

    def __str__(self) -> str:
        return f"{self.exercise}: {self.title}"


def lessons_with_zoo(content: Content) -> list[Path]:
    """Return the folders of checks that have a zoo."""
    found = content.checks_folder.glob(f"*/{ANSWERS}/names.py")
    return sorted(path.parents[1] for path in found)


def folder_of(content: Content, name: str) -> Path:
    """Find the zoo of a lesson by notebook or assignment; raise CourseError."""
    zoos = lessons_with_zoo(content)
    for zoo in zoos:
        source = content.root / "source" / name / f"{zoo.name}.py"
        if name == zoo.name or source.is_file():
            return zoo
    known = ", ".join(zoo.name for zoo in zoos)
    if any((content.root / "source").glob(f"*/{name}.py")):
        lacks = (
            f"{name} has no hidden criteria with answers in checks/{name}/, so no zoo"
        )
        raise CourseError(f"{lacks}; these have one: {known or 'none'}")
    raise CourseError(f"{name} has no zoo; these have one: {known or 'none'}")


def exercises(lesson: Path) -> dict[str, Checks]:
    """Return the hidden criteria in the folder `lesson`."""
    return load_module(lesson).EXERCISES


@cache
def specimens(lesson: Path) -> list[Specimen]:
    """Read all answers in the zoo of a lesson; raise ZooError if malformed."""
    found: list[Specimen] = []
    for exercise, checks in exercises(lesson).items():
        path = lesson / ANSWERS / f"{exercise}.py"
        if not path.is_file():
            raise ZooError(path, 1, "there is no such file of answers: write it")
        text = path.read_text(encoding="utf-8")
        criteria = {criterion.test.__name__ for criterion in checks.criteria}
        starts = [match.start() for match in re.finditer(r"^# %%", text, re.MULTILINE)]
        first = len(found)
        for start, end in pairwise([*starts, len(text)]):
            line = text.count("\n", 0, start) + 1
            cell = CELL.match(text, start, end)
            if cell is None:
                raise ZooError(
                    path, line, f"a cell is neither right nor wrong: {TITLES}"
                )
            kind, title, caught_by = cell.groups()
            if (kind == "right") != (caught_by is None):
                raise ZooError(path, line, f"{title}: wrong answers name a criterion")
            if caught_by not in {None, *criteria}:
                raise ZooError(path, line, f"{title}: no criterion {caught_by}")
            source = text[cell.end() : end]
            told = TOLD.match(source)
            words = (
                {told[1]: " ".join(told[2].replace("\n#", "").split())} if told else {}
            )
            if CHANGE.search(source):
                words["changes"] = source
                try:
                    source = changed(found[first].source, source)
                except (ValueError, IndexError) as error:
                    raise ZooError(path, line, f"{title}: {error}") from error
            specimen = Specimen(lesson, exercise, title, source, caught_by, **words)
            found.append(specimen)
    return found


def changed(reference: str, changes: str) -> str:
    """Apply changes to the reference; raise ValueError for a line not found once."""
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
    """Return the source of the reference answer to every exercise."""
    first: dict[str, str] = {}
    for specimen in specimens(lesson):
        if specimen.right:
            first.setdefault(specimen.exercise, specimen.source)
    return first


def exit_without_cleanup() -> None:
    """Make this process exit without shutting TensorFlow down.

    That may wait for ever for threads of datasets that were not read to their end.
    """
    atexit.register(os._exit, 0)


def judge(
    lesson: Path, exercise: str, source: str, seed: int, last: str | None = None
) -> Report:
    """Judge `source` as the answer to `exercise`; all others have right answers.

    With `last`, stop after that criterion: the hints up to it are known by then.
    """
    results = []
    for result in verdicts(lesson, exercise, source, seed):
        results.append(result)
        if result.criterion.test.__name__ == last:
            break
    return Report(exercise, results)


def verdicts(lesson: Path, exercise: str, source: str, seed: int) -> Iterator[Result]:
    """Yield the results of the criteria one by one, so that a caller can stop early."""
    # Leave the garbage of earlier answers alone: collecting TensorFlow's graphs takes
    # seconds each once there are many.
    gc.freeze()
    answer = local_answer(notebook(lesson, exercise, source))
    for number, criterion in enumerate(exercises(lesson)[exercise].criteria):
        rng = np.random.default_rng([seed, number])
        with warnings.catch_warnings(action="ignore"):
            result = criterion.judge(answer, rng)
        yield result


def notebook(lesson: Path, exercise: str, source: str) -> dict[str, Any]:
    """Return the names of a notebook in which `source` answers `exercise`."""
    names: dict[str, Any] = {"__name__": "__main__"}
    given = (lesson / ANSWERS / "names.py").read_text(encoding="utf-8")
    others = [s for name, s in references(lesson).items() if name != exercise]
    for text in (given, *others, source):
        exec(compile(text, f"<{exercise}>", "exec"), names)
    return names


def sentence(lesson: Path, exercise: str, source: str, seconds: float = SECONDS) -> str:
    """Return the sentence that names the mistake in an answer, or ""."""
    channel = local_answer(notebook(lesson, exercise, source))
    try:
        with channel.within(seconds), contextlib.redirect_stdout(io.StringIO()):
            return named_mistake(lesson.name, exercise, channel)
    except LimitReached:
        return ""


def missed(report: Report) -> list[str]:
    """Return the criteria, by their functions, that an answer does not meet."""
    return [
        result.criterion.test.__name__
        for result in report.results
        if result.outcome is not Outcome.PASSED
    ]


def as_expected(specimen: Specimen, report: Report) -> bool:
    """Return whether a right answer passed, or a wrong one was caught as it says."""
    if specimen.right:
        return report.passed
    return specimen.caught_by in missed(report)
