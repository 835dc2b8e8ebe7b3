"""Kernels for grading, as Jupyter sees them: forked from a zygote, sandboxed.

`SealedKernelManager` fits wherever a kernel manager class is expected, and needs no
kernelspec on disk. `bubblewrap.py` and `zygote/` make up the sandbox.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import ConnectionFileMixin, KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets import Bool, Dict, Instance, Int, List, Unicode, default

from course.content import Content, default_content
from course.sandbox import bubblewrap
from course.sandbox.files_beside import FilesBeside
from course.sandbox.zygote_client import Kernel, NoKernel, ResourceLimits, Usage
from course.sandbox.zygote_pool import zygote_pool
from course.sandbox.zygote_process import Kind

HAS_ZYGOTES = sys.platform.startswith("linux")
PROVISIONER = "charlm-sealed"
POLL_SECONDS = 0.01
KILL_POLLS = 50  # after these, let Jupyter wait
PORTS = ("shell", "iopub", "stdin", "control", "hb")


class SealedProvisioner(KernelProvisionerBase):
    """Takes kernels from the zygote_pool of this process."""

    modules = List(Unicode())
    sandboxed = Bool(True)
    content = Instance(Content)
    limits = Dict()
    beside = Instance(FilesBeside, allow_none=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kernel: Kernel | None = None
        self._last: Kernel | None = None
        self._name = ""

    @property
    def ended_because(self) -> str:
        """What ended the last kernel, or "" if that is unknown."""
        return self._last.because if self._last is not None else ""

    def usage(self) -> Usage:
        """Return what the current or last kernel has used."""
        return self._last.usage() if self._last is not None else Usage()

    @property
    def has_process(self) -> bool:
        return self._kernel is not None

    async def poll(self) -> int | None:
        return 0 if self._kernel is None else self._kernel.status

    async def wait(self) -> int | None:
        kernel = self._kernel
        if kernel is None:
            return 0
        while kernel.status is None:
            await asyncio.sleep(POLL_SECONDS)
        self._kernel = None
        return kernel.status

    async def send_signal(self, signum: int) -> None:
        if self._kernel is not None:
            self._kernel.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and wait briefly: Jupyter checks only now and then."""
        await self.send_signal(signal.SIGKILL)
        kernel, polls = self._kernel, 0
        while kernel and kernel.status is None and polls < KILL_POLLS:
            await asyncio.sleep(POLL_SECONDS)
            polls += 1

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the paths of the sockets on this side."""
        self._name = self._name or zygote_pool().new_name()
        manager = self._manager
        manager.transport = "ipc"
        manager.ip = str(zygote_pool().folders / self._name / "ipc")
        for number, port in enumerate(PORTS, 1):
            setattr(manager, f"{port}_port", number)
        kwargs.setdefault("env", {})
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(
        self, cmd: list[str], **kwargs: Any
    ) -> KernelConnectionInfo:
        """Fork a kernel; raise NoKernel if that fails."""
        info = self._manager.get_connection_info()
        folder = zygote_pool().open_folder(self._name)
        inside = "/run/kernel" if self.sandboxed else str(folder)
        _write_connection_file(folder / "kernel.json", {**info, "ip": f"{inside}/ipc"})
        kind = Kind(tuple(self.modules), self.sandboxed, self.content)
        limits = ResourceLimits(**self.limits)
        arguments = list(kwargs.get("extra_arguments") or [])
        work = {}
        if self.beside is not None:
            self.beside.copy(folder)
            work = self.beside.request(self.content.library_folders)
        # Use a thread, since the first kernel of a kind waits for its zygote.
        self._kernel = self._last = await asyncio.to_thread(
            zygote_pool().start_kernel, kind, self._name, limits, arguments, work
        )
        self.connection_info = info
        return info

    async def cleanup(self, restart: bool = False) -> None:
        if self._kernel is not None and self._kernel.status is None:
            await self.kill()
        zygote_pool().clear_folder(self._name)

    @property
    def _manager(self) -> ConnectionFileMixin:
        assert isinstance(self.parent, ConnectionFileMixin)
        return self.parent


class SealedKernelManager(AsyncKernelManager):
    """Manages one kernel for grading.

    Whatever kernel a notebook asks for, it gets this one, with `modules` imported.
    """

    modules = List(Unicode(), help="Imported beforehand, besides NumPy.")
    content = Instance(Content, help="The library and data of kernels.")
    sandboxed = Bool(True, config=True, help="Confine kernels with bubblewrap.")
    beside = Instance(
        FilesBeside, allow_none=True, help="Files for the working folder."
    )
    memory_bytes = Int(
        ResourceLimits.memory_bytes, config=True, help="Of all processes."
    )
    scratch_bytes = Int(
        ResourceLimits.scratch_bytes, config=True, help="Of all its files."
    )
    file_bytes = Int(ResourceLimits.file_bytes, config=True, help="Of one file.")
    open_files = Int(ResourceLimits.open_files, config=True, help="Per process.")
    processes = Int(ResourceLimits.processes, config=True, help="At the same time.")
    threads = Int(ResourceLimits.threads, config=True, help="Of all processes.")
    cpu_seconds = Int(ResourceLimits.cpu_seconds, config=True, help="Of all processes.")

    @property
    def ended_because(self) -> str:
        """The limit that ended the kernel, if one did, such as "memory" or "cpu time".

        ZYGOTE_ENDED says nothing about the answer.
        """
        return getattr(self.provisioner, "ended_because", "")

    def usage(self) -> Usage:
        """Return the processor time that the kernel has used and waited for."""
        if isinstance(self.provisioner, SealedProvisioner):
            return self.provisioner.usage()
        return Usage()

    @property
    def kernel_spec(self) -> KernelSpec:
        """A kernelspec that exists only in memory."""
        if not HAS_ZYGOTES:
            raise NoKernel("these kernels need Linux")
        return KernelSpec(
            display_name="Sealed Python",
            language="python",
            metadata={"kernel_provisioner": self._provisioner()},
        )

    @property
    def limits(self) -> ResourceLimits:
        """What all processes of the kernel may use together."""
        names = ResourceLimits.__dataclass_fields__
        return ResourceLimits(**{name: getattr(self, name) for name in names})

    def _provisioner(self) -> dict[str, Any]:
        config = {
            "modules": self.modules,
            "sandboxed": self.sandboxed,
            "content": self.content,
            "limits": asdict(self.limits),
            "beside": self.beside,
        }
        return {"provisioner_name": PROVISIONER, "config": config}

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        if self.sandboxed and (reason := bubblewrap.available()):
            raise NoKernel(reason)
        return await super()._async_pre_start_kernel(**kw)

    pre_start_kernel = _async_pre_start_kernel

    @default("content")
    def _default_content(self) -> Content:
        return default_content()

    @default("transport")
    def _default_transport(self) -> str:
        return "ipc"

    @default("connection_file")
    def _default_connection_file(self) -> str:
        return str(zygote_pool().folders.parent / f"{zygote_pool().new_name()}.json")


def _write_connection_file(path: Path, info: Mapping[str, Any]) -> None:
    key = info["key"]
    text = json.dumps({**info, "key": key.decode() if isinstance(key, bytes) else key})
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    if os.geteuid() == 0:
        os.chown(path, bubblewrap.ORDINARY_USER, bubblewrap.ORDINARY_USER)


# Register it here as well: the entry point exists only if the project is installed.
KernelProvisionerFactory.provisioners.setdefault(
    PROVISIONER,
    EntryPoint(
        PROVISIONER,
        f"{__name__}:SealedProvisioner",
        KernelProvisionerFactory.GROUP_NAME,
    ),
)
