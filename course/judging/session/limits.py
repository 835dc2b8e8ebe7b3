"""What one submission may use while it is graded, but for memory and files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TimeLimits:
    """What one submission may use, in seconds as `clock` counts them and characters."""

    cell_seconds: float = 60.0
    call_seconds: float = 20.0
    grace_seconds: float = 3.0  # from an interrupt to a kill
    start_seconds: float = 60.0
    submission_seconds: float = 900.0
    patience: float = 10.0  # times each of them in wall-clock time, on a busy machine
    cell_output: int = 200_000
    notebook_output: int = 1_200_000  # of all cells, in the notebook that is stored
    message: int = 64 * 2**20


DEFAULT_LIMITS = TimeLimits()
