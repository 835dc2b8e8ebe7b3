"""Connect to the scheduler of a Dask cluster.

Its workers are checked here: one that cannot grade as this process would is refused by
name. Anything that keeps a cluster from being used is a GradeError of one line. The
tasks come from `dask_pool`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import dask.config
from distributed import Client

from course.content import Content
from course.errors import CourseError, GradeError, line_of
from course.judging.load_checks import hidden_checks
from course.judging.version import changed_since_start, version
from course.log import LogFile
from course.sandbox import bubblewrap

WORKER_SECONDS = 60.0  # to wait for the first worker, or for one to come back
CONNECT_SECONDS = 10.0
# Dask would sample its workers a hundred times a second, and its own event loops almost
# as often: too expensive where all cores grade. It would also keep the last thousand
# messages of every connection, with their notebooks.
UNWATCHED = {
    "distributed.admin.low-level-log-length": 10,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.system-monitor.interval": "10s",
}
MAX_REASON = 200  # characters of one of Dask's errors
LOGGERS = ("distributed", "tornado", "asyncio", "dask")


@contextlib.contextmanager
def reached(address: str, log: Path) -> Iterator[Client]:
    """Connect to a scheduler, with the certificates of Dask's configuration."""
    with quiet(log), dask.config.set(UNWATCHED):
        try:
            client = Client(address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise GradeError(f"no scheduler at {address}: {_reason(error)}") from error
        with client:
            try:
                client.wait_for_workers(1, timeout=WORKER_SECONDS)
            except TimeoutError as error:
                message = f"the scheduler at {address} has no workers"
                raise GradeError(message) from error
            yield client


def refuse_others(
    client: Client, content: Content, notebooks: list[str], sandboxed: bool
) -> None:
    """Raise a GradeError that names every worker that cannot grade as we do."""
    wanted = {notebook: version(content, notebook) for notebook in notebooks}
    found = client.run(refusal, content, wanted, sandboxed, on_error="return")
    refused = []
    for address, why in sorted(found.items()):
        if isinstance(why, Exception):
            why = f"it has no such course: {_reason(why)}"
        if why:
            refused.append(f"{address} ({why})")
    if refused:
        raise GradeError(f"these workers cannot be used: {'; '.join(refused)}")


def refusal(
    content: Content, wanted: dict[str, dict[str, str]], sandboxed: bool
) -> str:
    """Return why this worker cannot grade the versions `wanted`; empty if it can."""
    try:
        content = content.here()
    except CourseError as error:
        return str(error)
    for notebook, ours in wanted.items():
        hidden_checks(content, notebook)  # loaded from here on
        here = version(content, notebook)
        differing = [part for part in ours if here.get(part) != ours[part]]
        if differing:
            return f"another version of {', '.join(differing)}"
        if changed_since_start(content, notebook):
            return "files of the course have changed since it was started"
    return (bubblewrap.available() or "") if sandboxed else ""


@contextlib.contextmanager
def quiet(log: Path) -> Iterator[None]:
    """Send what Dask logs in this process to a file."""
    handler = LogFile(log, "a", "%(asctime)s %(name)s %(message)s")
    loggers = [
        logging.getLogger(name)
        for name in {*LOGGERS, *logging.root.manager.loggerDict}
        if name.split(".")[0] in LOGGERS
    ]
    before = [(logger, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield
    finally:
        for logger, handlers, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate
        handler.close()


def _reason(error: Exception) -> str:
    """Return an error in one line."""
    return line_of(error)[:MAX_REASON]
