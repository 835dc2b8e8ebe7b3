"""Report on a zoo: which criterion catches what, and what is told first.

`course check --zoo` prints this, for one exercise after the other.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.selftest.zoo import (
    Specimen,
    as_expected,
    exercises,
    judge,
    missed,
    sentence,
    specimens,
)
from utils.checking import Report

COLUMNS = ("caught wrong", "accepted right")
WORDS = ("named", "pointed out", "general", "untrue")


@dataclass(frozen=True)
class ExerciseSummary:
    """The results for all answers to one exercise, as text."""

    catches: str
    row: str
    misjudged: list[str]
    words: str


def summarise(lesson: Path, exercise: str) -> ExerciseSummary:
    """Judge all answers to one exercise."""
    reports = {
        specimen: judge(lesson, exercise, specimen.source, seed=0)
        for specimen in specimens(lesson)
        if specimen.exercise == exercise
    }
    judged, misjudged = [], []
    for answer, report in reports.items():
        well = as_expected(answer, report)
        judged.append((answer.right, well))
        if not well:
            met = "accepted" if report.passed else f"missed {missed(report)}"
            misjudged.append(f"{answer}: {met}")
    return ExerciseSummary(
        catches(lesson, exercise, reports),
        row(exercise, judged),
        misjudged,
        words(lesson, exercise, reports),
    )


def matrix(rows: Iterable[str], columns: Iterable[str] = COLUMNS) -> str:
    """Return a table by exercise, of wrong answers caught and right ones accepted."""
    heads = "".join(f"{column:>18}" for column in columns)
    head = f"{'exercise':<24}{heads[2:]}"
    return "\n".join([head, *rows])


def row(exercise: str, judged: Iterable[tuple[bool, bool]]) -> str:
    """Return the line of an exercise in the table.

    `judged` has for every answer whether it is right, and whether it was judged so.
    """
    counts = []
    answers = list(judged)
    for kind in (False, True):
        well = [was_judged_so for right, was_judged_so in answers if right == kind]
        counts.append(f"{sum(well)} of {len(well)}")
    return f"{exercise:<24}{counts[0]:>16}{counts[1]:>18}"


def words(lesson: Path, exercise: str, reports: dict[Specimen, Report]) -> str:
    """Return the line of an exercise in the table of what is told first.

    That is named if it is the sentence beside the answer, pointed out if it is the hint
    of the criterion that the answer names, untrue if it is another answer's sentence,
    and general otherwise.
    """
    counts = dict.fromkeys(WORDS, 0)
    wrong = [a for a in reports if a.exercise == exercise and not a.right]
    for answer in wrong:
        told = sentence(lesson, exercise, answer.source)
        pointed = missed(reports[answer])[:1] == [answer.caught_by]
        kind = "pointed out" if pointed else "general"
        if told:
            kind = "named" if told == answer.say else "untrue"
        counts[kind] += 1
    numbers = "".join(f"{count} of {len(wrong)}".rjust(18) for count in counts.values())
    return f"{exercise:<24}{numbers[2:]}"


def catches(lesson: Path, exercise: str, reports: dict[Specimen, Report]) -> str:
    """Return the wrong answers caught by each criterion of an exercise."""
    wrong = [a for a in reports if a.exercise == exercise and not a.right]
    lines = []
    for criterion in exercises(lesson)[exercise].criteria:
        name = criterion.test.__name__
        caught = [answer.title for answer in wrong if name in missed(reports[answer])]
        lines.append(f"{exercise}.{name} catches {len(caught)} of {len(wrong)}")
        lines.append(textwrap.indent(textwrap.fill("; ".join(caught), 84), "    "))
    return "\n".join(lines)
