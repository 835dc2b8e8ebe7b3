"""A process of its own for every submission, with hard limits.

`server` is preloaded and has one thread; it forks a process for each job and keeps the
zygotes, which outlive those. The coordinator calls `client`.
"""

from course.worker.process.client import (
    ProcessLimits,
    WorkerEnded,
    WorkerServer,
    worker_server,
)

__all__ = ["ProcessLimits", "WorkerEnded", "WorkerServer", "worker_server"]
