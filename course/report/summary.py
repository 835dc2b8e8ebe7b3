"""Summarise the results of a class for an instructor.

Everything here is plain numbers and sentences; `page` decides how they look.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from course.report.class_results import Results, StudentReport
from course.report.endings import Ending, ending_of
from course.worker.late_policies import late_note
from course.worker.recorded import RecordedCriterion
from course.worker.repair import LOST, LOST_TAGS

BINS = ("0", "1–24%", "25–49%", "50–74%", "75–99%", "all")
MISSES = (Ending.FAILED, Ending.LIMIT, Ending.ERROR, Ending.BLANK)
MAX_MISSED = 10  # criteria that are listed


@dataclass(frozen=True)
class Spread:
    """How the class did in an exercise, or in total, of `worth` points."""

    name: str
    worth: float
    counts: list[int]  # students, by BINS
    mean: float
    median: float

    @property
    def in_words(self) -> str:
        """The figure in words."""
        groups = [f"{n} with {b}" for b, n in zip(BINS, self.counts, strict=True) if n]
        return (
            f"{self.name}, {self.worth:g} points: {', '.join(groups)}; "
            f"mean {self.mean:.1f}, median {self.median:g}"
        )


@dataclass(frozen=True)
class Missed:
    """A criterion that some missed: how many, with which endings, and an example."""

    exercise: str
    criterion: str
    points: float
    endings: Counter[Ending]
    hint: str  # the most frequent one
    example: str  # a student who did well otherwise

    @property
    def count(self) -> int:
        """The number of students who missed it."""
        return sum(self.endings[ending] for ending in MISSES)

    @property
    def wrong(self) -> int:
        """The number of students with an answer that ran and missed it."""
        return self.endings[Ending.FAILED] + self.endings[Ending.LIMIT]

    @property
    def judged(self) -> int:
        """The number of students it was checked for."""
        return self.endings.total()


@dataclass(frozen=True)
class Concern:
    """A reason why a person should look at a submission."""

    urgent: bool
    what: str
    why: str


def level(score: float, worth: float) -> int:
    """Return the index in BINS of a score: 0 is no points, the last is all points."""
    if score <= 0 or worth <= 0:
        return 0 if worth > 0 else len(BINS) - 1
    if score >= worth:
        return len(BINS) - 1
    return 1 + min(3, int(4 * score / worth))


def spread(name: str, worth: float, scores: list[float]) -> Spread:
    """Summarise scores; there must be at least one."""
    counts = [0] * len(BINS)
    for score in scores:
        counts[level(score, worth)] += 1
    mean, median = statistics.fmean(scores), statistics.median(scores)
    return Spread(name, worth, counts, mean, median)


def spreads(results: Results) -> list[Spread]:
    """Return a spread for every exercise that has scores, and for the total."""
    graded = results.graded
    found = []
    for name, worth in results.worth.items():
        scores = [one.scores[name] for one in graded if name in one.scores]
        if scores:
            found.append(spread(name, worth, scores))
    totals = [one.total for one in graded if one.total is not None]
    return [*found, spread("total", results.points, totals)] if totals else found


def missed(results: Results) -> list[Missed]:
    """Return the criteria missed most: wrong answers before errors and blanks."""
    pairs: defaultdict[tuple[str, str], list[tuple[StudentReport, RecordedCriterion]]]
    pairs = defaultdict(list)
    for submission in results.graded:
        for exercise, verdict in submission.verdicts.items():
            for checked in verdict.checked:
                pairs[exercise, checked.criterion].append((submission, checked))
    found = [_missed(*key, judged) for key, judged in pairs.items()]
    found = [one for one in found if one.count]
    found.sort(key=lambda one: (-one.wrong, -one.count))
    return found[:MAX_MISSED]


def endings(results: Results) -> dict[str, Counter[Ending]]:
    """Count how all checks ended, by exercise.

    A failed grading counts once for every exercise that it left without a verdict.
    """
    found = {name: Counter[Ending]() for name in results.worth}
    for submission in results.submissions:
        for name, counts in found.items():
            if name in submission.verdicts:
                verdict = submission.verdicts[name]
                counts.update(ending_of(checked) for checked in verdict.checked)
            elif _grading_failed(submission):
                counts[Ending.INFRASTRUCTURE] += 1
    return {name: counts for name, counts in found.items() if counts}


def concerns(submission: StudentReport) -> list[Concern]:
    """Return why a person should look at a submission, most urgent first."""
    return sorted(_concerns(submission), key=lambda concern: not concern.urgent)


def _concerns(one: StudentReport) -> Iterator[Concern]:
    if one.total is None:
        what = "cannot be graded" if one.refused else "no verdict"
        yield Concern(True, what, one.problem)
    elif one.problem:
        yield Concern(True, "last grading failed", one.problem)
    if one.newer:
        yield Concern(True, "handed in again", "after it was graded: grade again")
    if one.waiting:
        yield Concern(True, "waits for a manual grade", ", ".join(one.waiting))
    for exercise in _contradictory(one):
        why = f"{exercise}: the gradebook's score is not the judge's"
        yield Concern(True, "scores differ", why)
    limits = [
        f"{exercise}: {checked.criterion} ({checked.hint})"
        for exercise, verdict in one.verdicts.items()
        for checked in verdict.checked
        if ending_of(checked) is Ending.LIMIT
    ]
    if limits:
        more = f" and {len(limits) - 1} more" if limits[1:] else ""
        yield Concern(False, "ran into a limit", limits[0] + more)
    changes = [sentence for sentence in one.repairs if not _is_harmless(sentence)]
    if changes:
        yield Concern(False, "repaired", " ".join(changes))
    by_hand = [
        f"{name} {one.scores[name]:g} instead of {given:g}"
        for name, given in one.automatic.items()
        if given is not None and name in one.scores and one.scores[name] != given
    ]
    if by_hand:
        yield Concern(False, "changed by hand", ", ".join(by_hand))
    if late := late_note(one.late, one.penalty):
        yield Concern(False, "late", late)


def _contradictory(one: StudentReport) -> list[str]:
    """Return the exercises whose automatic score contradicts their verdict."""
    return [
        name
        for name, verdict in one.verdicts.items()
        if (given := one.automatic.get(name)) is not None
        and one.worth.get(name)
        and abs(given - verdict.share * one.worth[name]) > 0.01
    ]


def _is_harmless(repair: str) -> bool:
    """Return whether a repair has changed no text, but put back lost metadata."""
    return LOST in repair or LOST_TAGS in repair


def _grading_failed(one: StudentReport) -> bool:
    return one.total is None and not one.refused


def _missed(
    exercise: str, criterion: str, pairs: list[tuple[StudentReport, RecordedCriterion]]
) -> Missed:
    counts = Counter(ending_of(checked) for _, checked in pairs)
    misses = [pair for pair in pairs if ending_of(pair[1]) in MISSES]
    kind = next((ending for ending in MISSES if counts[ending]), None)
    telling = [pair for pair in misses if ending_of(pair[1]) is kind]
    hint = Counter(checked.hint for _, checked in telling).most_common(1)
    example = max(telling, key=lambda pair: pair[0].total or 0.0, default=None)
    return Missed(
        exercise,
        criterion,
        pairs[0][1].points,
        counts,
        hint[0][0] if hint else "",
        example[0].student if example else "",
    )
