"""Ordinary kernels, for systems without zygotes: all but Linux.

They are not sandboxed. They run only a learner's own code, in self-study, which the
learner also runs in a notebook.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

PROGRAM = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


class OrdinaryKernelManager(AsyncKernelManager):
    """Runs this Python in a temporary folder, whatever kernels are installed.

    The kernel has the variables in `environment` and those of this process.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__()
        self._environment = environment
        self._folder = tempfile.TemporaryDirectory(prefix="charlm-check-")

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=PROGRAM, display_name="Python", language="python")

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        variables = {**os.environ, **kw.get("env", {}), **self._environment}
        kw.update(cwd=self._folder.name, env=variables)
        kw.update(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return await super()._async_pre_start_kernel(**kw)

    pre_start_kernel = _async_pre_start_kernel
