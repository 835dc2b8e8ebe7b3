"""Real kernels for tests: started, used, and gone at the end of a block."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from course.content import Content, default_content
from course.sandbox import SealedKernelManager, bubblewrap

needs_bubblewrap = pytest.mark.skipif(
    bubblewrap.available() is not None,
    reason=f"no sandbox here: {bubblewrap.available()}",
)
loop = asyncio.new_event_loop()


def reading(folder: Path) -> Content:
    """Return the content of a course whose kernels may read the texts in `folder`."""
    return replace(default_content(), data=(("COURSE_DATA", str(folder)),))


class Running:
    """A started kernel; `run` returns what a cell printed, errors included."""

    def __init__(self, new_manager=SealedKernelManager, **traits) -> None:
        began = time.monotonic()
        self.manager = new_manager(**traits)
        wait(self.manager.start_kernel())
        self.connect()
        self.seconds_to_ready = time.monotonic() - began

    def connect(self) -> None:
        self.client = self.manager.client()
        self.client.start_channels()
        wait(self.client.wait_for_ready(timeout=30))

    def run(self, code: str, seconds: float = 30) -> str:
        return wait(self._run(code, seconds))

    def start(self, code: str) -> None:
        """Send a cell and do not wait for it."""
        self.client.execute(code, stop_on_error=False)

    def wait_until_dead(self, seconds: float = 20) -> str:
        """Return why the kernel ended by itself."""
        end = time.monotonic() + seconds
        while wait(self.manager.is_alive()):
            assert time.monotonic() < end, "the kernel still runs"
            time.sleep(0.02)
        return getattr(self.manager, "ended_because", "")

    def stop(self) -> None:
        self.client.stop_channels()
        if wait(self.manager.is_alive()):
            wait(self.manager.shutdown_kernel(now=True))
        wait(self.manager.cleanup_resources())

    async def _run(self, code: str, seconds: float) -> str:
        told = []

        def hear(message: dict) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                told.append(content["text"])
            elif message["msg_type"] == "error":
                told.append(f"{content['ename']}: {content['evalue']}")

        await self.client.execute_interactive(
            code, output_hook=hear, timeout=seconds, allow_stdin=False
        )
        return "".join(told).strip()


def wait(awaitable):
    return loop.run_until_complete(awaitable)


@contextmanager
def running(**traits) -> Iterator[Running]:
    kernel = Running(**traits)
    try:
        yield kernel
    finally:
        kernel.stop()
