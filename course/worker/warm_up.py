"""Prepare the server of workers for an assignment, so that its forks need not.

A blank submission, the release itself, is taken in and made into a page, without being
judged. Then templates, statements and the judge's guest are compiled, criteria are
loaded, and the HTML of the released cells is made, and it is known whether there is a
sandbox: every worker that is forked later finds all of that.
"""

from __future__ import annotations

import json
import resource
import shutil
from dataclasses import replace
from typing import Any

from jupyter_client.provisioning import KernelProvisionerFactory
from nbformat.v4 import new_output

from course.judging.cells import METADATA_KEY
from course.judging.outside import prepare
from course.judging.task import Task
from course.sandbox import bubblewrap
from course.worker.order import GRADEBOOK, SUBMITTED, Order
from course.worker.submission import GRADED, grade_with

FOLDER = "warm"


def warm_up(order: Order) -> None:
    """Do what an order needs, for the release in the place of the submission.

    Nothing of the submission is read: this runs in the server itself.
    """
    place = order.place / FOLDER
    KernelProvisionerFactory.instance()  # it looks through all installed packages
    limit = resource.getrlimit(resource.RLIMIT_CPU)
    if order.config.get("SealedExecute", {}).get("sandboxed", True):
        bubblewrap.available()  # it starts a process, and keeps what it found
    prepare()
    try:
        place.mkdir()
        for name in ("release", "source", ".course"):
            (place / name).symlink_to((order.place / name).resolve())
        shutil.copyfile(order.place / GRADEBOOK, place / GRADED)
        own = replace(
            order, place=place, log=None, left_out={}, only_page=False, no_page=""
        )
        shutil.copytree(order.released, own.folder(SUBMITTED))
        grade_with(_Unjudged(), lambda _: None, own)
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, limit)
        shutil.rmtree(place, ignore_errors=True)


class _Unjudged:
    """Stands for a judge, and gives nobody any points."""

    met_in_company = False
    kept = 0.0

    def __init__(self) -> None:
        self.judged: list[str] = []

    def judge(self, task: Task) -> str:
        """Return a task's result without running anything."""
        task.key  # noqa: B018, works out the version
        cells = json.loads(task.code)["cells"]
        return json.dumps([_result(task, cell) for cell in cells])


def _result(task: Task, cell: dict[str, Any]) -> dict[str, Any]:
    exercise = task.exercises.get(cell["metadata"]["nbgrader"]["grade_id"])
    if exercise is None:
        return {"execution_count": None, "outputs": []}
    mark = {"exercise": exercise.name, "seconds": 0, "share": 0, "results": []}
    output = new_output(
        "execute_result",
        data={"text/plain": "0", "text/html": ""},
        metadata={METADATA_KEY: {**mark, "remark": ""}},
    )
    return {"execution_count": None, "outputs": [output]}
