"""The kernel in which a learner's own copy is checked.

Sealed where that is possible. Elsewhere it is an ordinary one, on any system: the
code is the learner's own, who runs it in a notebook as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode

from course.content import Content
from course.judging.run import kernels
from course.sandbox.bubblewrap import available

PROGRAM = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
QUIET = {"CHARLM_OFFLINE": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}


@contextmanager
def kernels_for(
    nb: NotebookNode, content: Content, tests: Collection[str] = ()
) -> Iterator[Callable[[], AsyncKernelManager]]:
    """What makes the kernels for a notebook, as `grade_notebook` wants it.

    `tests` are the grade_ids of its test cells.
    """
    if available() is None:
        yield kernels(nb, content, tests=tests, sandboxed=True)
        return
    with tempfile.TemporaryDirectory(prefix="charlm-check-") as folder:
        yield lambda: OrdinaryKernelManager(folder)


class OrdinaryKernelManager(AsyncKernelManager):
    """Runs this very Python in `folder`, whatever kernels are installed."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=PROGRAM, display_name="Python", language="python")

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        kw.update(cwd=self._folder, env={**os.environ, **kw.get("env", {}), **QUIET})
        kw.update(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return await super()._async_pre_start_kernel(**kw)

    pre_start_kernel = _async_pre_start_kernel
