"""Wait for what another process does in its own time."""

import time
from collections.abc import Callable

PATIENCE = 120  # seconds that another process may take on a busy machine


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something is true; fail after `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
