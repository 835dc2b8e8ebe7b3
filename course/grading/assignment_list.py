"""nbgrader's list of assignments in JupyterLab, where a failed submit is one line.

nbgrader shows a student the traceback, whose last line says what is wrong. Here the
page shows that line alone; the traceback stays in the server's log.

A server extension that takes the place of nbgrader's own: docs/jupyterhub.md says how.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.serverapp import ServerApp
from nbgrader.exchange import ExchangeError
from nbgrader.server_extensions.assignment_list import handlers

RAISED = f"{ExchangeError.__module__}.{ExchangeError.__qualname__}: "


class AssignmentList(handlers.AssignmentList):
    """What answers the buttons of nbgrader's page."""

    def submit_assignment(self, course_id: str, assignment_id: str) -> dict[str, Any]:
        """Hand in an assignment; where the exchange refuses, return why."""
        answer = super().submit_assignment(course_id, assignment_id)
        if not answer["success"]:
            answer["value"] = answer["value"].rpartition(RAISED)[-1].strip()
        return answer


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    handlers.load_jupyter_server_extension(app)
    manager = AssignmentList(parent=app)
    manager.root_dir = app.root_dir
    app.web_app.settings["assignment_list_manager"] = manager
