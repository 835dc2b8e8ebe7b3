"""Run the tests of a notebook outside, and say what each is worth there.

Two kernels take part: one in which only the student's cells run, and one for the tests,
thrown away afterwards. They cannot reach each other: their messages pass through here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from course.judging.cells import grade_id
from course.judging.outside import (
    answers,
    data,
    errors,
    lent,
    names,
    proxies,
    proxy_graph,
    state,
    tables,
    wire,
)
from course.judging.outside.plan import OutsidePlan
from course.judging.replies import refuse_too_long
from course.judging.run_tests import Score, Seal, score_of
from course.judging.session import Ending, Session, TimeLimits, loading
from course.judging.steps import Step
from utils.checking import AnswerError, InfrastructureError, LimitReached

MAX_REQUESTS = 500  # of one test cell; each takes some milliseconds
BESIDE_ANSWERS: tuple[ModuleType, ...] = (tables, data, answers)
BESIDE_TESTS: tuple[ModuleType, ...] = (
    *(tables, data, proxies, proxy_graph, lent, errors, state, wire, names),
)
NewManager = Callable[[], AsyncKernelManager]
FAILURES = (AnswerError, LimitReached, InfrastructureError)


TRIES = 2
BROKE = "the grading broke, twice"
NOT_TRIED = "it takes too long outside, or measures time"


@dataclass(frozen=True)
class Opinion:
    """What a test is worth outside; without `points`, `reason` says why not.

    `decided` has what the answers' own code decided. `limited` is whether it would have
    asked for too much, as it will for anybody.
    """

    points: float | None
    reason: str = ""
    decided: list[str] = field(default_factory=list)
    limited: bool = False


@dataclass(frozen=True)
class Outside:
    """What it takes to run tests outside: a plan, and kernels for them."""

    plan: OutsidePlan
    new_answers: NewManager
    new_tests: NewManager


def prepare() -> None:
    """Compile what is loaded into kernels, for all processes that are forked later."""
    for more in ((), BESIDE_ANSWERS, BESIDE_TESTS):
        loading(more)


def seal_of(
    score: Score, opinion: Opinion | None, plan: OutsidePlan, name: str
) -> Seal:
    """Return the seal of a test's score, given the opinion from outside.

    Nothing is lost by an opinion: it says who has to look.
    """
    if opinion is None:
        return Seal()
    if plan.sealable is None:
        tried = {"outside": opinion.points, "failed": opinion.reason}
        limited = opinion.limited or opinion.reason == NOT_TRIED
        return Seal(tried={**tried, "decided": opinion.decided, "limited": limited})
    if name not in plan.sealable or score.points is None:
        return Seal()
    sealed = (opinion.points or 0.0) >= score.points
    return Seal(sealed, flagged=not sealed)


def opinions(
    nb: NotebookNode, steps: list[Step], outside: Outside, limits: TimeLimits
) -> tuple[dict[str, Opinion], bool]:
    """Return the opinion on each test of a sanitized notebook by grade_id.

    The second value is whether a limit was met in company, so that it says little.
    What breaks on our side is tried once more. Where nobody knows yet what can be
    sealed, tests that ask for too much are left out, and the others are tried again
    without them, as they will be for students.
    """
    patient = replace(limits, call_seconds=limits.cell_seconds)
    why = ""
    for _ in range(TRIES):
        try:
            with (
                Session(nb, outside.new_answers, limits, BESIDE_ANSWERS) as answering,
                Session(
                    new_notebook(), outside.new_tests, patient, BESIDE_TESTS
                ) as own,
            ):
                trial = _Opinions(answering, own, outside.plan)
                found = trial.of(nb, steps)
                met_in_company = answering.met_in_company or own.met_in_company
        except InfrastructureError as broken:
            why = str(broken)
            continue
        if not trial.broke:
            break
    else:
        tests = [nb.cells[step.index] for step in steps if step.points is not None]
        return {grade_id(cell): Opinion(None, why or BROKE) for cell in tests}, False
    slow = [name for name, one in found.items() if one.limited]
    if slow and outside.plan.sealable is None:
        plan = replace(outside.plan, skipped=[*outside.plan.skipped, *slow])
        return opinions(nb, steps, replace(outside, plan=plan), limits)
    return found, met_in_company


class _Opinions:
    """Runs the steps of one notebook in both kernels."""

    def __init__(self, answers: Session, tests: Session, plan: OutsidePlan) -> None:
        self._answers = answers
        self._tests = tests
        self._plan = plan
        self._requests = 0
        self._failed = ""  # why the present test has no result
        self._limited = False  # because it asks for too much
        self.broke = False  # on our side
        self._ended = ""  # why no later one has any

    def of(self, nb: NotebookNode, steps: list[Step]) -> dict[str, Opinion]:
        """Return the opinion on every test that the plan knows."""
        found = {}
        for step in steps:
            name = grade_id(nb.cells[step.index])
            if step.points is None:
                if not step.test:  # those with criteria are judged elsewhere
                    self._answers.run(step.index)
            elif name in self._plan.steps:
                source = nb.cells[step.index].source
                found[name] = self._opinion(name, source, step.points)
        return found

    def _opinion(self, name: str, source: str, most: float) -> Opinion:
        if self._ended:
            return Opinion(None, self._ended)
        self._requests, self._failed, self._limited = 0, "", False
        step, sealable = self._plan.steps[name], self._plan.sealable
        is_skipped = name in self._plan.skipped
        request = {
            "test": "" if is_skipped else source,
            "own": step.own,
            "forget": step.forget,
            "theirs": self._plan.theirs,
            "read": self._plan.read,
            "modules": self._plan.modules,
            "allowed": None if sealable is None else sealable.get(name, []),
        }
        try:
            reply = self._tests.converse(json.dumps(request), self._relayed)
            result = json.loads(reply)
        except FAILURES as error:
            self.broke |= isinstance(error, InfrastructureError)
            self._ended = str(error)
            return Opinion(None, self._ended)
        if failed := self._failed or result["failed"]:
            return Opinion(None, failed, limited=self._limited)
        if is_skipped:
            return Opinion(None, NOT_TRIED)
        raised = (str(result["error"]), "") if result["error"] else None
        ending = Ending(raised, result["value"])
        score = score_of(ending, most)
        return Opinion(score.points, score.reason, result["decided"])

    def _relayed(self, question: str) -> str:
        """Carry a message of a test to the answers; return what it gets back."""
        try:
            message = _object(question)
            self._requests += 1
            if self._requests > MAX_REQUESTS:
                self._limited = True
                raise LimitReached(f"it asks for more than {MAX_REQUESTS} things")
            reply = self._answers.converse(str(message["request"]), self._asked_back)
            refuse_too_long(reply)
            return json.dumps({"reply": reply})
        except (*FAILURES, KeyError, ValueError) as error:
            self.broke |= isinstance(error, InfrastructureError)
            self._failed = self._failed or f"{type(error).__name__}: {error}"
            return json.dumps({"void": self._failed})

    def _asked_back(self, question: str) -> str:
        """Carry the call of a test's function to the test; return the result."""
        text = self._tests.ask_back(json.dumps({"question": question}))
        try:
            return str(_object(text or "")["answer"])
        except (KeyError, ValueError):
            return json.dumps({"status": "failed"})


def _object(text: str) -> dict[str, Any]:
    """Return the object in a message; raise ValueError if there is none."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no message")
    return found
