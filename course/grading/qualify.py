"""Qualify an assignment in nbgrader's own style: grade the instructor's own solution.

The solution must get full marks from every automatic cell, and the untouched release
none. It also says which test cells can be sealed: those that give the solution outside
at least what they give inside. An assignment whose source is not here, or has no
solution, is not qualified: it is scored as nbgrader does, and nothing is sealed.

What was found is kept until something changes, with what an instructor has accepted.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from course.atomic import read_json, write_json
from course.distributed.workers import Pool
from course.errors import GradeError
from course.grading.gradebook import RegisteredAssignment
from course.grading.job import Job
from course.grading.jobs import Jobs
from course.grading.qualification import MAX_CELLS, Qualification, Tests, file_of
from course.grading.scheduling import JobScheduler, do_here
from course.judging.cells import grade_id
from course.judging.outside import OutsidePlan, is_answered, plan_of
from course.wording import listed
from course.worker.language import other_language
from course.worker.order import AUTOGRADED
from course.worker.recorded import RecordedVerdict, verdicts_in

SOLUTION, RELEASE = "the-solution", "the-release"  # in the place of students
FILE_OF_CELL = re.compile(r"(?<=\()\d+\.py, (?=line )")  # in a SyntaxError
AUTOTEST = "AUTOTEST"  # nbgrader replaces such lines in the release

LESS = "it gives the solution less outside than inside"
NONE = "it gives the solution nothing"

# Verdicts by notebook and grade_id, and messages of errors.
Graded = tuple[dict[str, dict[str, RecordedVerdict]], dict[tuple[str, str], str]]
OpenPool = Callable[[], AbstractContextManager[Pool]]


class Qualifier:
    """Qualifies one assignment with its `tests`; `key` is what it is made of."""

    def __init__(
        self,
        registered: RegisteredAssignment,
        tests: Tests,
        key: str,
        accepting: bool,
        open_pool: OpenPool | None,
    ) -> None:
        self._registered = registered
        self._assignment = registered.name
        self._tests = tests
        self._key = key
        self._accepting = accepting
        self._open_pool = open_pool  # of this machine; without it, one job at a time
        self._file = file_of(registered.root, registered.name)

    def qualified(self, jobs: Jobs, fresh: bool = False) -> Qualification:
        """Return the qualification, made anew if necessary; plan the jobs by it.

        Raise GradeError if the solution does not get what it should, and nobody has
        accepted that.
        """
        stored = self._stored()
        accepted = set(stored.get("accepted", []))
        if fresh or stored.get("key") != self._key:
            found = self._made(jobs)
        else:
            found = Qualification.from_values(stored["found"])
        if self._accepting:
            accepted = set(found.missing)
        values = {
            "key": self._key,
            "found": asdict(found),
            "accepted": sorted(accepted),
        }
        write_json(self._file, values)
        jobs.plan(found.plans)
        if found.missing.keys() - accepted:
            raise GradeError(self._refusal(found.missing))
        return found

    def _stored(self) -> dict[str, Any]:
        try:
            return dict(read_json(self._file))
        except (OSError, ValueError):
            return {}

    def _made(self, jobs: Jobs) -> Qualification:
        count = sum(map(len, self._tests.values()))
        if not count:
            return Qualification()
        folder, handed_out = map(self._registered.folder, ("source", "release"))
        source, release = _notebooks(folder), _notebooks(handed_out)
        languages = {n: other_language(release[n]) for n in self._tests if n in release}
        foreign = {name: language for name, language in languages.items() if language}
        tests = {n: c for n, c in self._tests.items() if n not in foreign}
        if not tests:
            return Qualification(count, foreign=foreign)
        if reason := self._unusable(source, release):
            return Qualification(count, reason, foreign=foreign)
        plans = {n: plan_of(source[n], release[n], c) for n, c in tests.items()}
        made = [
            self._job(jobs, SOLUTION, folder, plans),
            self._job(jobs, RELEASE, handed_out),
        ]
        (graded, messages), (free, _) = self._carried_out(jobs, made)
        verdicts = {name: graded[name] for name in tests}
        slow = {
            name: [cell for cell, one in found.items() if one.tried.get("limited")]
            for name, found in verdicts.items()
        }
        sealable = {n: _sealable(of, self._tests[n]) for n, of in verdicts.items()}
        return Qualification(
            count,
            missing=dict(self._missing(verdicts, messages)),
            free={
                f"{n}.{c}": points
                for n, cells in free.items()
                for c, one in cells.items()
                if (points := one.share * self._tests[n][c]) > 0
            },
            plans={
                n: replace(p, sealable=sealable[n], skipped=slow[n])
                for n, p in plans.items()
            },
            not_sealable={
                f"{n}.{c}": str(
                    one.tried.get("failed") or (LESS if one.share else NONE)
                )
                for n, cells in verdicts.items()
                for c, one in cells.items()
                if c not in sealable[n]
            },
            foreign=foreign,
        )

    def _unusable(
        self, source: Mapping[str, NotebookNode], release: Mapping[str, NotebookNode]
    ) -> str:
        """Return why the instructor's notebooks cannot be graded, or ""."""
        for step, found in (("source", source), ("release", release)):
            for name in sorted(self._tests.keys() - found.keys()):
                return f"there is no {step}/{self._assignment}/{name}.ipynb"
        in_gradebook = self._registered.texts()
        for name, cells in self._tests.items():
            texts = {grade_id(cell): cell.source for cell in source[name].cells}
            for cell in cells:
                text = texts.get(cell, "")
                if AUTOTEST not in text and text.strip() != in_gradebook[name, cell]:
                    file = f"source/{self._assignment}/{name}.ipynb"
                    return f"{file} is not what was released"
        stubs = {
            (n, grade_id(c), c.source) for n, nb in release.items() for c in nb.cells
        }
        solutions = [
            is_answered(cell.source)
            and (name, grade_id(cell), cell.source) not in stubs
            for name in self._tests
            for cell in source[name].cells
            if is_solution(cell) and cell.cell_type == "code"
        ]
        if solutions and not any(solutions):
            return f"source/{self._assignment} has no solution"
        return ""

    def _job(
        self,
        jobs: Jobs,
        name: str,
        folder: Path,
        plans: Mapping[str, OutsidePlan] | None = None,
    ) -> Job:
        """Return the job of grading a folder of notebooks."""
        jobs.plan(plans or {})
        job = self._handed_in(jobs, name, folder)
        jobs.ready(job)
        job.order = replace(job.order, no_page="nobody reads it")
        return job

    def _carried_out(self, jobs: Jobs, made: list[Job]) -> list[Graded]:
        """Carry out jobs, beside each other if there is a pool; return what they found.

        What was made for them is removed.
        """
        try:
            if self._open_pool is None:
                for job in made:
                    do_here(job, jobs, alone=False)  # the class follows
            else:
                list(JobScheduler(jobs, self._open_pool).carried_out(made))
            return [self._found(job, jobs) for job in made]
        finally:
            for job in made:
                jobs.finish(job)

    def _found(self, job: Job, jobs: Jobs) -> Graded:
        """Return verdicts and errors of a job that was carried out."""
        if job.problem:
            what = job.student.replace("-", " ")
            raise GradeError(f"{self._assignment}: {what}: {job.problem}")
        graded = _notebooks(job.order.folder(AUTOGRADED))
        jobs.keep_verdicts(job)
        verdicts = {
            n: verdicts_in(graded[n], cells) for n, cells in self._tests.items()
        }
        errors = {
            (n, grade_id(cell)): f"{out.ename}: {FILE_OF_CELL.sub('', out.evalue)}"
            for n, cells in self._tests.items()
            for cell in graded[n].cells
            if grade_id(cell) in cells
            for out in cell.outputs
            if out.output_type == "error"
        }
        return verdicts, errors

    def _handed_in(self, jobs: Jobs, name: str, folder: Path) -> Job:
        place = jobs.new_place()
        try:
            shutil.copytree(folder, place / name / self._assignment)
            return jobs.make(name, place)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _missing(
        self,
        verdicts: Mapping[str, Mapping[str, RecordedVerdict]],
        messages: Mapping[tuple[str, str], str],
    ) -> Iterator[tuple[str, str]]:
        for name, found in verdicts.items():
            for cell, most in self._tests[name].items():
                one = found.get(cell)
                if one is None or not one.has_verdict:
                    why = one.remark if one else "it was not reached"
                    yield f"{name}.{cell}", f"no verdict, for {most:g} points: {why}"
                elif one.share * most < most:
                    why = messages.get((name, cell), one.remark)
                    got = f"{one.share * most:g} of {most:g}"
                    yield f"{name}.{cell}", f"{got}{why and f': {why}'}"

    def _refusal(self, missing: Mapping[str, str]) -> str:
        names = (f"{name} ({what})" for name, what in missing.items())
        cells = listed(names, MAX_CELLS)
        command = f"course qualify {self._assignment} --accept"
        return (
            f"{self._assignment}: your own solution gets less than the maximum: "
            f"{cells}: mend that, or grade all the same after {command}"
        )


def _sealable(
    verdicts: Mapping[str, RecordedVerdict], tests: Mapping[str, float]
) -> dict[str, list[str]]:
    """Return the tests that do as well outside, with what the solution decided."""
    found = {}
    for cell, one in verdicts.items():
        outside = one.tried.get("outside")
        inside = one.share * tests[cell]
        if one.has_verdict and outside is not None and outside >= inside > 0:
            found[cell] = [str(what) for what in one.tried.get("decided", [])]
    return found


def _notebooks(folder: Path) -> dict[str, NotebookNode]:
    return {
        path.stem: nbformat.read(path, as_version=4)
        for path in sorted(folder.glob("*.ipynb"))
    }
