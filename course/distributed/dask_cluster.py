"""Start a Dask cluster on this machine, or connect to a scheduler.

Its workers are checked here: one that cannot grade as this process would is refused by
name. Anything that keeps a cluster from being used is a GradeError of one line. The
tasks come from `dask_pool`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask.config
from distributed import Client, LocalCluster, Security, WorkerPlugin

from course.content import Content
from course.distributed.interrupt import ignored
from course.distributed.workers import WorkersLost
from course.errors import CourseError, GradeError, first_line
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
# Kernels have their own limits. This one is for what a grader makes of their answers: a
# worker that exceeds it is ended, and its task counts as one whose worker died.
WORKER_MEMORY = 3 * 2**30  # bytes
AT_THE_LIMIT = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
}
MAX_REASON = 200  # characters of one of Dask's errors
LOGGERS = ("distributed", "tornado", "asyncio", "dask")


@contextlib.contextmanager
def local(workers: int, log: Path) -> Iterator[Client]:
    """Start a cluster on this machine; no other user of it can connect.

    Its workers are threads of one process, so that all share one server of workers and
    its zygotes: what is graded runs in processes of its own anyway. Raise WorkersLost
    if it does not start, as on a machine that is much too busy.
    """
    with (
        tempfile.TemporaryDirectory(prefix="charlm-dask-") as scratch,
        quiet(log),
        dask.config.set(UNWATCHED | AT_THE_LIMIT),
    ):
        try:
            with ignored():
                cluster = LocalCluster(
                    n_workers=1,
                    threads_per_worker=workers,
                    processes=True,
                    host="127.0.0.1",
                    protocol="tls://",
                    security=Security.temporary(),
                    dashboard_address=None,
                    memory_limit=WORKER_MEMORY,
                    silence_logs=logging.CRITICAL,
                    local_directory=scratch,
                    scheduler_kwargs={"allowed_failures": 0},  # we do the second try
                )
        except Exception as error:
            raise WorkersLost(f"no local cluster: {_reason(error)}") from error
        with cluster, Client(cluster) as client:
            client.register_plugin(_Quiet(str(log)))
            yield client


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


class _Quiet(WorkerPlugin):
    """Keep Ctrl-C and the terminal away from a local worker."""

    name = "charlm-quiet"

    def __init__(self, log: str) -> None:
        self._log = log

    def setup(self, worker: Any) -> None:
        # A handler of our own: kernels would inherit an ignored signal.
        with contextlib.suppress(ValueError):
            signal.signal(signal.SIGINT, lambda *_: None)
        descriptor = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        for stream in (1, 2):
            os.dup2(descriptor, stream)
        os.close(descriptor)


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
    return (first_line(error) or type(error).__name__)[:MAX_REASON]
