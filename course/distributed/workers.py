"""The workers that judge: processes of this machine, or those of a scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from course.worker.order import Order


class WorkersLost(Exception):
    """No worker is left; what was not graded yet can be graded elsewhere."""


@dataclass(frozen=True)
class Workers:
    """A number of workers on this machine, or those of a scheduler."""

    workers: int = 1
    scheduler: str = ""  # its address

    @property
    def is_pool(self) -> bool:
        """Whether other processes than this one judge."""
        return self.workers > 1 or bool(self.scheduler)


class Job(Protocol):
    """An order, and its result."""

    order: Order
    outcome: dict[str, Any]
    seconds: float


class Pool(Protocol):
    """Workers that carry out jobs, many at once."""

    @property
    def has_room(self) -> bool:
        """Whether a worker might run out of jobs if nothing is submitted now."""

    def submit(self, job: Any) -> None:
        """Send a job to the workers; `results` will yield it."""

    def results(self) -> Iterator[Any]:
        """Yield the jobs that are done; wait for one if any is running."""


def cores() -> int:
    """Return how many processes can run here at the same time."""
    from dask.system import cpu_count

    return int(cpu_count())
