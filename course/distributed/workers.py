"""The workers that judge: processes of this machine, or those of a scheduler."""

from __future__ import annotations

from dataclasses import dataclass


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


def cores() -> int:
    """Return how many processes can run here at the same time."""
    from dask.system import cpu_count

    return int(cpu_count())
