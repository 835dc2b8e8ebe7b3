"""Who judges: how many processes of this machine, or the workers of a scheduler."""

from __future__ import annotations

from dataclasses import dataclass


class WorkersLost(Exception):
    """There is nobody left to grade; what was not graded can be graded elsewhere."""


@dataclass(frozen=True)
class Workers:
    """Who judges: so many workers of this machine, or those of a scheduler."""

    workers: int = 1
    scheduler: str = ""  # its address

    @property
    def is_pool(self) -> bool:
        """Whether there is anybody else but this process."""
        return self.workers > 1 or bool(self.scheduler)


def cores() -> int:
    """How many processes can work here at the same time."""
    from dask.system import cpu_count

    return int(cpu_count())
